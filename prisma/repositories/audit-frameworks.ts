import type { AuditFrameworks, FrameworkDraft, FrameworkKept, Made } from '../../api/audit-models.js';
import { DEFAULT_FRAMEWORKS } from '../../domain/audit/default-frameworks/all.js';
import { draftSchema } from '../../domain/audit/framework-draft.js';
import { frameworkSchema, type AuditKind } from '../../domain/audit/framework.js';
import { inTransaction, type Statements } from '../database.js';

/** What quality is, version after version. Number 0 is what Duly comes with, and is read from there. */
export const createAuditFrameworks = ({ pool }: Statements): AuditFrameworks => {
  const versionsOf = async (where: string, values: readonly unknown[]): Promise<readonly FrameworkKept[]> => (await pool.query<Row>(`${VERSIONS} WHERE ${where} ORDER BY v.number DESC`, [...values])).rows.map(kept);
  return {
    inForce: async (kind, on) => {
      const [last] = await versionsOf(`v.kind = $1 AND (v.made_at AT TIME ZONE 'Europe/London')::date <= $2 AND v.number = (SELECT max(number) FROM audit_framework WHERE kind = $1 AND (made_at AT TIME ZONE 'Europe/London')::date <= $2)`, [kind, on]);
      return last ?? asItCame(kind);
    },
    version: async (kind, number) => (number === 0 ? DEFAULT_FRAMEWORKS[kind] : ((await versionsOf('v.kind = $1 AND v.number = $2', [kind, number]))[0]?.framework ?? null)),
    versions: async (kind) => [...(await versionsOf('v.kind = $1', [kind])), asItCame(kind)],
    draft: async (kind) => {
      const { rows } = await pool.query<DraftRow>(`${DRAFT} WHERE d.kind = $1`, [kind]);
      const { content = null, ...rest } = rows[0] ?? { saves: 0, savedBy: null, savedAt: null };
      return { ...rest, framework: content === null ? null : draftSchema.parse(content) };
    },
    keepDraft: async ({ kind, framework, after, by, at }) => {
      const { rows } = await pool.query<{ saves: number }>(after === 0 ? BEGIN_DRAFT : SAVE_DRAFT, [kind, framework === null ? null : JSON.stringify(framework), by, at, ...(after === 0 ? [] : [after])]);
      return rows[0]?.saves ?? null;
    },
    putInForce: ({ kind, framework, after, by, at, why }) =>
      inTransaction(pool, async (tx) => {
        const { rowCount } = await tx.query(SAVE_DRAFT, [kind, null, by, at, after]); // its row is the lock that whoever else puts it in force waits for
        if (rowCount !== 1) return null;
        const { rows } = await tx.query<{ number: number }>(ADD, [kind, JSON.stringify(framework), by, at, why]);
        return rows[0]?.number ?? null;
      }),
  };
};

type Row = Made & Readonly<{ content: unknown }>;
type DraftRow = Omit<FrameworkDraft, 'framework'> & Readonly<{ content?: unknown }>;

/** @throws ZodError where a row is no framework */
const kept = ({ content, ...made }: Row): FrameworkKept => ({ ...made, framework: frameworkSchema.parse(content) });
const asItCame = (kind: AuditKind): FrameworkKept => ({ number: 0, madeBy: null, madeAt: null, why: null, framework: DEFAULT_FRAMEWORKS[kind] });

const VERSIONS = `SELECT v.number, v.content, v.made_at AS "madeAt", v.why, jsonb_build_object('ref', s.ref, 'name', s.name) AS "madeBy" FROM audit_framework v JOIN staff s ON s.ref = v.made_by`;
const DRAFT = `SELECT d.content, d.saves, d.saved_at AS "savedAt", jsonb_build_object('ref', s.ref, 'name', s.name) AS "savedBy" FROM audit_framework_draft d JOIN staff s ON s.ref = d.saved_by`;
const BEGIN_DRAFT = `INSERT INTO audit_framework_draft (kind, content, saves, saved_by, saved_at) VALUES ($1, $2::jsonb, 1, $3, $4) ON CONFLICT DO NOTHING RETURNING saves`;
const SAVE_DRAFT = `UPDATE audit_framework_draft SET content = $2::jsonb, saves = saves + 1, saved_by = $3, saved_at = $4 WHERE kind = $1 AND saves = $5::bigint RETURNING saves`;
const ADD = `
  INSERT INTO audit_framework (kind, number, content, made_by, made_at, why)
  SELECT $1, coalesce(max(number), 0) + 1, $2::jsonb, $3, $4, $5 FROM audit_framework WHERE kind = $1 RETURNING number`;
