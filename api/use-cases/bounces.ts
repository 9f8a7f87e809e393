import { workingDays } from '../../domain/dates/working-days.js';
import { actBy } from '../../domain/tell/act-by.js';
import { londonDay } from '../../domain/dates/london.js';
import type { BounceOutcome, ReadBounce } from '../letter-models.js';
import type { UseCaseDeps } from '../ports.js';
import { nowOf } from '../now.js';

/**
 * Marks a mail of ours as having come back, and makes it somebody's task by the next working day, with the address at fault. A
 * report of delay settles nothing; the same report again, or one about another's mail, does nothing.
 */
export async function receiveBounce({ bounces, clock, council }: Pick<UseCaseDeps, 'bounces' | 'clock' | 'council'>, { reference, final, problem }: ReadBounce): Promise<BounceOutcome> {
  if (reference === null) return 'not-ours';
  if (!final) return 'not-final';
  const at = nowOf({ clock });
  return bounces.came({ reference, problem, at, actBy: actBy(londonDay(at), workingDays(council.calendar.bankHolidays)) });
}
