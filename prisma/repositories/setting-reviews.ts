import { COUNCIL, type PupilReview, type ReviewParty, type SaidByFamily, type SettingReviews } from '../../api/setting-review-models.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Fact } from '../../domain/facts/fact.js';
import type { ReviewDuty } from '../../domain/review/owed.js';
import { OWED_BY_SETTING, OWED_TO_SETTING, REVIEW_BY, reviewsOf } from '../../domain/review/cycle.js';
import type { Database } from '../database.js';
import { factsOf } from './facts-of.js';
import { attach, detach, keepSent, save, sentOf, written } from './review-reports.js';
import { Parameters } from './visibility.js';
import { WAITS } from './conditions.js';

/** Plans of children who are at a setting now, as the setting may see them. */
export const createSettingReviews = (database: Database): SettingReviews => ({
  pupils: (party, today) => pupilsOf(database, party, today, null),
  pupil: async (party, caseRef, today) => (await pupilsOf(database, party, today, caseRef))[0] ?? null,
  settingName: async (setting) => {
    const { rows } = await database.pool.query<{ name: string }>('SELECT name FROM setting WHERE ref = $1', [setting]);
    return rows[0]?.name ?? null;
  },
  written: (caseRef, setting) => written(database, caseRef, setting),
  ofRecord: async (caseRef) => {
    const { rows } = await database.pool.query<{ bornOn: IsoDate; facts: Fact[] }>(`SELECT c.born_on AS "bornOn", ${factsOf('r.ref')} AS facts FROM case_record r JOIN child c ON c.ref = r.child_ref WHERE r.ref = $1`, [caseRef]);
    const [row] = rows;
    return row === undefined ? null : { bornOn: row.bornOn, reviews: reviewsOf(row.facts), reports: await sentOf(database, caseRef, null) };
  },
  said: async (caseRef, since) => (await database.pool.query<SaidByFamily>(SAID, [caseRef, since])).rows,
  save: (draft) => save(database, draft),
  keepSent: (sent) => keepSent(database, sent),
  attach: (draft) => attach(database, draft),
  detach: (draft) => detach(database, draft),
});

/** A family writes on its own page, in its own name: on a plan whose meeting is to come, that is for the meeting. */
const SAID = `
  SELECT coalesce(p.name, c.given_name) AS by, j.happened_on AS "on", n.text
  FROM journal_entry j JOIN case_record r ON r.ref = j.record_ref JOIN child c ON c.ref = r.child_ref
  JOIN note n ON n.ref = j.payload->>'note' AND n.record_ref = j.record_ref LEFT JOIN person p ON p.ref = n.author AND p.child_ref = c.ref
  WHERE j.record_ref = $1 AND j.type = 'contact-made' AND j.happened_on >= $2::date AND (p.ref IS NOT NULL OR n.author = c.ref) ORDER BY j.position`;

type Row = Omit<PupilReview, 'duties' | 'pending'> & Readonly<{ duties: ReviewDuty[] | null; pending: PupilReview['pending'] | null }>;

const CODES = [...OWED_BY_SETTING, ...OWED_TO_SETTING, ...REVIEW_BY];
/** Duties done longer ago than this are of reviews long over. */
const DAYS_BACK = 400;

/** Only plans that live, of children who attend now; of restricted ones that of the link alone. */
async function pupilsOf({ pool }: Database, { setting, linkRecord }: ReviewParty, today: IsoDate, only: string | null): Promise<readonly PupilReview[]> {
  const parameters = new Parameters();
  const [attended, day, codes] = [parameters.add(setting), parameters.add(today), parameters.add(CODES)];
  const text = `
    SELECT r.ref AS "caseRef", r.position, jsonb_build_object('givenName', c.given_name, 'familyName', c.family_name, 'bornOn', c.born_on) AS child,
      CASE WHEN o.ref IS NULL THEN NULL ELSE jsonb_build_object('ref', o.ref, 'name', o.name) END AS owner,
      ${factsOf('r.ref')} AS facts,
      (SELECT jsonb_agg(jsonb_build_object('code', d.code, 'subject', d.subject, 'occurrence', d.occurrence, 'kind', d.kind, 'dueOn', d.due_on, 'actBy', d.act_by, 'law', d.law,
          'because', d.reasoning->'because', 'doneOn', d.done_on, 'outcome', duty_outcome(d, ${day}::date), 'daysLate', duty_days_late(d, ${day}::date),
          'waits', ${WAITS}))
        FROM duty d WHERE d.record_ref = r.ref AND d.recorded_to IS NULL AND d.code = ANY(${codes}::text[]) AND d.settled IS NULL
          AND (d.done_on IS NULL OR d.done_on > ${day}::date - ${DAYS_BACK})) AS duties,
      CASE WHEN v.version > coalesce((SELECT max(z.version) FROM review_report_sent z JOIN command k ON k.id = z.command_id
          WHERE z.record_ref = r.ref AND z.writer_ref = ${attended} AND k.state IN ('recorded', 'pending')), 0) THEN v.saved_at END AS "draftSavedAt",
      (SELECT jsonb_agg(f->>'type') FROM command m, jsonb_array_elements(m.facts) f WHERE m.record_ref = r.ref AND m.state = 'pending' AND (m.actor = ${attended} OR ${attended} = '${COUNCIL}')) AS pending
    FROM case_record r
    JOIN child c ON c.ref = r.child_ref
    LEFT JOIN staff o ON o.ref = r.owner_ref
    LEFT JOIN review_report v ON v.record_ref = r.ref AND v.writer_ref = ${attended}
    WHERE ${setting === COUNCIL ? 'c.setting_ref IS NULL' : `c.setting_ref = ${attended}`} AND r.kind = 'plan' AND r.position > 0 AND r.outcome IS NULL
      AND (NOT r.restricted OR r.ref = ${parameters.add(linkRecord)})${only === null ? '' : ` AND r.ref = ${parameters.add(only)}`}`;
  const { rows } = await pool.query<Row>(text, parameters.values);
  return rows.map(({ duties, pending, ...row }) => ({ ...row, duties: duties ?? [], pending: pending ?? [] }));
}
