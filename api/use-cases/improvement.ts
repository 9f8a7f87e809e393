import { isIsoWeek, type IsoWeek } from '../../domain/dates/iso-week.js';
import { WHOLE_COUNCIL, type Entry, type EntryContent, type EntrySent, type PrioritySent } from '../../domain/improvement/entries.js';
import { readingOf, type FrozenFigures, type Reading } from '../../domain/improvement/measures.js';
import { namedIn, priorityNow, type Plan, type PriorityNow, type Written } from '../../domain/improvement/plan.js';
import { priorityOf, type Priority } from '../../domain/improvement/priority.js';
import { leadProblems, problemsOf } from '../../domain/improvement/refusals.js';
import { figuresOf } from '../../domain/weekly-report/figures.js';
import type { FileContent } from '../document-models.js';
import { AppError, invalid, notFound, type FieldProblem } from '../errors.js';
import type { Pack, PackName } from '../improvement-models.js';
import { nowOf, todayOf } from '../now.js';
import { mayAtAll, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { Named } from '../read-models.js';
import { newRef } from '../refs.js';
import type { ReportName } from '../report-models.js';
import { fileProblems, putAway, type HandedIn } from './files.js';

/** The improvement plan: priorities with their measures read from frozen reports, what people claim of them, and the packs for the board. */

export type ImprovementDeps = Pick<UseCaseDeps, 'improvement' | 'reports' | 'reportReaders' | 'teams' | 'clock'>;

/** Figures of as many reports at most, the latest ones; of a team fewer, as they are counted anew. */
const MOST_WEEKS = 60;
const MOST_OF_TEAM = 26;

/** @throws AppError `forbidden` */
export async function viewPlan(deps: ImprovementDeps, caller: Caller): Promise<Plan & Readonly<{ mayEdit: boolean }>> {
  allow(caller, 'improvement.see');
  return { ...(await planNow(deps, await deps.improvement.all())), mayEdit: mayAtAll(caller, 'improvement.edit') };
}

async function planNow(deps: ImprovementDeps, written: readonly Written[]): Promise<Plan> {
  const [latest, ...earlier] = await deps.reports.list();
  const [figures, names] = await Promise.all([figuresFor(deps, written, latest === undefined ? [] : [latest, ...earlier]), namesFor(deps, written)]);
  return {
    report: latest === undefined ? null : { week: latest.week, on: latest.on, number: latest.number },
    on: todayOf(deps),
    priorities: written.map((one) => priorityNow(one, figures)),
    names,
  };
}

/** Of everything that is measured: the reports from the earliest baseline on, each read once. @param reports newest first */
async function figuresFor(deps: ImprovementDeps, written: readonly Written[], reports: readonly ReportName[]): Promise<ReadonlyMap<string, readonly FrozenFigures[]>> {
  const measures = written.flatMap(({ entries }) => priorityOf(entries).measures);
  const [latest] = reports;
  if (latest === undefined) return new Map();
  const of = [...new Set(measures.map((one) => one.of))];
  const all = await Promise.all(of.map((one) => {
    const since = measures.flatMap(({ of: its, baseline }) => (its === one ? [baseline.week] : [])).sort()[0] ?? latest.week;
    return figuresOfReports(deps, one, latest.week, Math.min(one === WHOLE_COUNCIL ? MOST_WEEKS : MOST_OF_TEAM, reports.filter(({ week }) => week >= since).length));
  }));
  return new Map(of.map((one, i) => [one, all[i] ?? []]));
}

/** The whole council's as frozen; a team's counted from what was frozen. */
async function figuresOfReports({ reports }: ImprovementDeps, of: string, until: IsoWeek, most: number): Promise<readonly FrozenFigures[]> {
  if (of === WHOLE_COUNCIL) return reports.figuresUntil(until, most);
  return (await reports.countedUntil(until, most, [of])).map(({ counted, norms, week, on }) => ({ week, on, figures: figuresOf(counted, on, norms) }));
}

async function namesFor(deps: ImprovementDeps, written: readonly Written[]): Promise<Readonly<Record<string, string>>> {
  const refs = namedIn(written.flatMap(({ entries }) => entries));
  const [staff, teams] = await Promise.all([deps.reportReaders.names(refs), deps.teams.named(refs.filter((ref) => !ref.startsWith('S-') && ref !== WHOLE_COUNCIL))]);
  return Object.fromEntries([...staff, ...teams.map(({ ref, name }): [string, string] => [ref, name])]);
}

/** A priority as somebody may read it, with all that was written down, the newest first. */
export type OpenedPriority = Plan & Readonly<{ priority: PriorityNow; entries: readonly Entry[]; may: WhatMay }>;
export type WhatMay = Readonly<{
  /** Set measures, milestones, dates. */
  edit: boolean;
  /** Claim, write highlights, add evidence. */
  tell: boolean;
  /** Milestones they may say are done. */
  finish: readonly number[];
  sign: boolean;
}>;

/** @throws AppError `forbidden`, `not-found` */
export async function viewPriority(deps: ImprovementDeps, caller: Caller, ref: string): Promise<OpenedPriority> {
  const written = await found(deps, caller, ref);
  const plan = await planNow(deps, [written]);
  const [priority] = plan.priorities;
  if (priority === undefined) throw notFound();
  return { ...plan, priority, entries: [...written.entries].reverse(), may: whatMay(caller, priorityOf(written.entries)) };
}

function whatMay(caller: Caller, { leads, milestones }: Pick<Priority, 'leads' | 'milestones'>): WhatMay {
  const edit = mayAtAll(caller, 'improvement.edit');
  const leadsIt = leads.includes(caller.ref);
  return { edit, tell: edit || leadsIt, finish: milestones.filter(({ owner }) => edit || leadsIt || owner === caller.ref).map(({ number }) => number), sign: leadsIt };
}

/** Who may lead, own and approve; teams and weeks that can be measured. @throws AppError `forbidden` */
export async function improvementChoices(deps: ImprovementDeps, caller: Caller): Promise<Readonly<{ managers: readonly Named[]; approvers: readonly Named[]; teams: readonly Named[]; reports: readonly ReportName[] }>> {
  allow(caller, 'improvement.see');
  const [managers, teams, reports] = await Promise.all([deps.improvement.managers(), deps.teams.named('all'), deps.reports.list()]);
  return { managers, approvers: managers.filter(({ approves, ref }) => approves && ref !== caller.ref), teams, reports: reports.slice(0, MOST_WEEKS) };
}

/** Sets out a priority. @throws AppError `forbidden`, `invalid` */
export async function setOutPriority(deps: ImprovementDeps, caller: Caller, sent: PrioritySent): Promise<{ ref: string; number: number }> {
  allow(caller, 'improvement.edit');
  refuse([...leadProblems(sent), ...(await staffProblems(deps, sent))]);
  const ref = newRef('Y');
  const number = await write(deps, caller, { ref, after: 0, content: { kind: 'set-out', ...sent } });
  return { ref, number };
}

/**
 * Writes something down about a priority; what was there before stays.
 * @param after number of the last entry its author had seen
 * @returns its number
 * @throws AppError `forbidden`, `not-found`, `invalid`, `changed-since`
 */
export async function addEntry(deps: ImprovementDeps, caller: Caller, { ref, after, entry }: Readonly<{ ref: string; after: number; entry: EntrySent }>): Promise<number> {
  const priority = priorityOf((await found(deps, caller, ref)).entries);
  if (!mayWrite(whatMay(caller, priority), entry.kind, 'milestone' in entry ? entry.milestone : null)) throw new AppError('forbidden');
  if (after !== priority.version) throw changedSince();
  const baseline = entry.kind === 'measure-added' ? await startOf(deps, entry) : null;
  refuse([...(await staffProblems(deps, entry)), ...problemsOf(priority, entry, { by: caller.ref, today: todayOf(deps), baseline })]);
  return write(deps, caller, { ref, after, content: contentOf(entry, baseline) });
}

/** Whether an entry of this kind is theirs to write. @param milestone the one it is about; null of any other */
export function mayWrite({ edit, tell, finish, sign }: WhatMay, kind: EntryContent['kind'], milestone: number | null): boolean {
  switch (kind) {
    case 'claimed':
    case 'highlights':
    case 'evidence':
      return tell;
    case 'milestone-done':
      return edit || (milestone !== null && finish.includes(milestone));
    case 'signed-off':
      return sign;
    default:
      return edit;
  }
}

/** A measure is kept with the figure the engine read for it. */
function contentOf(entry: EntrySent, baseline: Reading | null): EntryContent {
  if (entry.kind !== 'measure-added') return entry;
  const { baselineWeek: week, ...measure } = entry;
  if (typeof baseline?.value !== 'number') throw new RangeError('a measure without a baseline was let through');
  return { ...measure, baseline: { week, on: baseline.on, value: baseline.value } };
}

/** The figure a new measure starts from; null where there is no report of that week. @throws AppError `invalid` of a team nobody knows */
async function startOf(deps: ImprovementDeps, { figure, of, baselineWeek }: Extract<EntrySent, { kind: 'measure-added' }>): Promise<Reading | null> {
  if (of !== WHOLE_COUNCIL && (await deps.teams.named([of])).length === 0) throw invalid([{ path: 'of', message: 'must be council, or the reference of a team' }]);
  const week = isIsoWeek(baselineWeek) ? baselineWeek : null;
  const frozen = week === null ? undefined : (await figuresOfReports(deps, of, week, 1)).find((one) => one.week === week);
  return frozen === undefined ? null : readingOf(figure, frozen);
}

/** Leads and owners are managers who have not left; approvers are those who may edit the plan. */
async function staffProblems(deps: ImprovementDeps, sent: EntrySent | PrioritySent): Promise<FieldProblem[]> {
  const named = 'leads' in sent || 'owner' in sent || 'approvedBy' in sent;
  const managers = named ? await deps.improvement.managers() : [];
  const lacks = (refs: readonly string[]): boolean => refs.some((ref) => managers.every((one) => one.ref !== ref));
  return [
    ...('leads' in sent && lacks(sent.leads) ? [{ path: 'leads', message: 'must be managers of the council who have not left' }] : []),
    ...('owner' in sent && lacks([sent.owner]) ? [{ path: 'owner', message: 'must be a manager of the council who has not left' }] : []),
    ...('approvedBy' in sent && !managers.some(({ ref, approves }) => approves && ref === sent.approvedBy) ? [{ path: 'approvedBy', message: 'must be a service manager, senior manager or director who has not left' }] : []),
  ];
}

export type EvidenceSent = Readonly<{ ref: string; after: number; about: string; measure: number | null; milestone: number | null; files: readonly HandedIn[] }>;
const MOST_ABOUT = 500;

/** Attaches a document that shows something. @throws AppError `forbidden`, `not-found`, `invalid`, `changed-since` */
export async function addEvidence(deps: ImprovementDeps & Pick<UseCaseDeps, 'files'>, caller: Caller, { ref, after, about, measure, milestone, files }: EvidenceSent): Promise<number> {
  const priority = priorityOf((await found(deps, caller, ref)).entries);
  if (!mayWrite(whatMay(caller, priority), 'evidence', null)) throw new AppError('forbidden');
  if (after !== priority.version) throw changedSince();
  const said = about.trim();
  refuse([
    ...(files.length === 1 ? [] : [{ path: 'file', message: files.length === 0 ? 'is missing: choose a document' : 'must be one document at a time' }]),
    ...fileProblems(files),
    ...(said === '' ? [{ path: 'about', message: 'must say what it shows' }] : said.length > MOST_ABOUT ? [{ path: 'about', message: `must be at most ${MOST_ABOUT} letters` }] : []),
    ...(measure === null || priority.measures.some(({ number }) => number === measure) ? [] : [{ path: 'measure', message: 'must be a measure of this priority' }]),
    ...(milestone === null || priority.milestones.some(({ number }) => number === milestone) ? [] : [{ path: 'milestone', message: 'must be a milestone of this priority' }]),
  ]);
  const [file] = await putAway(deps, files);
  if (file === undefined) throw new RangeError('a document was let through that is not there');
  const number = await deps.improvement.add({ ref, after, content: { kind: 'evidence', document: file.ref, name: file.name, about: said, measure, milestone }, file, by: caller.ref, at: nowOf(deps) });
  if (number !== null) return number;
  await deps.files.remove(file.ref);
  throw changedSince();
}

/** A document that is evidence of this priority. @throws AppError `forbidden`, `not-found` */
export async function openEvidence(deps: ImprovementDeps & Pick<UseCaseDeps, 'files' | 'documents'>, caller: Caller, ref: string, document: string): Promise<FileContent> {
  const { entries } = await found(deps, caller, ref);
  const isIts = entries.some(({ content }) => content.kind === 'evidence' && content.document === document);
  const [row, content] = isIts ? await Promise.all([deps.documents.byRef(document), deps.files.get(document)]) : [null, null];
  if (row === null || content === null) throw notFound();
  return { name: row.name, mediaType: row.mediaType, content };
}

/** Freezes the plan as it stands, with the figures of the latest report, for the board. @returns its number @throws AppError `forbidden`, `invalid` where there is no priority */
export async function makePack(deps: ImprovementDeps, caller: Caller): Promise<number> {
  allow(caller, 'improvement.edit');
  const content = await planNow(deps, await deps.improvement.all());
  refuse(content.priorities.length > 0 ? [] : [{ path: 'plan', message: 'must hold a priority first: there is nothing to tell the board' }]);
  return deps.improvement.keepPack({ content, by: caller.ref, at: nowOf(deps) });
}

/** Newest first. @throws AppError `forbidden` */
export async function packList(deps: ImprovementDeps, caller: Caller): Promise<readonly PackName[]> {
  allow(caller, 'improvement.see');
  return deps.improvement.packs();
}

/** A pack as it was frozen. @throws AppError `forbidden`, `not-found` */
export async function openPack(deps: ImprovementDeps, caller: Caller, number: number): Promise<Pack> {
  allow(caller, 'improvement.see');
  const pack = Number.isSafeInteger(number) && number > 0 && number < MOST_NUMBER ? await deps.improvement.pack(number) : null;
  if (pack === null) throw notFound();
  return pack;
}

const MOST_NUMBER = 2 ** 31;

async function write(deps: ImprovementDeps, caller: Caller, entry: Readonly<{ ref: string; after: number; content: EntryContent }>): Promise<number> {
  const number = await deps.improvement.add({ ...entry, file: null, by: caller.ref, at: nowOf(deps) });
  if (number === null) throw changedSince();
  return number;
}

async function found(deps: Pick<ImprovementDeps, 'improvement'>, caller: Caller, ref: string): Promise<Written> {
  allow(caller, 'improvement.see');
  const written = await deps.improvement.one(ref);
  if (written === null) throw notFound();
  return written;
}

const changedSince = (): AppError => new AppError('changed-since', { detail: 'Somebody has written something down about this priority since you opened it. Read it, then send yours again if it still holds.' });

function refuse(problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw invalid([...problems]);
}

function allow(caller: Caller, action: 'improvement.see' | 'improvement.edit'): void {
  if (!mayAtAll(caller, action)) throw new AppError('forbidden');
}
