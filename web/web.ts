import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { Router, type Request } from 'express';
import { csrfOnChanges } from '../api/http/session.js';
import type { Pages } from '../api/app.js';
import type { UseCaseDeps } from '../api/ports.js';
import type { Mode } from '../api/use-cases/sign-in.js';
import { askingRoutes } from './pages/advice/asking-controller.js';
import { adviceRoutes } from './pages/advice/controller.js';
import { auditRoutes } from './pages/audits/controller.js';
import { auditFrameworkRoutes } from './pages/audit-frameworks/controller.js';
import { auditFrameworkDecideRoutes } from './pages/audit-frameworks/decide-controller.js';
import { auditFrameworkDraftRoutes } from './pages/audit-frameworks/draft-controller.js';
import { auditSamplingRoutes } from './pages/audit-sampling/controller.js';
import { auditDrawRoutes } from './pages/audits/draw-controller.js';
import { auditMarkRoutes } from './pages/audits/mark-controller.js';
import { auditModerationRoutes } from './pages/audits/moderation-controller.js';
import { auditPanelRoutes } from './pages/audits/panel-controller.js';
import { uploads } from './files/uploads.js';
import { thenRoutes } from './pages/as-it-stood/controller.js';
import { assignRoutes } from './pages/assign/controller.js';
import { goodPracticeRoutes } from './pages/good-practice/controller.js';
import { learningRoutes } from './pages/audits/learning/controller.js';
import { officerRoutes } from './pages/audits/learning/officers-controller.js';
import { pointRoutes } from './pages/audits/learning/point-controller.js';
import { caseRoutes } from './pages/case/controller.js';
import { causeRoutes } from './pages/causes/controller.js';
import { clockRoutes } from './pages/clock/controller.js';
import { cohortRoutes } from './pages/cohorts/controller.js';
import { consultationRoutes } from './pages/consultation/controller.js';
import { correctRoutes } from './pages/correct/controller.js';
import { feedbackRoutes } from './pages/feedback/controller.js';
import { caseFeedbackRoutes } from './pages/feedback/case-controller.js';
import { howItWasRoutes } from './pages/feedback/give-controller.js';
import { feedbackThemeRoutes } from './pages/feedback/themes-controller.js';
import { feedbackWordsRoutes } from './pages/feedback/words-controller.js';
import { familyRoutes } from './pages/family/controller.js';
import { familyPlanRoutes } from './pages/family/plan-controller.js';
import { figuresRoutes } from './pages/figures/controller.js';
import { directorRoutes } from './pages/forecast/director-controller.js';
import { forecastPages } from './pages/forecast/controller.js';
import { whatIfPages } from './pages/forecast/what-if-controller.js';
import { frontRoutes } from './pages/front/controller.js';
import { escalationRoutes } from './pages/escalations/controller.js';
import { countsFor } from './pages/escalations/counts.js';
import { exportRoutes } from './pages/import/export-controller.js';
import { importRoutes } from './pages/import/controller.js';
import { improvementRoutes } from './pages/improvement/controller.js';
import { improvementPackRoutes } from './pages/improvement/packs-controller.js';
import { improvementWriteRoutes } from './pages/improvement/write-controller.js';
import { linkRoutes } from './pages/link/controller.js';
import { ladderChangeRoutes } from './pages/ladders/change-controller.js';
import { ladderRoutes } from './pages/ladders/controller.js';
import { letterRoutes } from './pages/letters/controller.js';
import { movedInRoutes } from './pages/moved-in/controller.js';
import { newCaseRoutes } from './pages/new-case/controller.js';
import { panelRoutes } from './pages/panels/controller.js';
import { outboxRoutes } from './pages/outbox/controller.js';
import { peopleRoutes } from './pages/people/controller.js';
import { planRoutes } from './pages/plan/controller.js';
import { planEditRoutes } from './pages/plan/edit-controller.js';
import { postRoutes } from './pages/post/controller.js';
import { placementRoutes } from './pages/placements/controller.js';
import { answerWithPage, noSuchPage } from './pages/problem/controller.js';
import { recordRoutes } from './pages/record-fact/controller.js';
import { reviewDateRoutes } from './pages/reviews/date-controller.js';
import { receivedListRoutes } from './pages/review-lists/received-controller.js';
import { reviewTermRoutes } from './pages/review-lists/controller.js';
import { reviewFigureRoutes } from './pages/reviews/figures-controller.js';
import { reviewListRoutes } from './pages/reviews/list-controller.js';
import { phaseRoutes } from './pages/reviews/phases-controller.js';
import { reviewYearRoutes } from './pages/reviews/year-controller.js';
import { reportActionRoutes } from './pages/reports/action-controller.js';
import { reportCaseRoutes } from './pages/reports/cases-controller.js';
import { boardRoutes } from './pages/reports/board-controller.js';
import { reportRoutes } from './pages/reports/controller.js';
import { reportRedRoutes } from './pages/reports/red-controller.js';
import { savedRoutes } from './pages/saved/controller.js';
import { caseReportRoutes } from './pages/setting-reviews/case-controller.js';
import { reviewInboxRoutes } from './pages/setting-reviews/inbox-controller.js';
import { reviewReportRoutes } from './pages/setting-reviews/report-controller.js';
import { reviewRoutes } from './pages/setting-reviews/review-controller.js';
import { ruleChangeRoutes } from './pages/rules/change-controller.js';
import { ruleRoutes } from './pages/rules/controller.js';
import { settingRoutes } from './pages/settings/controller.js';
import { signInRoutes } from './pages/sign-in/controller.js';
import { statementRoutes } from './pages/statements/controller.js';
import { taskRoutes } from './pages/tasks/controller.js';
import { teamRoutes } from './pages/team/controller.js';
import { handOverRoutes } from './pages/team/hand-over-controller.js';
import { workListRoutes } from './pages/work-list/controller.js';
import { stepRoutes } from './pages/work-list/steps-controller.js';
import { viewRoutes } from './pages/work-list/views-controller.js';
import { paths } from './paths.js';
import { createRenderer, GOVUK_FOLDER } from './render.js';
import type { Demonstration, DrawPdf, SentFiles, Site } from './site.js';
import { sessionVisits } from './visits.js';

