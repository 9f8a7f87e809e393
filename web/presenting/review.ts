import type { Break } from '../../domain/review-year/limits.js';
import type { Proposal } from '../../domain/review-year/plan-the-year.js';
import { longDay, shortDay } from '../dates.js';
import { REVIEW_WORDS } from '../words/reviews.js';

const { breaks: b, why: w, infeasible } = REVIEW_WORDS;

/** A limit that a day breaks, as a sentence without its full stop. */
export function breakWords(broken: Break): string {
  switch (broken.limit) {
    case 'notice':
      return b.notice(shortDay(broken.firstOn));
    case 'complete':
      return b.complete(shortDay(broken.lastOn), shortDay(broken.completeBy));
    case 'transfer':
      return b.transfer(shortDay(broken.lastOn), shortDay(broken.amendBy));
    case 'not-working':
      return b['not-working'];
    case 'closed':
      return b.closed(shortDay(broken.from), shortDay(broken.to));
    case 'setting-full':
    case 'week-full':
      return b[broken.limit](broken.held, broken.most);
  }
}

/** Why this day is proposed: the span that is in time, the days in it with room, and what the week and the setting then hold. */
export function whyWords({ why, infeasible: cause, meetingOn }: Proposal): readonly string[] {
  const { from, to, binds, completeBy, amendBy, openDays, freeDays, week, settingDay, isKnownOpen } = why;
  return [
    ...(cause === null
      ? [w[binds](longDay(from), longDay(to), shortDay(binds === 'transfer' ? (amendBy ?? completeBy) : completeBy)), w.days(openDays, freeDays), w.level]
      : [infeasible[cause](longDay(to), longDay(from))]),
    ...(week === null ? [] : [w.week(shortDay(week.from), week.held, week.most)]),
    ...(settingDay === null ? [] : [w.settingDay(settingDay.held, settingDay.most)]),
    ...(isKnownOpen || meetingOn === null ? [] : [w.unknown]),
  ];
}
