import { actDue, mayDisagree, undone, type Disagree, type FamilyNext } from '../../domain/advice/family.js';
import { derive } from '../../domain/derive.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { londonDay } from '../../domain/dates/london.js';
import { workingDays } from '../../domain/dates/working-days.js';
import type { ToldFact } from '../../domain/facts/fact.js';
import type { Stage } from '../../domain/stages.js';
import { progressOf } from '../../domain/progress.js';
import { familyReview, type FamilyReview } from '../../domain/review/family.js';
import { AppError, invalid, notFound } from '../errors.js';
import type { FamilyLetter, FamilyRecord } from '../family-models.js';
import { mayByLink, type LinkHolder } from '../link-permissions.js';
import type { UseCaseDeps } from '../ports.js';
import { newRef } from '../refs.js';
import { sentPlan, type FamilyPlan } from './plans.js';
import { prepareFacts } from './prepare-facts.js';
import { earlierAnswer, fingerprint, saveAndSend, type Outcome } from './send-command.js';
import { nowOf } from '../now.js';

/** What a family follows and says, by link and code: their own child's record, the letters sent to the one who reads. */

/** What they may send now: comments on the draft, or on proposed amendments, until their last day; views for a review meeting to come, or while advice is gathered. */
export type MaySay = Readonly<{ about: 'draft' | 'amendment' | 'review' | 'views'; until: IsoDate | null }>;
export type FamilyView = Readonly<{
  record: FamilyRecord;
  next: FamilyNext | null;
  /** A refusal undone and not yet followed by a new decision: the stage alone would not say so. */
  undone: 'assess' | 'issue' | null;
  disagree: Disagree | null;
  maySay: MaySay | null;
  /** Of a plan in force: its review. */
  review: FamilyReview | null;
  letters: readonly FamilyLetter[];
  /** Whether a text of the plan was sent that they can read here. */
  hasPlan: boolean;
  today: IsoDate;
}>;

/** @throws AppError `not-found` for whoever is no family of this child's */
export async function viewFamily(deps: UseCaseDeps, holder: LinkHolder): Promise<FamilyView> {
  if (!mayByLink(holder, 'family.follow', holder.recordRef)) throw notFound();
  const at = nowOf(deps);
  const today = londonDay(at);
  const record = await deps.families.record(holder.recordRef);
  if (record === null) throw notFound();
  const letters = await deps.families.letters(holder.recordRef, { kind: holder.kind, ref: holder.ref });
  const hasPlan = (await deps.planVersions.of(holder.recordRef)).some(({ sentOn }) => sentOn !== null);
  await deps.views.log({ staff: holder.ref, caseRefs: [record.ref], seen: 'family', at });
  const { duties } = derive(record.facts, today, deps.council.settings, deps.council.calendar);
  const progress = progressOf(record.facts, workingDays(deps.council.calendar.bankHolidays));
  const review = progress.process === 'plan' && progress.ended === null && progress.ceasedOn === null ? familyReview(record.facts, duties, today) : null;
  return { record, next: actDue(duties), undone: undone(progress), disagree: mayDisagree(duties, progress, today), maySay: maySayOf(record, duties, review), review, letters, hasPlan, today };
}

/** The plan as it was sent to a family, and what each version changed. @throws AppError `not-found`, also where none was sent */
export async function viewFamilyPlan(deps: UseCaseDeps, holder: LinkHolder, number: number | null): Promise<FamilyPlan & Readonly<{ child: string }>> {
  if (!mayByLink(holder, 'family.follow', holder.recordRef)) throw notFound();
  const [record, plan] = await Promise.all([deps.families.record(holder.recordRef), sentPlan(deps, holder.recordRef, number)]);
  if (record === null || plan === null) throw notFound();
  await deps.views.log({ staff: holder.ref, caseRefs: [record.ref], seen: 'family-plan', at: nowOf(deps) });
  return { ...plan, child: record.child };
}

/** Stages at which what a family says of their child still comes in time to be weighed. */
const HEARS_VIEWS: readonly Stage[] = ['considering', 'reopened', 'assessing', 'deciding-to-issue'];

function maySayOf({ stage, outcome, parentAdviser }: FamilyRecord, duties: ReturnType<typeof derive>['duties'], review: FamilyReview | null): MaySay | null {
  if (outcome !== null) return null;
  const hears = duties.find(({ code, outcome: how }) => code === 'hear-representations' && how === 'open');
  if (hears !== undefined) return { about: review !== null && review.amendment !== null ? 'amendment' : 'draft', until: hears.dueOn };
  if (review !== null && review.viewsUntil !== null) return { about: 'review', until: review.viewsUntil };
  if (stage === null || !HEARS_VIEWS.includes(stage)) return null;
  const asked = duties.find(({ code, subject, doneOn }) => code === 'give-advice' && subject !== null && subject === parentAdviser && doneOn === null);
  const decides = duties.find(({ code, doneOn }) => code === (stage === 'considering' ? 'decide-to-assess' : 'decide-to-issue') && doneOn === null);
  return { about: 'views', until: asked?.dueOn ?? decides?.dueOn ?? null };
}

/**
 * Records what a family writes, in their own name: comments on a draft or on amendments as representations; views as the advice the
 * parent was asked for, or, where it is given already or not asked, and for a review meeting, as contact. Their words are a note of the record.
 *
 * @throws AppError `not-found`, `invalid`, `rule-refused`
 */
export async function sayAsFamily(deps: UseCaseDeps, holder: LinkHolder, { commandId, words }: { commandId: string; words: string }): Promise<Outcome> {
  if (!mayByLink(holder, 'family.say', holder.recordRef)) throw notFound();
  const text = words.trim();
  if (text === '') throw invalid([{ path: 'words', message: 'is missing: write something before you send it' }]);
  if (text.length > LONGEST) throw invalid([{ path: 'words', message: 'must be at most 20,000 characters' }]);
  const bodyHash = fingerprint(deps.secret, [holder.recordRef, 'family', text]);
  const earlier = await earlierAnswer(deps, holder, commandId, bodyHash);
  if (earlier !== null) return earlier;

  const view = await viewFamily(deps, holder);
  if (view.maySay === null) throw new AppError('rule-refused', { detail: 'There is nothing to send now.' });
  const now = nowOf(deps);
  const { facts } = await prepareFacts(deps, [saidFact(view, londonDay(now))], () => 'words', now, { caseRef: holder.recordRef, staff: holder.ref });
  const note = { ref: newRef('N'), caseRef: holder.recordRef, field: 'note', text, by: holder.ref };
  const command = { commandId, actor: holder.ref, facts: facts.map((fact) => ({ ...fact, note: note.ref })) };
  return saveAndSend(deps, holder, { command, caseRef: holder.recordRef, bodyHash, sentAt: now, notes: [note], state: 'pending' });
}

const LONGEST = 20_000;

function saidFact({ maySay, record }: FamilyView, on: IsoDate): ToldFact {
  if (maySay?.about === 'draft' || maySay?.about === 'amendment') return { type: 'representations-received', on, channel: 'online' };
  return record.parentAdviser === null || maySay?.about === 'review' ? { type: 'contact-made', on } : { type: 'advice-received', on, adviser: record.parentAdviser };
}
