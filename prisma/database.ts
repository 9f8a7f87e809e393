import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.js';

/** One pool of connections, for Prisma and for the statements that are written out by hand. */
export type Database = Readonly<{ prisma: PrismaClient; pool: pg.Pool; close: () => Promise<void> }>;

/** What statements are asked of: the pool, or a transaction under way, of which each repository is then a part. */
export type Statements = Readonly<{ pool: Transaction }>;

export type DatabaseOptions = Readonly<{
  /** Connections at most. */
  max?: number;
  /** Hears of connections lost while idle: the pool opens another when it needs one. */
  onLost?: (error: Error) => void;
}>;

const DATE = pg.types.builtins.DATE;
const TIMESTAMPTZ = pg.types.builtins.TIMESTAMPTZ;
const INT8 = pg.types.builtins.INT8;

const parserOf: (oid: number, format?: 'text' | 'binary') => (value: string) => unknown = pg.types.getTypeParser;

/** Days as `2025-09-02`, instants as ISO text in UTC, counts as numbers: what the domain speaks. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    if (format === 'binary') return parserOf(oid, format);
    if (oid === DATE) return (text: string) => text;
    if (oid === TIMESTAMPTZ) return (text: string) => new Date(text).toISOString();
    if (oid === INT8) return Number;
    return parserOf(oid, format);
  },
};

/** Opens nothing until it is asked something; a lost connection fails what was using it, never the process. */
export function openDatabase(url: string, { max = 10, onLost = () => undefined }: DatabaseOptions = {}): Database {
  const pool = new pg.Pool({ connectionString: url, max, types, connectionTimeoutMillis: 5_000, keepAlive: true });
  pool.on('error', onLost);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) });
  const close = async () => {
    await prisma.$disconnect();
    await pool.end();
  };
  return { prisma, pool, close };
}

/** A connection inside a transaction. */
export type Transaction = Pick<pg.PoolClient, 'query'>;

/**
 * All or nothing: commits what `work` wrote, or rolls it back and throws what it threw. Within a transaction it is a part of that.
 * A connection that is lost half-way is thrown away, and PostgreSQL rolls back by itself.
 */
export async function inTransaction<T>(pool: Transaction, work: (tx: Transaction) => Promise<T>): Promise<T> {
  if (!(pool instanceof pg.Pool)) return work(pool);
  const client = await pool.connect();
  let broken: Error | undefined;
  const lost = (error: Error) => {
    broken = error;
  };
  client.on('error', lost); // without a listener a server going away would end the process
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((reason: unknown) => {
      broken = reason instanceof Error ? reason : new Error('rolled back badly');
    });
    throw error;
  } finally {
    client.off('error', lost);
    client.release(broken ?? false);
  }
}

/** A transaction for several who ask at once: each statement waits for the one before, as the connection wants it. */
export function inTurn(tx: Transaction): Transaction {
  let last: Promise<unknown> = Promise.resolve();
  const query = (...asked: unknown[]): Promise<unknown> => {
    const mine = last.then((): unknown => Reflect.apply(tx.query, tx, asked));
    last = mine.catch(() => undefined); // whoever asked hears of it
    return mine;
  };
  return new Proxy(tx, { get: (target, name): unknown => (name === 'query' ? query : Reflect.get(target, name)) });
}
