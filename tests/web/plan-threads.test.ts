import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EMPTY_PLAN } from '../../domain/plan/content.js';
import { REFUSALS } from '../../domain/refusals.js';
import { paths } from '../../web/paths.js';
import { MOVED_IN_WORDS as m } from '../../web/words/moved-in.js';
import { PLAN_WORDS as t } from '../../web/words/plan.js';
import { REVIEW_WORDS as r } from '../../web/words/reviews.js';
import { REVIEW_WORDS as s } from '../../web/words/setting-reviews.js';
import { launchBrowser } from '../support/resources.js';
import { visitByLink } from './support/by-link.js';
import { bringPlans } from './support/plans.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** Threads between a plan's text, the school's report, the decision, an amendment and a reassessment; and what age, asking and moving ask of a plan. */

const DAY = '2026-11-20';
const [REVIEWED, REASSESSED, YOUNG, OLD, MOVING] = ['P-REV1EWED', 'P-REASSESS', 'P-VNDERF1V', 'P-PAST2500', 'P-M0V1NG00'];
let browser: Browser;
let app: TestApp;
let casey: Visitor;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: DAY })]);
  const decided = (on: string) => [{ type: 'review-meeting-held', on }, { type: 'review-decision-sent', on, decision: 'keep' }] as const;
  await bringPlans(app.database, [
    { ref: REVIEWED, name: 'Wren', facts: [{ type: 'plan-made', on: '2025-12-08' }, { type: 'review-date-set', on: '2026-10-05', meetingOn: '2026-11-16' }, { type: 'review-invitations-sent', on: '2026-10-20' }, { type: 'review-papers-circulated', on: '2026-10-27' }, { type: 'review-meeting-held', on: '2026-11-16' }] },
    { ref: REASSESSED, name: 'Robin', facts: [{ type: 'plan-made', on: '2024-12-02' }, ...decided('2026-03-02'), { type: 'reassessment-requested', on: '2026-08-03', by: 'parent' }, { type: 'reassessment-agreed', on: '2026-08-14' }] },
    { ref: YOUNG, name: 'Finch', bornOn: '2022-06-01', facts: [{ type: 'plan-made', on: '2026-08-24' }] },
    { ref: OLD, name: 'Heron', bornOn: '2001-03-01', facts: [{ type: 'plan-made', on: '2020-01-06' }, ...decided('2026-06-01')] },
    { ref: MOVING, name: 'Martin', bornOn: '2010-01-04', facts: [{ type: 'plan-made', on: '2024-12-02' }, ...decided('2026-03-02')] },
  ], DAY);
  casey = await visit(browser, app.url, { as: 'caseworker' });
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

const main = (visitor: Visitor) => visitor.page.locator('main').innerText();
async function looks(visitor: Visitor): Promise<void> {
  await expectAccessible(visitor);
  await visitor.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(visitor);
  await visitor.page.setViewportSize({ width: 1100, height: 900 });
}
const rows = async <Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> => (await app.database.pool.query<Row>(sql, [...values])).rows;
/** A text in force: as a plan has it that was made from an assessment. */
async function inForce(ref: string, sentOn: string, outcomes: readonly string[]): Promise<void> {
  const content = { ...EMPTY_PLAN, E: { ...EMPTY_PLAN.E, items: outcomes.map((outcome, i) => ({ id: `E${i + 1}`, words: { outcome, measure: '', byWhen: '', steps: '' }, needs: [], outcomes: [] })), last: outcomes.length } };
  await app.database.pool.query(
    `INSERT INTO plan_version (record_ref, number, kind, content, saves, started_by, started_at, saved_by, saved_at, sent_on, sent_at, sent_by)
     VALUES ($1, 1, 'final', $2, 1, 'S-CASEY000', $3::date, 'S-CASEY000', $3::date, $3::date, $3::date, 'S-CASEY000')`, [ref, JSON.stringify(content), sentOn]);
}
async function recorded(step: string, ref: string, typed: Readonly<Record<string, string>>, chosen: Readonly<Record<string, string | readonly string[]>> = {}, by: Visitor = casey): Promise<number> {
  await by.open(paths.record(ref, step));
  await by.choose(chosen);
  await by.type(typed);
  return by.press('Record');
}

