import { addDays, type IsoDate } from '../../domain/dates/iso-date.js';
import { actionsAsOf, opensWith, stateOf, type ActionOutcome, type ActionState } from '../../domain/weekly-report/actions.js';
import { cellOf } from '../../domain/weekly-report/figures.js';
import { AppError, invalid, notFound, type FieldProblem } from '../errors.js';
import { mayAtAll, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { Named } from '../read-models.js';
import { newRef } from '../refs.js';
import { nowOf, todayOf } from '../now.js';
import type { ReportAction, ReportReading } from '../report-models.js';
import { readReport, type ReadReport } from './reports.js';

/** Reading a report, saying so, and what managers set out to do about it. Actions are about work, never about a child. */

type ReaderDeps = Pick<UseCaseDeps, 'reports' | 'reportReaders' | 'views' | 'clock'>;

export type ActionNow = ReportAction & Readonly<{ state: ActionState; /** Whether the reader may say what became of it. */ mayMark: boolean }>;

export type OpenedReport = ReadReport &
  Readonly<{
    readings: readonly ReportReading[];
    hasAcknowledged: boolean;
    /** Of earlier reports: what this one opens with. */
    earlierActions: readonly ActionNow[];
    /** Set on this one. */
    actions: readonly ActionNow[];
    maySetActions: boolean;
    /** The day as of which actions stand: today, or the end of the week in which the report was read. */
    actionsOn: IsoDate;
  }>;

/** A report opened by somebody, who is noted as having done so. @throws AppError as `readReport` */
export async function openReport(deps: ReaderDeps, caller: Caller, week: string): Promise<OpenedReport> {
  const report = await readReport(deps, caller, week);
  await deps.reportReaders.opened({ week: report.week, reader: caller.ref, at: nowOf(deps) });
  const [readings, all] = await Promise.all([deps.reportReaders.readings(report.week), deps.reportReaders.actions(report.week)]);
  const actionsOn = actionsStandOn(deps, report);
  const now = (action: ReportAction): ActionNow => actionNow(deps, caller, action, actionsOn);
  return {
    ...report,
    readings,
    hasAcknowledged: readings.some(({ reader, acknowledgedAt }) => reader.ref === caller.ref && acknowledgedAt !== null),
    earlierActions: opensWith(all, report, actionsOn).map(now),
    actions: all.filter((action) => action.week === report.week).map(now),
    maySetActions: mayAtAll(caller, 'report.act'),
    actionsOn,
  };
}

/** The day as of which the actions of a report stand: today, or the end of the week in which it was read. */
export const actionsStandOn = (deps: Pick<ReaderDeps, 'clock'>, { on }: Pick<ReadReport, 'on'>): IsoDate => actionsAsOf(on, todayOf(deps));

export const actionNow = (deps: Pick<ReaderDeps, 'clock'>, caller: Caller, action: ReportAction, on: IsoDate): ActionNow => ({ ...action, state: stateOf(action, on), mayMark: mayMark(caller, action, todayOf(deps)) });

/** Says that somebody has read a report; said twice, the first time stands. @throws AppError as `readReport` */
export async function acknowledgeReport(deps: ReaderDeps, caller: Caller, week: string): Promise<void> {
  const report = await readReport(deps, caller, week);
  await deps.reportReaders.acknowledged({ week: report.week, reader: caller.ref, at: nowOf(deps) });
}

/** Managers who may be asked to see to an action. @throws AppError `forbidden` */
export async function actionOwners(deps: ReaderDeps, caller: Caller): Promise<readonly Named[]> {
  mayAct(caller);
  return deps.reportReaders.owners();
}

export type ActionSent = Readonly<{ week: string; what: string; owner: string; byOn: IsoDate; /** `table/row/column` of a figure; null of the whole report. */ figure: string | null }>;

const MOST_LETTERS = 500;
const FURTHEST = 366;

/** Sets an action about a report, or about one of its figures. @throws AppError `forbidden`, `invalid`, and as `readReport` */
export async function setAction(deps: ReaderDeps, caller: Caller, { week, what, owner, byOn, figure }: ActionSent): Promise<{ ref: string }> {
  mayAct(caller);
  const report = await readReport(deps, caller, week);
  const problems: FieldProblem[] = [
    ...(await actionProblems(deps, { what, owner, byOn })),
    ...(figure === null || hasFigure(report, figure) ? [] : [{ path: 'figure', message: 'must be a figure of this report, as table/row/column' }]),
  ];
  if (problems.length > 0) throw invalid(problems);
  const ref = newRef('Q');
  await deps.reportReaders.setAction({ ref, week: report.week, what: what.trim(), owner, byOn, figure, by: caller.ref, at: nowOf(deps) });
  return { ref };
}

/** What is wrong with an action, field by field. */
export async function actionProblems(deps: Pick<ReaderDeps, 'reportReaders' | 'clock'>, { what, owner, byOn }: Pick<ActionSent, 'what' | 'owner' | 'byOn'>): Promise<FieldProblem[]> {
  const owners = await deps.reportReaders.owners();
  return [
    ...textProblems('what', what.trim(), 'must say what is to be done'),
    ...(owners.some(({ ref }) => ref === owner) ? [] : [{ path: 'owner', message: 'must be a manager of the council who has not left' }]),
    ...dayProblems(byOn, todayOf(deps)),
  ];
}

export type MarkSent = Readonly<{ action: string; outcome: ActionOutcome; byOn: IsoDate | null; words: string }>;

/**
 * Says what became of an action: its owner does, or whoever may set one. A reason is needed where it will not be done.
 * @throws AppError `forbidden`, `not-found`, `invalid`, `already-settled`
 */
export async function markAction(deps: ReaderDeps, caller: Caller, { action: ref, outcome, byOn, words }: MarkSent): Promise<ReportAction> {
  if (!mayAtAll(caller, 'report.read')) throw new AppError('forbidden');
  const action = await deps.reportReaders.action(ref);
  if (action === null) throw notFound();
  if (!isItsToMark(caller, action)) throw new AppError('forbidden');
  const text = words.trim();
  const problems: FieldProblem[] = [
    ...(outcome === 'carried-over' ? dayProblems(byOn, todayOf(deps)) : byOn === null ? [] : [{ path: 'byOn', message: 'must be left out unless the action is carried over' }]),
    ...(outcome === 'dropped' && text === '' ? [{ path: 'words', message: 'must say why it will not be done' }] : []),
    ...(text.length > MOST_LETTERS ? [{ path: 'words', message: `must be at most ${MOST_LETTERS} letters` }] : []),
  ];
  if (problems.length > 0) throw invalid(problems);
  const marked = await deps.reportReaders.mark({ action: ref, outcome, byOn, words: text === '' ? null : text, by: caller.ref, at: nowOf(deps) });
  if (!marked) throw new AppError('already-settled', { detail: 'Somebody has said already what became of this action.' });
  return action;
}

/** An action somebody may say something about. @throws AppError `forbidden`, `not-found` */
export async function actionToMark(deps: ReaderDeps, caller: Caller, ref: string): Promise<ReportAction> {
  const action = await deps.reportReaders.action(ref);
  if (action === null || !mayAtAll(caller, 'report.read')) throw notFound();
  if (!isItsToMark(caller, action)) throw new AppError('forbidden');
  return action;
}

function mayAct(caller: Caller): void {
  if (!mayAtAll(caller, 'report.act')) throw new AppError('forbidden');
}

const isItsToMark = (caller: Caller, { owner }: ReportAction): boolean => owner.ref === caller.ref || mayAtAll(caller, 'report.act');

function mayMark(caller: Caller, action: ReportAction, today: IsoDate): boolean {
  const state = stateOf(action, today);
  return state !== 'kept' && state !== 'dropped' && isItsToMark(caller, action);
}

function hasFigure({ figures }: ReadReport, figure: string): boolean {
  const [table = '', row = '', column = '', ...rest] = figure.split('/');
  return rest.length === 0 && cellOf(figures, table, row, column) !== null;
}

const textProblems = (path: string, text: string, missing: string): FieldProblem[] =>
  text === '' ? [{ path, message: missing }] : text.length > MOST_LETTERS ? [{ path, message: `must be at most ${MOST_LETTERS} letters` }] : [];

function dayProblems(byOn: IsoDate | null, today: IsoDate): FieldProblem[] {
  if (byOn === null) return [{ path: 'byOn', message: 'must be the day by which it is to be done' }];
  if (byOn < today) return [{ path: 'byOn', message: `must not be before today, ${today}` }];
  return byOn > addDays(today, FURTHEST) ? [{ path: 'byOn', message: 'must be within a year' }] : [];
}
