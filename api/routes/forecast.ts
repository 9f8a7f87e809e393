import { z } from 'zod';
import { route } from '../http/route.js';
import { forecastAnswer, whatIfAnswer, whatIfAsked } from '../schemas-of-forecast.js';
import { readForecast } from '../use-cases/forecast.js';
import { askWhatIf } from '../use-cases/what-if.js';
import { pageSize } from './paging.js';

/** What will be late, and what would help. */
export const forecastRoutes = [
  route({
    method: 'get',
    path: '/forecast',
    may: 'report.read',
    summary: 'Chances of open assessments to be in time, those at most risk first; how many will be late in 4, 8 and 12 weeks; and how good past forecasts were',
    request: { query: z.strictObject({ limit: pageSize }) },
    response: { 200: { description: 'As known today; the same all day', schema: forecastAnswer } },
    problems: ['invalid'],
    handler: async ({ deps, caller, query }) => ({ status: 200, body: await readForecast(deps, caller, query.limit) }),
  }),
  route({
    method: 'get',
    path: '/what-if',
    may: 'report.read',
    summary: 'What becomes of a queue if more come, more are done, or in another order',
    request: { query: whatIfAsked },
    response: { 200: { description: 'Week by week, beside the same weeks as things are', schema: whatIfAnswer } },
    problems: ['invalid'],
    handler: async ({ deps, caller, query }) => ({ status: 200, body: await askWhatIf(deps, caller, query) }),
  }),
];
