import { addDays, type IsoDate } from '../dates/iso-date.js';
import { addWorkingDays, type WorkingDays } from '../dates/working-days.js';
import type { Role } from '../settings.js';
import { SILENCES } from '../weekly-report/items.js';

/** Silence is an escalation of its own: what the weekly report counts as silent, somebody is to see to. @source needs.md N10 */
export const QUIET_REASONS = SILENCES;
export type QuietReason = (typeof QUIET_REASONS)[number];

/** A record found quiet, and since when somebody has known; null: nobody yet. */
export type Quiet = Readonly<{ ref: string; reason: QuietReason; knownSince: IsoDate | null }>;

/** Working days of knowing after which the next one up is told. */
const CLIMBS_AFTER = [0, 5, 10] as const;
const FIRST: readonly Role[] = ['team-manager', 'service-manager', 'senior-manager'];
/** Its ladder has told the lower ones, who did not answer. */
const UNANSWERED: readonly Role[] = ['service-manager', 'senior-manager', 'director'];

/** Who is to see to it today: after five working days of knowing the next level, after ten the next. */
export function whoSeesToIt({ reason, knownSince }: Pick<Quiet, 'reason' | 'knownSince'>, today: IsoDate, working: WorkingDays): Role {
  const roles = reason === 'not-acknowledged' ? UNANSWERED : FIRST;
  const level = knownSince === null ? 0 : CLIMBS_AFTER.findLastIndex((days) => today >= (days === 0 ? knownSince : addWorkingDays(knownSince, days, working)));
  return roles[Math.max(0, level)] ?? 'team-manager';
}

/** Calendar days for which a person's word that nothing needs doing is taken: then it is asked again, if it is still quiet. */
const TAKEN_FOR = 14;
export const isAskedAgain = (endedOn: IsoDate, today: IsoDate): boolean => today > addDays(endedOn, TAKEN_FOR);
