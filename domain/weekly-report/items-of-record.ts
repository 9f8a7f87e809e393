import type { Claimed } from '../agenda.js';
import { addDays, daysBetween, type IsoDate } from '../dates/iso-date.js';
import { londonDay, type Instant } from '../dates/london.js';
import { workingDays } from '../dates/working-days.js';
import { dutiesOn } from '../derive.js';
import { isOwed, type Duty } from '../duty.js';
import type { DutyCode } from '../duty-codes.js';
import type { AdviserRole, Fact } from '../facts/fact.js';
import { story as storyOf } from '../facts/story.js';
import { stageOf } from '../next-steps.js';
import type { Stage } from '../stages.js';
import { progressOf } from '../progress.js';
import type { Calendar, Settings } from '../settings.js';
import { daysWaited, ownershipOf } from '../waits.js';
import { CAME_DUE, COUNTED_WHEN_DONE, DAYS_APART, IN_FORCE, OPEN_STAGES, WEEKS_APART, knownUntil, type Item, type ItemOf, type SilenceNorms, type StoodBefore, type Way } from './items.js';
import { silencesOf, type Unreached } from './silences-of-record.js';

/** A record with its whole journal, for deriving a report from nothing else. */
export type ReportedRecord = Readonly<{
  ref: string;
  team: string;
  process: 'assessment' | 'plan';
  /** Who held it before a fact said who does. */
  firstOwner: string | null;
  importedOn: IsoDate | null;
  facts: readonly (Fact & Readonly<{ recordedAt: Instant }>)[];
  /** Steps of ladders that were told, each with the day of its act. */
  escalated: readonly (Omit<Claimed, 'skipped'> & Readonly<{ recordedAt: Instant }>)[];
  /** Letters that did not arrive. */
  unreached: readonly Unreached[];
  causes: readonly Readonly<{ recordedAt: Instant; takenBackAt: Instant | null; code: DutyCode; subject: string | null; cause: string }>[];
}>;

export type ReportTerms = Readonly<{
  settings: Settings;
  /** Those of a past day, where ladders have been changed since. */
  settingsOn: (day: IsoDate) => Settings;
  calendar: Calendar;
  norms: SilenceNorms;
  /** Of each adviser asked; null for one who is not known. */
  roleOf: (adviser: string) => AdviserRole | null;
  /** The day somebody left; null while they have not. */
  leftOn: (staff: string) => IsoDate | null;
  /** Since when somebody was away on a day with nobody to cover; null where they were not. */
  uncoveredSince: (staff: string, day: IsoDate) => IsoDate | null;
}>;

/**
 * Everything a record adds to the report of a day, from its journal alone: the second way of counting beside the database's own.
 * @throws LawGap if no rule pack covers a starting fact
 */
export function itemsOf(record: ReportedRecord, day: IsoDate, terms: ReportTerms): Item[] {
  const known = knownBy(record, day);
  const stage = stageAt(record, day, terms);
  const duties = dutiesOn(known, day, terms.settings, terms.calendar);
  const owner = ownershipOf(known)?.owner ?? (ownershipOf(known) === null ? record.firstOwner : null);
  const [here, about] = [{ ref: record.ref, team: record.team, subject: null }, (subject: string | null) => ({ ref: record.ref, team: record.team, subject })];
  const items: Item[] = [
    ...flows(record, day, terms).map((way) => ({ ...here, block: 'flow' as const, way })),
    ...duties.filter(isDeadlineOwed).map((duty) => ({ ...about(duty.subject), ...owed(duty, day, terms) })),
    ...duties.flatMap((duty) => done(duty, day, terms).map((item) => ({ ...about(duty.subject), ...item }))),
    ...duties.flatMap((duty) => held(duty, day).map((item) => ({ ...here, ...item }))),
    ...duties.filter((duty) => isDeadlineOwed(duty) || isCountedDone(duty, day)).flatMap((duty) => excepted(duty).map((item) => ({ ...about(duty.subject), ...item }))),
    ...causes(record, day),
  ];
  if (stage === null) return items;
  const received = receivedOn(known);
  if (isOpen(record, stage) && received !== null) items.push({ ...here, block: 'open', stage, days: daysWaited(received, day) });
  const isInHand = isLive(record, stage);
  if (isInHand) items.push({ ...here, block: 'load', owner, process: record.process, stage, late: duties.some((duty) => isBreach(duty, day)) });
  return [...items, ...silencesOf(record, { known, owner, stage, isInHand }, day, terms).map((item) => ({ ...here, ...item }))];
}

const knownBy = ({ facts }: ReportedRecord, day: IsoDate) => facts.filter(({ recordedAt }) => recordedAt < knownUntil(day));

/** Where it stood at the end of a day, by what was known then; null before its first fact. */
function stageAt(record: ReportedRecord, day: IsoDate, { calendar }: Pick<ReportTerms, 'calendar'>): Stage | null {
  const known = knownBy(record, day);
  return known.length === 0 ? null : stageOf(progressOf(known, workingDays(calendar.bankHolidays)), day);
}

