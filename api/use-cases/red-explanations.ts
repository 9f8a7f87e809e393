import type { IsoDate } from '../../domain/dates/iso-date.js';
import { OTHER_CAUSE } from '../../domain/delay-cause.js';
import { exposureBy, type Exposure } from '../../domain/forecast/exposure.js';
import type { Role } from '../../domain/settings.js';
import { accountableFor, answers, explainersOf, lacksOf, measureOf, readBy, type Lack } from '../../domain/weekly-report/explained.js';
import { daysLateOf, exposureOfRed, type RedExposure } from '../../domain/weekly-report/exposure-of-red.js';
import { cellOf } from '../../domain/weekly-report/figures.js';
import type { Item } from '../../domain/weekly-report/items.js';
import { redItems, type RedItem } from '../../domain/weekly-report/rag.js';
import { isAmong } from '../../domain/weekly-report/tally.js';
import { AppError, invalid, notFound, type FieldProblem } from '../errors.js';
import { nowOf } from '../now.js';
import { mayAtAll, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { Named } from '../read-models.js';
import { newRef } from '../refs.js';
import type { RedExplanation, ReportName } from '../report-models.js';
import { causeProblems } from './delay-causes.js';
import { actionNow, actionProblems, actionsStandOn, type ActionNow, type ActionSent } from './report-readers.js';
import { reportOfCouncil } from './reports.js';

/** Red needs a cause and an action, written by the manager who answers for it, before the board sees it. Of the whole council: no case is in it. */

export type ExplainDeps = Pick<UseCaseDeps, 'reports' | 'reportReaders' | 'redExplanations' | 'ladders' | 'teams' | 'views' | 'clock' | 'council'>;

export type ExplainedRed = RedItem &
  Readonly<{
    /** `table/row`: its name here. */
    measure: string;
    /** The role that owes cause and action. */
    accountable: Role;
    mayExplain: boolean;
    /** Every version of the cause, oldest first: the last one stands. */
    versions: readonly RedExplanation[];
    /** Those that answer it. */
    actions: readonly ActionNow[];
    lacks: readonly Lack[];
    exposure: RedExposure | null;
  }>;

export type RedsOfReport = Readonly<{ report: ReportName; reds: readonly ExplainedRed[]; /** How many lack something. */ owed: number; by: IsoDate; /** Every red has both: the board may see it. */ isReady: boolean }>;

/** @throws AppError as `readReport` */
export async function redsOf(deps: ExplainDeps, caller: Caller, week: string): Promise<RedsOfReport> {
  const report = await reportOfCouncil(deps, caller, week);
  const [written, actions, held, counted] = await Promise.all([deps.redExplanations.of(report.week), deps.reportReaders.actions(report.week), deps.ladders.rolesHeld(), deps.reports.lateCounted(report.week)]);
  const on = actionsStandOn(deps, report);
  const reds = redItems(report.figures).map((red): ExplainedRed => {
    const opens = cellOf(report.figures, red.figure.table, red.figure.row, red.figure.column)?.opens ?? null;
    return {
      ...red,
      measure: measureOf(red.figure),
      accountable: accountableFor(red.figure.table, held),
      mayExplain: mayExplain(caller, red),
      versions: written.filter(({ figure }) => figure === measureOf(red.figure)),
      actions: actions.filter((action) => answers(action, red.figure, report.week, on)).map((action) => actionNow(deps, caller, action, on)),
      lacks: lacksOf(red.figure, { week: report.week, written, actions }, on),
      exposure: opens === null ? null : exposureOfRed(counted, opens),
    };
  });
  const owed = reds.filter(({ lacks }) => lacks.length > 0).length;
  return { report: nameOf(report), reds, owed, by: readBy(report.on), isReady: owed === 0 };
}

const nameOf = ({ week, number, on, madeAt }: ReportName): ReportName => ({ week, number, on, madeAt });

const mayExplain = (caller: Caller, { figure }: RedItem): boolean => mayAtAll(caller, 'report.act') && explainersOf(figure.table).some((role) => caller.roles.includes(role));

export type RedOpened = Readonly<{
  report: ReportName;
  by: IsoDate;
  red: ExplainedRed;
  /** What was last written of the same measure in the report before; null of none. */
  before: RedExplanation | null;
  /** Of its delays, by team and by the cause that was said; null where it counts none. */
  exposure: Exposure | null;
  teams: readonly Named[];
}>;

/** One red with all that is known of it. @throws AppError as `readReport`; `not-found` where nothing of that name is red */
export async function openRed(deps: ExplainDeps, caller: Caller, week: string, measure: string): Promise<RedOpened> {
  const { report, reds, by } = await redsOf(deps, caller, week);
  const red = reds.find((one) => one.measure === measure);
  if (red === undefined) throw notFound();
  const earlier = (await deps.reports.list()).find(({ on }) => on < report.on);
  const [before, exposure] = await Promise.all([earlier === undefined ? [] : deps.redExplanations.of(earlier.week), exposureBehind(deps, caller, week, red)]);
  return {
    report, by, red, exposure,
    before: before.findLast(({ figure }) => figure === measure) ?? null,
    teams: exposure === null ? [] : await deps.teams.named(exposure.byTeam.flatMap(({ key }) => key ?? [])),
  };
}

async function exposureBehind(deps: ExplainDeps, caller: Caller, week: string, { figure, exposure }: ExplainedRed): Promise<Exposure | null> {
  const report = await reportOfCouncil(deps, caller, week);
  const opens = cellOf(report.figures, figure.table, figure.row, figure.column)?.opens;
  if (!opens || exposure === null) return null;
  const items = (await deps.reports.items(opens.block, report)).filter(isAmong(opens));
  const said = await deps.reports.itemsOf('cause', report, items.map(({ ref }) => ref));
  return exposureBy(items.map((item) => ({ ref: item.ref, team: item.team, cause: causeOf(item, said), daysLate: daysLateOf(item) ?? 0 })));
}

/** The cause last said of the step that is late; of an assessment at a stage, of any step of it. */
function causeOf(item: Item, said: readonly Item[]): string | null {
  const its = said.flatMap((one) => (one.block === 'cause' && one.ref === item.ref && (item.block !== 'owed' || (one.code === item.code && one.subject === item.subject)) ? [one] : []));
  return its.sort((a, b) => a.week - b.week)[0]?.cause ?? null;
}

export type ExplanationSent = Readonly<{
  week: string;
  /** `table/row` of the red. */
  measure: string;
  cause: string;
  words: string;
  /** Number of the last version its author had read; 0: none. */
  after: number;
  /** Left out (null) where an action that stands already answers it. */
  action: Omit<ActionSent, 'week' | 'figure'> | null;
}>;

const MOST_LETTERS = 1_000;

/**
 * Writes why a measure is red, with the action where none answers it yet; what was written before stays.
 * @returns the number of the version @throws AppError as `openRed`, `forbidden`, `invalid`, `changed-since`
 */
export async function explainRed(deps: ExplainDeps, caller: Caller, { week, measure, cause, words, after, action }: ExplanationSent): Promise<number> {
  const { report, reds } = await redsOf(deps, caller, week);
  const red = reds.find((one) => one.measure === measure);
  if (red === undefined) throw notFound();
  if (!red.mayExplain) throw new AppError('forbidden');
  const text = words.trim();
  const problems: FieldProblem[] = [
    ...causeProblems(deps, cause),
    ...(text === '' ? [{ path: 'words', message: cause === OTHER_CAUSE ? 'must say what the other cause is' : 'must say what happened, for the board to read' }] : []),
    ...(text.length > MOST_LETTERS ? [{ path: 'words', message: `must be at most ${MOST_LETTERS} letters` }] : []),
    ...(action === null ? (red.actions.length > 0 ? [] : [{ path: 'action', message: 'must be set: no action answers this red yet' }]) : await actionProblems(deps, action)),
  ];
  if (problems.length > 0) throw invalid(problems);
  const at = nowOf(deps);
  const { table, row, column } = red.figure;
  const set = action === null ? null : { ...action, what: action.what.trim(), ref: newRef('Q'), week: report.week, figure: `${table}/${row}/${column}`, by: caller.ref, at };
  const number = await deps.redExplanations.write({ week: report.week, figure: measure, cause, words: text, by: caller.ref, at, after, action: set });
  if (number === null) throw new AppError('changed-since', { detail: 'Somebody has written another version since you opened this one. Read it, then write yours if it still holds.' });
  return number;
}
