import type { IsoDate } from '../dates/iso-date.js';
import type { Cell, Table } from './cells.js';
import { bridge, stock, limits, timeliness, order, decisions, advice } from './figures-of-assessments.js';
import { reviews, reviewDelay, transfers } from './figures-of-plans.js';
import { orders, breaches, exceptions, loads, silent, causes } from './figures-of-work.js';
import type { Counted, SilenceNorms } from './items.js';
import { tallyOf } from './tally.js';

/**
 * Every figure of a report, from what was counted on its day. Pure: the same counts give the same figures for ever.
 *
 * @param norms those it was counted by: they say which silences were looked for
 */
export function figuresOf(counts: readonly Counted[], day: IsoDate, norms: SilenceNorms): readonly Table[] {
  const tally = tallyOf(counts);
  return [
    bridge(tally), stock(tally), limits(tally), timeliness(tally), ...(isOrderKnown(counts) ? [order(tally)] : []), decisions(tally), advice(tally), reviews(tally), reviewDelay(tally), transfers(tally, counts, day),
    orders(tally), breaches(tally), exceptions(tally), loads(tally), silent(tally, norms), causes(tally),
  ];
}

/** Reports from before it was counted do not say how an assessment stood when their weeks began. */
const isOrderKnown = (counts: readonly Counted[]): boolean => counts.every((one) => one.block !== 'done' || (one as Partial<typeof one>).stood !== undefined);

/** One figure by the names of its table, row and column; null where the report has none. */
export function cellOf(tables: readonly Table[], table: string, row: string, column: string): Cell | null {
  const found = tables.find(({ id }) => id === table);
  const at = found?.columns.indexOf(column) ?? -1;
  return found?.rows.find(({ id }) => id === row)?.cells[at] ?? null;
}
