import { oneDecimal } from '../../domain/one-decimal.js';
import { scaleLinear } from 'd3-scale';
import { symbol, symbolCircle, symbolDiamond2 } from 'd3-shape';
import {
  addDays,
  addMonths,
  civilDate,
  daysBetween,
  earlier,
  later,
  monthNumber,
  yearNumber,
  type IsoDate,
} from '../../domain/dates/iso-date.js';
import { briefDay, monthName } from '../dates.js';
import { box, picture, stroke, tag, words } from './svg.js';

/** How a row of the picture stands; each has its own shape or hatch besides its colour. */
export type Standing =
  'due' | 'done' | 'late' | 'done-late' | 'excused' | 'past-target' | 'open' | 'respected' | 'breached';

export type TimelineRow = Readonly<{
  name: string;
  /** A second, smaller line: whose advice, which setting. */
  about: string | null;
  shape: 'deadline' | 'window';
  standing: Standing;
  startsOn: IsoDate;
  dueOn: IsoDate;
  /** Last working day on or before `dueOn`; marked only where it is another day. */
  actBy: IsoDate | null;
  doneOn: IsoDate | null;
  /** Said in words at the end of the row: `done 3 October 2025`. */
  standingWords: string;
}>;

export type Timeline = Readonly<{
  /** Unique on its page. */
  id: string;
  title: string;
  description: string;
  today: IsoDate;
  /** The day everything is counted from. */
  startsOn: IsoDate;
  startWords: string;
  rows: readonly TimelineRow[];
}>;

const WIDTH = 960;
const PLOT = { left: 208, right: 716 } as const;
const TOP = 78;
const ROW = 38;
const BAR = 12;
const KEY = 34;
const INK = '#0b0c0c';
const QUIET = '#484949';
const GRID = '#d8dfdb';
const GREEN = '#00583d';
const RED = '#b3261e';
const BROWN = '#7a4b00';
const WAITING = '#bcd4c9';
/** Of the small second line beside a plot that begins at 208. */
const MOST_LETTERS = 32;
/** More month lines than this would crowd the top: then every second or third month. */
const MOST_MONTHS = 9;

type Scale = (on: IsoDate) => number;

/**
 * Picture of a case's duties in time: when each began, by when it is due, when it was done, and where today stands.
 * It says nothing a table beneath it does not also say; screen readers get its title and description.
 *
 * @returns an SVG element as text
 */
export function timelinePicture(timeline: Timeline): string {
  const { id, rows } = timeline;
  const { first, last } = reach(timeline);
  const linear = scaleLinear([0, daysBetween(first, last)], [PLOT.left, PLOT.right]);
  const x: Scale = (on) => linear(daysBetween(first, on));
  const bottom = TOP + Math.max(rows.length, 1) * ROW;
  const height = bottom + KEY + 14;
  return picture(
    timeline,
    'duly-timeline__picture',
    [WIDTH, height],
    INK,
    hatches(id),
    ...months(first, last, x, bottom, 'lines'),
    startLine(timeline, x, bottom),
    ...rows.map((row, index) => rowPicture(id, row, TOP + index * ROW, x, timeline.today)),
    todayLine(timeline, x, bottom),
    ...months(first, last, x, bottom, 'names'),
    key(id, bottom + KEY),
  );
}


/** The days the picture spans, with a little air at both ends. */
function reach({ today, startsOn, rows }: Timeline): { first: IsoDate; last: IsoDate } {
  const ends = rows.flatMap((row) => [row.dueOn, row.doneOn ?? row.dueOn]);
  const begins = rows.map((row) => row.startsOn);
  const first = begins.reduce(earlier, earlier(startsOn, today));
  const last = ends.reduce(later, later(startsOn, today));
  const air = Math.max(3, Math.round(daysBetween(first, last) / 40));
  return { first: addDays(first, -air), last: addDays(last, air) };
}

function hatches(id: string): string {
  const hatch = (name: string, colour: string, turn: number): string =>
    tag(
      'pattern',
      { id: `${id}-${name}`, width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: `rotate(${turn})` },
      box(0, 0, 6, 6, { fill: '#ffffff' }),
      box(0, 0, 3, 6, { fill: colour }),
    );
  return tag('defs', {}, hatch('late', RED, 45), hatch('excused', BROWN, -45));
}

