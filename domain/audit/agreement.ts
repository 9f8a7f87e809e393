/**
 * How far markings of the same thing agree, beyond what chance would give: 1 is always, 0 as often as by chance. Categories are numbers
 * from 0, in their order. An interval is of 95%.
 */

export type Unknown = Readonly<{ kind: 'unknown'; /** Markings compared. */ of: number; why: 'too-few' | 'no-variation' }>;
/** `interval` null: of so few, or so much alike, that none would be true. */
export type Known = Readonly<{ kind: 'known'; of: number; value: number; interval: Readonly<{ from: number; to: number }> | null }>;
export type Agreement = Known | Unknown;

/** How much an agreement short by some categories is worth. `nominal`: nothing. */
export type Weighting = 'nominal' | 'linear' | 'quadratic';

const NINETY_FIVE = 1.959964;

/** Below it an interval that is called 95% covers the truth less than nine times in ten: of auditors right 85 times in 100, 85 times in 100 at 20 pairs. */
export const SMALLEST_FOR_INTERVAL = 30;

/**
 * Cohen's weighted kappa of two auditors, with its large-sample interval.
 *
 * @param pairs what the one and the other answered of the same thing
 * @param categories how many there are
 * @throws RangeError for a value that is no category: what does not arise is no step of a scale, and is for its caller to leave out
 * @returns `too-few` below two pairs, `no-variation` where both always gave the same single category: agreement by chance is certain then
 * @source Cohen, Psychological Bulletin 70 (1968) 213; Fleiss, Cohen and Everitt, Psychological Bulletin 72 (1969) 323
 */
export function weightedKappa(pairs: readonly (readonly [number, number])[], categories: number, weighting: Weighting): Agreement {
  if (pairs.flat().some((value) => !Number.isInteger(value) || value < 0 || value >= categories)) throw new RangeError(`a marking is none of the ${categories} categories`);
  const of = pairs.length;
  if (of < 2) return { kind: 'unknown', of, why: 'too-few' };
  const all = Array.from({ length: categories }, (_, i) => i);
  const share = (holds: (pair: readonly [number, number]) => boolean): number => pairs.filter(holds).length / of;
  const rows = all.map((i) => share(([one]) => one === i));
  const columns = all.map((j) => share(([, other]) => other === j));
  const weight = (i: number, j: number): number => worth(Math.abs(i - j), categories, weighting);
  const cells = all.flatMap((i) => all.map((j) => ({ i, j, p: share(([one, other]) => one === i && other === j), w: weight(i, j) })));
  const observed = sum(cells.map(({ p, w }) => p * w));
  const expected = sum(cells.map(({ i, j, w }) => at(rows, i) * at(columns, j) * w));
  if (1 - expected < TINY) return { kind: 'unknown', of, why: 'no-variation' };

  const meanOfRow = all.map((i) => sum(all.map((j) => at(columns, j) * weight(i, j))));
  const meanOfColumn = all.map((j) => sum(all.map((i) => at(rows, i) * weight(i, j))));
  const squares = sum(cells.map(({ i, j, p, w }) => p * (w * (1 - expected) - (at(meanOfRow, i) + at(meanOfColumn, j)) * (1 - observed)) ** 2));
  const variance = (squares - (observed * expected - 2 * expected + observed) ** 2) / (of * (1 - expected) ** 4);
  return around((observed - expected) / (1 - expected), Math.sqrt(Math.max(0, variance)), of);
}

/** How values differ: apart or not, by how many values lie between, or by their distance. */
export type Level = 'nominal' | 'ordinal' | 'interval';

/**
 * Krippendorff's alpha of any number of auditors; null where one did not mark a unit. Its interval is from leaving out one unit at a time
 * (jackknife): it needs no chance, so a report made again says the same.
 *
 * @param units what each auditor gave a unit, in any order: whoever marked alone is left out
 * @returns `too-few` below two units marked twice, `no-variation` where all values are one
 * @source Krippendorff, Content Analysis (2nd edition 2004) chapter 11; Quenouille and Tukey's jackknife
 */
