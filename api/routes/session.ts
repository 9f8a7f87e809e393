import { z } from 'zod';
import type { Caller } from '../permissions.js';
import { route, type RouteDeps } from '../http/route.js';
import { csrfTokenOf, endSession, startSession } from '../http/session.js';
import { sessionAnswer } from '../schemas.js';
import { demoAccounts, signInToDemo } from '../use-cases/sign-in.js';
import type { Request } from 'express';

const signIn = z.strictObject({ account: z.string().trim().min(1, { error: 'is missing: an account of GET /api/accounts' }).max(200) });

const sessionOf = (deps: RouteDeps, req: Request, caller: Caller | null) => ({
  mode: deps.mode,
  csrfToken: csrfTokenOf(req),
  person: caller === null ? null : { ref: caller.ref, name: caller.name, roles: caller.roles, team: caller.team, service: caller.service },
});

const accounts = z.object({ items: z.array(z.object({ account: z.string(), name: z.string(), roles: z.array(z.string()).readonly(), team: z.string().nullable() })).readonly() });

export const sessionRoutes = [
  route({
    method: 'get',
    path: '/session',
    may: 'anyone',
    summary: 'Who is signed in, and the token a change must carry',
    response: { 200: { description: 'The session', schema: sessionAnswer } },
    handler: ({ deps, req, caller }) => ({ status: 200, body: sessionOf(deps, req, caller) }),
  }),
  route({
    method: 'post',
    path: '/session',
    may: 'anyone',
    summary: 'Sign in as a demonstration account (demonstration mode only)',
    request: { body: signIn },
    response: { 201: { description: 'Signed in, with a new session and a new token', schema: sessionAnswer } },
    problems: ['demo-only', 'sign-in-refused'],
    handler: async ({ deps, req, body }) => {
      const member = await signInToDemo(deps, deps.mode, body.account);
      await startSession(req, member);
      return { status: 201, body: sessionOf(deps, req, member) };
    },
  }),
  route({
    method: 'delete',
    path: '/session',
    may: 'anyone',
    summary: 'Sign out',
    response: { 204: { description: 'Signed out' } },
    handler: async ({ req, res }) => {
      await endSession(req);
      res.clearCookie('duly', { path: '/' });
      return { status: 204 };
    },
  }),
  route({
    method: 'get',
    path: '/accounts',
    may: 'anyone',
    summary: 'Demonstration accounts; none outside demonstration mode',
    response: { 200: { description: 'Accounts to choose from', schema: accounts } },
    handler: async ({ deps }) => ({ status: 200, body: { items: await demoAccounts(deps, deps.mode) } }),
  }),
];
