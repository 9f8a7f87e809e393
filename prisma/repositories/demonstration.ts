import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Instant } from '../../domain/dates/london.js';
import type { Database, Transaction } from '../database.js';

/** What a demonstration council says of itself: its figures' source, the columns it equals, and the misfits it could not. */
export type DemonstrationNotice = Readonly<{
  source: string;
  licence: string;
  /** How the stock of open assessments was come by. */
  stock: string;
  matches: readonly Readonly<{ about: string; column: string; published: number }>[];
  misfits: readonly Readonly<{ about: string; published: string; here: string }>[];
}>;

export type Demonstration = Readonly<{
  authority: string;
  council: string;
  asOn: IsoDate;
  seed: string;
  notice: DemonstrationNotice;
  madeAt: Instant;
}>;

/** The demonstration this database holds; null in a real council's. */
export async function demonstration({ pool }: Pick<Database, 'pool'>): Promise<Demonstration | null> {
  const { rows } = await pool.query<Demonstration>(CURRENT);
  return rows[0] ?? null;
}

/** The same, inside a transaction. */
export async function demonstrationWithin(tx: Transaction): Promise<Demonstration | null> {
  const { rows } = await tx.query<Demonstration>(CURRENT);
  return rows[0] ?? null;
}

/** Notes what a demonstration was made from. @throws the database's refusal if there is one already */
export async function keepDemonstration(
  tx: Transaction,
  { authority, council, asOn, seed, notice, madeAt }: Demonstration,
): Promise<void> {
  await tx.query(
    'INSERT INTO demonstration (authority, council, as_on, seed, notice, made_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [authority, council, asOn, seed, JSON.stringify(notice), madeAt],
  );
}

/** One maker of a demonstration at a time, to the end of the transaction. */
export async function lockDemonstration(tx: Transaction): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('duly demonstration'))`);
}

const CURRENT = 'SELECT authority, council, as_on AS "asOn", seed, notice, made_at AS "madeAt" FROM demonstration';
