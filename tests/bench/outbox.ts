import { randomUUID } from 'node:crypto';
import { createDeliveryActivities } from '../../activities/delivery/delivery-activities.js';
import { createOutbox } from '../../prisma/repositories/outbox.js';
import { actsOf, newHouse, openFamily, watched, type House } from '../delivery/house.js';
import { RULES, valueOf } from '../activities/world.js';

/**
 * Messages a second through claiming, sending by a channel that takes no time, and writing down with the journal, beside a bare
 * loop that inserts a journal entry and updates a message and its record, one transaction for each. Both on the same database.
 */
export type OutboxRate = Readonly<{ messages: number; records: number; ours: number; bare: number; acts: number }>;

const RECORDS = 100;
const MESSAGES_A_RECORD = 20;

export async function benchOutbox(): Promise<OutboxRate> {
  const house = await newHouse();
  try {
    const refs: string[] = [];
    for (let i = 0; i < RECORDS; i += 1) refs.push((await openFamily(house, [])).caseRef);
    await queue(house, refs);
    const ours = await sendAll(house);
    const acts = (await Promise.all(refs.map((ref) => actsOf(house.database, ref)))).flat().length;
    const messages = await valueOf<number>(house.database, `SELECT count(*) AS value FROM message WHERE status = 'accepted'`);
    return { messages, records: RECORDS, ours, bare: await bareLoop(house, refs), acts };
  } finally {
    await house.close();
  }
}

async function queue({ database: { pool } }: House, refs: readonly string[]): Promise<void> {
  await pool.query(
    `INSERT INTO message (ref, record_ref, letter, to_kind, to_ref, to_name, channel, address, subject, body, reference, queued_at)
     SELECT 'M-' || r.ref || '-' || n, r.ref, 'staff-reminder', 'staff', 'S-CASEWORK', 'Casey', 'email', 'casey@demo.example', 'Bench', '[{"kind":"paragraph","text":"Bench"}]', gen_random_uuid(), now() - interval '1 day'
     FROM unnest($1::text[]) AS r(ref), generate_series(1, $2) AS n`,
    [refs, MESSAGES_A_RECORD],
  );
}

/** @returns messages a second */
async function sendAll({ database }: House): Promise<number> {
  const channel = watched();
  const { sendNext } = createDeliveryActivities({
    outbox: createOutbox(database), channels: { email: channel, letter: channel }, linkFor: () => Promise.resolve(null), clock: { now: () => new Date() }, rules: () => RULES,
    write: () => {
      throw new Error('nothing is addressed here');
    },
  });
  const from = performance.now();
  let sent = 0;
  for (let batch = await sendNext(); batch.sent > 0; batch = await sendNext()) sent += batch.sent;
  return sent / ((performance.now() - from) / 1_000);
}

async function bareLoop({ database: { pool } }: House, refs: readonly string[]): Promise<number> {
  const { rows } = await pool.query<{ ref: string; recordRef: string }>('SELECT ref, record_ref AS "recordRef" FROM message');
  const positions = new Map(await Promise.all(refs.map(async (ref) => [ref, await valueOf<number>({ pool } as House['database'], 'SELECT position AS value FROM case_record WHERE ref = $1', [ref])] as const)));
  const client = await pool.connect();
  const from = performance.now();
  for (const { ref, recordRef } of rows) {
    const position = (positions.get(recordRef) ?? 0) + 1;
    positions.set(recordRef, position);
    await client.query('BEGIN');
    await client.query(`UPDATE message SET status = 'delivered', settled_at = now() WHERE ref = $1`, [ref]);
    await client.query(
      `INSERT INTO journal_entry (record_ref, position, kind, type, happened_on, payload, actor, recorded_at, previous_hash, hash) VALUES ($1, $2, 'act', 'bare', now(), '{}', 'duly', now(), '', $3)`,
      [recordRef, position, randomUUID().replaceAll('-', '').repeat(2)],
    );
    await client.query('UPDATE case_record SET position = $2 WHERE ref = $1', [recordRef, position]);
    await client.query('COMMIT');
  }
  const rate = rows.length / ((performance.now() - from) / 1_000);
  client.release();
  return rate;
}
