/** How long something takes, learnt from what has ended and from what has not ended yet. Days are whole calendar days, at least 1. */

/**
 * `ended` false: it went on when last looked at, after so many days (a censored case). `seenFrom`: it had lasted so many days
 * already when one began to look (delayed entry), so that it says nothing of those.
 */
export type Spell = Readonly<{ days: number; ended: boolean; seenFrom?: number }>;

/** A day on which something ended: how many had lasted until then, how many of them ended, and the share that lasts longer. */
export type Step = Readonly<{ day: number; atRisk: number; ended: number; lasts: number }>;

/** Spells counted day by day: of those that had lasted until day d (`atRisk[d]`) so many ended on it (`ended[d]`). */
export type Tally = Readonly<{ spells: number; atRisk: readonly number[]; ended: readonly number[] }>;

export function tallyOf(spells: readonly Spell[]): Tally {
  const longest = spells.reduce((most, { days }) => Math.max(most, days), 0);
  const [ended, change] = [zeros(longest + 1), zeros(longest + 2)];
  for (const { days, ended: isEnded, seenFrom = 0 } of spells) {
    if (isEnded) ended[days] = (ended[days] ?? 0) + 1;
    change[seenFrom + 1] = (change[seenFrom + 1] ?? 0) + 1;
    change[days + 1] = (change[days + 1] ?? 0) - 1;
  }
  let atRisk = 0;
  return { spells: spells.length, ended, atRisk: ended.map((_, day) => (atRisk += change[day] ?? 0)) };
}

const zeros = (length: number): number[] => Array.from({ length }, () => 0);
const sum = (of: readonly number[]): number => of.reduce((total, n) => total + n, 0);

/**
 * The product-limit estimate: on each day with an ending, the share that had lasted until then and lasts longer. What was last
 * seen on a day counts as having lasted that day.
 * @source E. L. Kaplan, P. Meier, Nonparametric estimation from incomplete observations, JASA 53 (1958) 457
 */
export function kaplanMeier(spells: readonly Spell[]): Step[] {
  const { ended, atRisk } = tallyOf(spells);
  let lasts = 1;
  return ended.flatMap((n, day) => {
    const left = atRisk[day] ?? 0;
    if (n === 0) return [];
    lasts *= 1 - n / left;
    return [{ day, atRisk: left, ended: n, lasts }];
  });
}

/** Fewer than this many endings say too little: the curve is then the expected length's. */
export const FEW = 10;
/** While fewer than this many are left, single cases would decide: from there on the daily average holds. */
const LEFT_AT_LEAST = 5;
const SURE_AT_MOST = 0.99;

/** Chances of lasting, by days. Never 0: nothing is so long that it must end. */
export type Curve = Readonly<{
  /** `lasts[d]`: the chance to last longer than d days, for the days a list can hold. */
  lasts: Float64Array;
  /** From the last day learnt on, the chance of ending on each day. */
  daily: number;
  spells: number;
  ended: number;
  /** Too few had ended: it is a guess from the length expected. */
  isGuess: boolean;
}>;

/** Days a curve is worked out for: further it falls by its average. */
const DAYS_KNOWN = 1_000;

/**
 * The curve of a tally: Kaplan-Meier's while enough are left, then the average chance of ending on a day (endings by days
 * waited). With fewer than `FEW` endings, only that average of the length expected.
 *
 * @param expected days it should take, at least 1
 */
export function curveOf({ spells, ended, atRisk }: Tally, expected: number): Curve {
  const endings = sum(ended);
  const isGuess = endings < FEW;
  const daily = isGuess ? 1 / expected : Math.min(endings / Math.max(1, sum(atRisk)), SURE_AT_MOST);
  const enough = isGuess ? 1 : atRisk.findIndex((left, day) => day > 0 && left < LEFT_AT_LEAST);
  const learnt = enough === -1 ? ended.length : enough;
  const lasts = new Float64Array(DAYS_KNOWN + 1).fill(1);
  for (let day = 1; day <= DAYS_KNOWN; day += 1) lasts[day] = (lasts[day - 1] ?? 1) * (1 - (day < learnt ? chanceOf(ended[day] ?? 0, atRisk[day] ?? 0) : daily));
  return { lasts, daily, spells, ended: endings, isGuess };
}

/** Where all that were left ended, had there been one more, it would have lasted. */
const chanceOf = (n: number, left: number): number => (n === left ? left / (left + 1) : n / left);

/** The chance to last longer than so many days; of none or fewer: 1. */
export function lasting({ lasts, daily }: Curve, days: number): number {
  if (days <= 0) return 1;
  return lasts[days] ?? (lasts[DAYS_KNOWN] ?? 1) * (1 - daily) ** (days - DAYS_KNOWN);
}

const FOR_EVER = 5_000;

/** The first day by which a share has ended: 0.5 gives the usual length. Null where that takes more than thirteen years. */
export function endedBy(curve: Curve, share: number, from = 0): number | null {
  const start = lasting(curve, from - 1);
  for (let day = Math.max(from, 1); day < FOR_EVER; day += 1) if (lasting(curve, day) <= start * (1 - share)) return day;
  return null;
}

/**
 * Chances that it ends within so many days more: `[k]` by the end of the k-th day from today (0: today), of one that went on
 * for `waited` days until today and goes on.
 */
export function endsWithin(curve: Curve, waited: number, most: number): Float64Array {
  const now = lasting(curve, waited - 1);
  const chances = new Float64Array(most + 1);
  for (let day = 0; day <= most; day += 1) chances[day] = 1 - lasting(curve, waited + day) / now;
  return chances;
}