export type WebDeps = Readonly<{
  useCases: UseCaseDeps;
  mode: Mode;
  /** What the demonstration council is made from, read when the front page is; null or left out outside demonstration mode. */
  demonstration?: () => Promise<Demonstration | null>;
  /** What the demonstration sent; left out elsewhere. */
  sentFiles?: SentFiles | null;
  /** Draws papers; left out, none is offered as a PDF. */
  drawPdf?: DrawPdf;
  /** Logs a fault: the page says only that there is one. */
  report: (req: Request, error: unknown) => void;
}>;

const folder = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const FORM_LIMIT = '200kb';

/**
 * The pages of the three users.
 *
 * @returns `open`: styles, the clock and the statements; they need neither session nor database, so mount them before both.
 *   `signedIn`: the rest; mount it after the session and the API. `problems`: the failures of everything before it that is no
 *   part of the API, a lost database under the session among them; mount it last. `addresses`: whose requests are limited
 */
export function createWeb(deps: WebDeps): Pages {
  const site: Site = {
    useCases: deps.useCases,
    mode: deps.mode,
    visits: sessionVisits,
    render: createRenderer(),
    demonstration: deps.demonstration ?? (() => Promise.resolve(null)),
    sentFiles: deps.sentFiles ?? null,
    drawPdf: deps.drawPdf ?? null,
    report: deps.report,
  };
  return {
    open: openPages(site),
    signedIn: signedInPages(site),
    problems: answerWithPage(site),
    addresses: { signIn: [paths.signIn, paths.link(':token'), paths.linkCode(':token')], clock: [paths.clock, paths.clockAdd] },
  };
}

function openPages(site: Site): Router {
  const router = Router();
  const kept = { immutable: false, maxAge: '1h', index: false, redirect: false } as const;
  router.use(`${paths.assets}/govuk`, express.static(join(GOVUK_FOLDER, 'govuk'), { ...kept, extensions: [] }));
  router.use(`${paths.assets}/styles`, express.static(folder('assets/styles'), kept));
  router.use(paths.assets, express.static(folder('public'), kept));
  router.use(
    [paths.clock, paths.clockAdd],
    express.urlencoded({ extended: false, limit: FORM_LIMIT, parameterLimit: 500 }),
  );
  router.use(clockRoutes(site), statementRoutes(site));
  router.use(answerWithPage(site));
  return router;
}

function signedInPages(site: Site): Router {
  const router = Router();
  router.use(uploads(site)); // before the token is checked: it is in the form they read
  router.use(express.urlencoded({ extended: false, limit: FORM_LIMIT, parameterLimit: 500 }), csrfOnChanges);
  router.use(countsFor(site));
  router.use(linkRoutes(site), askingRoutes(site), familyRoutes(site), familyPlanRoutes(site), howItWasRoutes(site), consultationRoutes(site));
  router.use(reviewInboxRoutes(site), reviewRoutes(site), reviewReportRoutes(site), caseReportRoutes(site));
  router.use(frontRoutes(site), signInRoutes(site), newCaseRoutes(site), movedInRoutes(site), workListRoutes(site), viewRoutes(site), stepRoutes(site));
  router.use(assignRoutes(site), thenRoutes(site), teamRoutes(site), handOverRoutes(site));
  router.use(recordRoutes(site), correctRoutes(site), savedRoutes(site), causeRoutes(site), caseRoutes(site));
  router.use(planRoutes(site), planEditRoutes(site));
  router.use(adviceRoutes(site), panelRoutes(site), placementRoutes(site), peopleRoutes(site), figuresRoutes(site));
  router.use(reviewListRoutes(site), reviewYearRoutes(site), reviewDateRoutes(site), phaseRoutes(site), reviewFigureRoutes(site));
  router.use(reviewTermRoutes(site), receivedListRoutes(site));
  router.use(importRoutes(site), exportRoutes(site));
  router.use(ladderRoutes(site), ladderChangeRoutes(site), ruleRoutes(site), ruleChangeRoutes(site)); // before the settings, whose references stand in the same place
  router.use(reportRoutes(site), reportCaseRoutes(site), reportActionRoutes(site), reportRedRoutes(site), boardRoutes(site), cohortRoutes(site));
  router.use(learningRoutes(site), officerRoutes(site), pointRoutes(site)); // before the audits, whose references stand in the same place
  router.use(goodPracticeRoutes(site));
  router.use(auditFrameworkDraftRoutes(site), auditFrameworkDecideRoutes(site), auditFrameworkRoutes(site), auditSamplingRoutes(site), auditDrawRoutes(site), auditMarkRoutes(site), auditModerationRoutes(site), auditPanelRoutes(site), auditRoutes(site));
  router.use(caseFeedbackRoutes(site), feedbackRoutes(site), feedbackWordsRoutes(site), feedbackThemeRoutes(site));
  router.use(forecastPages(site), whatIfPages(site), directorRoutes(site));
  router.use(improvementPackRoutes(site), improvementWriteRoutes(site), improvementRoutes(site)); // packs and forms before the references, which stand in the same place
  router.use(letterRoutes(site), settingRoutes(site), taskRoutes(site), escalationRoutes(site), postRoutes(site), outboxRoutes(site));
  router.use(noSuchPage, answerWithPage(site));
  return router;
}
