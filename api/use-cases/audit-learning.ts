import { learningReport, monthPeriod, periodLater, quarterPeriod, type LearningPeriod } from '../../domain/audit/learning-report.js';
import type { LearningTable } from '../../domain/audit/learning/cells.js';
import { isIsoMonth, monthOf } from '../../domain/dates/iso-month.js';
import { isIsoQuarter, quarterOf } from '../../domain/dates/quarter.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { earlier } from '../../domain/dates/iso-date.js';
import { AppError, invalid, notFound } from '../errors.js';
import type { LearningKnown } from '../learning-models.js';
import { todayOf } from '../now.js';
import { mayAtAll, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';

/** The quarter's learning report and the month's board page. */

type LearningDeps = Pick<UseCaseDeps, 'learning' | 'clock'>;

/** `on`: the end of the day it counts as known at. */
export type LearningRead = Readonly<{ period: LearningPeriod; on: IsoDate; tables: readonly LearningTable[]; names: ReadonlyMap<string, string> }>;

/**
 * The tables of a period. How each auditor marks is told to whoever leads quality alone.
 *
 * @param given `2026-Q4`, `2026-11`; empty: the quarter, or month, of today
 * @throws AppError `forbidden`; `invalid` for what is no period, or one that has not begun
 */
export async function readLearning(deps: LearningDeps, caller: Caller, kind: LearningPeriod['kind'], given: string): Promise<LearningRead> {
  if (!mayAtAll(caller, 'audit.learn')) throw new AppError('forbidden');
  const today = todayOf(deps);
  const period = periodOf(kind, given, today);
  const known = await (deps.learning?.auditLearning(period) ?? NOTHING);
  return { period, on: earlier(today, period.to), tables: learningReport(known, { period, today, auditors: kind === 'quarter' && mayAtAll(caller, 'audit.lead') }), names: known.names };
}

const NOTHING: LearningKnown = { versions: [], marked: [], moderated: [], findings: [], actions: [], feedback: [], names: new Map() };
const OFFERED = 12;

function periodOf(kind: LearningPeriod['kind'], given: string, today: IsoDate): LearningPeriod {
  if (given !== '' && !(kind === 'quarter' ? isIsoQuarter(given) : isIsoMonth(given))) throw invalid([{ path: kind, message: kind === 'quarter' ? 'must be a quarter, as 2026-Q4' : 'must be a month, as 2026-11' }]);
  const period = kind === 'quarter' ? quarterPeriod(isIsoQuarter(given) ? given : quarterOf(today)) : monthPeriod(isIsoMonth(given) ? given : monthOf(today));
  if (period.from > today) throw invalid([{ path: kind, message: 'must have begun: it lies ahead' }]);
  return period;
}

/** Periods to choose from, the newest first. */
export function periodsOffered({ clock }: Pick<UseCaseDeps, 'clock'>, kind: LearningPeriod['kind']): readonly LearningPeriod[] {
  const latest = periodOf(kind, '', todayOf({ clock }));
  return Array.from({ length: OFFERED }, (_, i) => periodLater(latest, -i));
}

/** The kind a period is written as. @throws AppError `not-found` where it is none */
export function periodKind(given: string): LearningPeriod['kind'] {
  if (isIsoQuarter(given)) return 'quarter';
  if (isIsoMonth(given)) return 'month';
  throw notFound();
}
