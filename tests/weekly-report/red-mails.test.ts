// Who answers for a red is told with the report, and once more on the Wednesday by which cause and action were owed: one mail each.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freezeWeek } from '../../activities/weekly-report/freeze.js';
import { createWeeklyReportActivities } from '../../activities/weekly-report/report-activities.js';
import { createReportWriter } from '../../activities/weekly-report/words.js';
import { readCouncil, readLetters } from '../../config/letters.js';
import { isoDate } from '../../domain/dates/iso-date.js';
import { isoWeek } from '../../domain/dates/iso-week.js';
import { londonInstant } from '../../domain/dates/london.js';
import { measureOf } from '../../domain/weekly-report/explained.js';
import { redItems } from '../../domain/weekly-report/rag.js';
import { createLadders } from '../../prisma/repositories/ladders.js';
import { createRedExplanations } from '../../prisma/repositories/red-explanations.js';
import { createReportMails } from '../../prisma/repositories/report-mail.js';
import { createReportReaders } from '../../prisma/repositories/report-readers.js';
import { createReports } from '../../prisma/repositories/reports.js';
import { CHILD, importCase, newWorld, noon, RULES, TEAM, told, type World } from '../activities/world.js';

const SUNDAY = isoDate('2025-12-14');
const WEEK = isoWeek(SUNDAY);
const STAFF = { 'S-SERVICE1': ['service-manager'], 'S-SERVICE2': ['service-manager', 'senior-manager'], 'S-SENIOR00': ['senior-manager'], 'S-DIRECTOR': ['director'] } as const;

let world: World;
let now = londonInstant(isoDate('2025-12-15'), '07:00');
beforeAll(async () => {
  world = await newWorld();
  await world.bulk.staff(Object.entries(STAFF).map(([ref, roles]) => ({ ref, name: `${ref} Invented`, account: `${ref}@quayborough.example`, demo: true, roles: roles.map((role) => ({ role, teamRef: TEAM, service: null })) })));
  // the decision is late, which the service manager answers for, and so is the psychologist's advice, which the senior manager does
  await importCase(world, [told('request-received', '2025-09-02', { by: 'parent' })], null, new Date(noon('2025-12-14')));
  await importCase(world, [told('request-received', '2025-09-02', { by: 'parent' }), told('assessment-agreed', '2025-10-07'), told('advice-requested', '2025-10-08', { adviser: 'V-4', role: 'educational-psychology' })], null, new Date(noon('2025-12-14')));
  await freezeWeek({ reports: createReports(world.database), clock: { now: () => new Date(now) }, norms: () => ({}) }, WEEK);
});
afterAll(() => world.close());

const activities = () => {
  const { database } = world;
  return createWeeklyReportActivities({
    reports: createReports(database), mails: createReportMails(database), explained: createRedExplanations(database), readers: createReportReaders(database), ladders: createLadders(database),
    clock: { now: () => new Date(now) }, rules: () => RULES, norms: () => ({}), write: createReportWriter({ letters: readLetters(), council: readCouncil('Quayborough Council'), publicUrl: 'https://duly.example' }),
  });
};
const mails = async (kind: string) =>
  (await world.database.pool.query<{ to: string; words: string }>(`SELECT r.staff_ref AS "to", m.subject || ' ' || m.body::text AS words FROM report_mail r JOIN message m ON m.ref = r.message_ref WHERE r.kind = $1 ORDER BY 1`, [kind])).rows;

async function explain(measure: string): Promise<void> {
  const action = { ref: 'RA-RED00001', week: WEEK, what: 'More hands', owner: 'S-SERVICE1', byOn: isoDate('2026-01-30'), figure: `${measure}/late`, by: 'S-SERVICE1', at: now };
  await createRedExplanations(world.database).write({ week: WEEK, figure: measure, cause: 'staff-shortage', words: 'Two posts are empty.', by: 'S-SERVICE1', at: now, after: 0, action });
}

test('with the report on Monday: each what is theirs, once whatever runs twice; who holds two roles has one mail about both; no child is named', async () => {
  await Promise.all([activities().sendReport({ week: WEEK }), activities().sendReport({ week: WEEK })]);
  await activities().sendReport({ week: WEEK });
  const sent = await mails('red');
  expect(sent.map(({ to }) => to)).toEqual(['S-SENIOR00', 'S-SERVICE1', 'S-SERVICE2']);
  const [senior, service, both] = sent.map(({ words }) => words);
  expect(service).toContain('you answer for 1 measure that is red and waits for cause and action');
  expect(service).toContain('Assessments against their limits: 1 measure, the largest of 1');
  expect(service).not.toContain('Advice');
  expect(senior).toContain('Advice asked of services: 1 measure, the largest of 1');
  expect(both).toContain('you answer for 2 measures that are red and wait');
  expect(both).toContain(`https://duly.example/reports/${WEEK}#explained`);
  expect(both).toContain('Wednesday 17 December 2025');
  expect(sent.map(({ words }) => words).join(' ')).not.toContain(CHILD.familyName);
});

test('on Wednesday once more to whom it still waits for, and to nobody else', async () => {
  now = londonInstant(isoDate('2025-12-16'), '12:00');
  const red = redItems((await createReports(world.database).one(WEEK))?.figures ?? []).find(({ figure }) => figure.table === 'limits');
  await explain(red === undefined ? '' : measureOf(red.figure));
  now = londonInstant(isoDate('2025-12-17'), '09:00');
  await Promise.all([activities().climbUnread({ week: WEEK }), activities().climbUnread({ week: WEEK })]);
  await activities().climbUnread({ week: WEEK });
  const sent = await mails('red-still');
  expect(sent.map(({ to }) => to)).toEqual(['S-SENIOR00', 'S-SERVICE2']);
  expect(sent[1]?.words).toContain('1 measure you answer for still waits for cause or action. They were owed by Wednesday 17 December 2025.');
  expect(sent[1]?.words).not.toContain('Assessments against their limits');
  expect(await mails('red')).toHaveLength(3);
});
