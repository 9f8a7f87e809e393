import type { NewPost, PostBox, PostItem, PostMoved, PostRow } from '../../api/post-models.js';
import type { Scope } from '../../api/read-models.js';
import type { Fact } from '../../domain/facts/fact.js';
import { recordedFrom } from '../../domain/post/papers.js';
import { inTransaction, type Database, type Transaction } from '../database.js';
import { insertDocuments } from './documents.js';
import { factsOf } from './facts-of.js';
import { noteWithin } from './journal-notes.js';
import { postCandidates } from './post-candidates.js';
import { Parameters, visibleTo } from './visibility.js';
import { instantSaid } from './conditions.js';

/** Incoming post, from the box to a record's papers. */
export const createPostBox = (database: Database): PostBox => ({
  put: (item) => inTransaction(database.pool, (tx) => put(tx, item)),
  list: (scope, status, limit) => list(database, scope, status, limit),
  one: (scope, ref) => one(database, scope, ref),
  candidates: (scope, hints) => postCandidates(database, scope, hints),
  opensPost: async ({ teams }) => {
    if (teams === 'all') return true;
    const { rowCount } = await database.pool.query(`SELECT 1 FROM team WHERE ref = ANY($1::text[]) AND service = 'send' LIMIT 1`, [teams]);
    return rowCount === 1;
  },
  file: (filed) => inTransaction(database.pool, (tx) => file(tx, filed)),
  takeBack: (back) => inTransaction(database.pool, (tx) => takeBack(tx, back)),
  nothingMore: (of) => inTransaction(database.pool, (tx) => nothingMore(tx, of)),
  setAside: async ({ ref, why, by, at }) => {
    const { rowCount } = await database.pool.query(
      `UPDATE post_item SET status = 'aside', aside_for = $2, settled_by = $3, settled_at = $4 WHERE ref = $1 AND status = 'waiting'`,
      [ref, why, by, at],
    );
    return { kind: rowCount === 1 ? 'done' : 'settled' };
  },
  bringBack: async ({ ref }) => {
    const { rowCount } = await database.pool.query(`UPDATE post_item SET status = 'waiting', aside_for = NULL, settled_by = NULL, settled_at = NULL WHERE ref = $1 AND status = 'aside'`, [ref]);
    return { kind: rowCount === 1 ? 'done' : 'settled' };
  },
});

async function put(tx: Transaction, { files, hints, leftOut, ...item }: NewPost): Promise<Awaited<ReturnType<PostBox['put']>>> {
  const { rowCount } = await tx.query(
    `INSERT INTO post_item (ref, channel, received_at, came_on, posted_on, put_in_at, put_in_by, from_name, from_address, subject, body, left_out, hints, fingerprint)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (fingerprint) DO NOTHING`,
    [item.ref, item.channel, item.receivedAt, item.cameOn, item.postedOn, item.at, item.by, item.fromName, item.fromAddress, item.subject, item.text, JSON.stringify(leftOut), JSON.stringify(hints), item.fingerprint],
  );
  if (rowCount === 0) {
    const { rows } = await tx.query<{ ref: string }>('SELECT ref FROM post_item WHERE fingerprint = $1', [item.fingerprint]);
    return { kind: 'there-already', ref: rows[0]?.ref ?? item.ref };
  }
  await insertDocuments(tx, files, { recordRef: null, kind: 'post', givenBy: item.by, givenAt: item.at, postRef: item.ref });
  return { kind: 'put' };
}

const COLUMNS = `i.ref, i.channel, i.received_at AS "receivedAt", i.came_on AS "cameOn", i.posted_on AS "postedOn", i.put_in_at AS "putInAt",
    w.name AS "putInBy", i.from_name AS "fromName", i.from_address AS "fromAddress", i.subject, i.hints, i.left_out AS "leftOut",
    coalesce((SELECT jsonb_agg(jsonb_build_object('ref', d.ref, 'name', d.name, 'mediaType', d.media_type, 'bytes', d.bytes,
      'givenAt', ${instantSaid('d.given_at')}) ORDER BY d.given_at, d.name, d.ref) FROM document d WHERE d.post_ref = i.ref), '[]') AS files,
    CASE WHEN i.status = 'waiting' THEN NULL ELSE jsonb_build_object('status', i.status, 'byRef', i.settled_by, 'by', coalesce(s.name, i.settled_by),
      'at', ${instantSaid('i.settled_at')}, 'recordRef', i.record_ref, 'meant', i.meant, 'asideFor', i.aside_for) END AS settled,
    ${factsOf('i.record_ref')} AS facts`;
const FROM = `post_item i LEFT JOIN staff w ON w.ref = i.put_in_by LEFT JOIN staff s ON s.ref = i.settled_by LEFT JOIN case_record r ON r.ref = i.record_ref`;

