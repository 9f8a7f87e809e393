import { z } from 'zod';
import { DUTY_CODES } from '../../domain/duty-codes.js';
import { ROLES } from '../../domain/settings.js';
import { ESCALATION_FILTERS } from '../escalation-models.js';
import { route } from '../http/route.js';
import { AUDIT_REF, RECORD_REF } from '../refs.js';
import { day, named } from '../schemas.js';
import { acknowledgeEscalation, escalationsOfCase, openEscalations } from '../use-cases/escalations.js';
import { COMMAND_PROBLEMS, commandAnswer, commandResponses, idempotencyHeader } from './command-answers.js';
import { cursor, pageSize } from './paging.js';

const role = z.enum(ROLES);
const promise = z.object({ entry: z.int(), on: day, promisedOn: day, by: named, action: z.string().nullable() });

const escalation = z
  .object({
    caseRef: z.string(),
    child: named,
    duty: z.enum(DUTY_CODES),
    subject: z.string().nullable(),
    subjectName: z.string().nullable(),
    occurrence: z.string(),
    owner: named.nullable(),
    dueOn: day,
    rung: z.string().meta({ description: 'Of the step it has climbed to: what an acknowledgement names' }),
    to: z.array(role).readonly(),
    toldOn: day,
    acknowledgeBy: day.nullable(),
    state: z.enum(['waiting', 'promised']),
    promise: promise.nullable().meta({ description: 'The last one; its day may have passed' }),
    isBroken: z.boolean(),
    next: z.object({ on: day, to: z.array(role).readonly() }).nullable(),
    isMine: z.boolean().meta({ description: 'Whether the reader holds a role that may acknowledge it' }),
  })
  .meta({ id: 'Escalation' });

const list = z.strictObject({
  whose: z.enum(['mine', 'all'], { error: 'must be mine, or all of the records you answer for' }).default('mine'),
  state: z.enum(ESCALATION_FILTERS, { error: `must be one of ${ESCALATION_FILTERS.join(', ')}` }).default('waiting'),
  cursor,
  limit: pageSize,
});

const ofCase = z.strictObject({ ref: z.string().regex(RECORD_REF) });
const ofAny = z.strictObject({ ref: z.union([z.string().regex(RECORD_REF), z.string().regex(AUDIT_REF)]) });

const acknowledgement = z
  .strictObject({
    duty: z.enum(DUTY_CODES, { error: 'must be the code of a duty, as issue-final-plan' }),
    subject: z.string().max(64).nullable().default(null).meta({ description: 'The adviser or setting of the duty, where it has one' }),
    occurrence: z.string({ error: 'must be the occurrence of the duty, as the escalation gives it' }).max(64),
    action: z.string({ error: 'is missing: say what you will do' }).max(2000, { error: 'must be at most 2,000 characters' }),
    promisedOn: z.string({ error: 'is missing: the day by which it will be done, as 2025-09-02' }).meta({ format: 'date' }),
  })
  .meta({ id: 'Acknowledgement' });

export const escalationRoutes = [
  route({
    method: 'get',
    path: '/escalations',
    may: 'escalation.see',
    summary: 'Open escalations, those told longest ago first: that went to one\'s own roles, or of every record one answers for',
    request: { query: list },
    response: { 200: { description: 'A page of escalations', schema: z.object({ items: z.array(escalation).readonly(), next: z.string().nullable() }) } },
    problems: ['invalid'],
    handler: async ({ deps, caller, query }) => ({ status: 200, body: await openEscalations(deps, caller, { ...query, cursor: query.cursor ?? null }) }),
  }),
  route({
    method: 'get',
    path: '/cases/{ref}/escalations',
    may: 'record.see',
    summary: 'The open escalations of a record',
    request: { params: ofCase },
    response: { 200: { description: 'Escalations', schema: z.object({ items: z.array(escalation).readonly() }) } },
    problems: ['not-found'],
    handler: async ({ deps, caller, params }) => ({ status: 200, body: { items: await escalationsOfCase(deps, caller, params.ref) } }),
  }),
  route({
    method: 'post',
    path: '/cases/{ref}/escalations',
    may: 'escalation.see',
    summary: 'Acknowledge an escalation, of a case or a quality audit: what will be done, and by which day. It holds the steps above until then',
    request: { params: ofAny, headers: idempotencyHeader, body: acknowledgement },
    response: commandResponses,
    problems: ['not-found', ...COMMAND_PROBLEMS],
    handler: async ({ deps, caller, params, headers, body }) =>
      commandAnswer(await acknowledgeEscalation(deps, caller, { caseRef: params.ref, commandId: headers['idempotency-key'], ...body }), `/api/cases/${params.ref}/escalations`),
  }),
];
