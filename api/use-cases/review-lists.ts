import { addDays, type IsoDate } from '../../domain/dates/iso-date.js';
import { londonDay } from '../../domain/dates/london.js';
import { workingDayOnOrBefore, workingDays } from '../../domain/dates/working-days.js';
import { grouped } from '../../domain/grouped.js';
import { listSentBy } from '../../domain/law/reviews.js';
import { listedUntil } from '../../domain/review/term-list.js';
import type { Term } from '../../domain/settings.js';
import { AppError, notFound } from '../errors.js';
import { mayReadLists, type LinkHolder } from '../link-permissions.js';
import { nowOf, todayOf } from '../now.js';
import { mayAtAll, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import { listedKey, type DuePlan, type ListAudience, type ReviewLists, type SentList, type WholeList } from '../review-list-models.js';
import type { Named } from '../read-models.js';

/** Termly lists of plans due for review: to each setting those of its pupils, to the ICB and to social care those of all. @source SEND Code of Practice 9.165 */

/** Somebody a list is for; `to` is null where no post of the service is named. */
export type Reader = Readonly<{ audience: ListAudience; to: Named | null; email: string | null; plans: readonly DuePlan[] }>;

/** Who is sent which plans. Restricted ones stand on no list: those named on them tell the setting. */
export function readersOf(due: readonly DuePlan[], posts: Awaited<ReturnType<ReviewLists['posts']>>): readonly Reader[] {
  const open = due.filter(({ restricted }) => !restricted);
  const settings = [...grouped(open, ({ setting }) => setting?.ref ?? null).values()].flatMap((plans) => {
    const { setting } = plans[0] ?? { setting: null };
    return setting === null ? [] : [{ audience: 'setting', to: { ref: setting.ref, name: setting.name }, email: setting.email, plans } as const];
  });
  const service = (audience: 'icb' | 'social-care'): Reader => ({ audience, to: posts[audience], email: posts[audience]?.email ?? null, plans: open });
  return [...settings, service('icb'), service('social-care')];
}

/** A reader, and how far their lists of a term have gone. */
export type ReaderStands = Readonly<{ reader: Reader; /** Not on any list yet. */ left: number; lists: readonly SentList[] }>;

export type TermLists = Readonly<{
  /** Those whose lists are still to be sent or in use. */
  terms: readonly Term[];
  term: Term;
  /** Reviews due by then are on its lists. */
  until: IsoDate;
  /** Last day to send, and the last working day on or before it. */
  sendBy: IsoDate;
  actBy: IsoDate;
  readers: readonly ReaderStands[];
  /** Due, and at no setting; on no list because restricted. */
  inNone: number;
  restricted: number;
  maySend: boolean;
}>;

/** The lists of one term. @param code of the term; empty: the next @returns null where the council has given no terms @throws AppError `forbidden`, `not-found` */
export async function reviewLists(deps: UseCaseDeps, caller: Caller, code: string): Promise<TermLists | null> {
  if (!mayAtAll(caller, 'lists.send') && !mayAtAll(caller, 'report.read')) throw new AppError('forbidden');
  const { terms: all, bankHolidays } = deps.council.calendar;
  const terms = termsInUse(all, todayOf(deps));
  const chosen = code === '' ? terms[0] : terms.find(({ term }) => term === code);
  if (terms.length === 0) return null;
  if (chosen === undefined) throw notFound();
  const until = listedUntil(chosen, all) ?? chosen.startsOn;
  const [due, posts, sent, listed] = await Promise.all([deps.reviewLists.due(until), deps.reviewLists.posts(), deps.reviewLists.sent({ term: chosen.term }), deps.reviewLists.listed(chosen.term)]);
  const working = workingDays(bankHolidays);
  const sendBy = listSentBy.lastDay(chosen.startsOn, working);
  return {
    terms, term: chosen, until, sendBy, actBy: workingDayOnOrBefore(sendBy, working),
    readers: [...readersOf(due, posts).map((reader) => stands(reader, sent, listed)), ...nobodyLeft(due, sent)],
    inNone: due.filter(({ setting, restricted }) => setting === null && !restricted).length,
    restricted: due.filter(({ restricted }) => restricted).length,
    maySend: mayAtAll(caller, 'lists.send'),
  };
}

/** From the soonest on; a term that is over stays only where no other is known. */
function termsInUse(all: readonly Term[], today: IsoDate): readonly Term[] {
  const inOrder = [...all].sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1)).filter((term) => listedUntil(term, all) !== null);
  const toCome = inOrder.filter(({ startsOn }) => startsOn > today);
  const under = inOrder.filter((term) => term.startsOn <= today).slice(-1);
  return [...toCome, ...under];
}

