import { z } from 'zod';
import { causesToGive } from '../../domain/delay-cause.js';
import { DUTY_CODES } from '../../domain/duty-codes.js';
import { route } from '../http/route.js';
import { RECORD_REF } from '../refs.js';
import { delayCauses, recordCause, takeCauseBack } from '../use-cases/delay-causes.js';

const ofCase = z.strictObject({ ref: z.string().regex(RECORD_REF) });
const ofCause = z.strictObject({ ref: z.string().regex(RECORD_REF), entry: z.coerce.number().int().min(1) });

const newCause = z
  .strictObject({
    duty: z.enum(DUTY_CODES),
    subject: z.string().max(64).nullable().default(null).meta({ description: 'The adviser or setting of the duty, where it has one' }),
    occurrence: z.string({ error: 'must be the occurrence of the duty, as the record gives it' }).max(64),
    cause: z.string({ error: 'must be a code of GET /delay-causes' }).max(40),
    note: z.string().default('').meta({ description: 'In words; needed where the cause is other' }),
  })
  .meta({ id: 'NewCauseOfDelay' });

const causes = z.array(z.object({ code: z.string(), words: z.string() })).readonly();

export const delayCauseRoutes = [
  route({
    method: 'get',
    path: '/delay-causes',
    may: 'lists.see',
    summary: 'Causes of lateness that this council counts: for learning, never an exception. Those retired are given to nothing more, and stay on what they were given to',
    response: { 200: { description: 'Causes that may be given, in their order, and those retired', schema: z.object({ items: causes, retired: causes }) } },
    handler: ({ deps }) => ({ status: 200, body: { items: causesToGive(delayCauses(deps)), retired: delayCauses(deps).filter(({ retired }) => retired === true) } }),
  }),
  route({
    method: 'post',
    path: '/cases/{ref}/causes',
    may: 'record.see',
    summary: 'Say why a step is late, or will be. It excuses nothing and the due date stays; said twice it stands once',
    request: { params: ofCase, body: newCause },
    response: { 201: { description: 'Written down', schema: z.object({ entry: z.int() }) } },
    problems: ['not-found', 'not-yours-to-record', 'invalid'],
    handler: async ({ deps, caller, params, body }) => ({ status: 201, body: await recordCause(deps, caller, { caseRef: params.ref, ...body }) }),
  }),
  route({
    method: 'delete',
    path: '/cases/{ref}/causes/{entry}',
    may: 'record.see',
    summary: 'Take back a cause said by mistake; both stand in the history',
    request: { params: ofCause },
    response: { 204: { description: 'Taken back' } },
    problems: ['not-found', 'not-yours-to-record'],
    handler: async ({ deps, caller, params }) => {
      await takeCauseBack(deps, caller, params.ref, params.entry);
      return { status: 204 };
    },
  }),
];
