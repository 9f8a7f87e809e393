import { z } from 'zod';
import { ADVISER_ROLES, civilDay } from '../../domain/facts/schema.js';
import { route } from '../http/route.js';
import { caseResults, handedOver, teamView } from '../schemas-of-work.js';
import { endAbsence, setAbsence, viewTeam } from '../use-cases/absences.js';
import { handOver, leave } from '../use-cases/assign.js';
import { askAllAdvice, remindLateAdvisers } from '../use-cases/bulk-steps.js';
import { chosenCases, resultsBody } from './case-results.js';
import { idempotencyHeader } from './command-answers.js';

const person = z.string({ error: 'is missing' }).regex(/^S-[0-9A-Z]{1,24}$/, { error: 'must be a person\'s reference, from GET /owners' });
export const teamRoutes = [
  route({
    method: 'get',
    path: '/team',
    may: 'team.see',
    summary: 'Who of a team holds how much, who is away and who covers',
    request: { query: z.strictObject({ team: z.string().max(64).optional() }) },
    response: { 200: { description: 'The team', schema: teamView } },
    problems: ['invalid'],
    handler: async ({ deps, caller, query }) => ({ status: 200, body: await viewTeam(deps, caller, query.team) }),
  }),
  route({
    method: 'post',
    path: '/team/absences',
    may: 'team.manage',
    summary: 'Somebody is away; who covers sees and records their cases meanwhile, and nothing changes hands',
    request: { body: z.strictObject({ staff: person, fromOn: civilDay, toOn: civilDay, cover: person.nullable().default(null) }).meta({ id: 'NewAbsence' }) },
    response: { 204: { description: 'Set' } },
    problems: ['invalid'],
    handler: async ({ deps, caller, body }) => {
      await setAbsence(deps, caller, body);
      return { status: 204 };
    },
  }),
  route({
    method: 'delete',
    path: '/team/absences/{id}',
    may: 'team.manage',
    summary: 'They are back today, or do not go',
    request: { params: z.strictObject({ id: z.coerce.number().int().min(1) }) },
    response: { 204: { description: 'Ended' } },
    handler: async ({ deps, caller, params }) => {
      await endAbsence(deps, caller, params.id);
      return { status: 204 };
    },
  }),
  route({
    method: 'post',
    path: '/team/{staff}/hand-over',
    may: 'team.manage',
    summary: 'Hand several cases of one person to another, or share them out; each case says what became of it',
    request: {
      params: z.strictObject({ staff: z.union([person, z.literal('nobody')]) }),
      headers: idempotencyHeader,
      body: z.strictObject({ cases: chosenCases, to: z.union([person, z.literal('share')]), leaves: z.boolean().default(false).meta({ description: 'Close their account once nothing is left' }) }).meta({ id: 'HandOver' }),
    },
    response: { 200: { description: 'What became of each case, and whether the account is closed', schema: handedOver } },
    problems: ['invalid'],
    handler: async ({ deps, caller, params, headers, body: { cases: chosen, to, leaves } }) => {
      const sent = { key: headers['idempotency-key'], from: params.staff, cases: chosen, to };
      if (!leaves) return { status: 200, body: { ...resultsBody(await handOver(deps, caller, sent)), left: false, held: null } };
      const { results, left, held } = await leave(deps, caller, sent);
      return { status: 200, body: { ...resultsBody(results), left, held } };
    },
  }),
  route({
    method: 'post',
    path: '/cases/ask-advice',
    may: 'record.facts',
    summary: 'Ask all the advice regulation 6 wants, on several cases; each case says what became of it',
    request: { headers: idempotencyHeader, body: z.strictObject({ cases: chosenCases, advisers: z.partialRecord(z.enum(ADVISER_ROLES), z.string().max(32)).default({}) }).meta({ id: 'AskAdvice' }) },
    response: { 200: { description: 'What became of each case', schema: caseResults } },
    problems: ['invalid'],
    handler: async ({ deps, caller, headers, body }) => ({ status: 200, body: resultsBody(await askAllAdvice(deps, caller, { key: headers['idempotency-key'], ...body })) }),
  }),
  route({
    method: 'post',
    path: '/cases/remind-late',
    may: 'record.facts',
    summary: 'Remind every adviser whose advice is overdue, on several cases; each adviser once a day',
    request: { body: z.strictObject({ cases: chosenCases }).meta({ id: 'RemindLate' }) },
    response: { 200: { description: 'What became of each case', schema: caseResults } },
    problems: ['invalid'],
    handler: async ({ deps, caller, body }) => ({ status: 200, body: resultsBody(await remindLateAdvisers(deps, caller, body.cases)) }),
  }),
];
