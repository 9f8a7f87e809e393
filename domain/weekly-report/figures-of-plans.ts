import { addDays, type IsoDate } from '../dates/iso-date.js';
import type { DutyCode } from '../duty-codes.js';
import { LATE, PERIODS, SOON, count, plain, ofDays, longest, madeAndInTime, type Row, type Table } from './cells.js';
import type { Counted } from './items.js';
import type { Tally, Where } from './tally.js';

const TO_COMPLETE: readonly DutyCode[] = ['complete-review', 'review-after-transfer'];
const REVIEW_STEPS: readonly (readonly [string, readonly DutyCode[]])[] = [
  ['complete-review', TO_COMPLETE], ['send-review-report', ['send-review-report']], ['decide-after-review', ['decide-after-review']], ['issue-amended-plan', ['issue-amended-plan']],
];

/** Each step of a review: how many are due, late, done, and how many of them in time. Meetings held stand with the first. */
export function reviews(tally: Tally): Table {
  const rows = REVIEW_STEPS.map(([id, code]) => {
    const done = { code, ...PERIODS['twelve-weeks'] };
    const [made, inTime] = madeAndInTime(tally, done);
    return {
      id,
      cells: [
        count(tally, 'owed', { code, days: SOON }), count(tally, 'owed', { code, days: LATE }), longest(tally, { block: 'owed', is: { code, days: LATE } }, ofDays),
        count(tally, 'done', { code, week: 0 }), made, inTime, ofDays(tally.median({ block: 'done', is: done }, 'took')),
      ],
    };
  });
  const held: Row = { id: 'meetings-held', cells: [plain(null, 'count'), plain(null, 'count'), plain(null, 'days'), count(tally, 'held', { week: 0 }), count(tally, 'held'), plain(null, 'percent'), plain(null, 'days')] };
  return { id: 'reviews', columns: ['due-in-4-weeks', 'late', 'worst-late', 'done-this-week', 'done', 'in-time', 'median-days'], rows: [...rows, held] };
}

const DELAYS = { 'to-3-months': { from: 1, to: 91 }, 'to-6-months': { from: 92, to: 182 }, 'to-12-months': { from: 183, to: 365 }, 'to-24-months': { from: 366, to: 730 }, 'over-24-months': { from: 731 } } as const;

/** The backlog of reviews by how long ago each should have been complete. */
export function reviewDelay(tally: Tally): Table {
  return { id: 'review-delay', columns: ['reviews'], rows: Object.entries(DELAYS).map(([id, days]) => ({ id, cells: [count(tally, 'owed', { code: TO_COMPLETE, days })] })) };
}

/** A row for each line children move by: its last day, those not amended yet, and how many days are left. */
export function transfers(tally: Tally, counts: readonly Counted[], day: IsoDate): Table {
  const owed = counts.flatMap((one) => (one.block === 'owed' && one.code === 'amend-for-phase-transfer' ? [one.days] : []));
  const lines = [...new Set(owed)].sort((a, b) => b - a);
  const none = [plain(null, 'count'), plain(null, 'percent')];
  const row = (id: string, days: Where['is'][string], left: number | null): Row => ({ id, cells: [count(tally, 'owed', { code: 'amend-for-phase-transfer', days }), ofDays(left), ...none] });
  const ahead = lines.filter((days) => days <= 0).map((days) => row(addDays(day, -days), days, -days));
  const amended: Row = { id: 'amended-this-year', cells: [plain(null, 'count'), ofDays(null), ...madeAndInTime(tally, { code: 'amend-for-phase-transfer', ...PERIODS.year })] };
  return { id: 'transfers', columns: ['not-amended', 'days-left', 'amended', 'amended-percent'], rows: [row('passed', LATE, null), ...ahead, amended] };
}
