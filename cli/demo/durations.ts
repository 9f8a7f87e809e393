import type { Random } from '../../domain/chance.js';

/**
 * Cases that took from `from` to `to` days, both included, and how many. The published tables give bands only; inside a band
 * cases lie as a council's do: crowded just before a limit (`rising`), thinning out after it (`falling`).
 */
export type Band = Readonly<{ from: number; to: number; cases: number; shape: 'rising' | 'falling' }>;

/** How long something takes, in whole days, as the bands have it. */
export type Durations = Readonly<{
  /** Average, in days. */
  mean: number;
  longest: number;
  draw: (random: Random) => number;
}>;

/** @throws RangeError if the bands hold no case */
export function durations(bands: readonly Band[]): Durations {
  const days = bands.flatMap(daysOf);
  const cases = days.reduce((sum, { weight }) => sum + weight, 0);
  if (cases <= 0) throw new RangeError('no published case to draw a duration from');
  return {
    mean: days.reduce((sum, { day, weight }) => sum + day * weight, 0) / cases,
    longest: Math.max(...bands.map(({ to }) => to)),
    draw: (random) => drawn(days, random.next() * cases),
  };
}

/** The cases of two tables of durations, as one. */
export const meanOf = (parts: readonly Readonly<{ cases: number; durations: Durations }>[]): number =>
  parts.reduce((sum, part) => sum + part.cases * part.durations.mean, 0) /
  parts.reduce((sum, part) => sum + part.cases, 0);

type WeightedDay = Readonly<{ day: number; weight: number }>;

function daysOf({ from, to, cases, shape }: Band): WeightedDay[] {
  const length = to - from + 1;
  const steps = (length * (length + 1)) / 2;
  return Array.from({ length }, (_, at) => ({
    day: from + at,
    weight: (cases * (shape === 'rising' ? at + 1 : length - at)) / steps,
  }));
}

function drawn(days: readonly WeightedDay[], upTo: number): number {
  let left = upTo;
  for (const { day, weight } of days) {
    left -= weight;
    if (left < 0) return day;
  }
  return days.at(-1)?.day ?? 0;
}
