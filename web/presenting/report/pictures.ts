import { scaleBand, scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { Trend } from '../../../domain/weekly-report/trend.js';
import { box, picture, stroke, tag, words, type About } from '../../timeline/svg.js';
import { number } from './values.js';

/** Pictures of the report. Each says nothing that its table does not also say; colour never speaks alone. */

export type Series = Readonly<{ name: string; colour: string }>;
export type Bar = Readonly<{ name: string; counts: readonly number[] }>;

const CLASS = 'duly-chart__picture';
const INK = '#0b0c0c';
const GRID = '#b9cdc4';
const WIDTH = 760;
/** Room for names, as many letters as the longest has. */
const [NAMES, MOST_NAMES, LETTER] = [260, 380, 7];
const ROW = 32;
const TOP = 44;

export const LATENESS = ['#00583d', '#b58900', '#b3261e', '#0b0c0c'] as const;

/** Counts by row, the series one after another: hatched as well as coloured, with the sum of each row. */
export function stackedBars(about: About, series: readonly Series[], rows: readonly Bar[]): string {
  const bottom = TOP + rows.length * ROW;
  const names = Math.min(MOST_NAMES, Math.max(NAMES, ...rows.map(({ name }) => 10 + name.length * LETTER)));
  const sum = (counts: readonly number[]): number => counts.reduce((a, n) => a + n, 0);
  const x = scaleLinear([0, Math.max(1, ...rows.map(({ counts }) => sum(counts)))], [names, WIDTH - 60]).nice();
  const y = scaleBand(rows.map((_, i) => i), [TOP, bottom]).padding(0.25);
  const fill = (i: number): string => (i === 0 ? (series[0]?.colour ?? INK) : `url(#${about.id}-${i})`);
  const hatch = ({ colour }: Series, i: number): string =>
    tag('pattern', { id: `${about.id}-${i}`, width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: `rotate(${45 * i})` }, box(0, 0, 6, 6, { fill: colour }), stroke(0, 0, 0, 6, { stroke: '#ffffff', 'stroke-width': 1.5 }));
  const wide = (WIDTH - 10) / Math.max(series.length, 1);
  const bar = ({ name, counts }: Bar, row: number): string => {
    const at = y(row) ?? TOP;
    const middle = at + y.bandwidth() / 2 + 5;
    const piece = (n: number, i: number): string => (n === 0 ? '' : box(x(sum(counts.slice(0, i))), at, Math.max(1, x(n) - x(0) - 1), y.bandwidth(), { fill: fill(i) }));
    return words(names - 10, middle, name, { 'text-anchor': 'end' }) + counts.map(piece).join('') + words(x(sum(counts)) + 6, middle, number(sum(counts)));
  };
  return picture(
    about, CLASS, [WIDTH, bottom + 30], INK,
    tag('defs', {}, ...series.map(hatch)),
    ...series.map(({ name }, i) => box(10 + i * wide, 8, 16, 16, { fill: fill(i) }) + words(32 + i * wide, 21, name)),
    ...x.ticks(6).filter(Number.isInteger).map((tick) => stroke(x(tick), TOP, x(tick), bottom + 4, { stroke: GRID }) + words(x(tick), bottom + 20, number(tick), { 'text-anchor': 'middle', 'font-size': 12 })),
    ...rows.map(bar),
  );
}

const [WIDE, HIGH] = [372, 190];
const [LEFT, RIGHT, ABOVE, BELOW] = [52, WIDE - 52, 34, 150];

/** A measure over some weeks, with its mean and its usual range; a point that is news is a square, and named in the table. */
export function trendLine(about: About, name: string, { points, limits }: Trend): string {
  const known = points.flatMap(({ value }, i) => (value === null ? [] : [{ value, i }]));
  const values = [...known.map(({ value }) => value), ...(limits === null ? [] : [limits.lower, limits.upper])];
  if (known.length === 0) return picture(about, CLASS, [WIDE, HIGH], INK, words(8, 20, name, { 'font-weight': 'bold' }), words(8, 90, 'Nothing to measure yet'));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const y = scaleLinear(low === high ? [low - 1, high + 1] : [low, high], [BELOW, ABOVE]).nice(4);
  const x = scaleLinear([0, Math.max(1, points.length - 1)], [LEFT, RIGHT]);
  const path = line<(typeof known)[number]>(({ i }) => x(i), ({ value }) => y(value)).digits(1)(known) ?? '';
  const last = known.at(-1) ?? { value: 0, i: 0 };
  const band = limits === null ? '' : box(LEFT, y(limits.upper), RIGHT - LEFT, Math.max(1, y(limits.lower) - y(limits.upper)), { fill: '#e4eee9' }) + stroke(LEFT, y(limits.mean), RIGHT, y(limits.mean), { stroke: INK, 'stroke-dasharray': '5 4' });
  const dot = ({ value, i }: (typeof known)[number]): string => (points[i]?.signal ? box(x(i) - 5, y(value) - 5, 10, 10, { fill: '#b3261e' }) : tag('circle', { cx: x(i), cy: y(value), r: 3, fill: '#00583d' }));
  const weekAt = (i: number): string => points[i]?.week.slice(5) ?? '';
  return picture(
    about, CLASS, [WIDE, HIGH], INK,
    words(8, 20, name, { 'font-weight': 'bold' }), band,
    ...y.ticks(4).map((tick) => words(LEFT - 8, y(tick) + 4, number(tick), { 'text-anchor': 'end', 'font-size': 12 })),
    tag('path', { d: path, fill: 'none', stroke: '#00583d', 'stroke-width': 2 }), ...known.map(dot), words(x(last.i) + 9, y(last.value) + 5, number(last.value)),
    ...[...new Set([0, points.length - 1])].map((i) => words(x(i), BELOW + 22, weekAt(i), { 'text-anchor': 'middle', 'font-size': 12 })),
  );
}
