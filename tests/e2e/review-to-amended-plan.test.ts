import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isoDate } from '../../domain/dates/iso-date.js';
import { planContent } from '../../domain/plan/content.js';
import { auditJournal } from '../../prisma/repositories/journal-audit.js';
import { longDay } from '../../web/dates.js';
import { paths } from '../../web/paths.js';
import { texts } from '../../web/texts.js';
import { PLAN_WORDS } from '../../web/words/plan.js';
import { REVIEW_WORDS as YEAR_WORDS } from '../../web/words/reviews.js';
import { REVIEW_WORDS as t } from '../../web/words/setting-reviews.js';
import { bringPlans, textInForce } from '../web/support/plans.js';
import { day, expectAccessible, visit, type Visitor } from '../web/support/visitor.js';
import { journeyFrom, keepParents, recordAs, textOf, type SkippingJourney } from './journey.js';

/**
 * One annual review from the day its date is set to the amended plan, with a browser for each person: the caseworker, the school by
 * the link in its letter, the parent by hers. Weeks pass on Temporal's own clock; PostgreSQL, worker and delivery are the real ones.
 * Every date is worked out by hand from law.md: a plan made on 18 July 2034, so the review is to be complete by 17 July 2035.
 */

const PLAN = 'P-3AAAAAAA';
const SCHOOL = 'office@quayside.example';
const MOTHER = 'robin@family.example';
const SECRETS = /Wren|Testchild/;

let journey: SkippingJourney;
let browser: Browser;
let casey: Visitor;
beforeAll(async () => {
  journey = await journeyFrom(isoDate('2035-06-04')); // a Monday
  ({ browser } = journey);
  const { app } = journey;
  await app.database.pool.query(`UPDATE setting SET email = $1 WHERE ref = 'T-QUAYS1DE'`, [SCHOOL]);
  await bringPlans(app.database, [{ ref: PLAN, name: 'Wren', bornOn: '2027-03-27', facts: [{ type: 'plan-made', on: '2034-07-18' }] }], '2035-06-04');
  await textInForce(app.database, PLAN, TEXT_BEFORE, '2034-07-18');
  casey = await visit(browser, app.url, { as: 'caseworker' });
});
afterAll(() => journey.close());

const need = { id: 'B1', words: { need: 'Wren finds it hard to follow what is said to a group.', strengths: '' } };
const outcome = { id: 'E1', words: { outcome: 'Wren follows two-step instructions', measure: '4 of 5 times', byWhen: 'July 2036', steps: '' }, needs: ['B1'] };
const therapy = { id: 'F1', words: { what: 'Speech and language therapy, one to one', howOften: 'once a month', howLong: '30 minutes', who: 'a speech and language therapist', skill: '', until: 'July 2036', adulthood: '' }, needs: ['B1'], outcomes: ['E1'] };
/** Without what the law asks in every section no amended plan would go out. */
const SAID_ELSEWHERE = {
  A: { words: { child: 'I like trains.', family: 'We hope that she finds friends.', aspirations: 'To become a driver.' } },
  C: { none: true }, D: { none: true }, G: { none: true }, H1: { none: true }, H2: { none: true },
  K: { items: [{ id: 'K1', words: { who: 'Pia Lindqvist', role: 'Educational psychologist', on: '10 November 2025', used: 'Sections B and F' } }], last: 1 },
};
const TEXT_BEFORE = planContent.parse({ B: { items: [need], last: 1 }, E: { items: [outcome], last: 1 }, F: { items: [therapy], last: 1 }, I: { words: { name: 'Quayside Primary', type: 'Mainstream primary school' } }, ...SAID_ELSEWHERE });

const said = (on: string): string => longDay(isoDate(on));
const main = async ({ page }: Visitor): Promise<string> => (await page.locator('main').innerText()).replace(/\s+/g, ' ');
const onToday = (): Promise<void> => casey.type(day('on', journey.today()));
const record = (step: string, fill: () => Promise<void>): Promise<void> => recordAs(casey, PLAN, step, fill);
async function read(visitor: Visitor, path: string): Promise<string> {
  expect(await visitor.open(path)).toBe(200);
  if (process.env['SHOTS'] !== undefined) await visitor.page.screenshot({ path: `${process.env['SHOTS']}/${journey.today()}-${path.replaceAll('/', '_')}.png`, fullPage: true });
  await expectAccessible(visitor);
  return main(visitor);
}

