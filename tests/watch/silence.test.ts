// Every kind of silence is found, told to somebody who can act, once, and ends once it is mended; the weekly report counts the same,
// and a report of a past day says later what it said then. Real PostgreSQL.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importRecords, type ImportedRecord } from '../../activities/case/import-records.js';
import { itemsFromJournal } from '../../activities/weekly-report/from-journal.js';
import { watchQuiet } from '../../activities/watch/gone-quiet.js';
import { randomFrom } from '../../domain/chance.js';
import { addDays, isoDate, type IsoDate } from '../../domain/dates/iso-date.js';
import { normsOf } from '../../domain/settings.js';
import { keyOf, type Silent } from '../../domain/weekly-report/items.js';
import { createBounces } from '../../prisma/repositories/bounces.js';
import { createReportItems } from '../../prisma/repositories/report-items.js';
import { createReportedRecords } from '../../prisma/repositories/reported-records.js';
import { createReports } from '../../prisma/repositories/reports.js';
import { createTasks } from '../../prisma/repositories/tasks.js';
import { createWatch } from '../../prisma/repositories/watch.js';
import { activitiesOf, CASEWORKER, CHILD, importCase, newWorld, noon, record, RULES, TEAM, toDraft, told, type World } from '../activities/world.js';

let world: World;
beforeAll(async () => {
  world = await newWorld();
  const roles = [{ role: 'caseworker' as const, teamRef: TEAM, service: null }];
  await world.bulk.staff(['S-AWAY0000', 'S-COVER000', 'S-LEFT0000'].map((ref) => ({ ref, name: `${ref} Invented`, account: ref, demo: true, roles })));
});
afterAll(() => world.close());

const norms = normsOf(RULES.settings);
const look = (on: IsoDate) => watchQuiet({ reports: createReports(world.database), watch: createWatch(world.database), clock: { now: () => new Date(noon(on)) }, rules: () => RULES });
const tasksOf = async (ref: string): Promise<string[]> =>
  (await world.database.pool.query<{ task: string }>(`SELECT split_part(about, ':', 2) || ' ' || for_role || ' ' || coalesce(how, 'open') AS task FROM task WHERE kind = 'gone-quiet' AND record_ref = $1 ORDER BY opened_at, 1`, [ref])).rows.map(({ task }) => task);

/** Why the report of a day counts a record as silent, by the database; the journal says the same. */
async function silentOn(day: IsoDate, ref: string): Promise<string[]> {
  const ofBlock = await createReportItems(world.database).items('silent', { on: day, norms });
  const again = (await itemsFromJournal(createReportedRecords(world.database), { on: day, norms }, RULES)).filter(({ block }) => block === 'silent');
  expect(again.map(keyOf).sort()).toEqual(ofBlock.map(keyOf).sort());
  return ofBlock.filter((item): item is Silent & typeof item => item.ref === ref && item.block === 'silent').sort((a) => (a.first ? -1 : 1)).map(({ reason, days }) => `${reason} ${days}`);
}

const request = (on: IsoDate) => told('request-received', on, { by: 'parent', channel: 'email', receivedAt: `${on}T10:00:00Z` });

test('away without cover: from the first day; a cover who is away too, or leaves, covers nothing; a past report stays as it was', async () => {
  const monday = isoDate('2025-06-02');
  const ref = await importCase(world, [request(addDays(monday, -2)), told('owner-set', addDays(monday, -1), { owner: 'S-AWAY0000' })], null, new Date(noon(monday)));
  const teams = world.reads.teams;
  const away = (staff: string, cover: string | null, fromOn: IsoDate, toOn: IsoDate, at: IsoDate) => teams.setAbsence({ staff, cover, fromOn, toOn, by: CASEWORKER, at: noon(at) });
  await away('S-AWAY0000', 'S-COVER000', monday, addDays(monday, 11), addDays(monday, -3));
  expect(await silentOn(monday, ref)).toEqual([]);
  await away('S-COVER000', null, addDays(monday, 2), addDays(monday, 2), addDays(monday, 1));
  expect(await silentOn(addDays(monday, 1), ref)).toEqual([]);
  expect(await silentOn(addDays(monday, 2), ref)).toEqual(['owner-away 3']);
  await look(addDays(monday, 2));
  expect(await tasksOf(ref)).toEqual(['owner-away team-manager open']);
  await look(addDays(monday, 3));
  expect(await tasksOf(ref)).toEqual(['owner-away team-manager goes-on']); // back, and covers

  const leaves = addDays(monday, 4);
  expect(await teams.leave({ staff: 'S-COVER000', today: leaves, by: CASEWORKER, at: noon(leaves) })).toMatchObject({ left: true, covered: [{ ref: 'S-AWAY0000' }] });
  expect(await silentOn(leaves, ref)).toEqual(['owner-away 1']);
  expect(await silentOn(addDays(monday, 2), ref)).toEqual(['owner-away 3']);
  expect(await silentOn(addDays(monday, 3), ref)).toEqual([]); // as it was known that day
});

