import type { Duty } from './duty.js';
import type { DutyCode } from './duty-codes.js';
import type { DelayCause } from './settings.js';

/**
 * Why a step is late, in the council's own list: kept for learning. It excuses nothing and moves no date; the grounds that
 * excuse are facts of their own (`exception-recorded`).
 */

/** The cause that says nothing by itself: words must stand beside it. */
export const OTHER_CAUSE = 'other';

/** Which duty a cause is said of: duties recur, so its start is named too. */
export type OfDuty = Readonly<{ duty: DutyCode; subject: string | null; occurrence: string }>;

/** Whether a cause may be said of a duty: a deadline that is late, or still to come and may be. */
export const mayHaveCause = ({ shape, outcome }: Pick<Duty, 'shape' | 'outcome'>): boolean =>
  shape === 'deadline' && (outcome === 'late' || outcome === 'late-excused' || outcome === 'pending');

export const isOfDuty = (of: OfDuty, { code, subject, occurrence }: Pick<Duty, 'code' | 'subject' | 'occurrence'>): boolean =>
  of.duty === code && of.subject === subject && of.occurrence === occurrence;

/** Causes that may be given now; those retired only name what they were given to. */
export const causesToGive = (causes: readonly DelayCause[]): readonly DelayCause[] => causes.filter(({ retired }) => retired !== true);
