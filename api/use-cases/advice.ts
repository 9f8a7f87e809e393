import { londonDay } from '../../domain/dates/london.js';
import type { ToldFact } from '../../domain/facts/fact.js';
import type { AdviceParty } from '../advice-models.js';
import { notFound } from '../errors.js';
import { adviceScopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { AdviceQuery, AdviceRequestRow, Page } from '../read-models.js';
import { prepareFacts } from './prepare-facts.js';
import { earlierAnswer, fingerprint, saveAndSend, type Outcome } from './send-command.js';
import { nowOf } from '../now.js';

/** A professional's whole inbox: what was asked of them or of their service, soonest due first. */
export async function adviceRequests(deps: UseCaseDeps, caller: Caller, query: Omit<AdviceQuery, 'today'>): Promise<Page<AdviceRequestRow>> {
  const now = nowOf(deps);
  const page = await deps.cases.adviceRequests(adviceScopeFor(caller), { ...query, today: londonDay(now) });
  if (page.items.length > 0) await deps.views.log({ staff: caller.ref, caseRefs: [...new Set(page.items.map((row) => row.caseRef))], seen: 'advice-requests', at: now });
  return page;
}

export type AdviceAnswer = Readonly<{
  caseRef: string;
  adviser: string;
  commandId: string;
  answer: Extract<ToldFact, { type: 'advice-received' | 'advice-declined' }>;
}>;

/**
 * Whoever was asked answers one request for advice: gives it, or declines in writing with the reason (s.31).
 *
 * @throws AppError `not-found` for a request that is not theirs, `invalid`, `rule-refused`, `key-reused`
 */
export async function answerAdvice(deps: UseCaseDeps, { actor, reach }: AdviceParty, sent: AdviceAnswer): Promise<Outcome> {
  const now = nowOf(deps);
  const request = await deps.advice.request(reach, sent.caseRef, sent.adviser, londonDay(now));
  if (request === null) throw notFound();
  const bodyHash = fingerprint(deps.secret, [sent.caseRef, sent.adviser, sent.answer]);
  const earlier = await earlierAnswer(deps, { ref: actor }, sent.commandId, bodyHash);
  if (earlier !== null) return earlier;

  const fact: ToldFact = { ...sent.answer, adviser: sent.adviser };
  const { facts, notes } = await prepareFacts(deps, [fact], () => 'answer', now, { caseRef: sent.caseRef, staff: actor });
  const command = { commandId: sent.commandId, actor, facts };
  return saveAndSend(deps, { ref: actor }, { command, caseRef: sent.caseRef, bodyHash, sentAt: now, notes, state: 'pending' });
}
