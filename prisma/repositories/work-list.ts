import type { NextDuty, Page, Scope, WorkListQuery, WorkListRow } from '../../api/read-models.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { schoolYear } from '../../domain/dates/london.js';
import type { Stage } from '../../domain/next-steps.js';
import { daysWaited } from '../../domain/waits.js';
import type { Database } from '../database.js';
import { cursorOf, keyOf, pageOf, UnreadableCursor } from './cursor.js';
import { Parameters, visibleTo } from './visibility.js';

type Row = Omit<NextDuty, 'code'> &
  Readonly<{
    ref: string; childRef: string; childName: string; bornOn: IsoDate; stage: Stage | null; ownerRef: string | null; ownerName: string | null;
    team: string; receivedOn: IsoDate | null; nextActBy: IsoDate | null; code: NextDuty['code'] | null; countLate: number;
  }>;

/** The name a child (`c`) is known by, in SQL. */
export const CHILD_NAME = `c.given_name || ' ' || c.family_name`;
const NEVER = 'infinity'; // a record with nothing to act on comes last

/** One statement, whatever the filters: the next duty and how it stands are on the row. @throws UnreadableCursor */
export async function workList({ pool }: Database, scope: Scope, query: WorkListQuery): Promise<Page<WorkListRow>> {
  const { text, values, name } = statement(scope, query);
  const { rows } = await pool.query<Row>({ name, text, values });
  return pageOf(rows, query.limit, (row) => item(row, query.today), ({ nextActBy, ref }) => cursorOf(nextActBy ?? NEVER, ref));
}

function statement(scope: Scope, { today, cursor, limit, mine, late, stage, team, ended, search }: WorkListQuery) {
  const parameters = new Parameters();
  const day = `${parameters.add(today)}::date`;
  const conditions = [
    visibleTo(scope, parameters),
    'r.position > 0',
    ended ? 'r.outcome IS NOT NULL' : 'r.outcome IS NULL',
    ...(mine ? [`r.owner_ref = ${parameters.add(scope.staff)}`] : []),
    ...(late ? [`r.first_due_on < ${day}`] : []),
    ...(stage === undefined ? [] : [`r.stage = ${parameters.add(stage)}`]),
    ...(team === undefined ? [] : [`r.team_ref = ${parameters.add(team)}`]),
    ...(search === undefined ? [] : [found(search, parameters)]),
    ...(cursor === null ? [] : [after(cursor, parameters)]),
  ];
  const text = `
    SELECT r.ref, c.ref AS "childRef", ${CHILD_NAME} AS "childName", c.born_on AS "bornOn", r.stage, o.ref AS "ownerRef", o.name AS "ownerName",
      r.team_ref AS team, r.received_on AS "receivedOn", r.next_act_by AS "nextActBy",
      d.code, d.subject, d.occurrence, d.kind, d.due_on AS "dueOn", d.act_by AS "actBy", d.law, d.reasoning->'because' AS because,
      duty_outcome(d, ${day}) AS outcome, duty_days_late(d, ${day}) AS "daysLate", coalesce(a.name, s.name) AS "subjectName",
      CASE WHEN r.first_due_on < ${day} THEN (
        SELECT count(*)::int FROM duty l WHERE l.record_ref = r.ref AND l.recorded_to IS NULL AND l.due_on < ${day} AND l.done_on IS NULL
          AND l.settled IS NULL AND l.stopped_on IS NULL AND l.shape = 'deadline' AND l.kind = 'statutory' AND l.held_by = 'authority')
        ELSE 0 END AS "countLate"
    FROM case_record r
    JOIN child c ON c.ref = r.child_ref
    LEFT JOIN staff o ON o.ref = r.owner_ref
    LEFT JOIN duty d ON d.id = r.next_duty_id
    LEFT JOIN adviser a ON a.ref = d.subject
    LEFT JOIN setting s ON s.ref = d.subject
    WHERE ${conditions.join(' AND ')}
    ORDER BY coalesce(r.next_act_by, '${NEVER}'), r.ref
    LIMIT ${parameters.add(limit + 1)}`;
  const asked = { all: scope.teams === 'all', owns: scope.owns, mine, late, stage: stage !== undefined, team: team !== undefined, ended, search: search !== undefined, cursor: cursor !== null };
  const name = ['work-list', ...Object.entries(asked).flatMap(([filter, isOn]) => (isOn ? [filter] : []))].join('-');
  return { name, text, values: parameters.values };
}

function after(cursor: string, parameters: Parameters): string {
  const [actBy = '', ref = ''] = keyOf(cursor, 2);
  if (actBy !== NEVER && !/^\d{4}-\d{2}-\d{2}$/.test(actBy)) throw new UnreadableCursor();
  return `(coalesce(r.next_act_by, '${NEVER}'), r.ref) > (${parameters.add(actBy)}::date, ${parameters.add(ref)})`;
}

/** Part of the child's name, or the whole of a reference or unique pupil number. */
function found(search: string, parameters: Parameters): string {
  const whole = parameters.add(search);
  const part = parameters.add(`%${search.replace(/[\\%_]/g, '\\$&')}%`);
  return `(${CHILD_NAME} ILIKE ${part} OR r.ref = upper(${whole}) OR c.upn = upper(${whole}) OR c.council_reference = ${whole})`;
}

function item(row: Row, today: IsoDate): WorkListRow {
  const { ref, childRef, childName, bornOn, stage, ownerRef, ownerName, team, receivedOn, countLate, nextActBy: _order, code, ...duty } = row;
  return {
    ref, stage, team, countLate, receivedOn,
    child: { ref: childRef, name: childName },
    yearGroup: yearGroup(bornOn, today),
    owner: ownerRef === null || ownerName === null ? null : { ref: ownerRef, name: ownerName },
    next: code === null ? null : { code, ...duty },
    daysSinceRequest: receivedOn === null ? null : daysWaited(receivedOn, today),
  };
}

const YEARS_BEFORE_RECEPTION = 5; // a school year's children turn five in their reception year
const LAST_YEAR = 13;

/** National curriculum year on a day, Reception 0; null outside school age. Of most children: some are taught out of year. */
export function yearGroup(bornOn: IsoDate, today: IsoDate): number | null {
  const year = schoolYear(today) - schoolYear(bornOn) - YEARS_BEFORE_RECEPTION;
  return year >= 0 && year <= LAST_YEAR ? year : null;
}
