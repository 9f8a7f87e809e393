import type { ExportChild, ExportDuty, Exports } from '../../api/export-models.js';
import type { Database } from '../database.js';
import { instantSaid, midnightAfter } from './conditions.js';
import { IS_CASE } from './visibility.js';

/** Everything, a few hundred children at a time. */
export const createExports = ({ pool }: Database): Exports => ({
  children: async ({ after, limit, on, staff }) => (await pool.query<ExportChild>(CHILDREN, [after, limit, on, staff])).rows,
  duties: async (records, on) => {
    const { rows } = await pool.query<ExportDuty>(
      `SELECT record_ref AS record, code, subject, occurrence, shape, kind, held_by AS by, due_on AS "dueOn", act_by AS "actBy", done_on AS "doneOn", outcome,
         days_late AS "daysLate", excused_days AS "excusedDays", law
       FROM duties_on($2) WHERE record_ref = ANY($1::text[]) ORDER BY record_ref, due_on, code, subject, occurrence`,
      [records, on],
    );
    return rows;
  },
});

const KNOWN = `recorded_at < ${midnightAfter('$3::date')}`;
const SHOWN = `${IS_CASE} AND (NOT r.restricted OR $4::text IS NULL OR EXISTS (SELECT 1 FROM record_access a WHERE a.record_ref = r.ref AND a.staff_ref = $4))
  AND EXISTS (SELECT 1 FROM journal_entry WHERE record_ref = r.ref AND kind = 'fact' AND ${KNOWN})`;

const CHILDREN = `
  SELECT c.ref, c.given_name AS "givenName", c.family_name AS "familyName", c.born_on AS "bornOn", c.upn, c.council_reference AS "councilReference", c.sex, c.primary_need AS "primaryNeed", c.placement,
    CASE WHEN s.ref IS NOT NULL THEN jsonb_build_object('name', s.name, 'urn', s.urn, 'ukprn', s.ukprn) END AS setting,
    coalesce((SELECT jsonb_agg(jsonb_build_object('ref', p.ref, 'name', p.name, 'relation', p.relation, 'parentalResponsibility', p.parental_responsibility, 'contact', p.contact, 'email', p.email,
        'emailConsent', p.email_consent, 'phone', p.phone, 'address', CASE WHEN NOT p.address_protected THEN p.address END, 'postcode', CASE WHEN NOT p.address_protected THEN p.postcode END,
        'addressProtected', p.address_protected, 'language', p.language) ORDER BY p.parental_responsibility DESC, p.ref) FROM person p WHERE p.child_ref = c.ref), '[]') AS people,
    (SELECT jsonb_agg(jsonb_build_object('ref', r.ref, 'kind', r.kind, 'madeFrom', r.made_from, 'team', t.name, 'owner', o.account, 'openedAt', ${instantSaid('r.opened_at')}, 'importedOn', r.imported_on,
        'endedAt', ${instantSaid('r.ended_at')}, 'stage', r.stage,
        'facts', (SELECT jsonb_agg(jsonb_build_object('fact', payload || jsonb_build_object('id', 'j' || position), 'recordedAt', ${instantSaid('recorded_at')}, 'recordedBy', actor) ORDER BY position)
          FROM journal_entry WHERE record_ref = r.ref AND kind = 'fact' AND ${KNOWN})) ORDER BY r.opened_at, r.ref)
      FROM case_record r JOIN team t ON t.ref = r.team_ref LEFT JOIN staff o ON o.ref = r.owner_ref WHERE r.child_ref = c.ref AND ${SHOWN}) AS records
  FROM child c LEFT JOIN setting s ON s.ref = c.setting_ref
  WHERE c.ref > $1 AND EXISTS (SELECT 1 FROM case_record r WHERE r.child_ref = c.ref AND ${SHOWN})
  ORDER BY c.ref LIMIT $2`;
