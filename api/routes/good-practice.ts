import { z } from 'zod';
import { AUDIT_KINDS } from '../../domain/audit/framework.js';
import { route } from '../http/route.js';
import { AUDIT_REF, PRACTICE_REF } from '../refs.js';
import { named } from '../schemas.js';
import { changePractice, goodPractice, makePractice, practiceSchema, readPractice, withdrawPractice } from '../use-cases/good-practice.js';

/** What audits found good, made anonymous. */

const shown = z.object({ ref: z.string(), kind: z.enum(AUDIT_KINDS), role: z.string().nullable(), section: z.string(), criterion: z.string(), asks: z.string(), title: z.string(), words: z.string(), why: z.string(), saidAt: z.string() }).meta({ id: 'GoodPractice' });
const version = z.object({ ref: z.string(), number: z.int(), audit: z.string(), criterion: z.string(), title: z.string(), words: z.string(), why: z.string(), isWithdrawn: z.boolean(), by: named, saidAt: z.string() }).meta({ id: 'GoodPracticeVersion' });
const ofPractice = z.strictObject({ ref: z.string().regex(PRACTICE_REF, { error: 'must be the reference of an example' }) });
const after = z.int({ error: 'must be the number of the version you had read' }).min(1);

export const goodPracticeRoutes = [
  route({
    method: 'get', path: '/good-practice', may: 'practice.see',
    summary: 'Examples of what audits found good, made anonymous, the newest first; of one kind, and one section, where they are named',
    request: { query: z.strictObject({ kind: z.enum(AUDIT_KINDS, { error: `must be one of ${AUDIT_KINDS.join(', ')}` }).optional(), section: z.string().max(40).optional() }) },
    response: { 200: { description: 'Examples', schema: z.object({ items: z.array(shown).readonly() }) } },
    handler: async ({ deps, caller, query: { kind = null, section = null } }) => ({ status: 200, body: { items: await goodPractice(deps, caller, { kind, section }) } }),
  }),
  route({
    method: 'post', path: '/audits/{ref}/good-practice', may: 'audit.lead',
    summary: 'Show others what an audit found good. Refused while it tells who it is about, as far as rules and the record know',
    request: { params: z.strictObject({ ref: z.string().regex(AUDIT_REF, { error: 'must be an audit’s reference' }) }), body: practiceSchema.meta({ id: 'GoodPracticeSent' }) },
    response: { 201: { description: 'Shown', schema: z.object({ ref: z.string() }) } },
    problems: ['not-found', 'invalid', 'already-settled'],
    handler: async ({ deps, caller, params, body }) => ({ status: 201, body: { ref: await makePractice(deps, caller, params.ref, body) } }),
  }),
  route({
    method: 'get', path: '/good-practice/{ref}', may: 'audit.lead',
    summary: 'An example with all its versions, newest first, and the audit it comes of',
    request: { params: ofPractice },
    response: { 200: { description: 'Versions', schema: z.object({ versions: z.array(version).readonly() }) } },
    problems: ['not-found'],
    handler: async ({ deps, caller, params }) => ({ status: 200, body: { versions: await readPractice(deps, caller, params.ref) } }),
  }),
  route({
    method: 'post', path: '/good-practice/{ref}', may: 'audit.lead',
    summary: 'Say an example anew, and show it again where it was taken away; what was said before stays. `after`: number of the version its author had read',
    request: { params: ofPractice, body: practiceSchema.extend({ after }) },
    response: { 201: { description: 'Kept', schema: z.object({ number: z.int() }) } },
    problems: ['not-found', 'invalid', 'already-settled', 'changed-since'],
    handler: async ({ deps, caller, params, body }) => ({ status: 201, body: { number: await changePractice(deps, caller, params.ref, body) } }),
  }),
  route({
    method: 'post', path: '/good-practice/{ref}/withdrawal', may: 'audit.lead',
    summary: 'Show an example no more. `after`: number of the version its reader had seen',
    request: { params: ofPractice, body: z.strictObject({ after }) },
    response: { 201: { description: 'Kept', schema: z.object({ number: z.int() }) } },
    problems: ['not-found', 'changed-since'],
    handler: async ({ deps, caller, params, body }) => ({ status: 201, body: { number: await withdrawPractice(deps, caller, { ...params, ...body }) } }),
  }),
];
