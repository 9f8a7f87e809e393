import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { HIGHLIGHTS, WHOLE_COUNCIL } from '../../../domain/improvement/entries.js';
import { fewOf, isOfFew, measured, type MeasureCode, type Reading } from '../../../domain/improvement/measures.js';
import type { MeasureNow, Plan, PriorityNow } from '../../../domain/improvement/plan.js';
import { isSignedOff, MILESTONE_STATES, milestoneState, overdueOf, type Evidence, type Milestone } from '../../../domain/improvement/priority.js';
import { COMPUTED, type Computed } from '../../../domain/improvement/standing.js';
import type { Cell } from '../../../domain/weekly-report/cells.js';
import { monthName, shortDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { IMPROVEMENT_WORDS as t } from '../../words/improvement.js';
import { valueAlone } from '../report/values.js';
import { coursePicture } from './course-picture.js';

/** The improvement plan in words: the same for the page, the paper and the workbook. */

/** How a status is told: a code for its look, words for its meaning. */
export type Standing = Readonly<{ code: string; words: string }>;
export type ValueShown = Readonly<{ week: string; on: IsoDate; text: string; /** Null where there is none, and of a percentage or a mean of few. */ value: number | null; part: number | null; of: number | null }>;
export type MeasureShown = Readonly<{
  number: number; figure: MeasureCode; name: string; of: string; unit: Cell['unit']; status: Standing; because: string; endedOn: IsoDate | null;
  baseline: string; target: string; latest: string; expected: string;
  /** The same as numbers. */
  numbers: Readonly<{ baseline: number; target: number; latest: number | null; expected: number | null }>;
  week: string | null; byOn: IsoDate; values: readonly ValueShown[]; picture: string; changes: readonly string[];
}>;
export type MilestoneShown = Readonly<{ number: number; what: string; owner: string; due: string; dueOn: IsoDate; state: Standing; shownBy: string; isClaimedOnly: boolean; became: string | null; changes: readonly string[]; isOpen: boolean }>;
export type HighlightsShown = Readonly<{ month: string; title: string; by: string; parts: readonly Readonly<{ title: string; words: string }>[] }>;
export type EvidenceShown = Readonly<{ name: string; href: string; about: string; of: string | null; by: string }>;
export type PriorityShown = Readonly<{
  ref: string; href: string; title: string; aim: string; origin: string; source: string; leads: string; since: string;
  computed: Standing; claimed: Standing; claim: string | null; atOdds: string | null; overdue: number; overdueWords: string; signed: string; signatures: readonly string[];
  measures: readonly MeasureShown[]; milestones: readonly MilestoneShown[]; highlights: readonly HighlightsShown[]; evidence: readonly EvidenceShown[];
}>;
export type PlanShown = Readonly<{ asKnown: string; sums: readonly Readonly<{ code: string; label: string; count: number }>[]; priorities: readonly PriorityShown[] }>;

type Names = Plan['names'];
const called = (names: Names, ref: string): string => names[ref] ?? ref;

/** @param plan as it stands, or as a pack froze it */
export function planShown(plan: Plan): PlanShown {
  const { report, on, priorities, names } = plan;
  const counted = (status: Computed | null): number => priorities.filter(({ computed }) => computed === status).length;
  const overdue = priorities.reduce((sum, one) => sum + overdueOf(one, on).length, 0);
  return {
    asKnown: report === null ? t.noReport : t.asKnown(report.week, shortDay(report.on)),
    sums: [
      ...SUMMED.map((status) => ({ code: CODE[status], label: t.sums[status], count: counted(status) })), { code: 'none', label: t.sums.none, count: counted(null) },
      { code: overdue > 0 ? 'red' : 'none', label: t.sums.overdue, count: overdue },
    ],
    priorities: priorities.map((one) => priorityShown(one, on, names)),
  };
}

const CODE: Readonly<Record<Computed, string>> = { met: 'green', 'on-course': 'green', 'no-figure': 'amber', behind: 'red' };
const SUMMED = [...COMPUTED].sort((a, b) => Number(a === 'no-figure') - Number(b === 'no-figure'));
const CLAIM_CODE = { 'not-begun': 'none', 'on-course': 'none', behind: 'none', done: 'none' } as const;

export function priorityShown(one: PriorityNow, today: IsoDate, names: Names): PriorityShown {
  const { ref, title, aim, origin, source, leads, setOutOn, computed, claim, isAtOdds, measures, milestones, highlights, evidence, signedOff } = one;
  const overdue = overdueOf(one, today).length;
  const shown = measures.map((measure) => measureShown(measure, ref, names));
  const nameOf = (number: number | null): string | null => shown.find((measure) => measure.number === number)?.name ?? null;
  return {
    ref, href: paths.priority(ref), title, aim, origin: t.origins[origin], source, leads: t.leads(called(names, leads[0]), called(names, leads[1])), since: shortDay(setOutOn),
    computed: computed === null ? { code: 'none', words: t.noMeasure } : { code: CODE[computed], words: t.computed[computed] },
    claimed: claim === null ? { code: 'none', words: t.noClaim } : { code: CLAIM_CODE[claim.claim], words: t.claims[claim.claim] },
    claim: claim === null ? null : t.claimedBy(claim.words, called(names, claim.by), shortDay(claim.on)),
    atOdds: isAtOdds ? t.atOdds : null,
    overdue, overdueWords: t.milestone.overdue(overdue),
    signed: signedWords(one, names), signatures: signedOff.map(({ by, on, words }) => t.signed.of(called(names, by), shortDay(on), words)),
    measures: shown,
    milestones: [...milestones].sort((a, b) => inOrder(a, b, today)).map((milestone) => milestoneShown(milestone, today, names, nameOf(milestone.measure))),
    highlights: highlights.map(({ month, by, on, ...parts }) => ({
      month, title: t.highlights.of(monthWords(month)), by: t.highlights.by(called(names, by), shortDay(on)),
      parts: HIGHLIGHTS.flatMap((part) => (parts[part] === '' ? [] : [{ title: t.highlights.parts[part], words: parts[part] }])),
    })),
    evidence: evidence.map((its) => evidenceShown(its, ref, names, nameOf(its.measure), milestones.find(({ number }) => number === its.milestone)?.what ?? null)),
  };
}

function signedWords({ leads, signedOff }: PriorityNow, names: Names): string {
  if (isSignedOff({ leads, signedOff })) return t.signed.both;
  const [one] = signedOff.filter(({ by }) => leads.includes(by));
  return one === undefined ? t.signed.nobody : t.signed.one(called(names, one.by), shortDay(one.on));
}

/** `2026-11`: November 2026 */
export const monthWords = (month: string): string => `${monthName(Number(month.slice(5)))} ${month.slice(0, 4)}`;

const inOrder = (a: Milestone, b: Milestone, today: IsoDate): number =>
  MILESTONE_STATES.indexOf(milestoneState(a, today)) - MILESTONE_STATES.indexOf(milestoneState(b, today)) || (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.number - b.number);

/** A figure that stands alone; a percentage of few as its counts, a mean of few as of how many it is. */
export function readingWords(figure: MeasureCode, reading: Reading): string {
  if (!isOfFew(figure, reading)) return valueAlone({ value: reading.value, unit: measured(figure).unit });
  const { part, of } = fewOf(figure, reading);
  return part === null ? t.measure.meanOf(of) : t.measure.counts(part, of);
}

function measureShown(measure: MeasureNow, ref: string, names: Names): MeasureShown {
  const { number, figure, of, baseline, target, byOn, standing, readings, revisions, ended } = measure;
  const { words, unit } = measured(figure);
  const say = (value: number): string => valueAlone({ value, unit });
  const { latest, expected, status } = standing;
  const name = `${words}, ${of === WHOLE_COUNCIL ? t.council : called(names, of)}`;
  return {
    number, figure, name, unit, of: of === WHOLE_COUNCIL ? t.council : called(names, of), status: { code: CODE[status], words: t.computed[status] }, because: becauseWords(measure), endedOn: ended?.on ?? null,
    baseline: t.measure.at(say(baseline.value), shortDay(baseline.on)), target: t.measure.byDay(say(target), shortDay(byOn)),
    latest: latest === null ? t.none : t.measure.at(readingWords(figure, latest), shortDay(latest.on)), expected: expected === null ? t.none : say(expected),
    numbers: { baseline: baseline.value, target, latest: latest === null || isOfFew(figure, latest) ? null : latest.value, expected },
    week: latest?.week ?? null, byOn,
    values: readings.map((reading) => valueShown(figure, reading)),
    picture: coursePicture({ id: `measure-${ref}-${number}`, title: t.measure.pictureTitle(name), description: t.measure.picture }, measure, readings),
    changes: [
      ...revisions.map(({ was, approvedBy, reason, on }) => t.measure.revised(t.measure.byDay(say(was.target), shortDay(was.byOn)), shortDay(on), called(names, approvedBy), reason)),
      ...(ended === null ? [] : [t.measure.ended(shortDay(ended.on), called(names, ended.approvedBy), ended.reason)]),
    ],
  };
}

function valueShown(figure: MeasureCode, reading: Reading): ValueShown {
  const few = isOfFew(figure, reading);
  return { week: reading.week, on: reading.on, text: readingWords(figure, reading), value: few ? null : reading.value, part: few ? fewOf(figure, reading).part : null, of: reading.of };
}

/** Why a measure stands as it does, in sentences: where it began, where it should come, where the line lies, where it is. */
export function becauseWords({ figure, baseline, target, byOn, standing: { status, latest, expected, gap, why } }: MeasureNow): string {
  const w = t.because;
  const say = (value: number): string => valueAlone({ value, unit: measured(figure).unit });
  const frame = target === baseline.value ? w.hold(say(target), shortDay(byOn)) : w.frame(say(baseline.value), shortDay(baseline.on), say(target), shortDay(byOn));
  if (typeof latest?.value !== 'number' || expected === null || why !== null) return [frame, w.why[why ?? 'no-report'], ...(latest !== null && why === 'of-few' ? [w.of(readingWords(figure, latest))] : [])].join(' ');
  const [value, day, line] = [say(latest.value), shortDay(latest.on), say(expected)];
  if (status === 'met') return `${frame} ${w.met(value, day)}`;
  if (status === 'on-course') return `${frame} ${w.onCourse(value, day, line)}`;
  return `${frame} ${latest.on >= byOn ? w.late(value, day, gapWords(figure, gap)) : w.behind(value, day, line, gapWords(figure, gap))}`;
}

/** Percentages differ by points. */
const gapWords = (figure: MeasureCode, gap: number): string => (measured(figure).unit === 'percent' ? `${gap} ${gap === 1 ? 'point' : 'points'}` : valueAlone({ value: gap, unit: measured(figure).unit }));

const STATE_CODE = { overdue: 'red', 'to-do': 'none', done: 'green', dropped: 'none' } as const;

function milestoneShown(milestone: Milestone, today: IsoDate, names: Names, measure: string | null): MilestoneShown {
  const { number, what, owner, dueOn, revisions, done, dropped } = milestone;
  const state = milestoneState(milestone, today);
  const became = done !== null ? t.milestone.done(shortDay(done.on), called(names, done.by), done.words) : dropped !== null ? t.milestone.dropped(shortDay(dropped.on), called(names, dropped.approvedBy), dropped.reason) : null;
  return {
    number, what, owner: called(names, owner), due: shortDay(dueOn), dueOn, state: { code: STATE_CODE[state], words: t.milestone.states[state] }, became, isOpen: done === null && dropped === null,
    shownBy: measure === null ? t.milestone.claimedOnly : t.milestone.moves(measure), isClaimedOnly: measure === null,
    changes: revisions.map(({ was, approvedBy, reason, on }) => t.milestone.revised(shortDay(was), shortDay(on), called(names, approvedBy), reason)),
  };
}

const evidenceShown = ({ document, name, about, by, on }: Evidence, ref: string, names: Names, measure: string | null, milestone: string | null): EvidenceShown => ({
  name, about, href: paths.priorityFile(ref, document), by: t.evidence.by(called(names, by), shortDay(on)), of: measure !== null ? t.evidence.of(measure) : milestone !== null ? t.evidence.ofMilestone(milestone) : null,
});
