import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { daysBetween } from '../../../domain/dates/iso-date.js';
import { isOfFew, type Reading } from '../../../domain/improvement/measures.js';
import type { Course } from '../../../domain/improvement/standing.js';
import { briefDay } from '../../dates.js';
import { picture, stroke, tag, words, type About } from '../../timeline/svg.js';
import { IMPROVEMENT_WORDS as t } from '../../words/improvement.js';
import { number } from '../report/values.js';

const CLASS = 'duly-chart__picture';
const INK = '#0b0c0c';
const GREEN = '#00583d';
const [WIDE, HIGH] = [372, 190];
const [LEFT, RIGHT, ABOVE, BELOW] = [52, WIDE - 46, 18, 150];

/** A measure's figures beside the straight line from its baseline to its target. A week without a figure, or with one of few, has no point. */
export function coursePicture(about: About, { figure, baseline, target, byOn }: Course, readings: readonly Reading[]): string {
  const known = readings.flatMap((one) => (one.value === null || isOfFew(figure, one) ? [] : [{ on: one.on, value: one.value }]));
  const end = [byOn, ...known.map(({ on }) => on)].reduce((a, b) => (a > b ? a : b));
  const x = scaleLinear([0, Math.max(1, daysBetween(baseline.on, end))], [LEFT, RIGHT]);
  const values = [baseline.value, target, ...known.map(({ value }) => value)];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const y = scaleLinear(low === high ? [Math.max(0, low - 1), high + 1] : [low, high], [BELOW, ABOVE]).nice(4);
  const at = (on: Course['byOn']): number => x(daysBetween(baseline.on, on));
  const path = line<(typeof known)[number]>(({ on }) => at(on), ({ value }) => y(value)).digits(1)(known) ?? '';
  const last = known.at(-1);
  return picture(
    about, CLASS, [WIDE, HIGH], INK,
    ...y.ticks(4).map((tick) => stroke(LEFT, y(tick), RIGHT, y(tick), { stroke: '#b9cdc4' }) + words(LEFT - 8, y(tick) + 4, number(tick), { 'text-anchor': 'end', 'font-size': 12 })),
    stroke(at(baseline.on), y(baseline.value), at(byOn), y(target), { stroke: INK, 'stroke-dasharray': '5 4', 'stroke-width': 1.5 }),
    ...(at(byOn) < RIGHT ? [stroke(at(byOn), y(target), RIGHT, y(target), { stroke: INK, 'stroke-dasharray': '5 4', 'stroke-width': 1.5 })] : []),
    tag('path', { d: path, fill: 'none', stroke: GREEN, 'stroke-width': 2 }),
    ...known.map(({ on, value }) => tag('circle', { cx: at(on), cy: y(value), r: 2.5, fill: GREEN })),
    tag('path', { d: `M${at(byOn)} ${y(target) - 6} l6 6 l-6 6 l-6 -6 z`, fill: INK }),
    words(Math.min(at(byOn) + 10, RIGHT + 10), y(target) + 4, number(target), { 'font-size': 12, 'font-weight': 'bold' }),
    ...(last === undefined || Math.abs(y(last.value) - y(target)) < 14 ? [] : [words(at(last.on) + 8, y(last.value) + 4, number(last.value), { 'font-size': 12 })]),
    words(LEFT, BELOW + 20, briefDay(baseline.on), { 'text-anchor': 'middle', 'font-size': 12 }), words(RIGHT, BELOW + 20, briefDay(end), { 'text-anchor': 'middle', 'font-size': 12 }),
    stroke(LEFT, HIGH - 8, LEFT + 22, HIGH - 8, { stroke: INK, 'stroke-dasharray': '5 4', 'stroke-width': 1.5 }), words(LEFT + 28, HIGH - 4, t.measure.line, { 'font-size': 12 }),
  );
}
