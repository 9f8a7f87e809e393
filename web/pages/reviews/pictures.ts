import { scaleBand, scaleLinear } from 'd3-scale';
import { box, picture, stroke, tag, words, type About } from '../../timeline/svg.js';

/** Pictures of weeks. Each says nothing that a table beneath it does not also say. */

export type WeekBar = Readonly<{ name: string; set: number; proposed: number }>;
export type HeatRow = Readonly<{ name: string; counts: readonly number[] }>;

const WIDTH = 960;
const INK = '#0b0c0c';
const GRID = '#d8dfdb';
const SET = '#00583d';
const PROPOSED = '#bcd4c9';
const RED = '#b3261e';

const weeksPicture = (about: About, height: number, ...inside: readonly string[]): string => picture(about, 'duly-weeks__picture', [WIDTH, height], INK, ...inside);

const LEFT = 44;
const TOP = 40;
const BOTTOM = 240;
const EVERY_OTHER = 2;

/** Meetings by week: those set beneath, those proposed above them, and a line at the most there can be. */
export function weekBars(about: About, weeks: readonly WeekBar[], most: number, keys: readonly [string, string, string]): string {
  const tallest = Math.max(most, ...weeks.map(({ set, proposed }) => set + proposed), 1);
  const y = scaleLinear([0, tallest], [BOTTOM, TOP]).nice();
  const x = scaleBand(weeks.map((_, i) => i), [LEFT, WIDTH - 10]).padding(0.2);
  const bar = ({ set, proposed, name }: WeekBar, i: number): string => {
    const at = x(i) ?? LEFT;
    const wide = x.bandwidth();
    return [
      box(at, y(set), wide, BOTTOM - y(set), { fill: SET }),
      box(at, y(set + proposed), wide, y(set) - y(set + proposed), { fill: PROPOSED, stroke: SET }),
      ...(i % EVERY_OTHER === 0 ? [words(at + wide / 2, BOTTOM + 20, name, { 'text-anchor': 'middle', 'font-size': 12 })] : []),
    ].join('');
  };
  const ticks = y.ticks(5).filter(Number.isInteger);
  return weeksPicture(
    about,
    BOTTOM + 34,
    ...ticks.map((tick) => stroke(LEFT, y(tick), WIDTH - 10, y(tick), { stroke: GRID }) + words(LEFT - 8, y(tick) + 5, String(tick), { 'text-anchor': 'end' })),
    ...weeks.map(bar),
    stroke(LEFT, y(most), WIDTH - 10, y(most), { stroke: RED, 'stroke-dasharray': '6 4', 'stroke-width': 2 }),
    box(LEFT, 8, 16, 16, { fill: SET }) + words(LEFT + 24, 21, keys[0]),
    box(LEFT + 120, 8, 16, 16, { fill: PROPOSED, stroke: SET }) + words(LEFT + 144, 21, keys[1]),
    stroke(LEFT + 260, 16, LEFT + 290, 16, { stroke: RED, 'stroke-dasharray': '6 4', 'stroke-width': 2 }) + words(LEFT + 298, 21, keys[2]),
  );
}

const NAMES = 190;
const ROW = 30;
const HEAD = 40;
/** Text on a fill darker than this is white. */
const DARK = 0.55;

/** A caseworker a row and a week a column: the fuller the darker, over the most hatched; each with its number. */
export function heatMap(about: About, weeks: readonly string[], rows: readonly HeatRow[], most: number): string {
  const wide = (WIDTH - NAMES) / Math.max(weeks.length, 1);
  const cell = (count: number, row: number, column: number): string => {
    const [at, top] = [NAMES + column * wide, HEAD + row * ROW];
    const full = Math.min(1, count / most);
    const fill = count === 0 ? '#ffffff' : count > most ? `url(#${about.id}-over)` : '#00583d';
    return (
      box(at + 1, top + 1, wide - 2, ROW - 2, { fill, ...(count > 0 && count <= most ? { 'fill-opacity': full } : {}), stroke: GRID }) +
      words(at + wide / 2, top + 20, String(count), { 'text-anchor': 'middle', ...(full > DARK ? { fill: '#ffffff' } : {}) })
    );
  };
  const over = tag('pattern', { id: `${about.id}-over`, width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, box(0, 0, 6, 6, { fill: '#7d1a14' }), box(0, 0, 2, 6, { fill: RED }));
  return weeksPicture(
    about,
    HEAD + rows.length * ROW + 10,
    tag('defs', {}, over),
    ...weeks.map((name, i) => words(NAMES + (i + 0.5) * wide, HEAD - 12, name, { 'text-anchor': 'middle', 'font-size': 12 })),
    ...rows.map(({ name, counts }, row) => words(NAMES - 10, HEAD + row * ROW + 20, name, { 'text-anchor': 'end' }) + counts.map((count, column) => cell(count, row, column)).join('')),
  );
}
