import type { Mended } from '../../api/letter-models.js';
import type { Instant } from '../../domain/dates/london.js';
import type { Fact } from '../../domain/facts/fact.js';
import { standsFor } from '../../domain/tell/cause.js';
import type { Wanted } from '../../domain/tell/letter-codes.js';
import { isStillWanted } from '../../domain/tell/letters-for.js';
import type { Transaction } from '../database.js';
import type { CaseChanges } from './cases.js';
import { factsOf } from './facts-of.js';
import { noteWithin } from './journal-notes.js';
import { openTasks } from './task-rows.js';

type Gone = Readonly<{ notice: number; letter: string; audience: string; ref: string | null }>;

/**
 * An entry is corrected whose letters have gone: each is a task for whoever holds the record, naming the letter. `corrected`: it
 * can be sent again from what stands now; `struck`: it can only be told that it does not hold. What was ready and has not gone is
 * held back.
 */
export async function tellOfUndone(tx: Transaction, recordRef: string, { undone, tellBy, recordedAt }: Pick<CaseChanges, 'undone' | 'tellBy' | 'recordedAt'>): Promise<void> {
  for (const { position, again } of undone) {
    const { rows } = await tx.query<Gone>({ name: 'gone-of-entry', text: GONE, values: [recordRef, position] });
    if (rows.length === 0) continue;
    await holdBack(tx, recordRef, rows, recordedAt);
    await openTasks(tx, rows.map((gone) => ({ recordRef, kind: holds(gone, again) ? 'corrected' : 'struck', about: `n${gone.notice}`, forRole: 'caseworker', forStaff: null, actBy: tellBy })), recordedAt);
  }
}

const holds = ({ letter, audience, ref }: Gone, again: readonly Wanted[]): boolean =>
  again.some((wanted) => wanted.letter === letter && wanted.audience === audience && wanted.ref === ref);

/** Letters of an entry that went to somebody, or were about to; what came back or failed has told nobody. */
const GONE = `
  SELECT n.id AS notice, n.template AS letter, n.to_role AS audience, n.to_ref AS ref FROM notification n
  WHERE n.record_ref = $1 AND n.position = $2 AND n.rung IS NULL AND n.key NOT LIKE 'feedback/%' -- what asks how it was says nothing that could be wrong
    AND EXISTS (SELECT 1 FROM message m WHERE m.notification_id = n.id AND m.status IN ('queued', 'sending', 'accepted', 'delivered', 'unknown'))
  ORDER BY n.id`;

async function holdBack(tx: Transaction, recordRef: string, gone: readonly Gone[], at: CaseChanges['recordedAt']): Promise<void> {
  const { rows } = await tx.query<{ message: string; letter: string; toKind: string; toRef: string; channel: string }>({
    name: 'hold-back-undone',
    text: `UPDATE message SET status = 'withdrawn', problem = 'corrected', settled_at = $2 WHERE notification_id = ANY($1::bigint[]) AND status = 'queued'
      RETURNING ref AS message, letter, to_kind AS "toKind", to_ref AS "toRef", channel`,
    values: [gone.map(({ notice }) => notice), at],
  });
  await noteWithin(tx, rows.map((held) => ({ recordRef, type: 'message-withdrawn', payload: { ...held, problem: 'corrected' } })), at);
}

type Notice = Readonly<{ recordRef: string; position: number; letter: Wanted['letter']; audience: Wanted['audience']; ref: string | null; facts: readonly Fact[] }>;

/** Queues a letter from what stands in the place of its entry now: once, however often it is asked. `cannot` where nothing calls for it any more. */
export async function sayAgainFromCorrected(tx: Transaction, about: string, at: Instant): Promise<Mended> {
  const { rows } = await tx.query<Notice>(
    `SELECT n.record_ref AS "recordRef", n.position, n.template AS letter, n.to_role AS audience, n.to_ref AS ref, ${factsOf('n.record_ref')} AS facts
     FROM notification n WHERE n.id = substring($1 FROM '^n([0-9]+)$')::bigint`,
    [about],
  );
  const [notice] = rows;
  const stands = notice === undefined ? null : standsFor(`j${notice.position}`, notice.facts);
  if (notice === undefined || stands === null || !isStillWanted(notice, stands.fact, notice.facts)) return { kind: 'cannot' };
  const { recordRef, letter, audience, ref } = notice;
  const key = [stands.fact.id, letter, audience, ...(ref === null ? [] : [ref])].join('/');
  const { rowCount } = await tx.query(
    `INSERT INTO notification (record_ref, position, template, to_role, to_ref, key, queued_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [recordRef, stands.position, letter, audience, ref, key, at],
  );
  return { kind: 'queued-again', notices: rowCount ?? 0 };
}