/** Lines first, their names over everything: a name stays readable where another line crosses it. */
function months(first: IsoDate, last: IsoDate, x: Scale, bottom: number, what: 'lines' | 'names'): string[] {
  const starts: IsoDate[] = [];
  for (let on = addMonths(firstOfMonth(first), 1); on <= last; on = addMonths(on, 1)) starts.push(on);
  const years = starts.length > MOST_MONTHS * 2 ? starts.filter((on) => monthNumber(on) === 1) : null; // over longer times the years alone are named
  const every = Math.max(1, Math.ceil((years ?? starts).length / MOST_MONTHS));
  const shown = (years ?? starts).filter((_, index) => index % every === 0);
  if (what === 'lines') return shown.map((on) => stroke(x(on), TOP - 8, x(on), bottom, { stroke: GRID }));
  return shown.map((on, index) => {
    const year = monthNumber(on) <= every || index === 0 ? ` ${yearNumber(on)}` : '';
    const label = years === null ? `${monthName(monthNumber(on)).slice(0, 3)}${year}` : String(yearNumber(on));
    return words(x(on) + 3, TOP - 14, label, {
      fill: QUIET,
      'font-size': 13,
      stroke: '#ffffff',
      'stroke-width': 4,
      'paint-order': 'stroke',
    });
  });
}

const firstOfMonth = (on: IsoDate): IsoDate => civilDate(yearNumber(on), monthNumber(on), 1);

function startLine({ startsOn, startWords, today }: Timeline, x: Scale, bottom: number): string {
  const at = x(startsOn);
  const nearToday = Math.abs(x(today) - at) < 150;
  return (
    stroke(at, 40, at, bottom, { stroke: INK, 'stroke-width': 1 }) +
    words(at + 4, nearToday ? 14 : 34, `${startWords} ${briefDay(startsOn)}`, { 'font-size': 13 })
  );
}

function todayLine({ today }: Timeline, x: Scale, bottom: number): string {
  const at = x(today);
  const label = `Today, ${briefDay(today)}`;
  const wide = label.length * 7.1 + 14;
  const left = Math.min(Math.max(at - wide / 2, 2), WIDTH - wide - 2);
  return (
    stroke(at, 44, at, bottom, { stroke: INK, 'stroke-width': 2, 'stroke-dasharray': '5 3' }) +
    box(left, 20, wide, 24, { fill: INK, rx: 3 }) +
    words(left + wide / 2, 37, label, {
      fill: '#ffffff',
      'text-anchor': 'middle',
      'font-size': 13,
      'font-weight': 'bold',
    })
  );
}

function rowPicture(id: string, row: TimelineRow, y: number, x: Scale, today: IsoDate): string {
  const middle = y + ROW / 2;
  const name = row.about === null ? middle + 5 : middle - 2;
  const loud = row.standing === 'late' || row.standing === 'breached';
  return tag(
    'g',
    {},
    stroke(0, y + ROW, WIDTH, y + ROW, { stroke: GRID }),
    words(0, name, row.name, loud ? { 'font-weight': 'bold' } : {}),
    row.about === null ? '' : words(0, middle + 13, shortened(row.about), { fill: QUIET, 'font-size': 12 }),
    row.shape === 'window' ? windowBar(id, row, middle, x) : deadlineBar(id, row, middle, x, today),
    words(PLOT.right + 14, middle - 2, briefDay(row.dueOn), { 'font-weight': 'bold' }),
    words(PLOT.right + 14, middle + 13, row.standingWords, {
      fill: loud ? RED : QUIET,
      'font-size': 12,
      ...(loud ? { 'font-weight': 'bold' } : {}),
    }),
  );
}

/** A name that would run into the plot is cut; the table has it whole. */
const shortened = (name: string): string =>
  name.length <= MOST_LETTERS ? name : `${name.slice(0, MOST_LETTERS - 1).trimEnd()}…`;

