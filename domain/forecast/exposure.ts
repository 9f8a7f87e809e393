import { grouped } from '../grouped.js';

/**
 * What the Ombudsman has had councils pay for delay, put beside the council's own delays: exposure, as if every family complained
 * and every complaint were upheld. No forecast of what will be paid.
 * @source needs.md section 4: awards published by the Local Government and Social Care Ombudsman, marked there by council
 */
export const TARIFF = {
  /** GBP for distress and uncertainty: 200 for 11 weeks of a late assessment (Surrey). */
  lowAWeek: 200 / 11,
  /** GBP for the same: 100 a month (Essex). */
  highAMonth: 100,
  /** GBP for a term of education or provision lost: up to 2,400. Three terms a year. */
  lostTerm: 2_400,
} as const;

const DAYS_A_WEEK = 7;
const DAYS_A_MONTH = 365.25 / 12;
const MONTHS_A_TERM = 4;

/** GBP: from distress alone to distress and a child without provision all that time. */
export type Pounds = Readonly<{ from: number; to: number }>;

/** Of one delay. @param daysLate calendar days after the last day in time; none: nothing */
export function exposureOf(daysLate: number): Pounds {
  const days = Math.max(0, daysLate);
  const months = days / DAYS_A_MONTH;
  return { from: (days / DAYS_A_WEEK) * TARIFF.lowAWeek, to: months * TARIFF.highAMonth + (months / MONTHS_A_TERM) * TARIFF.lostTerm };
}

export type Delay = Readonly<{ ref: string; team: string; cause: string | null; daysLate: number }>;
export type Exposed = Readonly<{ key: string | null; cases: number; months: number } & Pounds>;
export type Exposure = Readonly<{ all: Exposed; byTeam: readonly Exposed[]; byCause: readonly Exposed[] }>;

/** Of delays together, by team and by the cause that was said; the largest first. */
export function exposureBy(delays: readonly Delay[]): Exposure {
  const late = delays.filter(({ daysLate }) => daysLate > 0);
  return { all: exposed(null, late), byTeam: by(late, ({ team }) => team), byCause: by(late, ({ cause }) => cause ?? UNSAID) };
}

const UNSAID = '';
const by = (late: readonly Delay[], keyOf: (delay: Delay) => string): Exposed[] =>
  [...grouped(late, keyOf)].map(([key, of]) => exposed(key === UNSAID ? null : key, of)).sort((a, b) => b.to - a.to || ((a.key ?? '') < (b.key ?? '') ? -1 : 1));

function exposed(key: string | null, of: readonly Delay[]): Exposed {
  const each = of.map(({ daysLate }) => exposureOf(daysLate));
  const sum = (part: (one: Pounds) => number): number => Math.round(each.reduce((total, one) => total + part(one), 0));
  return { key, cases: of.length, months: of.reduce((total, { daysLate }) => total + daysLate / DAYS_A_MONTH, 0), from: sum(({ from }) => from), to: sum(({ to }) => to) };
}
