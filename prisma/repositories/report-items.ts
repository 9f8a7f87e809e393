import { BLOCKS, CAME_DUE, COUNTED_WHEN_DONE, DAYS_APART, WEEKS_APART, type Block, type Counted, type Item } from '../../domain/weekly-report/items.js';
import { literal, literals } from './literals.js';
import type { Scope } from '../../api/read-models.js';
import type { Reported } from '../../api/report-models.js';
import { inLanes } from '../../api/in-lanes.js';
import { inTransaction, type Statements } from '../database.js';
import { believed, dayInEngland, midnightAfter, WAITS } from './conditions.js';
import { isInForce, isOpenAssessment, stageOn } from './live-records.js';
import { silentSql } from './silent-items.js';
import { IS_ASSESSMENT, IS_CASE } from './visibility.js';

/** Two statements of a whole country's size fill two cores, the longest of them first, and need room to join in memory. */
const AT_ONCE = 2;
const LONGEST_FIRST: readonly Block[] = ['done', 'load', 'owed', 'silent'];
const ROOM = `SET LOCAL work_mem = '128MB'`;

/** The items of a report's blocks by SQL, over duties and standings as they were believed; `domain/weekly-report` counts the same from the journal. */
export const createReportItems = ({ pool }: Statements) => ({
  /** Every block of a day, counted by all but its records. */
  counted: async (reported: Reported): Promise<Counted[]> => {
    const counts = new Map<Block, readonly Counted[]>();
    await inLanes([...new Set([...LONGEST_FIRST, ...BLOCKS])], AT_ONCE, async (block) => {
      const rows = await inTransaction(pool, async (tx) => {
        await tx.query(ROOM);
        return (await tx.query<Counted>(countedSql(block, reported))).rows;
      });
      counts.set(block, rows);
    });
    return BLOCKS.flatMap((block) => counts.get(block) ?? []);
  },
  /** The items of one block, each with its record. */
  items: async (block: Block, reported: Reported): Promise<Item[]> => (await pool.query<Item>(itemsSql(block, reported))).rows,
  itemsOf: async (block: Block, reported: Reported, refs: readonly string[]): Promise<Item[]> => (await pool.query<Item>(`${itemsSql(block, reported)} WHERE i.ref = ANY($1::text[])`, [refs])).rows,
  longestOpen: async (reported: Reported, teams: Scope['teams'], most: number): Promise<Item[]> =>
    (await pool.query<Item>(`${itemsSql('open', reported)} WHERE $1::text[] IS NULL OR i.team = ANY($1::text[]) ORDER BY i.days DESC, i.ref LIMIT $2`, [teams === 'all' ? null : teams, most])).rows,
});

type Sql = Readonly<{ columns: readonly string[]; from: (reported: Reported) => string }>;

/** `$1`-free: days and codes of our own, checked before they are written into the statement, so that its plan fits them. */
const on = ({ on: day }: Pick<Reported, 'on'>): string => `DATE '${literal(day)}'`;
const firstOfYear = ({ on: day }: Pick<Reported, 'on'>): string => `DATE '${literal(day).slice(0, 4)}-01-01'`;

const DEADLINE_OWED = `d.shape = 'deadline' AND ${WAITS}`;
const excusedDays = (day: string): string => `CASE WHEN ${day} >= d.excusing_from THEN d.excusing_days + (${day} - d.excusing_from) ELSE d.excused_days END`;
/** Of advice, whose it is. */
const ADVISER = `LEFT JOIN adviser a ON d.code = 'give-advice' AND a.ref = d.subject`;
const countedDone = (reported: Reported): string =>
  `d.shape = 'deadline' AND d.code IN (${literals(COUNTED_WHEN_DONE)}) AND d.settled IS NULL AND d.stopped_on IS NULL AND d.done_on <= ${on(reported)} AND d.done_on >= least(${firstOfYear(reported)}, ${on(reported)} - ${DAYS_APART - 1})`;
