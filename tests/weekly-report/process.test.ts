// The weekly process as Temporal runs it: one report a week, one mail each, whatever runs twice; and it climbs when unread.
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { climbsAt } from '../../activities/weekly-report/send.js';
import { createReportWriter } from '../../activities/weekly-report/words.js';
import { itemsFromJournal } from '../../activities/weekly-report/from-journal.js';
import { readCouncil, readLetters } from '../../config/letters.js';
import { addDays, weekday, type IsoDate } from '../../domain/dates/iso-date.js';
import { addIsoWeeks, isoWeek, sundayOf } from '../../domain/dates/iso-week.js';
import { instantOf, londonDay, londonInstant, londonTime, type Instant } from '../../domain/dates/london.js';
import { createReportItems } from '../../prisma/repositories/report-items.js';
import { createReportedRecords } from '../../prisma/repositories/reported-records.js';
import { createReports } from '../../prisma/repositories/reports.js';
import { importRecords } from '../../activities/case/import-records.js';
import { createCaseWorker } from '../../worker/compose.js';
import { keepWeeklyReportSchedule } from '../../worker/schedule.js';
import { WEEKLY_BACKLOG, weeklyBacklogId } from '../../workflows/weekly-backlog/messages.js';
import { CASEWORKER, CHILD, importCase, newWorld, RULES, TEAM, told, type World } from '../activities/world.js';
import { devServer, workflowBundlePath } from '../support/resources.js';
import { skippingTime } from '../workflows/time-skipping.js';

const write = createReportWriter({ letters: readLetters(), council: readCouncil('Quayborough Council'), publicUrl: 'https://duly.example' });
const [DIRECTOR, SENIOR, SERVICE] = ['S-DIRECTOR', 'S-SENIOR00', 'S-SERVICE0'];

const AN_HOUR = 3_600_000; // milliseconds
const A_WEEK = 168 * AN_HOUR;

describe('in skipped time', () => {
  let world: World;
  let env: TestWorkflowEnvironment;
  const queues = [`report-${randomUUID()}`, `report-${randomUUID()}`]; // a process may have one worker a queue: two stand for two hosts
  const workers: Worker[] = [];
  let running: Promise<unknown>;
  let now: Date;
  let failures = 0;
  /** As where a host dies half-way: what was done before stays, and is not done again. */
  const writeDespite: typeof write = (occasion) => {
    failures -= 1;
    if (failures >= 0) throw new Error('the host died');
    return write(occasion);
  };

  beforeAll(async () => {
    [world, env] = [await newWorld(), await skippingTime()];
    now = new Date((await env.currentTimeMs()) - A_WEEK); // last week's Wednesday has passed, whatever day this is run on: nothing need be waited for
    const roles = { [DIRECTOR]: 'director', [SENIOR]: 'senior-manager', [SERVICE]: 'service-manager' };
    await world.bulk.staff(Object.entries(roles).map(([ref, role]) => ({ ref, name: `${role} Invented`, account: `${role}@quayborough.example`, demo: true, roles: [{ role, teamRef: TEAM, service: null }] })));
    for (const taskQueue of queues) {
      workers.push(await createCaseWorker({ connection: env.nativeConnection, namespace: 'default', database: world.database, taskQueue, bundle: await workflowBundlePath(), clock: { now: () => now }, rules: () => RULES, writeReport: writeDespite }));
    }
    running = Promise.all(workers.map((worker) => worker.run()));
  });
  afterAll(async () => {
    workers.forEach((worker) => {
      worker.shutdown();
    });
    await running;
    await env.teardown();
    await world.close();
  });

  /** By a client that lets no time pass while it waits: the environment's own may skip to the end of a run that is not over, ten years on. */
  const start = (host: 0 | 1 = 0) => new Client({ connection: env.connection }).workflow.start(WEEKLY_BACKLOG, { taskQueue: queues[host] ?? '', workflowId: randomUUID() });
  const run = async (host: 0 | 1 = 0): Promise<void> => {
    const handle = await start(host);
    await handle.result();
  };
  const mails = async () => (await world.database.pool.query<{ kind: string; to: string; words: string }>(
    `SELECT r.kind, r.staff_ref AS "to", m.subject || ' ' || m.body::text AS words FROM report_mail r JOIN message m ON m.ref = r.message_ref ORDER BY r.kind, r.staff_ref`)).rows;
  const kinds = async () => (await mails()).map(({ kind, to }) => `${kind} ${to}`);

  test('nothing on record: no report, no mail', async () => {
    await run();
    expect([await createReports(world.database).list(), await mails()]).toEqual([[], []]);
  });

  test('run twice at once by two workers, and once more: a report for each week that is over, one mail to each reader, and those above hear once who has not read it', async () => {
    const today = londonDay(instantOf(now));
    await importCase(world, [told('request-received', addDays(today, -25), { by: 'parent', channel: 'email', receivedAt: `${addDays(today, -25)}T10:00:00Z` })], null, now);
    const last = addIsoWeeks(isoWeek(today), -1);
    const first = isoWeek(addDays(today, -25));
    const due: string[] = [];
    for (let week = first; week <= last; week = addIsoWeeks(week, 1)) due.push(week);

    failures = 2;
    await Promise.all([run(0), run(1), run(1)]);
    expect(failures).toBeLessThan(0); // it did die on the way
    const reports = await createReports(world.database).list();
    expect(reports.map(({ week }) => week).reverse()).toEqual(due);
    expect([...reports].reverse().map(({ number }) => number)).toEqual([...reports].map(({ number }) => number).sort((a, b) => a - b));
    const everybody = [`report ${DIRECTOR}`, `report ${SENIOR}`, `report ${SERVICE}`];
    expect(await kinds()).toEqual([...everybody, `unread ${DIRECTOR}`, `unread ${SENIOR}`]);
    await run();
    expect(await kinds()).toEqual([...everybody, `unread ${DIRECTOR}`, `unread ${SENIOR}`]);
    const words = await mails();
    expect(words[0]?.words).toContain(`https://duly.example/reports/${last}`);
    expect(words.find(({ kind, to }) => kind === 'unread' && to === DIRECTOR)?.words).toContain('senior-manager Invented (senior manager)');
    expect(words.map((one) => one.words).join(' ')).not.toContain(CHILD.familyName);
  });

  test('the Monday after: the next report, whose readers have until its Wednesday morning', async () => {
    const last = isoWeek(londonDay(instantOf(new Date(await env.currentTimeMs()))));
    expect(last).toBe(addIsoWeeks(isoWeek(londonDay(instantOf(now))), 1)); // no time was skipped so far
    await env.sleep(Date.parse(londonInstant(addDays(sundayOf(last), 1), '07:00')) - (await env.currentTimeMs()));
    now = new Date(await env.currentTimeMs());
    await world.database.pool.query(`INSERT INTO report_reading (week, staff_ref, opened_at) SELECT week, $1, now() FROM backlog_report`, [SENIOR]); // of weeks before: it says nothing of this one
    const before = (await mails()).length;
    const underWay = await start();
    const climbs = Date.parse(climbsAt({ on: sundayOf(last) }));

    await env.sleep(climbs - AN_HOUR - (await env.currentTimeMs()));
    expect((await createReports(world.database).list())[0]?.week).toBe(last);
    expect(await mails()).toHaveLength(before + 3);
    await env.sleep(2 * AN_HOUR);
    await underWay.result();
    expect(await mails()).toHaveLength(before + 5);
  });
});

