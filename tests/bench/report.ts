import { isoDate } from '../../domain/dates/iso-date.js';
import { DEFAULT_SETTINGS, normsOf } from '../../domain/settings.js';
import { cellOf, figuresOf } from '../../domain/weekly-report/figures.js';
import { openDatabase, type Database } from '../../prisma/database.js';
import { createReportItems } from '../../prisma/repositories/report-items.js';
import { freshDatabase } from '../support/resources.js';

/** `ms`: counting and figures, each run; `bare`: PostgreSQL reading the table of duties once, which no way of counting them avoids. */
export type ReportTimes = Readonly<{ plans: number; requests: number; duties: number; made: number; ms: readonly number[]; bare: number; counted: number; open: number; overdue: number }>;

const ON = isoDate('2026-11-22');
const RUNS = 5;

/** A caseload made in PostgreSQL by arithmetic: every plan in force with its last review and its next, a year of requests with seven advisers each. */
export async function benchReport(size: Readonly<{ plans: number; requests: number }>): Promise<ReportTimes> {
  const { url, drop } = await freshDatabase();
  const database = openDatabase(url);
  try {
    const began = performance.now();
    await settle(database, size);
    const made = performance.now() - began;
    const { rows } = await database.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM duty');
    const ms: number[] = [];
    let figures: ReturnType<typeof figuresOf> = [];
    let counted = 0;
    for (let run = 0; run < RUNS; run += 1) {
      const from = performance.now();
      const counts = await createReportItems(database).counted({ on: ON, norms: normsOf(DEFAULT_SETTINGS) });
      figures = figuresOf(counts, ON, normsOf(DEFAULT_SETTINGS));
      counted = counts.length;
      ms.push(performance.now() - from);
    }
    const from = performance.now();
    await database.pool.query('SELECT count(*), max(due_on), count(done_on) FROM duty');
    const value = (table: string, row: string, column: string): number => cellOf(figures, table, row, column)?.value ?? 0;
    return { ...size, duties: rows[0]?.n ?? 0, made, ms, bare: performance.now() - from, counted, open: value('stock', 'all', 'open'), overdue: value('reviews', 'complete-review', 'late') };
  } finally {
    await database.close();
    await drop();
  }
}

async function settle({ pool }: Database, { plans, requests }: Readonly<{ plans: number; requests: number }>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`SET session_replication_role = replica`); // rows of our own making: no reference of theirs need be looked up
    for (const statement of statements(plans, requests)) await client.query(statement);
    await client.query('VACUUM ANALYZE');
  } finally {
    await client.query('RESET session_replication_role');
    client.release();
  }
}

const day = (days: string): string => `(DATE '${ON}' + (${days})::int)`;
const at = (days: string): string => `(${day(days)}::timestamp + interval '12 hours')`;
const because = (days: string): string => `jsonb_build_object('because', jsonb_build_array(jsonb_build_object('fact', 'x', 'on', ${day(days)}, 'rule', 'so many weeks from the day', 'gives', ${day(days)})), 'alsoCounted', '[]'::jsonb, 'exceptions', '[]'::jsonb)`;

/** @param values code, subject, due, done and began in days from the report's, and who owes it, of each `n` of `many` */
function duties(ref: string, many: number, values: readonly Readonly<{ code: string; subject?: string; due: string; done?: string; began: string; by?: string; when?: string; until?: string }>[]): string[] {
  return values.map(({ code, subject = 'NULL', due, done = 'NULL', began, by = 'authority', when = 'true', until = 'NULL' }, index) => `
    INSERT INTO duty (record_ref, code, subject, occurrence, shape, kind, held_by, began_on, due_on, act_by, done_on, excused_days, law, reasoning, content_hash, recorded_from, recorded_to)
    SELECT '${ref}' || n, '${code}', ${subject}, 'j${index + 1}', 'deadline', 'statutory', '${by}', ${day(began)}, ${day(due)}, ${day(due)}, CASE WHEN (${done}) <= 0 THEN ${day(`coalesce(${done}, 0)`)} END, 0,
      'SEND Regulations 2014', ${because(began)}, md5('${code}' || n), ${at(`least(${began}, -1)`)}, ${until === 'NULL' ? 'NULL' : at(until)}
    FROM generate_series(1, ${many}) n WHERE ${when}`);
}

