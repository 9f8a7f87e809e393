import { grouped } from '../../domain/grouped.js';
import { inTransaction, type Database, type Transaction } from '../database.js';
import { entryHash, type ChainedEntry } from './journal-chain.js';

/** Where a chain is broken, and how. `position` null: the record as a whole. */
export type JournalFault = Readonly<{
  recordRef: string;
  position: number | null;
  /** altered: it does not say what was recorded; unchained: it does not stand on the entry before it; missing; head-differs: the record's own row. */
  fault: 'altered' | 'unchained' | 'missing' | 'head-differs';
}>;

export type JournalAudit = Readonly<{ records: number; entries: number; faults: readonly JournalFault[] }>;

type Head = Readonly<{ ref: string; position: number; headHash: string }>;

const RECORDS_A_ROUND = 200;

/**
 * Follows every record's chain, or one's, from its first entry to its head.
 * @returns null where the named record does not exist
 */
export async function auditJournal(database: Database, ref: string | null = null): Promise<JournalAudit | null> {
  const faults: JournalFault[] = [];
  let [records, entries] = [0, 0];
  for (let after = ''; ; ) {
    const { heads, chains } = await inTransaction(database.pool, (tx) => roundAfter(tx, after, ref));
    for (const head of heads) {
      const chain = chains.get(head.ref) ?? [];
      faults.push(...faultsOf(head, chain));
      records += 1;
      entries += chain.length;
    }
    after = heads.at(-1)?.ref ?? after;
    if (heads.length < RECORDS_A_ROUND) break;
  }
  return ref !== null && records === 0 ? null : { records, entries, faults };
}

/** Heads and entries as of one moment: an entry written between two looks would read as a fault. */
async function roundAfter(tx: Transaction, after: string, only: string | null) {
  await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
  const heads = await headsAfter(tx, after, only);
  return { heads, chains: await chainsOf(tx, heads.map((head) => head.ref)) };
}

async function headsAfter(tx: Transaction, after: string, only: string | null): Promise<Head[]> {
  const { rows } = await tx.query<Head>(
    `SELECT ref, position, head_hash AS "headHash" FROM case_record WHERE ref > $1 AND ($2::text IS NULL OR ref = $2) ORDER BY ref LIMIT $3`,
    [after, only, RECORDS_A_ROUND],
  );
  return rows;
}

async function chainsOf(tx: Transaction, refs: readonly string[]): Promise<ReadonlyMap<string, readonly ChainedEntry[]>> {
  const { rows } = await tx.query<ChainedEntry>(
    `SELECT record_ref AS "recordRef", position, kind, type, happened_on AS "happenedOn", payload, actor, command_id AS "commandId",
       command_index AS "commandIndex", recorded_at AS "recordedAt", previous_hash AS "previousHash", hash
     FROM journal_entry WHERE record_ref = ANY($1) ORDER BY record_ref, position`,
    [refs],
  );
  return grouped(rows, ({ recordRef }) => recordRef);
}

function faultsOf(head: Head, entries: readonly ChainedEntry[]): JournalFault[] {
  const faults: JournalFault[] = [];
  const found = (position: number | null, fault: JournalFault['fault']) => faults.push({ recordRef: head.ref, position, fault });
  const byPosition = new Map(entries.map((entry) => [entry.position, entry]));
  const last = Math.max(head.position, entries.at(-1)?.position ?? 0);
  let before: readonly string[] | null = ['']; // hashes the next entry may stand on; null where the one before is missing
  for (let position = 1; position <= last; position += 1) {
    const entry = byPosition.get(position);
    if (entry === undefined) {
      found(position, 'missing');
      before = null;
      continue;
    }
    const { hash, previousHash, ...content } = entry;
    const expected = entryHash(previousHash, content);
    if (expected !== hash) found(position, 'altered');
    else if (before !== null && !before.includes(previousHash)) found(position, 'unchained');
    before = [hash, expected];
  }
  if (faults.length === 0 && before !== null && !before.includes(head.headHash)) found(null, 'head-differs');
  return faults;
}