export function krippendorffAlpha(units: readonly (readonly (number | null)[])[], level: Level): Agreement {
  const marked = units.map((unit) => unit.filter((value) => value !== null)).filter(({ length }) => length > 1);
  const of = marked.length;
  if (of < 2) return { kind: 'unknown', of, why: 'too-few' };
  const values = [...new Set(marked.flat())].sort((a, b) => a - b);
  const tables = marked.map((unit) => coincidences(unit, values));
  const whole = values.map((_a, i) => values.map((_b, j) => sum(tables.map((table) => cell(table, i, j)))));
  const value = alphaOf(whole, values, level);
  if (value === null) return { kind: 'unknown', of, why: 'no-variation' };
  const without = (table: Table): Table => whole.map((row, i) => row.map((one, j) => one - cell(table, i, j)));
  const pseudo = tables.map((table) => of * value - (of - 1) * (alphaOf(without(table), values, level) ?? value));
  const mean = sum(pseudo) / of;
  const variance = sum(pseudo.map((one) => (one - mean) ** 2)) / (of * (of - 1));
  return around(value, Math.sqrt(variance), of);
}

/** How often each value met each other, by their places. */
type Table = readonly (readonly number[])[];

/** Of one unit: every pair of its values, each auditor counted once. */
function coincidences(unit: readonly number[], values: readonly number[]): Table {
  const counts = values.map((value) => unit.filter((one) => one === value).length);
  return counts.map((a, i) => counts.map((b, j) => (a * (i === j ? b - 1 : b)) / (unit.length - 1)));
}

function alphaOf(table: Table, values: readonly number[], level: Level): number | null {
  const counts = table.map((row) => sum(row));
  const total = sum(counts);
  const distance = distances(values, counts, level);
  const weighed = (weight: (i: number, j: number) => number): number => sum(values.flatMap((_a, i) => values.map((_b, j) => weight(i, j) * distance(i, j))));
  const expected = weighed((i, j) => at(counts, i) * at(counts, j)) / (total - 1);
  return expected < TINY ? null : 1 - weighed((i, j) => cell(table, i, j)) / expected;
}

/** Squared differences, by the places of two values among all. */
function distances(values: readonly number[], counts: readonly number[], level: Level): (i: number, j: number) => number {
  switch (level) {
    case 'nominal':
      return (i, j) => (i === j ? 0 : 1);
    case 'ordinal':
      return (i, j) => (i === j ? 0 : (sum(counts.slice(Math.min(i, j), Math.max(i, j) + 1)) - (at(counts, i) + at(counts, j)) / 2) ** 2);
    case 'interval':
      return (i, j) => (at(values, i) - at(values, j)) ** 2;
  }
}

/** So many of so many; a share with its interval only where it says more than the numbers do. */
export type Share = Readonly<{ part: number; of: number; percent: Readonly<{ value: number; from: number; to: number }> | null }>;

/** Below this one audit more or less moves a percentage by more than five points: the counts are said alone. */
export const SMALLEST_FOR_PERCENT = 20;

/** A share with Wilson's interval; never a percentage of a handful. @source Wilson, Journal of the American Statistical Association 22 (1927) 209 */
export function shareOf(part: number, of: number): Share {
  if (of < SMALLEST_FOR_PERCENT) return { part, of, percent: null };
  const { from, to } = wilson(part, of);
  return { part, of, percent: { value: (100 * part) / of, from: 100 * from, to: 100 * to } };
}

/** @throws RangeError for a part of nothing, or greater than the whole */
export function wilson(part: number, of: number): Readonly<{ from: number; to: number }> {
  if (of < 1 || part < 0 || part > of) throw new RangeError(`${part} is no part of ${of}`);
  const [p, z2] = [part / of, NINETY_FIVE ** 2];
  const middle = p + z2 / (2 * of);
  const spread = NINETY_FIVE * Math.sqrt((p * (1 - p)) / of + z2 / (4 * of ** 2));
  return { from: Math.max(0, (middle - spread) / (1 + z2 / of)), to: Math.min(1, (middle + spread) / (1 + z2 / of)) };
}

const TINY = 1e-12;
const sum = (of: readonly number[]): number => of.reduce((total, one) => total + one, 0);
const at = (list: readonly number[], i: number): number => list[i] ?? 0;
const cell = (table: Table, i: number, j: number): number => table[i]?.[j] ?? 0;
/** Where one auditor never varies, or one unit holds all that does, the formulas give no width at all: that is not certainty. */
const NO_WIDTH = 1e-5;

function around(value: number, error: number, of: number): Known {
  const isTold = of >= SMALLEST_FOR_INTERVAL && error > NO_WIDTH;
  return { kind: 'known', of, value, interval: isTold ? { from: Math.max(-1, value - NINETY_FIVE * error), to: Math.min(1, value + NINETY_FIVE * error) } : null };
}

function worth(apart: number, categories: number, weighting: Weighting): number {
  if (weighting === 'nominal' || categories < 2) return apart === 0 ? 1 : 0;
  const part = apart / (categories - 1);
  return 1 - (weighting === 'linear' ? part : part ** 2);
}
