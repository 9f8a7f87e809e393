import type { AdviserRole } from '../../domain/facts/fact.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Absence } from '../../domain/weekly-report/absences.js';
import type { ReportedRecord } from '../../domain/weekly-report/items-of-record.js';
import type { Database } from '../database.js';
import { instantSaid, UNREACHED } from './conditions.js';
import { IS_CASE } from './visibility.js';

const RECORDS_A_READ = 500;

/** What a report is counted from a second way: journals, and who people are. */
export type ReportedRecords = ReturnType<typeof createReportedRecords>;

export const createReportedRecords = (database: Pick<Database, 'pool'>) => ({ records: () => recordsOf(database), people: () => peopleOf(database) });

/** Every record with its whole journal, some hundreds at a time. */
async function* recordsOf({ pool }: Pick<Database, 'pool'>): AsyncGenerator<readonly ReportedRecord[]> {
  for (let after = ''; ; ) {
    const { rows } = await pool.query<ReportedRecord>(RECORDS, [after, RECORDS_A_READ]);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = last.ref;
  }
}

/** Who held it at first is the one thing of a record that no fact says. */
const RECORDS = `
  SELECT r.ref, r.team_ref AS team, CASE WHEN r.kind = 'plan' THEN 'plan' ELSE 'assessment' END AS process, r.imported_on AS "importedOn",
    (SELECT s.owner_ref FROM standing s WHERE s.record_ref = r.ref ORDER BY s.recorded_from, s.id LIMIT 1) AS "firstOwner",
    (SELECT coalesce(jsonb_agg(j.payload || jsonb_build_object('id', 'j' || j.position, 'recordedAt', ${instantSaid('j.recorded_at')}) ORDER BY j.position), '[]')
      FROM journal_entry j WHERE j.record_ref = r.ref AND j.kind = 'fact') AS facts,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('recordedAt', ${instantSaid('j.recorded_at')}, 'on', j.happened_on, 'duty', j.payload->>'duty', 'subject', j.payload->>'subject', 'occurrence', j.payload->>'occurrence', 'rung', j.payload->>'rung') ORDER BY j.position), '[]')
      FROM journal_entry j WHERE j.record_ref = r.ref AND j.kind = 'act' AND j.type = 'escalate') AS escalated,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('openedAt', ${instantSaid('t.opened_at')}, 'endedAt', ${instantSaid('t.done_at')}, 'actBy', t.act_by)), '[]')
      FROM task t WHERE t.record_ref = r.ref AND ${UNREACHED}) AS unreached,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('recordedAt', ${instantSaid('j.recorded_at')}, 'code', j.payload->>'duty', 'subject', j.payload->>'subject', 'cause', j.payload->>'cause',
        'takenBackAt', (SELECT ${instantSaid('min(b.recorded_at)')} FROM journal_entry b WHERE b.record_ref = j.record_ref AND b.kind = 'act' AND b.type = 'cause-taken-back' AND (b.payload->>'entry')::int = j.position))), '[]')
      FROM journal_entry j WHERE j.record_ref = r.ref AND j.kind = 'act' AND j.type = 'cause-recorded') AS causes
  FROM case_record r WHERE r.ref > $1 AND r.position > 0 AND ${IS_CASE} ORDER BY r.ref LIMIT $2`;

type People = Readonly<{ roles: ReadonlyMap<string, AdviserRole>; left: ReadonlyMap<string, IsoDate>; absences: readonly Absence[] }>;

/** What a report needs to know of people: the role of each adviser, the day each person left who has, and who was away when. */
async function peopleOf({ pool }: Pick<Database, 'pool'>): Promise<People> {
  const [advisers, staff, absences] = await Promise.all([
    pool.query<{ ref: string; role: AdviserRole }>('SELECT ref, role FROM adviser'),
    pool.query<{ ref: string; leftOn: IsoDate }>('SELECT ref, left_on AS "leftOn" FROM staff WHERE left_on IS NOT NULL'),
    pool.query<Absence>(`SELECT staff_ref AS staff, from_on AS "fromOn", to_on AS "toOn", cover_ref AS cover, ${instantSaid('set_at')} AS "setAt" FROM absence`),
  ]);
  return { roles: new Map(advisers.rows.map(({ ref, role }) => [ref, role])), left: new Map(staff.rows.map(({ ref, leftOn }) => [ref, leftOn])), absences: absences.rows };
}
