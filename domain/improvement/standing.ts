import { daysBetween, type IsoDate } from '../dates/iso-date.js';
import type { IsoWeek } from '../dates/iso-week.js';
import { oneDecimal } from '../one-decimal.js';
import { isOfFew, measured, type MeasureCode, type Reading } from './measures.js';

/** How a measure, and a priority by its measures, stands: computed from frozen figures alone. What people claim is kept apart from it. */

/** Best first. */
export const COMPUTED = ['met', 'on-course', 'no-figure', 'behind'] as const;
export type Computed = (typeof COMPUTED)[number];

/** From where a measure starts, to what it should come, by when. The baseline is a figure of a frozen report. */
export type Course = Readonly<{ figure: MeasureCode; baseline: Readonly<{ week: IsoWeek; on: IsoDate; value: number }>; target: number; byOn: IsoDate }>;

/** Why there is no figure to judge by. */
export type NoFigure = 'no-report' | 'not-known' | 'of-few';

/** A status with what it was worked out from. `expected`: where the straight line from baseline to target lies on the latest report's day; `gap`: by how much the latest is short of it, nothing where it is not. */
export type Standing = Readonly<{ status: Computed; latest: Reading | null; expected: number | null; gap: number; why: NoFigure | null }>;

/** Whether one value is as good as another, or better. */
export const isAsGood = (code: MeasureCode, value: number, than: number): boolean => (measured(code).better === 'less' ? value <= than : value >= than);

/**
 * Where the straight line from baseline to target lies on a day, to a tenth, as figures are said. Before the baseline's day it is the baseline, from `byOn` on the target.
 * A target that equals the baseline is a line too: what is to be held.
 */
export function expectedOn({ baseline, target, byOn }: Course, on: IsoDate): number {
  const whole = daysBetween(baseline.on, byOn);
  const gone = Math.min(Math.max(daysBetween(baseline.on, on), 0), whole);
  return whole <= 0 ? target : oneDecimal(baseline.value + ((target - baseline.value) * gone) / whole);
}

/**
 * Met: the latest figure is at the target or beyond it. On course: it is where the line lies that day, or better. Behind: it is not. A
 * report without the figure, or with a percentage or a mean of a handful, says nothing: no earlier figure stands in for it. A better latest figure
 * never makes a worse status.
 *
 * @param readings of the reports there are, oldest first; the last decides
 */
export function standingOf(course: Course, readings: readonly Reading[]): Standing {
  const latest = readings.at(-1) ?? null;
  const why = latest === null ? 'no-report' : latest.value === null ? 'not-known' : isOfFew(course.figure, latest) ? 'of-few' : null;
  const expected = latest === null ? null : expectedOn(course, latest.on);
  if (typeof latest?.value !== 'number' || expected === null || why !== null) return { status: 'no-figure', latest, expected, gap: 0, why };
  const { figure, target } = course;
  if (isAsGood(figure, latest.value, target)) return { status: 'met', latest, expected, gap: 0, why };
  if (isAsGood(figure, latest.value, expected)) return { status: 'on-course', latest, expected, gap: 0, why };
  return { status: 'behind', latest, expected, gap: oneDecimal(Math.abs(latest.value - expected)), why };
}

/** A priority stands as the worst of its measures; null where it has none, and only a claim can be made. */
export const computedOf = (measures: readonly Computed[]): Computed | null => measures.reduce<Computed | null>((worst, one) => (worst === null || COMPUTED.indexOf(one) > COMPUTED.indexOf(worst) ? one : worst), null);
