import { ApplicationFailure } from '@temporalio/activity';
import { itemKey, type AgendaItem, type Claimed } from '../../domain/agenda.js';
import { londonDay, type Instant } from '../../domain/dates/london.js';
import { workingDays } from '../../domain/dates/working-days.js';
import { reviewCycle } from '../../domain/law/reviews.js';
import { finalPlanOn, planFollows } from '../../domain/plan-made.js';
import { actBy } from '../../domain/tell/act-by.js';
import { channelOfItem } from '../../domain/tell/digest.js';
import type { Fact } from '../../domain/facts/fact.js';
import { escalationsOf, isAsked, refusedAcknowledgement } from '../../domain/escalation.js';
import { versionNamed } from '../../domain/plan/versions.js';
import { judge } from '../../domain/sequence.js';
import { isCorrection } from '../../domain/facts/story.js';
import { undoneBy } from '../../domain/tell/cause.js';
import { lettersFor } from '../../domain/tell/letters-for.js';
import { wasSentBefore } from '../../domain/tell/sent-before.js';
import type { CaseChanges, Cases, Decision, LockedCase, NewEntry, NewNotice, TellPlan } from '../../prisma/repositories/cases.js';
import type { CaseActivities, CaseState, RecordCommand, Recorded } from '../../workflows/case/messages.js';
import { projectionOf, type Rules } from './projection.js';
import { isBeforeImport, isBeforeLadder, standingOf, stateOf, unclaimed } from './standing.js';
import { nowOf } from '../../api/now.js';

export type CaseDeps = Readonly<{
  cases: Cases;
  /** Stamps what is recorded; what is due is decided by the workflow's own time. */
  clock: Readonly<{ now: () => Date }>;
  rules: () => Rules;
  /** Told after a transaction that queued something to tell; must not throw, and nothing waits for it. */
  queued?: () => void;
  /** Called after a transaction has committed and before its activity answers: where a crash test kills. */
  afterCommit?: (step: keyof CaseActivities) => Promise<void>;
}>;

const ENGINE = 'duly';

/** What touches the world for a case: each one transaction under the case's lock, so a repetition changes nothing. */
export function createCaseActivities(deps: CaseDeps): CaseActivities {
  const locked = async <T>(step: keyof CaseActivities, caseRef: string, commandId: string | null, decide: (record: LockedCase) => Decision<T>): Promise<Readonly<{ answer: T; plan: string | null }>> => {
    let notices = 0;
    const counted = (record: LockedCase): Decision<T> => {
      const decision = decide(record);
      notices = decision.changes?.notices.length ?? 0;
      return decision;
    };
    const done = await deps.cases.locked(caseRef, commandId, counted);
    if (done === null) throw ApplicationFailure.nonRetryable('there is no such record', 'case-not-found');
    await deps.afterCommit?.(step);
    if (notices > 0) deps.queued?.();
    return done;
  };
  return {
    /** Derives the case afresh and mends its projection, should settings or calendar have changed. */
    readCase: async ({ caseRef, now }) => (await locked('readCase', caseRef, null, (record) => settled(deps, record, now, {}))).answer,

    /** Idempotent on `command.commandId`: a repetition gets the first answer and writes nothing. */
    recordFacts: async ({ caseRef, now, command }) => {
      const { answer, plan } = await locked('recordFacts', caseRef, command.commandId, (record) => recording(deps, record, now, command));
      return plan === null ? answer : { ...answer, plan };
    },

    /** Performs every agenda item due by `now` that nobody has claimed: a claim, a journal entry and a notice each. */
    performDue: async ({ caseRef, now }) => (await locked('performDue', caseRef, null, (record) => performing(deps, record, now))).answer,
  };
}

