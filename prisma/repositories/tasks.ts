import type { Mended, MendedAddress, TaskQuery, TaskRow } from '../../api/letter-models.js';
import type { Tasks } from '../../api/ports.js';
import type { Page, Scope } from '../../api/read-models.js';
import { newRef } from '../../api/refs.js';
import type { Instant } from '../../domain/dates/london.js';
import { inTransaction, type Statements, type Transaction } from '../database.js';
import { cursorOf, keyOf, pageOf } from './cursor.js';
import { noteWithin } from './journal-notes.js';
import { MESSAGE_COLUMNS } from './letters.js';
import { sayAgainFromCorrected } from './undone-letters.js';
import { Parameters, visibleTo } from './visibility.js';
import { CHILD_NAME } from './work-list.js';

/** What people must see to that is no duty of law, and the mending of addresses. */
export const createTasks = (database: Statements): Tasks => ({
  open: (scope, query) => openTasks(database, scope, query),
  one: async (scope, ref) => {
    const parameters = new Parameters();
    const { rows } = await database.pool.query<TaskRow>(`${taskSelect(scope, parameters)} AND t.done_at IS NULL AND t.ref = ${parameters.add(ref)}`, parameters.values);
    return rows[0] ?? null;
  },
  end: (ended) => inTransaction(database.pool, (tx) => end(tx, ended)),
  mend: (mended) => inTransaction(database.pool, (tx) => mend(tx, mended)),
  tryAgain: (tried) => inTransaction(database.pool, (tx) => tryAgain(tx, tried)),
});

/** Open tasks, soonest first. @throws UnreadableCursor */
export async function openTasks({ pool }: Statements, scope: Scope, query: TaskQuery): Promise<Page<TaskRow>> {
  const parameters = new Parameters();
  const select = taskSelect(scope, parameters);
  const whose = query.whose === 'mine' ? ` AND ${mine(scope, query, parameters)}` : '';
  const [actBy, ref] = query.cursor === null ? [null, null] : keyOf(query.cursor, 2);
  const after = actBy === null ? '' : ` AND (t.act_by, t.ref) > (${parameters.add(actBy)}::date, ${parameters.add(ref)})`;
  const { rows } = await pool.query<TaskRow>(`${select} AND t.done_at IS NULL${whose}${after} ORDER BY t.act_by, t.ref LIMIT ${parameters.add(query.limit + 1)}`, parameters.values);
  return pageOf(rows, query.limit, (row) => row, (row) => cursorOf(row.actBy, row.ref));
}

/**
 * Given to them by name; or to the caseworker of a record they hold or cover; or to another role of theirs. A record that nobody
 * holds, or its holder left, is its team manager's.
 */
function mine({ staff, covers = [] }: Scope, { roles }: TaskQuery, parameters: Parameters): string {
  const me = parameters.add(staff);
  const held = parameters.add([staff, ...covers]);
  const others = parameters.add(roles.filter((role) => role !== 'caseworker'));
  const unheld = roles.includes('team-manager') ? `OR (t.for_role = 'caseworker' AND (r.owner_ref IS NULL OR EXISTS (SELECT 1 FROM staff gone WHERE gone.ref = r.owner_ref AND gone.left_on IS NOT NULL)))` : '';
  return `(fs.ref = ${me} OR (fs.ref IS NULL AND (t.for_role = ANY(${others}::text[]) OR (t.for_role = 'caseworker' AND r.owner_ref = ANY(${held}::text[])) ${unheld})))`;
}

const MESSAGE_JSON = `jsonb_build_object(${MESSAGE_COLUMNS.map(([name, sql]) => `'${name}', ${sql}`).join(', ')})`;