test('a school’s report starts with the outcomes of the plan in force; once saved the rows are the school’s own', async () => {
  await inForce(REVIEWED, '2025-12-08', ['Wren reads a short book to a friend', 'Wren walks to the shop']);
  const school = await visitByLink(browser, app, { recordRef: REVIEWED, forKind: 'setting', forRef: 'T-QUAYS1DE' });
  await school.open(paths.reviewReport(REVIEWED));
  const outcome = (i: number) => school.page.locator(`#outcomes-${i}-outcome`).inputValue();
  expect([await outcome(0), await outcome(1)]).toEqual(['Wren reads a short book to a friend', 'Wren walks to the shop']);
  expect(await school.page.locator('#outcomes-2-outcome').count()).toBe(0);
  await looks(school);
  await school.type({ 'outcomes-1-outcome': '', 'changes-F': 'Speech therapy twice a week', reasons: 'More than the plan says is given already.' });
  await school.choose({ 'outcomes-0-progress': 'some', recommendation: 'amend' });
  expect(await school.press(s.report.save)).toBe(200);
  expect(await outcome(0)).toBe('Wren reads a short book to a friend');
  expect(await school.page.locator('#outcomes-1-outcome').count()).toBe(0); // taken out, it stays out
  await school.press(s.report.send);
  expect(await school.press(s.report.sendAnyway)).toBe(200);
  await school.leave();
});

test('the decision’s form shows what the report recommends, and each section asks its change of whoever amends the plan', async () => {
  await casey.open(paths.record(REVIEWED, 'review-decision-sent'));
  const shown = await casey.page.locator('section[aria-labelledby=recommends]').innerText();
  for (const words of [s.report.recommendations.amend, 'More than the plan says is given already.', 'Speech therapy twice a week', 'Quayside']) expect(shown).toContain(words);
  await looks(casey);
  await casey.open(paths.plan(REVIEWED));
  expect(await casey.press(t.startNext(1))).toBe(200);
  expect(await casey.page.locator('#section-F').innerText()).toContain('Speech therapy twice a week');
  expect(await casey.page.locator('#section-E').innerText()).not.toContain('Speech therapy');
  await looks(casey);
  await casey.open(paths.planItem(REVIEWED, 'F', 'new'));
  expect(await main(casey)).toContain('Speech therapy twice a week');
  await looks(casey);
});

test('a reassessment’s text: begun from the plan in force, sent as a draft, issued as the plan’s next version in force', async () => {
  await inForce(REASSESSED, '2024-12-02', ['Robin dresses alone']);
  await casey.open(paths.plan(REASSESSED));
  expect(await casey.press(t.startNext(1))).toBe(200);
  await casey.open(paths.planItem(REASSESSED, 'B', 'new'));
  await casey.type({ need: 'Robin hears little on the left.' });
  await casey.press(t.save);
  const today = day('on', DAY);
  expect(await recorded('draft-plan-sent', REASSESSED, day('on', '2026-10-30'), { planText: 'plan:2/1', channel: 'by-hand' })).toBe(200);
  await casey.open(paths.plan(REASSESSED));
  expect(await casey.press(t.startNext(2))).toBe(200);
  expect(await casey.page.locator('#section-B').innerText()).toContain('Robin hears little on the left.');
  expect(await recorded('reassessed-plan-issued', REASSESSED, today, { planText: 'plan:3/0' })).toBe(409); // sections A, C and others say nothing
  const mara = await visit(browser, app.url, { as: 'manager' });
  expect(await recorded('reassessed-plan-issued', REASSESSED, { ...today, despite: 'The Tribunal ordered it by today; the rest follows by amendment.' }, { planText: 'plan:3/0' }, mara)).toBe(200);
  await mara.open(paths.history(REASSESSED));
  expect(await main(mara)).toContain('The Tribunal ordered it by today');
  await mara.leave();
  expect(await rows('SELECT number, kind, sent_on::text AS sent FROM plan_version WHERE record_ref = $1 ORDER BY number', [REASSESSED])).toEqual([
    { number: 1, kind: 'final', sent: '2024-12-02' }, { number: 2, kind: 'draft', sent: '2026-10-30' }, { number: 3, kind: 'final', sent: DAY },
  ]);
});

test('an early review is asked for, stands in the list, is answered by letter, and stands there no longer', async () => {
  expect(await recorded('early-review-requested', MOVING, day('on', '2026-11-18'), { by: 'setting' })).toBe(200);
  expect(await main(casey)).toContain(r.earlyAsked('Wednesday 18 November 2026'));
  await casey.open(`${paths.reviews}?step=early`);
  const list = await main(casey);
  expect(list).toContain('Martin Testchild');
  expect(list).toContain(r.steps.early);
  await looks(casey);
  expect(await recorded('early-review-answered', MOVING, { ...day('on', DAY), reason: 'The yearly review is in March.' }, { answer: 'no' })).toBe(200);
  await casey.open(`${paths.reviews}?step=early`);
  expect(await main(casey)).not.toContain('Martin');
});

test('a plan of a child under five says when guidance has a review considered; one past the year of 25 must end, and leads the list', async () => {
  await casey.open(paths.case(YOUNG));
  expect(await main(casey)).toContain(r.underFive('Tuesday 24 November 2026', 'Wednesday 24 February 2027'));
  await looks(casey);
  await casey.open(paths.case(OLD));
  expect(await main(casey)).toContain(r.pastEnd('Friday 31 July 2026', 'Sunday 28 February 2027'));
  await looks(casey);
  await casey.open(paths.reviews);
  const list = await main(casey);
  expect(list.indexOf('Heron Testchild')).toBeLessThan(list.indexOf('Finch Testchild'));
  expect(list).toContain(r.steps.end);
  await looks(casey);
});

