import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Instant } from '../../domain/dates/london.js';
import type { Fact } from '../../domain/facts/fact.js';
import type { Party } from '../../domain/feedback/questions.js';
import { ASKED_AFTER } from '../../domain/feedback/asking.js';
import { newRef } from '../../api/refs.js';
import { inTransaction, type Statements, type Transaction } from '../database.js';
import { factsOf } from './facts-of.js';

/** A record with a plan sent of late. `endedOn`: the day the child died, moved away or lost the plan by another of their records. */
export type PlanLately = Readonly<{ ref: string; facts: readonly Fact[]; endedOn: IsoDate | null; asked: readonly Readonly<{ position: number; party: Party }>[] }>;

export type NewAsking = Readonly<{ recordRef: string; position: number; party: Party; setting: string | null; plan: string; sentOn: IsoDate; letter: string }>;

/** Somebody who was asked and has not answered. */
export type Unanswered = Readonly<{ ref: string; recordRef: string; position: number; party: Party; setting: string | null; facts: readonly Fact[]; endedOn: IsoDate | null }>;
export type Reminding = Pick<Unanswered, 'ref' | 'recordRef' | 'position' | 'party' | 'setting'> & Readonly<{ letter: string }>;

type When = Readonly<{ on: IsoDate; at: Instant; /** When its letter may leave. */ notBefore: Instant }>;

export type FeedbackAsking = Readonly<{
  /** Records with a plan sent between two days. */
  lately: (from: IsoDate, to: IsoDate) => Promise<readonly PlanLately[]>;
  /** Keeps each asking with its notice, once, whoever asks twice. @returns how many were new */
  ask: (askings: readonly NewAsking[], when: When) => Promise<number>;
  /** Those asked between two days, not reminded, whom nobody has answered for. */
  unanswered: (from: IsoDate, to: IsoDate) => Promise<readonly Unanswered[]>;
  /** @returns how many had not been reminded */
  remind: (reminding: readonly Reminding[], when: When) => Promise<number>;
}>;

export const createFeedbackAsking = ({ pool }: Statements): FeedbackAsking => ({
  lately: async (from, to) => (await pool.query<PlanLately>(LATELY, [from, to])).rows,
  ask: (askings, when) => inTransaction(pool, (tx) => ask(tx, askings, when)),
  unanswered: async (from, to) => (await pool.query<Unanswered>(UNANSWERED, [from, to])).rows,
  remind: (reminding, when) => inTransaction(pool, (tx) => remind(tx, reminding, when)),
});

/** SQL: the child of a record (`r`) died, moved away or lost the plan by another record, on the last day of these. */
const ENDED_ELSEWHERE = `(SELECT max(coalesce(o.progress->'ended'->>'on', o.progress->>'ceasedOn')) FROM case_record o
  WHERE o.child_ref = r.child_ref AND o.ref <> r.ref AND (o.progress->'ended'->>'by' IN ('died', 'moved-away', 'plan-transferred') OR o.progress->>'ceasedOn' IS NOT NULL))`;

const SENT = ASKED_AFTER.map((type) => `'${type}'`).join(', ');

const LATELY = `
  SELECT r.ref, ${factsOf('r.ref')} AS facts, ${ENDED_ELSEWHERE} AS "endedOn",
    coalesce((SELECT jsonb_agg(jsonb_build_object('position', q.position, 'party', q.party)) FROM feedback_request q WHERE q.record_ref = r.ref), '[]') AS asked
  FROM case_record r
  WHERE r.ref IN (SELECT j.record_ref FROM journal_entry j WHERE j.kind = 'fact' AND j.type IN (${SENT})
    AND j.happened_on BETWEEN $1 AND $2)
  ORDER BY r.ref`;

const UNANSWERED = `
  SELECT q.ref, q.record_ref AS "recordRef", q.position, q.party, q.setting_ref AS setting, ${factsOf('q.record_ref')} AS facts, ${ENDED_ELSEWHERE} AS "endedOn"
  FROM feedback_request q JOIN case_record r ON r.ref = q.record_ref
  WHERE q.asked_on BETWEEN $1 AND $2 AND q.reminded_on IS NULL AND NOT EXISTS (SELECT FROM feedback_answer a WHERE a.request_ref = q.ref)
  ORDER BY q.ref`;

async function ask(tx: Transaction, askings: readonly NewAsking[], { on, at, notBefore }: When): Promise<number> {
  const rows = JSON.stringify(askings.map((asking) => ({ ...asking, ref: newRef('Z'), key: `feedback/${asking.position}/${asking.party}` })));
  const { rowCount } = await tx.query(ASK, [rows, on, at]);
  await tx.query(noticesOf('ask'), [rows, at, notBefore]);
  return rowCount ?? 0;
}

const ROWS = `jsonb_to_recordset($1::jsonb) AS n(ref text, "recordRef" text, position int, party text, setting text, plan text, "sentOn" date, letter text, key text)`;

const ASK = `
  INSERT INTO feedback_request (ref, record_ref, position, party, setting_ref, plan, sent_on, team_ref, need, at_setting_ref, asked_on, asked_at)
  SELECT n.ref, n."recordRef", n.position, n.party, n.setting, n.plan, n."sentOn", r.team_ref, c.primary_need, c.setting_ref, $2, $3
  FROM ${ROWS} JOIN case_record r ON r.ref = n."recordRef" JOIN child c ON c.ref = r.child_ref
  ON CONFLICT (record_ref, position, party) DO NOTHING`;

/** A notice for each, and its number kept with the asking; one that is there already is no second one. */
const noticesOf = (which: 'ask' | 'remind'): string => `
  WITH told AS (
    INSERT INTO notification (record_ref, position, template, to_role, to_ref, key, queued_at, not_before)
    SELECT "recordRef", position, letter, party, setting, key, $2, $3 FROM ${ROWS}
    ON CONFLICT (record_ref, key) DO NOTHING RETURNING id, record_ref, position, to_role
  )
  UPDATE feedback_request q SET ${which}_notice = told.id FROM told WHERE (q.record_ref, q.position, q.party) = (told.record_ref, told.position, told.to_role)`;

async function remind(tx: Transaction, reminding: readonly Reminding[], { on, at, notBefore }: When): Promise<number> {
  const { rows } = await tx.query<{ ref: string }>(
    `UPDATE feedback_request SET reminded_on = $2 WHERE ref = ANY($1::text[]) AND reminded_on IS NULL AND NOT EXISTS (SELECT FROM feedback_answer a WHERE a.request_ref = feedback_request.ref) RETURNING ref`,
    [reminding.map(({ ref }) => ref), on],
  );
  const now = reminding.filter(({ ref }) => rows.some((row) => row.ref === ref));
  await tx.query(noticesOf('remind'), [JSON.stringify(now.map((one) => ({ ...one, key: `feedback/${one.position}/${one.party}/reminder` }))), at, notBefore]);
  return now.length;
}
