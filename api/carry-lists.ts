import type { Client } from '@temporalio/client';
import { reviewListsId, type ReviewListsInput } from '../workflows/review-lists/messages.js';

/** Starts the process that sends a term's lists; one that is running goes on. @throws what the connection throws */
export function createListCarrier({ client, taskQueue }: Readonly<{ client: Client; taskQueue: string }>): (lists: ReviewListsInput) => Promise<void> {
  return async (lists) => {
    const args: [ReviewListsInput] = [lists];
    await client.withDeadline(Date.now() + PATIENCE, () =>
      client.workflow.start('reviewLists', { workflowId: reviewListsId(lists), taskQueue, args, workflowIdConflictPolicy: 'USE_EXISTING', workflowIdReusePolicy: 'ALLOW_DUPLICATE' }),
    );
  };
}

const PATIENCE = 3_000; // milliseconds a person waits
