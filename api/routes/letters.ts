import { z } from 'zod';
import { TASK_ENDS, type Mended } from '../letter-models.js';
import { route } from '../http/route.js';
import { RECORD_REF } from '../refs.js';
import { lettersOfCase, mendedTask, task, taskPage, wholeMessage } from '../schemas-of-letters.js';
import { letterOfRecord, lettersOfRecord } from '../use-cases/outbox.js';
import { endTask, mendAddress, mendedAddress, oneTask, openTasks, tryTaskAgain } from '../use-cases/tasks.js';
import { cursor, pageSize } from './paging.js';

const ofCase = z.strictObject({ ref: z.string().regex(RECORD_REF) });
const ofLetter = z.strictObject({ ref: z.string().regex(RECORD_REF), message: z.string().max(20) });
const ofTask = z.strictObject({ task: z.string().max(20) });

const list = z.strictObject({
  whose: z.enum(['mine', 'all'], { error: 'must be mine, or all of the records you may see' }).default('mine'),
  cursor,
  limit: pageSize,
});

const mendedBody = (mended: Mended) => {
  if (mended.kind === 'sent-again') return { kind: mended.kind, message: mended.message };
  return { kind: 'queued-again' as const, ...(mended.kind === 'queued-again' ? { notices: mended.notices } : {}) };
};

export const letterRoutes = [
  route({
    method: 'get',
    path: '/cases/{ref}/letters',
    may: 'record.see',
    summary: 'Letters of a record, what became of each, and who was not written to and why',
    request: { params: ofCase },
    response: { 200: { description: 'Letters', schema: lettersOfCase } },
    handler: async ({ deps, caller, params }) => ({ status: 200, body: await lettersOfRecord(deps, caller, params.ref) }),
  }),
  route({
    method: 'get',
    path: '/cases/{ref}/letters/{message}',
    may: 'record.see',
    summary: 'One letter with its words as they went',
    request: { params: ofLetter },
    response: { 200: { description: 'The letter', schema: wholeMessage } },
    handler: async ({ deps, caller, params }) => ({ status: 200, body: await letterOfRecord(deps, caller, params.ref, params.message) }),
  }),
  route({
    method: 'get',
    path: '/tasks',
    may: 'task.see',
    summary: 'What must be seen to that is no duty of law, soonest first',
    request: { query: list },
    response: { 200: { description: 'A page of open tasks', schema: taskPage } },
    problems: ['invalid'],
    handler: async ({ deps, caller, query }) => ({ status: 200, body: await openTasks(deps, caller, { ...query, cursor: query.cursor ?? null }) }),
  }),
  route({
    method: 'get',
    path: '/tasks/{task}',
    may: 'task.see',
    summary: 'One open task',
    request: { params: ofTask },
    response: { 200: { description: 'The task', schema: task } },
    handler: async ({ deps, caller, params }) => ({ status: 200, body: await oneTask(deps, caller, params.task) }),
  }),
  route({
    method: 'post',
    path: '/tasks/{task}/done',
    may: 'task.see',
    summary: 'Say that it was seen to, and how',
    request: { params: ofTask, body: z.strictObject({ how: z.enum(TASK_ENDS) }).meta({ id: 'TaskDone' }) },
    response: { 204: { description: 'Closed' } },
    problems: ['invalid', 'already-settled'],
    handler: async ({ deps, caller, params, body }) => {
      await endTask(deps, caller, params.task, body.how);
      return { status: 204 };
    },
  }),
  route({
    method: 'post',
    path: '/tasks/{task}/address',
    may: 'task.see',
    summary: 'Mend where somebody is written to, and send again what did not reach them',
    request: { params: ofTask, body: mendedAddress },
    response: { 200: { description: 'On its way again', schema: mendedTask } },
    problems: ['invalid', 'already-settled'],
    handler: async ({ deps, caller, params, body }) => ({ status: 200, body: mendedBody(await mendAddress(deps, caller, params.task, body)) }),
  }),
  route({
    method: 'post',
    path: '/tasks/{task}/again',
    may: 'task.see',
    summary: 'Have what could not be written or addressed tried once more',
    request: { params: ofTask },
    response: { 200: { description: 'Tried again', schema: mendedTask } },
    problems: ['invalid', 'already-settled'],
    handler: async ({ deps, caller, params }) => ({ status: 200, body: mendedBody(await tryTaskAgain(deps, caller, params.task)) }),
  }),
];
