import { maySeeUnfiled, proposalsFor, type Proposal } from '../../domain/post/match.js';
import { ASIDE_REASONS, FACTS_BY_POST, type AsideReason, type Meant } from '../../domain/post/papers.js';
import { AppError, invalid, notFound } from '../errors.js';
import { mayAtAll, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { MatchedRecord, PostItem, PostMoved, PostRow } from '../post-models.js';
import type { CaseAccess, Page, Scope, WorkListRow } from '../read-models.js';
import type { FileContent } from '../document-models.js';
import { workList } from './read-case.js';
import { nowOf } from '../now.js';

/** The incoming post: opened by those who handle it, filed by a person to a record, never by the machine. */

const MOST_WAITING = 500;
const MOST_SETTLED = 100;
const MOST_PROPOSALS = 5;

export type PostProposal = Proposal<MatchedRecord>;
/** An item with the records it may belong to, of those the reader sees. */
export type ProposedPost<Row extends PostRow = PostRow> = Readonly<{ item: Row; proposals: readonly PostProposal[] }>;

function scopeOf(caller: Caller): Scope {
  if (!mayAtAll(caller, 'post.handle')) throw new AppError('forbidden');
  return scopeFor(caller, 'post.handle');
}

export type PostInbox = Readonly<{ waiting: readonly ProposedPost[]; toRecord: readonly PostRow[]; more: boolean }>;

/** What waits to be filed, oldest first, and what is filed and its fact not recorded yet. @throws AppError `forbidden` */
export async function postInbox(deps: UseCaseDeps, caller: Caller): Promise<PostInbox> {
  const scope = scopeOf(caller);
  const [rows, filed] = await Promise.all([deps.post.list(scope, 'waiting', MOST_WAITING + 1), deps.post.list(scope, 'filed', MOST_SETTLED)]);
  const waiting = await seen(deps, scope, rows.slice(0, MOST_WAITING));
  const toRecord = filed.filter((row) => isUnrecorded(row));
  await logged(deps, caller, [...waiting.flatMap(({ proposals }) => proposals.map(({ candidate }) => candidate.ref)), ...refsOf(toRecord)], 'post');
  return { waiting, toRecord, more: rows.length > MOST_WAITING };
}

/** What was filed or put aside, the latest first. @throws AppError `forbidden` */
export async function settledPost(deps: UseCaseDeps, caller: Caller, status: 'filed' | 'aside'): Promise<readonly PostRow[]> {
  const scope = scopeOf(caller);
  const rows = await deps.post.list(scope, status, MOST_SETTLED);
  const shown = status === 'filed' ? rows : (await seen(deps, scope, rows)).map(({ item }) => item);
  await logged(deps, caller, refsOf(shown), 'post');
  return shown;
}

/** Whether the fact it was filed as is still to be recorded. */
export const isUnrecorded = ({ settled, recorded }: Pick<PostRow, 'settled' | 'recorded'>): boolean =>
  settled?.status === 'filed' && settled.meant !== 'document' && recorded.length === 0;

/** Those the reader may see, each with its proposals. */
async function seen<Row extends PostRow>(deps: UseCaseDeps, scope: Scope, rows: readonly Row[]): Promise<ProposedPost<Row>[]> {
  const [candidates, opens] = await Promise.all([deps.post.candidates(scope, rows.map(({ hints }) => hints)), deps.post.opensPost(scope)]);
  return rows.flatMap((item) => {
    const proposals = proposalsFor(item.hints, candidates);
    const isSeen = maySeeUnfiled(proposals) && (opens || proposals.some(({ candidate, namesChild }) => candidate.visible && namesChild));
    return isSeen ? [{ item, proposals: proposals.filter(({ candidate }) => candidate.visible).slice(0, MOST_PROPOSALS) }] : [];
  });
}

/** One item whole. @throws AppError `not-found`, also for one about a child the reader may not see; `forbidden` */
export async function postItem(deps: UseCaseDeps, caller: Caller, ref: string): Promise<ProposedPost<PostItem>> {
  const scope = scopeOf(caller);
  const item = await deps.post.one(scope, ref);
  if (item === null) throw notFound();
  if (item.settled?.status === 'filed') {
    await logged(deps, caller, refsOf([item]), 'post-item');
    return { item, proposals: [] };
  }
  const [found] = await seen(deps, scope, [item]);
  if (found === undefined) throw notFound();
  await logged(deps, caller, found.proposals.map(({ candidate }) => candidate.ref), 'post-item');
  return found;
}

/** Records to file to, by what somebody looks for: open ones, then those that have ended. */
export async function recordsForPost(deps: UseCaseDeps, caller: Caller, words: string): Promise<readonly WorkListRow[]> {
  scopeOf(caller);
  const find = (ended: boolean): Promise<Page<WorkListRow>> => workList(deps, caller, { cursor: null, limit: 10, search: words, ended });
  const [open, ended] = await Promise.all([find(false), find(true)]);
  return [...open.items, ...ended.items];
}

/** The record somebody means to file to. @throws AppError `invalid` where they see none of that reference */
export async function recordForPost(deps: UseCaseDeps, caller: Caller, record: string): Promise<CaseAccess> {
  const access = await deps.cases.access(scopeOf(caller), record);
  if (access === null) throw invalid([{ path: 'record', message: 'is no case that you may see; choose one from the list, or look for another' }]);
  return access;
}

const MEANT: ReadonlySet<string> = new Set<Meant>(['document', 'request-received', 'came-to-attention', ...FACTS_BY_POST]);
const isMeant = (text: string): text is Meant => MEANT.has(text);

/**
 * Files an item: its papers go on the record and the record's journal says so, together. Whoever files second is told what became
 * of it.
 *
 * @throws AppError `not-found`, `invalid`, `already-settled`, `forbidden`
 */
export async function filePost(deps: UseCaseDeps, caller: Caller, filed: { ref: string; record: string; meant: string }): Promise<Meant> {
  const { item } = await postItem(deps, caller, filed.ref);
  if (item.settled !== null) throw settledAlready(item);
  if (!isMeant(filed.meant)) throw invalid([{ path: 'meant', message: 'must be what it is: choose one' }]);
  const { ref: record } = await recordForPost(deps, caller, filed.record);
  await moved(deps, caller, filed.ref, await deps.post.file({ ref: filed.ref, record, meant: filed.meant, by: caller.ref, at: nowOf(deps) }));
  return filed.meant;
}

/** Takes an item back off the record it was filed to, which keeps both in its history. @throws AppError as `filePost` */
export async function takeBackPost(deps: UseCaseDeps, caller: Caller, ref: string): Promise<void> {
  const record = await filedTo(deps, caller, ref);
  await moved(deps, caller, ref, await deps.post.takeBack({ ref, record, by: caller.ref, at: nowOf(deps) }));
}

async function filedTo(deps: UseCaseDeps, caller: Caller, ref: string): Promise<string> {
  const { item } = await postItem(deps, caller, ref);
  const record = item.settled?.recordRef ?? null;
  if (record === null) throw item.settled === null ? waitsAgain() : settledAlready(item);
  return record;
}

/** Says that nothing more is to be recorded from it. @throws AppError as `filePost` */
export async function nothingMoreOfPost(deps: UseCaseDeps, caller: Caller, ref: string): Promise<void> {
  const record = await filedTo(deps, caller, ref);
  await moved(deps, caller, ref, await deps.post.nothingMore({ ref, record, by: caller.ref, at: nowOf(deps) }));
}

/** Puts an item aside, with why. @throws AppError as `filePost` */
export async function asidePost(deps: UseCaseDeps, caller: Caller, ref: string, why: string): Promise<void> {
  const { item } = await postItem(deps, caller, ref);
  if (item.settled !== null) throw settledAlready(item);
  const reason = ASIDE_REASONS.find((known): known is AsideReason => known === why);
  if (reason === undefined) throw invalid([{ path: 'why', message: 'is missing: choose why it is put aside' }]);
  await moved(deps, caller, ref, await deps.post.setAside({ ref, why: reason, by: caller.ref, at: nowOf(deps) }));
}

/** Brings back what was put aside. @throws AppError as `filePost` */
export async function bringBackPost(deps: UseCaseDeps, caller: Caller, ref: string): Promise<void> {
  const { item } = await postItem(deps, caller, ref);
  if (item.settled === null) throw waitsAgain();
  await moved(deps, caller, ref, await deps.post.bringBack({ ref }));
}

async function moved(deps: UseCaseDeps, caller: Caller, ref: string, { kind }: PostMoved): Promise<void> {
  if (kind === 'done') return;
  const now = kind === 'gone' ? null : await deps.post.one(scopeOf(caller), ref);
  throw !now?.settled ? new AppError('already-settled', { detail: 'Somebody else has seen to this item.' }) : settledAlready(now);
}

const waitsAgain = (): AppError => new AppError('already-settled', { detail: 'It waits in the post: nobody has filed it or put it aside, or that was undone.' });

/** @param item one the caller may see: the record is named to nobody else */
function settledAlready({ settled }: PostRow): AppError {
  const what = settled?.status === 'filed' ? `filed it to ${settled.recordRef ?? ''}` : 'put it aside';
  return new AppError('already-settled', { detail: `${settled?.by ?? 'Somebody'} ${what} meanwhile. Nothing was done a second time.` });
}

/** A paper of an item one sees. @throws AppError `not-found` */
export async function openPostFile(deps: UseCaseDeps, caller: Caller, ref: string, file: string): Promise<FileContent> {
  const { item } = await postItem(deps, caller, ref);
  const found = item.files.find((one) => one.ref === file);
  const content = found === undefined ? null : await deps.files.get(file);
  if (found === undefined || content === null) throw notFound();
  return { name: found.name, mediaType: found.mediaType, content };
}

const refsOf = (rows: readonly PostRow[]): string[] => rows.flatMap(({ settled }) => settled?.recordRef ?? []);

async function logged(deps: UseCaseDeps, caller: Caller, caseRefs: readonly string[], seenAs: string): Promise<void> {
  if (caseRefs.length > 0) await deps.views.log({ staff: caller.ref, caseRefs: [...new Set(caseRefs)], seen: seenAs, at: nowOf(deps) });
}
