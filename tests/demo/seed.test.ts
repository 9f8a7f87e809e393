import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDemonstration, NotOurs, type Made } from '../../cli/demo/make.js';
import { published } from '../../cli/demo/published.js';
import { yearEndingOn } from '../../cli/demo/flows.js';
import { freezeDue } from '../../activities/weekly-report/freeze.js';
import { itemsFromJournal } from '../../activities/weekly-report/from-journal.js';
import { isoDate } from '../../domain/dates/iso-date.js';
import type { IsoWeek } from '../../domain/dates/iso-week.js';
import { DEFAULT_SETTINGS, NO_CALENDAR, normsOf } from '../../domain/settings.js';
import { cellOf, figuresOf } from '../../domain/weekly-report/figures.js';
import { BLOCKS, counted, keyOf, type Item } from '../../domain/weekly-report/items.js';
import { differencesOf } from '../../domain/weekly-report/verify.js';
import { openDatabase, type Database } from '../../prisma/database.js';
import { demonstration, settingsShown, showcases } from '../../prisma/repositories/demonstration.js';
import { countedFeedback } from '../../api/use-cases/feedback.js';
import { mayFinalise } from '../../api/use-cases/plan-gate.js';
import { goodPractice } from '../../api/use-cases/good-practice.js';
import { readLearning } from '../../api/use-cases/audit-learning.js';
import { scopeFor } from '../../api/permissions.js';
import { AUDIT_KINDS } from '../../domain/audit/framework.js';
import type { LearningRow } from '../../domain/audit/learning/cells.js';
import { CATCH_UP } from '../../domain/feedback/asking.js';
import { SMALLEST_GROUP } from '../../domain/feedback/count.js';
import { PARTIES } from '../../domain/feedback/questions.js';
import { packList, viewPlan } from '../../api/use-cases/improvement.js';
import { redsOf } from '../../api/use-cases/red-explanations.js';
import { overdueOf } from '../../domain/improvement/priority.js';
import { stateOf } from '../../domain/weekly-report/actions.js';
import { auditJournal } from '../../prisma/repositories/journal-audit.js';
import { createReportReaders } from '../../prisma/repositories/report-readers.js';
import { createRepositories } from '../../prisma/repositories/repositories.js';
import { createReportedRecords } from '../../prisma/repositories/reported-records.js';
import { contentHashOf, createReports } from '../../prisma/repositories/reports.js';
import { createReviews } from '../../prisma/repositories/reviews.js';
import { createSettingReviews } from '../../prisma/repositories/setting-reviews.js';
import { TRANSFER_KINDS } from '../../domain/facts/schema.js';
import { planContent } from '../../domain/plan/content.js';
import { reviewForm } from '../../domain/review/form.js';
import { REVIEW_STEPS } from '../../domain/review/next-step.js';
import { weekOf } from '../../domain/review-year/limits.js';
import { nextTransferOn } from '../../domain/review-year/phase-cohort.js';
import { weeksFrom } from '../../domain/review-year/plan-the-year.js';
import { freshDatabase } from '../support/resources.js';

const ROOT = path.join(import.meta.dirname, '..', '..');
const authority = 'southend-on-sea';
const now = new Date('2026-11-22T12:00:00Z');
const { from, to } = yearEndingOn(isoDate('2026-11-22'));
const figures = published(authority);

/** Days from the request to the first of these facts in the year, with whether an exception to the twenty weeks applies. */
const TIMED = `
  SELECT e.happened_on - start.happened_on AS days,
    EXISTS (SELECT 1 FROM duty d, jsonb_array_elements(d.reasoning->'exceptions') x
      WHERE d.record_ref = e.record_ref AND d.code = 'issue-final-plan' AND d.recorded_to IS NULL AND (x->>'qualifies')::boolean) AS week20
  FROM (SELECT DISTINCT ON (record_ref) * FROM journal_entry WHERE type = ANY($1) ORDER BY record_ref, position) e
  JOIN journal_entry start ON start.record_ref = e.record_ref AND start.type IN ('request-received', 'came-to-attention')
  WHERE e.happened_on BETWEEN $2 AND $3`;

const council = { name: '', settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR };
const explaining = (database: Database) => ({ ...createRepositories(database, () => council), clock: { now: () => now }, council });

const itemKeys = (items: readonly Item[]): string[] => items.map(keyOf).sort();

/** Days on end on which nobody is at work, about Easter. */
const LONGEST_CLOSED = 4;