/** The school says on its page of the review that something was done today. */
async function schoolSays(school: Visitor, act: string): Promise<void> {
  await school.open(paths.settingReview(PLAN));
  await school.page.getByRole('button', { name: act }).click();
  await school.page.waitForLoadState();
  await school.type(day('on', journey.today()));
  expect(await school.press('Record'), await main(school)).toBe(200);
}

/** The text that is being written goes with the fact on whose form it is chosen. */
async function withText(): Promise<void> {
  const named = (await casey.page.locator('input[name="planText"]').first().getAttribute('value')) ?? '';
  await casey.choose({ planText: named });
}

test('a review from its date to the amended plan: the school is asked and reports, the family reads what would change and answers, the next cycle begins', async () => {
  const { app } = journey;
  await keepParents(casey, PLAN, MOTHER);

  // The planner's one day in time: at least two weeks' notice from today, four weeks to decide before 17 July.
  expect(await read(casey, paths.reviewYear)).toContain('1 to be given a date');
  await casey.page.getByRole('link', { name: 'Quayside Primary' }).click();
  await casey.page.waitForURL(/setting=T-QUAYS1DE/);
  expect(await main(casey)).toContain(said('2035-06-19'));
  await casey.page.locator('#everything').check();
  expect(await casey.press(YEAR_WORDS.year.accept)).toBe(200);
  expect(await main(casey)).toContain('1 done');
  await expectAccessible(casey);

  const firstRun = await journey.runOf(PLAN);
  const arranged = await journey.mailTo(SCHOOL, 'review-arranged');
  expect(textOf(arranged)).toContain(said('2035-06-19'));
  const school = await journey.follow(arranged, SECRETS);
  expect(await main(school)).toContain('Wren Testchild');
  await expectAccessible(school);
  expect(await read(school, paths.settingReview(PLAN))).toContain(said('2035-06-04')); // fifteen days before: today is the last day
  await schoolSays(school, t.steps['review-invitations-sent'].act);
  await schoolSays(school, t.steps['review-papers-circulated'].act);
  await expectAccessible(school);

  await journey.passTo('2035-06-19');
  await schoolSays(school, t.steps['review-meeting-held'].act);
  expect(await main(school)).toContain(said('2035-07-03')); // the report, within two weeks
  expect(textOf(await journey.mailTo(SCHOOL, 'review-report-request'))).toContain(said('2035-07-03'));

  // The report, begun one day and sent the next.
  await school.open(paths.reviewReport(PLAN));
  await school.type({ 'outcomes-0-outcome': 'Wren follows two-step instructions', 'outcomes-0-evidence': 'Counted by her teacher: 2 of 5 times.', childViews: 'I like the quiet room.' });
  await school.choose({ 'outcomes-0-progress': 'some' });
  expect(await school.press(t.report.save)).toBe(200);
  await journey.passTo('2035-06-22');
  await read(school, paths.reviewReport(PLAN));
  expect(await school.page.locator('[name="childViews"]').inputValue()).toBe('I like the quiet room.');
  await school.choose({ 'attendance-parent': 'came', 'attendance-setting': 'came', 'attendance-child': 'in-writing', 'attendance-authority': 'apologies', 'attendance-health': 'apologies', 'attendance-social-care': 'not-invited', recommendation: 'amend' });
  await school.type({ parentViews: 'We want more speech therapy.', 'changes-F': 'Speech therapy every week', disagreements: 'None' });
  expect(await school.press(t.report.send)).toBe(200);
  expect(await main(school)).toContain('I like the quiet room.');
  await expectAccessible(school);

  // The caseworker reads it, writes what would change, decides and sends the notice.
  await journey.passTo('2035-06-25');
  const report = await read(casey, paths.caseReports(PLAN));
  for (const words of ['I like the quiet room.', 'We want more speech therapy.', 'Speech therapy every week', t.report.recommendations.amend]) expect(report).toContain(words);
  await casey.open(paths.plan(PLAN));
  expect(await casey.press(PLAN_WORDS.startNext(1)), await main(casey)).toBe(200);
  await casey.open(paths.planItem(PLAN, 'F', 'F1'));
  await casey.type({ howOften: 'regularly' });
  expect(await casey.press(PLAN_WORDS.save)).toBe(200);
  expect(await casey.page.locator('#F1').innerText()).toContain('How often this is, each reader decides');
  await expectAccessible(casey);
  await casey.open(paths.planItem(PLAN, 'F', 'F1'));
  await casey.type({ howOften: 'once a week in term time' });
  expect(await casey.press(PLAN_WORDS.save)).toBe(200);
  expect(await casey.page.locator('#F1').innerText()).not.toContain('each reader decides');
  await record('review-decision-sent', async () => {
    await casey.choose({ decision: 'amend' });
    await onToday();
  });
  await record('amendment-notice-sent', async () => {
    await withText();
    await casey.choose({ channel: 'by-hand' });
    await onToday();
  });
  const stands = await read(casey, paths.case(PLAN));
  expect(stands).toContain(said('2035-08-20')); // eight weeks from the notice: before the twelve of the meeting
  expect(stands).toContain(said('2036-06-24')); // the next review, twelve months beginning with the decision

  // The parent reads what would change, side by side, and says what she thinks.
  const mother = await journey.follow(await journey.mailTo(MOTHER, 'amendment-notice'), SECRETS);
  const page = await main(mother);
  expect(page).toContain(texts.family.where.amending);
  expect(page).toContain(texts.family.say.draftUntil(said('2035-07-09'))); // fifteen days beginning with the day she was served
  await expectAccessible(mother);
  const compared = await read(mother, paths.familyPlan);
  for (const words of [PLAN_WORDS.family.side, 'taken out: month', 'put in: week in term time']) expect(compared).toContain(words);
  expect(compared).not.toContain('regularly');
  await mother.open(paths.family);
  await mother.type({ words: 'Thank you. Please say who gives it.' });
  expect(await mother.press(texts.family.say.send)).toBe(200);
  await expectAccessible(mother);

  // Not before her fifteen days are over; then the plan is amended, and nothing more is owed of this review.
  await journey.passTo('2035-07-09');
  await casey.open(paths.plan(PLAN));
  expect(await casey.press(PLAN_WORDS.startNext(2))).toBe(200);
  await casey.open(paths.planItem(PLAN, 'F', 'F1'));
  await casey.type({ who: 'a speech and language therapist registered with the HCPC' });
  expect(await casey.press(PLAN_WORDS.save)).toBe(200);
  const issue = async (): Promise<number> => {
    await casey.open(paths.record(PLAN, 'amended-plan-issued'));
    await withText();
    await onToday();
    return casey.press('Record');
  };
  expect(await issue()).toBe(409);
  expect(await main(casey)).toContain(said('2035-07-10'));
  await expectAccessible(casey);
  await journey.passTo('2035-07-10');
  expect(await issue(), await main(casey)).toBe(200);
  expect((await read(mother, paths.familyPlan))).toContain('registered with the HCPC');
  expect(await main(mother)).not.toContain('being written');
  expect(await read(school, paths.settingReviews)).toContain(t.counts(0, 0, 0));

  // The next cycle has begun: a run of its own, and a date to be set for the next meeting.
  expect(await read(casey, paths.reviews)).toContain(YEAR_WORDS.steps['set-date']);
  expect(await journey.runOf(PLAN)).not.toBe(firstRun);

  const letters = (await journey.outbox()).filter(({ letter }) => letter !== 'access-code').map((mail) => `${mail.letter} ${mail.address} ${textOf(mail)}`);
  expect([...new Set(letters)].sort()).toEqual([...letters].sort()); // nothing twice
  expect((await auditJournal(app.database, PLAN))?.faults).toEqual([]);
  expect(journey.faults).toEqual([]);
  await journey.end(PLAN);
  for (const one of [school, mother]) await one.leave();
});
