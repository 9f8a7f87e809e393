// Workers as child processes, and the API's way in beside them.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { CaseActivities } from '../../workflows/case/messages.js';
import { workflowBundlePath } from '../support/resources.js';

export type WorkerProcess = Readonly<{
  /** When it says that the step it was told to stop after has committed. */
  committed: Promise<void>;
  /** kill -9 */
  kill: () => Promise<void>;
  /** SIGTERM, and what is under way may end. @returns its exit code */
  stop: () => Promise<number | null>;
}>;

export type WorkerOrders = Readonly<{ databaseUrl: string; address: string; taskQueue: string; holdAfter?: keyof CaseActivities; payloadKey?: string }>;

/** @returns once it polls */
export async function startWorker({ databaseUrl, address, taskQueue, holdAfter, payloadKey }: WorkerOrders): Promise<WorkerProcess> {
  const env = {
    ...process.env, TZ: 'UTC', DATABASE_URL: databaseUrl, TEMPORAL_ADDRESS: address, TASK_QUEUE: taskQueue, BUNDLE: await workflowBundlePath(),
    ...(holdAfter === undefined ? {} : { HOLD_AFTER: holdAfter }), ...(payloadKey === undefined ? {} : { DULY_PAYLOAD_KEY: payloadKey }),
  };
  const child = fork(path.join(import.meta.dirname, 'worker-child.ts'), { execArgv: ['--import', 'tsx'], env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  await said(child, 'working', exited);
  const committed = holdAfter === undefined ? new Promise<void>(() => undefined) : said(child, 'committed', exited);
  committed.catch(() => undefined); // awaited by who asks
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> => {
    child.kill(signal);
    const [code] = await exited;
    return code;
  };
  return { committed, kill: async () => {
      await end('SIGKILL');
    }, stop: () => end('SIGTERM') };
}

async function said(child: ChildProcess, kind: string, exited: Promise<[number | null]>): Promise<void> {
  const heard = new Promise<void>((done) => {
    child.on('message', (message: { kind?: string }) => {
      if (message.kind === kind) done();
    });
  });
  await Promise.race([heard, exited.then(([code]) => Promise.reject(new Error(`the worker ended with ${code} before it said ${kind}`)))]);
}