describe('the default council in PostgreSQL', () => {
  let database: Database;
  let leftByTheKilled: number;
  let made: Made;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const fresh = await freshDatabase();
    drop = fresh.drop;
    database = openDatabase(fresh.url);
    await killedAt('10 %', fresh.url);
    leftByTheKilled = await everything();
    made = await makeDemonstration(database, { authority, now });
  });
  afterAll(async () => {
    await database.close();
    await drop();
  });

  const everything = async (): Promise<number> =>
    (await rows<{ n: number }>('SELECT ((SELECT count(*) FROM case_record) + (SELECT count(*) FROM child) + (SELECT count(*) FROM staff) + (SELECT count(*) FROM demonstration))::int AS n'))[0]?.n ?? -1;
  const rows = async <Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> =>
    (await database.pool.query<Row>(sql, [...values])).rows;
  const counts = async (sql: string): Promise<Record<string, number>> =>
    Object.fromEntries((await rows<{ code: string; count: number }>(sql)).map(({ code, count }) => [code, count]));
  const chainsOf = async (sql: string): Promise<{ audited: number; faulty: string[] }> => {
    const refs = (await rows<{ ref: string }>(sql)).map(({ ref }) => ref);
    const faulty: string[] = [];
    for (const ref of refs) if ((await auditJournal(database, ref))?.faults.length !== 0) faulty.push(ref);
    return { audited: refs.length, faulty };
  };
  const timed = async (...types: string[]): Promise<{ days: number; week20: boolean }[]> =>
    rows(TIMED, [types, from, to]);

  test('plans in force by placement and primary need, counted by SQL, are those published', async () => {
    const inForce = `FROM case_record r JOIN child c ON c.ref = r.child_ref WHERE r.kind = 'plan' AND r.stage <> 'ceased' GROUP BY 1`;
    expect(await counts(`SELECT c.placement AS code, count(*) ${inForce}`)).toEqual(
      withoutZeros(figures.plans.byPlacement),
    );
    expect(await counts(`SELECT coalesce(c.primary_need, 'UNKNOWN') AS code, count(*) ${inForce}`)).toEqual(
      withoutZeros(figures.plans.byNeed),
    );
  });

  test('plans issued, requests decided and plans refused, counted by SQL, are those published', async () => {
    const issued = await timed('final-plan-issued');
    expect(bands(issued)).toEqual(figures.issued.all);
    expect(bands(issued.filter(({ week20 }) => !week20))).toEqual(figures.issued.withoutExceptions);
    const decided = await timed('assessment-agreed', 'assessment-refused');
    expect(split(decided, 42)).toEqual([figures.requests.in6Weeks, figures.requests.over6Weeks]);
    const refused = await timed('issue-refused');
    expect(split(refused, 112)).toEqual([figures.assessments.refusedIn16Weeks, figures.assessments.refusedOver16Weeks]);
  });

  test('last reviews by decision time, counted by SQL, are those published: of plans in force, without meetings whose decision is not due yet', async () => {
    const decided = await rows<{ days: number }>(`
      SELECT decision.on_day - meeting.on_day AS days
      FROM (SELECT j.record_ref, max(j.happened_on) AS on_day FROM journal_entry j JOIN case_record r ON r.ref = j.record_ref AND r.stage <> 'ceased'
        WHERE j.type = 'review-meeting-held' AND (j.happened_on < date '2026-11-22' - 28 OR EXISTS (SELECT 1 FROM journal_entry x
          WHERE x.record_ref = j.record_ref AND x.type = 'review-decision-sent' AND x.happened_on >= j.happened_on)) GROUP BY 1) meeting
      JOIN LATERAL (SELECT min(happened_on) AS on_day FROM journal_entry e
        WHERE e.record_ref = meeting.record_ref AND e.type = 'review-decision-sent' AND e.happened_on >= meeting.on_day) decision ON decision.on_day IS NOT NULL`);
    expect(split(decided, 28)).toEqual([figures.reviews.in4Weeks, figures.reviews.over4Weeks]);
  });

  test('the past twelve weeks are reported, and the journal gives every item that the database counted', async () => {
    const reports = createReports(database);
    const { settings, calendar } = { settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR };
    await freezeDue({ reports, clock: { now: () => now }, norms: () => normsOf(settings) });
    const weeks = (await reports.list()).map(({ week }) => week);
    expect(weeks).toEqual(['46', '45', '44', '43', '42', '41', '40', '39', '38', '37', '36', '35'].map((week) => `2026-W${week}`)); // 47 ends today
    for (const week of [weeks[0], weeks[3], weeks[11]]) {
      const report = week === undefined ? null : await reports.one(week);
      if (report === null) throw new Error('a report was made and is not there');
      const fromJournal = await itemsFromJournal(createReportedRecords(database), report, { settings, calendar });
      for (const block of BLOCKS) expect(itemKeys(await reports.items(block, report)), block).toEqual(itemKeys(fromJournal.filter((item) => item.block === block)));
      expect(differencesOf(report.figures, figuresOf(counted(fromJournal), report.on, report.norms))).toEqual([]);
      expect(contentHashOf(report)).toBe(report.contentHash);
    }
    const closings = (await reports.figuresUntil('2026-W46' as IsoWeek, 12)).map(({ figures: tables }) => [cellOf(tables, 'bridge', 'opening', 'cases')?.value, cellOf(tables, 'bridge', 'closing', 'cases')?.value]);
    expect(closings.slice(1).map(([opening]) => opening)).toEqual(closings.slice(0, -1).map(([, closing]) => closing)); // a week opens as the one before closed
    await expect(database.pool.query(`UPDATE backlog_report SET counted = '[]'`)).rejects.toThrow('never changed');
  });

  test('reviews stand in every state there is, meetings are spread over the coming weeks, and every phase has somebody who moves', async () => {
    const reviews = createReviews(database);
    const scope = { staff: 'S-NOBODY00', owns: false, covers: [], teams: 'all' } as const;
    const { items } = await reviews.list(scope, { today: to, cursor: null, limit: 5_000 });
    const byStep = new Map(REVIEW_STEPS.map((step) => [step, items.filter((row) => row.step === step)]));
    expect([...byStep].filter(([, rows]) => rows.length === 0)).toEqual([]);
    expect(byStep.get('meeting')?.some(({ stepBy }) => stepBy < to)).toBe(true); // its day has passed, and nobody has said what became of it
    expect(byStep.get('meeting')?.some(({ stepBy }) => stepBy >= to)).toBe(true);
    expect(items.some(({ setting, meetingOn }) => setting === null && meetingOn !== null)).toBe(true);
    const ahead = items.flatMap(({ meetingOn }) => (meetingOn !== null && meetingOn >= to ? [weekOf(meetingOn)] : []));
    const weeks = weeksFrom(to, 9).slice(1); // the first ends on the Sunday that is today
    expect(weeks.filter((week) => !ahead.includes(week) && week !== '2026-12-21' && week !== '2026-12-28')).toEqual([]); // but Christmas
    const kinds = new Set((await reviews.transfers(scope, to, nextTransferOn(to))).map(({ transfer }) => transfer.kind));
    expect(TRANSFER_KINDS.filter((kind) => !kinds.has(kind))).toEqual([]);
    const stages = await counts(`SELECT stage AS code, count(*)::int FROM case_record WHERE kind = 'plan' GROUP BY 1`);
    expect(Object.keys(stages)).toEqual(expect.arrayContaining(['amending', 'ceased', 'ceasing', 'ended', 'maintaining', 'reassessing', 'reviewing']));
  });

  test('a few dozen plans have their text, version by version, as their facts name it; some are being written, and schools have sent and begun reports', async () => {
    const versions = await rows<{ kind: string; sent: boolean; named: boolean }>(
      `SELECT v.kind, v.sent_on IS NOT NULL AS sent, EXISTS (SELECT 1 FROM journal_entry j WHERE j.record_ref = v.record_ref AND j.happened_on = v.sent_on
         AND j.payload->>'evidence' = 'plan:' || v.number || '/' || v.saves) AS named FROM plan_version v`,
    );
    expect(versions.filter(({ kind }) => kind === 'final').length).toBeGreaterThan(36);
    expect(versions.filter(({ kind, sent, named }) => sent && kind !== 'final' && !named)).toEqual([]);
    expect(new Set(versions.map(({ kind, sent }) => `${kind}${sent ? '' : ', being written'}`))).toEqual(new Set(['final', 'proposed', 'amended', 'draft', 'proposed, being written', 'draft, being written']));
    const carried = await rows<{ own: string | null; same: boolean | null }>(
      `SELECT c.record_ref AS own, c.content = v.content AS same FROM plan_version v JOIN case_record p ON p.made_from = v.record_ref LEFT JOIN plan_version c ON c.record_ref = p.ref AND c.from_record = v.record_ref AND c.from_number = v.number WHERE v.kind = 'final'`);
    expect(carried.length).toBeGreaterThan(20);
    expect(carried.filter(({ same }) => same !== true)).toEqual([]); // the final text of an assessment begins its plan
    const contents = await rows<{ content: unknown }>('SELECT content FROM plan_version');
    expect(contents.filter(({ content }) => !planContent.safeParse(content).success)).toEqual([]);
    const reports = await rows<{ content: unknown }>('SELECT content FROM review_report_sent UNION ALL SELECT content FROM review_report');
    expect(reports.filter(({ content }) => !reviewForm.safeParse(content).success)).toEqual([]);
    expect((await rows('SELECT 1 FROM review_report_sent')).length).toBeGreaterThan(10);
    expect((await rows('SELECT 1 FROM review_report')).length).toBeGreaterThan(0);
  });

  test('three settings can be opened by link: each has pupils whose plans are written', async () => {
    const shown = await settingsShown(database);
    expect(shown).toHaveLength(3);
    const pupils = createSettingReviews(database);
    for (const { ref, recordRef } of shown) expect((await pupils.pupils({ setting: ref, linkRecord: recordRef }, to)).length).toBeGreaterThan(10);
  });

  test('open assessments wait for their next item; of what is past only reminders to staff are queued, for the mail of the next day', async () => {
    const [open] = await rows<{ open: number; waiting: number; early: number }>(
      `
      SELECT count(*) AS open, count(wake_at) AS waiting, count(*) FILTER (WHERE wake_at < $1::date) AS early
      FROM case_record WHERE kind = 'assessment' AND outcome IS NULL`,
      [to],
    );
    expect(open?.open).toBeGreaterThan(250);
    expect(open?.early).toBe(0);
    const waiting = await rows<{ channel: string; later: boolean }>(`SELECT channel, not_before > $1 AS later FROM notification WHERE status = 'queued'`, [now]);
    expect(waiting.length).toBeGreaterThan(0);
    expect(waiting.filter(({ channel, later }) => channel !== 'digest' || !later)).toEqual([]);
    expect(await rows(`SELECT 1 FROM message WHERE status <> 'delivered' OR queued_at >= $1::date`, [to])).toEqual([]);
  });

  test('escalations are open at every rung: waiting, promised, promise passed; who answered was asked, in their words', async () => {
    const open = await rows<{ to: string[]; stands: boolean; broken: boolean; waits: boolean }>(
      `SELECT to_roles AS "to", holds AND promised_on >= $1 AS stands, coalesce(promised_on < $1, false) AS broken, promise IS NULL AS waits FROM escalation`, [to]);
    for (const role of ['team-manager', 'service-manager', 'senior-manager', 'director', 'partner-manager']) expect(open.filter((one) => one.to.includes(role)).length, role).toBeGreaterThan(0);
    for (const stands of ['stands', 'broken', 'waits'] as const) expect(open.filter((one) => one[stands]).length, stands).toBeGreaterThan(3);
    const said = await rows<{ by: string; words: string }>(`SELECT j.actor AS by, n.text AS words FROM journal_entry j JOIN note n ON n.ref = j.payload->>'note' JOIN staff s ON s.ref = j.actor WHERE j.type = 'escalation-acknowledged'`);
    expect(said.length).toBe((await rows(`SELECT 1 FROM journal_entry WHERE type = 'escalation-acknowledged'`)).length);
    const { audited, faulty } = await chainsOf(`SELECT DISTINCT record_ref AS ref FROM journal_entry WHERE kind = 'act' AND type IN ('escalate', 'cause-recorded') ORDER BY 1 LIMIT 40`);
    expect([audited, faulty]).toEqual([40, []]);
  });

  test('the improvement plan is measured by the weeks lived through: some of it behind, a day revised, a milestone overdue and told to both leads, a pack made', async () => {
    const deps = explaining(database);
    const caller = await deps.staff.byAccount('director@demo.example', to);
    if (caller === null) throw new Error('the demonstration has a director');
    const { priorities, report } = await viewPlan(deps, caller);
    expect(report?.week).toBe('2026-W46');
    expect(priorities.map(({ origin }) => origin)).toEqual(['inspection', 'plan-of-action', 'inspection', 'own', 'own']); // in the order in which they were set out
    expect(priorities.flatMap(({ measures }) => measures).length).toBeGreaterThanOrEqual(5);
    expect(priorities.map(({ computed }) => computed)).toContain('behind');
    expect(priorities.map(({ computed }) => computed)).toContain(null); // one can only be claimed
    expect(new Set(priorities.map(({ computed }) => computed)).size).toBeGreaterThan(2);
    const milestones = priorities.flatMap((one) => one.milestones);
    expect(milestones.some(({ revisions }) => revisions.length > 0)).toBe(true);
    expect(priorities.flatMap((one) => overdueOf(one, to)).length).toBeGreaterThan(0);
    expect((await rows<{ n: number }>('SELECT count(DISTINCT lead_ref)::int AS n FROM improvement_told GROUP BY priority_ref, milestone, due_on')).map(({ n }) => n)).toContain(2);
    const [pack] = await packList(deps, caller);
    expect(pack?.week).toBe('2026-W45');
  });

  test('six months of quality audits: drawn, marked blind by two, moderated, acted on, audited again; what was trained is found less often since; every step is open somewhere', async () => {
    const months = await rows<{ month: string; kinds: number }>('SELECT month, count(*)::int AS kinds FROM audit_draw GROUP BY 1 ORDER BY 1');
    expect(months).toEqual(['2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11'].map((month) => ({ month, kinds: AUDIT_KINDS.length })));
    const stages = await counts(`SELECT stage AS code, count(*) FROM case_record WHERE kind = 'audit' GROUP BY 1`);
    expect(Object.keys(stages).sort()).toEqual(['agreeing', 'audited', 'awaiting-second', 'improving', 'marking', 'moderating']);
    const whys = await counts('SELECT why AS code, count(*) FROM audit GROUP BY 1');
    for (const why of ['sample', 're-audit', 'double', 're-mark', 'asked']) expect(whys[why], why).toBeGreaterThan(0);
    const [moderated] = await rows<{ n: number }>(`SELECT count(*)::int AS n FROM audit_marking WHERE part = 'moderated' AND grade IS NOT NULL`);
    expect(moderated?.n).toBeGreaterThan(5);
    const [draft] = await rows<{ n: number }>(`SELECT count(*)::int AS n FROM audit_marking WHERE part = 'own' AND handed_in_at IS NULL AND answers <> '{}'`);
    expect(draft?.n).toBe(1);
    const [actions] = await rows<{ done: number; open: number }>('SELECT count(done_at)::int AS done, count(*) FILTER (WHERE done_at IS NULL)::int AS open FROM audit_action');
    expect(actions?.done).toBeGreaterThan(10);
    expect(actions?.open).toBeGreaterThan(0);
    const share = async (sql: string): Promise<readonly number[]> =>
      (await rows<{ met: number }>(`SELECT avg((x->>'answer' = 'met')::int)::float AS met FROM audit_marking m JOIN audit a ON a.ref = m.audit_ref, jsonb_array_elements(m.scored->'lines') x
        WHERE m.part = 'own' AND a.why = 'sample' AND x->>'criterion' = 'case-delay' AND x->>'answer' <> 'not-applicable' GROUP BY ${sql} ORDER BY ${sql}`)).map(({ met }) => met);
    const [before, since] = await share(`(SELECT (r.progress->>'finalOn')::date >= date '2026-11-22' - 112 FROM case_record r WHERE r.ref = a.of_ref)`);
    expect((since ?? 0) - (before ?? 1)).toBeGreaterThan(0.2);
    const undrawn = await rows(`SELECT d.kind, d.month, l->>'subject' AS subject FROM audit_draw d, jsonb_array_elements(d.body->'leftOut') l WHERE d.kind = 'plan' AND d.month = '2026-11' AND l->>'why' = 'not-in-population'`);
    expect(undrawn).toEqual([]); // whatever was to be audited again could be
    const { audited, faulty } = await chainsOf(`SELECT ref FROM case_record WHERE kind = 'audit'`);
    expect([audited > 100, faulty]).toEqual([true, []]);
  });

  test('each kind of audit has pages to open: agreed in each quarter, some still open; advice of several professions; actions that are overdue', async () => {
    const agreed = await rows<{ kind: string; quarter: string }>(
      `SELECT DISTINCT a.kind, date_part('quarter', (r.progress->'audit'->>'agreedOn')::date)::text AS quarter FROM audit a JOIN case_record r ON r.ref = a.ref WHERE r.stage IN ('improving', 'audited') AND a.why = 'sample' AND r.progress->'audit'->>'agreedOn' IS NOT NULL`);
    const open = await counts(`SELECT a.kind AS code, count(*)::int FROM audit a JOIN case_record r ON r.ref = a.ref WHERE r.stage IN ('marking', 'awaiting-second', 'moderating', 'agreeing') GROUP BY 1`);
    for (const kind of AUDIT_KINDS) {
      expect(agreed.filter((one) => one.kind === kind).map(({ quarter }) => quarter).sort(), kind).toEqual(['2', '3', '4']);
      expect(open[kind], kind).toBeGreaterThan(0);
    }
    const roles = await counts(`SELECT role AS code, count(*)::int FROM audit WHERE kind = 'advice' AND why = 'sample' GROUP BY 1`);
    for (const role of ['educational-psychology', 'health', 'social-care', 'head-teacher']) expect(roles[role], role).toBeGreaterThan(0);
    expect(roles['parent']).toBeUndefined(); // a family's own advice is its views: nobody marks them
    const [overdue] = await rows<{ n: number; kinds: number }>('SELECT count(*)::int AS n, count(DISTINCT a.kind)::int AS kinds FROM audit_action x JOIN audit a ON a.ref = x.audit_ref WHERE x.done_at IS NULL AND x.due_on < $1', [to]);
    expect(overdue?.n).toBeGreaterThan(2);
    expect(overdue?.kinds).toBeGreaterThan(1);
    const early = await rows(`SELECT a.ref FROM audit a JOIN plan_version v ON v.record_ref = a.of_ref AND v.number = a.text_version WHERE a.kind IN ('plan', 'draft') AND a.why IN ('sample', 'asked') AND NOT EXISTS (
      SELECT FROM journal_entry j WHERE j.record_ref = a.ref AND j.type = 'audit-drawn' AND j.happened_on > v.sent_on)`);
    expect(early).toEqual([]); // nothing is drawn before it went out
  });

  test('a draft that fails a requirement of the law cannot go out as final; its audit is capped by it and waits until it is mended', async () => {
    const [draft] = await rows<{ ref: string; number: number; saves: number }>(`SELECT v.record_ref AS ref, v.number, v.saves FROM plan_version v JOIN case_record r ON r.ref = v.record_ref WHERE r.kind = 'assessment' AND v.sent_at IS NULL AND v.kind = 'draft'`);
    if (draft === undefined) throw new Error('no draft waits to be mended');
    const deps = explaining(database);
    const caller = await deps.staff.byAccount('service-manager@demo.example', to);
    const record = caller === null ? null : await deps.cases.access(scopeFor(caller), draft.ref);
    if (caller === null || record === null) throw new Error('the service manager sees every case');
    const final = (evidence: string) => mayFinalise(deps, caller, record, [{ type: 'final-plan-issued', on: to, channel: 'email', evidence }]);
    await expect(final(`plan:${draft.number}/${draft.saves}`)).rejects.toMatchObject({ code: 'fails-the-law', extra: { errors: [{ code: 'need-without-provision' }] } });
    const [audit] = await rows<{ stage: string; grade: string; caps: string[]; actions: number }>(
      `SELECT r.stage, m.grade, (SELECT jsonb_agg(c->>'criterion') FROM jsonb_array_elements(m.scored->'caps') c) AS caps, (SELECT count(*)::int FROM audit_action x WHERE x.audit_ref = a.ref AND x.done_at IS NULL) AS actions
       FROM audit a JOIN case_record r ON r.ref = a.ref JOIN audit_marking m ON m.audit_ref = a.ref AND m.part = 'own' WHERE a.kind = 'draft' AND a.why = 'asked' AND a.of_ref = $1`, [draft.ref]);
    expect(audit).toEqual({ stage: 'improving', grade: 'inadequate', caps: ['f-every-need'], actions: 1 });
  });

  test('half a year of feedback: who got a plan was asked, some answered, by link and by telephone; each quarter tells figures, words wait to be read, and it was said what was done', async () => {
    const deps = explaining(database);
    const lead = await deps.staff.byAccount('qa-lead@demo.example', to);
    if (lead === null) throw new Error('the demonstration has somebody who leads quality');
    const { parties, themes } = await countedFeedback(deps, lead, { from: '2026-04-01', to });
    for (const party of PARTIES) {
      const { figures: all, trend } = parties[party];
      expect(trend.map(({ quarter, overall }) => [quarter.code, overall !== null && overall.of >= SMALLEST_GROUP]), party).toEqual([['2026-Q2', true], ['2026-Q3', true], ['2026-Q4', true]]);
      expect(all.answers).toBeLessThan(all.asked); // most of a year's families say nothing
      for (const { agreed } of all.questions ?? []) expect([agreed !== null && agreed.part > 0, agreed !== null && agreed.part < agreed.of]).toEqual([true, true]);
    }
    expect(themes.filter(({ done }) => done.length > 0)).toHaveLength(2);
    expect(themes.filter(({ answers }) => answers !== 'few' && answers >= SMALLEST_GROUP).length).toBeGreaterThan(3);
    const [given] = await rows<{ online: number; telephone: number; unread: number; read: number; early: number }>(
      `SELECT count(*) FILTER (WHERE taken_by IS NULL)::int AS online, count(taken_by)::int AS telephone, count(*) FILTER (WHERE tagged = 0 AND went_well || better <> '')::int AS unread, count(*) FILTER (WHERE tagged > 0)::int AS read,
         count(*) FILTER (WHERE answered_on <= asked_on)::int AS early FROM feedback_answer a JOIN feedback_request q ON q.ref = a.request_ref`);
    expect(given).toMatchObject({ early: 0 });
    for (const part of ['online', 'telephone', 'unread', 'read'] as const) expect(given?.[part], part).toBeGreaterThan(0);
    const asked = await rows<{ days: number; on: string }>('SELECT asked_on - sent_on AS days, asked_on::text AS on FROM feedback_request');
    const began = asked.map(({ on }) => on).sort()[0]; // on the first day what had been sent lately was made good
    const { askAfterDays } = DEFAULT_SETTINGS.feedback;
    expect(asked.filter(({ days, on }) => days < askAfterDays || (on === began ? days > askAfterDays + CATCH_UP : days > askAfterDays + LONGEST_CLOSED))).toEqual([]);
    const waiting = await rows(`SELECT 1 FROM access_link l JOIN feedback_request q ON q.record_ref = l.record_ref WHERE l.leads_to = 'feedback' AND l.ends_at > $1 AND NOT EXISTS (SELECT FROM feedback_answer a WHERE a.request_ref = q.ref)`, [now]);
    expect(waiting.length).toBeGreaterThan(4);
    const { audited, faulty } = await chainsOf(`SELECT DISTINCT record_ref AS ref FROM feedback_request ORDER BY 1 LIMIT 40`);
    expect([audited, faulty]).toEqual([40, []]);
  });

  test('the learning report has content for each kind, says what families said, and shows that something got better', async () => {
    const deps = explaining(database);
    const lead = await deps.staff.byAccount('qa-lead@demo.example', to);
    if (lead === null) throw new Error('the demonstration has somebody who leads quality');
    const { tables } = await readLearning(deps, lead, 'quarter', '2026-Q4');
    const rowsIn = (id: string): readonly LearningRow[] => tables.find((table) => table.id === id)?.rows ?? [];
    const kinds = new Set(rowsIn('grades').flatMap(({ name }) => name.flatMap((part) => (part.kind === 'framework' ? [part.of] : []))));
    expect([...kinds].sort()).toEqual([...AUDIT_KINDS].sort());
    expect(rowsIn('feedback').map(({ id }) => id.split('/')[0])).toEqual(expect.arrayContaining([...PARTIES]));
    const board = await readLearning(deps, lead, 'month', '2026-11');
    expect(board.tables.find(({ id }) => id === 'feedback')?.rows).toHaveLength(4);
    expect(rowsIn('summary').find(({ id }) => id === 'actions-overdue')?.cells[0]?.value).toBeGreaterThan(2);
    expect(rowsIn('panels').length).toBeGreaterThan(6);
    const examples = await goodPractice(deps, lead, { kind: null, section: null });
    expect(examples.map(({ kind, criterion }) => `${kind} ${criterion}`).sort()).toEqual(['advice adv-needs-clear', 'plan a-child-views', 'plan e-smart', 'plan f-specified']);
    const better = rowsIn('effects').filter(({ cells }) => cells.some(({ word }) => word === 'better'));
    expect(better.length).toBeGreaterThan(0);
    for (const { cells: [before, after] } of better) expect((after?.value ?? 0) / (after?.of ?? 1)).toBeGreaterThan((before?.value ?? 1) / (before?.of ?? 1));
  });

  test('of the last reports an earlier one is ready for the board, the last is withheld for one red; one was left unread and climbed', async () => {
    const deps = explaining(database);
    const [senior] = await rows<{ ref: string }>(`SELECT ref FROM staff WHERE account = 'senior-manager@demo.example'`);
    const caller = { ref: senior?.ref ?? '', account: '', name: '', active: true, demo: true, roles: ['senior-manager' as const], team: null, service: null, teamsOfService: [], covers: [] };
    const [last, before] = [await redsOf(deps, caller, '2026-W46'), await redsOf(deps, caller, '2026-W45')];
    expect([last.isReady, last.owed, before.isReady]).toEqual([false, 1, true]);
    expect(last.reds.find(({ lacks }) => lacks.length > 0)).toMatchObject({ figure: { table: 'advice' }, mayExplain: true });
    expect(await counts(`SELECT week AS code, count(*)::int FROM report_reading WHERE acknowledged_at IS NOT NULL GROUP BY 1`)).toEqual(Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`2026-W${35 + i}`, 3])));
    expect(await rows(`SELECT week FROM report_mail WHERE kind = 'unread'`)).toEqual([{ week: '2026-W42' }]);
    const actions = await createReportReaders(database).actions('2026-W46' as IsoWeek);
    const states = new Set(actions.map((action) => stateOf(action, to)));
    expect([...states]).toEqual(expect.arrayContaining(['kept', 'missed', 'carried-over', 'in-hand']));
  });

  test('causes are said of steps that were late, faults are watched and counted, the mail of the last working day went out', async () => {
    const said = await rows<{ late: boolean }>(`SELECT EXISTS (SELECT FROM duty d WHERE d.record_ref = j.record_ref AND d.code = j.payload->>'duty' AND d.subject IS NOT DISTINCT FROM j.payload->>'subject' AND d.occurrence = j.payload->>'occurrence'
      AND d.recorded_to IS NULL AND d.due_on < j.happened_on AND (d.done_on IS NULL OR d.done_on > d.due_on)) AS late FROM journal_entry j WHERE j.type = 'cause-recorded'`);
    expect(said.length).toBeGreaterThan(40);
    expect(said.filter(({ late }) => !late)).toEqual([]);
    expect((await rows<{ found: number }>('SELECT found FROM cohort_control')).map(({ found }) => found > 0)).toEqual([true, true]);
    expect((await rows(`SELECT 1 FROM staff_digest WHERE day = '2026-11-20'`)).length).toBeGreaterThan(0);
  });

  test('every note behind a fact is there, and no name is in the journal', async () => {
    const missing = await rows(`SELECT record_ref FROM journal_entry e WHERE payload ? 'impracticalBecause'
      AND NOT EXISTS (SELECT 1 FROM note n WHERE n.ref = e.payload->>'impracticalBecause' AND n.record_ref = e.record_ref)`);
    expect(missing).toEqual([]);
    const named =
      await rows(`SELECT e.record_ref FROM journal_entry e JOIN case_record r ON r.ref = e.record_ref JOIN child c ON c.ref = r.child_ref
      WHERE e.payload::text LIKE '%' || c.family_name || '%'`);
    expect(named).toEqual([]);
  });

  test('a whole journey and a disagreement still running are there to be opened, by what their journals hold', async () => {
    const { whole, disputed } = await showcases(database);
    const told = async (ref: string | undefined): Promise<string[]> =>
      (
        await rows<{ type: string }>(
          `SELECT type FROM journal_entry WHERE record_ref = $1 AND kind = 'fact' ORDER BY position`,
          [ref],
        )
      ).map(({ type }) => type);
    const journey = await told(whole?.ref);
    expect(journey[0]).toBe('request-received');
    expect(journey.filter((type) => type === 'advice-received').length).toBeGreaterThan(3);
    expect(journey).toContain('final-plan-issued');
    const dispute = await told(disputed?.ref);
    expect(dispute).toEqual(expect.arrayContaining(['mediation-requested', 'mediation-agreed']));
    expect(dispute.some((type) => type === 'assessment-refused' || type === 'issue-refused')).toBe(true);
    expect(await rows('SELECT 1 FROM case_record WHERE ref = $1 AND outcome IS NULL', [disputed?.ref])).toHaveLength(1);
    for (const found of [whole, disputed]) expect(found?.account).toMatch(/^caseworker(-\d+)?@demo\.example$/);
  });

  test('the first desks are not empty, and the board and social care have posts of their own', async () => {
    expect(
      await rows(`SELECT 1 FROM absence WHERE '2026-11-22' BETWEEN from_on AND to_on AND cover_ref IS NOT NULL`),
    ).toHaveLength(1);
    const lost = await rows<{ forRole: string; reachable: boolean }>(
      `SELECT t.for_role AS "forRole", p.address IS NOT NULL OR p.email IS NOT NULL AS reachable FROM task t JOIN person p ON p.ref = split_part(t.about, '/', 2)
       JOIN case_record r ON r.ref = t.record_ref AND r.child_ref = p.child_ref WHERE t.kind = 'no-address' AND t.done_at IS NULL ORDER BY 1`,
    );
    expect(lost.map(({ forRole }) => forRole)).toEqual(['caseworker', 'caseworker', 'team-manager']);
    expect(lost.some(({ reachable }) => reachable)).toBe(false);
    expect(await rows('SELECT 1 FROM saved_filter')).toHaveLength(4);
    expect(
      (
        await rows<{ postOf: string }>(`SELECT post_of AS "postOf" FROM adviser WHERE post_of IS NOT NULL ORDER BY 1`)
      ).map(({ postOf }) => postOf),
    ).toEqual(['icb', 'social-care']);
  });

  test('it was killed midway and left nothing; begun again in the same database it is whole', async () => {
    expect(leftByTheKilled).toBe(0);
    expect(await everything()).toBeGreaterThan(2_000);
  });

  test('the database says what it was made from, misfits and all', async () => {
    expect(made.kind).toBe('made');
    const kept = await demonstration(database);
    expect(kept).toMatchObject({ authority, council: 'Southend-on-Sea', asOn: '2026-11-22' });
    expect(kept?.notice.misfits.map(({ about }) => about)).toContain('Requests decided');
  });

  test('mails wait for the first caseworker: one names a case of hers, one a child of hers, one nobody', async () => {
    const [named, told, nobodys] = made.mails;
    const hers = await rows<{ ref: string; child: string }>(
      `SELECT r.ref, c.given_name || ' ' || c.family_name AS child FROM case_record r JOIN child c ON c.ref = r.child_ref JOIN staff s ON s.ref = r.owner_ref
       WHERE s.account LIKE 'caseworker@%' AND r.kind = 'assessment'`,
    );
    expect(hers.map(({ ref }) => `${ref}: our views`)).toContain(named?.subject);
    expect(hers.map(({ child }) => child)).toContain(told?.subject);
    expect(nobodys?.fromAddress).toMatch(/@supplies\.example$/);
  });

  test('made again it changes nothing, whatever the day', async () => {
    const before = await rows('SELECT count(*) FROM journal_entry');
    const again = await makeDemonstration(database, { authority, now: new Date('2026-12-24T12:00:00Z') });
    expect(again).toMatchObject({ kind: 'was-there', demonstration: { asOn: '2026-11-22' } });
    expect(await rows('SELECT count(*) FROM journal_entry')).toEqual(before);
  });

  test('the command says so in one line, and refuses another council beside it', async () => {
    const url = String(database.pool.options.connectionString);
    expect(await duly(url, 'seed')).toEqual({
      code: 0,
      said: 'Southend-on-Sea is there already, made to 2026-11-22; nothing was changed',
    });
    const other = await duly(url, 'seed', '--authority', 'essex');
    expect(other).toMatchObject({
      code: 1,
      said: expect.stringContaining('give an empty database for another') as string,
    });
  });
});

