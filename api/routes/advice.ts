import { z } from 'zod';
import { adviceForm } from '../../domain/advice/form.js';
import { plainFact } from '../../domain/facts/schema.js';
import type { AdviceView } from '../advice-models.js';
import { route } from '../http/route.js';
import { RECORD_REF } from '../refs.js';
import { AppError } from '../errors.js';
import { advicePage, adviceWhole } from '../schemas.js';
import { adviceRequests, answerAdvice } from '../use-cases/advice.js';
import { staffParty } from '../use-cases/advice-parties.js';
import { holdAdvice, saveDraft, viewAdvice } from '../use-cases/advice-writing.js';
import { COMMAND_PROBLEMS, commandAnswer, commandResponses, idempotencyHeader } from './command-answers.js';
import { cursor, pageSize } from './paging.js';

const adviceQuery = z.strictObject({
  cursor,
  limit: pageSize,
  answered: z.enum(['true', 'false'], { error: 'must be true or false' }).default('false').transform((text) => text === 'true'),
  only: z.enum(['mine', 'unassigned', 'late'], { error: 'must be mine, unassigned or late' }).optional(),
});

const adviceParams = z.strictObject({ ref: z.string().regex(RECORD_REF), adviser: z.string().regex(/^V-[0-9A-Z]{1,16}$/) });

/** Given, or declined with the reason in writing (s.31); who is asked stands in the address. */
const answer = z
  .discriminatedUnion('type', [plainFact.options[10].omit({ adviser: true }), plainFact.options[11].omit({ adviser: true })], {
    error: 'must be an object whose type is advice-received or advice-declined',
  })
  .meta({ id: 'AdviceAnswer' });

const wholeBody = ({ request, fate, form, version, problems, reason }: AdviceView) => ({
  request: request.row, open: request.open, version, form, problems, fate: fate?.kind ?? null, reason, acceptedOn: request.acceptedOn, files: request.files,
});

export const adviceRoutes = [
  route({
    method: 'get',
    path: '/advice-requests',
    may: 'advice.answer',
    summary: 'Requests for advice asked of you or of your service, soonest due first',
    request: { query: adviceQuery },
    response: { 200: { description: 'A page of requests', schema: advicePage } },
    problems: ['invalid'],
    handler: async ({ deps, caller, query: { only, ...query } }) => ({
      status: 200,
      body: await adviceRequests(deps, caller, { ...query, cursor: query.cursor ?? null, ...(only === undefined ? {} : { only }) }),
    }),
  }),
  route({
    method: 'get',
    path: '/advice-requests/{ref}/{adviser}',
    may: 'advice.answer',
    summary: 'One request: the draft or what was sent, what the check finds in it, what became of it',
    request: { params: adviceParams },
    response: { 200: { description: 'The request', schema: adviceWhole } },
    handler: async ({ deps, caller, params }) => ({ status: 200, body: wholeBody(await viewAdvice(deps, staffParty(caller), { caseRef: params.ref, adviser: params.adviser })) }),
  }),
  route({
    method: 'post',
    path: '/advice-requests/{ref}/{adviser}/draft',
    may: 'advice.answer',
    summary: 'Save a draft over the version it was written from; somebody else having saved since, nothing is written over',
    request: { params: adviceParams, body: z.strictObject({ form: adviceForm, version: z.int({ error: 'must be the version read, 0 for the first' }).min(0) }).meta({ id: 'AdviceDraft' }) },
    response: { 200: { description: 'Saved', schema: z.object({ version: z.int() }) } },
    problems: ['invalid', 'changed-since', 'rule-refused'],
    handler: async ({ deps, caller, params, body }) => {
      const saved = await saveDraft(deps, staffParty(caller), { caseRef: params.ref, adviser: params.adviser, ...body });
      if (saved.kind === 'changed') throw new AppError('changed-since', { detail: `Version ${saved.latest.version} was saved since: ${saved.parts.join(', ')} changed. Read it, then save yours over it.` });
      return { status: 200, body: { version: saved.version } };
    },
  }),
  route({
    method: 'post',
    path: '/advice-requests/{ref}/{adviser}/holder',
    may: 'advice.answer',
    summary: 'Take a request, give it to a colleague of the service, or lay it back in the inbox',
    request: { params: adviceParams, body: z.strictObject({ holder: z.string().max(64).nullable() }).meta({ id: 'AdviceHolder' }) },
    response: { 204: { description: 'Saved' } },
    problems: ['invalid', 'rule-refused'],
    handler: async ({ deps, caller, params, body }) => {
      await holdAdvice(deps, staffParty(caller), { caseRef: params.ref, adviser: params.adviser, holder: body.holder });
      return { status: 204 };
    },
  }),
  route({
    method: 'post',
    path: '/advice-requests/{ref}/{adviser}/answer',
    may: 'advice.answer',
    summary: 'Give the advice asked for, or decline it with the reason',
    request: { params: adviceParams, headers: idempotencyHeader, body: z.strictObject({ answer }).meta({ id: 'AdviceGiven' }) },
    response: commandResponses,
    problems: COMMAND_PROBLEMS,
    handler: async ({ deps, caller, params, headers, body }) => {
      const sent = { caseRef: params.ref, adviser: params.adviser, commandId: headers['idempotency-key'], answer: { ...body.answer, adviser: params.adviser } };
      return commandAnswer(await answerAdvice(deps, staffParty(caller), sent), '/api/advice-requests?answered=true');
    },
  }),
];
