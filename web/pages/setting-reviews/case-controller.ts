import { Router } from 'express';
import { reportsOfCase } from '../../../api/use-cases/review-report.js';
import { revokeLinks } from '../../../api/use-cases/links.js';
import type { SentReport } from '../../../api/setting-review-models.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import type { Review } from '../../../domain/review/cycle.js';
import { looksAtAdulthood } from '../../../domain/review/form.js';
import { reportProblems } from '../../../domain/review/quality.js';
import { longDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, type Site } from '../../site.js';
import { REVIEW_WORDS } from '../../words/setting-reviews.js';
import { stateOf } from '../advice/asking-presenter.js';
import { lackWords, sentWords } from './report-presenter.js';

const t = REVIEW_WORDS.ofCase;

/** The caseworker's side: every review of a plan with the report its setting sent, before the decision and as evidence of it after. */
export const caseReportRoutes = (site: Site): Router =>
  Router()
    .get(paths.caseReports(':ref'), async (req, res) => {
      const { access, reviews, reports, bornOn, links, mayRecord } = await reportsOfCase(site.useCases, callerOf(site, req), part(req, 'ref'));
      const held = reviews.filter((review) => review.held !== null);
      show(site, req, res, {
        view: 'setting-reviews/of-case',
        title: `${t.title}, ${access.ref}`,
        section: 'cases',
        notice: textOf(req.query, 'done') === 'ended' ? { good: true, title: t.title, text: t.ended } : null,
        shown: {
          words: t,
          ref: access.ref,
          back: paths.case(access.ref),
          reviews: held.map((review) => reviewShown(review, reports, access.ref, bornOn)),
          links: links.map(({ forRef, forName, openedAt, lockedAt }) => ({ whose: forRef, text: t.link(forName ?? '', stateOf(openedAt, lockedAt)), name: forName })),
          mayRecord,
          revokeAction: paths.caseReportsLink(access.ref),
          level: 3,
        },
      });
    })
    .post(paths.caseReportsLink(':ref'), async (req, res) => {
      await revokeLinks(site.useCases, callerOf(site, req), { caseRef: part(req, 'ref'), forKind: 'setting', forRef: textOf(req.body, 'whose') });
      res.redirect(303, `${paths.caseReports(part(req, 'ref'))}?done=ended`);
    });

function reviewShown({ held, reportOn, decision }: Review, reports: readonly SentReport[], ref: string, bornOn: IsoDate): object {
  const theirs = reports.filter(({ occurrence }) => occurrence === held?.occurrence);
  const [latest] = theirs;
  return {
    title: t.meeting(held === null ? '' : longDay(held.on)),
    report: reportOn === null ? t.noReport : latest === undefined ? t.byHand(longDay(reportOn)) : t.sent(latest.setting.name, longDay(reportOn)),
    decision: decision === null ? t.undecided : t.decidedOn(REVIEW_WORDS.decided[decision.decision], longDay(decision.on)),
    sent: sentWords(theirs, (file) => paths.caseFile(ref, file)),
    lacks: latest === undefined || held === null ? [] : lackWords(reportProblems(latest.form, looksAtAdulthood(bornOn, held.on))).map(({ text }) => text),
  };
}