test('a database with records of its own is left alone', async () => {
  const { url, drop } = await freshDatabase();
  const database = openDatabase(url);
  await database.pool.query(`
    INSERT INTO child (ref, given_name, family_name, born_on) VALUES ('C-00000001', 'Given', 'Surname', '2015-01-01');
    INSERT INTO team (ref, name) VALUES ('TEAM-1', 'One');
    INSERT INTO case_record (ref, kind, child_ref, team_ref, opened_at) VALUES ('A-00000001', 'assessment', 'C-00000001', 'TEAM-1', now())`);
  await expect(makeDemonstration(database, { authority, now })).rejects.toThrow(NotOurs);
  expect((await database.pool.query('SELECT 1 FROM staff')).rowCount).toBe(0);
  await database.close();
  await drop();
});

test.each([
  { args: ['--authority', 'kent'], says: 'Choose one of: essex, southend-on-sea, thurrock, worcestershire' },
  { args: ['--today', '2025-02-30'], says: '--today must be a day that exists' },
])('$args is refused before anything is opened', async ({ args, says }) => {
  expect(await duly('postgresql://nobody@127.0.0.1:1/none', 'seed', ...args)).toMatchObject({
    code: 1,
    said: expect.stringContaining(says) as string,
  });
});

test('a database that cannot be reached is named, without its address', async () => {
  const { code, said } = await duly('postgresql://someone:secret@127.0.0.1:1/none', 'seed');
  expect(code).toBe(1);
  expect(said).not.toContain('secret');
});