type Stored<Row extends PostRow> = Omit<Row, 'recorded'> & Readonly<{ facts: readonly Fact[] }>;

const read = <Row extends PostRow>({ facts, ...row }: Stored<Row>) => ({ ...row, recorded: recordedFrom(facts, row.files.map(({ ref }) => ref)) }) as unknown as Row;

async function list({ pool }: Database, scope: Scope, status: 'waiting' | 'filed' | 'aside', limit: number): Promise<PostRow[]> {
  const parameters = new Parameters();
  const seen = status === 'filed' ? `AND ${visibleTo(scope, parameters)}` : '';
  const order = status === 'waiting' ? 'coalesce(i.came_on, i.posted_on), i.received_at NULLS FIRST, i.ref' : 'i.settled_at DESC, i.ref';
  const { rows } = await pool.query<Stored<PostRow>>(`SELECT ${COLUMNS} FROM ${FROM} WHERE i.status = ${parameters.add(status)} ${seen} ORDER BY ${order} LIMIT ${parameters.add(limit)}`, parameters.values);
  return rows.map(read);
}

async function one({ pool }: Database, scope: Scope, ref: string): Promise<PostItem | null> {
  const parameters = new Parameters();
  const { rows } = await pool.query<Stored<PostItem>>(`SELECT ${COLUMNS}, i.body AS text FROM ${FROM} WHERE i.ref = ${parameters.add(ref)} AND (i.record_ref IS NULL OR ${visibleTo(scope, parameters)})`, parameters.values);
  return rows[0] === undefined ? null : read<PostItem>(rows[0]);
}

type Held = Readonly<{ status: string; recordRef: string | null; meant: string | null; channel: string }>;

async function held(tx: Transaction, ref: string): Promise<Held | null> {
  const { rows } = await tx.query<Held>(`SELECT status, record_ref AS "recordRef", meant, channel FROM post_item WHERE ref = $1 FOR UPDATE`, [ref]);
  return rows[0] ?? null;
}

async function file(tx: Transaction, { ref, record, meant, by, at }: Asked<'file'>): Promise<PostMoved> {
  const item = await held(tx, ref);
  if (item === null) return { kind: 'gone' };
  if (item.status !== 'waiting') return { kind: 'settled' };
  await tx.query(`UPDATE post_item SET status = 'filed', record_ref = $2, meant = $3, settled_by = $4, settled_at = $5 WHERE ref = $1`, [ref, record, meant, by, at]);
  const { rows } = await tx.query<{ ref: string }>('UPDATE document SET record_ref = $2 WHERE post_ref = $1 RETURNING ref', [ref, record]);
  await noteWithin(tx, [{ recordRef: record, type: 'post-filed', payload: { post: ref, channel: item.channel, meant, documents: rows.map((row) => row.ref).sort() }, actor: by }], at);
  return { kind: 'done' };
}

async function takeBack(tx: Transaction, { ref, record, by, at }: Asked<'takeBack'>): Promise<PostMoved> {
  const item = await held(tx, ref);
  if (item === null) return { kind: 'gone' };
  if (item.status !== 'filed' || item.recordRef !== record) return { kind: 'settled' };
  await tx.query(`UPDATE post_item SET status = 'waiting', record_ref = NULL, meant = NULL, settled_by = NULL, settled_at = NULL WHERE ref = $1`, [ref]);
  await tx.query('DELETE FROM consultation_paper WHERE record_ref = $2 AND document_ref IN (SELECT ref FROM document WHERE post_ref = $1)', [ref, record]);
  await tx.query('UPDATE document SET record_ref = NULL WHERE post_ref = $1', [ref]);
  await noteWithin(tx, [{ recordRef: record, type: 'post-taken-back', payload: { post: ref, channel: item.channel, meant: item.meant }, actor: by }], at);
  return { kind: 'done' };
}

async function nothingMore(tx: Transaction, { ref, record, by, at }: Asked<'nothingMore'>): Promise<PostMoved> {
  const item = await held(tx, ref);
  if (item === null) return { kind: 'gone' };
  if (item.status !== 'filed' || item.recordRef !== record) return { kind: 'settled' };
  await tx.query(`UPDATE post_item SET meant = 'document' WHERE ref = $1`, [ref]);
  await noteWithin(tx, [{ recordRef: record, type: 'post-nothing-more', payload: { post: ref, channel: item.channel, meant: item.meant }, actor: by }], at);
  return { kind: 'done' };
}

type Asked<Name extends 'file' | 'takeBack' | 'nothingMore'> = PostBox[Name] extends (given: infer Given) => unknown ? Given : never;
