import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { askForFeedback } from '../../activities/feedback/ask.js';
import { createFeedbackAsking } from '../../prisma/repositories/feedback-asking.js';
import { createLinks } from '../../prisma/repositories/links.js';
import { standingOf } from '../../api/link-models.js';
import { instantOf } from '../../domain/dates/london.js';
import { importPlan, noon, record, RULES, told } from '../activities/world.js';
import { actsOf, deliverAll, deliveryOf, factsOf, FATHER, messagesOf, MOTHER, newHouse, tasksOf, watched, withFamily, type House } from './house.js';

/** Asked once, reminded once, by each one's own way; never after an ending. The amended plan of Tuesday 6 January 2026: asked on the 20th, reminded on 3 February. */

let house: House;
beforeAll(async () => {
  house = await newHouse('2026-01-06T12:00:00Z');
});
afterAll(() => house.close());
beforeEach(async () => {
  await house.database.pool.query('UPDATE feedback_request SET reminded_on = asked_on WHERE reminded_on IS NULL'); // plans of tests before
});

const HELD = [told('plan-made', '2025-01-14'), told('review-meeting-held', '2025-11-10'), told('review-decision-sent', '2025-12-02', { decision: 'amend' }), told('amendment-notice-sent', '2025-12-02', { channel: 'by-hand' })];
const AMENDED = told('amended-plan-issued', '2026-01-06', { setting: 'T-SCHOOL01' });

async function planSent(amended = AMENDED): Promise<{ ref: string; people: readonly string[] }> {
  const ref = await importPlan(house, [...HELD, amended], new Date(noon('2026-01-07')));
  const { people } = await withFamily(house, ref, [MOTHER, FATHER]);
  return { ref, people };
}

/** The watch of a morning, and what leaves at eight. */
async function morning(day: string, ways: ReturnType<typeof watched> = watched()): Promise<{ asked: number; reminded: number }> {
  house.clock.at = new Date(`${day}T06:00:00Z`);
  const done = await askForFeedback({ feedback: createFeedbackAsking(house.database), clock: house.clock, rules: () => RULES });
  await deliverAll(deliveryOf(house, { channels: { email: ways, letter: ways } }));
  house.clock.at = new Date(`${day}T08:00:00Z`);
  await deliverAll(deliveryOf(house, { channels: { email: ways, letter: ways } }));
  return done;
}
const feedbackOf = async (ref: string) => (await messagesOf(house.database, ref)).filter(({ letter }) => letter.startsWith('feedback-')).map(({ letter, channel, address, status }) => `${letter} by ${channel} to ${address.split('\n')[0]}: ${status}`).sort();
const answer = (ref: string, by: string, party = 'family') => house.database.pool.query(
  `INSERT INTO feedback_answer (ref, request_ref, by_kind, by_ref, marks, went_well, better, answered_on, answered_at)
   SELECT 'R-' || substr(ref, 3), ref, $3, $2, '{}', 'Kind people.', '', '2026-01-22', '2026-01-22T10:00:00Z' FROM feedback_request WHERE record_ref = $1 AND party = $4`, [ref, by, party === 'family' ? 'person' : 'setting', party]);

const ASKED = ['feedback-family by email to morag@family.example: accepted', 'feedback-family by letter to 22 Made-up Lane: accepted', 'feedback-setting by email to head@school.example: accepted'];
const REMINDED = ['feedback-family-reminder by email to morag@family.example: accepted', 'feedback-family-reminder by letter to 22 Made-up Lane: accepted', 'feedback-setting-reminder by email to head@school.example: accepted'];

test('a fortnight after the plan each of the family and the setting named is asked, once, at the hour people are written to; a fortnight later reminded, once', async () => {
  const { ref } = await planSent();
  expect(await morning('2026-01-19')).toEqual({ asked: 0, reminded: 0 });
  house.clock.at = new Date('2026-01-20T06:00:00Z');
  expect(await askForFeedback({ feedback: createFeedbackAsking(house.database), clock: house.clock, rules: () => RULES })).toEqual({ asked: 2, reminded: 0 });
  await deliverAll(deliveryOf(house));
  expect(await feedbackOf(ref)).toEqual([]); // before eight nobody is written to
  expect(await morning('2026-01-20')).toEqual({ asked: 0, reminded: 0 });
  expect(await feedbackOf(ref)).toEqual(ASKED);
  for (const day of ['2026-01-21', '2026-02-02']) expect(await morning(day)).toEqual({ asked: 0, reminded: 0 });
  expect(await morning('2026-02-03')).toEqual({ asked: 0, reminded: 2 });
  for (const day of ['2026-02-04', '2026-02-17', '2026-03-03']) expect(await morning(day)).toEqual({ asked: 0, reminded: 0 });
  expect(await feedbackOf(ref)).toEqual([...ASKED, ...REMINDED].sort());
});

test('two watches at once ask once', async () => {
  const { ref } = await planSent();
  house.clock.at = new Date('2026-01-20T06:00:00Z');
  const watch = () => askForFeedback({ feedback: createFeedbackAsking(house.database), clock: house.clock, rules: () => RULES });
  const done = await Promise.all([watch(), watch()]);
  expect(done.map(({ asked }) => asked).sort()).toEqual([0, 2]);
  await morning('2026-01-20');
  expect(await feedbackOf(ref)).toEqual(ASKED);
});

