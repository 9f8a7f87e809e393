import { scaleBand, scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import { box, picture, stroke, tag, words, type About } from '../../timeline/svg.js';

/** Pictures of what is expected. Each says nothing that a table beneath it does not also say. */

const [WIDTH, HEIGHT] = [960, 300];
const [LEFT, RIGHT, TOP, BOTTOM] = [52, 940, 44, 250];
const [INK, GRID, SURE, EXPECTED, SPAN] = ['#0b0c0c', '#d8dfdb', '#00583d', '#bcd4c9', '#4c2c92'];

const framed = (about: About, ...inside: readonly string[]): string => picture(about, 'duly-weeks__picture', [WIDTH, HEIGHT], INK, ...inside);

type Scale = ((value: number) => number) & { readonly ticks: (count: number) => number[] };
const rungs = (y: Scale, say: (tick: number) => string = String): string =>
  y.ticks(5).map((tick) => stroke(LEFT, y(tick), RIGHT, y(tick), { stroke: GRID }) + words(LEFT - 8, y(tick) + 5, say(tick), { 'text-anchor': 'end' })).join('');

/** A count at a time; one that is expected has the span most outcomes lie in. */
export type Bar = Readonly<{ name: string; count: number; span: Readonly<{ low: number; high: number }> | null }>;

/** Counts one beside another: what was counted filled, what is expected pale with its span as a line. */
export function spanBars(about: About, bars: readonly Bar[], keys: readonly [string, string, string]): string {
  const y = scaleLinear([0, Math.max(1, ...bars.map(({ count, span }) => Math.max(count, span?.high ?? 0)))], [BOTTOM, TOP]).nice();
  const x = scaleBand(bars.map((_, i) => i), [LEFT, RIGHT]).padding(0.25);
  const drawn = ({ name, count, span }: Bar, i: number): string => {
    const [at, wide] = [x(i) ?? LEFT, x.bandwidth()];
    const middle = at + wide / 2;
    const spanned = span === null ? '' : [stroke(middle, y(span.low), middle, y(span.high), { stroke: SPAN, 'stroke-width': 3 }), ...[span.low, span.high].map((end) => stroke(middle - 8, y(end), middle + 8, y(end), { stroke: SPAN, 'stroke-width': 3 }))].join('');
    return box(at, y(count), wide, BOTTOM - y(count), span === null ? { fill: SURE } : { fill: EXPECTED, stroke: SURE }) + spanned +
      words(middle, y(Math.max(count, span?.high ?? 0)) - 8, String(Math.round(count)), { 'text-anchor': 'middle', 'font-weight': 700 }) + words(middle, BOTTOM + 22, name, { 'text-anchor': 'middle', 'font-size': 12 });
  };
  return framed(about, rungs(y), ...bars.map(drawn), box(LEFT, 8, 16, 16, { fill: SURE }) + words(LEFT + 24, 21, keys[0]), box(LEFT + 150, 8, 16, 16, { fill: EXPECTED, stroke: SURE }) + words(LEFT + 174, 21, keys[1]),
    stroke(LEFT + 300, 16, LEFT + 330, 16, { stroke: SPAN, 'stroke-width': 3 }) + words(LEFT + 338, 21, keys[2]));
}

/** One week of two courses: as it is, and the plan with its span. */
export type WeekPoint = Readonly<{ week: number; asItIs: number; plan: number; low: number; high: number }>;

export function twoCourses(about: About, points: readonly WeekPoint[], keys: readonly [string, string, string], weekWord: string): string {
  const y = scaleLinear([0, Math.max(1, ...points.flatMap(({ asItIs, high, plan }) => [asItIs, high, plan]))], [BOTTOM, TOP]).nice();
  const x = scaleLinear([0, Math.max(1, points.at(-1)?.week ?? 1)], [LEFT, RIGHT]);
  const path = (of: (point: WeekPoint) => number): string => line<WeekPoint>((point) => x(point.week), (point) => y(of(point))).digits(1)(points) ?? '';
  const span = area<WeekPoint>((point) => x(point.week), (point) => y(point.low), (point) => y(point.high)).digits(1)(points) ?? '';
  return framed(about, rungs(y),
    ...x.ticks(10).filter(Number.isInteger).map((tick) => words(x(tick), BOTTOM + 22, String(tick), { 'text-anchor': 'middle' })), words((LEFT + RIGHT) / 2, BOTTOM + 42, weekWord, { 'text-anchor': 'middle' }),
    tag('path', { d: span, fill: EXPECTED, 'fill-opacity': 0.7 }), tag('path', { d: path(({ asItIs }) => asItIs), fill: 'none', stroke: SPAN, 'stroke-width': 3, 'stroke-dasharray': '8 5' }), tag('path', { d: path(({ plan }) => plan), fill: 'none', stroke: SURE, 'stroke-width': 3 }),
    stroke(LEFT, 16, LEFT + 30, 16, { stroke: SPAN, 'stroke-width': 3, 'stroke-dasharray': '8 5' }) + words(LEFT + 38, 21, keys[0]), stroke(LEFT + 190, 16, LEFT + 220, 16, { stroke: SURE, 'stroke-width': 3 }) + words(LEFT + 228, 21, keys[1]),
    box(LEFT + 360, 8, 16, 16, { fill: EXPECTED }) + words(LEFT + 384, 21, keys[2]));
}

/** What was said and what happened, both shares of 1, each for so many forecasts. */
export type Met = Readonly<{ said: number; happened: number; forecasts: number }>;

/** Points on the line said what happened; the more forecasts the larger. */
export function calibrationPicture(about: About, points: readonly Met[], axes: readonly [string, string]): string {
  const [x, y] = [scaleLinear([0, 1], [LEFT, RIGHT]), scaleLinear([0, 1], [BOTTOM, TOP])];
  const most = Math.max(1, ...points.map(({ forecasts }) => forecasts));
  const percent = (tick: number): string => `${Math.round(tick * 100)}%`;
  return framed(about, rungs(y, percent), ...x.ticks(5).map((tick) => words(x(tick), BOTTOM + 22, percent(tick), { 'text-anchor': 'middle' })),
    words((LEFT + RIGHT) / 2, BOTTOM + 42, axes[0], { 'text-anchor': 'middle' }), words(LEFT, 24, axes[1]),
    stroke(x(0), y(0), x(1), y(1), { stroke: INK, 'stroke-dasharray': '6 4' }),
    ...points.map(({ said, happened, forecasts }) => tag('circle', { cx: x(said), cy: y(happened), r: 4 + 10 * Math.sqrt(forecasts / most), fill: SURE, 'fill-opacity': 0.75, stroke: INK })));
}
