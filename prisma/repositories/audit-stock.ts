import type { AuditStock, Made, SamplingKept } from '../../api/audit-models.js';
import { samplingSchema } from '../../domain/audit/sampling.js';
import { inTransaction, type Statements } from '../database.js';
import { createCandidates } from './audit-candidates.js';

/** What may be drawn, and how it is sampled: settings are versions, the last of which holds for every month that is not drawn yet. */
export const createAuditStock = (database: Statements): AuditStock => ({
  candidates: createCandidates(database),
  sampling: async (kind) => (await database.pool.query<Row>(`${VERSIONS} LIMIT 1`, [kind])).rows.map(kept)[0]?.content ?? null,
  samplings: async (kind) => (await database.pool.query<Row>(VERSIONS, [kind])).rows.map(kept),
  setSampling: ({ kind, content, after, by, at, why }) =>
    inTransaction(database.pool, async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`audit sampling ${kind}`]); // two who write at once write one after the other
      const { rows } = await tx.query<{ number: number }>(ADD, [kind, content === null ? null : JSON.stringify(content), by, at, why, after]);
      return rows[0]?.number ?? null;
    }),
});

type Row = Made & Readonly<{ content: unknown }>;

/** @throws ZodError where a row is no setting */
const kept = ({ content, ...made }: Row): SamplingKept => ({ ...made, content: content === null ? null : samplingSchema.parse(content) });

const VERSIONS = `
  SELECT v.number, v.content, v.made_at AS "madeAt", v.why, jsonb_build_object('ref', s.ref, 'name', s.name) AS "madeBy"
  FROM audit_sampling v JOIN staff s ON s.ref = v.made_by WHERE v.kind = $1 ORDER BY v.number DESC`;
const ADD = `
  INSERT INTO audit_sampling (kind, number, content, made_by, made_at, why)
  SELECT $1, l.last + 1, $2::jsonb, $3, $4, $5 FROM (SELECT coalesce(max(number), 0) AS last FROM audit_sampling WHERE kind = $1) l WHERE l.last = $6::bigint RETURNING number`;
