import type { Clock } from '../../api/ports.js';
import type { Reports } from '../../api/report-models.js';
import { nowOf } from '../../api/now.js';
import { addDays } from '../../domain/dates/iso-date.js';
import { londonDay } from '../../domain/dates/london.js';
import { workingDays } from '../../domain/dates/working-days.js';
import { normsOf } from '../../domain/settings.js';
import { actBy } from '../../domain/tell/act-by.js';
import { isAskedAgain, whoSeesToIt } from '../../domain/watch/gone-quiet.js';
import type { QuietTask, Watch } from '../../prisma/repositories/watch.js';
import type { Rules } from '../case/projection.js';

export type QuietDeps = Readonly<{ reports: Pick<Reports, 'items'>; watch: Watch; clock: Clock; rules: () => Rules }>;

/** How far back what people said of a quiet record is looked at; calendar days. */
const LOOK_BACK = 60;

/**
 * Finds every record that is quiet today by what is known now, for each reason that the weekly report counts, and has somebody see to
 * it: a task that climbs while it stays quiet and ends by itself once that is mended. An escalation whose ladder has a step to come is
 * left to its ladder. Repeated on a day it changes nothing.
 *
 * @returns how many are quiet
 */
export async function watchQuiet({ reports, watch, clock, rules }: QuietDeps): Promise<number> {
  const at = nowOf({ clock });
  const today = londonDay(at);
  const { settings, calendar } = rules();
  const working = workingDays(calendar.bankHolidays);
  const [silent, climbing] = await Promise.all([reports.items('silent', { on: today, norms: normsOf(settings) }), watch.climbing(today)]);
  const found = silent.flatMap((item) => (item.block === 'silent' && !(item.reason === 'not-acknowledged' && climbing.has(item.ref)) ? [{ ref: item.ref, reason: item.reason }] : []));
  const tasks = await watch.tasks(addDays(today, -LOOK_BACK));
  const open = found.flatMap((quiet) => {
    const theirs = tasks.filter((task) => isAbout(task, quiet));
    if (theirs.some(({ byHand, endedOn }) => byHand && endedOn !== null && !isAskedAgain(endedOn, today))) return [];
    const knownSince = theirs.find(({ endedOn }) => endedOn === null)?.openedOn ?? null;
    return [{ ...quiet, role: whoSeesToIt({ ...quiet, knownSince }, today, working), actBy: actBy(today, working) }];
  });
  const goesOn = tasks.filter(({ endedOn, ...task }) => endedOn === null && !found.some((quiet) => isAbout(task, quiet)));
  await watch.settle({ open, goesOn, at });
  return found.length;
}

const isAbout = (task: Pick<QuietTask, 'ref' | 'reason'>, quiet: Pick<QuietTask, 'ref' | 'reason'>): boolean => task.ref === quiet.ref && task.reason === quiet.reason;
