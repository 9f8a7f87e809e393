import { z } from 'zod';
import { unspecificLines } from '../../domain/plan/specific.js';
import { route } from '../http/route.js';
import { planDifferences, planText } from '../schemas-of-plans.js';
import { comparePlan, viewPlan, type PlanView } from '../use-cases/plans.js';
import { ofPlan, ofVersion, versionNumber } from './plan-params.js';

const textBody = ({ access, base, madeFrom, became, versions, shown, lacks, mayWrite }: PlanView) => ({
  ref: access.ref, mayWrite, base, madeFrom, became, versions, shown, lacks, notSpecific: shown === null ? [] : unspecificLines(shown.content),
});

/** A plan's text, read and compared. */
export const planRoutes = [
  route({
    method: 'get',
    path: '/cases/{ref}/plan',
    may: 'record.see',
    summary: 'A plan\'s text: the version being written, else the last one sent; every version there is, what it lacks, and lines nobody could be held to',
    request: { params: ofPlan },
    response: { 200: { description: 'The text', schema: planText } },
    handler: async ({ deps, caller, params }) => ({ status: 200, body: textBody(await viewPlan(deps, caller, params.ref, null)) }),
  }),
  route({
    method: 'get',
    path: '/cases/{ref}/plan/versions/{number}',
    may: 'record.see',
    summary: 'One version of a plan\'s text',
    request: { params: ofVersion },
    response: { 200: { description: 'The text', schema: planText } },
    handler: async ({ deps, caller, params }) => ({ status: 200, body: textBody(await viewPlan(deps, caller, params.ref, params.number)) }),
  }),
  route({
    method: 'get',
    path: '/cases/{ref}/plan/differences',
    may: 'record.see',
    summary: 'What one version changes against another; left out, the latest against the one before it',
    request: { params: ofPlan, query: z.strictObject({ from: versionNumber.optional(), to: versionNumber.optional() }) },
    response: { 200: { description: 'The differences', schema: planDifferences } },
    problems: ['invalid'],
    handler: async ({ deps, caller, params, query }) => {
      const { access, from, to, changes } = await comparePlan(deps, caller, params.ref, { from: query.from ?? null, to: query.to ?? null });
      return { status: 200, body: { ref: access.ref, from, to, changes } };
    },
  }),
];
