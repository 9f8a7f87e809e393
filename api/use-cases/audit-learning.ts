import {
  auditsBehind,
  feedbackDays,
  learningInShort,
  learningReport,
  monthPeriod,
  periodLater,
  quarterPeriod,
  withoutAudits,
  type LearningPeriod,
} from '../../domain/audit/learning-report.js';
import type { LearningTable } from '../../domain/audit/learning/cells.js';
import { gradesOfCaseworkers } from '../../domain/audit/learning/by-caseworker.js';
import { recurringOf, type Recurring } from '../../domain/audit/learning/themes.js';
import type { GradesAlike } from '../../domain/audit/learning/grades.js';
import type { FrameworkVersion } from '../../domain/audit/framework.js';
import { asModerated, type Marked } from '../../domain/audit/marked.js';
import { isIsoMonth, monthOf } from '../../domain/dates/iso-month.js';
import { isIsoQuarter, quarterOf } from '../../domain/dates/quarter.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { addDays, addMonths, earlier } from '../../domain/dates/iso-date.js';
import { civilDay } from '../../domain/facts/schema.js';
import { AppError, invalid, notFound } from '../errors.js';
import type { AuditRow, AuditWhole } from '../audit-models.js';
import type { LearningKnown } from '../learning-models.js';
import { todayOf } from '../now.js';
import { mayAtAll, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { Named } from '../read-models.js';
import { auditsNamed } from './audits.js';
import { feedbackFigures } from './feedback.js';

/** The quarter's learning report and the month's board page. */

type LearningDeps = Pick<UseCaseDeps, 'learning' | 'auditFrameworks' | 'clock'>;
type WithFeedback = LearningDeps & Pick<UseCaseDeps, 'feedback'>;

/** `on`: the end of the day it counts as known at. */
export type LearningRead = Readonly<{ period: LearningPeriod; on: IsoDate; tables: readonly LearningTable[]; names: ReadonlyMap<string, string> }>;

/**
 * The tables of a period. How each auditor marks is told to whoever leads quality alone.
 *
 * @param given `2026-Q4`, `2026-11`; empty: the quarter, or month, of today
 * @throws AppError `forbidden`; `invalid` for what is no period, or one that has not begun
 */
export async function readLearning(deps: WithFeedback, caller: Caller, kind: LearningPeriod['kind'], given: string): Promise<LearningRead> {
  if (!mayAtAll(caller, 'audit.learn')) throw new AppError('forbidden');
  const today = todayOf(deps);
  const period = periodOf(kind, given, today);
  const { names, closed, ...known } = await knownTo(deps, caller, period);
  const [versions, feedback] = await Promise.all([versionsOf(deps, known.marked), feedbackFigures(deps, feedbackDays(period))]);
  return { period, on: earlier(today, period.to), tables: saying(closed, learningReport({ ...known, versions, feedback }, { period, today, auditors: mayAtAll(caller, 'audit.lead') })), names };
}

/** Whoever has still to mark something blind is told nothing of what others found of it, not by a count either. `closed`: how many markings that leaves out. */
async function knownTo({ learning }: Pick<UseCaseDeps, 'learning'>, caller: Caller, period: LearningPeriod): Promise<LearningKnown & Readonly<{ closed: number }>> {
  const [known, blind] = await Promise.all([learning.auditLearning(period), learning.closedWhileBlind(caller.ref)]);
  const told = withoutAudits(known, blind);
  return { ...told, closed: known.marked.length - told.marked.length };
}

/** It stands with the first table, the one that counts them all. */
const saying = (closed: number, tables: readonly LearningTable[]): readonly LearningTable[] => (closed === 0 ? tables : tables.map((table, i) => (i === 0 ? { ...table, notes: [...table.notes, { code: 'still-blind', count: closed }] } : table)));

/** The framework versions some markings were made by. One that is not kept any more is left out, and the report counts what it cannot read. */
async function versionsOf({ auditFrameworks }: Pick<UseCaseDeps, 'auditFrameworks'>, marked: readonly Marked[]): Promise<readonly FrameworkVersion[]> {
  const used = new Map(marked.map(({ framework }) => [`${framework.kind}/${framework.number}`, framework]));
  const read = await Promise.all([...used].map(async ([ref, { kind, number }]) => ({ ref, number, framework: await auditFrameworks.version(kind, number) })));
  return read.flatMap(({ ref, number, framework }) => (framework === null ? [] : [{ ref, number, framework }]));
}

const OFFERED = 12;

function periodOf(kind: LearningPeriod['kind'], given: string, today: IsoDate): LearningPeriod {
  if (given !== '' && !(kind === 'quarter' ? isIsoQuarter(given) : isIsoMonth(given))) throw invalid([{ path: kind, message: kind === 'quarter' ? 'must be a quarter, as 2026-Q4' : 'must be a month, as 2026-11' }]);
  const period = kind === 'quarter' ? quarterPeriod(isIsoQuarter(given) ? given : quarterOf(today)) : monthPeriod(isIsoMonth(given) ? given : monthOf(today));
  if (!civilDay.safeParse(period.from).success) throw invalid([{ path: kind, message: 'must be of the year 1900 or later' }]);
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

export type Figure = Readonly<{ table: string; row: string; column: string }>;
/** `audits`: those behind a figure that the reader may open; `closed`: how many others it counts. */
export type BehindFigure = LearningRead & Readonly<{ audits: readonly AuditRow[]; closed: number }>;

/**
 * The audits behind a figure of a period's report. Those whose findings are not agreed yet, and of restricted records, are open to few.
 *
 * @param given the period, whose kind it tells
 * @throws AppError as `readLearning`; `not-found` where the report has no such figure, or nothing is behind it
 */
export async function readBehind(deps: WithFeedback & Pick<UseCaseDeps, 'audits' | 'views'>, caller: Caller, given: string, figure: Figure): Promise<BehindFigure> {
  const read = await readLearning(deps, caller, periodKind(given), given);
  const refs = auditsBehind(read.tables, figure);
  if (refs === null) throw notFound();
  const audits = await auditsNamed(deps, caller, refs);
  return { ...read, audits, closed: refs.length - audits.length };
}

/** Officers' grades over a year. `officers`: whose they may be, by name. */
export type OfficersRead = Readonly<{ from: IsoDate; to: IsoDate; officers: readonly Named[]; grades: readonly GradesAlike[]; marked: readonly Marked[] }>;

/**
 * Grades by caseworker over the year to today: one's own, and a team manager's of the team. Of what they wrote and was drawn by chance, once its findings are agreed; of records open to the reader.
 *
 * @throws AppError `forbidden`
 * @source docs/vocabulary.md 6: "see officers' grades: that officer and their manager"
 */
export async function readOfficers(deps: Pick<UseCaseDeps, 'learning' | 'clock'>, caller: Caller): Promise<OfficersRead> {
  if (!mayAtAll(caller, 'audit.officers')) throw new AppError('forbidden');
  const { owns, teams } = scopeFor(caller, 'audit.officers');
  const ofTeams = teams === 'all' || teams.length > 0 ? await deps.learning.caseworkersOf(teams) : [];
  const officers = owns && !ofTeams.some(({ ref }) => ref === caller.ref) ? [{ ref: caller.ref, name: caller.name }, ...ofTeams] : ofTeams;
  const to = todayOf(deps);
  const from = addDays(addMonths(to, -12), 1);
  const refs = officers.map(({ ref }) => ref);
  const [{ marked, moderated }, blind] = await Promise.all([deps.learning.ofCaseworkers({ caseworkers: refs, since: from, to, reader: caller.ref }), deps.learning.closedWhileBlind(caller.ref)]);
  const told = asModerated(marked, moderated).filter(({ audit }) => !blind.includes(audit));
  return { from, to, officers, grades: gradesOfCaseworkers(told, refs), marked: told };
}

/**
 * What a weekly report says of audits: of the last month of which something drawn was marked, as known at the end of the report's day. For whoever
 * was let read the report of the whole council.
 *
 * @returns null where nothing was marked or set by then
 */
export async function auditsOn(deps: LearningDeps, caller: Caller, on: IsoDate): Promise<LearningRead | null> {
  const current = { ...monthPeriod(monthOf(on)), to: on };
  const { names, closed, ...known } = await knownTo(deps, caller, current);
  if (known.marked.length === 0 && known.actions.length === 0) return null;
  const versions = await versionsOf(deps, known.marked);
  const last = known.marked.filter(({ why }) => why === 'sample').map(({ markedOn }) => markedOn).sort().at(-1) ?? on;
  const period = { ...monthPeriod(monthOf(last)), to: earlier(on, monthPeriod(monthOf(last)).to) };
  const [summary] = learningInShort({ ...known, versions, feedback: [] }, { period: current, today: on });
  const grades = learningInShort({ ...known, versions, feedback: [] }, { period, today: on }).filter(({ id }) => id === 'grades');
  return { period, on, tables: saying(closed, [...(summary === undefined ? [] : [summary]), ...grades]), names };
}

/** By criterion: what an audit found that had been found before, and again although something was done about it. */
export type FoundAgain = ReadonlyMap<string, Readonly<{ by: Recurring['by']; before: number; done: number }>>;

/** How often the findings of an audit had been found before: counts, for other audits are not each reader's. */
export async function foundAgain(deps: Pick<UseCaseDeps, 'learning' | 'clock'>, { ref, findings }: Pick<AuditWhole, 'ref' | 'findings'>): Promise<FoundAgain> {
  if (findings.length === 0) return new Map();
  const known = await deps.learning.foundBy(ref, todayOf(deps));
  const own = known.findings.filter(({ audit }) => audit === ref);
  return new Map(recurringOf(known.days, own, known.actions, known.findings).map(({ finding, by, earlier: before, actions }) => [finding.criterion, { by, before: new Set(before.map(({ audit }) => audit)).size, done: actions.length }]));
}
