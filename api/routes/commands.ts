import { z } from 'zod';
import { REFUSALS } from '../../domain/refusals.js';
import { ERRORS } from '../errors.js';
import { route } from '../http/route.js';
import type { CommandStatus } from '../read-models.js';
import { commandStatus as commandSchema } from '../schemas.js';
import { commandStatus, secondCorrection } from '../use-cases/commands.js';
import { COMMAND_PROBLEMS, commandAnswer, commandResponses } from './command-answers.js';

const commandParams = z.strictObject({ id: z.uuid() });

const declined = z.object({ commandId: z.string(), caseRef: z.string(), state: z.literal('declined') });
const secondResponses = { 200: { description: 'Declined: nothing was recorded', schema: declined }, 201: commandResponses[201], 202: commandResponses[202] } as const;

/** A refusal with the words a person reads. */
function statusBody(status: CommandStatus) {
  if (status.state !== 'refused') return status;
  const { law, sentence } = status.code === 'changed-since' ? { law: '', sentence: ERRORS['changed-since'].detail } : REFUSALS[status.code];
  return { ...status, law, sentence };
}

export const commandRoutes = [
  route({
    method: 'get',
    path: '/commands/{id}',
    may: 'signed-in',
    summary: 'What became of a command one sent, or of one on a record one may see',
    request: { params: commandParams },
    response: { 200: { description: 'Its state', schema: commandSchema } },
    handler: async ({ deps, caller, params }) => ({ status: 200, body: statusBody(await commandStatus(deps, caller, params.id)) }),
  }),
  route({
    method: 'post',
    path: '/commands/{id}/second',
    may: 'record.second',
    summary: 'The second person agrees to a correction, or does not',
    request: { params: commandParams, body: z.strictObject({ agreed: z.boolean({ error: 'must be true or false' }) }).meta({ id: 'Second' }) },
    response: secondResponses,
    problems: [...COMMAND_PROBLEMS, 'second-person-needed', 'already-settled'],
    handler: async ({ deps, caller, params, body }) => {
      const outcome = await secondCorrection(deps, caller, params.id, body.agreed);
      if (outcome.kind === 'DECLINED') return { status: 200, body: { commandId: outcome.commandId, caseRef: outcome.caseRef, state: 'declined' as const } };
      return commandAnswer(outcome, `/api/cases/${outcome.caseRef}/history`);
    },
  }),
];