/** Of records the reader may see; a task for the administrator is told of without its record's names. */
function taskSelect(scope: Scope, parameters: Parameters): string {
  const visible = `(r.ref IS NOT NULL AND ${visibleTo(scope, parameters)})`;
  return `
    SELECT t.ref, t.kind, t.record_ref AS "caseRef", t.about, t.for_role AS "forRole", t.act_by AS "actBy", t.opened_at AS "openedAt",
      CASE WHEN ${visible} THEN jsonb_build_object('ref', c.ref, 'name', ${CHILD_NAME}) END AS child,
      CASE WHEN fs.ref IS NOT NULL THEN jsonb_build_object('ref', fs.ref, 'name', fs.name) END AS "forStaff",
      CASE WHEN w.ref IS NOT NULL THEN jsonb_build_object('ref', w.ref, 'kind', coalesce(m.to_kind, l.for_kind, CASE WHEN p.ref IS NOT NULL THEN 'person' WHEN a.ref IS NOT NULL THEN 'adviser' WHEN s.ref IS NOT NULL THEN 'setting' WHEN w.ref = c.ref THEN 'child' END),
        'name', CASE WHEN ${visible} OR (m.record_ref IS NULL AND m.to_kind = 'staff') THEN coalesce(m.to_name, p.name, a.name, s.name, CASE WHEN w.ref = c.ref THEN ${CHILD_NAME} END) END) END AS who,
      coalesce(m.letter, n.template) AS letter, CASE WHEN m.ref IS NOT NULL AND (${visible} OR (m.record_ref IS NULL AND m.to_kind = 'staff')) THEN ${MESSAGE_JSON} END AS message
    FROM task t
    LEFT JOIN case_record r ON r.ref = t.record_ref
    LEFT JOIN child c ON c.ref = r.child_ref
    LEFT JOIN staff fs ON fs.ref = t.for_staff AND fs.left_on IS NULL
    LEFT JOIN message m ON m.ref = t.about
    LEFT JOIN access_link l ON l.ref = t.about
    LEFT JOIN notification n ON n.id = substring(t.about FROM '^n([0-9]+)')::bigint
    LEFT JOIN LATERAL (SELECT coalesce(m.to_ref, l.for_ref, nullif(split_part(t.about, '/', 2), '')) AS ref) w ON true
    LEFT JOIN person p ON p.ref = w.ref
    LEFT JOIN adviser a ON a.ref = w.ref
    LEFT JOIN setting s ON s.ref = w.ref
    WHERE (${visible} OR t.record_ref IS NULL OR t.for_role = 'administrator')`;
}

type Held = Readonly<{ ref: string; recordRef: string | null; kind: string; about: string }>;

/** The task, locked, if it is still open. */
async function held(tx: Transaction, ref: string): Promise<Held | null> {
  const { rows } = await tx.query<Held>('SELECT ref, record_ref AS "recordRef", kind, about FROM task WHERE ref = $1 AND done_at IS NULL FOR UPDATE', [ref]);
  return rows[0] ?? null;
}

async function close(tx: Transaction, { ref, recordRef, kind, about }: Held, how: string, by: string, at: Instant): Promise<void> {
  await tx.query('UPDATE task SET done_at = $2, done_by = $3, how = $4 WHERE ref = $1', [ref, at, by, how]);
  if (recordRef !== null) await noteWithin(tx, [{ recordRef, type: 'task-done', payload: { task: ref, kind, about, how }, actor: by }], at);
}

async function end(tx: Transaction, { ref, how, by, at }: Asked<'end'>): Promise<boolean> {
  const task = await held(tx, ref);
  if (task === null) return false;
  await close(tx, task, how, by, at);
  return true;
}

async function mend(tx: Transaction, { ref, address, by, at }: Asked<'mend'>): Promise<Mended> {
  const task = await held(tx, ref);
  if (task === null) return { kind: 'done-already' };
  const again = await sendAgain(tx, task, address, by, at);
  if (again.kind !== 'cannot') await close(tx, task, again.kind, by, at);
  return again;
}

type Failed = Readonly<{ ref: string; toKind: string; toRef: string; channel: string; letter: string }>;

async function sendAgain(tx: Transaction, { about, recordRef }: Held, address: MendedAddress, by: string, at: Instant): Promise<Mended> {
  const { rows } = await tx.query<Failed>(`SELECT ref, to_kind AS "toKind", to_ref AS "toRef", channel, letter FROM message WHERE ref = $1 FOR UPDATE`, [about]);
  const failed = rows[0];
  const [, whose] = about.split('/');
  if (failed === undefined && (recordRef === null || whose === undefined)) return { kind: 'cannot' };
  if (failed !== undefined && (failed.channel !== address.channel || failed.letter === 'access-code')) return { kind: 'cannot' };
  if (recordRef !== null && (await isWithheldPlace(tx, recordRef, address))) return { kind: 'cannot' };
  const mended = await mendContact(tx, failed?.toRef ?? whose ?? '', recordRef, address);
  if (mended === null) return { kind: 'cannot' };
  if (recordRef !== null) await noteWithin(tx, [{ recordRef, type: 'address-mended', payload: { toRef: mended, channel: address.channel }, actor: by }], at);
  if (failed === undefined) return { kind: 'queued-again', notices: await queueAgain(tx, recordRef ?? '', whose ?? '') };
  const { rows: added } = await tx.query<{ ref: string }>(AGAIN, [newRef('M'), failed.ref, addressText(address), at]);
  return added[0] === undefined ? { kind: 'cannot' } : { kind: 'sent-again', message: added[0].ref };
}

