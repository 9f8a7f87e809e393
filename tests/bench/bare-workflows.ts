// The least that could live: workflows of one activity and one long timer, started and carried by a process of its own.
import '../workflows/quiet.js';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, Worker } from '@temporalio/worker';
import { eachOf, untilAllWait } from './starting.js';

/** @param orders of this run: how many, and a name that no other run has */
async function run(address: string, { count, name }: Readonly<{ count: number; name: string }>): Promise<number> {
  const taskQueue = `bare-${name}`;
  const workflowBundle = await bundleWorkflowCode({ workflowsPath: path.join(import.meta.dirname, 'bare-workflow.ts') });
  const [connection, asking] = await Promise.all([NativeConnection.connect({ address }), Connection.connect({ address })]);
  const worker = await Worker.create({ connection, taskQueue, workflowBundle, activities: { look: () => Promise.resolve() }, maxCachedWorkflows: 500 });
  const client = new Client({ connection: asking });
  const ids = Array.from({ length: count }, (_, index) => `${taskQueue}-${index}`);
  const seconds = await worker.runUntil(async () => {
    const from = performance.now();
    await eachOf(ids, (workflowId) => client.workflow.start('bare', { taskQueue, workflowId, args: [] }));
    await untilAllWait(client, ids);
    return (performance.now() - from) / 1_000;
  });
  await Promise.all([asking.close(), connection.close()]);
  return seconds;
}

process.on('message', (orders: { count: number; name: string }) => {
  void run(process.env['TEMPORAL_ADDRESS'] ?? '', orders).then((seconds) => process.send?.({ seconds }));
});
