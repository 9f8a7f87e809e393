import type { IsoDate } from '../../domain/dates/iso-date.js';
import { nextSteps } from '../../domain/next-steps.js';
import { invalid, notFound } from '../errors.js';
import { isDecision, mayOn, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import { searchWords } from './search-words.js';
import type { CaseAccess, CaseDuty, CaseThen, CaseView, HistoryEntry, OfferedStep, Page, WorkListQuery, WorkListRow } from '../read-models.js';
import { nowOf, todayOf } from '../now.js';

/** The records a person may see, what is to be done next first. */
export async function workList(deps: UseCaseDeps, caller: Caller, query: Omit<WorkListQuery, 'today'>): Promise<Page<WorkListRow>> {
  const { search, ...rest } = query;
  const page = await deps.cases.workList(scopeFor(caller), { ...rest, ...(search === undefined ? {} : { search: searchWords(search) }), today: todayOf(deps) });
  await logged(deps, caller, page.items.map((row) => row.ref), 'list');
  return page;
}

/** One record, whole: what its page shows. @throws AppError `not-found` */
export async function viewCase(deps: UseCaseDeps, caller: Caller, ref: string): Promise<CaseView> {
  const today = todayOf(deps);
  const record = await deps.cases.caseRecord(scopeFor(caller), ref, today);
  if (record === null) throw notFound();
  await logged(deps, caller, [ref], 'case');
  return { ...record, today, nextSteps: offered(caller, record.access, today) };
}

/**
 * Its duties as they stand today, or as they stood and were known on a past day.
 *
 * @throws AppError `not-found`; `invalid` for a day that is still to come
 */
export async function viewDuties(deps: UseCaseDeps, caller: Caller, ref: string, on?: IsoDate): Promise<{ on: IsoDate; duties: readonly CaseDuty[] }> {
  const today = todayOf(deps);
  if (on !== undefined && on > today) throw invalid([{ path: 'on', message: `must not be after today, ${today}` }]);
  const day = on ?? today;
  const duties = await deps.cases.dutiesOn(scopeFor(caller), ref, day);
  if (duties === null) throw notFound();
  await logged(deps, caller, [ref], 'duties');
  return { on: day, duties };
}

/**
 * The record as it was known at the end of a past day, with its history up to then.
 *
 * @throws AppError `not-found`, also for a day before its first entry; `invalid` for a day that has not ended
 */
export async function viewCaseThen(deps: UseCaseDeps, caller: Caller, ref: string, on: IsoDate, entries: number): Promise<{ then: CaseThen; history: Page<HistoryEntry> }> {
  const today = todayOf(deps);
  if (on >= today) throw invalid([{ path: 'on', message: `must be before today, ${today}: the record's own page shows today` }]);
  const then = await deps.cases.caseThen(scopeFor(caller), ref, on);
  if (then === null) throw notFound();
  const history = await deps.cases.history(scopeFor(caller), ref, { before: then.entry + 1, limit: entries });
  await logged(deps, caller, [ref], 'then');
  return { then, history: history ?? { items: [], next: null } };
}

/** Everything that happened to it, newest first. @throws AppError `not-found` */
export async function viewHistory(deps: UseCaseDeps, caller: Caller, ref: string, page: { before: number | null; limit: number }): Promise<Page<HistoryEntry>> {
  const entries = await deps.cases.history(scopeFor(caller), ref, page);
  if (entries === null) throw notFound();
  await logged(deps, caller, [ref], 'history');
  return entries;
}

/** What may lawfully be recorded next, and by whom. @throws AppError `not-found` */
export async function viewNextSteps(deps: UseCaseDeps, caller: Caller, ref: string): Promise<{ entry: number; steps: readonly OfferedStep[] }> {
  const access = await deps.cases.access(scopeFor(caller), ref);
  if (access === null) throw notFound();
  await logged(deps, caller, [ref], 'next-steps');
  return { entry: access.position, steps: offered(caller, access, todayOf(deps)) };
}

function offered(caller: Caller, access: CaseAccess, today: IsoDate): OfferedStep[] {
  if (access.progress === null) return [];
  const records = mayOn(caller, 'record.facts', access);
  const decides = mayOn(caller, 'record.decide', access);
  const assigns = mayOn(caller, 'record.assign', access);
  return nextSteps(access.progress, today).map((step) => ({
    ...step,
    may: step.type === 'owner-set' ? assigns : records || (isDecision(step) && decides),
    needsPanelOrManager: isDecision(step) && !decides,
  }));
}

/** Every view of records is logged. */
export async function logged(deps: UseCaseDeps, caller: Caller, caseRefs: readonly string[], seen: string): Promise<void> {
  if (caseRefs.length > 0) await deps.views.log({ staff: caller.ref, caseRefs, seen, at: nowOf(deps) });
}