const addressText = (address: MendedAddress): string => (address.channel === 'email' ? address.email : `${address.lines}\n${address.postcode}`);

/** The words as they went, to the mended address: once for a message. */
const AGAIN = `
  INSERT INTO message (ref, record_ref, notification_id, letter, to_kind, to_ref, to_name, channel, address, subject, body, large_print, language, reference, queued_at, replaces)
  SELECT $1, record_ref, notification_id, letter, to_kind, to_ref, to_name, channel, $3, subject, body, large_print, language, gen_random_uuid(), $4, ref
  FROM message WHERE ref = $2 ON CONFLICT (replaces) DO NOTHING RETURNING ref`;

/** Whether somebody who may not be told reads the post there, however its letters and spaces are written. */
async function isWithheldPlace(tx: Transaction, recordRef: string, address: MendedAddress): Promise<boolean> {
  const plain = (sql: string): string => `regexp_replace(lower(${sql}), '[^a-z0-9]', '', 'g')`;
  const same = address.channel === 'email' ? `lower(trim(p.email)) = lower(trim($2))` : `${plain('p.address')} = ${plain('$2')}`;
  const { rowCount } = await tx.query(
    `SELECT 1 FROM person p JOIN case_record r ON r.child_ref = p.child_ref WHERE r.ref = $1 AND p.contact = 'withheld' AND ${same}`,
    [recordRef, address.channel === 'email' ? address.email : address.lines],
  );
  return rowCount !== 0;
}

/** Whoever it is, from now on: a person of the child's life, the young person's own entry, an adviser's post, a setting. @returns null where nobody was */
async function mendContact(tx: Transaction, ref: string, recordRef: string | null, address: MendedAddress): Promise<string | null> {
  const of = `(ref = $1 OR (relation = 'self' AND child_ref = $1)) AND child_ref = (SELECT child_ref FROM case_record WHERE ref = $2)`;
  if (address.channel === 'letter') {
    const { rowCount } = await tx.query(`UPDATE person SET address = $3, postcode = $4 WHERE ${of}`, [ref, recordRef, address.lines, address.postcode]);
    return rowCount === 0 ? null : ref;
  }
  const person = await tx.query(`UPDATE person SET email = $3, email_consent = email_consent OR $4 WHERE ${of} AND (email_consent OR $4)`, [ref, recordRef, address.email, address.consent]);
  if (person.rowCount !== 0) return ref;
  for (const table of ['adviser', 'setting']) {
    const { rowCount } = await tx.query(`UPDATE ${table} SET email = $2 WHERE ref = $1`, [ref, address.email]);
    if (rowCount !== 0) return ref;
  }
  return null;
}

/** Every letter of the record that could not reach them is addressed again; what no longer holds is not sent. */
async function queueAgain(tx: Transaction, recordRef: string, whose: string): Promise<number> {
  const { rowCount } = await tx.query(
    `UPDATE notification SET status = 'queued' WHERE record_ref = $1 AND status <> 'queued' AND id IN (
       SELECT (payload->>'notice')::bigint FROM journal_entry WHERE record_ref = $1 AND kind = 'act' AND type = 'not-told' AND payload->'unreached' @> jsonb_build_array(jsonb_build_object('ref', $2::text)))`,
    [recordRef, whose],
  );
  return rowCount ?? 0;
}

/** A letter that could not be written or addressed, once what it lacked is there. */
async function tryAgain(tx: Transaction, { ref, by, at }: Asked<'tryAgain'>): Promise<Mended> {
  const task = await held(tx, ref);
  if (task === null) return { kind: 'done-already' };
  if (task.kind === 'corrected') {
    const again = await sayAgainFromCorrected(tx, task.about, at);
    if (again.kind === 'queued-again') await close(tx, task, again.kind, by, at);
    return again;
  }
  const [notice, whose] = task.about.split('/');
  const id = /^n(\d+)$/.exec(notice ?? '')?.[1];
  const notices = id !== undefined
    ? ((await tx.query(`UPDATE notification SET status = 'queued' WHERE id = $1 AND status <> 'queued'`, [id])).rowCount ?? 0)
    : await queueAgain(tx, task.recordRef ?? '', whose ?? '');
  await close(tx, task, 'queued-again', by, at);
  return { kind: 'queued-again', notices };
}

type Asked<Name extends 'end' | 'mend' | 'tryAgain'> = Tasks[Name] extends (asked: infer Given) => unknown ? Given : never;
