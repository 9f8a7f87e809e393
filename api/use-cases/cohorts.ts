import { recordsIn, whoElse, type Fault, type Hit } from '../../domain/cohort.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { londonDay } from '../../domain/dates/london.js';
import { isWindow } from '../../domain/ladder.js';
import type { Item } from '../../domain/weekly-report/items.js';
import type { CohortControl } from '../cohort-models.js';
import { AppError, invalid, notFound, type FieldProblem } from '../errors.js';
import { nowOf, todayOf } from '../now.js';
import { mayAtAll, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { Named } from '../read-models.js';
import { newRef } from '../refs.js';

/** Who else a fault hit, and the faults kept as standing controls. Counts are the whole council's; cases are named to those who answer for them. */

type CohortDeps = Pick<UseCaseDeps, 'cohorts' | 'reports' | 'views' | 'clock' | 'council'>;

/** A step that was late, with names. `child` is null where the reader may not see the record. */
export type SweptCase = Hit & Readonly<{ child: Named | null; owner: Named | null; subject: Named | null }>;

export type Swept = Readonly<{
  fault: Fault;
  setting: Named | null;
  /** As known at the end of this day. */
  on: IsoDate;
  /** Records of the whole council: hit; of them with the step still late; alike, but nobody has said a cause. */
  count: Counted;
  hit: readonly SweptCase[];
  unsaid: readonly SweptCase[];
  /** Records of other teams, counted and not named. */
  elsewhere: number;
}>;
type Counted = Readonly<{ hit: number; late: number; unsaid: number }>;

/** Who else a fault hit, as known today. @throws AppError `forbidden`, `invalid` */
export async function sweep(deps: CohortDeps, caller: Caller, fault: Fault): Promise<Swept> {
  mayRead(caller);
  const setting = await checked(deps, fault);
  const on = todayOf(deps);
  const { hit, unsaid } = await cohortOn(deps, fault, on);
  const { teams } = scopeFor(caller, 'report.read');
  const isMine = ({ step }: Hit): boolean => teams === 'all' || teams.includes(step.team);
  const shown = await named(deps, caller, [...hit, ...unsaid].filter(isMine), fault);
  const mine = hit.filter(isMine).length;
  return { fault, setting, on, count: countOf({ hit, unsaid }), hit: shown.slice(0, mine), unsaid: shown.slice(mine), elsewhere: recordsIn(hit.filter((one) => !isMine(one))) };
}

const cohortOn = async ({ cohorts }: CohortDeps, fault: Fault, on: IsoDate) => whoElse(fault, await cohorts.steps(fault, on), on);

const countOf = ({ hit, unsaid }: Readonly<{ hit: readonly Hit[]; unsaid: readonly Hit[] }>): Counted => ({ hit: recordsIn(hit), late: recordsIn(hit.filter(({ isLate }) => isLate)), unsaid: recordsIn(unsaid) });

async function named(deps: CohortDeps, caller: Caller, hits: readonly Hit[], { duty }: Fault): Promise<SweptCase[]> {
  const items = hits.map(({ step: { ref, team, subject, role }, daysLate }): Item => ({ ref, team, subject, block: 'owed', code: duty, role, kind: 'statutory', days: daysLate, excused: false }));
  const found = await deps.reports.named(scopeFor(caller, 'report.read'), items);
  const seen = [...new Set(found.flatMap(({ item, child }) => (child === null ? [] : [item.ref])))];
  if (seen.length > 0) await deps.views.log({ staff: caller.ref, caseRefs: seen, seen: 'cohort', at: nowOf(deps) });
  return hits.map((hit, i) => ({ ...hit, child: found[i]?.child ?? null, owner: found[i]?.owner ?? null, subject: found[i]?.subject ?? null }));
}

/** A control with what it counts on a day. */
export type ControlNow = CohortControl & Readonly<{ now: Counted }>;

/** Every control, the open ones first; each as it counts today, a closed one on the day it was closed. @throws AppError `forbidden` */
export async function controls(deps: CohortDeps, caller: Caller): Promise<readonly ControlNow[]> {
  mayRead(caller);
  const all = await deps.cohorts.all();
  const counted = await Promise.all(all.map((one) => countedOn(deps, one, one.closed === null ? todayOf(deps) : londonDay(one.closed.at))));
  return [...counted.filter(({ closed }) => closed === null), ...counted.filter(({ closed }) => closed !== null)];
}

/** The controls that were open at the end of a report's day, each as it counts by what was known then: so they run again with every report, and for ever the same. */
export async function controlsOn(deps: CohortDeps, on: IsoDate): Promise<readonly ControlNow[]> {
  const open = (await deps.cohorts.all()).filter(({ openedAt, closed }) => londonDay(openedAt) <= on && (closed === null || londonDay(closed.at) > on));
  return Promise.all(open.map((one) => countedOn(deps, one, on)));
}

const countedOn = async (deps: CohortDeps, control: CohortControl, on: IsoDate): Promise<ControlNow> => ({ ...control, now: countOf(await cohortOn(deps, control.fault, on)) });

/** Keeps a fault as a standing control, with how many it has hit by now. @throws AppError `forbidden`, `invalid` */
export async function keepControl(deps: CohortDeps, caller: Caller, fault: Fault, what: string): Promise<{ ref: string }> {
  mayRead(caller);
  await checked(deps, fault, wordsProblems('what', what.trim(), 'must say what went wrong'));
  const { hit } = await cohortOn(deps, fault, todayOf(deps));
  const ref = newRef('H');
  await deps.cohorts.open({ ref, what: what.trim(), fault, found: recordsIn(hit), by: caller.ref, at: nowOf(deps) });
  return { ref };
}

export type OpenedControl = Readonly<{ control: ControlNow; swept: Swept; mayClose: boolean }>;

/** @throws AppError `forbidden`, `not-found` */
export async function openControl(deps: CohortDeps, caller: Caller, ref: string): Promise<OpenedControl> {
  const control = (await controls(deps, caller)).find((one) => one.ref === ref);
  if (control === undefined) throw notFound();
  return { control, swept: await sweep(deps, caller, control.fault), mayClose: mayAtAll(caller, 'report.act') && control.closed === null };
}

/** Ends a control, with the reason. @throws AppError `forbidden`, `not-found`, `invalid`, `already-settled` */
export async function closeControl(deps: CohortDeps, caller: Caller, ref: string, because: string): Promise<void> {
  if (!mayAtAll(caller, 'report.act')) throw new AppError('forbidden');
  if (!(await deps.cohorts.all()).some((one) => one.ref === ref)) throw notFound();
  const problems = wordsProblems('because', because.trim(), 'must say why nobody need watch it any more');
  if (problems.length > 0) throw invalid(problems);
  if (!(await deps.cohorts.close({ ref, because: because.trim(), by: caller.ref, at: nowOf(deps) }))) throw new AppError('already-settled', { detail: 'This control is closed already.' });
}

/** Settings of a name, to choose a fault's from. @throws AppError `forbidden` */
export async function settingsNamed(deps: CohortDeps, caller: Caller, name: string): Promise<readonly Named[]> {
  mayRead(caller);
  return deps.cohorts.settings({ name });
}

/** The setting of a reference; undefined where the register has none. @throws AppError `forbidden` */
export async function settingOf({ cohorts }: CohortDeps, caller: Caller, ref: string): Promise<Named | undefined> {
  mayRead(caller);
  return (await cohorts.settings({ ref })).at(0);
}

const MOST_LETTERS = 300;
const wordsProblems = (path: string, text: string, missing: string): FieldProblem[] =>
  text === '' ? [{ path, message: missing }] : text.length > MOST_LETTERS ? [{ path, message: `must be at most ${MOST_LETTERS} letters` }] : [];

/** @returns the setting by name @throws AppError `invalid` */
async function checked(deps: CohortDeps, { duty, cause, role, setting, from, to }: Fault, others: readonly FieldProblem[] = []): Promise<Named | null> {
  const found = setting === null ? null : (await deps.cohorts.settings({ ref: setting })).at(0);
  const problems: FieldProblem[] = [
    ...(isWindow(duty) ? [{ path: 'duty', message: 'must be a step with a last day: a window is never late' }] : []),
    ...(cause === null || deps.council.settings.delayCauses.some(({ code }) => code === cause) ? [] : [{ path: 'cause', message: 'must be one of the council\'s causes, from GET /delay-causes' }]),
    ...(role === null || duty === 'give-advice' ? [] : [{ path: 'role', message: 'must be left out: only advice is owed by an adviser' }]),
    ...(found === undefined ? [{ path: 'setting', message: 'must be a setting of the register' }] : []),
    ...(from > todayOf(deps) ? [{ path: 'from', message: 'must be today or earlier' }] : []),
    ...(to !== null && to < from ? [{ path: 'to', message: 'must not be before the first day' }] : []),
    ...others,
  ];
  if (problems.length > 0) throw invalid(problems);
  return found ?? null;
}

function mayRead(caller: Caller): void {
  if (!mayAtAll(caller, 'report.read')) throw new AppError('forbidden');
}
