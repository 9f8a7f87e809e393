import { changedParts, emptyForm, tidied, type AdviceForm } from '../../domain/advice/form.js';
import { fateOf } from '../../domain/advice/fate.js';
import { adviceProblems } from '../../domain/advice/quality.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { londonDay, type Instant } from '../../domain/dates/london.js';
import { REFUSALS } from '../../domain/refusals.js';
import type { AdviceParty, AdviceRequest, AdviceView, SavedAdvice } from '../advice-models.js';
import type { FileContent } from '../document-models.js';
import { AppError, invalid, notFound } from '../errors.js';
import type { UseCaseDeps } from '../ports.js';
import { answerAdvice } from './advice.js';
import { fileProblems, plainName, putAway, type HandedIn } from './files.js';
import type { Outcome } from './send-command.js';
import { nowOf, todayOf } from '../now.js';

/** Writing advice: drafts by version, files, who holds a request, and sending it. Whoever was asked does it, with an account or by link. */

export type OneRequest = Readonly<{ caseRef: string; adviser: string }>;

/** One request whole: what is asked, the draft or what was sent, what became of it. @throws AppError `not-found` */
export async function viewAdvice(deps: UseCaseDeps, party: AdviceParty, { caseRef, adviser }: OneRequest): Promise<AdviceView> {
  const at = nowOf(deps);
  const request = await theirs(deps, party, { caseRef, adviser });
  await deps.views.log({ staff: party.actor, caseRefs: [caseRef], seen: 'advice-request', at });
  return adviceView(request, londonDay(at));
}

/** What is derived of a request: its fate with the reason in words, and what the check finds in what stands there. */
export function adviceView(request: AdviceRequest, today: IsoDate): AdviceView {
  const { row, saved, facts, notes } = request;
  const fate = fateOf(facts, row.adviser.ref, row.occurrence);
  const note = fate !== null && 'reason' in fate ? fate.reason : null;
  const form = saved?.form ?? emptyForm(row.adviser.role);
  return { request, fate, reason: note === null ? null : (notes[note] ?? null), problems: adviceProblems(row.adviser.role, form), form, version: saved?.version ?? 0, today };
}

async function theirs(deps: UseCaseDeps, { reach }: AdviceParty, { caseRef, adviser }: OneRequest): Promise<AdviceRequest> {
  const request = await deps.advice.request(reach, caseRef, adviser, todayOf(deps));
  if (request === null) throw notFound();
  return request;
}

/** @throws AppError `rule-refused` once it is answered: what has been sent is not written over */
async function stillOpen(deps: UseCaseDeps, party: AdviceParty, one: OneRequest): Promise<AdviceRequest> {
  const request = await theirs(deps, party, one);
  if (!request.open) throw answeredAlready();
  return request;
}

function answeredAlready(): AppError {
  const { law, sentence } = REFUSALS['already-answered'];
  return new AppError('rule-refused', { detail: sentence, refusal: 'already-answered', law });
}

const askingOf = ({ row }: AdviceRequest, party: AdviceParty, at: Instant) => ({ recordRef: row.caseRef, adviser: row.adviser.ref, occurrence: row.occurrence, by: party.actor, at });

export type DraftSaved = Readonly<{ kind: 'saved'; version: number } | { kind: 'changed'; latest: SavedAdvice; parts: readonly (keyof AdviceForm)[] }>;

/**
 * Saves a draft over the version its writer had read. Somebody else of the service having saved meanwhile, nothing is written
 * over: the answer says who, when, and which parts differ.
 *
 * @throws AppError `not-found`, `rule-refused` once it is answered
 */
export async function saveDraft(deps: UseCaseDeps, party: AdviceParty, draft: OneRequest & { form: AdviceForm; version: number }): Promise<DraftSaved> {
  const request = await stillOpen(deps, party, draft);
  return saved(deps, party, request, draft, false);
}

async function saved(deps: UseCaseDeps, party: AdviceParty, request: AdviceRequest, { form, version }: { form: AdviceForm; version: number }, sent: boolean): Promise<DraftSaved> {
  const tidy = tidied(form);
  const result = await deps.advice.save({ ...askingOf(request, party, nowOf(deps)), form: tidy, version, sent });
  if (result.kind === 'closed') throw answeredAlready();
  if (result.kind === 'saved') return result;
  return { kind: 'changed', latest: result.latest, parts: changedParts(tidy, result.latest.form) };
}

export type AdviceSent = Extract<DraftSaved, { kind: 'changed' }> | Readonly<{ kind: 'sent'; outcome: Outcome }>;

/**
 * Sends the advice: what is written is kept as sent, and the fact that it came is recorded, late or not.
 *
 * @throws AppError `not-found`, `invalid` where nothing is written and no file attached, `rule-refused`
 */
