import { randomUUID } from 'node:crypto';
import { listedKey, type DuePlan, type ListAudience, type ListedPlan, type NewList, type ReviewLists, type SentList, type WholeList } from '../../api/review-list-models.js';
import type { Scope } from '../../api/read-models.js';
import { newRef } from '../../api/refs.js';
import { postOf } from '../../domain/tell/posts.js';
import { inTransaction, type Database, type Transaction } from '../database.js';
import { openTasks } from './task-rows.js';
import { inboxesOf } from './tell-reads.js';
import { Parameters, visibleTo } from './visibility.js';
import { CHILD_NAME } from './work-list.js';
import { WAITS } from './conditions.js';

/** Termly lists of plans due for review, each kept as it was sent. */
export const createReviewLists = (database: Database): ReviewLists => ({
  due: async (until) => (await database.pool.query<DuePlan>(DUE, [until])).rows,
  posts: () =>
    inTransaction(database.pool, async (tx) => {
      const inboxes = await inboxesOf(tx);
      const post = (code: 'icb' | 'social-care') => {
        const found = postOf(code, inboxes);
        return found && { ref: found.ref, name: found.name, email: found.email ?? found.account };
      };
      return { icb: post('icb'), 'social-care': post('social-care') };
    }),
  sent: async (of) => {
    const by = 'term' in of ? { column: 'b.term', value: of.term } : { column: 'b.to_ref', value: of.reader };
    return (await database.pool.query<SentList>(`${SENT} WHERE ${by.column} = $1 ORDER BY b.made_at DESC, b.ref`, [by.value])).rows;
  },
  listed: async (term) => {
    const { rows } = await database.pool.query<{ audience: ListAudience; reader: string; plan: string }>('SELECT audience, to_ref AS reader, record_ref AS plan FROM review_list_entry WHERE term = $1', [term]);
    return new Set(rows.map(({ audience, reader, plan }) => listedKey(audience, reader, plan)));
  },
  one: (ref, only) => one(database, ref, only),
  make: (list) => inTransaction(database.pool, (tx) => make(tx, list)),
  askAddress: ({ plan, setting, actBy, at }) => inTransaction(database.pool, (tx) => openTasks(tx, [{ recordRef: plan, kind: 'no-address', about: `${plan}/${setting}`, forRole: 'caseworker', forStaff: null, actBy }], at)),
  unnoted: async (term, limit) => (await database.pool.query<{ ref: string }>(UNNOTED, [term, limit])).rows.map(({ ref }) => ref),
  noted: async (term, plans) => {
    await database.pool.query('UPDATE review_list_entry SET noted = true WHERE term = $1 AND record_ref = ANY($2::text[])', [term, plans]);
  },
});

/** Plans that go on and whose review, or the meeting before a phase transfer, has its last day by `$1`; not those whose meeting was held and waits for its decision. */
const DUE = `
  SELECT r.ref, ${CHILD_NAME} AS child, c.born_on AS "bornOn", o.name AS caseworker, r.restricted, min(d.due_on) AS "reviewBy",
    CASE WHEN s.ref IS NULL THEN NULL ELSE jsonb_build_object('ref', s.ref, 'name', s.name, 'email', s.email) END AS setting
  FROM case_record r JOIN child c ON c.ref = r.child_ref LEFT JOIN setting s ON s.ref = c.setting_ref LEFT JOIN staff o ON o.ref = r.owner_ref
  JOIN duty d ON d.record_ref = r.ref AND d.recorded_to IS NULL AND d.code IN ('complete-review', 'review-after-transfer', 'hold-transfer-review')
    AND ${WAITS}
  WHERE r.kind = 'plan' AND r.outcome IS NULL AND r.position > 0 AND coalesce(r.progress->>'reviewing', 'false') <> 'true'
  GROUP BY r.ref, c.ref, s.ref, o.ref HAVING min(d.due_on) <= $1::date
  ORDER BY s.name NULLS LAST, s.ref, c.family_name, c.given_name, r.ref`;

