import { z } from 'zod';
import { anyFact, civilDay, plainFact } from '../../domain/facts/schema.js';
import { route } from '../http/route.js';
import { RECORD_REF } from '../refs.js';
import { askedDay, caseDuties, caseView, historyPage, offeredStep, workListPage } from '../schemas.js';
import type { CaseView } from '../read-models.js';
import { viewCase, viewDuties, viewHistory, viewNextSteps, workList } from '../use-cases/read-case.js';
import { recordFacts } from '../use-cases/record-facts.js';
import { requestAssessment } from '../use-cases/request-assessment.js';
import { COMMAND_PROBLEMS, commandAnswer, commandResponses, idempotencyHeader } from './command-answers.js';
import { cursor, pageSize, yes } from './paging.js';

const MOST_FACTS = 20;
const caseParams = z.strictObject({ ref: z.string().regex(RECORD_REF) });

const workListQuery = z.strictObject({
  cursor,
  limit: pageSize,
  mine: yes,
  late: yes,
  ended: yes,
  stage: z
    .enum(['considering', 'assessing', 'deciding-to-issue', 'drafting', 'hearing-representations', 'finalising', 'finished', 'refused', 'reopened', 'ended'])
    .optional(),
  team: z.string().max(64).optional(),
  owner: z.string().max(64).optional(),
});

/** Words that may be a name or a day of birth: in a body, where no log and no history of a browser keeps them. */
const searchBody = z
  .strictObject({
    search: z.string({ error: 'is missing' }).trim().min(2, { error: 'must be at least 2 characters' }).max(100, { error: 'must be at most 100 characters' }),
    ended: z.boolean().default(false),
    cursor: z.string().max(200).nullable().default(null),
    limit: z.int().min(1).max(200).default(50),
  })
  .meta({ id: 'Search' });

const name = z.string({ error: 'is missing' }).trim().min(1, { error: 'is missing' }).max(100, { error: 'must be at most 100 characters' });
const reference = z.string().trim().regex(/^[A-Za-z0-9][A-Za-z0-9_./-]{0,31}$/, { error: 'must be 1 to 32 letters, digits or . / _ -' });

/** The two facts that start an assessment; the compiler holds their places in the union. */
const starting = z.discriminatedUnion('type', [plainFact.options[0], plainFact.options[1]], {
  error: 'must be an object whose type is request-received or came-to-attention',
});

const newRequest = z
  .strictObject({
    child: z.strictObject({
      givenName: name,
      familyName: name,
      bornOn: civilDay,
      upn: z.string().trim().toUpperCase().regex(/^[A-Z]\d{11}[0-9A-Z]$/, { error: 'must be a unique pupil number: a letter, 11 digits and a digit or letter' }).optional(),
      councilReference: reference.optional(),
      setting: reference.optional(),
      person: z.strictObject({ name, relation: name }).optional().meta({ description: 'Who speaks for the child' }),
    }),
    request: starting,
    owner: reference.optional().meta({ description: 'Whose record it becomes; left out, a caseworker takes it and a manager leaves it to be allocated' }),
  })
  .meta({ id: 'NewRequest' });

const newFacts = z
  .strictObject({
    facts: z
      .array(anyFact, { error: 'must be a list of facts' })
      .min(1, { error: 'must hold at least one fact' })
      .max(MOST_FACTS, { error: `must hold at most ${MOST_FACTS} facts; send the rest with another key` }),
    ifEntry: z.int({ error: 'must be the number of an entry' }).min(0).optional().meta({ description: 'The last entry you had seen: facts recorded after it refuse yours' }),
  })
  .meta({ id: 'NewFacts' });

const historyQuery = z.strictObject({
  cursor: z.string().regex(/^\d{1,9}$/, { error: 'is none that this list gave' }).optional(),
  limit: pageSize,
});

const caseBody = ({ access, ...view }: CaseView) => ({ ...view, ref: access.ref, kind: access.kind, stage: access.stage, outcome: access.outcome, entry: access.position });

