import { ADVISER_ROLES } from '../facts/schema.js';
import type { Stage } from '../stages.js';
import { WEEK, PERIODS, LATE, count, plain, ofDays, inWeeks, longest, percent, madeAndInTime, type Cell, type Row, type Table } from './cells.js';
import { CAME_DUE, OPEN_STAGES, STOOD_BEFORE, WAYS_IN, WAYS_OUT } from './items.js';
import type { Tally, Where } from './tally.js';

const TWENTY_WEEKS = 20 * WEEK;
/** How late an open assessment is, by the days since its request counts as received. @source needs.md section 5: in time, to 30, to 52, over 52 weeks */
const WAITS = {
  'in-time': { to: TWENTY_WEEKS },
  'to-30': { from: TWENTY_WEEKS + 1, to: 30 * WEEK },
  'to-52': { from: 30 * WEEK + 1, to: 52 * WEEK },
  'over-52': { from: 52 * WEEK + 1 },
} as const;

/** Opening + in - out = closing: the opening is what must have been there for the closing to be true, and last week's closing is shown to be it. */
export function bridge(tally: Tally): Table {
  const flow = (way: string): Cell => count(tally, 'flow', { way });
  const closing = count(tally, 'open');
  const [came, went] = [[...WAYS_IN], [...WAYS_OUT]].map((ways) => ways.reduce((sum, way) => sum + (flow(way).value ?? 0), 0));
  const opening = plain((closing.value ?? 0) - (came ?? 0) + (went ?? 0), 'count');
  const rows = [{ id: 'opening', cells: [opening] }, ...[...WAYS_IN, ...WAYS_OUT].map((way) => ({ id: way, cells: [flow(way)] })), { id: 'closing', cells: [closing] }];
  return { id: 'bridge', columns: ['cases'], rows };
}

export function stock(tally: Tally): Table {
  const row = (id: string, is: Where['is']): Row => ({
    id,
    cells: [
      count(tally, 'open', is),
      ...Object.values(WAITS).map((days) => count(tally, 'open', { ...is, days })),
      count(tally, 'open', { ...is, days: { from: TWENTY_WEEKS + 1 } }),
      inWeeks(tally.median({ block: 'open', is }, 'days')),
      longest(tally, { block: 'open', is }, inWeeks),
    ],
  });
  return { id: 'stock', columns: ['open', ...Object.keys(WAITS), 'over-20', 'median-wait', 'longest-wait'], rows: [...OPEN_STAGES.map((stage) => row(stage, { stage })), row('all', {})] };
}

/** The limit each stage works towards, in weeks since the request; `isNear`: amber two weeks before it, because what it needs first is not there yet. */
const LIMITS: readonly Readonly<{ stage: Stage; weeks: number; isNear: boolean }>[] = [
  { stage: 'considering', weeks: 6, isNear: true }, { stage: 'assessing', weeks: 16, isNear: true }, { stage: 'deciding-to-issue', weeks: 16, isNear: false },
  { stage: 'drafting', weeks: 20, isNear: true }, { stage: 'hearing-representations', weeks: 20, isNear: false }, { stage: 'finalising', weeks: 20, isNear: false },
];
const NEAR = 2 * WEEK;

/** Days since the request by which a stage should be over; null of one that works towards no limit. */
export const limitOf = (stage: Stage): number | null => {
  const limit = LIMITS.find((one) => one.stage === stage);
  return limit === undefined ? null : limit.weeks * WEEK;
};

/** Each stage against the limit it works towards. What an order opened again has dates of its own. @source needs.md section 5, RAG of assessments */
export function limits(tally: Tally): Table {
  const row = ({ stage, weeks, isNear }: (typeof LIMITS)[number]): Row => {
    const limit = weeks * WEEK;
    const within = (days: Readonly<{ from?: number; to?: number }>): Cell => count(tally, 'open', { stage, days });
    return {
      id: stage,
      cells: [
        within({ to: isNear ? limit - NEAR - 1 : limit }), isNear ? within({ from: limit - NEAR, to: limit }) : plain(null, 'count'), within({ from: limit + 1, to: WAITS['to-30'].to }),
        within({ from: WAITS['to-52'].from }), within(WAITS['over-52']),
      ],
    };
  };
  return { id: 'limits', columns: ['in-time', 'soon', 'past-limit', 'over-30', 'over-52'], rows: LIMITS.map(row) };
}

