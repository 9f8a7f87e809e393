import { isAuthority } from '../../domain/authorities.js';
import { londonDay } from '../../domain/dates/london.js';
import { daysOutOfOrder, movedInFacts, type MovedIn } from '../../domain/plan/moved-in.js';
import { judge } from '../../domain/sequence.js';
import { AppError, invalid, type FieldProblem } from '../errors.js';
import { mayAtAll, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import { newRef } from '../refs.js';
import { nowOf } from '../now.js';
import { childProblems, coveredByLaw, openRecord, ownerOf, type ChildSent } from './open-record.js';
import { prepareFacts } from './prepare-facts.js';
import { earlierAnswer, fingerprint, refusal, type Outcome } from './send-command.js';

export type MovedInSent = Readonly<{
  commandId: string;
  child: ChildSent;
  plan: MovedIn;
  /** Whose record it becomes; the person recording, if a caseworker, when left out. */
  owner?: string;
}>;

/**
 * Opens the record of a plan that another council made and has transferred: from that day it is this council's, with its own day
 * of making, and the family is to be told and the plan reviewed by the days of regulation 15.
 *
 * @throws AppError `forbidden`, `invalid`, `already-open`, `rule-refused`, `key-reused`
 * @source SEND Regulations 2014 reg 15(3) to (5); D42, D43
 */
export async function planMovedIn(deps: UseCaseDeps, caller: Caller, sent: MovedInSent): Promise<Outcome> {
  if (!mayAtAll(caller, 'record.start') || caller.team === null) throw new AppError('forbidden');
  const { commandId, ...body } = sent;
  const bodyHash = fingerprint(deps.secret, ['plan-moved-in', body]);
  const earlier = await earlierAnswer(deps, caller, commandId, bodyHash);
  if (earlier !== null) return earlier;

  const now = nowOf(deps);
  const today = londonDay(now);
  const ref = newRef('P');
  const owner = await ownerOf(deps, caller, caller.team, sent.owner);
  const problems = [...(await childProblems(deps, sent.child, today, 'plan')), ...planProblems(sent)];
  if (problems.length > 0) throw invalid(problems);
  const told = movedInFacts(sent.plan);
  const { facts, notes } = await prepareFacts(deps, told, (i) => `plan.${DAY_OF[told[i]?.type ?? ''] ?? 'madeOn'}`, now, { caseRef: ref, staff: caller.ref });
  coveredByLaw(deps, facts, today, 'plan.madeOn');
  const refused = judge([], facts.map((fact, i) => ({ ...fact, id: `j${i + 1}` })), today);
  if (refused !== null) throw refusal(refused.code, refused.notBefore);
  return openRecord(deps, caller, { ref, kind: 'plan', team: caller.team, owner, child: sent.child, commandId, bodyHash, facts, notes, now });
}

/** The field that gives each fact its day. */
const DAY_OF: Readonly<Record<string, string>> = {
  'plan-made': 'madeOn',
  'review-meeting-held': 'meetingOn',
  'review-decision-sent': 'decidedOn',
  'amendment-notice-sent': 'noticeOn',
  'amended-plan-issued': 'amendedOn',
  'plan-transferred': 'transferredOn',
};

function planProblems({ child, plan }: MovedInSent): FieldProblem[] {
  const { review, madeOn, from } = plan;
  return [
    ...(isAuthority(from) ? [] : [{ path: 'plan.from', message: 'is the number of no local authority in England; choose one from the list' }]),
    ...(madeOn < child.bornOn ? [{ path: 'plan.madeOn', message: 'must not be before the day of birth' }] : []),
    ...daysOutOfOrder(plan).map(({ field, notBefore }) => ({ path: `plan.${field}`, message: `must not be before ${notBefore}, the day that comes before it` })),
    ...(review !== null && review.amendedOn !== null && review.noticeOn === null ? [{ path: 'plan.noticeOn', message: 'is missing: a plan is amended after a notice' }] : []),
  ];
}
