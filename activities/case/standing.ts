import { asPerformed, itemKey, type AgendaItem } from '../../domain/agenda.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { instantOf, londonDay } from '../../domain/dates/london.js';
import { derive } from '../../domain/derive.js';
import { isOwed, type Duty } from '../../domain/duty.js';
import type { Fact } from '../../domain/facts/fact.js';
import { story as storyOf } from '../../domain/facts/story.js';
import { PACKS } from '../../domain/law/packs.js';
import { stageOf } from '../../domain/next-steps.js';
import { progressOf, type Progress } from '../../domain/progress.js';
import { ownershipOf } from '../../domain/waits.js';
import type { CaseHead, CaseStanding, LockedCase } from '../../prisma/repositories/cases.js';
import type { CaseState } from '../../workflows/case/messages.js';
import type { Duties, Projection, Rules } from './projection.js';

/** Agenda items of what is owed, and of windows just closed, that nobody has claimed; soonest first, each once. */
export function unclaimed({ derivation, closings }: Projection, claimed: LockedCase['claimed']): AgendaItem[] {
  const seen = new Set(claimed.map(itemKey));
  const waiting = [...derivation.agenda, ...closings()].filter((item) => {
    const isNew = !seen.has(itemKey(item));
    seen.add(itemKey(item));
    return isNew;
  });
  return waiting.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** An item of a time before the record was brought in: somebody else's business then, claimed as skipped now. */
export const isBeforeImport = ({ on }: AgendaItem, { importedOn }: Pick<CaseHead, 'importedOn'>): boolean => importedOn !== null && on < importedOn;

/** A record without facts is given a day: an accepted request is recorded by then, a refused one never will be. */
const DAYS_FOR_A_FIRST_FACT = 1;
const NEVER_STARTED = 'never-started';

/**
 * Whether an item was on no ladder of its own day: a change of ladders has put it into the past since, and it is claimed as skipped,
 * lest every open record sent it at once. What its day's ladder held is performed however late the engine is.
 */
export function isBeforeLadder(item: AgendaItem, { facts, claimed }: Pick<LockedCase, 'facts' | 'claimed'>, today: IsoDate, { settings, calendar, settingsOn }: Rules): boolean {
  if (settingsOn === undefined) return false;
  const then = settingsOn(item.on);
  if (then === settings || item.to === null) return false;
  const key = itemKey(item);
  return !derive(facts, today, then, calendar, PACKS, asPerformed(claimed, settingsOn)).agenda.some((other) => other.on <= item.on && itemKey(other) === key);
}

type Head = Pick<CaseHead, 'owner' | 'openedAt'>;

/** What the record's row says. @param waiting agenda items left to perform, soonest first */
export function standingOf(head: Head, facts: readonly Fact[], { duties, working }: Duties, waiting: readonly AgendaItem[], now: string): CaseStanding {
  if (facts.length === 0) return withoutFacts(head, now);
  const owed = duties.map(({ duty }) => duty).filter(isOwed);
  const progress = progressOf(facts, working);
  const stage = stageOf(progress, londonDay(now));
  return {
    ...receiptAndOwner(head, facts),
    stage,
    progress,
    next: firstToActOn(owed),
    firstDueOn: earliest(owed.filter(({ shape, kind, by }) => shape === 'deadline' && kind === 'statutory' && by === 'authority').map(({ dueOn }) => dueOn)),
    wakeAt: waiting[0]?.at ?? null,
    outcome: owed.length === 0 && waiting.length === 0 ? stage : null,
  };
}

function withoutFacts(head: Head, now: string): CaseStanding {
  const wakeAt = instantOf(new Date(Date.parse(head.openedAt) + DAYS_FOR_A_FIRST_FACT * 86_400_000));
  const outcome = now >= wakeAt ? NEVER_STARTED : null;
  const nothing = { receivedOn: null, stage: null, progress: null, ownedSince: null, next: null, firstDueOn: null };
  return { ...nothing, owner: head.owner, wakeAt: outcome === null ? wakeAt : null, outcome };
}

function receiptAndOwner(head: Head, facts: readonly Fact[]): Pick<CaseStanding, 'receivedOn' | 'owner' | 'ownedSince'> {
  const { of } = storyOf(facts);
  const start = of('request-received')[0] ?? of('came-to-attention')[0] ?? null;
  const held = ownershipOf(facts);
  return { receivedOn: start?.on ?? null, owner: held === null ? head.owner : held.owner, ownedSince: held?.since ?? start?.on ?? null };
}

/** By the day to act, then the day due, then the code: the order of a caseworker's list. */
function firstToActOn(owed: readonly Duty[]): Duty | null {
  const order = ({ actBy, dueOn, code, subject }: Duty): string => [actBy, dueOn, code, subject ?? ''].join(' ');
  const deadlines = owed.filter(({ actBy }) => actBy !== null);
  return deadlines.reduce<Duty | null>((first, duty) => (first === null || order(duty) < order(first) ? duty : first), null);
}

const earliest = <T extends string>(days: readonly T[]): T | null => days.reduce<T | null>((first, day) => (first === null || day < first ? day : first), null);

/** What the workflow is told of it. */
export const stateOf = (position: number, { progress, wakeAt, outcome }: CaseStanding, cycle: string | null): CaseState => ({
  asOf: position,
  progress: progress as Progress | null,
  next: wakeAt === null ? null : { wakeAt },
  cycle,
  outcome,
});