function stands(reader: Reader, sent: readonly SentList[], listed: ReadonlySet<string>): ReaderStands {
  const { audience, to, plans } = reader;
  const lists = sent.filter((list) => list.audience === audience && list.to.ref === to?.ref);
  return { reader, lists, left: plans.filter(({ ref }) => to === null || !listed.has(listedKey(audience, to.ref, ref))).length };
}

/** Settings that were sent a list and of whose pupils none is due any more: reviewed, or gone elsewhere. */
function nobodyLeft(due: readonly DuePlan[], sent: readonly SentList[]): readonly ReaderStands[] {
  const still = new Set(due.map(({ setting, restricted }) => (restricted ? null : setting?.ref)));
  const gone = new Map(sent.filter(({ audience, to }) => audience === 'setting' && !still.has(to.ref)).map(({ to }) => [to.ref, to]));
  return [...gone.values()].map((to) => ({ reader: { audience: 'setting', to, email: null, plans: [] }, left: 0, lists: sent.filter((list) => list.to.ref === to.ref) }));
}

/**
 * Has every list of a term sent that has not gone, or one setting's, and the fact recorded on each plan. Pressed again it sends what is left.
 * @returns whether somebody carries it; without Temporal nothing is sent, and it may be pressed again
 * @throws AppError `forbidden`, `not-found`
 */
export async function sendReviewLists(deps: UseCaseDeps, caller: Caller, { term, setting }: Readonly<{ term: string; setting: string | null }>): Promise<boolean> {
  if (!mayAtAll(caller, 'lists.send')) throw new AppError('forbidden');
  const view = await reviewLists(deps, caller, term);
  if (term === '' || view === null || (setting !== null && !view.readers.some(({ reader }) => reader.audience === 'setting' && reader.to?.ref === setting))) throw notFound();
  return deps.carryLists === undefined ? false : deps.carryLists({ term, setting, by: caller.ref }).then(() => true, () => false);
}

/** A list as it was sent: those of its plans that the person may see. @throws AppError `not-found` */
export async function viewReviewList(deps: UseCaseDeps, caller: Caller, ref: string): Promise<WholeList> {
  const list = mayAtAll(caller, 'record.see') ? await deps.reviewLists.one(ref, scopeFor(caller)) : null;
  if (list === null) throw notFound();
  if (list.plans.length > 0) await deps.views.log({ staff: caller.ref, caseRefs: list.plans.map((plan) => plan.ref), seen: 'review-list', at: nowOf(deps) });
  return list;
}

/** Lists are kept in view for a year. */
const DAYS_IN_VIEW = 365;

/** Every list sent to whoever came by link, newest first. @throws AppError `not-found` */
export async function receivedLists(deps: UseCaseDeps, holder: LinkHolder): Promise<readonly SentList[]> {
  if (!mayReadLists(holder)) throw notFound();
  const since = addDays(todayOf(deps), -DAYS_IN_VIEW);
  return (await deps.reviewLists.sent({ reader: holder.ref })).filter(({ madeAt }) => londonDay(madeAt) >= since);
}

/** One of them with everybody on it. @throws AppError `not-found` for another's */
export async function receivedList(deps: UseCaseDeps, holder: LinkHolder, ref: string): Promise<WholeList> {
  const mine = (await receivedLists(deps, holder)).some((list) => list.ref === ref);
  const list = mine ? await deps.reviewLists.one(ref, null) : null;
  if (list === null) throw notFound();
  await deps.views.log({ staff: holder.ref, caseRefs: list.plans.map((plan) => plan.ref), seen: 'review-list', at: nowOf(deps) });
  return list;
}
