import { z } from 'zod';
import { route } from '../http/route.js';
import { phaseBoard as boardSchema, phaseBoards as boardsSchema, transferKind } from '../schemas-of-reviews.js';
import { caseResults } from '../schemas-of-work.js';
import { expectTransfers, phaseBoard, phaseBoards } from '../use-cases/phase-transfers.js';
import { chosenCases, resultsBody } from './case-results.js';
import { idempotencyHeader } from './command-answers.js';

/** Children who move to another phase of education next September. */
export const phaseRoutes = [
  route({
    method: 'get',
    path: '/reviews/phases',
    may: 'record.see',
    summary: 'Phases of education that children move to next September: the lines, and how many are recorded, done and still unrecorded',
    response: { 200: { description: 'The line that comes first first', schema: boardsSchema } },
    handler: async ({ deps, caller }) => {
      const { today, boards } = await phaseBoards(deps, caller);
      const items = boards.map(({ recorded, unrecorded, ...lines }) => ({ ...lines, recorded: recorded.length, done: recorded.filter(({ doneOn }) => doneOn !== null).length, unrecorded: unrecorded.length }));
      return { status: 200, body: { today, items } };
    },
  }),
  route({
    method: 'get',
    path: '/reviews/phases/{kind}',
    may: 'record.see',
    summary: 'One phase: each child who moves, where its plan stands, and those whose move is not recorded yet',
    request: { params: z.strictObject({ kind: transferKind }) },
    response: { 200: { description: 'The board', schema: boardSchema } },
    handler: async ({ deps, caller, params }) => ({ status: 200, body: await phaseBoard(deps, caller, params.kind) }),
  }),
  route({
    method: 'post',
    path: '/reviews/expected-transfers',
    may: 'record.facts',
    summary: 'Record on several plans that the child is expected to move, as birth date, year group and setting say',
    request: { headers: idempotencyHeader, body: z.strictObject({ cases: chosenCases }).meta({ id: 'ExpectedTransfers' }) },
    response: { 200: { description: 'What became of each', schema: caseResults } },
    problems: ['invalid'],
    handler: async ({ deps, caller, headers, body }) => ({ status: 200, body: resultsBody(await expectTransfers(deps, caller, { key: headers['idempotency-key'], plans: body.cases })) }),
  }),
];