const SENT = `
  SELECT b.ref, b.term, b.starts_on AS "startsOn", b.audience, jsonb_build_object('ref', b.to_ref, 'name', b.to_name) AS "to", b.made_at AS "madeAt", m.status,
    (SELECT count(*)::int FROM review_list_entry e WHERE e.list_ref = b.ref) AS pupils
  FROM review_list b JOIN message m ON m.ref = b.message_ref`;

async function one({ pool }: Database, ref: string, only: Scope | null): Promise<WholeList | null> {
  const { rows } = await pool.query<SentList>(`${SENT} WHERE b.ref = $1`, [ref]);
  if (rows[0] === undefined) return null;
  const parameters = new Parameters();
  const { rows: plans } = await pool.query<ListedPlan>(
    `SELECT e.record_ref AS ref, e.child_name AS child, e.born_on AS "bornOn", e.setting_name AS setting, e.caseworker, e.review_by AS "reviewBy"
     FROM review_list_entry e JOIN case_record r ON r.ref = e.record_ref WHERE e.list_ref = ${parameters.add(ref)}${only === null ? '' : ` AND ${visibleTo(only, parameters)}`}
     ORDER BY e.setting_name NULLS LAST, e.child_name, e.record_ref`,
    parameters.values,
  );
  return { ...rows[0], plans };
}

/** Two who send at once list nobody twice: they wait for one another, and see what the other has listed. */
async function make(tx: Transaction, { term, startsOn, to, plans, by, at, words }: NewList): Promise<boolean> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`review-list/${term}/${to.audience}/${to.ref}`]);
  const { rows } = await tx.query<{ ref: string }>('SELECT record_ref AS ref FROM review_list_entry WHERE term = $1 AND audience = $2 AND to_ref = $3', [term, to.audience, to.ref]);
  const before = new Set(rows.map(({ ref }) => ref));
  const left = plans.filter(({ ref }) => !before.has(ref));
  const [first] = left;
  if (first === undefined) return false;
  const [ref, message] = [newRef('B'), newRef('M')];
  const { subject, body } = words({ ref, pupils: left.length, isAddition: before.size > 0 });
  // Its record is the first plan's: of that one comes the way in, and whoever holds it hears of a message that did not arrive.
  await tx.query(
    `INSERT INTO message (ref, record_ref, letter, to_kind, to_ref, to_name, channel, address, subject, body, reference, queued_at) VALUES ($1, $2, 'review-list', $3, $4, $5, 'email', $6, $7, $8, $9, $10)`,
    [message, first.ref, to.audience === 'setting' ? 'setting' : 'adviser', to.ref, to.name, to.email, subject, JSON.stringify(body), randomUUID(), at],
  );
  await tx.query(
    'INSERT INTO review_list (ref, term, starts_on, audience, to_ref, to_name, message_ref, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [ref, term, startsOn, to.audience, to.ref, to.name, message, by, at],
  );
  await tx.query(ADD_ENTRIES, [ref, term, to.audience, to.ref, JSON.stringify(left.map((plan) => entryOf(plan)))]);
  return true;
}

const entryOf = ({ ref, child, bornOn, setting, caseworker, reviewBy }: DuePlan): ListedPlan => ({ ref, child, bornOn, setting: setting?.name ?? null, caseworker, reviewBy });

const ADD_ENTRIES = `
  INSERT INTO review_list_entry (list_ref, record_ref, term, audience, to_ref, child_name, born_on, setting_name, caseworker, review_by)
  SELECT $1, ref, $2, $3, $4, child, "bornOn", setting, caseworker, "reviewBy"
  FROM jsonb_to_recordset($5::jsonb) AS e(ref text, child text, "bornOn" date, setting text, caseworker text, "reviewBy" date)`;

/** A child in no setting is on the services' lists alone; of everybody else it is their setting that must have been told. */
const UNNOTED = `SELECT DISTINCT record_ref AS ref FROM review_list_entry WHERE term = $1 AND NOT noted AND (audience = 'setting' OR setting_name IS NULL) ORDER BY record_ref LIMIT $2`;
