/** How good forecasts were: what was said beforehand against what happened. */

/** A forecast that something would be in time, and whether it was; `naive`: what the share of those before it would have said. */
export type Said = Readonly<{ chance: number; naive: number; weeksAhead: number; wasInTime: boolean }>;

/**
 * The mean squared distance of chances from what happened: 0 is perfect, 0.25 is a coin's. Null of none.
 * @source G. W. Brier, Verification of forecasts expressed in terms of probability, Monthly Weather Review 78 (1950) 1
 */
export function brier(said: readonly Readonly<{ chance: number; wasInTime: boolean }>[]): number | null {
  if (said.length === 0) return null;
  return said.reduce((sum, { chance, wasInTime }) => sum + (chance - (wasInTime ? 1 : 0)) ** 2, 0) / said.length;
}

/** Forecasts of about the same chance: what was said on average, and the share that was in time. */
export type Tenth = Readonly<{ from: number; to: number; forecasts: number; said: number; happened: number }>;

/** Of ten equal spans of chance, those with forecasts in them; 1 itself lies in the last. */
export function calibration(said: readonly Said[]): Tenth[] {
  return Array.from({ length: 10 }, (_, i) => i).flatMap((i) => {
    const of = said.filter(({ chance }) => Math.min(9, Math.floor(chance * 10)) === i);
    if (of.length === 0) return [];
    return [{ from: i / 10, to: (i + 1) / 10, forecasts: of.length, said: mean(of.map(({ chance }) => chance)), happened: mean(of.map(({ wasInTime }) => (wasInTime ? 1 : 0))) }];
  });
}

const mean = (of: readonly number[]): number => of.reduce((sum, n) => sum + n, 0) / of.length;

/** `brier` beside `naive`, the same of always saying the share that was in time before: the smaller the better. */
export type Scored = Readonly<{ forecasts: number; brier: number; naive: number }>;
export type Score = Scored & Readonly<{ ahead: readonly (Scored & Readonly<{ from: number; to: number }>)[]; calibration: readonly Tenth[] }>;

/** Weeks before its date that a forecast was made: at least the first, less than the second. */
const AHEAD = [[0, 4], [4, 8], [8, 12], [12, 21]] as const;

/** Null where no forecast has met its date yet. */
export function scoreOf(said: readonly Said[]): Score | null {
  const all = scored(said);
  if (all === null) return null;
  const ahead = AHEAD.flatMap(([from, to]) => {
    const of = scored(said.filter(({ weeksAhead }) => weeksAhead >= from && weeksAhead < to));
    return of === null ? [] : [{ ...of, from, to }];
  });
  return { ...all, ahead, calibration: calibration(said) };
}

function scored(said: readonly Said[]): Scored | null {
  const [ours, naive] = [brier(said), brier(said.map(({ naive: chance, wasInTime }) => ({ chance, wasInTime })))];
  return ours === null || naive === null ? null : { forecasts: said.length, brier: ours, naive };
}