test('on a Saturday it waits for Monday', async () => {
  const { ref } = await planSent(told('amended-plan-issued', '2026-01-03', { setting: 'T-SCHOOL01' }));
  expect(await morning('2026-01-17')).toEqual({ asked: 2, reminded: 0 });
  expect(await feedbackOf(ref)).toEqual([]);
  await morning('2026-01-19');
  expect(await feedbackOf(ref)).toHaveLength(3);
});

test('who has answered is not reminded; of a family any of them', async () => {
  const { ref, people } = await planSent();
  await morning('2026-01-20');
  await answer(ref, people[0] ?? '');
  expect(await morning('2026-02-03')).toEqual({ asked: 0, reminded: 1 });
  expect((await feedbackOf(ref)).filter((sent) => sent.includes('reminder'))).toEqual(['feedback-setting-reminder by email to head@school.example: accepted']);
});

test.each(['died', 'moved-away'])('after %s nobody is asked, nor reminded of what was asked before', async (type) => {
  const before = await planSent();
  await record(factsOf(house), before.ref, told(type, '2026-01-12'));
  await morning('2026-01-20');
  expect(await feedbackOf(before.ref)).toEqual([]);
  const after = await planSent();
  await morning('2026-01-20');
  await record(factsOf(house), after.ref, told(type, '2026-01-26'));
  expect(await morning('2026-02-03')).toEqual({ asked: 0, reminded: 0 });
  expect(await feedbackOf(after.ref)).toEqual(ASKED);
});

test('a death recorded between the watch and eight o’clock stops the letter, by whichever of the child’s records it is known', async () => {
  const { ref } = await planSent();
  const other = await importPlan(house, [told('plan-made', '2024-01-09')], new Date(noon('2026-01-07')));
  await house.database.pool.query('UPDATE case_record SET child_ref = (SELECT child_ref FROM case_record WHERE ref = $1) WHERE ref = $2', [ref, other]);
  house.clock.at = new Date('2026-01-20T06:00:00Z');
  await askForFeedback({ feedback: createFeedbackAsking(house.database), clock: house.clock, rules: () => RULES });
  await record(factsOf(house), other, told('died', '2026-01-19'));
  house.clock.at = new Date('2026-01-20T08:00:00Z');
  await deliverAll(deliveryOf(house));
  expect((await feedbackOf(ref)).every((sent) => sent.endsWith(': withdrawn'))).toBe(true);
  expect(await morning('2026-02-03')).toEqual({ asked: 0, reminded: 0 });
});

test('a plan put right after its asking is not asked about again, and nobody is told to mend that letter', async () => {
  const { ref } = await planSent();
  await morning('2026-01-20');
  const entry = (await house.database.pool.query<{ position: number }>(`SELECT position FROM journal_entry WHERE record_ref = $1 AND type = 'amended-plan-issued'`, [ref])).rows[0]?.position ?? 0;
  await record(factsOf(house), ref, told('correction', '2026-01-21', { corrects: `j${entry}`, reason: 'wrong-day', replacement: { type: 'amended-plan-issued', on: '2026-01-07', setting: 'T-SCHOOL01' } }));
  expect(await morning('2026-01-22')).toEqual({ asked: 0, reminded: 0 });
  expect((await tasksOf(house.database, ref)).filter(({ kind }) => kind === 'corrected' || kind === 'struck')).toEqual([]);
  expect((await actsOf(house.database, ref)).filter(({ type }) => type === 'message-withdrawn')).toEqual([]);
});

test('by mail the link leads to the questions alone and runs out after twelve weeks; by post there is none', async () => {
  const { ref, people } = await planSent();
  const ways = watched();
  await morning('2026-01-20', ways);
  const mail = ways.sent.find(({ toName, letter }) => letter === 'feedback-family' && toName === MOTHER.name);
  expect(ways.sent.filter(({ channel }) => channel === 'letter').map(({ link }) => link)).toEqual([null]);
  expect(JSON.stringify(mail)).not.toContain('Exampleforth, '); // no child by name in a mail
  const link = await createLinks(house.database).byToken(mail?.link?.split('/').at(-1) ?? '');
  expect(link).toMatchObject({ recordRef: ref, forKind: 'person', forRef: people[0], forFeedback: true, forReviews: false, answered: false, recordEnded: false });
  if (link === null) throw new Error('no link');
  expect(standingOf(link, instantOf(new Date('2026-04-14T07:59:59Z')))).toBe('open');
  expect(standingOf(link, instantOf(new Date('2026-04-14T08:00:01Z')))).toBe('expired'); // 84 days
});

test('of a looked-after child no copy asks the social worker how it was for the family', async () => {
  const { ref } = await planSent();
  await house.database.pool.query('UPDATE child SET looked_after = true WHERE ref = (SELECT child_ref FROM case_record WHERE ref = $1)', [ref]);
  await morning('2026-01-20');
  expect(await feedbackOf(ref)).toEqual(ASKED);
});
