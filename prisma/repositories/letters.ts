import type { MessageStatus, NotTold, SentMessage, WaitingNotice, WholeMessage } from '../../api/letter-models.js';
import type { LetterReads } from '../../api/ports.js';
import type { Page, Scope } from '../../api/read-models.js';
import type { Instant } from '../../domain/dates/london.js';
import type { Database } from '../database.js';
import { cursorOf, keyOf, pageOf } from './cursor.js';
import { Parameters, visibleTo } from './visibility.js';
import { instantSaid } from './conditions.js';

/** What was sent, for pages. */
export const createLetters = (database: Database): LetterReads => ({
  ofRecord: (scope, ref) => ofRecord(database, scope, ref),
  notTold: (scope, ref) => notTold(database, scope, ref),
  whole: (scope, caseRef, message) => whole(database, scope, caseRef, message),
  outbox: (query) => outbox(database, query),
  waiting: (caseRef, now, limit) => waiting(database, caseRef, now, limit),
  inOutbox: async (message) => {
    const { rows } = await database.pool.query<WholeMessage>(`SELECT ${WHOLE} FROM message m WHERE m.ref = $1`, [message]);
    return rows[0] ?? null;
  },
});


/** The columns of a message as pages take them. */
export const MESSAGE_COLUMNS: readonly (readonly [string, string])[] = [
  ['ref', 'm.ref'], ['caseRef', 'm.record_ref'], ['letter', 'm.letter'], ['toKind', 'm.to_kind'], ['toRef', 'm.to_ref'], ['toName', 'm.to_name'], ['channel', 'm.channel'],
  ['address', 'm.address'], ['subject', 'm.subject'], ['status', 'm.status'], ['problem', 'm.problem'], ['queuedAt', instantSaid('m.queued_at')], ['sentAt', instantSaid('m.sent_at')],
  ['settledAt', instantSaid('m.settled_at')], ['openedAt', instantSaid('m.opened_at')], ['replaces', 'm.replaces'], ['replacedBy', '(SELECT again.ref FROM message again WHERE again.replaces = m.ref)'],
];
const COLUMNS = MESSAGE_COLUMNS.map(([name, sql]) => `${sql} AS "${name}"`).join(', ');
const WHOLE = `${COLUMNS}, m.body, m.large_print AS "largePrint", m.language, m.reference`;

/** Mail to staff is not the family's or a partner's letter, and a code is nobody's business but its bearer's. */
const LETTERS = `m.to_kind <> 'staff' AND m.letter <> 'access-code'`;

async function ofRecord({ pool }: Database, scope: Scope, ref: string): Promise<readonly SentMessage[] | null> {
  const parameters = new Parameters();
  const seen = await pool.query(`SELECT 1 FROM case_record r WHERE r.ref = ${parameters.add(ref)} AND ${visibleTo(scope, parameters)}`, parameters.values);
  if (seen.rowCount === 0) return null;
  const { rows } = await pool.query<SentMessage>(`SELECT ${COLUMNS} FROM message m WHERE m.record_ref = $1 AND ${LETTERS} ORDER BY m.queued_at DESC, m.ref`, [ref]);
  return rows;
}

async function notTold({ pool }: Database, scope: Scope, ref: string): Promise<readonly NotTold[]> {
  const parameters = new Parameters();
  const { rows } = await pool.query<NotTold>(
    `SELECT j.position AS entry, j.recorded_at AS at, j.payload->>'letter' AS letter, j.payload->>'audience' AS audience,
       (SELECT jsonb_agg(jsonb_build_object('ref', u->>'ref', 'why', u->>'why', 'name', coalesce(p.name, a.name, s.name)))
        FROM jsonb_array_elements(j.payload->'unreached') u LEFT JOIN person p ON p.ref = u->>'ref' LEFT JOIN adviser a ON a.ref = u->>'ref' LEFT JOIN setting s ON s.ref = u->>'ref') AS unreached
     FROM journal_entry j JOIN case_record r ON r.ref = j.record_ref
     WHERE j.record_ref = ${parameters.add(ref)} AND j.kind = 'act' AND j.type = 'not-told' AND ${visibleTo(scope, parameters)} ORDER BY j.position DESC`,
    parameters.values,
  );
  return rows;
}

async function whole({ pool }: Database, scope: Scope, caseRef: string, message: string): Promise<WholeMessage | null> {
  const parameters = new Parameters();
  const { rows } = await pool.query<WholeMessage>(
    `SELECT ${WHOLE} FROM message m JOIN case_record r ON r.ref = m.record_ref
     WHERE m.ref = ${parameters.add(message)} AND m.record_ref = ${parameters.add(caseRef)} AND ${LETTERS} AND ${visibleTo(scope, parameters)}`,
    parameters.values,
  );
  return rows[0] ?? null;
}

/** Soonest first; what may leave by now is on its way. */
async function waiting({ pool }: Database, caseRef: string | null, now: Instant, limit: number): Promise<readonly WaitingNotice[]> {
  const { rows } = await pool.query<WaitingNotice>(
    `SELECT n.id, n.record_ref AS "caseRef", n.duty, split_part(n.template, '.', 1) AS act, n.to_role AS "to", n.channel, ${instantSaid('n.queued_at')} AS "queuedAt", ${instantSaid('n.not_before')} AS "leavesAt"
     FROM notification n WHERE n.status = 'queued' AND n.not_before > $2 AND ($1::text IS NULL OR n.record_ref = $1) ORDER BY n.not_before, n.id LIMIT $3`,
    [caseRef, now, limit],
  );
  return rows;
}

const GONE: readonly MessageStatus[] = ['accepted', 'delivered', 'bounced', 'unknown'];

/** @throws UnreadableCursor */
async function outbox({ pool }: Database, { caseRef, cursor, limit }: { caseRef: string | null; cursor: string | null; limit: number }): Promise<Page<SentMessage>> {
  const [at, ref] = cursor === null ? [null, null] : keyOf(cursor, 2);
  const { rows } = await pool.query<SentMessage>(
    `SELECT ${COLUMNS} FROM message m WHERE m.status = ANY($1::text[]) AND ($2::text IS NULL OR m.record_ref = $2)
       AND ($3::timestamptz IS NULL OR (m.queued_at, m.ref) < ($3::timestamptz, $4::text)) ORDER BY m.queued_at DESC, m.ref DESC LIMIT $5`,
    [GONE, caseRef, at, ref, limit + 1],
  );
  return pageOf(rows, limit, (row) => row, (row) => cursorOf(row.queuedAt satisfies Instant, row.ref));
}
