import { isAuditStage } from '../../../domain/stages.js';
import type { FamilyView } from '../../../api/use-cases/family.js';
import { longDay, longTime } from '../../dates.js';
import type { FamilyReview } from '../../../domain/review/family.js';
import { paths } from '../../paths.js';
import { PLAN_WORDS } from '../../words/plan.js';
import type { FamilyWords } from '../../words/family.js';

/** The three answers, in plain words. */
export function familyShown({ record, next, undone, disagree, maySay, review, letters, hasPlan }: FamilyView, t: FamilyWords): object {
  const { stage, owner, team, child, ref } = record;
  return {
    ref,
    child,
    where: undone !== null ? t.undone[undone] : stage === null || isAuditStage(stage) ? t.unknown : t.where[stage],
    who: owner === null ? t.nobody(team) : t.whoHolds(owner.name, team),
    next: next === null ? null : { what: review !== null && next.code === 'hear-representations' ? t.next.amendment : nextWords(next.code, t), when: next.late ? t.wasDue(longDay(next.dueOn)) : t.by(longDay(next.dueOn)), late: next.late },
    plan: hasPlan ? { href: paths.familyPlan, text: PLAN_WORDS.family.read } : null,
    review: review === null ? null : reviewWords(review, t),
    disagree: disagree === null ? null : disagreeWords(disagree, t),
    maySay: maySay === null ? null : sayWords(maySay, t),
    letters: letters.map((letter) => ({ subject: letter.subject, sent: longTime(letter.sentAt), blocks: letter.body.flatMap(blockOf) })),
  };
}

const nextWords = (code: string, t: FamilyWords): string => (code in t.next ? t.next[code as keyof typeof t.next] : t.next.other);

function disagreeWords({ appealBy, mediationBy }: NonNullable<FamilyView['disagree']>, t: FamilyWords): readonly string[] {
  const words = t.disagree;
  return [words.talk, mediationBy === null ? words.mediationOver : words.mediation(longDay(mediationBy)), words.appeal(longDay(appealBy)), words.letter];
}

/** Where the review stands, what was decided, and how to take part. */
function reviewWords(review: FamilyReview, t: FamilyWords): object {
  const { stands, meetingOn, byCouncil, noticeBy, decideBy, decision, amendment, ended, reviewBy } = review;
  const words = t.review;
  const on = meetingOn === null ? '' : longDay(meetingOn);
  return {
    lines: [
      ...(stands === 'decided' ? [] : [words.stands[stands](on)]),
      ...(stands === 'date-set' ? [byCouncil ? words.byCouncil : words.bySetting, ...(noticeBy === null ? [] : [words.noticeBy(longDay(noticeBy))])] : []),
      ...(decideBy === null ? [] : [words.decideBy(longDay(decideBy))]),
      ...(decision === null ? [] : [words.decided[decision.decision](longDay(decision.on))]),
      ...(amendment === null ? [] : amendmentWords(amendment, t)),
      ...(ended === null ? [] : [words.ended[ended.by](longDay(ended.on))]),
      ...(reviewBy === null || stands === 'held' ? [] : [words.wholeBy(longDay(reviewBy))]),
    ],
    takePart: stands === 'no-date' || stands === 'date-set' ? words.takePart : [],
  };
}

const amendmentWords = ({ noticeOn, commentUntil, finalBy }: NonNullable<FamilyReview['amendment']>, { review: words }: FamilyWords): readonly string[] => [
  words.noticeOn(longDay(noticeOn)),
  ...(commentUntil === null ? [] : [words.commentUntil(longDay(commentUntil))]),
  ...(finalBy === null ? [] : [words.finalBy(longDay(finalBy))]),
];

function sayWords({ about, until }: NonNullable<FamilyView['maySay']>, t: FamilyWords): object {
  const isWindow = about === 'draft' || about === 'amendment';
  const words = t.say.about[about];
  return { title: words.title, hint: words.hint, until: until === null ? null : (isWindow ? t.say.draftUntil : about === 'review' ? t.say.reviewUntil : t.say.viewsUntil)(longDay(until)) };
}

/** A letter's block as it went: its kind and words. Links stay in the letter: they were that letter's way in. */
function blockOf(block: unknown): { kind: string; text: string; items: readonly string[] }[] {
  if (typeof block !== 'object' || block === null) return [];
  const { kind, text, items } = block as Readonly<{ kind?: unknown; text?: unknown; items?: unknown }>;
  if (kind === 'link' || typeof kind !== 'string') return [];
  return [{ kind, text: typeof text === 'string' ? text.replaceAll('{{link}}', '') : '', items: Array.isArray(items) ? items.filter((item): item is string => typeof item === 'string') : [] }];
}