/** A period to be left open: a bar with closed ends, in outline until it is over. */
function windowBar(id: string, row: TimelineRow, middle: number, x: Scale): string {
  const from = x(row.startsOn);
  const to = x(row.dueOn);
  const fill = row.standing === 'breached' ? `url(#${id}-late)` : row.standing === 'respected' ? '#dfeae5' : '#ffffff';
  const colour = row.standing === 'breached' ? RED : GREEN;
  const bracket = (at: number): string => stroke(at, middle - 9, at, middle + 9, { stroke: colour, 'stroke-width': 3 });
  return (
    box(from, middle - 5, to - from, 10, { fill, stroke: colour, 'stroke-width': 1.5 }) + bracket(from) + bracket(to)
  );
}

const LATE_STANDINGS: ReadonlySet<Standing> = new Set<Standing>(['late', 'excused', 'past-target']);

/** From the day it began to the day it is due; a hatched tail for every day late; a disc where it was done. */
function deadlineBar(id: string, row: TimelineRow, middle: number, x: Scale, today: IsoDate): string {
  const { dueOn, doneOn, actBy, standing } = row;
  const from = x(row.startsOn);
  const due = x(dueOn);
  const end = doneOn ?? (LATE_STANDINGS.has(standing) ? today : null);
  const done = doneOn !== null;
  const inTime = end === null || end <= dueOn ? end : dueOn;
  const soft = standing === 'excused' || standing === 'past-target';
  const tail =
    end !== null && end > dueOn
      ? box(due, middle - BAR / 2, x(end) - due, BAR, {
          fill: `url(#${id}-${soft ? 'excused' : 'late'})`,
          stroke: soft ? BROWN : RED,
        })
      : '';
  return (
    box(from, middle - BAR / 2, due - from, BAR, { fill: '#eef2f0' }) +
    box(from, middle - BAR / 2, (inTime === null ? due : x(inTime)) - from, BAR, { fill: done ? '#7fb09c' : WAITING }) +
    tail +
    (actBy === null || actBy === dueOn
      ? ''
      : stroke(x(actBy), middle - 10, x(actBy), middle + 10, { stroke: INK, 'stroke-width': 2 })) +
    dueMark(due, middle) +
    (doneOn === null ? '' : doneMark(x(doneOn), middle, standing === 'done-late' ? RED : soft ? BROWN : GREEN))
  );
}

const dueMark = (at: number, middle: number): string =>
  tag('path', {
    d: symbol(symbolDiamond2, 110)() ?? '',
    transform: `translate(${oneDecimal(at)} ${middle})`,
    fill: '#ffffff',
    stroke: INK,
    'stroke-width': 2,
  });

const doneMark = (at: number, middle: number, colour: string): string =>
  tag(
    'g',
    { transform: `translate(${oneDecimal(at)} ${middle})` },
    tag('path', { d: symbol(symbolCircle, 210)() ?? '', fill: colour, stroke: '#ffffff', 'stroke-width': 1.5 }),
    tag('path', { d: 'M-3.5 0 L-1 3 L4 -3', fill: 'none', stroke: '#ffffff', 'stroke-width': 2 }),
  );

function key(id: string, y: number): string {
  const note = (at: number, text: string): string => words(at, y + 5, text, { fill: QUIET, 'font-size': 12 });
  return tag(
    'g',
    {},
    dueMark(10, y),
    note(24, 'last day in time'),
    stroke(142, y - 9, 142, y + 9, { stroke: INK, 'stroke-width': 2 }),
    note(152, 'last working day before it'),
    doneMark(326, y, GREEN),
    note(340, 'done'),
    box(388, y - 6, 26, BAR, { fill: `url(#${id}-late)`, stroke: RED }),
    note(421, 'late'),
    box(464, y - 6, 26, BAR, { fill: `url(#${id}-excused)`, stroke: BROWN }),
    note(497, 'late but excused, or past a target'),
    box(712, y - 5, 26, 10, { fill: '#dfeae5', stroke: GREEN, 'stroke-width': 1.5 }),
    stroke(712, y - 9, 712, y + 9, { stroke: GREEN, 'stroke-width': 3 }),
    stroke(738, y - 9, 738, y + 9, { stroke: GREEN, 'stroke-width': 3 }),
    note(749, 'time that is the family’s own'),
  );
}