export const caseRoutes = [
  route({
    method: 'get',
    path: '/cases',
    may: 'record.see',
    summary: 'The work list: records one may see, what is to be done first at the top',
    request: { query: workListQuery },
    response: { 200: { description: 'A page, ordered by actBy and reference', schema: workListPage } },
    problems: ['invalid'],
    handler: async ({ deps, caller, query }) => ({ status: 200, body: await workList(deps, caller, { ...query, cursor: query.cursor ?? null }) }),
  }),
  route({
    method: 'post',
    path: '/cases/search',
    may: 'record.see',
    summary: 'Find records by part of the child\'s name, their birth date, or a whole reference or pupil number',
    request: { body: searchBody },
    response: { 200: { description: 'A page, ordered by actBy and reference', schema: workListPage } },
    problems: ['invalid'],
    handler: async ({ deps, caller, body }) => ({ status: 200, body: await workList(deps, caller, body) }),
  }),
  route({
    method: 'post',
    path: '/cases',
    may: 'record.start',
    summary: 'Record a request for an assessment, or a child who came to attention',
    request: { headers: idempotencyHeader, body: newRequest },
    response: commandResponses,
    problems: [...COMMAND_PROBLEMS, 'already-open'],
    handler: async ({ deps, caller, headers, body }) => {
      const outcome = await requestAssessment(deps, caller, { ...body, commandId: headers['idempotency-key'] });
      return commandAnswer(outcome, `/api/cases/${outcome.caseRef}`);
    },
  }),
  route({
    method: 'get',
    path: '/cases/{ref}',
    may: 'record.see',
    summary: 'One record: child, duties with their reasons, next lawful steps, latest history',
    request: { params: caseParams },
    response: { 200: { description: 'The record', schema: caseView } },
    handler: async ({ deps, caller, params }) => ({ status: 200, body: caseBody(await viewCase(deps, caller, params.ref)) }),
  }),
  route({
    method: 'get',
    path: '/cases/{ref}/duties',
    may: 'record.see',
    summary: 'Its duties today, or as they stood and were known on a past day',
    request: { params: caseParams, query: z.strictObject({ on: askedDay.optional() }) },
    response: { 200: { description: 'Duties', schema: caseDuties } },
    problems: ['invalid'],
    handler: async ({ deps, caller, params, query }) => ({ status: 200, body: await viewDuties(deps, caller, params.ref, query.on) }),
  }),
  route({
    method: 'get',
    path: '/cases/{ref}/history',
    may: 'record.see',
    summary: 'Its journal, newest first',
    request: { params: caseParams, query: historyQuery },
    response: { 200: { description: 'A page of entries', schema: historyPage } },
    problems: ['invalid'],
    handler: async ({ deps, caller, params, query }) => ({ status: 200, body: await viewHistory(deps, caller, params.ref, { before: query.cursor === undefined ? null : Number(query.cursor), limit: query.limit }) }),
  }),
  route({
    method: 'get',
    path: '/cases/{ref}/next-steps',
    may: 'record.see',
    summary: 'The facts that may lawfully be recorded next, and whether you may',
    request: { params: caseParams },
    response: { 200: { description: 'Steps', schema: z.object({ entry: z.int(), steps: z.array(offeredStep).readonly() }) } },
    handler: async ({ deps, caller, params }) => ({ status: 200, body: await viewNextSteps(deps, caller, params.ref) }),
  }),
  route({
    method: 'post',
    path: '/cases/{ref}/facts',
    may: 'record.see',
    summary: 'Record 1 to 20 facts, all or none; a correction waits for a second person',
    request: { params: caseParams, headers: idempotencyHeader, body: newFacts },
    response: commandResponses,
    problems: COMMAND_PROBLEMS,
    handler: async ({ deps, caller, params, headers, body }) => {
      const outcome = await recordFacts(deps, caller, { ...body, caseRef: params.ref, commandId: headers['idempotency-key'] });
      return commandAnswer(outcome, `/api/cases/${outcome.caseRef}/history`);
    },
  }),
];