const weeksBefore = (what: string, day: string): string => `least(${WEEKS_APART}, (${day} - ${what}) / 7)`;

/** Of a final plan of the last twelve weeks. */
const stoodBefore = (day: string): string => `CASE WHEN d.code = 'issue-final-plan' AND d.done_on > ${day} - ${DAYS_APART} THEN
          CASE WHEN ${day} - coalesce(d.began_on, d.done_on) > ${CAME_DUE.to} THEN 'already-late' WHEN ${day} - coalesce(d.began_on, d.done_on) >= ${CAME_DUE.from} THEN 'came-due' END END`;

const SQL: Readonly<Record<Block, Sql>> = {
  open: {
    columns: ['stage', 'days'],
    from: (reported) => `SELECT r.ref, r.team_ref AS team, NULL::text AS subject, ${stageOn(on(reported))} AS stage, greatest(0, ${on(reported)} - s.received_on) AS days
      FROM standing s JOIN case_record r ON r.ref = s.record_ref WHERE ${believed('s', on(reported))} AND ${isOpenAssessment} AND s.received_on IS NOT NULL`,
  },
  flow: { columns: ['way'], from: flowSql },
  owed: {
    columns: ['code', 'role', 'kind', 'days', 'excused'],
    from: (reported) => `SELECT r.ref, r.team_ref AS team, d.subject, d.code, a.role, d.kind, ${on(reported)} - d.due_on AS days,
        ${on(reported)} > d.due_on AND ${excusedDays(on(reported))} >= ${on(reported)} - d.due_on AS excused
      FROM duty d JOIN case_record r ON r.ref = d.record_ref ${ADVISER} WHERE ${believed('d', on(reported))} AND ${IS_CASE} AND ${DEADLINE_OWED}`,
  },
  done: {
    columns: ['code', 'role', 'week', 'inYear', 'outcome', 'took', 'excepted', 'stood'],
    from: (reported) => `SELECT r.ref, r.team_ref AS team, d.subject, d.code, a.role, ${weeksBefore('d.done_on', on(reported))} AS week,
        d.done_on >= ${firstOfYear(reported)} AS "inYear",
        CASE WHEN d.done_on <= d.due_on THEN 'in-time' WHEN ${excusedDays(on(reported))} >= d.done_on - d.due_on THEN 'late-excused' ELSE 'late' END AS outcome,
        greatest(0, d.done_on - coalesce(d.began_on, d.done_on)) AS took, d.code = 'issue-final-plan' AND d.excepted = 2 AS excepted, ${stoodBefore(on(reported))} AS stood
      FROM duty d JOIN case_record r ON r.ref = d.record_ref ${ADVISER}
      WHERE ${believed('d', on(reported))} AND ${countedDone(reported)}`,
  },
  held: {
    columns: ['week'],
    from: (reported) => `SELECT r.ref, r.team_ref AS team, NULL::text AS subject, ${weeksBefore('d.began_on', on(reported))} AS week
      FROM duty d JOIN case_record r ON r.ref = d.record_ref
      WHERE ${believed('d', on(reported))} AND d.code = 'decide-after-review' AND d.due_on > ${on(reported)} - ${DAYS_APART} AND d.began_on <= ${on(reported)} AND d.began_on > ${on(reported)} - ${DAYS_APART}`,
  },
  load: {
    columns: ['owner', 'process', 'stage', 'late'],
    from: (reported) => `SELECT r.ref, r.team_ref AS team, NULL::text AS subject, s.owner_ref AS owner, CASE WHEN r.kind = 'plan' THEN 'plan' ELSE 'assessment' END AS process,
        ${stageOn(on(reported))} AS stage, b.record_ref IS NOT NULL AS late
      FROM standing s JOIN case_record r ON r.ref = s.record_ref
      LEFT JOIN (SELECT DISTINCT d.record_ref FROM duty d WHERE ${believed('d', on(reported))} AND ${DEADLINE_OWED} AND d.kind = 'statutory' AND d.held_by = 'authority' AND d.due_on < ${on(reported)}) b
        ON b.record_ref = s.record_ref
      WHERE ${believed('s', on(reported))} AND (${isOpenAssessment} OR ${isInForce})`,
  },
  exception: {
    columns: ['code', 'ground', 'qualifies'],
    from: (reported) => `SELECT r.ref, r.team_ref AS team, d.subject, d.code, x.ground, x.qualifies
      FROM duty d JOIN case_record r ON r.ref = d.record_ref CROSS JOIN LATERAL jsonb_to_recordset(d.reasoning->'exceptions') AS x(ground text, qualifies boolean)
      WHERE ${believed('d', on(reported))} AND d.excepted > 0 AND (${DEADLINE_OWED} OR (${countedDone(reported)}))`,
  },
  silent: { columns: ['reason', 'stage', 'days', 'first'], from: (reported) => silentSql(on(reported), reported.norms) },
  cause: {
    columns: ['code', 'cause', 'week'],
    from: (reported) => `SELECT r.ref, r.team_ref AS team, j.payload->>'subject' AS subject, j.payload->>'duty' AS code, j.payload->>'cause' AS cause,
        ${weeksBefore(dayInEngland('j.recorded_at'), on(reported))} AS week
      FROM journal_entry j JOIN case_record r ON r.ref = j.record_ref
      WHERE j.kind = 'act' AND j.type = 'cause-recorded' AND j.recorded_at < ${midnightAfter(on(reported))} AND j.recorded_at >= ${midnightAfter(`(${on(reported)} - ${DAYS_APART})`)}
        AND NOT EXISTS (SELECT FROM journal_entry b WHERE b.record_ref = j.record_ref AND b.kind = 'act' AND b.type = 'cause-taken-back'
          AND b.recorded_at < ${midnightAfter(on(reported))} AND (b.payload->>'entry')::int = j.position)`,
  },
};

