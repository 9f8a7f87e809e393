import { isIsoWeek, type IsoWeek } from '../../domain/dates/iso-week.js';
import type { Cell, Table } from '../../domain/weekly-report/cells.js';
import { cellOf, figuresOf } from '../../domain/weekly-report/figures.js';
import { WEEKS_APART, type Item } from '../../domain/weekly-report/items.js';
import { whyNotReported } from '../../domain/weekly-report/may-be-reported.js';
import { isAmong } from '../../domain/weekly-report/tally.js';
import type { Stage } from '../../domain/stages.js';
import { AppError, invalid, notFound } from '../errors.js';
import { mayAtAll, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { Named, Scope } from '../read-models.js';
import { nowOf, todayOf } from '../now.js';
import type { KeptReport, RecordedSince, ReportedCase, ReportName } from '../report-models.js';

/** The weekly backlog report, read: as it was frozen, by whoever answers for the cases in it. */

type ReportDeps = Pick<UseCaseDeps, 'reports' | 'views' | 'clock'>;

/** @throws AppError `forbidden` */
export async function reportList(deps: ReportDeps, caller: Caller): Promise<readonly ReportName[]> {
  mayRead(caller);
  return deps.reports.list();
}

/**
 * A report as its reader answers for it: the whole council's, or their teams' alone. `trend`: of the weeks up to it, oldest first and
 * this one last; `before`: of the report before it, null of the first.
 */
export type ReadReport = ReportName & Readonly<{ ofCouncil: boolean; figures: readonly Table[]; before: Week | null; trend: readonly Week[]; next: IsoWeek | null }>;
type Week = ReportName & Readonly<{ figures: readonly Table[] }>;

/** @throws AppError `forbidden`; `invalid` where there is no such week, or it is not over, or nothing was on record yet; `not-found` where it has no report */
export async function readReport(deps: ReportDeps, caller: Caller, week: string): Promise<ReadReport> {
  const { week: name, number, on, madeAt } = await kept(deps, caller, week);
  const [trend, all] = await Promise.all([weeksUntil(deps, teamsOf(caller), name, WEEKS_APART), deps.reports.list()]);
  const next = all.findLast((one) => one.on > on)?.week ?? null;
  return { week: name, number, on, madeAt, ofCouncil: isOfCouncil(caller), figures: trend.at(-1)?.figures ?? [], before: trend.at(-2) ?? null, trend, next };
}

const teamsOf = (caller: Caller): Scope['teams'] => scopeFor(caller, 'report.read').teams;

/** Of the whole council as frozen; of some teams, counted from what was frozen. */
async function weeksUntil(deps: ReportDeps, teams: Scope['teams'], until: IsoWeek, most: number): Promise<readonly Week[]> {
  if (teams === 'all') return deps.reports.figuresUntil(until, most);
  return (await deps.reports.countedUntil(until, most, teams)).map(({ counted, norms, ...week }) => ({ ...week, figures: figuresOf(counted, week.on, norms) }));
}

/** Cases behind a figure of a report, as they were that day, each with what made it count; the worst first. */
export type OpenedFigure = Readonly<{ report: ReportName; cell: Cell; total: number; cases: readonly ReportedCase[] }>;
export type FigureAsked = Readonly<{ table: string; row: string; column: string; /** As it is of one team that the reader answers for; null or left out, of all of them. */ team?: string | null; /** How many to pass over, and how many to give; left out, all. */ offset?: number; limit?: number }>;

/** @throws AppError as `readReport`; `not-found` also where the report has no such figure, or one that is made of others */
export async function openFigure(deps: ReportDeps, caller: Caller, week: string, { offset = 0, limit, team = null, ...figure }: FigureAsked): Promise<OpenedFigure> {
  const report = await kept(deps, caller, week);
  const teams = teamsAsked(caller, team);
  const [its] = await weeksUntil(deps, teams, report.week, 1);
  const cell = cellOf(its?.figures ?? [], figure.table, figure.row, figure.column);
  if (!cell?.opens) throw notFound();
  const opens = cell.opens;
  const scope = scopeFor(caller, 'report.read');
  const items = (await deps.reports.items(opens.block, report)).filter(isAmong(opens)).filter((item) => teams === 'all' || teams.includes(item.team)).sort(worstFirst);
  const cases = await deps.reports.named(scope, items.slice(offset, limit === undefined ? undefined : offset + limit));
  const seen = [...new Set(cases.flatMap(({ item, child }) => (child === null ? [] : [item.ref])))];
  if (seen.length > 0) await deps.views.log({ staff: caller.ref, caseRefs: seen, seen: 'weekly-report', at: nowOf(deps) });
  return { report, cell, total: items.length, cases };
}

/** @throws AppError `not-found` for a team the reader does not answer for */
function teamsAsked(caller: Caller, team: string | null): Scope['teams'] {
  const teams = teamsOf(caller);
  if (team === null) return teams;
  if (teams !== 'all' && !teams.includes(team)) throw notFound();
  return [team];
}

const spanOf = (item: Item): number => ('days' in item ? item.days : 'took' in item ? item.took : 0);
const worstFirst = (a: Item, b: Item): number => spanOf(b) - spanOf(a) || (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : (a.subject ?? '') < (b.subject ?? '') ? -1 : 1);

/** An assessment that waits longest, by its reference; as it was known on the report's day. */
export type LongestWait = Readonly<{ ref: string; days: number; stage: Stage; owner: Named | null; /** What the law required first; a target of the council's own only where the law required nothing. */ next: Extract<Item, { block: 'owed' }> | null }>;

/** The assessments that waited longest, each with who held it and what was owed first. @throws AppError as `readReport` */
export async function longestWaits(deps: ReportDeps & Pick<UseCaseDeps, 'reportReaders'>, caller: Caller, week: string, most: number): Promise<readonly LongestWait[]> {
  const report = await kept(deps, caller, week);
  const open = await deps.reports.longestOpen(report, scopeFor(caller, 'report.read').teams, most);
  const refs = open.map(({ ref }) => ref);
  const [loads, owed] = await Promise.all([deps.reports.itemsOf('load', report, refs), deps.reports.itemsOf('owed', report, refs)]);
  const owners = new Map(loads.flatMap((item) => (item.block === 'load' && item.owner !== null ? [[item.ref, item.owner] as const] : [])));
  const names = await deps.reportReaders.names([...owners.values()]);
  return open.flatMap((item): LongestWait[] => {
    if (item.block !== 'open') return [];
    const owner = owners.get(item.ref);
    const its = owed.flatMap((one) => (one.block === 'owed' && one.ref === item.ref ? [one] : [])).sort((a, b) => b.days - a.days);
    const next = its.find(({ kind }) => kind === 'statutory') ?? its[0] ?? null;
    return [{ ref: item.ref, days: item.days, stage: item.stage, owner: owner === undefined ? null : { ref: owner, name: names.get(owner) ?? owner }, next }];
  });
}

/** What was written down after the report was frozen about days it covers; newest first. @throws AppError as `readReport` */
export async function recordedSince(deps: ReportDeps, caller: Caller, week: string, limit = 100): Promise<readonly RecordedSince[]> {
  return deps.reports.recordedSince(scopeFor(caller, 'report.read'), await kept(deps, caller, week), limit);
}

const isOfCouncil = (caller: Caller): boolean => scopeFor(caller, 'report.read').teams === 'all';

/** The whole council's report, for what is not told by teams. @throws AppError as `readReport` */
export async function reportOfCouncil(deps: ReportDeps, caller: Caller, week: string): Promise<KeptReport & Pick<Week, 'figures'>> {
  const report = await kept(deps, caller, week);
  const [its] = await deps.reports.figuresUntil(report.week, 1);
  return { ...report, figures: its?.figures ?? [] };
}

async function kept(deps: ReportDeps, caller: Caller, week: string): Promise<KeptReport> {
  mayRead(caller);
  const asked = weekOf(week);
  const report = await deps.reports.kept(asked);
  if (report !== null) return report;
  const why = whyNotReported(asked, { today: todayOf(deps), beganOn: await deps.reports.beganOn() });
  throw why === null ? notFound() : invalid([{ path: 'week', message: why }]);
}

function mayRead(caller: Caller): void {
  if (!mayAtAll(caller, 'report.read')) throw new AppError('forbidden');
}

function weekOf(week: string): IsoWeek {
  if (!isIsoWeek(week)) throw invalid([{ path: 'week', message: 'must be a week that exists, written as 2026-W47' }]);
  return week;
}
