import type { PairedAudit } from '../../api/audit-models.js';
import type { Transaction } from '../database.js';
import { instantSaid } from './conditions.js';

/** Two audits that mark the same thing, blind to each other. */

/** SQL of somebody or something with a name as JSON; null where there is none. */
export const NAMED = (table: string): string => `CASE WHEN ${table}.ref IS NULL THEN NULL ELSE jsonb_build_object('ref', ${table}.ref, 'name', ${table}.name) END`;

/** SQL of a marking (`m`) as JSON. */
const MARKING = `jsonb_build_object('answers', m.answers, 'judged', m.judged, 'saves', m.saves, 'savedBy', m.saved_by, 'savedAt', ${instantSaid('m.saved_at')}, 'begunAt', ${instantSaid('m.begun_at')},
  'handedInAt', ${instantSaid('m.handed_in_at')}, 'handedInBy', (SELECT jsonb_build_object('ref', h.ref, 'name', h.name) FROM staff h WHERE h.ref = m.handed_in_by), 'scored', m.scored)`;

/** SQL of one marking of an audit (`a`) as JSON. @param part own, moderated */
export const markingOf = (part: string): string => `(SELECT ${MARKING} FROM audit_marking m WHERE m.audit_ref = a.ref AND m.part = '${part}')`;

/** The first audit, then the one that doubles it. */
export async function pairOf(on: Pick<Transaction, 'query'>, ref: string): Promise<readonly [PairedAudit, PairedAudit] | null> {
  const { rows } = await on.query<PairedAudit>(
    `WITH its AS (SELECT CASE WHEN why = 'double' THEN after_ref ELSE ref END AS first FROM audit WHERE ref = $1)
     SELECT a.ref, ${NAMED('w')} AS auditor, ${markingOf('own')} AS own
     FROM its JOIN audit a ON a.ref = its.first OR (a.after_ref = its.first AND a.why = 'double') JOIN case_record r ON r.ref = a.ref LEFT JOIN staff w ON w.ref = r.owner_ref
     WHERE coalesce(r.stage, 'marking') <> 'withdrawn' ORDER BY (a.why = 'double'), a.ref LIMIT 2`,
    [ref],
  );
  const [first, second] = rows;
  return first === undefined || second === undefined ? null : [first, second];
}
