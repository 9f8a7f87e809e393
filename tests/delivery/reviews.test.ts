import { afterAll, beforeAll, expect, test } from 'vitest';
import { standingOf } from '../../api/link-models.js';
import type { Instant } from '../../domain/dates/london.js';
import { createLinks } from '../../prisma/repositories/links.js';
import { importPlan, noon, record, told } from '../activities/world.js';
import { deliverAll, deliveryOf, factsOf, messagesOf, newHouse, PUBLIC_URL, tasksOf, watched, type House } from './house.js';

/** A review is asked of the setting the child is at, and chased as advice is: each mail with a link that leads to its reviews. */

const SCHOOL = 'T-SCHOOL01';
let house: House;
beforeAll(async () => {
  house = await newHouse('2026-09-21T12:00:00Z');
});
afterAll(() => house.close());

async function planAt(setting: string | null): Promise<string> {
  const ref = await importPlan(house, [told('plan-made', '2026-01-20')], new Date('2026-01-20T12:00:00Z'));
  await house.database.pool.query('UPDATE child SET setting_ref = $2 WHERE ref = (SELECT child_ref FROM case_record WHERE ref = $1)', [ref, setting]);
  return ref;
}

const live = async (ref: string, at: string): Promise<void> => {
  house.clock.at = new Date(at);
  await factsOf(house).performDue({ caseRef: ref, now: at });
};
const recorded = async (ref: string, type: string, on: string, more: object = {}): Promise<void> => {
  house.clock.at = new Date(noon(on));
  await record(factsOf(house), ref, told(type, on, more));
};
const toSchool = async (ref: string): Promise<string[]> => (await messagesOf(house.database, ref)).filter(({ toKind }) => toKind === 'setting').map(({ letter, address, subject }) => `${letter} > ${address}: ${subject.split(':')[0]}`);

test('the date set asks the school to invite, its own mail leads to its reviews, and it is reminded of what it has not said is done', async () => {
  const ref = await planAt(SCHOOL);
  const email = watched();
  const delivery = deliveryOf(house, { channels: { email, letter: watched() } });
  await recorded(ref, 'review-date-set', '2026-09-21', { meetingOn: '2026-11-05' });
  await deliverAll(delivery);
  expect(await toSchool(ref)).toEqual(['review-arranged > head@school.example: Review meeting on Thursday 5 November 2026, please invite by Wednesday 21 October 2026']);

  const [mail] = email.sent;
  expect(mail?.link).toMatch(new RegExp(`^${PUBLIC_URL}/a/`));
  const link = await createLinks(house.database).byToken(mail?.link?.split('/a/')[1] ?? '');
  expect(link).toMatchObject({ recordRef: ref, forKind: 'setting', forRef: SCHOOL, forReviews: true });
  expect(link && standingOf(link, '2026-09-21T12:00:00.000Z' as Instant)).toBe('open');
  expect(JSON.stringify(mail)).not.toContain('Exampleforth'); // an email names no child

  await live(ref, '2026-10-07T08:00:00Z'); // a fortnight before
  await deliverAll(delivery);
  expect((await toSchool(ref)).slice(1)).toEqual(['review-reminder > head@school.example: Reminder to invite everybody to the review meeting by Wednesday 21 October 2026']);
  await recorded(ref, 'review-invitations-sent', '2026-10-08');
  await live(ref, '2026-10-16T08:00:00Z'); // three days before, off the weekend
  await deliverAll(delivery);
  expect((await toSchool(ref)).slice(2)).toEqual(['review-reminder > head@school.example: Reminder to send the review papers to everybody invited by Wednesday 21 October 2026']);
});

test('the meeting held asks for the report, which is reminded, chased once late, and not once it is sent', async () => {
  const ref = await planAt(SCHOOL);
  const delivery = deliveryOf(house);
  await recorded(ref, 'review-meeting-held', '2026-11-05');
  await deliverAll(delivery);
  const asked = ['review-report-request > head@school.example: Report of the review meeting, please send by Thursday 19 November 2026'];
  expect(await toSchool(ref)).toEqual(asked);
  for (const at of ['2026-11-16T08:00:00Z', '2026-11-20T08:00:00Z']) {
    await live(ref, at);
    await deliverAll(delivery);
  }
  const reminder = 'review-reminder > head@school.example: Reminder to send the report of the review meeting by Thursday 19 November 2026';
  expect(await toSchool(ref)).toEqual([...asked, reminder, reminder]);
  await recorded(ref, 'review-report-sent', '2026-11-23');
  await live(ref, '2026-11-30T08:00:00Z');
  await deliverAll(delivery);
  expect(await toSchool(ref)).toHaveLength(3);
});