function statements(plans: number, requests: number): string[] {
  const [staff, advisers] = [Math.ceil(plans / 200), 700];
  const received = `-(n % 365)`;
  const isDone = `(n % 365) > 100 + n % 90`;
  const doneOn = `-(n % 365) + 100 + n % 90`;
  const sent = `-((n * 7) % 330) - 1`; // the last review's decision, in days from the report's
  return [
    `INSERT INTO team (ref, name) VALUES ('T-1', 'All')`,
    `INSERT INTO staff (ref, name, account) SELECT 'S-' || n, 'Officer ' || n, 'officer' || n FROM generate_series(1, ${staff}) n`,
    `INSERT INTO adviser (ref, name, role) SELECT 'V-' || n, 'Adviser ' || n, (ARRAY['parent', 'head-teacher', 'health', 'educational-psychology', 'social-care', 'health', 'other'])[1 + n % 7] FROM generate_series(1, ${advisers}) n`,
    `INSERT INTO child (ref, given_name, family_name, born_on) VALUES ('C-1', 'Testchild', 'Invented', '2015-01-01')`,
    `INSERT INTO case_record (ref, kind, child_ref, team_ref, owner_ref, opened_at, position, head_hash, recorded_at, stage) SELECT 'P-' || n, 'plan', 'C-1', 'T-1', 'S-' || (1 + n % ${staff}), ${at('-700')}, 3, md5('P' || n), ${at(sent)}, 'maintaining' FROM generate_series(1, ${plans}) n`,
    `INSERT INTO case_record (ref, kind, child_ref, team_ref, owner_ref, opened_at, position, head_hash, recorded_at, received_on, stage) SELECT 'A-' || n, 'assessment', 'C-1', 'T-1', 'S-' || (1 + n % ${staff}), ${at(received)}, 8, md5('A' || n), ${at(received)}, ${day(received)}, 'assessing' FROM generate_series(1, ${requests}) n`,
    `INSERT INTO standing (record_ref, recorded_from, recorded_to, stage, owner_ref) SELECT 'P-' || n, ${at(`${sent} - 30`)}, ${at(sent)}, 'reviewing', 'S-' || (1 + n % ${staff}) FROM generate_series(1, ${plans}) n`,
    `INSERT INTO standing (record_ref, recorded_from, stage, owner_ref) SELECT 'P-' || n, ${at(sent)}, 'maintaining', 'S-' || (1 + n % ${staff}) FROM generate_series(1, ${plans}) n`,
    `INSERT INTO standing (record_ref, recorded_from, recorded_to, stage, owner_ref, received_on) SELECT 'A-' || n, ${at(received)}, CASE WHEN ${isDone} THEN ${at(doneOn)} END, (ARRAY['considering', 'assessing', 'drafting', 'deciding-to-issue'])[1 + n % 4], 'S-' || (1 + n % ${staff}), ${day(received)} FROM generate_series(1, ${requests}) n`,
    `INSERT INTO standing (record_ref, recorded_from, stage, owner_ref, received_on) SELECT 'A-' || n, ${at(doneOn)}, (ARRAY['finished', 'finished', 'refused', 'ended'])[1 + n % 4], 'S-' || (1 + n % ${staff}), ${day(received)} FROM generate_series(1, ${requests}) n WHERE ${isDone}`,
    ...duties('P-', plans, [
      { code: 'complete-review', due: `${sent} + 365 - (CASE WHEN n % 4 = 0 THEN 300 ELSE 0 END)`, began: sent },
      { code: 'complete-review', due: `${sent} + 20 - n % 60`, done: sent, began: `${sent} - 365` },
      { code: 'complete-review', due: `${sent} + 20 - n % 60`, began: `${sent} - 365`, until: sent }, // as it was believed before
      { code: 'send-review-report', due: `${sent} - 20`, done: `${sent} - 25 + n % 10`, began: `${sent} - 34`, by: 'setting' },
      { code: 'decide-after-review', due: `${sent} - 6`, done: sent, began: `${sent} - 34` },
      { code: 'issue-amended-plan', due: `${sent} + 50`, done: `${sent} + 40 + n % 30`, began: `${sent} - 34`, when: 'n % 3 = 0' },
      { code: 'amend-for-phase-transfer', due: '85', began: '-60', when: 'n % 12 = 0' },
    ]),
    ...duties('A-', requests, [
      { code: 'decide-to-assess', due: `${received} + 42`, done: `${received} + 35 + n % 14`, began: received },
      { code: 'decide-to-issue', due: `${received} + 112`, done: `${received} + 100 + n % 60`, began: received },
      { code: 'issue-final-plan', due: `${received} + 140`, done: doneOn, began: received },
      ...[0, 1, 2, 3, 4, 5, 6].map((i) => ({ code: 'give-advice', subject: `'V-' || (1 + (n * 7 + ${i}) % ${advisers})`, due: `${received} + 84`, done: `${received} + 60 + (n * ${i + 3}) % 70`, began: `${received} + 42`, by: 'adviser' })),
    ]),
    `INSERT INTO journal_entry (record_ref, position, kind, type, happened_on, payload, actor, recorded_at, previous_hash, hash)
     SELECT 'P-' || n, p, 'fact', 'review-decision-sent', ${day(sent)}, '{"type": "review-decision-sent"}', 'S-1', ${at(`${sent} - 30 * (3 - p)`)}, '', md5(n || '/' || p) FROM generate_series(1, ${plans}) n, generate_series(1, 3) p`,
    `INSERT INTO journal_entry (record_ref, position, kind, type, happened_on, payload, actor, recorded_at, previous_hash, hash)
     SELECT 'A-' || n, p, 'fact', 'advice-received', ${day(received)}, '{"type": "advice-received"}', 'S-1', ${at(`least(0, ${received} + 14 * (p - 1))`)}, '', md5(n || '/' || p) FROM generate_series(1, ${requests}) n, generate_series(1, 8) p`,
  ];
}
