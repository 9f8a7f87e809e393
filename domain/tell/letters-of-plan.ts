import type { IsoDate } from '../dates/iso-date.js';
import type { Fact, FactType } from '../facts/fact.js';
import { isCorrection, story as storyOf, type Story } from '../facts/story.js';
import { followed, meetingBefore } from '../law/reviews.js';
import { reviewsIn } from '../review/cycle.js';
import type { LetterCode, Wanted } from './letter-codes.js';
import { to, unlessAfter } from './wanted.js';

/** Facts of a plan's life that are said by a letter. */
const SAID = [
  'review-date-set', 'review-meeting-held', 'review-decision-sent', 'amendment-notice-sent', 'amendment-dropped', 'amended-plan-issued', 'early-review-answered',
  'reassessment-agreed', 'reassessment-refused', 'reassessed-plan-issued', 'plan-left-unchanged', 'cease-proposed', 'cease-decided', 'plan-ceased', 'move-known',
  'plan-transferred', 'family-told-of-transfer',
] as const satisfies readonly FactType[];

type OfPlan = Fact<(typeof SAID)[number]>;

export const isOfPlan = (fact: Fact): fact is OfPlan => SAID.some((type) => type === fact.type);

/**
 * The letters of a plan's life: reviews, amendments, reassessment, ceasing, moves. What the head of a setting sends everybody, its
 * invitations, papers and report, is not the council's to send again. A step that the next one has overtaken is not announced.
 *
 * @source SEND Regulations 2014 regs 15, 20 to 22, 25, 27, 28, 31; law.md section 4
 */
export function lettersOfPlan(fact: OfPlan, story: Story): readonly Wanted[] {
  switch (fact.type) {
    case 'review-date-set':
      return ofDate(fact, story);
    case 'review-meeting-held':
      return isUnreported(fact, story) ? [to('review-report-request', 'setting-attended')] : [];
    case 'review-decision-sent':
      return ofDecision(fact, story);
    case 'amendment-notice-sent':
      return unlessAfter(fact, story, ['amended-plan-issued', 'amendment-dropped', ...PLAN_OVER], to('amendment-notice', 'family'));
    case 'amendment-dropped':
      return [to('amendment-dropped', 'family')];
    case 'amended-plan-issued':
    case 'reassessed-plan-issued':
      return [to(fact.type === 'amended-plan-issued' ? 'amended-plan' : 'reassessed-plan', 'family'), to('plan-changed-partners', 'icb'), to('plan-changed-partners', 'setting', fact.setting ?? null)];
    case 'early-review-answered':
      return earlyReviewRefused(fact, story);
    case 'plan-left-unchanged':
      return [to('plan-left-unchanged', 'family')];
    case 'reassessment-agreed':
      return unlessAfter(fact, story, ['reassessed-plan-issued', 'plan-left-unchanged', ...PLAN_OVER], to('reassessment-agreed', 'family'));
    case 'reassessment-refused':
      return unlessAfter(fact, story, ['reassessment-agreed'], to('reassessment-refused', 'family'));
    case 'cease-proposed':
      return unlessAfter(fact, story, ['cease-decided', ...PLAN_OVER], to('ceasing-considered', 'family'), toNamed('ceasing-consultation', story));
    case 'cease-decided':
      return [to('plan-ceasing', 'family'), to('plan-ceasing-partners', 'icb'), toNamed('plan-ceasing-partners', story)];
    case 'plan-ceased':
      return SAID_OTHERWISE.includes(fact.reason ?? '') ? [] : [to('plan-ended', 'family'), to('plan-ended-partners', 'icb'), toNamed('plan-ended-partners', story)];
    case 'move-known':
      return isMoveAhead(fact, story) ? [to('moving-away', 'family')] : [];
    case 'plan-transferred':
      return fact.to === undefined ? [] : [to('plan-transferred', 'family'), to('plan-transferred-partners', 'icb'), to('plan-transferred-partners', 'setting-attended')];
    case 'family-told-of-transfer':
      return [to('transfer-received', 'family')];
  }
}

/** To whoever asked. One that is agreed to is said by the date of its meeting. */
function earlyReviewRefused(answer: Fact<'early-review-answered'>, story: Story): readonly Wanted[] {
  const asked = story.of('early-review-requested').findLast(({ on }) => on <= answer.on);
  if (answer.answer === 'yes') return [];
  return unlessAfter(answer, story, ['review-date-set', ...PLAN_OVER], asked?.by === 'setting' ? to('early-review-refused-setting', 'setting-attended') : to('early-review-refused', 'family'));
}

