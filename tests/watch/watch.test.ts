// The daily watch: nothing that should go on stands still unseen. Real PostgreSQL and a real Temporal server.
import '../workflows/quiet.js';
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { checkProcesses } from '../../activities/watch/processes-run.js';
import { watchQuiet } from '../../activities/watch/gone-quiet.js';
import { addDays, isoDate, type IsoDate } from '../../domain/dates/iso-date.js';
import { instantOf, londonDay } from '../../domain/dates/london.js';
import { createReports } from '../../prisma/repositories/reports.js';
import { createTasks } from '../../prisma/repositories/tasks.js';
import { createWatch } from '../../prisma/repositories/watch.js';
import { createCaseWorker } from '../../worker/compose.js';
import { arm } from '../../worker/rebuild.js';
import { createRunningProcesses } from '../../worker/running-processes.js';
import { DAILY_WATCH } from '../../workflows/daily-watch/messages.js';
import { assessmentId } from '../../workflows/assessment/messages.js';
import { CASEWORKER, importCase, newWorld, noon, RULES, TEAM, told, type World } from '../activities/world.js';
import { devServer, workflowBundlePath } from '../support/resources.js';
import { PATIENCE } from '../support/patience.js';

describe('records that go quiet', () => {
  let world: World;
  let today = isoDate('2026-03-02'); // a Monday
  beforeAll(async () => {
    world = await newWorld();
  });
  afterAll(() => world.close());

  const look = (on: IsoDate) => {
    today = on;
    const clock = { now: () => new Date(noon(on)) };
    return watchQuiet({ reports: createReports(world.database), watch: createWatch(world.database), clock, rules: () => RULES });
  };
  const tasks = async () => (await world.database.pool.query<{ about: string; role: string; how: string | null }>(`SELECT about, for_role AS role, how FROM task WHERE kind = 'gone-quiet' ORDER BY opened_at, about`)).rows.map(({ about, role, how }) => `${about} ${role} ${how ?? 'open'}`);
  const request = (on: IsoDate) => told('request-received', on, { by: 'parent', channel: 'email', receivedAt: `${on}T10:00:00Z` });

  test('told once, climbs after five and ten working days, and ends by itself when something happens', async () => {
    const ref = await importCase(world, [request(addDays(today, -21))], null, new Date(noon(today)));
    expect(await look(today)).toBe(0); // yesterday it was twenty days: its norm is 21
    expect(await look(isoDate('2026-03-04'))).toBe(1);
    expect(await look(isoDate('2026-03-04'))).toBe(1);
    expect(await tasks()).toEqual([`${ref}:no-fact:team-manager team-manager open`]);
    await look(isoDate('2026-03-10'));
    expect(await tasks()).toHaveLength(1); // four working days
    await look(isoDate('2026-03-11'));
    expect(await tasks()).toEqual([`${ref}:no-fact:team-manager team-manager open`, `${ref}:no-fact:service-manager service-manager open`]);
    await look(isoDate('2026-03-18'));
    expect((await tasks()).map((task) => task.split(' ')[1])).toEqual(['team-manager', 'service-manager', 'senior-manager']);
    await world.database.pool.query(
      `INSERT INTO journal_entry (record_ref, position, kind, type, happened_on, payload, actor, recorded_at, previous_hash, hash)
       SELECT ref, position + 1, 'fact', 'contact-made', '2026-03-18', '{"type": "contact-made", "on": "2026-03-18"}', $2, '2026-03-18T15:00:00Z', '', 'x' FROM case_record WHERE ref = $1`, [ref, CASEWORKER]);
    expect(await look(isoDate('2026-03-19'))).toBe(0);
    expect((await tasks()).every((task) => task.endsWith(' goes-on'))).toBe(true);
  });

  test('nobody holds it, its holder left, or is away without cover: each is found by its reason, and a busy case is not', async () => {
    const day = isoDate('2026-06-01');
    const [held, unheld, left, away] = await Promise.all([0, 1, 2, 3].map(() => importCase(world, [request(addDays(day, -3))], null, new Date(noon(day)))));
    await world.bulk.staff(['S-GONE0000', 'S-AWAY0000'].map((ref) => ({ ref, name: `${ref} Invented`, account: ref, demo: true, roles: [{ role: 'caseworker', teamRef: TEAM, service: null }] })));
    await world.database.pool.query(`UPDATE staff SET left_on = '2026-05-30' WHERE ref = 'S-GONE0000'`);
    await world.database.pool.query(`INSERT INTO absence (staff_ref, from_on, to_on, set_by, set_at) VALUES ('S-AWAY0000', '2026-05-28', '2026-06-05', $1, '2026-05-27')`, [CASEWORKER]);
    const own = async (ref: string | undefined, owner: string | null) => {
      await world.database.pool.query('UPDATE case_record SET owner_ref = $2 WHERE ref = $1', [ref, owner]);
      await world.database.pool.query('UPDATE standing SET owner_ref = $2 WHERE record_ref = $1', [ref, owner]);
    };
    await own(unheld, null);
    await own(left, 'S-GONE0000');
    await own(away, 'S-AWAY0000');
    await look(day);
    const found = (await tasks()).filter((task) => [held, unheld, left, away].some((ref) => ref !== undefined && task.startsWith(ref))).map((task) => task.split(' ')[0]);
    expect(found.sort()).toEqual([`${away ?? ''}:owner-away:team-manager`, `${left ?? ''}:owner-left:team-manager`, `${unheld ?? ''}:no-owner:team-manager`].sort());
  });

  test('somebody says nothing needs doing: taken at their word for a fortnight, then asked again', async () => {
    const day = isoDate('2026-09-01');
    const ref = await importCase(world, [request(addDays(day, -40))], null, new Date(noon(day)));
    await look(day);
    const mine = async () => (await world.database.pool.query<{ ref: string; done: boolean }>(`SELECT ref, done_at IS NOT NULL AS done FROM task WHERE kind = 'gone-quiet' AND record_ref = $1`, [ref])).rows;
    const [task] = await mine();
    await createTasks(world.database).end({ ref: task?.ref ?? '', how: 'not-needed', by: CASEWORKER, at: noon(day) });
    await look(addDays(day, 1));
    await look(addDays(day, 14));
    expect(await mine()).toHaveLength(1);
    await look(addDays(day, 15));
    expect((await mine()).map(({ done }) => done).sort()).toEqual([false, true]);
  });
});

