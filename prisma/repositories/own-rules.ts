import type { OwnRules, RuleRow } from '../../api/rule-models.js';
import { instantOf, type Instant } from '../../domain/dates/london.js';
import { readVersion } from '../../domain/own-rules.js';
import { inTransaction, type Database } from '../database.js';
import { FRESH_FOR } from './council-rules.js';

const LOCK = 7_230_002; // one at a time: numbers are committed in their order, so that nobody who reads on from the last misses one

const ROWS = `
  SELECT v.number, v.kind, v.content, v.effective_from AS "effectiveFrom", v.made_at AS "madeAt", v.note, jsonb_build_object('ref', s.ref, 'name', s.name) AS author
  FROM rule_version v JOIN staff s ON s.ref = v.author_ref`;

const CAUSES_GIVEN = `
  SELECT cause, count(*)::int AS n FROM (
    SELECT payload->>'cause' AS cause FROM journal_entry WHERE kind = 'act' AND type = 'cause-recorded'
    UNION ALL SELECT cause FROM red_explanation
    UNION ALL SELECT cause FROM cohort_control WHERE cause IS NOT NULL) given
  GROUP BY cause`;

/** Has notices to staff that wait asked again when they may leave, once every worker has read the new times. */
const ASK_AGAIN = `UPDATE notification SET not_before = $1::timestamptz WHERE status = 'queued' AND not_before > $1::timestamptz`;
const heardByAll = (at: Instant): Instant => instantOf(new Date(Date.parse(at) + 2 * FRESH_FOR));

/** The versions of the council's own rules: added to, never changed. */
export const createOwnRules = ({ pool }: Database): OwnRules => ({
  versions: async (kind) => {
    const { rows } = await pool.query<RuleRow>(`${ROWS} WHERE $1::text IS NULL OR v.kind = $1 ORDER BY v.number DESC`, [kind]);
    return rows.map((row) => ({ ...row, ...readVersion(row) }));
  },
  add: ({ kind, content, by, at, effectiveFrom, note, after }) =>
    inTransaction(pool, async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      const { rows } = await tx.query<{ number: number }>(
        `INSERT INTO rule_version (kind, content, author_ref, made_at, effective_from, note)
         SELECT $1, $2::jsonb, $3, $4, $5, $6 WHERE coalesce((SELECT max(number) FROM rule_version WHERE kind = $1), 0) = $7 RETURNING number`,
        [kind, JSON.stringify(content), by, at, effectiveFrom, note, after],
      );
      if (rows[0] !== undefined && kind === 'staff-mail') await tx.query(ASK_AGAIN, [heardByAll(at)]);
      return rows[0]?.number ?? null;
    }),
  causesGiven: async () => {
    const { rows } = await pool.query<{ cause: string; n: number }>(CAUSES_GIVEN);
    return new Map(rows.map(({ cause, n }) => [cause, n]));
  },
});
