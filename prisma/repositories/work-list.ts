import type { NextDuty, Page, Scope, WorkListQuery, WorkListRow } from '../../api/read-models.js';
import { isIsoDate, type IsoDate } from '../../domain/dates/iso-date.js';
import { yearGroup } from '../../domain/dates/school-year.js';
import type { Fact } from '../../domain/facts/fact.js';
import type { Stage } from '../../domain/stages.js';
import { waitsOf, waitsUnrefused, type Waits } from '../../domain/waits.js';
import type { Database } from '../database.js';
import { cursorOf, keyOf, pageOf, UnreadableCursor } from './cursor.js';
import { heldBy, IS_ASSESSMENT, Parameters, visibleTo } from './visibility.js';

type Row = Omit<NextDuty, 'code'> &
  Waited &
  Readonly<{
    ref: string; childRef: string; childName: string; bornOn: IsoDate; stage: Stage | null; ownerRef: string | null; ownerName: string | null;
    team: string; nextActBy: IsoDate | null; code: NextDuty['code'] | null; countLate: number; entry: number;
  }>;

/** What a record's waits are worked out from: three days, or where it was ever refused, its facts. */
type Waited = Readonly<{ receivedOn: IsoDate | null; finalOn: IsoDate | null; leftOn: IsoDate | null; ownedSince: IsoDate | null; refusedFacts: Fact[] | null }>;

/** The name a child (`c`) is known by, in SQL. */
export const CHILD_NAME = `c.given_name || ' ' || c.family_name`;
const NEVER = 'infinity'; // a record with nothing to act on comes last
/** Of index `journal_entry_refusal`, word for word: few records have one, and of those the facts themselves are read. */
const IS_REFUSAL = `(j.type IN ('assessment-refused', 'issue-refused') OR (j.payload->'replacement'->>'type') IN ('assessment-refused', 'issue-refused'))`;

/** Columns of `Waited`, of a record (`r`). */
const WAITED = `r.received_on AS "receivedOn", (r.progress->>'finalOn')::date AS "finalOn", (r.progress->'ended'->>'on')::date AS "leftOn",
      CASE WHEN r.owner_ref IS NULL THEN NULL ELSE r.owned_since END AS "ownedSince",
      CASE WHEN EXISTS (SELECT FROM journal_entry j WHERE j.record_ref = r.ref AND ${IS_REFUSAL}) THEN (
        SELECT jsonb_agg(f.payload || jsonb_build_object('id', 'j' || f.position) ORDER BY f.position) FROM journal_entry f
        WHERE f.record_ref = r.ref AND f.kind = 'fact') END AS "refusedFacts"`;

/** Statutory duties of the authority that are overdue and undone, of a record (`r`) on a day. */
const countLate = (day: string): string => `CASE WHEN r.first_due_on < ${day} THEN (
        SELECT count(*)::int FROM duty l WHERE l.record_ref = r.ref AND l.recorded_to IS NULL AND l.due_on < ${day} AND l.done_on IS NULL
          AND l.settled IS NULL AND l.stopped_on IS NULL AND l.shape = 'deadline' AND l.kind = 'statutory' AND l.held_by = 'authority')
        ELSE 0 END`;

/** One statement, whatever the filters: the next duty and how it stands are on the row. @throws UnreadableCursor */
export async function workList({ pool }: Database, scope: Scope, query: WorkListQuery): Promise<Page<WorkListRow>> {
  const { text, values, name } = statement(scope, query);
  const { rows } = await pool.query<Row>({ name, text, values });
  return pageOf(rows, query.limit, (row) => item(row, query.today), ({ nextActBy, ref }) => cursorOf(nextActBy ?? NEVER, ref));
}

