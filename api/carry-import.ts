import type { Client } from '@temporalio/client';
import { importId, type CaseImportInput } from '../workflows/backlog/messages.js';

/** Starts the process that brings a file in; one that is running goes on. @throws what the connection throws */
export function createImportCarrier({ client, taskQueue }: Readonly<{ client: Client; taskQueue: string }>): (importRef: string) => Promise<void> {
  return async (importRef) => {
    const args: [CaseImportInput] = [{ importRef }];
    await client.withDeadline(Date.now() + PATIENCE, () =>
      client.workflow.start('caseImport', { workflowId: importId(importRef), taskQueue, args, workflowIdConflictPolicy: 'USE_EXISTING', workflowIdReusePolicy: 'ALLOW_DUPLICATE' }),
    );
  };
}

const PATIENCE = 3_000; // milliseconds a person waits
