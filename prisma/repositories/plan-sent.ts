import type { Instant } from '../../domain/dates/london.js';
import type { Fact } from '../../domain/facts/fact.js';
import { versionNamed, versionSentBy } from '../../domain/plan/versions.js';
import type { Transaction } from '../database.js';
import type { NewEntry } from './cases.js';
import { noteWithin } from './journal-notes.js';

/** What a fact's transaction does to the text it sends: the version it names is as sent from then on, and never changed. */
export async function sendVersions(tx: Transaction, recordRef: string, entries: readonly NewEntry[], at: Instant): Promise<void> {
  for (const { kind, payload, happenedOn, actor } of entries) {
    const fact = kind === 'fact' ? (payload as Fact) : null; // entries of kind fact hold facts
    const named = fact === null ? null : versionNamed(fact);
    if (fact === null || named === null) continue;
    await tx.query(SEND, [recordRef, named.number, named.saves, versionSentBy(fact.type), happenedOn, at, actor]);
  }
}

const SEND = `UPDATE plan_version SET kind = $4, sent_on = $5, sent_at = $6, sent_by = $7
  WHERE record_ref = $1 AND number = $2 AND saves = $3 AND sent_at IS NULL AND dropped_at IS NULL`;

/** The final text of an assessment begins the plan's own record, in the transaction that opens it; a final issued anew follows as another. */
export async function carryFinal(tx: Transaction, assessment: string, plan: string): Promise<void> {
  const { rows } = await tx.query<{ number: number; from: number; by: string; at: Instant }>(CARRY, [assessment, plan]);
  for (const { number, from, by, at } of rows) await noteWithin(tx, [{ recordRef: plan, type: 'plan-version-carried', payload: { version: number, assessment, from }, actor: by }], at);
}

const CARRY = `
  INSERT INTO plan_version (record_ref, number, kind, content, from_record, from_number, started_by, started_at, saved_by, saved_at, sent_on, sent_at, sent_by)
  SELECT $2, coalesce((SELECT max(number) FROM plan_version WHERE record_ref = $2), 0) + row_number() OVER (ORDER BY v.number), v.kind, v.content, v.record_ref, v.number,
    v.sent_by, v.sent_at, v.saved_by, v.saved_at, v.sent_on, v.sent_at, v.sent_by
  FROM plan_version v WHERE v.record_ref = $1 AND v.kind = 'final'
    AND NOT EXISTS (SELECT 1 FROM plan_version c WHERE c.record_ref = $2 AND c.from_record = $1 AND c.from_number = v.number)
  RETURNING number, from_number AS "from", sent_by AS by, sent_at AS at`;

/** The text being written on a record, as `LockedCase` has it. */
export const WRITTEN = `(SELECT jsonb_build_object('number', number, 'saves', saves) FROM plan_version WHERE record_ref = $1 AND sent_at IS NULL AND dropped_at IS NULL)`;

