import { createHmac } from 'node:crypto';
import type { Fact } from '../../domain/facts/fact.js';
import { REFUSALS } from '../../domain/refusals.js';
import type { RefusalCode } from '../../domain/sequence.js';
import { AppError, notFound } from '../errors.js';
import type { NewCommand, RecordCommand, RecordResult, SavedCommand, Saving, UseCaseDeps } from '../ports.js';

/** What sending takes: a worker that records in somebody's name has no more. */
export type SendingDeps = Pick<UseCaseDeps, 'commands' | 'processes'> & Readonly<{ cases: Pick<UseCaseDeps['cases'], 'factsSince'> }>;

/** What came of a command. A rule's refusal is thrown, not returned. */
export type Outcome = Readonly<
  | { kind: 'RECORDED'; commandId: string; caseRef: string; entry: number; facts: readonly Fact[] }
  | { kind: 'PENDING'; commandId: string; caseRef: string }
  | { kind: 'AWAITING_SECOND_PERSON'; commandId: string; caseRef: string }
>;

/** Who sends: staff, or somebody who came by a link, by the reference the journal will name. */
type Sender = Readonly<{ ref: string }>;

/** Whether two requests under one key are the same; keyed, for a body may hold a name and names are guessed easily. */
export const fingerprint = (secret: string, body: unknown): string => createHmac('sha256', secret).update(canonical(body)).digest('base64url');

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return value === undefined ? 'null' : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`;
}

/**
 * What an earlier command under this key answered, or null if there was none.
 *
 * @throws AppError `not-found` for another person's key, `key-reused` for another body, or the refusal the first one met
 */
export async function earlierAnswer(deps: SendingDeps, caller: Sender, commandId: string, bodyHash: string): Promise<Outcome | null> {
  const saved = await deps.commands.find(commandId);
  return saved === null ? null : answerAgain(deps, caller, saved, bodyHash);
}

function answerAgain(deps: SendingDeps, caller: Sender, saved: SavedCommand, bodyHash: string): Promise<Outcome> | Outcome {
  if (saved.actor !== caller.ref) throw notFound();
  if (saved.bodyHash !== bodyHash) throw new AppError('key-reused', { errors: [{ path: 'Idempotency-Key', message: 'was used before with another body' }] });
  switch (saved.state) {
    case 'recorded':
      return { kind: 'RECORDED', commandId: saved.id, caseRef: saved.caseRef, entry: saved.entry, facts: saved.facts };
    case 'refused':
      throw refusal(saved.code, saved.notBefore ?? undefined);
    case 'awaiting-second-person':
      return { kind: 'AWAITING_SECOND_PERSON', commandId: saved.id, caseRef: saved.caseRef };
    case 'declined':
      throw new AppError('already-settled', { detail: 'The second person did not agree to this correction. Nothing was recorded.' });
    case 'pending':
      return send(deps, saved.caseRef, saved.command);
  }
}

/** Saves the command, so that nothing accepted is lost, then has its process record it. Safe to repeat. */
export async function saveAndSend(deps: SendingDeps, caller: Sender, command: NewCommand, save: () => Promise<Saving> = () => deps.commands.save(command)): Promise<Outcome> {
  const saving = await save();
  if (saving.kind === 'seen') return answerAgain(deps, caller, saving.saved, command.bodyHash); // the same key, a moment ago
  if (command.state === 'awaiting-second-person') return { kind: 'AWAITING_SECOND_PERSON', commandId: command.command.commandId, caseRef: command.caseRef };
  return send(deps, command.caseRef, command.command);
}

/** @throws AppError `rule-refused` with the rule and its regulation, or `changed-since` */
export async function send(deps: SendingDeps, caseRef: string, command: RecordCommand): Promise<Outcome> {
  const { commandId, facts } = command;
  const result: RecordResult = await deps.processes.record(caseRef, command);
  switch (result.kind) {
    case 'RECORDED':
      return { kind: 'RECORDED', commandId, caseRef, entry: result.entry, facts: facts.map((fact, i) => ({ ...fact, id: `j${result.entry - facts.length + 1 + i}` })) };
    case 'PENDING':
      return { kind: 'PENDING', commandId, caseRef };
    case 'REFUSED': {
      const stands = await deps.commands.refused(commandId, { code: result.code, notBefore: result.notBefore ?? null });
      if (!stands) return recordedMeanwhile(deps, commandId);
      throw result.code === 'changed-since' ? await changedSince(deps, caseRef, command.ifEntry ?? 0) : refusal(result.code, result.notBefore);
    }
  }
}

/** Another sending of it came first: this one met what that one had recorded. */
async function recordedMeanwhile({ commands }: SendingDeps, commandId: string): Promise<Outcome> {
  const saved = await commands.find(commandId);
  if (saved?.state !== 'recorded') throw new AppError('unexpected');
  return { kind: 'RECORDED', commandId, caseRef: saved.caseRef, entry: saved.entry, facts: saved.facts };
}

/** The refusal a person reads: the rule's sentence, its regulation, the first day it would be lawful. */
export function refusal(code: RefusalCode | 'changed-since', notBefore: Parameters<typeof notBeforeOf>[0]): AppError {
  if (code === 'changed-since') return new AppError('changed-since');
  const { law, sentence } = REFUSALS[code];
  return new AppError('rule-refused', { detail: sentence, refusal: code, law, ...notBeforeOf(notBefore) });
}

const notBeforeOf = (notBefore: Extract<RecordResult, { kind: 'REFUSED' }>['notBefore']) => (notBefore === undefined ? {} : { notBefore });

/** What was recorded after an entry: types and days, for whoever meant to record on top of it. */
export async function changedSince(deps: SendingDeps, caseRef: string, entry: number): Promise<AppError> {
  return new AppError('changed-since', { changes: await deps.cases.factsSince(caseRef, entry) });
}