function statement(scope: Scope, query: WorkListQuery) {
  const parameters = new Parameters();
  const day = `${parameters.add(query.today)}::date`;
  const { filters, conditions } = narrowed(scope, query, parameters, day);
  const text = `
    SELECT r.ref, c.ref AS "childRef", ${CHILD_NAME} AS "childName", c.born_on AS "bornOn", r.stage, o.ref AS "ownerRef", o.name AS "ownerName",
      r.team_ref AS team, r.next_act_by AS "nextActBy", r.position AS entry, ${WAITED},
      d.code, d.subject, d.occurrence, d.kind, d.due_on AS "dueOn", d.act_by AS "actBy", d.law, d.reasoning->'because' AS because,
      duty_outcome(d, ${day}) AS outcome, duty_days_late(d, ${day}) AS "daysLate", coalesce(a.name, s.name) AS "subjectName",
      ${countLate(day)} AS "countLate"
    FROM case_record r
    JOIN child c ON c.ref = r.child_ref
    LEFT JOIN staff o ON o.ref = r.owner_ref
    LEFT JOIN duty d ON d.id = r.next_duty_id
    LEFT JOIN adviser a ON a.ref = d.subject
    LEFT JOIN setting s ON s.ref = d.subject
    WHERE ${[visibleTo(scope, parameters), 'r.position > 0', ...conditions].join(' AND ')}
    ORDER BY coalesce(r.next_act_by, '${NEVER}'), r.ref
    LIMIT ${parameters.add(query.limit + 1)}`;
  const reach = [...(scope.teams === 'all' ? ['all'] : []), ...(scope.owns ? ['owns'] : [])];
  return { name: ['work-list', ...reach, ...filters].join('-'), text, values: parameters.values };
}

/** @returns what the list is narrowed by, and the names of it: a statement of its own for each combination */
function narrowed(scope: Scope, query: WorkListQuery, parameters: Parameters, day: string): { filters: string[]; conditions: string[] } {
  const { cursor, mine = false, owner, actBy, late = false, stage, team, ended = false, search } = query;
  const { staff, covers = [] } = scope;
  const possible: readonly (readonly [string, boolean, () => string])[] = [
    ['assessments', search === undefined, () => IS_ASSESSMENT], // who looks for a child finds its plan as well
    [ended ? 'ended' : 'open', true, () => (ended ? 'r.outcome IS NOT NULL' : 'r.outcome IS NULL')],
    ['mine', mine, () => heldBy([staff, ...covers], parameters)],
    ['nobody', owner === 'nobody', () => 'r.owner_ref IS NULL'],
    ['owner', owner !== undefined && owner !== 'nobody', () => `r.owner_ref = ${parameters.add(owner)}`],
    ['by', actBy !== undefined, () => `r.next_act_by <= ${parameters.add(actBy)}::date`],
    ['late', late, () => `r.first_due_on < ${day}`],
    ['stage', stage !== undefined, () => `r.stage = ${parameters.add(stage)}`],
    ['team', team !== undefined, () => `r.team_ref = ${parameters.add(team)}`],
    ['search', search !== undefined && !isIsoDate(search), () => found(search ?? '', parameters)],
    ['born', search !== undefined && isIsoDate(search), () => `c.born_on = ${parameters.add(search)}::date`],
    ['after', cursor !== null, () => after(cursor ?? '', parameters)],
  ];
  const asked = possible.filter(([, isAsked]) => isAsked);
  return { filters: asked.map(([name]) => name), conditions: asked.map(([, , condition]) => condition()) };
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
  const { ref, childRef, childName, bornOn, stage, ownerRef, ownerName, team, receivedOn, countLate: late, entry, nextActBy: _order, finalOn, leftOn, ownedSince, refusedFacts, code, ...duty } = row;
  return {
    ref, stage, team, receivedOn, entry,
    countLate: late,
    child: { ref: childRef, name: childName },
    yearGroup: yearGroup(bornOn, today),
    owner: ownerRef === null || ownerName === null ? null : { ref: ownerRef, name: ownerName },
    next: code === null ? null : { code, ...duty },
    waits: waits({ receivedOn, finalOn, leftOn, ownedSince, refusedFacts }, today),
  };
}

/** Waits of a row; null before its request is recorded. */
function waits({ receivedOn, finalOn, leftOn, ownedSince, refusedFacts }: Waited, today: IsoDate): Waits | null {
  if (receivedOn === null) return null;
  if (refusedFacts !== null) return waitsOf(refusedFacts, ownedSince, today);
  const endedOn = finalOn !== null && leftOn !== null ? (finalOn < leftOn ? finalOn : leftOn) : (finalOn ?? leftOn);
  return waitsUnrefused({ startedOn: receivedOn, endedOn, ownedSince }, today);
}
