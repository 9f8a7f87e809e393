import { londonDay } from '../../domain/dates/london.js';
import type { ToldFact } from '../../domain/facts/fact.js';
import { AppError, invalid } from '../errors.js';
import { mayAtAll, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import { newRef } from '../refs.js';
import { childProblems, coveredByLaw, openRecord, ownerOf, type ChildSent } from './open-record.js';
import { prepareFacts } from './prepare-facts.js';
import { earlierAnswer, fingerprint, type Outcome } from './send-command.js';
import { nowOf } from '../now.js';

export type RequestSent = Readonly<{
  commandId: string;
  child: ChildSent;
  request: Extract<ToldFact, { type: 'request-received' | 'came-to-attention' }>;
  /** Whose record it becomes; the person recording, if a caseworker, when left out. */
  owner?: string;
}>;

/**
 * Opens a record for a request, or for a child who came to the council's attention, and starts its clock.
 *
 * @throws AppError `forbidden`, `invalid`, `already-open` (naming the record only to somebody who may see it), `key-reused`
 */
export async function requestAssessment(deps: UseCaseDeps, caller: Caller, sent: RequestSent): Promise<Outcome> {
  if (!mayAtAll(caller, 'record.start') || caller.team === null) throw new AppError('forbidden');
  const { commandId, ...body } = sent;
  const bodyHash = fingerprint(deps.secret, body);
  const earlier = await earlierAnswer(deps, caller, commandId, bodyHash);
  if (earlier !== null) return earlier;

  const now = nowOf(deps);
  const today = londonDay(now);
  const ref = newRef('A');
  const owner = await ownerOf(deps, caller, caller.team, sent.owner);
  const about = await childProblems(deps, sent.child, today, 'assessment');
  if (about.length > 0) throw invalid(about);
  const { facts, notes } = await prepareFacts(deps, [sent.request], () => 'request', now, { caseRef: ref, staff: caller.ref });
  coveredByLaw(deps, facts, today, 'request.on');
  return openRecord(deps, caller, { ref, kind: 'assessment', team: caller.team, owner, child: sent.child, commandId, bodyHash, facts, notes, now });
}
