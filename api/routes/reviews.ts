import { z } from 'zod';
import { route } from '../http/route.js';
import { RECORD_REF } from '../refs.js';
import { reviewFigures as figuresSchema, reviewPage, reviewsOfPlan, reviewStep } from '../schemas-of-reviews.js';
import { reviewFigures } from '../use-cases/review-figures.js';
import { reportsOfCase } from '../use-cases/review-report.js';
import { reviewList } from '../use-cases/reviews.js';
import { cursor, pageSize, someSetting, yes } from './paging.js';

const owner = z.string().regex(/^(S-[0-9A-Z]{1,24}|nobody)$/, { error: 'must be a person\'s reference, or nobody' }).optional();
const listQuery = z.strictObject({ cursor, limit: pageSize, mine: yes, late: yes, step: reviewStep.optional(), owner, setting: someSetting });

/** Annual reviews: what must happen next on every plan, and one plan's reviews. */
export const reviewRoutes = [
  route({
    method: 'get',
    path: '/reviews',
    may: 'record.see',
    summary: 'Reviews of the plans one may see, by the last day of what must happen next, late ones first',
    request: { query: listQuery },
    response: { 200: { description: 'A page', schema: reviewPage } },
    problems: ['invalid'],
    handler: async ({ deps, caller, query: { cursor: after, ...query } }) => ({ status: 200, body: await reviewList(deps, caller, { ...query, cursor: after ?? null }) }),
  }),
  route({
    method: 'get',
    path: '/reviews/figures',
    may: 'report.read',
    summary: 'Reviews due, held, decided and finalised over twelve months, and the meetings of the weeks ahead; every count lists its plans',
    response: { 200: { description: 'Figures of today', schema: figuresSchema } },
    handler: async ({ deps, caller }) => ({ status: 200, body: await reviewFigures(deps, caller) }),
  }),
  route({
    method: 'get',
    path: '/cases/{ref}/reviews',
    may: 'record.see',
    summary: 'A plan\'s reviews, and the reports that settings sent of them',
    request: { params: z.strictObject({ ref: z.string().regex(RECORD_REF) }) },
    response: { 200: { description: 'Reviews and reports', schema: reviewsOfPlan } },
    handler: async ({ deps, caller, params }) => {
      const { access, reviews, reports } = await reportsOfCase(deps, caller, params.ref);
      return { status: 200, body: { ref: access.ref, reviews, reports } };
    },
  }),
];