test('a reminder that has not gone is not sent once what it is about is done; a meeting that is over asks nobody to prepare it', async () => {
  const ref = await planAt(SCHOOL);
  const delivery = deliveryOf(house);
  await recorded(ref, 'review-date-set', '2026-11-10', { meetingOn: '2026-11-05' });
  await recorded(ref, 'review-meeting-held', '2026-11-11');
  await live(ref, '2026-11-23T08:00:00Z');
  await recorded(ref, 'review-report-sent', '2026-11-23');
  await deliverAll(delivery);
  expect(await toSchool(ref)).toEqual([]);
});

test('where the child attends nothing the council runs the review: no letter, and no task to find an address', async () => {
  const ref = await planAt(null);
  await recorded(ref, 'review-date-set', '2026-11-12', { meetingOn: '2026-12-17' });
  await deliverAll(deliveryOf(house));
  expect([await toSchool(ref), await tasksOf(house.database, ref)]).toEqual([[], []]);
});

test('the link of a child who has left leads to nothing more of the school’s', async () => {
  const ref = await planAt(SCHOOL);
  const links = createLinks(house.database);
  const token = await links.issue({ recordRef: ref, forKind: 'setting', forRef: SCHOOL, now: noon('2026-11-12') });
  await house.database.pool.query('UPDATE child SET setting_ref = NULL WHERE ref = (SELECT child_ref FROM case_record WHERE ref = $1)', [ref]);
  expect(await links.byToken(token)).toMatchObject({ answered: true, forReviews: false });
});

test('of a child in no setting the council writes itself: the family, the ICB, social care and its officer are invited and sent the papers', async () => {
  const ref = await planAt(null);
  const email = watched();
  const post = watched();
  const delivery = deliveryOf(house, { channels: { email, letter: post } });
  await house.database.pool.query(
    `INSERT INTO person (ref, child_ref, name, relation, parental_responsibility, contact, email_consent, prefers, address, postcode)
     SELECT 'S-REG21MUM', child_ref, 'Morag Exampleforth', 'mother', true, 'contactable', false, 'post', '1 Invented Row', 'ZZ1 1AA' FROM case_record WHERE ref = $1`,
    [ref],
  );
  await house.database.pool.query(`INSERT INTO note (ref, record_ref, author, field, text, written_at) VALUES ('N-REG21P1C', $1, 'S-CASEWRK1', 'place', 'Council Offices, Room 4, at 2pm', now())`, [ref]);
  await recorded(ref, 'review-date-set', '2026-11-12', { meetingOn: '2027-01-14', arrangedBy: 'authority' });
  await recorded(ref, 'review-invitations-sent', '2026-11-13', { place: 'N-REG21P1C' });
  await deliverAll(delivery);
  const told = await messagesOf(house.database, ref);
  expect(told.map(({ letter, toKind }) => `${letter} > ${toKind}`).sort()).toEqual(['review-invitation > person', 'review-invitation-partners > service', 'review-invitation-partners > service', 'review-invitation-partners > staff']);
  const letter = JSON.stringify(post.sent);
  expect(letter).toContain('Thursday 14 January 2027');
  expect(letter).toContain('Room 4, at 2pm');
  expect(letter).toContain('the last day for this invitation was Wednesday 30 December 2026');
  expect(email.sent).toHaveLength(3);
  for (const mail of email.sent) expect(JSON.stringify(mail)).not.toMatch(/Room 4|Exampleforth/); // an officer's own words, and a name, travel by post alone

  await recorded(ref, 'review-papers-circulated', '2026-11-16');
  await deliverAll(delivery);
  expect((await messagesOf(house.database, ref)).slice(4).map(({ letter: code, toKind }) => `${code} > ${toKind}`).sort()).toEqual(['review-papers > person', 'review-papers-partners > service', 'review-papers-partners > service', 'review-papers-partners > staff']);
  expect((await tasksOf(house.database, ref)).filter((task) => JSON.stringify(task).includes('not-written'))).toEqual([]);
});

test('many plans of one team whose lists are due are one task for its manager, and no mail', async () => {
  const { task } = await (async () => {
    for (const ref of [await planAt(SCHOOL), await planAt(SCHOOL)]) {
      await house.database.pool.query(
        `INSERT INTO notification (record_ref, position, template, to_role, duty, subject, occurrence, rung, key, queued_at) VALUES ($1, 1, 'remind.send-review-list', 'team-manager', 'send-review-list', 'spring-2027', 'spring-2027', 'due-minus-14', 'send-review-list/spring-2027/spring-2027/due-minus-14', now())`,
        [ref],
      );
    }
    await deliverAll(deliveryOf(house));
    return { task: (await house.database.pool.query<{ about: string; role: string }>(`SELECT about, for_role AS role FROM task WHERE kind = 'review-lists'`)).rows };
  })();
  expect(task).toEqual([{ about: expect.stringMatching(/^spring-2027:.+:team-manager$/) as string, role: 'team-manager' }]);
});