/**
 * Final plans in 20 weeks as the DfE counts them, with exceptions and without; beside them how long those still open have waited,
 * so that clearing new cases first cannot look like success.
 */
export function timeliness(tally: Tally): Table {
  const row = (id: string, period: Where['is']): Row => {
    const issued = { code: 'issue-final-plan', ...period };
    const inTime = { ...issued, outcome: 'in-time' };
    const [all, onTime, allPlain, onTimePlain] = [issued, inTime, { ...issued, excepted: false }, { ...inTime, excepted: false }].map((is) => tally.sum({ block: 'done', is }));
    const mean = tally.mean({ block: 'done', is: issued }, 'took');
    return { id, cells: [count(tally, 'done', issued), count(tally, 'done', inTime), percent(onTime ?? 0, all ?? 0), percent(onTimePlain ?? 0, allPlain ?? 0), inWeeks(mean)] };
  };
  const open = count(tally, 'open');
  const inTime = count(tally, 'open', { days: WAITS['in-time'] });
  const waiting: Row = { id: 'waiting', cells: [open, inTime, percent(inTime.value ?? 0, open.value ?? 0), plain(null, 'percent'), inWeeks(tally.mean({ block: 'open', is: {} }, 'days'))] };
  return { id: 'timeliness', columns: ['plans', 'in-time', 'percent', 'percent-without-exceptions', 'mean'], rows: [...Object.entries(PERIODS).map(([id, period]) => row(id, period)), waiting] };
}

/**
 * Of the assessments whose twenty weeks were over when the last twelve weeks began, and of those whose twenty weeks ended in them, how
 * many have their final plan, and how many still wait for it: whoever works the oldest first, or by date, finishes more of the first.
 */
export function order(tally: Tally): Table {
  const waits = { 'already-late': { from: CAME_DUE.to + 1 }, 'came-due': CAME_DUE } as const;
  const rows = STOOD_BEFORE.map((stood): Row => {
    const finished = count(tally, 'done', { code: 'issue-final-plan', ...PERIODS['twelve-weeks'], stood });
    const open = count(tally, 'open', { days: waits[stood] });
    return { id: stood, cells: [finished, open, percent(finished.value ?? 0, (finished.value ?? 0) + (open.value ?? 0))] };
  });
  return { id: 'order', columns: ['finished', 'still-open', 'finished-percent'], rows };
}

export function decisions(tally: Tally): Table {
  const rows = (['decide-to-assess', 'decide-to-issue'] as const).map((code) => ({
    id: code,
    cells: [...Object.values(PERIODS).flatMap((period) => madeAndInTime(tally, { code, ...period })), count(tally, 'owed', { code, days: LATE })],
  }));
  return { id: 'decisions', columns: [...Object.keys(PERIODS).flatMap((period) => [period, `${period}-percent`]), 'late-now'], rows };
}

const OVER_28 = { from: 29 };

export function advice(tally: Tally): Table {
  const row = (id: string, of: Where['is']): Row => {
    const is = { code: 'give-advice', ...of };
    const late = { block: 'owed' as const, is: { ...is, days: LATE } };
    const [given, inTime] = madeAndInTime(tally, { ...is, ...PERIODS['twelve-weeks'] });
    return {
      id,
      cells: [
        count(tally, 'owed', is), count(tally, 'owed', { ...is, days: { from: -WEEK, to: 0 } }), count(tally, 'owed', { ...is, days: LATE }), count(tally, 'owed', { ...is, days: OVER_28 }),
        ofDays(tally.median(late, 'days')), longest(tally, late, ofDays), given, inTime,
      ],
    };
  };
  const asked = ADVISER_ROLES.filter((role) => tally.sum({ block: 'owed', is: { code: 'give-advice', role } }) + tally.sum({ block: 'done', is: { code: 'give-advice', role } }) > 0);
  return { id: 'advice', columns: ['outstanding', 'due-in-a-week', 'late', 'over-28', 'median-late', 'worst-late', 'given', 'given-percent'], rows: [...asked.map((role) => row(role, { role })), row('all', {})] };
}
