import type { Instant } from '../../domain/dates/london.js';
import { londonDay } from '../../domain/dates/london.js';
import type { Transaction } from '../database.js';
import { chain } from './journal-chain.js';

/** Something that happened to a record without moving a duty: a letter accepted, bounced, sent again. Codes and references only. */
export type NewNote = Readonly<{ recordRef: string; type: string; payload: object; /** A staff reference, or the engine. */ actor?: string }>;

const ENGINE = 'duly';

type Head = Readonly<{ ref: string; position: number; headHash: string; recordedAt: Instant | null }>;

/**
 * Adds act entries to the journals of records, each chain whole, its duties untouched. Records are locked in the order of their
 * references, so that two writers of many never wait for each other in a ring.
 */
export async function noteWithin(tx: Transaction, notes: readonly NewNote[], at: Instant): Promise<void> {
  if (notes.length === 0) return;
  const refs = [...new Set(notes.map(({ recordRef }) => recordRef))].sort();
  const { rows: heads } = await tx.query<Head>({
    name: 'lock-heads',
    text: `SELECT ref, position, head_hash AS "headHash", recorded_at AS "recordedAt" FROM case_record WHERE ref = ANY($1::text[]) ORDER BY ref FOR NO KEY UPDATE`, // rows that refer to a record may be added beside it, by us or by others, without a ring of waits
    values: [refs],
  });
  const entries = heads.flatMap((head) => chained(head, notes.filter(({ recordRef }) => recordRef === head.ref), at));
  await tx.query({ name: 'write-notes', text: WRITE, values: [JSON.stringify(entries)] });
}

function chained({ ref, position, headHash, recordedAt }: Head, notes: readonly NewNote[], at: Instant) {
  const stamp = recordedAt !== null && recordedAt > at ? recordedAt : at; // never earlier than the last entry
  return chain(headHash, notes.map(({ type, payload, actor = ENGINE }, index) => ({
    recordRef: ref, position: position + 1 + index, kind: 'act' as const, type, happenedOn: londonDay(at), payload, actor, commandId: null, commandIndex: null, recordedAt: stamp,
  })));
}

const WRITE = `
  WITH added AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS e("recordRef" text, position int, kind text, type text, "happenedOn" date, payload jsonb, actor text,
      "recordedAt" timestamptz, "previousHash" text, hash text)
  ), entries AS (
    INSERT INTO journal_entry (record_ref, position, kind, type, happened_on, payload, actor, recorded_at, previous_hash, hash)
    SELECT "recordRef", position, kind, type, "happenedOn", payload, actor, "recordedAt", "previousHash", hash FROM added
  )
  UPDATE case_record r SET position = last.position, head_hash = last.hash, recorded_at = last."recordedAt"
  FROM (SELECT DISTINCT ON ("recordRef") * FROM added ORDER BY "recordRef", position DESC) AS last WHERE r.ref = last."recordRef"`;
