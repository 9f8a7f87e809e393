import { meanOf, tQuantile } from './student-t.js';

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
export function weightedKappa(pairs: readonly Pair[], categories: number, weighting: Weighting): Agreement {
  const of = pairs.length;
  const table = countsOf(pairs, categories);
  if (of < 2) return { kind: 'unknown', of, why: 'too-few' };
  const kappa = kappaOf(table, of, weighting);
  if (kappa === null) return { kind: 'unknown', of, why: 'no-variation' };
  return around(kappa.value, kappa.error, of);
}

/** What the one and the other answered of the same thing. */
export type Pair = readonly [number, number];

/** How often the one's category met the other's. */
function countsOf(pairs: readonly Pair[], categories: number): Table {
  const table = Array.from({ length: categories }, () => Array.from({ length: categories }, () => 0));
  for (const [one, other] of pairs) {
    const row = table[one];
    if (row?.[other] === undefined) throw new RangeError(`a marking is none of the ${categories} categories`);
    row[other] += 1;
  }
  return table;
}

/** Kappa with its large-sample error; null where agreement by chance is certain. */
function kappaOf(table: Table, of: number, weighting: Weighting): Readonly<{ value: number; error: number }> | null {
  const weight = (i: number, j: number): number => worth(Math.abs(i - j), table.length, weighting);
  const rows = table.map((row) => sum(row) / of);
  const columns = table.map((_, j) => sum(table.map((row) => at(row, j))) / of);
  const cells = table.flatMap((row, i) => row.map((count, j) => ({ i, j, p: count / of, w: weight(i, j) })));
  const observed = sum(cells.map(({ p, w }) => p * w));
  const expected = sum(cells.map(({ i, j, w }) => at(rows, i) * at(columns, j) * w));
  if (1 - expected < TINY) return null;

  const meanOfRow = rows.map((_, i) => sum(columns.map((column, j) => column * weight(i, j))));
  const meanOfColumn = columns.map((_, j) => sum(rows.map((row, i) => row * weight(i, j))));
  const squares = sum(cells.map(({ i, j, p, w }) => p * (w * (1 - expected) - (at(meanOfRow, i) + at(meanOfColumn, j)) * (1 - observed)) ** 2));
  const variance = (squares - (observed * expected - 2 * expected + observed) ** 2) / (of * (1 - expected) ** 4);
  return { value: (observed - expected) / (1 - expected), error: Math.sqrt(Math.max(0, variance)) };
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
  const kinds = kindsOf(units);
  const of = sum(kinds.map(({ times }) => times));
  if (of < 2) return { kind: 'unknown', of, why: 'too-few' };
  const values = [...new Set(kinds.flatMap(({ unit }) => unit))].sort((a, b) => a - b);
  const tables = kinds.map(({ unit, times }) => ({ times, table: coincidences(unit, values) }));
  const whole = values.map((_a, i) => values.map((_b, j) => sum(tables.map(({ times, table }) => times * cell(table, i, j)))));
  const value = alphaOf(whole, values, level);
  if (value === null) return { kind: 'unknown', of, why: 'no-variation' };
  const pseudo = tables.map(({ times, table }) => ({ times, value: of * value - (of - 1) * (alphaOf(less(whole, table), values, level) ?? value) }));
  const mean = sum(pseudo.map((one) => one.times * one.value)) / of;
  const variance = sum(pseudo.map((one) => one.times * (one.value - mean) ** 2)) / (of * (of - 1));
  return around(value, Math.sqrt(variance), of);
}

/** Units that hold the same values in the same order are reckoned once: of many thousands there are a few kinds. */
function kindsOf(units: readonly (readonly (number | null)[])[]): readonly Readonly<{ unit: readonly number[]; times: number }>[] {
  const times = new Map<string, { unit: readonly (number | null)[]; times: number }>();
  for (const unit of units) {
    const key = unit.join();
    const kind = times.get(key);
    if (kind === undefined) times.set(key, { unit, times: 1 });
    else kind.times += 1;
  }
  return [...times.values()].map((kind) => ({ unit: kind.unit.filter((value) => value !== null), times: kind.times })).filter(({ unit }) => unit.length > 1);
}

