import type { Reminders } from '../../api/ports.js';
import { itemKey } from '../../domain/agenda.js';
import { inTransaction, type Database, type Transaction } from '../database.js';
import { noteWithin } from './journal-notes.js';

/** Reminders that a person sends, beside those of the ladders: each once a day, claimed like them. */
export const createReminders = ({ pool }: Database): Reminders => ({
  send: (given) => inTransaction(pool, (tx) => send(tx, given)),
});

type Given = Parameters<Reminders['send']>[0];

/** Claim, journal entry and notice together; one claimed already today is passed over. @returns the advisers reminded now */
async function send(tx: Transaction, { caseRef, asked, by, on, at }: Given): Promise<string[]> {
  const { rows } = await tx.query<{ position: number }>('SELECT position FROM case_record WHERE ref = $1 FOR UPDATE', [caseRef]);
  const position = rows[0]?.position;
  if (position === undefined) return [];
  const rung = `by-hand-${on}`;
  const { rows: claimed } = await tx.query<{ subject: string }>(
    `SELECT subject FROM agenda_claim WHERE record_ref = $1 AND duty = 'give-advice' AND rung = $2`,
    [caseRef, rung],
  );
  const done = new Set(claimed.map(({ subject }) => subject));
  const items = asked
    .filter(({ adviser }) => !done.has(adviser))
    .map(({ adviser, occurrence }) => ({ act: 'remind', duty: 'give-advice', subject: adviser, occurrence, rung, to: 'professional', on }) as const);
  if (items.length === 0) return [];
  await noteWithin(tx, items.map((item) => ({ recordRef: caseRef, type: item.act, payload: item, actor: by })), at);
  const written = items.map((item, index) => ({ ...item, position: position + 1 + index, key: itemKey(item) }));
  await tx.query(WRITE, [caseRef, at, JSON.stringify(written)]);
  return items.map(({ subject }) => subject);
}

const WRITE = `
  WITH told AS (
    SELECT * FROM jsonb_to_recordset($3::jsonb) AS i(act text, duty text, subject text, occurrence text, rung text, "to" text, "on" date, position int, key text)
  ), claims AS (
    INSERT INTO agenda_claim (record_ref, duty, subject, occurrence, rung, act, item_on, position, claimed_at)
    SELECT $1, duty, subject, occurrence, rung, act, "on", position, $2 FROM told
  )
  INSERT INTO notification (record_ref, position, template, to_role, to_ref, duty, subject, occurrence, rung, key, queued_at)
  SELECT $1, position, act || '.' || duty, "to", subject, duty, subject, occurrence, rung, key, $2 FROM told`;
