import { createHash } from 'node:crypto';
import type { Improvement, Pack, PackName } from '../../api/improvement-models.js';
import type { Named } from '../../api/read-models.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Instant } from '../../domain/dates/london.js';
import { keptSchema, type Entry } from '../../domain/improvement/entries.js';
import type { Plan, Written } from '../../domain/improvement/plan.js';
import { inTransaction, type Statements } from '../database.js';
import { dayInEngland, instantSaid } from './conditions.js';
import { insertDocuments } from './documents.js';

const MANAGERS = ['team-manager', 'service-manager', 'senior-manager', 'director'];
const APPROVERS = ['service-manager', 'senior-manager', 'director'];

/** The improvement plan: entries and packs, added to and never changed. */
export const createImprovement = ({ pool }: Statements): Improvement => ({
  all: async () => writtenIn((await pool.query<EntryRow>(`${ENTRIES} ORDER BY min(e.made_at) OVER (PARTITION BY e.priority_ref), e.priority_ref, e.number`)).rows),
  one: async (ref) => writtenIn((await pool.query<EntryRow>(`${ENTRIES} WHERE e.priority_ref = $1 ORDER BY e.number`, [ref])).rows)[0] ?? null,
  add: ({ ref, after, content, file, by, at }) =>
    inTransaction(pool, async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`improvement ${ref}`]); // two who write at once write one after the other
      const { rows } = await tx.query<{ last: number }>('SELECT coalesce(max(number), 0)::int AS last FROM improvement_entry WHERE priority_ref = $1', [ref]);
      if (rows[0]?.last !== after) return null;
      if (file !== null) await insertDocuments(tx, [file], { recordRef: null, kind: 'improvement', givenBy: by, givenAt: at });
      await tx.query('INSERT INTO improvement_entry (priority_ref, number, content, document_ref, author_ref, made_at) VALUES ($1, $2, $3, $4, $5, $6)', [ref, after + 1, JSON.stringify(content), file?.ref ?? null, by, at]);
      return after + 1;
    }),
  managers: async () => {
    const { rows } = await pool.query<Named & { approves: boolean }>(
      `SELECT s.ref, s.name, bool_or(h.role = ANY($2::text[])) AS approves FROM staff s JOIN staff_role h ON h.staff_ref = s.ref
       WHERE s.left_on IS NULL AND h.role = ANY($1::text[]) GROUP BY s.ref, s.name ORDER BY s.name COLLATE "en-GB-x-icu", s.ref`,
      [MANAGERS, APPROVERS],
    );
    return rows;
  },
  packs: async () => (await pool.query<PackName>(`${PACKS('')} ORDER BY p.number DESC`)).rows,
  pack: async (number) => (await pool.query<Pack>(`${PACKS(', p.content')} WHERE p.number = $1`, [number])).rows[0] ?? null,
  keepPack: async ({ content, by, at }) => {
    const { rows } = await pool.query<{ number: number }>(
      'INSERT INTO improvement_pack (week, content, content_hash, author_ref, made_at) VALUES ($1, $2, $3, $4, $5) RETURNING number',
      [content.report?.week ?? null, JSON.stringify(content), hashOfPlan(content), by, at],
    );
    const [kept] = rows;
    if (kept === undefined) throw new Error('a pack was kept and has no number');
    return kept.number;
  },
});

type EntryRow = Readonly<{ ref: string; number: number; content: unknown; by: string; at: Instant; on: IsoDate }>;

const ENTRIES = `SELECT e.priority_ref AS ref, e.number, e.content, e.author_ref AS by, ${instantSaid('e.made_at')} AS at, ${dayInEngland('e.made_at')} AS "on" FROM improvement_entry e`;
const PACKS = (more: string): string =>
  `SELECT p.number, p.week, ${instantSaid('p.made_at')} AS "madeAt", jsonb_build_object('ref', s.ref, 'name', s.name) AS "madeBy", p.content_hash AS "contentHash"${more} FROM improvement_pack p JOIN staff s ON s.ref = p.author_ref`;

/** @throws ZodError where a row is no entry */
function writtenIn(rows: readonly EntryRow[]): Written[] {
  const byRef = new Map<string, Entry[]>();
  for (const { ref, content, ...rest } of rows) byRef.set(ref, [...(byRef.get(ref) ?? []), { ...rest, content: keptSchema.parse(content) }]);
  return [...byRef].map(([ref, entries]) => ({ ref, entries }));
}

/** Of all that a pack says, whatever order its fields are kept in. */
export const hashOfPlan = (plan: Plan): string => createHash('sha256').update(JSON.stringify(inOrder(plan))).digest('hex');

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, one]) => [name, inOrder(one)]);
}
