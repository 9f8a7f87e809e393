import type { ReviewEvent, ReviewQuery, ReviewReads, ReviewRow, TransferAhead, TransferRow, WithoutTransfer } from '../../api/review-models.js';
import type { Page, Scope } from '../../api/read-models.js';
import { addMonths, isIsoDate, type IsoDate } from '../../domain/dates/iso-date.js';
import { lastSafeMeeting } from '../../domain/law/life-of-plan.js';
import { ageLimit } from '../../domain/law/age-25.js';
import { nextStepOf, type ReviewDays } from '../../domain/review/next-step.js';
import { underFiveReview } from '../../domain/review/under-five.js';
import { yearGroup } from '../../domain/dates/school-year.js';
import type { SettingCalendar } from '../../domain/setting-calendar.js';
import type { Database } from '../database.js';
import { cursorOf, keyOf, pageOf, UnreadableCursor } from './cursor.js';
import { ENTRY_OF, reviewDaysOf, RUNS_FROM, TRANSFER } from './review-standing.js';
import { calendarOf } from './setting-dates.js';
import { heldBy, Parameters, visibleTo } from './visibility.js';
import { CHILD_NAME } from './work-list.js';

/** Reviews of plans: who must do what next, what is planned, who moves to another phase, what was held and decided. */
export const createReviews = (database: Database): ReviewReads => ({
  list: (scope, query) => list(database, scope, query),
  calendars: (settings) => calendars(database, settings),
  transfers: (scope, today, transferOn) => transfers(database, scope, today, transferOn),
  withoutTransfer: (scope, transferOn) => withoutTransfer(database, scope, transferOn),
  events: (scope, from, to) => events(database, scope, from, to),
});

type Transfer = Omit<TransferAhead, 'lastMeetingOn'>;
type Row = Omit<ReviewRow, 'yearGroup' | 'step' | 'stepBy' | 'transfer' | 'underFive' | 'age'> &
  Omit<ReviewDays, 'endsOn'> &
  Readonly<{ bornOn: IsoDate; /** Since when the twelve months run; of a plan that moved in, its transfer. */ reviewedOn: IsoDate | null; transfer: Transfer | null }>;

const named = (row: string): string => `CASE WHEN ${row}.ref IS NULL THEN NULL ELSE jsonb_build_object('ref', ${row}.ref, 'name', ${row}.name) END`;
const CHILD = `jsonb_build_object('ref', c.ref, 'name', ${CHILD_NAME})`;
const FROM = `case_record r JOIN child c ON c.ref = r.child_ref LEFT JOIN setting s ON s.ref = c.setting_ref LEFT JOIN staff o ON o.ref = r.owner_ref`;
const COLUMNS = `r.ref, ${CHILD} AS child, c.born_on AS "bornOn", ${named('s')} AS setting, ${named('o')} AS owner, r.team_ref AS team, r.position AS entry,
      v.complete_by AS "completeBy", v.meeting_on AS "meetingOn", v.held_on AS "heldOn", v.invite_by AS "inviteBy", v.papers_by AS "papersBy", v.report_by AS "reportBy",
      v.decide_by AS "decideBy", v.notice_by AS "noticeBy", v.final_by AS "finalBy", v.amend_by AS "amendBy",
      v.early_on AS "earlyAskedOn", v.reviewed_on AS "reviewedOn"`;
const visiblePlans = (scope: Scope, parameters: Parameters): string => `r.kind = 'plan' AND ${visibleTo(scope, parameters)}`;
/** A plan that goes on. */
const IN_FORCE = `r.position > 0 AND r.stage NOT IN ('ceased', 'ended')`;

/** What comes next is the domain's to say: all plans are read, then those asked for shown. @throws UnreadableCursor */
async function list({ pool }: Database, scope: Scope, query: ReviewQuery): Promise<Page<ReviewRow>> {
  const parameters = new Parameters();
  const plans = [visiblePlans(scope, parameters), IN_FORCE, ...plansOf(scope, query, parameters)].join(' AND ');
  const { rows } = await pool.query<Row>(
    `WITH ${reviewDaysOf(plans)} SELECT ${COLUMNS}, ${TRANSFER} AS transfer FROM stands v JOIN (${FROM}) ON r.ref = v.ref`,
    parameters.values,
  );
  const wanted = rows.flatMap((row) => owing(row, query.today)).filter(isAsked(query)).sort(bySoonest);
  const after = query.cursor === null ? 0 : firstAfter(wanted, query.cursor);
  return pageOf(wanted.slice(after, after + query.limit + 1), query.limit, (row) => row, ({ stepBy, ref }) => cursorOf(stepBy, ref));
}

