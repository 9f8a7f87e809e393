import { z } from 'zod';
import { civilDay } from '../../domain/facts/schema.js';
import { LADDER_CODES, ladderSchema, ROLES } from '../../domain/settings.js';
import { route } from '../http/route.js';
import { day } from '../schemas.js';
import { previewLadder, saveLadder, viewLadder, viewLadders } from '../use-cases/ladders.js';

const ofLadder = z.strictObject({ duty: z.string().max(64) });
const rung = z.object({
  rung: z.string(), days: z.int(), from: z.enum(['due', 'start']), act: z.enum(['remind', 'tell', 'escalate', 'ask-for-confirmation']), to: z.enum(ROLES), acknowledgeWithin: z.int().optional(),
}).meta({ id: 'Rung' });
const rungs = z.array(rung).readonly().nullable();
const version = z.object({
  number: z.int(), duty: z.enum(LADDER_CODES), rungs, effectiveFrom: day, madeAt: z.string(), author: z.object({ ref: z.string(), name: z.string() }), reason: z.string(),
}).meta({ id: 'LadderVersion' });
const sentRungs = ladderSchema.nullable();
const busiest = z.object({ to: z.enum(ROLES), on: day, count: z.int() }).nullable();

const versionOut = <V extends { code: (typeof LADDER_CODES)[number] }>({ code, ...rest }: V) => ({ duty: code, ...rest });

export const ladderRoutes = [
  route({
    method: 'get',
    path: '/ladders',
    may: 'ladder.edit',
    summary: 'Every ladder: who is reminded and escalated to, and when. Rungs null: the duty goes by the general one, deadline or window',
    response: { 200: { description: 'The ladders', schema: z.array(z.object({ duty: z.enum(LADDER_CODES), rungs, version: z.int().nullable(), comesIn: version.nullable() })).readonly() } },
    handler: async ({ deps, caller }) => {
      const ladders = await viewLadders(deps, caller);
      return { status: 200, body: ladders.map(({ code, rungs: held, version: by, coming }) => ({ duty: code, rungs: held, version: by?.number ?? null, comesIn: coming === null ? null : versionOut(coming) })) };
    },
  }),
  route({
    method: 'get',
    path: '/ladders/{duty}/versions',
    may: 'ladder.edit',
    summary: 'Every version of a ladder, newest first, with its author and the day it takes effect',
    request: { params: ofLadder },
    response: { 200: { description: 'The versions', schema: z.array(version).readonly() } },
    handler: async ({ deps, caller, params }) => ({ status: 200, body: (await viewLadder(deps, caller, params.duty)).versions.map(versionOut) }),
  }),
  route({
    method: 'post',
    path: '/ladders/{duty}/preview',
    may: 'ladder.edit',
    summary: 'What a change would have sent in the last 90 days, beside what the ladder as it is would have; nothing is kept',
    request: { params: ofLadder, body: z.strictObject({ rungs: sentRungs }).meta({ id: 'LadderTried' }) },
    response: {
      200: {
        description: 'Counts by rung, and the busiest day of one person',
        schema: z.object({ from: day, to: day, asItIs: z.int(), changed: z.int(), rungs: z.array(z.object({ rung, asItIs: z.int(), changed: z.int() })).readonly(), busiest: z.object({ asItIs: busiest, changed: busiest }) }),
      },
    },
    problems: ['invalid'],
    handler: async ({ deps, caller, params, body }) => {
      const { days, preview } = await previewLadder(deps, caller, params.duty, body.rungs);
      return { status: 200, body: { ...days, ...preview } };
    },
  }),
  route({
    method: 'post',
    path: '/ladders/{duty}/versions',
    may: 'ladder.edit',
    summary: 'Keep a new version of a ladder, from today or a later day on. `after`: number of the last version you had read, 0 for none',
    request: {
      params: ofLadder,
      body: z.strictObject({ rungs: sentRungs, effectiveFrom: civilDay, reason: z.string().max(2_000), after: z.int().min(0) }).meta({ id: 'NewLadder' }),
    },
    response: { 201: { description: 'Kept', schema: z.object({ number: z.int() }) } },
    problems: ['invalid', 'changed-since'],
    handler: async ({ deps, caller, params, body }) => ({ status: 201, body: { number: await saveLadder(deps, caller, { code: params.duty, ...body }) } }),
  }),
];
