import type { IsoDate } from '../../domain/dates/iso-date.js';
import { londonDay, type Instant } from '../../domain/dates/london.js';
import { nextSteps } from '../../domain/next-steps.js';
import { daysWaited } from '../../domain/waits.js';
import { invalid, notFound } from '../errors.js';
import { isDecision, mayOn, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { CaseAccess, CaseDuty, CaseRecord, CaseView, HistoryEntry, OfferedStep, Page, Waits, WorkListQuery, WorkListRow } from '../read-models.js';

const instantOf = (deps: UseCaseDeps): Instant => deps.clock.now().toISOString() as Instant;
const todayOf = (deps: UseCaseDeps): IsoDate => londonDay(instantOf(deps));

/** The records a person may see, what is to be done next first. */
export async function workList(deps: UseCaseDeps, caller: Caller, query: Omit<WorkListQuery, 'today'>): Promise<Page<WorkListRow>> {
  const page = await deps.cases.workList(scopeFor(caller), { ...query, today: todayOf(deps) });
  await logged(deps, caller, page.items.map((row) => row.ref), 'list');
  return page;
}

/** One record, whole: what its page shows. @throws AppError `not-found` */
export async function viewCase(deps: UseCaseDeps, caller: Caller, ref: string): Promise<CaseView> {
  const today = todayOf(deps);
  const record = await deps.cases.caseRecord(scopeFor(caller), ref, today);
  if (record === null) throw notFound();
  await logged(deps, caller, [ref], 'case');
  return { ...record, today, waits: waitsOf(record, today), nextSteps: offered(caller, record.access, today) };
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
  return nextSteps(access.progress, today).map((step) => ({
    ...step,
    may: records || (isDecision(step) && decides),
    needsPanelOrManager: isDecision(step) && !decides,
  }));
}

function waitsOf({ receivedOn, ownedSince }: CaseRecord, today: IsoDate): Waits | null {
  if (receivedOn === null) return null;
  return { sinceRequest: daysWaited(receivedOn, today), withOwner: ownedSince === null ? null : daysWaited(ownedSince, today) };
}

async function logged(deps: UseCaseDeps, caller: Caller, caseRefs: readonly string[], seen: string): Promise<void> {
  if (caseRefs.length > 0) await deps.views.log({ staff: caller.ref, caseRefs, seen, at: instantOf(deps) });
}