function recording(deps: CaseDeps, record: LockedCase, now: string, command: RecordCommand): Decision<Recorded> {
  const { head, facts, lastFact, answered, refused: refusedBefore } = record;
  if (answered !== null) {
    const { answer: state } = settled(deps, record, now, {});
    return { answer: { receipt: { entry: answered }, state }, changes: null, ...tellingPlan(deps, record, facts, command, now) };
  }
  if (refusedBefore !== null) throw refused(refusedBefore.code, refusedBefore.notBefore ?? undefined); // its sender knows it as refused, and may have sent another since
  if (command.ifEntry !== undefined && lastFact > command.ifEntry) throw refused('changed-since');
  if (command.facts.some((fact) => sendsOtherText(fact, record))) throw refused('changed-since');
  const added = command.facts.map((fact, index): Fact => ({ ...fact, id: `j${head.position + 1 + index}` }));
  const refusal = judge(facts, added, londonDay(now), workingDays(deps.rules().calendar.bankHolidays));
  if (refusal !== null) throw refused(refusal.code, refusal.notBefore);
  const unanswerable = refusedToAcknowledge(deps, record, added, now);
  if (unanswerable !== null) throw refused(unanswerable);

  const position = head.position + added.length;
  const entries = added.map((fact, index) => factEntry(fact, command, index));
  const told = [...facts, ...added];
  const notices = added.flatMap((fact, index) => (wasSentBefore(fact, londonDay(now)) ? [] : noticesOf(fact, head.position + 1 + index, told)));
  const undone = added.filter(isCorrection).flatMap((correction) => undoneBy(correction, told) ?? []);
  const { answer: state, changes } = settled(deps, { ...record, facts: told }, now, { entries, notices, undone, command: { id: command.commandId, position } });
  return { answer: { receipt: { entry: position }, state }, changes, ...tellingPlan(deps, record, told, command, now) };
}

/** Why an acknowledgement among them may not be made, by the escalations that are open; the ladder is derived only to judge one. */
function refusedToAcknowledge({ rules }: CaseDeps, { facts, claimed }: LockedCase, added: readonly Fact[], now: string): ReturnType<typeof refusedAcknowledgement> {
  const acknowledges = added.some((fact) => fact.type === 'escalation-acknowledged' || (isCorrection(fact) && fact.replacement?.type === 'escalation-acknowledged'));
  if (!acknowledges) return null;
  const { derivation } = projectionOf(facts, londonDay(now), rules(), claimed);
  return refusedAcknowledgement(added, escalationsOf(derivation.climbs, londonDay(now)), rules().settings);
}

/** Whether the text it sends has been saved again since its sender read it. */
function sendsOtherText(fact: RecordCommand['facts'][number], { written }: LockedCase): boolean {
  const named = versionNamed(fact);
  return named !== null && written !== null && named.number === written.number && named.saves !== written.saves;
}

/** A final plan issued, or corrected, is told to the plan's own record in one transaction with it. */
function tellingPlan(deps: CaseDeps, { facts: before }: LockedCase, after: readonly Fact[], command: RecordCommand, now: string): Pick<Decision<Recorded>, 'plan'> {
  const [was, is] = [finalPlanOn(before), finalPlanOn(after)];
  if (was === is && !command.facts.some(({ type }) => type === 'final-plan-issued')) return {};
  const decide: TellPlan['decide'] = (plan) => {
    const fact = planFollows(plan.facts, is, londonDay(now));
    if (fact === null) return null;
    const entry: NewEntry = { kind: 'fact', type: fact.type, happenedOn: fact.on, payload: fact, actor: command.actor, commandId: null, commandIndex: null };
    const facts = [...plan.facts, { ...fact, id: `j${plan.head.position + 1}` }];
    return settled(deps, { ...plan, facts }, now, { entries: [entry] }).changes;
  };
  return { plan: { opens: is !== null, decide } };
}