test('nobody under 18 loses a plan for being out of education: the form says why', async () => {
  const manager = await visit(browser, app.url, { as: 'manager' });
  await manager.open(paths.record(MOVING, 'cease-decided'));
  await looks(manager);
  await manager.choose({ ground: 'out-of-education' });
  await manager.type({ ...day('on', DAY), reason: 'Martin has been out of college since September.' });
  expect(await manager.press('Record')).toBe(409);
  const { sentence, law } = REFUSALS['under-18-out-of-education'];
  expect(await main(manager)).toContain(law);
  expect((await manager.errorSummary())[0]?.text).toContain(sentence);
  await manager.choose({ ground: 'no-longer-necessary' });
  expect(await manager.press('Record')).toBe(200);
  expect(await rows(`SELECT payload->>'ground' AS ground FROM journal_entry WHERE record_ref = $1 AND type = 'cease-decided'`, [MOVING])).toEqual([{ ground: 'no-longer-necessary' }]);
  await manager.leave();
});

test('a plan goes to another council by its number, and the record has ended with it', async () => {
  await casey.open(paths.record(YOUNG, 'plan-transferred'));
  await looks(casey);
  expect(await casey.press('Record')).toBe(400);
  expect((await casey.errorSummary()).map(({ href }) => href)).toContain('#to');
  await casey.page.selectOption('#to', '881');
  await casey.type(day('on', DAY));
  expect(await casey.press('Record')).toBe(200);
  expect(await main(casey)).toContain('To Essex (881)');
  expect(await rows('SELECT stage FROM case_record WHERE ref = $1', [YOUNG])).toEqual([{ stage: 'ended' }]);
});

test('a plan that moved in: told whole or not at all, its days in order, kept once; the law’s two days follow from the transfer', async () => {
  await casey.open(paths.movedIn);
  await looks(casey);
  expect(await casey.press(m.record)).toBe(400);
  expect((await casey.errorSummary()).map(({ href }) => href)).toEqual(['#givenName', '#familyName', '#bornOn-day', '#from', '#transferredOn-day', '#madeOn-day']);
  await looks(casey);
  await casey.type({ givenName: 'Linnet', familyName: 'Testchild', upn: 'A000000000099', ...day('bornOn', '2014-05-06'), ...day('transferredOn', '2026-10-12'), ...day('madeOn', '2024-03-04'), ...day('meetingOn', '2026-01-12') });
  await casey.page.selectOption('#from', '331');
  expect(await casey.press(m.record)).toBe(400);
  expect(await casey.errorSummary()).toEqual([{ href: '#decidedOn-day', text: m.reviewWhole }]);
  await casey.type(day('decidedOn', '2025-12-01'));
  await casey.choose({ decision: 'keep' });
  expect(await casey.press(m.record)).toBe(400); // decided before the meeting
  expect((await casey.errorSummary()).map(({ href }) => href)).toEqual(['#decidedOn-day']);
  expect(await rows(`SELECT 1 FROM child WHERE given_name = 'Linnet'`)).toEqual([]);
  await casey.type(day('decidedOn', '2026-02-02'));
  expect(await casey.press(m.record)).toBe(200);
  const shown = await main(casey);
  for (const words of ['Linnet Testchild', 'From Coventry (331)', 'Monday 23 November 2026', 'Monday 1 February 2027']) expect(shown).toContain(words);
  await looks(casey);
  const [made] = await rows<{ ref: string; kind: string; types: string[] }>(
    `SELECT r.ref, r.kind, (SELECT array_agg(j.type ORDER BY j.position) FROM journal_entry j WHERE j.record_ref = r.ref AND j.kind = 'fact') AS types
     FROM case_record r JOIN child c ON c.ref = r.child_ref WHERE c.given_name = 'Linnet'`);
  expect(made).toMatchObject({ kind: 'plan', types: ['plan-made', 'review-meeting-held', 'review-decision-sent', 'plan-transferred', 'owner-set'] });
  await casey.open(paths.movedIn);
  await casey.type({ givenName: 'Linnet', familyName: 'Testchild', upn: 'A000000000099', ...day('bornOn', '2014-05-06'), ...day('transferredOn', '2026-10-12'), ...day('madeOn', '2024-03-04') });
  await casey.page.selectOption('#from', '331');
  expect(await casey.press(m.record)).toBe(409);
  expect(await casey.page.getByRole('link', { name: m.knownLink, exact: true }).getAttribute('href')).toBe(paths.case(made?.ref ?? ''));
  await looks(casey);
});
