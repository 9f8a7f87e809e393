import { createDeliveryActivities, MESSAGES } from '../../activities/delivery/delivery-activities.js';
import { createDigests } from '../../prisma/repositories/digests.js';
import { createOutbox } from '../../prisma/repositories/outbox.js';
import { actsOf, newHouse, openFamily, watched, type House } from '../delivery/house.js';
import { RULES, valueOf } from '../activities/world.js';

/**
 * Messages a second through claiming, sending by a channel that takes no time, and writing down with the journal, beside a bare
 * loop that does the same to as many at a time without anything around it. Both on the same database.
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
    return { messages, records: RECORDS, ours, bare: await bareLoop(house), acts };
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

const nothingToWrite = (): never => {
  throw new Error('nothing is addressed here');
};

/** @returns messages a second */
async function sendAll({ database }: House): Promise<number> {
  const channel = watched();
  const { sendNext } = createDeliveryActivities({
    outbox: createOutbox(database), channels: { email: channel, letter: channel }, linkFor: () => Promise.resolve(null), clock: { now: () => new Date() }, rules: () => RULES,
    digests: createDigests(database),
    write: nothingToWrite,
    writeDigest: nothingToWrite,
  });
  const from = performance.now();
  let sent = 0;
  for (let batch = await sendNext(); batch.sent > 0; batch = await sendNext()) sent += batch.sent;
  return sent / ((performance.now() - from) / 1_000);
}

/** As many at a time as ours takes: claimed in one transaction, written down in another, each statement once for all of them. */
async function bareLoop({ database: { pool } }: House): Promise<number> {
  const { rows } = await pool.query<{ ref: string; recordRef: string }>('SELECT ref, record_ref AS "recordRef" FROM message ORDER BY queued_at, ref');
  await pool.query(`UPDATE message SET status = 'queued'`);
  const client = await pool.connect();
  const from = performance.now();
  for (let done = 0; done < rows.length; done += MESSAGES) {
    const batch = rows.slice(done, done + MESSAGES);
    await client.query(`UPDATE message SET status = 'sending', sent_at = now() WHERE ref = ANY($1)`, [batch.map(({ ref }) => ref)]);
    await client.query('BEGIN');
    await client.query(`UPDATE message SET status = 'accepted' WHERE ref = ANY($1)`, [batch.map(({ ref }) => ref)]);
    const { rows: added } = await client.query<{ recordRef: string; position: number }>(
      `INSERT INTO journal_entry (record_ref, position, kind, type, happened_on, payload, actor, recorded_at, previous_hash, hash)
       SELECT m.ref, r.position + row_number() OVER (PARTITION BY m.ref), 'act', 'bare', now(), '{}', 'duly', now(), '', md5(random()::text) || md5(random()::text)
       FROM unnest($1::text[]) AS m(ref) JOIN case_record r USING (ref) RETURNING record_ref AS "recordRef", position`,
      [batch.map(({ recordRef }) => recordRef)],
    );
    const last = new Map(added.map(({ recordRef, position }) => [recordRef, position]));
    await client.query(`UPDATE case_record r SET position = l.position FROM unnest($1::text[], $2::int[]) AS l(ref, position) WHERE r.ref = l.ref`, [[...last.keys()], [...last.values()]]);
    await client.query('COMMIT');
  }
  const rate = rows.length / ((performance.now() - from) / 1_000);
  client.release();
  return rate;
}