export async function sendAdvice(deps: UseCaseDeps, party: AdviceParty, draft: OneRequest & { form: AdviceForm; version: number; commandId: string }): Promise<AdviceSent> {
  const request = await stillOpen(deps, party, draft);
  const { needs, views, provision, outcomes } = tidied(draft.form);
  if (needs === '' && views === '' && provision.length + outcomes.length + request.files.length === 0) throw invalid([{ path: 'needs', message: 'is missing: write your advice, or attach it as a file' }]);
  const kept = await saved(deps, party, request, draft, true);
  if (kept.kind === 'changed') return kept;
  try {
    const answer = { type: 'advice-received', on: todayOf(deps), adviser: draft.adviser } as const;
    const outcome = await answerAdvice(deps, party, { caseRef: draft.caseRef, adviser: draft.adviser, commandId: draft.commandId, answer });
    return { kind: 'sent', outcome };
  } catch (error) {
    if (error instanceof AppError) await deps.advice.notSent(askingOf(request, party, nowOf(deps)));
    throw error;
  }
}

/** Declines in writing, with the reason the law asks for. @source Children and Families Act 2014 s 31(2), (3) */
export async function declineAdvice(deps: UseCaseDeps, party: AdviceParty, sent: OneRequest & { reason: string; commandId: string }): Promise<Outcome> {
  if (sent.reason.trim() === '') throw invalid([{ path: 'reason', message: 'is missing: the law asks for it in writing' }]);
  const answer = { type: 'advice-declined', on: todayOf(deps), adviser: sent.adviser, reason: sent.reason } as const;
  return answerAdvice(deps, party, { caseRef: sent.caseRef, adviser: sent.adviser, commandId: sent.commandId, answer });
}

/** Says that it cannot come in time: the due day stays, the caseworker sees the day and the reason. @throws AppError `invalid` */
export async function expectAdvice(deps: UseCaseDeps, party: AdviceParty, said: OneRequest & { expectedOn: IsoDate; because: string }): Promise<void> {
  const at = nowOf(deps);
  const request = await stillOpen(deps, party, said);
  const problems = [
    ...(said.expectedOn < londonDay(at) ? [{ path: 'expectedOn', message: `must not be before today, ${londonDay(at)}` }] : []),
    ...(said.because.trim() === '' ? [{ path: 'because', message: 'is missing: say why it cannot come in time' }] : []),
  ];
  if (problems.length > 0) throw invalid(problems);
  await deps.advice.expect({ ...askingOf(request, party, at), expectedOn: said.expectedOn, because: said.because.trim() });
}

/** Takes a request, gives it to a colleague of the service, or lays it back in the inbox (null). A link's holder has no service here. */
export async function holdAdvice(deps: UseCaseDeps, party: AdviceParty, { holder, ...one }: OneRequest & { holder: string | null }): Promise<void> {
  const request = await stillOpen(deps, party, one);
  if (party.reach.kind !== 'staff') throw notFound();
  const colleagues = await colleaguesFor(deps, request);
  if (holder !== null && !colleagues.some(({ ref }) => ref === holder)) throw invalid([{ path: 'holder', message: 'is nobody of this service: choose a colleague from the list' }]);
  await deps.advice.hold({ ...askingOf(request, party, nowOf(deps)), holder });
}

/** Who may hold a request: people of the service that was asked. */
export const colleaguesFor = (deps: UseCaseDeps, { row }: Pick<AdviceRequest, 'row'>) => (row.adviser.service === null ? Promise.resolve([]) : deps.advice.colleagues(row.adviser.service));

export const MOST_FILES = 10;

/** Attaches a file, known by its content. @throws AppError `invalid`, `not-found`, `rule-refused` */
export async function attachFile(deps: UseCaseDeps, party: AdviceParty, { name, content, ...one }: OneRequest & HandedIn): Promise<void> {
  const request = await stillOpen(deps, party, one);
  const problems = fileProblems([{ name, content }]);
  if (problems.length > 0) throw invalid(problems);
  if (request.files.length >= MOST_FILES) throw invalid([{ path: 'file', message: `${plainName(name)} is one too many: at most ${MOST_FILES} files go with one answer` }]);
  const [file] = await putAway(deps, [{ name, content }]);
  if (file === undefined) return;
  const kept = await deps.advice.attach({ ...askingOf(request, party, nowOf(deps)), file });
  if (kept) return;
  await deps.files.remove(file.ref);
  throw answeredAlready();
}

/** Takes a file away again, before the advice is sent. @throws AppError `not-found`, `rule-refused` */
export async function removeFile(deps: UseCaseDeps, party: AdviceParty, { file, ...one }: OneRequest & { file: string }): Promise<void> {
  const request = await stillOpen(deps, party, one);
  const removed = await deps.advice.detach({ ...askingOf(request, party, nowOf(deps)), file });
  if (removed === null) throw notFound();
  if (removed === 'gone') await deps.files.remove(file);
}

/** A file of one's own request. @throws AppError `not-found` */
export async function openOwnFile(deps: UseCaseDeps, party: AdviceParty, { file, ...one }: OneRequest & { file: string }): Promise<FileContent> {
  const request = await theirs(deps, party, one);
  const found = [...request.files, ...request.sent.flatMap(({ files }) => files)].find(({ ref }) => ref === file);
  const content = found === undefined ? null : await deps.files.get(file);
  if (found === undefined || content === null) throw notFound();
  await deps.views.log({ staff: party.actor, caseRefs: [one.caseRef], seen: 'document', at: nowOf(deps) });
  return { name: found.name, mediaType: found.mediaType, content };
}
