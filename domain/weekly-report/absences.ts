import type { IsoDate } from '../dates/iso-date.js';
import type { Instant } from '../dates/london.js';
import { knownUntil } from './items.js';

/** Somebody away, both days included, and who looks after their records meanwhile. */
export type Absence = Readonly<{ staff: string; fromOn: IsoDate; toOn: IsoDate; cover: string | null; setAt: Instant }>;

/**
 * The day since which somebody is away with nobody to cover for them, as was known at the end of a day: nobody was named, or whoever
 * was has left, or is away too. Null where they are at work, or covered for.
 */
export function uncoveredSince(staff: string, day: IsoDate, absences: readonly Absence[], leftOn: (staff: string) => IsoDate | null): IsoDate | null {
  const awayOn = (who: string): readonly Absence[] => absences.filter((one) => one.staff === who && one.setAt < knownUntil(day) && one.fromOn <= day && day <= one.toOn);
  const isThere = (who: string): boolean => !hasLeft(leftOn(who), day) && awayOn(who).length === 0;
  const uncovered = awayOn(staff).filter(({ cover }) => cover === null || !isThere(cover));
  return uncovered.map(({ fromOn }) => fromOn).sort()[0] ?? null;
}

/** Whether somebody had left by the end of a day. */
export const hasLeft = (leftOn: IsoDate | null, day: IsoDate): boolean => leftOn !== null && leftOn <= day;