test('its Schedule fires on Mondays at seven by the clocks of England, winter and summer, and kept twice there is one', async () => {
  const connection = await Connection.connect({ address: await devServer() });
  const client = new Client({ connection });
  const taskQueue = `schedule-${randomUUID()}`;
  await keepWeeklyReportSchedule(client, taskQueue);
  await keepWeeklyReportSchedule(client, taskQueue);
  const handle = client.schedule.getHandle(`${weeklyBacklogId(taskQueue)}-schedule`);
  const { info, spec } = await handle.describe();
  const times = info.nextActionTimes.map((at) => londonTime(at.toISOString()));
  expect(times.length).toBeGreaterThan(3);
  for (const { on, time } of times) expect([weekday(on), time]).toEqual([1, '07:00:00']);
  expect(spec.timezone).toBe('Europe/London');
  await handle.delete();
  await connection.close();
});

describe('the nights on which clocks change', () => {
  let world: World;
  beforeAll(async () => {
    world = await newWorld();
  });
  afterAll(() => world.close());

test.each([
  // [what, Sunday, last instant known, first not known]: clocks go back on 25 October 2026 and forward on 28 March 2027
  ['an ordinary Sunday', '2026-11-15', '2026-11-15T23:59:59.999Z', '2026-11-16T00:00:00.000Z'],
  ['the night of 25 hours', '2026-10-25', '2026-10-25T23:59:59.999Z', '2026-10-26T00:00:00.000Z'],
  ['the night of 23 hours', '2027-03-28', '2027-03-28T22:59:59.999Z', '2027-03-28T23:00:00.000Z'],
  ['a Sunday of summer', '2026-07-05', '2026-07-05T22:59:59.999Z', '2026-07-05T23:00:00.000Z'],
])('%s: known is what was written down before midnight in England, both ways of counting', async (_what, sunday, known, after) => {
  for (const [index, at] of [known, after].entries()) {
    const ref = `A-${sunday}-${index}`;
    await world.bulk.children([{ ref: `C-${sunday}-${index}`, ...CHILD, upn: null, councilReference: null, sex: null, primaryNeed: null, placement: null, settingRef: null, people: [] }]);
    const fact = { ...told('request-received', sunday, { by: 'parent', channel: 'email', receivedAt: `${sunday}T10:00:00Z` }), id: 'told', recordedAt: at as Instant, recordedBy: CASEWORKER };
    await importRecords([{ ref, kind: 'assessment', childRef: `C-${sunday}-${index}`, teamRef: TEAM, owner: CASEWORKER, openedAt: at as Instant, importedOn: null, facts: [fact] }], world.bulk, RULES, new Date(after));
  }
  const asked = { on: sunday as IsoDate, norms: {} };
  const open = (items: readonly { block: string; ref: string }[]) => items.filter(({ block, ref }) => block === 'open' && ref.includes(sunday)).map(({ ref }) => ref);
  expect(open(await createReportItems(world.database).items('open', asked))).toEqual([`A-${sunday}-0`]);
  expect(open(await itemsFromJournal(createReportedRecords(world.database), asked, RULES))).toEqual([`A-${sunday}-0`]);
});
});
