import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { ToldFact } from '../../domain/facts/fact.js';
import { REFUSALS } from '../../domain/refusals.js';
import { reviewNow, stepRefused, type SettingStep, type StepRefused } from '../../domain/review/cycle.js';
import { byWhatIsNext, owedOf, type Owed } from '../../domain/review/owed.js';
import { AppError, invalid, notFound } from '../errors.js';
import { mayReview, type LinkHolder } from '../link-permissions.js';
import { nowOf, todayOf } from '../now.js';
import type { UseCaseDeps } from '../ports.js';
import type { PupilReview, ReportWriter, ReviewParty } from '../setting-review-models.js';
import { prepareFacts } from './prepare-facts.js';
import { changedSince, earlierAnswer, fingerprint, saveAndSend, type Outcome } from './send-command.js';

/** A setting and the reviews of its pupils: what is asked of it, and what it says that it has done. By link, without an account. */

export type PupilOwed = PupilReview & Readonly<{ owed: Owed }>;

/** Every pupil of the setting who has a plan, what must happen next first. @throws AppError `not-found` for whoever is no setting */
export async function settingReviews(deps: UseCaseDeps, holder: LinkHolder): Promise<readonly PupilOwed[]> {
  const pupils = await reviewsFor(deps, partyOf(holder));
  if (pupils.length > 0) await deps.views.log({ staff: holder.ref, caseRefs: pupils.map(({ caseRef }) => caseRef), seen: 'setting-reviews', at: nowOf(deps) });
  return pupils;
}

/** The same for a calendar, which no person opens. */
export async function reviewsFor(deps: UseCaseDeps, party: ReviewParty): Promise<readonly PupilOwed[]> {
  const pupils = (await deps.settingReviews.pupils(party, todayOf(deps))).map((pupil) => ({ ...pupil, owed: owedOf(pupil.facts, pupil.duties) }));
  return pupils.sort((a, b) => byWhatIsNext({ nextOn: a.owed.nextOn, caseRef: a.caseRef }, { nextOn: b.owed.nextOn, caseRef: b.caseRef }));
}

/** One pupil's review. @throws AppError `not-found` for another setting's pupil, as for none */
export const viewReview = (deps: UseCaseDeps, holder: LinkHolder, caseRef: string): Promise<PupilOwed> => reviewOf(deps, settingWrites(holder), caseRef);

/** The same for whoever writes its report. @throws AppError `not-found` */
export async function reviewOf(deps: UseCaseDeps, writer: ReportWriter, caseRef: string): Promise<PupilOwed> {
  const pupil = await deps.settingReviews.pupil(writer, caseRef, todayOf(deps));
  if (pupil === null) throw notFound();
  await deps.views.log({ staff: writer.ref, caseRefs: [caseRef], seen: 'setting-review', at: nowOf(deps) });
  return { ...pupil, owed: owedOf(pupil.facts, pupil.duties) };
}

/** A setting writes in its own name. @throws AppError `not-found` for whoever is none */
export const settingWrites = (holder: LinkHolder): ReportWriter => ({ ...partyOf(holder), ref: holder.ref });

/** @throws AppError `not-found` */
function partyOf(holder: LinkHolder): ReviewParty {
  if (!mayReview(holder)) throw notFound();
  return { setting: holder.ref, linkRecord: holder.recordRef };
}

export type StepSent = Readonly<{ caseRef: string; step: Exclude<SettingStep, 'review-report-sent'>; on: IsoDate; /** Last journal entry its sender had seen. */ entry: number; commandId: string }>;

/**
 * Records in the setting's own name that it has invited, circulated the papers, or held the meeting.
 *
 * @throws AppError `not-found`, `invalid`, `changed-since` where somebody has recorded something meanwhile, `rule-refused`
 * @source SEND Regulations 2014 reg 20(2) to (4), (7)
 */
export async function recordReviewStep(deps: UseCaseDeps, holder: LinkHolder, { caseRef, step, on, entry, commandId }: StepSent): Promise<Outcome> {
  const now = nowOf(deps);
  const bodyHash = fingerprint(deps.secret, [caseRef, holder.ref, step, on]);
  const earlier = await earlierAnswer(deps, holder, commandId, bodyHash);
  if (earlier !== null) return earlier;
  const pupil = await viewReview(deps, holder, caseRef);
  await unchangedSince(deps, pupil, entry);
  if (pupil.pending.includes(step) || reviewNow(pupil.facts).byCouncil) throw notNow();
  mayStep(pupil, step, on);
  const fact: ToldFact = { type: step, on };
  const { facts } = await prepareFacts(deps, [fact], () => 'step', now, { caseRef, staff: holder.ref });
  const command = { commandId, actor: holder.ref, facts, ifEntry: Math.min(entry, pupil.position) };
  return saveAndSend(deps, holder, { command, caseRef, bodyHash, sentAt: now, notes: [], state: 'pending' });
}

/** Said here before it is sent; under the record's lock it is asked again. */
export async function unchangedSince(deps: UseCaseDeps, { caseRef, position }: PupilReview, entry: number): Promise<void> {
  if (entry >= position) return;
  const changed = await changedSince(deps, caseRef, entry);
  if (changed.extra.changes?.length) throw changed;
}

const WHY: Readonly<Record<Exclude<StepRefused, 'not-now' | 'no-meeting'>, (day: IsoDate) => string>> = {
  'before-date-set': (day) => `must not be before ${day}, the day on which the date of the meeting was set: what went before was for another date`,
  'after-meeting': (day) => `must not be after ${day}, the day of the meeting`,
  'before-last-meeting': (day) => `must not be before ${day}: a meeting is recorded for the day before it already`,
};

/** @throws AppError `invalid`, `rule-refused` */
export function mayStep({ facts }: Pick<PupilReview, 'facts'>, step: SettingStep, on: IsoDate): void {
  const refused = stepRefused(facts, step, on);
  if (refused === null) return;
  const { code, day } = refused;
  if (code === 'no-meeting') throw new AppError('rule-refused', { detail: REFUSALS[code].sentence, refusal: code, law: REFUSALS[code].law });
  if (code === 'not-now' || day === null) throw notNow();
  throw invalid([{ path: 'on', message: WHY[code](day) }]);
}

export const notNow = (): AppError =>
  new AppError('rule-refused', { detail: 'This is recorded already, or is not asked of you now. See what is, on the page of the review.', refusal: 'not-asked-for', law: REFUSALS['not-asked-for'].law });
