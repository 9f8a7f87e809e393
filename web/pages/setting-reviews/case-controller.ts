import { Router } from 'express';
import { reportsOfCase } from '../../../api/use-cases/review-report.js';
import { viewNextSteps } from '../../../api/use-cases/read-case.js';
import { revokeLinks } from '../../../api/use-cases/links.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, type Site } from '../../site.js';
import { REVIEW_WORDS } from '../../words/setting-reviews.js';
import { stateOf } from '../advice/asking-presenter.js';
import { reviewShown } from './case-presenter.js';

const t = REVIEW_WORDS.ofCase;

/** The caseworker's side: every review of a plan with the report its setting sent, before the decision and as evidence of it after. */
export const caseReportRoutes = (site: Site): Router =>
  Router()
    .get(paths.caseReports(':ref'), async (req, res) => {
      const caller = callerOf(site, req);
      const { access, reviews, reports, bornOn, links, mayRecord } = await reportsOfCase(site.useCases, caller, part(req, 'ref'));
      const { steps } = await viewNextSteps(site.useCases, caller, access.ref);
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
          writeHref: mayRecord && !access.attends && held[0]?.byCouncil === true && held[0].reportOn === null ? paths.councilReport(access.ref) : null,
          decideHref: steps.some(({ type, may }) => may && type === 'review-decision-sent') ? paths.record(access.ref, 'review-decision-sent') : null,
          revokeAction: paths.caseReportsLink(access.ref),
          level: 3,
        },
      });
    })
    .post(paths.caseReportsLink(':ref'), async (req, res) => {
      await revokeLinks(site.useCases, callerOf(site, req), { caseRef: part(req, 'ref'), forKind: 'setting', forRef: textOf(req.body, 'whose') });
      res.redirect(303, `${paths.caseReports(part(req, 'ref'))}?done=ended`);
    });
