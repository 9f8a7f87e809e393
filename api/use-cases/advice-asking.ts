import { adviserFor, attendedKind } from '../../domain/advice/choose.js';
import { whomToAsk, type ChildToAskAbout, type ToAsk } from '../../domain/advice/who.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { londonDay } from '../../domain/dates/london.js';
import type { AdviserRole, ToldFact } from '../../domain/facts/fact.js';
import type { AdviceView } from '../advice-models.js';
import { AppError, invalid, notFound } from '../errors.js';
import type { Link } from '../link-models.js';
import { mayOn, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { Adviser, CaseAccess, Named } from '../read-models.js';
import type { FileContent } from '../document-models.js';
import { adviceView } from './advice-writing.js';
import { recordFacts } from './record-facts.js';
import type { Outcome } from './send-command.js';
import { nowOf, todayOf } from '../now.js';

/** The caseworker's side of advice: whom to ask, all at once; what came, accepted or returned; links ended. */

async function seen(deps: UseCaseDeps, caller: Caller, caseRef: string, page: string): Promise<CaseAccess> {
  const record = await deps.cases.access(scopeFor(caller), caseRef);
  if (record === null) throw notFound();
  await deps.views.log({ staff: caller.ref, caseRefs: [caseRef], seen: page, at: nowOf(deps) });
  return record;
}

function mayRecord(caller: Caller, record: CaseAccess): void {
  if (!mayOn(caller, 'record.facts', record)) throw new AppError('not-yours-to-record');
}

/** One to ask, with whoever may be chosen for it; `proposed` is ticked beforehand, null where somebody has to choose. */
export type Proposal = ToAsk & Readonly<{ choices: readonly Adviser[]; proposed: Adviser | null }>;
export type AskingPage = Readonly<{
  record: CaseAccess;
  setting: Named | null;
  proposals: readonly Proposal[];
  /** Everybody else who may be asked, as the family reasonably wishes: regulation 6(1)(h), and (f) whom the council thinks fit. */
  others: readonly Adviser[];
  today: IsoDate;
}>;

/** Whom regulation 6 has asked about this child, ready to be asked in one go. @throws AppError `not-found`, `not-yours-to-record` */
export async function proposeAsking(deps: UseCaseDeps, caller: Caller, caseRef: string): Promise<AskingPage> {
  const record = await seen(deps, caller, caseRef, 'ask-advice');
  mayRecord(caller, record);
  const today = todayOf(deps);
  const [child, advisers] = await Promise.all([deps.advice.child(caseRef), deps.people.advisers({ limit: MOST_ADVISERS })]);
  if (child === null) throw notFound();
  const about: ChildToAskAbout = { ...child, attends: attendedKind(child.setting), named: [], roles: new Map(advisers.map(({ ref, role }) => [ref, role])) };
  const proposals = whomToAsk(about, child.facts, today).map((one): Proposal => {
    const choices = advisers.filter(({ role }) => role === one.role);
    return { ...one, choices, proposed: one.asked || one.reused ? null : adviserFor(one.role, child.setting, choices) };
  });
  const open = new Set(record.progress?.openAdvisers ?? []);
  const chosen = new Set(proposals.flatMap(({ choices }) => choices.map(({ ref }) => ref)));
  return { record, setting: child.setting, proposals, others: advisers.filter(({ ref }) => !open.has(ref) && !chosen.has(ref)), today };
}

const MOST_ADVISERS = 2000;

export type Asked = Readonly<{ caseRef: string; commandId: string; ifEntry: number; on: IsoDate; advisers: readonly Readonly<{ adviser: string; role: AdviserRole }>[] }>;

/** Asks all of them in one command: the requests go out together. @throws AppError as `recordFacts` */
export function askForAdvice(deps: UseCaseDeps, caller: Caller, { caseRef, commandId, ifEntry, on, advisers }: Asked): Promise<Outcome> {
  if (advisers.length === 0) throw invalid([{ path: 'advisers', message: 'is empty: choose whom to ask' }]);
  const facts = advisers.map(({ adviser, role }): ToldFact => ({ type: 'advice-requested', on, adviser, role }));
  return recordFacts(deps, caller, { caseRef, commandId, ifEntry, facts });
}

export type AdviceOfCase = Readonly<{ record: CaseAccess; mayRecord: boolean; requests: readonly AdviceView[]; links: readonly Link[]; today: IsoDate }>;

/** Every request of a record: what came, what the check found, what became of it. @throws AppError `not-found` */
export async function adviceOfCase(deps: UseCaseDeps, caller: Caller, caseRef: string): Promise<AdviceOfCase> {
  const record = await seen(deps, caller, caseRef, 'advice');
  const today = todayOf(deps);
  const [requests, links] = await Promise.all([deps.advice.ofRecord(caseRef, today), deps.links.ofRecord(caseRef)]);
  return { record, mayRecord: mayOn(caller, 'record.facts', record), requests: requests.map((request) => adviceView(request, today)), links, today };
}

/** Returns advice that lacks a needed part, with the reason: the clock does not restart. @throws AppError as `recordFacts`, `invalid` */
export function returnAdvice(deps: UseCaseDeps, caller: Caller, sent: { caseRef: string; adviser: string; reason: string; commandId: string; ifEntry: number }): Promise<Outcome> {
  if (sent.reason.trim() === '') throw invalid([{ path: 'reason', message: 'is missing: say what the advice lacks' }]);
  const fact: ToldFact = { type: 'advice-returned', on: todayOf(deps), adviser: sent.adviser, reason: sent.reason.trim() };
  return recordFacts(deps, caller, { caseRef: sent.caseRef, commandId: sent.commandId, ifEntry: sent.ifEntry, facts: [fact] });
}

/** The caseworker has read it and finds it good: its author sees that. @throws AppError `not-found`, `not-yours-to-record` */
export async function acceptAdvice(deps: UseCaseDeps, caller: Caller, { caseRef, adviser }: { caseRef: string; adviser: string }): Promise<void> {
  const record = await deps.cases.access(scopeFor(caller), caseRef);
  if (record === null) throw notFound();
  mayRecord(caller, record);
  const at = nowOf(deps);
  const request = (await deps.advice.ofRecord(caseRef, londonDay(at))).findLast(({ row }) => row.adviser.ref === adviser);
  if (request === undefined || request.open || request.row.answeredOn === null) throw notFound();
  if (request.acceptedOn !== null) return;
  await deps.advice.accept({ recordRef: caseRef, adviser, occurrence: request.row.occurrence, by: caller.ref, at });
}

/** A file of a record one sees. @throws AppError `not-found` */
export async function openFile(deps: UseCaseDeps, caller: Caller, caseRef: string, file: string): Promise<FileContent> {
  await seen(deps, caller, caseRef, 'document');
  const found = await deps.documents.byRef(file);
  const content = found?.recordRef === caseRef ? await deps.files.get(file) : null;
  if (found === null || content === null) throw notFound();
  return { name: found.name, mediaType: found.mediaType, content };
}