const program = (url: string, args: readonly string[]) =>
  spawn(process.execPath, ['--import', 'tsx', path.join(ROOT, 'cli/main.ts'), ...args], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: url },
  });

function duly(url: string, ...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = program(url, args);
  let said = '';
  child.stdout.on('data', (data: Buffer) => (said += data.toString()));
  child.stderr.on('data', (data: Buffer) => (said += data.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, said: said.trim() })));
}

function killedAt(words: string, url: string): Promise<void> {
  const child = program(url, ['seed', '--authority', authority]);
  let said = '';
  child.stdout.on('data', (data: Buffer) => {
    said += data.toString();
    if (said.includes(words)) child.kill('SIGKILL');
  });
  return new Promise((resolve, reject) => {
    child.on('close', (code, signal) => {
      if (signal === 'SIGKILL') resolve();
      else reject(new Error(`ended by itself (${code ?? 'no code'}): ${said}`));
    });
  });
}

const split = (of: readonly { days: number }[], limit: number): [number, number] => [
  of.filter(({ days }) => days <= limit).length,
  of.filter(({ days }) => days > limit).length,
];

const bands = (of: readonly { days: number }[]) => ({
  within20Weeks: split(of, 140)[0],
  to52Weeks: split(of, 364)[0] - split(of, 140)[0],
  over52Weeks: split(of, 364)[1],
});

const withoutZeros = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