const PLAN_OVER: readonly FactType[] = ['plan-ceased', 'plan-transferred'];
/** SEN2's reasons for ceasing of which nobody is to be told by this letter: the plan went to another council, the child died. */
const SAID_OTHERWISE: readonly string[] = ['sen2-5', 'sen2-8'];

/** The date that holds, of a meeting that is still to come: to the family, and to the setting that holds it. */
function ofDate(set: Fact<'review-date-set'>, story: Story): readonly Wanted[] {
  const [now] = reviewsIn(story);
  if (now?.held !== null || now.setBy !== set.id) return [];
  const isMoved = movedFrom(set, story) !== null;
  return unlessAfter(set, story, PLAN_OVER, to(isMoved ? 'review-rearranged' : 'review-arranged', 'setting-attended'), to(isMoved ? 'review-date-moved' : 'review-date', 'family'));
}

/** The day the coming meeting was to be on until this date was set; null where there was none, or it is the same. */
export function movedFrom(set: Fact<'review-date-set'>, { facts }: Story): IsoDate | null {
  const [before] = reviewsIn(storyOf(facts.filter((fact) => fact.id !== set.id && !isCorrection(fact))));
  const day = before?.held === null ? before.plannedOn : null;
  return day === set.meetingOn ? null : day;
}

/** A meeting nobody has reported or decided on. */
function isUnreported({ id }: Fact, story: Story): boolean {
  const review = reviewsIn(story).find(({ held }) => held?.occurrence === id);
  return review?.reportOn === null && review.decision === null;
}

/** One envelope for a decision and what goes with it: the notice of amendments says the decision, and so does the decision to cease. */
function ofDecision(fact: Fact<'review-decision-sent'>, story: Story): readonly Wanted[] {
  const decided = to('review-decided', 'setting-attended');
  switch (fact.decision) {
    case 'keep':
      return [to('review-kept', 'family'), decided];
    case 'amend':
      return [...(isSaidByNotice(fact, story) ? [] : unlessAfter(fact, story, PLAN_OVER, to('review-amending', 'family'))), decided];
    case 'cease':
      if (story.of('cease-decided').some(({ on }) => on === fact.on)) return namedIn(story) === null ? [] : [decided];
      return [to('review-ceasing', 'family'), decided, to('review-decided', 'icb')];
  }
}

function isSaidByNotice(decision: Fact, story: Story): boolean {
  const meeting = meetingBefore(decision, story);
  return meeting !== null && followed(meeting, story).notices.some(({ on }) => on <= decision.on);
}

/**
 * The institution the plan names, where a fact says it; else the one attended, which it nearly always is.
 * @source SEND Regulations 2014 reg 31(1)(c), (2)
 */
function toNamed(letter: LetterCode, story: Story): Wanted {
  const named = namedIn(story);
  return named === null ? to(letter, 'setting-attended') : to(letter, 'setting', named);
}

function namedIn({ facts }: Story): string | null {
  const issued = facts.findLast((fact) => fact.type === 'amended-plan-issued' || fact.type === 'reassessed-plan-issued');
  return issued !== undefined && 'setting' in issued ? (issued.setting ?? null) : null;
}

/** The last word on a move of a plan that has not been transferred. Nothing transfers during an assessment. */
function isMoveAhead(move: Fact<'move-known'>, { of, facts }: Story): boolean {
  const hasPlan = facts.some(({ type }) => type === 'plan-made' || type === 'plan-transferred');
  const isOver = of('plan-transferred').some((moved) => moved.to !== undefined && moved.on >= move.on);
  return hasPlan && !isOver && of('move-known').every((other) => other.id === move.id || other.on < move.on || other.on === move.on);
}

/** What a setting does of its own review, and the family's day there: the council holds the review of who attends none. @source SEND Regulations 2014 regs 20(ZA), 21(1) */
export const isOfSettingsReview = ({ letter, audience }: Pick<Wanted, 'letter' | 'audience'>): boolean =>
  OF_THE_MEETING.includes(letter) || (audience === 'setting-attended' && TOLD_WHERE_ATTENDED.includes(letter));

const OF_THE_MEETING: readonly LetterCode[] = ['review-date', 'review-date-moved', 'review-arranged', 'review-rearranged', 'review-report-request', 'review-reminder'];
const TOLD_WHERE_ATTENDED: readonly LetterCode[] = ['early-review-refused-setting', 'review-decided', 'plan-ended-partners', 'plan-transferred-partners'];
