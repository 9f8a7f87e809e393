import { z } from 'zod';

/** What a deployment says to the API and the worker. Every wrong variable is named at start, none of their values is shown. */

const flag = z.enum(['true', 'false'], { error: 'must be true or false' }).transform((text) => text === 'true');
const count = (least: number, most: number) =>
  z.coerce.number({ error: 'must be a number' }).int({ error: 'must be a whole number' }).min(least, { error: `must be at least ${least}` }).max(most, { error: `must be at most ${most}` });

const variables = z.object({
  /** `demo`: anybody signs in as one of the demonstration accounts. Never on the internet, never with real children. */
  DULY_MODE: z.enum(['production', 'demo'], { error: 'must be production or demo' }).default('production'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be the address of PostgreSQL, as postgresql://user@host:5432/duly' }),
  /** Signs session cookies and keys the fingerprints of commands. Changing it signs everybody out. */
  SESSION_SECRET: z.string({ error: 'is missing: a random text of at least 32 characters' }).min(32, { error: 'must be a random text of at least 32 characters' }),
  /** With which a mailbox of the council hands over its messages; without one none can. */
  POST_TOKEN: z.string().min(32, { error: 'must be a random text of at least 32 characters' }).optional(),
  COUNCIL_NAME: z.string().trim().min(1).max(100).default('Demonstration Council'),
  HOST: z.string().default('127.0.0.1'),
  PORT: count(0, 65_535).default(3000),
  /** Proxies in front of the API whose X-Forwarded-For is believed; 0: none. */
  TRUST_PROXY: count(0, 10).default(0),
  /** Session cookies only over https; true unless the demonstration says otherwise. */
  COOKIE_SECURE: flag.optional(),
  /** Length of a session, counted from sign-in. */
  SESSION_HOURS: count(1, 24).default(8),
  /** Requests a minute from one address. */
  RATE_LIMIT: count(1, 1_000_000).default(600),
  SIGN_IN_LIMIT: count(1, 1_000_000).default(20),
  CLOCK_LIMIT: count(1, 1_000_000).default(300),
  /** Connections to PostgreSQL. */
  DATABASE_CONNECTIONS: count(1, 200).default(10),
  TEMPORAL_TASK_QUEUE: z.string().min(1).default('duly'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Environment = Readonly<{
  mode: 'production' | 'demo';
  databaseUrl: string;
  databaseConnections: number;
  sessionSecret: string;
  sessionHours: number;
  cookieSecure: boolean;
  postToken: string | null;
  councilName: string;
  host: string;
  port: number;
  trustProxy: number;
  limits: Readonly<{ all: number; signIn: number; clock: number }>;
  taskQueue: string;
  logLevel: string;
}>;

/** A deployment that cannot start, with a line for each variable to mend. */
export class BadEnvironment extends Error {}

/** @throws BadEnvironment naming every variable that is missing or wrong, without its value */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const read = variables.safeParse(given, { error: (issue) => (issue.input === undefined ? 'is missing' : undefined) });
  if (!read.success) throw new BadEnvironment(read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('\n'));
  const known = read.data;
  return {
    mode: known.DULY_MODE,
    databaseUrl: known.DATABASE_URL,
    databaseConnections: known.DATABASE_CONNECTIONS,
    sessionSecret: known.SESSION_SECRET,
    sessionHours: known.SESSION_HOURS,
    cookieSecure: known.COOKIE_SECURE ?? known.DULY_MODE === 'production',
    postToken: known.POST_TOKEN ?? null,
    councilName: known.COUNCIL_NAME,
    host: known.HOST,
    port: known.PORT,
    trustProxy: known.TRUST_PROXY,
    limits: { all: known.RATE_LIMIT, signIn: known.SIGN_IN_LIMIT, clock: known.CLOCK_LIMIT },
    taskQueue: known.TEMPORAL_TASK_QUEUE,
    logLevel: known.LOG_LEVEL,
  };
}
