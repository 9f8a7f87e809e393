import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readDeliveryEnvironment, type DeliveryEnvironment } from '../config/delivery.js';
import { BadEnvironment } from '../config/environment.js';

/** Where `npm run build` leaves the bundle, beside what it built of the worker. */
const BUILT_BUNDLE = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'workflow-bundle.js');

const variables = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be the address of PostgreSQL, as postgresql://user@host:5432/duly' }),
  DATABASE_CONNECTIONS: z.coerce.number({ error: 'must be a number' }).int().min(1).max(200).default(10),
  TEMPORAL_TASK_QUEUE: z.string().min(1).default('duly'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DULY_WORKFLOW_BUNDLE: z.string().default(BUILT_BUNDLE).refine((file) => existsSync(file), { error: 'names no file: make it by npm run bundle -- <file>' }),
  /** Where Prometheus finds the worker's metrics, as 127.0.0.1:9464; none without it. */
  WORKER_METRICS: z.string().regex(/^[^\s/]+:\d{1,5}$/, { error: 'must be an address to listen on, as 127.0.0.1:9464' }).optional(),
});

export type WorkerEnvironment = Readonly<{ databaseUrl: string; databaseConnections: number; taskQueue: string; logLevel: string; bundle: string; metrics: string | null; /** Null where nothing says how messages leave the house. */ delivery: DeliveryEnvironment | null }>;

/** @throws BadEnvironment naming every variable that is missing or wrong, without its value */
export function readWorkerEnvironment(env: Readonly<Record<string, string | undefined>>): WorkerEnvironment {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const read = variables.safeParse(given, { error: (issue) => (issue.input === undefined ? 'is missing' : undefined) });
  if (!read.success) throw new BadEnvironment(read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('\n'));
  const known = read.data;
  const delivery = readDeliveryEnvironment(given);
  return {
    databaseUrl: known.DATABASE_URL,
    databaseConnections: known.DATABASE_CONNECTIONS,
    taskQueue: known.TEMPORAL_TASK_QUEUE,
    logLevel: known.LOG_LEVEL,
    bundle: known.DULY_WORKFLOW_BUNDLE,
    metrics: known.WORKER_METRICS ?? null,
    delivery,
  };
}