describe('processes', () => {
  let world: World;
  beforeAll(async () => {
    world = await newWorld();
  });
  afterAll(() => world.close());

  test('a missing one is started and its journal says so; one whose record was put down as ended reads it again; then tables and Temporal agree', async () => {
    const address = await devServer();
    const [connection, native] = [await Connection.connect({ address }), await NativeConnection.connect({ address })];
    const client = new Client({ connection });
    const taskQueue = `watch-${randomUUID()}`;
    const running = createRunningProcesses(client, taskQueue);
    const clock = { now: () => new Date() };
    const today = londonDay(instantOf(new Date()));
    const missing = await importCase(world, [told('request-received', addDays(today, -5), { by: 'parent', channel: 'email', receivedAt: `${addDays(today, -5)}T10:00:00Z` })], today);
    const healthy = await importCase(world, [told('request-received', addDays(today, -6), { by: 'parent', channel: 'email', receivedAt: `${addDays(today, -6)}T10:00:00Z` })], today);
    const over = await importCase(world, [told('request-received', addDays(today, -9), { by: 'parent', channel: 'email', receivedAt: `${addDays(today, -9)}T10:00:00Z` })], today);
    const worker = await createCaseWorker({ connection: native, namespace: 'default', database: world.database, taskQueue, bundle: await workflowBundlePath(), clock, rules: () => RULES, running });
    await worker.runUntil(async () => {
      await Promise.all([arm(client, taskQueue, healthy), arm(client, taskQueue, over)]);
      await vi.waitUntil(async () => (await running.running()).size === 2, { timeout: PATIENCE, interval: 200 });
      await vi.waitUntil(async () => (await client.workflow.getHandle(assessmentId(over)).fetchHistory()).events?.some((event) => event.timerStartedEventAttributes) === true, { timeout: PATIENCE, interval: 200 });
      // put down as ended behind the workflow's back, and its facts do not say so
      await world.database.pool.query(`UPDATE case_record SET outcome = 'ended', ended_at = now() WHERE ref = $1`, [over]);

      await world.bulk.staff([{ ref: 'S-AUD1T000', name: 'Avis Invented', account: 'S-AUD1T000', demo: true, roles: [{ role: 'auditor', teamRef: null, service: null }] }]);
      await world.database.pool.query(`INSERT INTO audit_sampling (kind, number, content, made_by, made_at, why) VALUES ('plan', 1, '{"kind": "plan", "seed": "invented-seed"}', 'S-AUD1T000', now(), 'To begin with')`);

      await client.workflow.execute(DAILY_WATCH, { taskQueue, workflowId: randomUUID() });
      const { rows: drawn } = await world.database.pool.query<{ kind: string; by: string }>('SELECT kind, drawn_by AS by FROM audit_draw');
      expect(drawn).toEqual([{ kind: 'plan', by: 'duly' }]); // there is no plan: a draw of none, once
      expect((await client.workflow.getHandle(assessmentId(missing)).describe()).status.name).toBe('RUNNING');
      const { rows: noted } = await world.database.pool.query<{ ref: string }>(`SELECT record_ref AS ref FROM journal_entry WHERE type = 'process-restarted'`);
      expect(noted.map(({ ref }) => ref)).toEqual([missing]);

      await vi.waitUntil(async () => (await running.running()).has(missing), { timeout: PATIENCE, interval: 200 });
      const again = await checkProcesses({ cases: world.cases, processes: running, watch: createWatch(world.database), clock });
      expect(again.restarted).toBe(0);
      await vi.waitUntil(async () => (await world.cases.open()).length === 3, { timeout: PATIENCE, interval: 200 });
      expect([...(await running.running())].sort()).toEqual((await world.cases.open()).map(({ ref }) => ref).sort());
      for (const ref of [missing, healthy, over]) await client.workflow.getHandle(assessmentId(ref)).terminate('test over').catch(() => undefined);
    });
    await Promise.all([connection.close(), native.close()]);
  });
});
