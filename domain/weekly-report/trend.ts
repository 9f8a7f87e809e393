import type { IsoWeek } from '../dates/iso-week.js';

/** A measure in one week; null where there was nothing to measure. */
export type Point = Readonly<{ week: IsoWeek; value: number | null }>;
/** Why a point is news: it lies outside the limits, or ends a run on one side of the mean. */
export type Signal = 'outside' | 'run';
export type Limits = Readonly<{ mean: number; lower: number; upper: number }>;
export type Trend = Readonly<{
  points: readonly (Point & Readonly<{ signal: Signal | null }>)[];
  /** Null of too few weeks to say. */
  limits: Limits | null;
  /** Of the last week. */
  standing: 'too-few' | 'usual' | Signal;
}>;

/** 3 / 1.128: three standard deviations, by the mean moving range of two. */
const XMR = 2.66;
const RUN = 8;
/** Fewer weeks give limits that move with every point. */
const FEWEST = 6;
const HAIR = 1e-9;

/**
 * Weeks on an individuals (XmR) chart, oldest first, so that noise is not read as news: within mean ± 2.66 × mean moving range is the
 * usual range; a point outside it, or the eighth in a row on one side of the mean, is a signal.
 *
 * @param most what the measure cannot pass; none lies below 0
 * @source Wheeler, Understanding Variation (1993); run of eight: Western Electric, Statistical Quality Control Handbook (1956)
 */
export function trendOf(points: readonly Point[], most = Infinity): Trend {
  const limits = limitsOf(points.flatMap(({ value }) => value ?? []), most);
  if (limits === null) return { points: points.map((point) => ({ ...point, signal: null })), limits, standing: 'too-few' };
  let [side, run] = [0, 0];
  const judged = points.map((point) => {
    const { value } = point;
    if (value === null) return { ...point, signal: null };
    const now = sideOf(value, limits.mean);
    run = now === 0 ? 0 : now === side ? run + 1 : 1;
    side = now;
    const isOutside = value < limits.lower - HAIR || value > limits.upper + HAIR;
    return { ...point, signal: isOutside ? ('outside' as const) : run >= RUN ? ('run' as const) : null };
  });
  return { points: judged, limits, standing: judged.at(-1)?.signal ?? 'usual' };
}

const sideOf = (value: number, mean: number): number => (Math.abs(value - mean) <= HAIR ? 0 : Math.sign(value - mean));

function limitsOf(values: readonly number[], most: number): Limits | null {
  if (values.length < FEWEST) return null;
  const mean = meanOf(values);
  const reach = XMR * meanOf(values.slice(1).map((value, i) => Math.abs(value - (values[i] ?? value))));
  return { mean, lower: Math.max(0, mean - reach), upper: Math.min(most, mean + reach) };
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
