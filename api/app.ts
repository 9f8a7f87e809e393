import express, { type ErrorRequestHandler, type Express, type Router } from 'express';
import type { Pool } from 'pg';
import { notFound } from './errors.js';
import { docs } from './http/docs.js';
import { answerProblem } from './http/failure.js';
import { requestLog, type Logger } from './http/log.js';
import { healthRoutes } from './http/health.js';
import { mountRoutes } from './http/mount.js';
import { openApi } from './http/openapi.js';
import type { RouteDeps } from './http/route.js';
import { fromMailbox } from './http/post-token.js';
import { cspNonce, limitTo, noStore, securityHeaders } from './http/security.js';
import { findCaller, sessions } from './http/session.js';
import type { Health } from './ports.js';
import { adviceRoutes } from './routes/advice.js';
import { auditFrameworkRoutes } from './routes/audit-frameworks.js';
import { auditRoutes } from './routes/audits.js';
import { feedbackRoutes } from './routes/feedback.js';
import { goodPracticeRoutes } from './routes/good-practice.js';
import { learningRoutes } from './routes/learning.js';
import { caseRoutes } from './routes/cases.js';
import { clockRoutes } from './routes/clock.js';
import { commandRoutes } from './routes/commands.js';
import { delayCauseRoutes } from './routes/delay-causes.js';
import { escalationRoutes } from './routes/escalations.js';
import { exportRoutes } from './routes/exports.js';
import { forecastRoutes } from './routes/forecast.js';
import { importRoutes } from './routes/imports.js';
import { improvementRoutes } from './routes/improvement.js';
import { ladderRoutes } from './routes/ladders.js';
import { ownRuleRoutes } from './routes/own-rules.js';
import { letterRoutes } from './routes/letters.js';
import { listRoutes } from './routes/lists.js';
import { panelRoutes } from './routes/panels.js';
import { phaseRoutes } from './routes/phases.js';
import { planRoutes } from './routes/plans.js';
import { planWritingRoutes } from './routes/plan-writing.js';
import { BOUNCES_PATH, MAIL_TYPE, POST_PATH, postRoutes } from './routes/post.js';
import { cohortRoutes } from './routes/cohorts.js';
import { redExplanationRoutes } from './routes/red-explanations.js';
import { reportRoutes } from './routes/reports.js';
import { reviewRoutes } from './routes/reviews.js';
import { reviewYearRoutes } from './routes/review-year.js';
import { settingRoutes } from './routes/settings.js';
import { sessionRoutes } from './routes/session.js';
import { teamRoutes } from './routes/team.js';

/**
 * The pages, made by web/: `open` needs neither session nor database; `problems` answers for all that is not the API; `addresses`
 * are those whose requests count with their twins of the API.
 */
export type Pages = Readonly<{
  open: Router;
  signedIn: Router;
  problems: ErrorRequestHandler;
  addresses: Readonly<{ signIn: readonly string[]; clock: readonly string[] }>;
}>;

export type AppDeps = RouteDeps &
  Readonly<{
    log: Logger;
    /** Connections of the sessions. */
    pool: Pool;
    health: Health;
    limits: Readonly<{ all: number; signIn: number; clock: number }>;
    session: Readonly<{ hours: number; secure: boolean }>;
    trustProxy: number;
    /** Of the council's mailbox; null or left out: no mail can be handed over. */
    postToken?: string | null;
    pages?: Pages;
  }>;

/** Those for whoever is signed in, in the order of their documentation. */
const SIGNED_IN = [
  ...sessionRoutes, ...teamRoutes, ...caseRoutes, ...reviewRoutes, ...reviewYearRoutes, ...phaseRoutes, ...planRoutes, ...planWritingRoutes, ...commandRoutes, ...adviceRoutes, ...panelRoutes,
  ...letterRoutes, ...settingRoutes, ...ladderRoutes, ...ownRuleRoutes, ...delayCauseRoutes, ...escalationRoutes, ...listRoutes, ...forecastRoutes, ...importRoutes, ...exportRoutes, ...reportRoutes, ...redExplanationRoutes, ...cohortRoutes, ...learningRoutes, ...goodPracticeRoutes, ...feedbackRoutes, ...auditFrameworkRoutes, ...auditRoutes, ...improvementRoutes,
];
/** Every route of the API. */
export const ROUTES = [...clockRoutes, ...SIGNED_IN, ...postRoutes];

const BODY_LIMIT = '1mb';
/** Any JSON value, so that a wrong one is told what it should be; never more than the limit, unpacked. */
const json = () => express.json({ limit: BODY_LIMIT, strict: false });

/** The whole HTTP side. Nothing starts here: `listen` is the caller's. */
export function createApp(deps: AppDeps): { app: Express; close: () => void } {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', deps.trustProxy === 0 ? false : deps.trustProxy);
  const store = sessions({ ...deps.session, secret: deps.secret, pool: deps.pool, report: (problem) => deps.log.error(problem) });

  app.use(requestLog(deps.log), cspNonce, securityHeaders(deps.session.secure));
  app.use(healthRoutes(deps.health));
  app.use(limitTo(deps.limits.all));
  const { signIn = [], clock = [] } = deps.pages?.addresses ?? {};
  app.post(['/api/session', ...signIn], limitTo(deps.limits.signIn));
  app.use(['/api/clock', ...clock], limitTo(deps.limits.clock));
  if (deps.pages) app.use(deps.pages.open);
  app.use('/api', openRoutes(deps));
  app.use(store.middleware, findCaller(deps.staff, deps.mode, deps.clock));
  app.use('/api', noStore, signedInRoutes(deps));
  app.use('/api', () => {
    throw notFound();
  });
  app.use('/api', answerProblem);
  if (deps.pages) app.use(deps.pages.signedIn, deps.pages.problems);
  else app.use(answerProblem);
  return { app, close: store.close };
}

/** What needs no session and no database: the clock, and the API's own description. */
function openRoutes(deps: AppDeps): Router {
  const router = express.Router();
  const description = JSON.stringify(openApi(ROUTES, 'Duly'));
  router.get('/openapi.json', (_req, res) => void res.type('application/json').send(description));
  router.use('/docs', docs());
  router.use('/clock', json());
  for (const at of [POST_PATH, BOUNCES_PATH]) router.use(fromMailbox(at, deps.postToken ?? null, MAIL_TYPE));
  router.use(mountRoutes([...clockRoutes, ...postRoutes], deps));
  router.use(answerProblem);
  return router;
}

function signedInRoutes(deps: AppDeps): Router {
  const router = express.Router();
  router.use(json(), mountRoutes(SIGNED_IN, deps));
  return router;
}