test('a letter came back: told of once the day to see to it has passed, and mended when somebody has', async () => {
  const day = isoDate('2025-07-07');
  const ref = await importCase(world, [request(addDays(day, -3))], null, new Date(noon(day)));
  const reference = '11111111-2222-4333-8444-555555555555';
  await world.database.pool.query(
    `INSERT INTO message (ref, record_ref, letter, to_kind, to_ref, to_name, channel, address, subject, body, reference, queued_at, sent_at, status)
     VALUES ('M-DEAD0000', $1, 'request-acknowledged', 'person', 'P-1', 'Pat Testparent', 'email', 'gone@example.invalid', 'x', '[]', $2, $3, $3, 'accepted')`, [ref, reference, noon(day)]);
  await createBounces(world.database).came({ reference, problem: 'permanent-failure', actBy: addDays(day, 1), at: noon(day) });
  expect(await silentOn(addDays(day, 1), ref)).toEqual([]);
  expect(await silentOn(addDays(day, 2), ref)).toEqual(['dead-address 1']);
  await look(addDays(day, 2));
  await look(addDays(day, 3));
  expect(await tasksOf(ref)).toEqual(['dead-address team-manager open']);
  const { rows } = await world.database.pool.query<{ ref: string }>(`SELECT ref FROM task WHERE kind = 'bounced' AND record_ref = $1`, [ref]);
  await createTasks(world.database).end({ ref: rows[0]?.ref ?? '', how: 'telephoned', by: CASEWORKER, at: noon(addDays(day, 4)) });
  await look(addDays(day, 4));
  expect(await tasksOf(ref)).toEqual(['dead-address team-manager goes-on']);
  expect(await silentOn(addDays(day, 4), ref)).toEqual([]);
  expect(await silentOn(addDays(day, 3), ref)).toEqual(['dead-address 2']);
});

test('a draft without its final plan: by its own norm however busy the case is, until the plan is issued', async () => {
  const ref = await importCase(world, [...toDraft, ...['2025-12-29', '2026-01-05', '2026-01-09'].map((on) => told('contact-made', on))], null, new Date(noon('2026-01-09')));
  // served on 5 December: the family's days end on the 20th
  expect(await silentOn(isoDate('2026-01-10'), ref)).toEqual([]);
  expect(await silentOn(isoDate('2026-01-11'), ref)).toEqual(['not-finalised 22']);
  await look(isoDate('2026-01-12'));
  expect(await tasksOf(ref)).toEqual(['not-finalised team-manager open']);
  await record(activitiesOf(world, { clock: { now: () => new Date(noon('2026-01-13')) } }), ref, told('final-plan-issued', '2026-01-13', { servedOn: '2026-01-13' }));
  await look(isoDate('2026-01-14'));
  expect(await tasksOf(ref)).toEqual(['not-finalised team-manager goes-on']);
  expect(await silentOn(isoDate('2026-01-12'), ref)).toEqual(['not-finalised 23']);
});

test('an escalation nobody answers counts from the first day that was asked for; a task is opened where its ladder tells nobody more, and a promise ends both until it is broken', async () => {
  // to be decided by Tuesday 14 October 2025; the team manager has until the 20th, the director until 27 November
  const ref = await importCase(world, [told('request-received', '2025-09-02', { by: 'parent' }), told('partners-told', '2025-09-12')], null, new Date(noon('2025-09-12')));
  let day = isoDate('2025-10-15');
  const activities = activitiesOf(world, { clock: { now: () => new Date(noon(day)) } });
  const goOnTo = async (until: string) => {
    for (; day <= isoDate(until); day = addDays(day, 1)) await activities.performDue({ caseRef: ref, now: noon(day) });
    day = isoDate(until);
  };
  const unanswered = async (on: string) => (await silentOn(isoDate(on), ref)).filter((reason) => reason.startsWith('not-acknowledged'));
  await goOnTo('2025-10-22');
  expect(await unanswered('2025-10-20')).toEqual([]);
  expect(await unanswered('2025-10-21')).toEqual(['not-acknowledged 1']);
  expect(await unanswered('2025-10-22')).toEqual(['not-acknowledged 2']); // the service manager was told on the 21st
  await look(isoDate('2025-10-22'));
  expect((await tasksOf(ref)).filter((task) => task.startsWith('not-ack'))).toEqual([]); // the ladder goes on

  await goOnTo('2025-11-20');
  const { rows } = await world.database.pool.query<{ rung: string; until: IsoDate; next: string | null }>(`SELECT rungs[1] AS rung, acknowledge_by AS until, next_on AS next FROM escalation WHERE record_ref = $1 AND duty = 'decide-to-assess'`, [ref]);
  const [top] = rows;
  expect(top).toMatchObject({ rung: 'late-84', next: null });
  const late = addDays(top?.until ?? day, 1);
  await goOnTo(late);
  await look(late);
  await look(addDays(late, 1));
  expect((await tasksOf(ref)).filter((task) => task.startsWith('not-ack'))).toEqual(['not-acknowledged service-manager open']);

  const promised = addDays(late, 7);
  day = addDays(late, 1);
  await record(activities, ref, told('escalation-acknowledged', day, { duty: 'decide-to-assess', occurrence: 'j1', rung: 'late-84', promisedOn: promised }));
  await look(addDays(late, 2));
  expect((await tasksOf(ref)).filter((task) => task.startsWith('not-ack'))).toEqual(['not-acknowledged service-manager goes-on']);
  expect(await unanswered(addDays(late, 2))).toEqual([]);
  expect(await unanswered(addDays(promised, 1))).toEqual(['not-acknowledged 1']); // the promise was broken, and nobody is told
  expect(await unanswered('2025-10-21')).toEqual(['not-acknowledged 1']);
});

