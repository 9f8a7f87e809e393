import { isInYear9OrBeyond } from '../../../domain/dates/school-year.js';
import type { SentReport } from '../../../api/setting-review-models.js';
import type { ReportsOfCase } from '../../../api/use-cases/review-report.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import type { Review } from '../../../domain/review/cycle.js';
import { reportProblems } from '../../../domain/review/quality.js';
import { longDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { REVIEW_WORDS } from '../../words/setting-reviews.js';
import { lackWords, sentWords } from './report-presenter.js';

const t = REVIEW_WORDS.ofCase;

/** A review as the caseworker reads it: its report, what that does not say, and what was decided on it. */
export function reviewShown(review: Review, reports: readonly SentReport[], ref: string, bornOn: IsoDate): object {
  const { held } = review;
  const theirs = reportsOf(review, reports);
  const [latest] = theirs;
  return {
    title: t.meeting(held === null ? '' : longDay(held.on)),
    lines: linesOf(review, reports),
    sent: sentWords(theirs, (file) => paths.caseFile(ref, file)),
    lacks: latest === undefined || held === null ? [] : lackWords(reportProblems(latest.form, isInYear9OrBeyond(bornOn, held.on))).map(({ text }) => text),
  };
}

const reportsOf = ({ held }: Review, reports: readonly SentReport[]): readonly SentReport[] => reports.filter(({ occurrence }) => occurrence === held?.occurrence);

function linesOf(review: Review, reports: readonly SentReport[]): readonly string[] {
  const { reportOn, decision } = review;
  const [latest] = reportsOf(review, reports);
  const recommends = latest?.form.recommendation ?? '';
  return [
    reportOn === null ? t.noReport : latest === undefined ? t.byHand(longDay(reportOn)) : t.sent(latest.setting.name, longDay(reportOn)),
    ...(recommends === '' ? [] : [t.recommends(REVIEW_WORDS.report.recommendations[recommends])]),
    decision === null ? t.undecided : t.decidedOn(REVIEW_WORDS.decided[decision.decision], longDay(decision.on)),
  ];
}

/** The last review that was held, in few words for the plan's own page. */
export function latestReview({ access, reviews, reports }: ReportsOfCase): object {
  const last = reviews.find(({ held }) => held !== null) ?? null;
  const meeting = last?.held ?? null;
  return { title: t.title, href: paths.caseReports(access.ref), lines: last === null || meeting === null ? [t.empty] : [t.meeting(longDay(meeting.on)), ...linesOf(last, reports)] };
}
