import { z } from 'zod';
import { civilDay } from '../../domain/facts/schema.js';
import { REVIEW_LIMITS } from '../../domain/review-year/limits.js';
import { route } from '../http/route.js';
import { RECORD_REF } from '../refs.js';
import { proposedPage, reviewToDate as reviewToDateSchema } from '../schemas-of-reviews.js';
import { caseResults } from '../schemas-of-work.js';
import { MOST_DATES, proposedDates, reviewToDate, setDate, setDates } from '../use-cases/review-year.js';
import { resultsBody } from './case-results.js';
import { COMMAND_PROBLEMS, commandAnswer, commandResponses, idempotencyHeader } from './command-answers.js';
import { cursor, pageSize, someSetting, yes } from './paging.js';

const planParams = z.strictObject({ ref: z.string().regex(RECORD_REF) });
const proposalsQuery = z.strictObject({ cursor, limit: pageSize, mine: yes, setting: someSetting });

const chosenDate = z.strictObject({
  ref: z.string().regex(RECORD_REF, { error: 'must be a record\'s reference' }),
  entry: z.int().min(0).nullable().default(null).meta({ description: 'The last entry you had seen of it: facts recorded after it refuse yours' }),
  meetingOn: civilDay,
  knowing: z.array(z.enum(REVIEW_LIMITS)).default([]).meta({ description: 'Limits you know it breaks; any other that it breaks refuses it' }),
});
const chosenDates = z
  .strictObject({ dates: z.array(chosenDate, { error: 'must be a list of dates' }).min(1, { error: 'must name at least one review' }).max(MOST_DATES, { error: `must name at most ${MOST_DATES} reviews at once` }) })
  .meta({ id: 'ReviewDates' });
const newDate = z
  .strictObject({
    meetingOn: civilDay,
    allTheSame: z.boolean({ error: 'must be true or false' }).default(false).meta({ description: 'Set it though it breaks a limit' }),
    ifEntry: z.int({ error: 'must be the number of an entry' }).min(0).nullable().default(null),
  })
  .meta({ id: 'ReviewDate' });

/** The year of reviews: a date proposed for each, accepted or moved. */
export const reviewYearRoutes = [
  route({
    method: 'get',
    path: '/reviews/proposals',
    may: 'record.see',
    summary: 'A date proposed for every review that has none, with why; and of those that cannot be in time, why not',
    request: { query: proposalsQuery },
    response: { 200: { description: 'A page, in the order of the plans\' references', schema: proposedPage } },
    problems: ['invalid'],
    handler: async ({ deps, caller, query: { cursor: after, ...query } }) => ({ status: 200, body: await proposedDates(deps, caller, { ...query, cursor: after ?? null }) }),
  }),
  route({
    method: 'post',
    path: '/reviews/dates',
    may: 'record.facts',
    summary: 'Accept proposed dates, or set others, on several plans; each says what became of it',
    request: { headers: idempotencyHeader, body: chosenDates },
    response: { 200: { description: 'What became of each', schema: caseResults } },
    problems: ['invalid'],
    handler: async ({ deps, caller, headers, body }) => ({ status: 200, body: resultsBody(await setDates(deps, caller, { key: headers['idempotency-key'], dates: body.dates })) }),
  }),
  route({
    method: 'get',
    path: '/reviews/{ref}/date',
    may: 'record.see',
    summary: 'One plan\'s review with the date proposed for it, or the limits that the date set already breaks',
    request: { params: planParams },
    response: { 200: { description: 'The review', schema: reviewToDateSchema } },
    handler: async ({ deps, caller, params }) => {
      const { row, ...more } = await reviewToDate(deps, caller, params.ref);
      return { status: 200, body: { review: row, ...more } };
    },
  }),
  route({
    method: 'post',
    path: '/reviews/{ref}/date',
    may: 'record.see',
    summary: 'Set or move the date of one review meeting; a date that breaks a limit is refused, saying which',
    request: { params: planParams, headers: idempotencyHeader, body: newDate },
    response: commandResponses,
    problems: COMMAND_PROBLEMS,
    handler: async ({ deps, caller, params, headers, body: { ifEntry, ...date } }) => {
      const outcome = await setDate(deps, caller, { ref: params.ref, commandId: headers['idempotency-key'], entry: ifEntry, ...date });
      return commandAnswer(outcome, `/api/cases/${outcome.caseRef}/history`);
    },
  }),
];
