import type { ToldFact } from '../../domain/facts/fact.js';
import { AppError, invalid, notFound } from '../errors.js';
import { answeringScope, mayOn, refusalToRecord, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { CaseAccess } from '../read-models.js';
import { mayFinalise } from './plan-gate.js';
import { prepareFacts } from './prepare-facts.js';
import { endsForLeavingEducation, isForLeavingEducation } from '../../domain/law/ceasing.js';
import { changedSince, earlierAnswer, fingerprint, refusal, saveAndSend, type Outcome } from './send-command.js';
import { nowOf, todayOf } from '../now.js';

export type FactsSent = Readonly<{
  caseRef: string;
  /** The Idempotency-Key. */
  commandId: string;
  facts: readonly ToldFact[];
  /** Last journal entry the sender had seen. */
  ifEntry?: number;
}>;

/**
 * Records 1 to 20 facts on a record, together or not at all. A correction waits for a second person.
 *
 * @throws AppError `not-found`, `not-yours-to-record`, `decision-needs-manager-or-panel`, `invalid`, `rule-refused`,
 *   `changed-since`, `key-reused`
 */
export async function recordFacts(deps: UseCaseDeps, caller: Caller, sent: FactsSent): Promise<Outcome> {
  const record = await deps.cases.access(scopeFor(caller), sent.caseRef);
  if (record === null) throw notFound(); // absent and not-yours answer alike
  return recordFactsOn(deps, caller, record, sent);
}

/** The same on a record that whoever records was told of otherwise than by seeing it. @throws AppError as `recordFacts` */
export async function recordFactsOn(deps: UseCaseDeps, caller: Caller, record: CaseAccess, sent: FactsSent): Promise<Outcome> {
  const bodyHash = fingerprint(deps.secret, [sent.caseRef, sent.facts, sent.ifEntry]);
  const earlier = await earlierAnswer(deps, caller, sent.commandId, bodyHash);
  if (earlier !== null) return earlier;

  mayRecordAll(caller, record, sent.facts);
  await mayAnswerFor(deps, caller, record, sent.facts);
  belongTo(record, sent.facts);
  await mayEnd(deps, record, sent.facts);
  await mayFinalise(deps, caller, record, sent.facts);
  const now = nowOf(deps);
  const { facts, notes } = await prepareFacts(deps, sent.facts.map((fact) => arranged(fact, record)), (i) => `facts[${i}]`, now, { caseRef: record.ref, staff: caller.ref });
  await ownersFit(deps, record, sent.facts);
  if (sent.ifEntry !== undefined && sent.ifEntry < record.position) {
    const changed = await changedSince(deps, record.ref, sent.ifEntry);
    if (changed.extra.changes?.length) throw changed;
  }

  const state = facts.some((fact) => fact.type === 'correction') ? 'awaiting-second-person' : 'pending';
  // what is recorded while a correction waits is for the second person to weigh, who reads the record then
  const seen = sent.ifEntry === undefined || state === 'awaiting-second-person' ? {} : { ifEntry: sent.ifEntry };
  const command = { commandId: sent.commandId, actor: caller.ref, facts, ...seen };
  return saveAndSend(deps, caller, { command, caseRef: record.ref, bodyHash, sentAt: now, notes, state });
}

/** A review of a child who attends no setting is the council's own, unless whoever records it says otherwise. @source SEND Regulations 2014 reg 21 */
function arranged(fact: ToldFact, { attends }: CaseAccess): ToldFact {
  const isReview = fact.type === 'review-date-set' || fact.type === 'review-meeting-held';
  return isReview && !attends && fact.arrangedBy === undefined ? { ...fact, arrangedBy: 'authority' } : fact;
}

function mayRecordAll(caller: Caller, record: CaseAccess, facts: readonly ToldFact[]): void {
  facts.forEach((fact, i) => {
    const refused = refusalToRecord(caller, record, fact);
    if (refused !== null) throw new AppError(refused, { errors: [{ path: `facts[${i}].type`, message: REFUSED[refused] }] });
  });
}

const REFUSED = {
  'not-yours-to-record': 'is not yours to record on this record',
  'decision-needs-manager-or-panel': 'needs a team manager, or evidence of the panel\'s decision',
} as const;

/** An escalation is answered for by whoever it went to, or a role above theirs. One that is open no more, the rules of the record refuse. */
async function mayAnswerFor(deps: UseCaseDeps, caller: Caller, record: CaseAccess, facts: readonly ToldFact[]): Promise<void> {
  if (!facts.some(({ type }) => type === 'escalation-acknowledged')) return;
  const open = await deps.escalations.ofRecord(answeringScope(caller), record.ref, todayOf(deps));
  facts.forEach((fact, i) => {
    if (fact.type !== 'escalation-acknowledged') return;
    const { duty, subject = null, occurrence } = fact;
    const named = open.find((one) => one.duty === duty && one.subject === subject && one.occurrence === occurrence);
    if (!(named?.isMine ?? mayOn(caller, 'escalation.see', record))) throw new AppError('not-yours-to-record', { errors: [{ path: `facts[${i}].type`, message: REFUSED['not-yours-to-record'] }] });
  });
}

/** What the law forbids by the age of the child, which no fact holds. @throws AppError `rule-refused` */
async function mayEnd(deps: UseCaseDeps, { ref }: CaseAccess, facts: readonly ToldFact[]): Promise<void> {
  if (!facts.some(isForLeavingEducation)) return;
  const bornOn = (await deps.planVersions.about(ref))?.child.bornOn ?? null;
  if (bornOn !== null && facts.some((fact) => endsForLeavingEducation(fact, bornOn, todayOf(deps)))) throw refusal('under-18-out-of-education', undefined);
}

/** A record is handed only to somebody of its team who has not left: whoever else it went to could not see it. */
async function ownersFit(deps: UseCaseDeps, { team }: CaseAccess, facts: readonly ToldFact[]): Promise<void> {
  const named = facts.flatMap((fact, i) => [
    ...ownerIn(fact, `facts[${i}].owner`),
    ...(fact.type === 'correction' && fact.replacement !== null ? ownerIn(fact.replacement, `facts[${i}].replacement.owner`) : []),
  ]);
  if (named.length === 0) return;
  const owners = new Set((await deps.staff.owners(team)).map(({ ref }) => ref));
  const problems = named.filter(({ owner }) => !owners.has(owner)).map(({ path }) => ({ path, message: 'must be a caseworker or manager of the record\'s team who has not left' }));
  if (problems.length > 0) throw invalid(problems);
}

const ownerIn = (fact: Pick<ToldFact, 'type'> & { owner?: string }, path: string): { owner: string; path: string }[] =>
  fact.type === 'owner-set' && fact.owner !== undefined ? [{ owner: fact.owner, path }] : [];

/** A plan's life is recorded on the plan, not on the assessment that made it. */
const OF_A_PLAN: ReadonlySet<string> = new Set([
  'plan-made', 'review-date-set', 'review-list-sent', 'review-invitations-sent', 'review-papers-circulated', 'review-meeting-held',
  'review-report-sent', 'review-decision-sent', 'amendment-notice-sent', 'amended-plan-issued', 'amendment-dropped',
  'early-review-requested', 'early-review-answered', 'phase-transfer-expected', 'reassessment-requested', 'plan-left-unchanged', 'cease-proposed', 'cease-decided', 'plan-ceased',
  'plan-transferred', 'family-told-of-transfer',
]);

function belongTo(record: CaseAccess, facts: readonly ToldFact[]): void {
  if (record.kind !== 'assessment') return; // a plan; or a reassessment, linked to its plan: its own facts are of both kinds
  const problems = facts.flatMap((fact, i) => (OF_A_PLAN.has(fact.type) ? [{ path: `facts[${i}].type`, message: 'belongs to a plan\'s record; this is an assessment' }] : []));
  if (problems.length > 0) throw invalid(problems);
}
