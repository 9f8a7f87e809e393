import { z } from 'zod';
import { plainFact } from '../../domain/facts/schema.js';
import { route } from '../http/route.js';
import { RECORD_REF } from '../refs.js';
import { advicePage } from '../schemas.js';
import { adviceRequests, answerAdvice } from '../use-cases/advice.js';
import { staffParty } from '../use-cases/advice-parties.js';
import { COMMAND_PROBLEMS, commandAnswer, commandResponses, idempotencyHeader } from './command-answers.js';

const adviceQuery = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number({ error: 'must be a number' }).int().min(1, { error: 'must be at least 1' }).max(200, { error: 'must be at most 200' }).default(50),
  answered: z.enum(['true', 'false'], { error: 'must be true or false' }).default('false').transform((text) => text === 'true'),
});

const adviceParams = z.strictObject({ ref: z.string().regex(RECORD_REF), adviser: z.string().regex(/^V-[0-9A-Z]{1,16}$/) });

/** Given, or declined with the reason in writing (s.31); who is asked stands in the address. */
const answer = z
  .discriminatedUnion('type', [plainFact.options[10].omit({ adviser: true }), plainFact.options[11].omit({ adviser: true })], {
    error: 'must be an object whose type is advice-received or advice-declined',
  })
  .meta({ id: 'AdviceAnswer' });

export const adviceRoutes = [
  route({
    method: 'get',
    path: '/advice-requests',
    may: 'advice.answer',
    summary: 'Requests for advice asked of you or of your service, soonest due first',
    request: { query: adviceQuery },
    response: { 200: { description: 'A page of requests', schema: advicePage } },
    problems: ['invalid'],
    handler: async ({ deps, caller, query }) => ({ status: 200, body: await adviceRequests(deps, caller, { ...query, cursor: query.cursor ?? null }) }),
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
