import type { GoodPractices, Practice, PracticeVersion } from '../../api/good-practice-models.js';
import type { KnownName } from '../../domain/audit/anonymous.js';
import type { Statements } from '../database.js';
import { instantSaid } from './conditions.js';

/** Good practice: versions are added, never changed. */
export const createGoodPractice = ({ pool }: Statements): GoodPractices => ({
  shown: async () => (await pool.query<Practice>(SHOWN)).rows,
  versions: async (ref) => (await pool.query<PracticeVersion>(VERSIONS, [ref])).rows,
  names: async (audit) => (await pool.query<KnownName>(NAMES, [audit])).rows,
  keep: async ({ ref, audit, criterion, title, words, why, isWithdrawn, by, at, after }) => {
    const { rowCount } = await pool.query(KEEP, [ref, after, audit, criterion, title, words, why, isWithdrawn, by, at]);
    return rowCount === 1;
  },
});

const PRACTICE = `g.ref, a.kind, a.framework, a.role, g.criterion, g.title, g.words, g.why, ${instantSaid('g.made_at')} AS "saidAt"`;
const FROM = 'FROM good_practice g JOIN audit a ON a.ref = g.audit_ref';
const SHOWN = `
  SELECT ${PRACTICE} ${FROM} WHERE NOT g.withdrawn AND g.number = (SELECT max(l.number) FROM good_practice l WHERE l.ref = g.ref) ORDER BY g.made_at DESC, g.ref`;
const VERSIONS = `
  SELECT ${PRACTICE}, g.audit_ref AS audit, g.number, g.withdrawn AS "isWithdrawn", jsonb_build_object('ref', s.ref, 'name', s.name) AS by
  ${FROM} JOIN staff s ON s.ref = g.made_by WHERE g.ref = $1 ORDER BY g.number DESC`;
/** Only on top of the version its author had seen: of two at once, the key refuses one. */
const KEEP = `
  INSERT INTO good_practice (ref, number, audit_ref, criterion, title, words, why, withdrawn, made_by, made_at)
  SELECT $1, l.last + 1, $3, $4, $5, $6, $7, $8, $9, $10 FROM (SELECT coalesce(max(number), 0) AS last FROM good_practice WHERE ref = $1) l WHERE l.last = $2::bigint ON CONFLICT DO NOTHING`;

/** From every record of the child: a plan's text was written of what its assessment was told. An adviser who is an inbox is named by its service too. */
const NAMES = `
  WITH about AS (SELECT o.child_ref, a.held_by, a.adviser FROM audit a JOIN case_record o ON o.ref = a.of_ref WHERE a.ref = $1),
  records AS (SELECT r.ref, r.owner_ref FROM about b JOIN case_record r ON r.child_ref = b.child_ref),
  subjects AS (SELECT DISTINCT d.subject AS ref FROM records r JOIN duty d ON d.record_ref = r.ref WHERE d.subject IS NOT NULL),
  advisers AS (SELECT adviser AS ref FROM about UNION SELECT d.adviser_ref FROM records r JOIN advice d ON d.record_ref = r.ref UNION SELECT ref FROM subjects),
  settings AS (SELECT c.setting_ref AS ref FROM about b JOIN child c ON c.ref = b.child_ref UNION SELECT p.setting_ref FROM records r JOIN placement_option p ON p.record_ref = r.ref UNION SELECT ref FROM subjects)
  SELECT DISTINCT n.tells, n.shape, n.name FROM (
    SELECT 'child' AS tells, 'person' AS shape, c.given_name || ' ' || c.family_name AS name FROM about b JOIN child c ON c.ref = b.child_ref
    UNION ALL SELECT 'number', 'words', unnest(ARRAY[c.upn, c.council_reference]) FROM about b JOIN child c ON c.ref = b.child_ref
    UNION ALL SELECT 'family', 'person', p.name FROM about b JOIN person p ON p.child_ref = b.child_ref
    UNION ALL SELECT 'address', 'words', unnest(string_to_array(p.address, E'\\n')) FROM about b JOIN person p ON p.child_ref = b.child_ref
    UNION ALL SELECT 'setting', 'setting', s.name FROM settings t JOIN setting s ON s.ref = t.ref
    UNION ALL SELECT 'professional', 'person', v.name FROM advisers t JOIN adviser v ON v.ref = t.ref
    UNION ALL SELECT 'officer', 'person', s.name FROM staff s WHERE s.ref IN (SELECT owner_ref FROM records UNION SELECT held_by FROM about)
  ) n WHERE btrim(n.name) <> '' ORDER BY n.tells, n.shape, n.name`;
