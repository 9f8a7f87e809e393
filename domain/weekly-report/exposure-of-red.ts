import { exposureOf, type Pounds } from '../forecast/exposure.js';
import { limitOf } from './figures-of-assessments.js';
import type { Counted, ItemOf } from './items.js';
import { isAmong, type Where } from './tally.js';

/** What may have to be made good for the delays behind a red measure. Measures overlap: a late plan waits for late advice, so they never add up. */
export type RedExposure = Readonly<{ cases: number; months: number } & Pounds>;

/** Calendar days late of what a red counts; null of what is no delay in itself, as a case without an owner. */
export function daysLateOf(item: ItemOf): number | null {
  if (item.block === 'owed') return Math.max(0, item.days);
  const limit = item.block === 'open' ? limitOf(item.stage) : null;
  return item.block === 'open' && limit !== null ? Math.max(0, item.days - limit) : null;
}

const DAYS_A_MONTH = 365.25 / 12;

/** Of all that a red counts; null where it counts no delays. */
export function exposureOfRed(counted: readonly Counted[], opens: Where): RedExposure | null {
  const delays = counted.filter(isAmong(opens)).flatMap((one) => {
    const days = daysLateOf(one);
    return days === null || days === 0 ? [] : [{ days, n: one.n }];
  });
  if (delays.length === 0) return null;
  const sum = (part: (days: number) => number): number => delays.reduce((total, { days, n }) => total + n * part(days), 0);
  return { cases: sum(() => 1), months: sum((days) => days / DAYS_A_MONTH), from: Math.round(sum((days) => exposureOf(days).from)), to: Math.round(sum((days) => exposureOf(days).to)) };
}
