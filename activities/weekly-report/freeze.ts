import type { Clock } from '../../api/ports.js';
import type { FrozenReport, Reports } from '../../api/report-models.js';
import { nowOf } from '../../api/now.js';
import { addIsoWeeks, isoWeek, sundayOf, type IsoWeek } from '../../domain/dates/iso-week.js';
import { londonDay } from '../../domain/dates/london.js';
import { figuresOf } from '../../domain/weekly-report/figures.js';
import { WEEKS_APART, type SilenceNorms } from '../../domain/weekly-report/items.js';

export type FreezeDeps = Readonly<{ reports: Reports; clock: Clock; norms: () => SilenceNorms }>;

/** Weeks that are over and have no report yet, oldest first: after the last one's, or of the last twelve in which anything was on record. */
export async function weeksDue({ reports, clock }: Pick<FreezeDeps, 'reports' | 'clock'>): Promise<readonly IsoWeek[]> {
  const [last] = await reports.list();
  const began = await reports.beganOn();
  if (began === null) return [];
  const over = addIsoWeeks(isoWeek(londonDay(nowOf({ clock }))), -1);
  const first = last === undefined ? later(isoWeek(began), addIsoWeeks(over, 1 - WEEKS_APART)) : addIsoWeeks(last.week, 1);
  const weeks: IsoWeek[] = [];
  for (let week = first; week <= over; week = addIsoWeeks(week, 1)) weeks.push(week);
  return weeks;
}

const later = (a: IsoWeek, b: IsoWeek): IsoWeek => (a > b ? a : b);

/** Counts a week as known at the end of its Sunday and keeps that for ever; who comes second gets the first one's. */
export async function freezeWeek({ reports, clock, norms: normsNow }: FreezeDeps, week: IsoWeek): Promise<Readonly<{ report: FrozenReport; isNew: boolean }>> {
  const [on, norms] = [sundayOf(week), normsNow()];
  const counted = await reports.counted({ on, norms });
  return reports.keep({ week, on, norms, counted, figures: figuresOf(counted, on, norms), madeAt: nowOf({ clock }) });
}

/** Every report that is due. @returns the last week that has one; null where nothing is on record */
export async function freezeDue(deps: FreezeDeps, onFrozen: (week: IsoWeek) => void = () => undefined): Promise<IsoWeek | null> {
  for (const week of await weeksDue(deps)) {
    await freezeWeek(deps, week);
    onFrozen(week);
  }
  return (await deps.reports.list())[0]?.week ?? null;
}
