import { timingSafeEqual } from 'node:crypto';
import type { CodeTried, Link, Links, NewCode } from '../../api/link-models.js';
import { newRef } from '../../api/refs.js';
import type { Instant } from '../../domain/dates/london.js';
import { inTransaction, type Statements, type Transaction } from '../database.js';
import { CHILD_IN_TELL, PERSON_IN_LIFE } from './people-of.js';
import { noteWithin } from './journal-notes.js';
import { openTasks } from './task-rows.js';
import { hashOf, newToken } from './tokens.js';
import { WAITS } from './conditions.js';

export const WRONG_CODES = 5;
const CODES_AN_HOUR = 5;
const SECONDS_BETWEEN_CODES = 60;

/**
 * Ways in without an account. The database holds the SHA-256 of a link's token and the keyed hash of its code; the token
 * itself stands in the letter that carries it and nowhere else.
 */
export const createLinks = ({ pool }: Statements): Links => ({
  issue: async ({ recordRef, forKind, forRef, leadsTo, endsAt, now }) => {
    const token = newToken();
    await pool.query(
      `INSERT INTO access_link (ref, token_hash, record_ref, for_kind, for_ref, made_at, ends_at, leads_to) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [newRef('L'), hashOf(token), recordRef, forKind, forRef, now, endsAt ?? null, leadsTo ?? null],
    );
    return token;
  },
  byToken: async (token) => {
    const { rows } = await pool.query<Link>({ name: 'link-by-token', text: `${LINK} WHERE l.token_hash = $1`, values: [hashOf(token)] });
    return rows[0] ?? null;
  },
  byRef: async (ref) => {
    const { rows } = await pool.query<Link>({ name: 'link-by-ref', text: `${LINK} WHERE l.ref = $1`, values: [ref] });
    return rows[0] ?? null;
  },
  revoke: ({ recordRef, forKind, forRef, by, at }) =>
    inTransaction(pool, async (tx) => {
      const { rowCount } = await tx.query(
        `UPDATE access_link SET revoked_at = $4, revoked_by = $5, code_hash = NULL
         WHERE record_ref = $1 AND for_kind = $2 AND for_ref = $3 AND revoked_at IS NULL`,
        [recordRef, forKind, forRef, at, by],
      );
      const count = rowCount ?? 0;
      if (count > 0) await noteWithin(tx, [{ recordRef, type: 'links-revoked', payload: { forKind, forRef, count }, actor: by }], at);
      return count;
    }),
  ofRecord: async (recordRef) => {
    const { rows } = await pool.query<Link>(`${LINK} WHERE l.record_ref = $1 AND l.revoked_at IS NULL ORDER BY l.made_at DESC, l.ref`, [recordRef]);
    return rows;
  },
  sendCode: (code) => inTransaction(pool, (tx) => sendCode(tx, code)),
  tryCode: (tried) => inTransaction(pool, (tx) => tryCode(tx, tried)),
});

/** SQL: the setting of a link (`l`) has been consulted about its record. */
const CONSULTED = (narrowed: string): string => `EXISTS (SELECT 1 FROM duty d WHERE d.record_ref = l.record_ref AND d.code = 'answer-consultation' AND d.subject = l.for_ref AND d.recorded_to IS NULL ${narrowed})`;
/** SQL: the child of a plan is at the setting of a link. */
const PUPIL = `(r.kind = 'plan' AND c.setting_ref IS NOT DISTINCT FROM l.for_ref)`;

/** SQL: a list of reviews went out with a link (`l`): it stays good for the list, whatever becomes of the record the message hung on. */
const LISTED = `EXISTS (SELECT 1 FROM review_list b JOIN message bm ON bm.ref = b.message_ref WHERE b.to_ref = l.for_ref AND bm.record_ref = l.record_ref)`;

/** SQL: a link (`l`) leads to the questions on how it was. An assessment that has run its course can still be answered about; one that was withdrawn, or whose child has died or moved, cannot. */
const FEEDBACK = `(l.leads_to IS NOT DISTINCT FROM 'feedback')`;
const ANSWERED_SINCE = `EXISTS (SELECT FROM feedback_answer fa JOIN feedback_request fq ON fq.ref = fa.request_ref WHERE fq.record_ref = l.record_ref AND fa.by_ref = l.for_ref AND fa.answered_at >= l.made_at)`;

/**
 * A link is answered for an adviser once nothing is asked of them that waits, for a setting once it is not consulted any more (what
 * it answered it may read until the record ends) and the child is not its pupil. The rest of its standing is its own row's.
 */
const LINK = `SELECT l.ref, l.record_ref AS "recordRef", l.for_kind AS "forKind", l.for_ref AS "forRef", l.made_at AS "madeAt", l.ends_at AS "endsAt",
    l.revoked_at AS "revokedAt", l.locked_at AS "lockedAt", l.code_sent_at AS "codeSentAt", l.code_ends_at AS "codeEndsAt",
    l.wrong_codes AS "wrongCodes", l.opened_at AS "openedAt", CASE WHEN ${FEEDBACK} THEN coalesce(r.progress->'ended', 'null') <> 'null' ELSE r.outcome IS NOT NULL AND NOT ${LISTED} END AS "recordEnded", r.owner_ref AS "ownerRef", o.name AS "ownerName",
    coalesce(a.name, s.name, CASE WHEN l.for_kind = 'person' THEN p.name WHEN l.for_ref = c.ref THEN c.given_name END) AS "forName", coalesce(a.email, s.email, p.email) AS "forEmail",
    CASE WHEN l.for_kind IN ('person', 'child') THEN jsonb_build_object('child', ${CHILD_IN_TELL},
      'people', (SELECT coalesce(jsonb_agg(${PERSON_IN_LIFE} ORDER BY p.ref), '[]') FROM person p WHERE p.child_ref = c.ref)) END AS family,
    CASE WHEN ${FEEDBACK} THEN ${ANSWERED_SINCE} ELSE NOT ${LISTED} AND (l.for_kind = 'adviser' AND NOT EXISTS (SELECT 1 FROM duty d WHERE d.record_ref = l.record_ref AND d.code = 'give-advice' AND d.subject = l.for_ref
      AND d.recorded_to IS NULL AND ${WAITS})
    OR l.for_kind = 'setting' AND NOT ${CONSULTED('')} AND NOT ${PUPIL}) END AS answered, ${FEEDBACK} AS "forFeedback",
    NOT ${FEEDBACK} AND (l.for_kind = 'adviser' AND ${LISTED} OR l.for_kind = 'setting' AND (${PUPIL} OR ${LISTED}) AND NOT ${CONSULTED(`AND ${WAITS}`)}) AS "forReviews"
  FROM access_link l
  JOIN case_record r ON r.ref = l.record_ref
  JOIN child c ON c.ref = r.child_ref
  LEFT JOIN staff o ON o.ref = r.owner_ref
  LEFT JOIN adviser a ON l.for_kind = 'adviser' AND a.ref = l.for_ref
  LEFT JOIN setting s ON l.for_kind = 'setting' AND s.ref = l.for_ref
  LEFT JOIN person p ON p.child_ref = r.child_ref AND ((l.for_kind = 'person' AND p.ref = l.for_ref) OR (l.for_kind = 'child' AND l.for_ref = c.ref AND p.relation = 'self'))`;

async function sendCode(tx: Transaction, { link, codeHash, endsAt, at, message }: NewCode): Promise<boolean> {
  await tx.query('SELECT 1 FROM access_link WHERE ref = $1 FOR UPDATE', [link.ref]);
  const { rows } = await tx.query<{ lately: number; hour: number }>(
    `SELECT count(*) FILTER (WHERE queued_at > $3::timestamptz - make_interval(secs => $4))::int AS lately,
       count(*) FILTER (WHERE queued_at > $3::timestamptz - interval '1 hour')::int AS hour
     FROM message WHERE record_ref = $1 AND letter = 'access-code' AND to_ref = $2`,
    [link.recordRef, link.forRef, at, SECONDS_BETWEEN_CODES],
  );
  const { lately, hour } = rows[0] ?? { lately: 0, hour: 0 };
  if (lately > 0 || hour >= CODES_AN_HOUR) return false;
  await tx.query('UPDATE access_link SET code_hash = $2, code_sent_at = $3, code_ends_at = $4 WHERE ref = $1', [link.ref, codeHash, at, endsAt]);
  await tx.query(
    `INSERT INTO message (ref, record_ref, letter, to_kind, to_ref, to_name, channel, address, subject, body, reference, queued_at)
     VALUES ($1, $2, 'access-code', $3, $4, $5, 'email', $6, $7, $8, $9, $10)`,
    [message.ref, link.recordRef, link.forKind, link.forRef, link.forName, message.address, message.subject, JSON.stringify(message.body), message.reference, at],
  );
  return true;
}

type Row = Readonly<{ recordRef: string; forKind: string; forRef: string; owner: string | null; codeHash: string | null; codeEndsAt: Instant | null; wrongCodes: number; lockedAt: Instant | null }>;

async function tryCode(tx: Transaction, { ref, codeHash, at, actBy }: Parameters<Links['tryCode']>[0]): Promise<CodeTried> {
  const { rows } = await tx.query<Row>(
    `SELECT l.record_ref AS "recordRef", l.for_kind AS "forKind", l.for_ref AS "forRef", r.owner_ref AS owner, l.code_hash AS "codeHash",
       l.code_ends_at AS "codeEndsAt", l.wrong_codes AS "wrongCodes", l.locked_at AS "lockedAt"
     FROM access_link l JOIN case_record r ON r.ref = l.record_ref WHERE l.ref = $1 AND l.revoked_at IS NULL FOR UPDATE OF l`,
    [ref],
  );
  const row = rows[0];
  if (row?.lockedAt !== null) return { kind: 'locked' };
  if (row.codeHash === null || row.codeEndsAt === null || row.codeEndsAt <= at) return { kind: 'expired' };
  if (isSame(row.codeHash, codeHash)) {
    await tx.query(`UPDATE message SET body = '[]' WHERE record_ref = $1 AND letter = 'access-code' AND to_ref = $2`, [row.recordRef, row.forRef]); // a spent code is kept nowhere
    await tx.query('UPDATE access_link SET code_hash = NULL, code_ends_at = NULL, wrong_codes = 0, opened_at = coalesce(opened_at, $2) WHERE ref = $1', [ref, at]);
    await tx.query(
      `UPDATE message SET opened_at = $4 WHERE record_ref = $1 AND to_kind = $2 AND to_ref = $3 AND opened_at IS NULL AND status <> 'withdrawn'`,
      [row.recordRef, row.forKind, row.forRef, at],
    );
    return { kind: 'right' };
  }
  const wrong = row.wrongCodes + 1;
  const locks = wrong >= WRONG_CODES;
  await tx.query('UPDATE access_link SET wrong_codes = $2, locked_at = $3, code_hash = CASE WHEN $3::timestamptz IS NULL THEN code_hash END WHERE ref = $1', [ref, wrong, locks ? at : null]);
  if (!locks) return { kind: 'wrong', left: WRONG_CODES - wrong };
  await openTasks(tx, [{ recordRef: row.recordRef, kind: 'link-locked', about: ref, forRole: 'caseworker', forStaff: row.owner, actBy }], at);
  return { kind: 'locked' };
}

/** Both are hashes of one length; a comparison that stops at the first difference would tell how far a guess was right. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