/** Day by day, so that opening and closing always meet: how each record that changed in the week stood at eight midnights. */
function flowSql(reported: Reported): string {
  const day = on(reported);
  return `SELECT ref, team, NULL::text AS subject,
      CASE WHEN open AND existed THEN 'reopened' WHEN open AND imported_on = "on" THEN 'brought-in' WHEN open THEN 'new'
        WHEN stage = 'finished' THEN 'plan-issued' WHEN stage = 'refused' THEN 'refused' ELSE 'withdrawn' END AS way
    FROM (
      SELECT r.ref, r.team_ref AS team, r.imported_on, g.day AS "on", s.stage, coalesce(${isOpenAssessment} AND s.received_on IS NOT NULL, false) AS open,
        lag(coalesce(${isOpenAssessment} AND s.received_on IS NOT NULL, false)) OVER days AS was, lag(s.record_ref IS NOT NULL) OVER days AS existed
      FROM (SELECT DISTINCT record_ref FROM standing WHERE recorded_from >= ${midnightAfter(`(${day} - 7)`)} AND recorded_from < ${midnightAfter(day)}) c
      JOIN case_record r ON r.ref = c.record_ref AND ${IS_ASSESSMENT}
      CROSS JOIN (SELECT (${day} - 7 + n) AS day FROM generate_series(0, 7) n) g
      LEFT JOIN standing s ON s.record_ref = r.ref AND ${believed('s', 'g.day')}
      WINDOW days AS (PARTITION BY r.ref ORDER BY g.day)) w
    WHERE open <> was`;
}

function itemsSql(block: Block, reported: Reported): string {
  const { from } = SQL[block];
  return `SELECT '${block}' AS block, i.* FROM (${from(reported)}) i`;
}

function countedSql(block: Block, reported: Reported): string {
  const { columns, from } = SQL[block];
  const names = ['team', ...columns].map((name) => `i."${name}"`).join(', ');
  return `SELECT '${block}' AS block, ${names}, count(*)::int AS n FROM (${from(reported)}) i GROUP BY ${names}`;
}
