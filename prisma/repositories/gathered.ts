import type { GatheredCase, Scope } from '../../api/read-models.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { derive } from '../../domain/derive.js';
import type { Duty } from '../../domain/duty.js';
import type { Calendar, Settings } from '../../domain/settings.js';
import type { Database } from '../database.js';
import { factsOf } from './facts-of.js';
import { Parameters, visibleTo } from './visibility.js';
import { CHILD_NAME } from './work-list.js';

type Row = Omit<GatheredCase, 'lateAdvice'>;

/** Several records at once, as a step over all of them needs each: only those the scope holds, in the order of their references. */
export async function gathered({ pool }: Database, rules: Readonly<{ settings: Settings; calendar: Calendar }>, scope: Scope, refs: readonly string[], today: IsoDate): Promise<GatheredCase[]> {
  const parameters = new Parameters();
  const { rows } = await pool.query<Row>(
    `SELECT r.ref, ${CHILD_NAME} AS child, r.team_ref AS team, r.owner_ref AS owner, r.position AS entry, c.born_on AS "bornOn", c.sensory,
       c.forces_family AS "forcesFamily", CASE WHEN s.ref IS NULL THEN NULL ELSE jsonb_build_object('ref', s.ref, 'name', s.name, 'kind', s.kind) END AS setting,
       ${factsOf('r.ref')} AS facts
     FROM case_record r JOIN child c ON c.ref = r.child_ref LEFT JOIN setting s ON s.ref = c.setting_ref
     WHERE r.ref = ANY(${parameters.add(refs)}::text[]) AND ${visibleTo(scope, parameters)} ORDER BY r.ref`,
    parameters.values,
  );
  return rows.map((row) => ({ ...row, lateAdvice: derive(row.facts, today, rules.settings, rules.calendar).duties.filter(isLateAdvice).map(({ subject, occurrence }) => ({ adviser: subject ?? '', occurrence })) }));
}

const isLateAdvice = ({ code, doneOn, daysLate, stoppedOn, outcome }: Duty): boolean => code === 'give-advice' && doneOn === null && stoppedOn === null && outcome !== 'not-owed' && daysLate > 0;