/** Agreement over markings that came in lots, as the answers of one pair of audits: `of` counts the answers, `lots` the lots. */
export type LotsAgreement = Readonly<{ lots: number; linear: Agreement; quadratic: Agreement; alpha: Agreement }>;

/** Of fewer lots no interval is told, whatever number of answers they hold. */
export const SMALLEST_LOTS = 10;

/**
 * Kappa and ordinal alpha of two auditors over many criteria at once. The answers in one lot lean the same way, so they are no
 * independent witnesses: the interval is from leaving out one lot at a time, by Student's t.
 *
 * @param categories how many there are
 * @throws RangeError for a value that is no category
 * @source Miller, The jackknife, Biometrika 61 (1974) 1; Krippendorff, Content Analysis (2nd edition 2004) chapter 11
 */
export function agreementOfLots(lots: readonly (readonly Pair[])[], categories: number): LotsAgreement {
  const tables = lots.filter(({ length }) => length > 0).map((lot) => countsOf(lot, categories));
  const kappa = (weighting: Weighting) => (table: Table): number | null => kappaOf(table, totalOf(table), weighting)?.value ?? null;
  const values = Array.from({ length: categories }, (_, i) => i);
  const alpha = (table: Table): number | null => alphaOf(table.map((row, i) => row.map((count, j) => count + cell(table, j, i))), values, 'ordinal');
  return { lots: tables.length, linear: jackknifed(tables, kappa('linear')), quadratic: jackknifed(tables, kappa('quadratic')), alpha: jackknifed(tables, alpha) };
}

function jackknifed(tables: readonly Table[], figure: (table: Table) => number | null): Agreement {
  const whole = tables.reduce<Table>((total, table) => table.map((row, i) => row.map((count, j) => count + cell(total, i, j))), []);
  const [of, lots] = [totalOf(whole), tables.length];
  if (of < 2) return { kind: 'unknown', of, why: 'too-few' };
  const value = figure(whole);
  if (value === null) return { kind: 'unknown', of, why: 'no-variation' };
  if (lots < SMALLEST_LOTS) return { kind: 'known', of, value, interval: null };
  const pseudo = tables.map((table) => lots * value - (lots - 1) * (figure(less(whole, table)) ?? value));
  const width = meanOf(pseudo, SMALLEST_LOTS).interval;
  const half = width === null ? 0 : (width.to - width.from) / 2;
  return { kind: 'known', of, value, interval: half < NO_WIDTH ? null : { from: Math.max(-1, value - half), to: Math.min(1, value + half) } };
}

const totalOf = (table: Table): number => sum(table.map((row) => sum(row)));
const less = (whole: Table, table: Table): Table => whole.map((row, i) => row.map((one, j) => one - cell(table, i, j)));

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

/**
 * A share of what came in lots, as the lines of one plan that a rule marked: they are judged alike, so Wilson's interval is of as many as would tell as
 * much were each by itself. Where all lots say the same, each counts as one.
 *
 * @source Korn and Graubard, Survey Methodology 24 (1998) 193: effective sample size
 */
export function shareOfLots(given: readonly Readonly<{ part: number; of: number }>[]): Share {
  const lots = given.filter((lot) => lot.of > 0);
  const [part, of] = [sum(lots.map((lot) => lot.part)), sum(lots.map((lot) => lot.of))];
  if (of < SMALLEST_FOR_PERCENT) return { part, of, percent: null };
  const share = part / of;
  const witnesses = lots.length === of ? of : witnessesIn(lots, share, of);
  const { from, to } = wilson(share * witnesses, witnesses);
  return { part, of, percent: { value: 100 * share, from: 100 * from, to: 100 * to } };
}

function witnessesIn(lots: readonly Readonly<{ part: number; of: number }>[], share: number, of: number): number {
  if (lots.length === 1) return 1;
  const variance = (lots.length * sum(lots.map((lot) => (lot.part - share * lot.of) ** 2))) / ((lots.length - 1) * of ** 2);
  if (variance < TINY) return lots.length;
  return Math.max(1, Math.min(of, (share * (1 - share)) / variance) * (NINETY_FIVE / tQuantile(lots.length - 1)) ** 2);
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