/** The letters a fact causes, each once for its audience: queued in the fact's own transaction. */
function noticesOf(fact: Fact, position: number, facts: readonly Fact[]): NewNotice[] {
  return lettersFor(fact, facts).map(({ letter, audience, ref }) => ({
    key: [fact.id, letter, audience, ...(ref === null ? [] : [ref])].join('/'), position, template: letter, toRole: audience, toRef: ref, item: null, channel: null,
  }));
}

const refused = (code: string, notBefore?: string): ApplicationFailure => ApplicationFailure.nonRetryable('refused by rule', code, { notBefore });

function factEntry({ id: _id, ...payload }: Fact, { actor, commandId }: RecordCommand, commandIndex: number): NewEntry {
  return { kind: 'fact', type: payload.type, happenedOn: payload.on, payload, actor, commandId, commandIndex };
}

function performing(deps: CaseDeps, record: LockedCase, now: string): Decision<CaseState> {
  const { head } = record;
  const [rules, today] = [deps.rules(), londonDay(now)];
  const projection = projectionOf(record.facts, today, rules, record.claimed);
  const due = unclaimed(projection, record.claimed).filter(({ at }) => at <= now);
  const isSkipped = (item: AgendaItem): boolean => isBeforeImport(item, head) || isBeforeLadder(item, record, today, rules);
  const skipped = due.filter(isSkipped);
  const performed = due.filter((item) => !skipped.includes(item));
  const acts = performed.map((item, index) => ({ item, position: head.position + 1 + index }));
  const claimed: Claimed[] = [...performed.map((item) => ({ ...item, on: londonDay(now), skipped: false })), ...skipped.map((item) => ({ ...item, skipped: true }))];
  return settled(deps, { ...record, claimed: [...record.claimed, ...claimed] }, now, {
    entries: acts.map(({ item }) => actEntry(item, now)),
    claims: [...skipped.map((item) => ({ item, skipped: true, position: null })), ...acts.map((act) => ({ ...act, skipped: false }))],
    notices: acts.flatMap(({ item, position }) => (item.to === null ? [] : [{ key: itemKey(item), item, position, template: `${item.act}.${item.duty}`, toRole: item.to, toRef: addressee(item, record), channel: channelOfItem(item, projection.derivation.climbs) }])),
  });
}

function actEntry({ act, duty, subject, occurrence, rung, to, on }: AgendaItem, now: string): NewEntry {
  return { kind: 'act', type: act, happenedOn: londonDay(now), payload: { act, duty, subject, occurrence, rung, to, on }, actor: ENGINE, commandId: null, commandIndex: null };
}

/** The person in the role, where the record names one; delivery finds the others. */
function addressee({ to, subject }: AgendaItem, { head }: LockedCase): string | null {
  if (to === 'caseworker') return head.owner;
  return to === 'professional' || to === 'setting' ? subject : null;
}

/** The record as it stands with these additions: what to write, and what the workflow is told. */
function settled(deps: CaseDeps, record: LockedCase, now: string, added: Partial<Pick<CaseChanges, 'entries' | 'claims' | 'notices' | 'undone' | 'command'>>): Decision<CaseState> {
  const { head, facts, claimed } = record;
  const today = londonDay(now);
  const projection = projectionOf(facts, today, deps.rules(), claimed);
  const standing = standingOf(head, facts, projection, unclaimed(projection, claimed), now);
  const { entries = [], claims = [], notices = [], undone = [], command = null } = added;
  const tellBy = actBy(today, projection.working);
  const escalations = escalationsOf(projection.derivation.climbs, today).filter(isAsked);
  const changes = { recordedAt: stampOf(deps, head.recordedAt), entries, claims, notices, escalations, undone, tellBy, command, duties: projection.duties, standing };
  return { answer: stateOf(head.position + entries.length, standing, reviewCycle(facts)), changes };
}

/** Never earlier than the last entry, whatever the clocks of two hosts say. */
function stampOf({ clock }: CaseDeps, last: Instant | null): Instant {
  const now = nowOf({ clock });
  return last !== null && last > now ? last : now;
}
