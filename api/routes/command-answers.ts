import { z } from 'zod';
import type { Fact } from '../../domain/facts/fact.js';
import { accepted, recorded } from '../schemas.js';
import type { Outcome } from '../use-cases/send-command.js';

/** The key under which a command may be sent again: the same key and body give the same answer, and are recorded once. */
export const idempotencyHeader = z.object({
  'idempotency-key': z
    .uuid({ error: (issue) => (issue.input === undefined ? 'is missing: a new UUID for every command' : 'must be a UUID, as crypto.randomUUID() gives') })
    .transform((key) => key.toLowerCase())
    .meta({ description: 'A new UUID for every command; the same one to repeat it', override: { type: 'string', format: 'uuid' } }),
});

export const commandResponses = {
  201: { description: 'Recorded', schema: recorded, headers: ['Location'] },
  202: { description: 'Taken; recorded when a worker answers, or a second person agrees', schema: accepted, headers: ['Location', 'Retry-After'] },
} as const;

export const COMMAND_PROBLEMS = ['invalid', 'key-reused', 'rule-refused', 'fails-the-law', 'changed-since', 'not-yours-to-record', 'decision-needs-manager-or-panel'] as const;

/** Its fields in one order, however it was stored, so that a repeated answer is the same to the letter. */
const inOrder = ({ id, type, on, ...more }: Fact): Fact => ({ id, type, on, ...Object.fromEntries(Object.entries(more).sort(([a], [b]) => (a < b ? -1 : 1))) }) as Fact;

/** 201 where it is in the journal, 202 and an address to ask at where it is not yet. */
export function commandAnswer(outcome: Outcome, createdAt: string) {
  const { caseRef, commandId } = outcome;
  if (outcome.kind === 'RECORDED') {
    return { status: 201, headers: { Location: createdAt }, body: { commandId, caseRef, entry: outcome.entry, facts: outcome.facts.map(inOrder) } } as const;
  }
  const status = `/api/commands/${commandId}`;
  const state = outcome.kind === 'PENDING' ? 'pending' : 'awaiting-second-person';
  return { status: 202, headers: { Location: status, ...(state === 'pending' ? { 'Retry-After': '2' } : {}) }, body: { commandId, caseRef, state, status } } as const;
}
