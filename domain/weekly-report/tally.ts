import type { Block, Counted, ItemOf } from './items.js';

/** Conditions on the items of one block: a value it must have, one of several, or a span of whole numbers (both ends in it). */
export type Where = Readonly<{ block: Block; is: Readonly<Record<string, string | number | boolean | null | readonly string[] | Readonly<{ from?: number; to?: number }>>> }>;

/** Whether an item is one of those a figure counts: the same rule sums the figure and opens it. */
export function isAmong({ block, is }: Where): (item: Readonly<{ block: Block }>) => boolean {
  const conditions = Object.entries(is);
  return (item) => item.block === block && conditions.every(([name, wanted]) => meets((item as Readonly<Record<string, unknown>>)[name], wanted));
}

function meets(value: unknown, wanted: Where['is'][string]): boolean {
  if (wanted === null || typeof wanted !== 'object') return value === wanted;
  if (isList(wanted)) return typeof value === 'string' && wanted.includes(value);
  return typeof value === 'number' && value >= (wanted.from ?? -Infinity) && value <= (wanted.to ?? Infinity);
}

const isList = (wanted: object): wanted is readonly string[] => Array.isArray(wanted);

/** Sums over counted items; spans of days by their distribution, so that no figure needs the cases themselves. */
export type Tally = Readonly<{
  /** How many. */
  sum: (where: Where) => number;
  /** Smallest value that half or more of them do not pass; null of none. */
  median: (where: Where, of: 'days' | 'took') => number | null;
  mean: (where: Where, of: 'days' | 'took') => number | null;
  most: (where: Where, of: 'days' | 'took') => number | null;
  /** Distinct values of a field, in their order. */
  values: <B extends Block>(block: B, of: keyof Extract<ItemOf, { block: B }> & string) => readonly (string | null)[];
}>;

/** The field most conditions on a block name: sums look no further than the items that have it. */
const KEYED: Readonly<Partial<Record<Block, string>>> = { open: 'stage', flow: 'way', owed: 'code', done: 'code', load: 'owner', exception: 'ground', silent: 'reason', cause: 'cause' };

type Known = Readonly<{ all: Counted[]; keyed: Map<unknown, Counted[]> }>;

export function tallyOf(counted: readonly Counted[]): Tally {
  const ofBlock = new Map<Block, Known>();
  for (const one of counted) {
    const known = ofBlock.get(one.block) ?? { all: [], keyed: new Map<unknown, Counted[]>() };
    ofBlock.set(one.block, known);
    known.all.push(one);
    const key = (one as Readonly<Record<string, unknown>>)[KEYED[one.block] ?? ''];
    const alike = known.keyed.get(key);
    if (alike === undefined) known.keyed.set(key, [one]);
    else alike.push(one);
  }
  const near = ({ block, is }: Where): readonly Counted[] => {
    const known = ofBlock.get(block);
    const key = is[KEYED[block] ?? ''];
    if (known === undefined || key === undefined) return known?.all ?? [];
    return key === null || typeof key !== 'object' ? (known.keyed.get(key) ?? []) : known.all;
  };
  const among = (where: Where): Counted[] => near(where).filter(isAmong(where));
  const spread = (where: Where, of: 'days' | 'took'): { value: number; n: number }[] =>
    among(where).map((one) => ({ value: (one as unknown as Readonly<Record<string, number>>)[of] ?? 0, n: one.n })).sort((a, b) => a.value - b.value);
  return {
    sum: (where) => total(among(where)),
    median: (where, of) => medianOf(spread(where, of)),
    mean: (where, of) => {
      const values = spread(where, of);
      const n = total(values);
      return n === 0 ? null : values.reduce((sum, one) => sum + one.value * one.n, 0) / n;
    },
    most: (where, of) => spread(where, of).at(-1)?.value ?? null,
    values: (block, of) => [...new Set((ofBlock.get(block)?.all ?? []).map((one) => (one as unknown as Readonly<Record<string, string | null>>)[of] ?? null))].sort(),
  };
}

const total = (values: readonly Readonly<{ n: number }>[]): number => values.reduce((sum, { n }) => sum + n, 0);

function medianOf(values: readonly Readonly<{ value: number; n: number }>[]): number | null {
  const half = total(values) / 2;
  let seen = 0;
  for (const { value, n } of values) {
    seen += n;
    if (seen >= half) return value;
  }
  return null;
}