const isOpen = ({ process }: ReportedRecord, stage: Stage | null): boolean => process === 'assessment' && stage !== null && OPEN_STAGES.includes(stage);
const isLive = (record: ReportedRecord, stage: Stage): boolean => (record.process === 'assessment' ? isOpen(record, stage) : IN_FORCE.includes(stage));

const receivedOn = (known: readonly Fact[]): IsoDate | null => {
  const { of } = storyOf(known);
  return (of('request-received')[0] ?? of('came-to-attention')[0])?.on ?? null;
};

/** Whether it counts among the open ones at the end of a day: begun, and not ended. */
function isCounted(record: ReportedRecord, day: IsoDate, terms: ReportTerms): boolean {
  return isOpen(record, stageAt(record, day, terms)) && receivedOn(knownBy(record, day)) !== null;
}

/** How it came and went, day by day: so that opening and closing always meet. */
function flows(record: ReportedRecord, day: IsoDate, terms: ReportTerms): Way[] {
  if (record.process === 'plan') return [];
  const ways: Way[] = [];
  for (let on = addDays(day, -6); on <= day; on = addDays(on, 1)) {
    const [before, after] = [isCounted(record, addDays(on, -1), terms), isCounted(record, on, terms)];
    if (before === after) continue;
    ways.push(after ? wayIn(record, on) : wayOut(stageAt(record, on, terms)));
  }
  return ways;
}

function wayIn(record: ReportedRecord, on: IsoDate): Way {
  if (record.facts.some(({ recordedAt }) => recordedAt < knownUntil(addDays(on, -1)))) return 'reopened';
  return record.importedOn === on ? 'brought-in' : 'new';
}

const wayOut = (stage: Stage | null): Way => (stage === 'finished' ? 'plan-issued' : stage === 'refused' ? 'refused' : 'withdrawn');

const isDeadlineOwed = (duty: Duty): boolean => duty.shape === 'deadline' && isOwed(duty);
const isBreach = (duty: Duty, day: IsoDate): boolean => isDeadlineOwed(duty) && duty.kind === 'statutory' && duty.by === 'authority' && duty.dueOn < day;

const roleIn = ({ code, subject }: Duty, { roleOf }: ReportTerms): AdviserRole | null => (code === 'give-advice' && subject !== null ? roleOf(subject) : null);

const owed = (duty: Duty, day: IsoDate, terms: ReportTerms): ItemOf => ({
  block: 'owed', code: duty.code, role: roleIn(duty, terms), kind: duty.kind, days: daysBetween(duty.dueOn, day), excused: duty.outcome === 'late-excused',
});

const isCountedDone = ({ code, shape, doneOn, outcome }: Duty, day: IsoDate): boolean =>
  shape === 'deadline' && doneOn !== null && outcome !== 'not-owed' && COUNTED_WHEN_DONE.includes(code) && doneOn <= day && (doneOn > addDays(day, -DAYS_APART) || isSameYear(doneOn, day));

const isSameYear = (a: IsoDate, b: IsoDate): boolean => a.slice(0, 4) === b.slice(0, 4);
const weeksBefore = (on: IsoDate, day: IsoDate): number => Math.min(WEEKS_APART, Math.floor(daysBetween(on, day) / 7));

function done(duty: Duty, day: IsoDate, terms: ReportTerms): ItemOf[] {
  const { code, doneOn, outcome, because, exceptions } = duty;
  if (!isCountedDone(duty, day) || doneOn === null || (outcome !== 'in-time' && outcome !== 'late' && outcome !== 'late-excused')) return [];
  const from = because[0]?.on ?? doneOn;
  return [{
    block: 'done', code, role: roleIn(duty, terms), week: weeksBefore(doneOn, day), inYear: isSameYear(doneOn, day), outcome, took: Math.max(0, daysBetween(from, doneOn)),
    excepted: code === 'issue-final-plan' && exceptions.some(({ qualifies }) => qualifies),
    stood: code === 'issue-final-plan' && doneOn > addDays(day, -DAYS_APART) ? stoodBefore(daysBetween(from, day)) : null,
  }];
}

/** @param days from its beginning to the report's day, as if it still waited */
const stoodBefore = (days: number): StoodBefore | null => (days > CAME_DUE.to ? 'already-late' : days >= CAME_DUE.from ? 'came-due' : null);

/** A meeting is told by the decision it asks for. */
function held({ code, because }: Duty, day: IsoDate): ItemOf[] {
  const on = because[0]?.on;
  if (code !== 'decide-after-review' || on === undefined || on > day || on <= addDays(day, -DAYS_APART)) return [];
  return [{ block: 'held', week: weeksBefore(on, day) }];
}

const excepted = ({ code, exceptions }: Duty): ItemOf[] => exceptions.map(({ ground, qualifies }) => ({ block: 'exception', code, ground, qualifies }));

function causes({ ref, team, causes: said }: ReportedRecord, day: IsoDate): Item[] {
  return said.flatMap(({ recordedAt, takenBackAt, code, subject, cause }) => {
    const on = londonDay(recordedAt);
    const stands = recordedAt < knownUntil(day) && (takenBackAt === null || takenBackAt >= knownUntil(day));
    return stands && on > addDays(day, -DAYS_APART) ? [{ ref, team, subject, block: 'cause' as const, code, cause, week: weeksBefore(on, day) }] : [];
  });
}
