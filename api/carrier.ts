import type { Client } from '@temporalio/client';

/**
 * Starts a process that carries something out which a person has asked for; one that is running goes on.
 * @param process the workflow's name and, of its input, its id
 * @throws what the connection throws
 */
export const createCarrier =
  <Input>({ client, taskQueue }: Readonly<{ client: Client; taskQueue: string }>, process: Readonly<{ workflow: string; id: (input: Input) => string }>) =>
  async (input: Input): Promise<void> => {
    await client.withDeadline(Date.now() + PATIENCE, () =>
      client.workflow.start(process.workflow, { workflowId: process.id(input), taskQueue, args: [input], workflowIdConflictPolicy: 'USE_EXISTING', workflowIdReusePolicy: 'ALLOW_DUPLICATE' }),
    );
  };

const PATIENCE = 3_000; // milliseconds a person waits