/** Cases in hand, each with something recorded within its norm; then fifty of them stop, each in one of four ways. */
test('fifty stopped at random among two hundred: all found by the way they stopped, no busy case flagged', async () => {
  const random = randomFrom('fifty of two hundred');
  const today = isoDate('2027-03-01');
  const team = 'TEAM-FIFTY';
  await world.bulk.teams([{ ref: team, name: 'Fifty' }]);
  await world.bulk.staff([{ ref: 'S-OFF00000', name: 'Olly Invented', account: 'off', demo: true, roles: [] }, { ref: 'S-GONE0000', name: 'Gill Invented', account: 'gone', demo: true, roles: [] }]);
  await world.database.pool.query(`UPDATE staff SET left_on = '2027-02-01' WHERE ref = 'S-GONE0000'`);
  await world.reads.teams.setAbsence({ staff: 'S-OFF00000', cover: null, fromOn: addDays(today, -3), toOn: addDays(today, 9), by: CASEWORKER, at: noon(addDays(today, -4)) });
  const all = Array.from({ length: 200 }, (_, n) => n);
  const stopped = new Set<number>();
  while (stopped.size < 50) stopped.add(random.whole(0, 199));
  const WAYS = ['no-fact', 'no-owner', 'owner-left', 'owner-away', 'dead-address'] as const;
  const ways = new Map([...stopped].map((n) => [n, WAYS[random.whole(0, WAYS.length - 1)]]));
  const OWNERS = { 'no-owner': null, 'owner-left': 'S-GONE0000', 'owner-away': 'S-OFF00000' } as const;
  const records = all.map((n): ImportedRecord => {
    const way = ways.get(n);
    const last = addDays(today, way === 'no-fact' ? -random.whole(29, 90) : -random.whole(1, 21));
    const asked = addDays(last, -random.whole(1, 30));
    const facts = [told('request-received', addDays(asked, -20), { by: 'parent' }), ...(random.chance(0.5) ? [told('assessment-agreed', asked)] : []), told('contact-made', last)];
    const owner = way !== undefined && way in OWNERS ? OWNERS[way as keyof typeof OWNERS] : CASEWORKER;
    return { ref: `A-FIFTY${n}`, kind: 'assessment', childRef: `C-FIFTY${n}`, teamRef: team, owner, openedAt: noon(asked), importedOn: null, facts: facts.map((fact) => ({ ...fact, id: 'told', recordedAt: noon(fact.on), recordedBy: CASEWORKER })) };
  });
  await world.bulk.children(records.map(({ childRef }) => ({ ref: childRef, ...CHILD, upn: null, councilReference: null, sex: null, primaryNeed: null, placement: null, settingRef: null, people: [] })));
  await importRecords(records, world.bulk, RULES, new Date(noon(today)));
  for (const n of all) {
    const isDead = ways.get(n) === 'dead-address';
    const seenTo = isDead ? null : noon(addDays(today, -1)); // of some busy ones a letter came back as well, and somebody saw to it
    if (isDead || (!stopped.has(n) && random.chance(0.2)))
      await world.database.pool.query(`INSERT INTO task (ref, record_ref, kind, about, for_role, act_by, opened_at, done_at, done_by) VALUES ($1, $2, 'bounced', $1, 'caseworker', $3, $4, $5::timestamptz, CASE WHEN $5 IS NOT NULL THEN 'x' END)`, [`K-FIFTY${n}`, `A-FIFTY${n}`, addDays(today, -2), noon(addDays(today, -3)), seenTo]);
  }
  await look(today);
  await look(today);
  const { rows } = await world.database.pool.query<{ found: string }>(`SELECT record_ref || ' ' || split_part(about, ':', 2) AS found FROM task WHERE kind = 'gone-quiet' AND record_ref LIKE 'A-FIFTY%'`);
  expect(rows.map(({ found }) => found).sort()).toEqual([...ways].map(([n, way]) => `A-FIFTY${n} ${way}`).sort());
  const counted = (await createReportItems(world.database).items('silent', { on: today, norms })).filter((item) => item.team === team);
  expect(counted.map((item) => `${item.ref} ${'reason' in item ? item.reason : ''}`).sort()).toEqual(rows.map(({ found }) => found).sort());
});