/** A plan with what comes next; none where nothing does. */
function owing(row: Row, today: IsoDate): ReviewRow[] {
  const next = nextOf(row, today);
  return next === null ? [] : [{ ...shown(row, today), transfer: row.transfer === null ? null : ahead(row.transfer), step: next.step, stepBy: next.by }];
}

const nextOf = (row: Row, today: IsoDate) => nextStepOf({ ...row, endsOn: ageLimit(row.bornOn).endsOn }, today);

/** What a row shows beside its step: the meeting that was held while something follows from it. */
function shown(row: Row, today: IsoDate) {
  const { ref, child, bornOn, setting, owner, team, entry, completeBy, meetingOn, heldOn, decideBy, noticeBy, finalBy, earlyAskedOn, reviewedOn } = row;
  const age = ageLimit(bornOn);
  return {
    ref, child, setting, owner, team, entry, completeBy, meetingOn, decideBy, earlyAskedOn,
    underFive: reviewedOn === null ? null : underFiveReview(bornOn, reviewedOn, today),
    age: today >= age.turns25On ? age : null,
    heldOn: (decideBy ?? noticeBy ?? finalBy) === null ? null : heldOn,
    yearGroup: yearGroup(bornOn, today),
  };
}

const ahead = (transfer: Transfer): TransferAhead => ({ ...transfer, lastMeetingOn: lastSafeMeeting(transfer.amendBy) });

const keyed = ({ stepBy, ref }: Pick<ReviewRow, 'stepBy' | 'ref'>): string => `${stepBy} ${ref}`;
const bySoonest = (a: ReviewRow, b: ReviewRow): number => (keyed(a) < keyed(b) ? -1 : 1);

function firstAfter(rows: readonly ReviewRow[], cursor: string): number {
  const [stepBy = '', ref = ''] = keyOf(cursor, 2);
  if (!isIsoDate(stepBy)) throw new UnreadableCursor();
  const at = rows.findIndex((row) => keyed(row) > keyed({ stepBy, ref }));
  return at === -1 ? rows.length : at;
}

const isAsked = ({ step, late = false, today }: ReviewQuery) => (row: ReviewRow): boolean => (step === undefined || row.step === step) && (!late || row.stepBy < today);

/** Conditions on the plan itself. */
function plansOf({ staff, covers = [] }: Scope, { mine = false, owner, setting, refs }: ReviewQuery, parameters: Parameters): string[] {
  return [
    ...(mine ? [heldBy([staff, ...covers], parameters)] : []),
    ...(owner === undefined ? [] : [owner === 'nobody' ? 'r.owner_ref IS NULL' : `r.owner_ref = ${parameters.add(owner)}`]),
    ...(setting === undefined ? [] : [childsSetting(setting, parameters)]),
    ...(refs === undefined ? [] : [`r.ref = ANY(${parameters.add(refs)}::text[])`]),
  ];
}

/** SQL of where the child is. */
const childsSetting = (setting: string, parameters: Parameters): string => {
  const is = setting === 'none' ? 'IS NULL' : `= ${parameters.add(setting)}`;
  return `EXISTS (SELECT 1 FROM child k WHERE k.ref = r.child_ref AND k.setting_ref ${is})`;
};

async function calendars({ pool }: Database, settings: readonly string[]): Promise<ReadonlyMap<string, SettingCalendar>> {
  const { rows } = await pool.query<{ ref: string; calendar: SettingCalendar }>(
    `SELECT s.ref, ${calendarOf('s.ref')} AS calendar FROM setting s WHERE s.ref = ANY($1::text[]) AND EXISTS (SELECT FROM setting_dates x WHERE x.setting_ref = s.ref)`,
    [settings],
  );
  return new Map(rows.map(({ ref, calendar }) => [ref, calendar]));
}

/** SQL of a WITH list: plans whose transfer on a day is recorded (`$`), each with its line and when it was met. */
const movesOn = (plans: string, transferOn: string): string => `
    moves AS MATERIALIZED (
      SELECT DISTINCT ON (r.ref) r.ref, d.due_on, d.done_on, coalesce(j.payload->'replacement'->>'kind', j.payload->>'kind') AS kind
      FROM case_record r JOIN duty d ON d.record_ref = r.ref AND d.recorded_to IS NULL AND d.code = 'amend-for-phase-transfer' AND d.stopped_on IS NULL
      JOIN journal_entry j ON j.record_ref = d.record_ref AND j.position = ${ENTRY_OF}
      WHERE ${plans} AND coalesce(j.payload->'replacement'->>'transferOn', j.payload->>'transferOn') = ${transferOn}
      ORDER BY r.ref, d.due_on, d.occurrence)`;

