import type { Audits, PanelWords } from '../../api/audit-models.js';
import type { Statements } from '../database.js';
import { instantSaid } from './conditions.js';

/** What multi-agency panels said of audited plans, voice by voice. */
export const createAuditPanels = ({ pool }: Statements): Pick<Audits, 'panel' | 'keepPanel'> => ({
  panel: async (ref) => (await pool.query<PanelWords>(LATEST, [ref])).rows,
  keepPanel: async ({ ref, voice, who, said, after, by, at }) => {
    const { rowCount } = await pool.query(SAY, [ref, voice, after, who, JSON.stringify(said), by, at]);
    return rowCount === 1 ? after + 1 : null;
  },
});

const LATEST = `SELECT DISTINCT ON (p.voice) p.voice, p.number, p.who, p.said, jsonb_build_object('ref', p.written_by, 'name', coalesce(s.name, p.written_by)) AS "writtenBy", ${instantSaid('p.written_at')} AS "writtenAt"
  FROM audit_panel_said p LEFT JOIN staff s ON s.ref = p.written_by WHERE p.audit_ref = $1 ORDER BY p.voice, p.number DESC`;

/** After the one that was read: whoever is second takes no number twice. */
const SAY = `INSERT INTO audit_panel_said (audit_ref, voice, number, who, said, written_by, written_at)
  SELECT $1, $2, l.last + 1, $4, $5::jsonb, $6, $7 FROM (SELECT coalesce(max(number), 0) AS last FROM audit_panel_said WHERE audit_ref = $1 AND voice = $2) l WHERE l.last = $3::bigint
  ON CONFLICT DO NOTHING`;