async function transfers({ pool }: Database, scope: Scope, today: IsoDate, transferOn: IsoDate): Promise<readonly TransferRow[]> {
  const parameters = new Parameters();
  const on = parameters.add(transferOn);
  const plans = `${visiblePlans(scope, parameters)} AND ${IN_FORCE}`;
  const { rows } = await pool.query<Row & Readonly<{ doneOn: IsoDate | null; transfer: Transfer }>>(
    `WITH ${movesOn(plans, on)}, ${reviewDaysOf('r.ref IN (SELECT ref FROM moves)')}
     SELECT ${COLUMNS}, m.done_on AS "doneOn", jsonb_build_object('kind', m.kind, 'transferOn', ${on}::text, 'amendBy', m.due_on) AS transfer
     FROM moves m JOIN stands v ON v.ref = m.ref JOIN (${FROM}) ON r.ref = m.ref`,
    parameters.values,
  );
  const moving = rows.map((row): TransferRow => {
    const next = nextOf(row, today);
    return { ...shown(row, today), doneOn: row.doneOn, transfer: ahead(row.transfer), step: next?.step ?? null, stepBy: next?.by ?? null };
  });
  const order = ({ doneOn, transfer, stepBy, ref }: TransferRow): string => [doneOn === null ? 0 : 1, transfer.amendBy, stepBy ?? '9999', ref].join(' ');
  return moving.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** Children who turn three to twenty in the school year before: nobody else moves between phases. */
async function withoutTransfer({ pool }: Database, scope: Scope, transferOn: IsoDate): Promise<readonly WithoutTransfer[]> {
  const parameters = new Parameters();
  const on = parameters.add(transferOn);
  const plans = `${visiblePlans(scope, parameters)} AND ${IN_FORCE}`;
  const [oldest, youngest] = [addMonths(transferOn, -12 * 20), addMonths(transferOn, -12 * 3)];
  const { rows } = await pool.query<WithoutTransfer>(
    `WITH ${movesOn(plans, on)}
     SELECT r.ref, ${CHILD} AS child, c.born_on AS "bornOn", ${named('s')} AS setting, ${named('o')} AS owner, r.position AS entry,
       CASE WHEN s.ref IS NULL THEN NULL ELSE jsonb_build_object('kind', s.kind, 'phase', s.phase, 'highAge', s.high_age) END AS attends
     FROM ${FROM} WHERE ${plans} AND r.ref NOT IN (SELECT ref FROM moves) AND c.born_on BETWEEN ${parameters.add(oldest)}::date AND ${parameters.add(youngest)}::date
     ORDER BY s.name, r.ref`,
    parameters.values,
  );
  return rows;
}

/** What happened in reviews, as their duties say. */
async function events({ pool }: Database, scope: Scope, from: IsoDate, to: IsoDate): Promise<readonly ReviewEvent[]> {
  const parameters = new Parameters();
  const span = `BETWEEN ${parameters.add(from)}::date AND ${parameters.add(to)}::date`;
  const { rows } = await pool.query<ReviewEvent>(
    `WITH own AS MATERIALIZED (
       SELECT r.ref, d.code, d.due_on, d.done_on, d.settled, CASE WHEN d.code = 'decide-after-review' THEN ${RUNS_FROM} END AS from_on
       FROM case_record r JOIN duty d ON d.record_ref = r.ref AND d.recorded_to IS NULL
         AND d.code IN ('complete-review', 'review-after-transfer', 'decide-after-review', 'issue-amended-plan') WHERE ${visiblePlans(scope, parameters)} AND r.position > 0),
     happened AS (
       SELECT ref, 'due' AS what, due_on AS "on" FROM own WHERE code IN ('complete-review', 'review-after-transfer') AND settled IS NULL
       UNION SELECT ref, 'held', from_on FROM own WHERE code = 'decide-after-review'
       UNION SELECT ref, 'decided', done_on FROM own WHERE code = 'decide-after-review' AND done_on IS NOT NULL
       UNION SELECT ref, 'final', done_on FROM own WHERE code = 'issue-amended-plan' AND done_on IS NOT NULL)
     SELECT e.ref, e.what, e."on", ${named('o')} AS owner, ${named('s')} AS setting FROM happened e JOIN (${FROM}) ON r.ref = e.ref
     WHERE e."on" ${span} ORDER BY e."on", e.ref, e.what`,
    parameters.values,
  );
  return rows;
}
