import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PLAN_FRAMEWORK } from '../../domain/audit/default-frameworks/plan.js';
import { samplingSchema } from '../../domain/audit/sampling.js';
import { isoDate } from '../../domain/dates/iso-date.js';
import { planContent } from '../../domain/plan/content.js';
import { londonInstant } from '../../domain/dates/london.js';
import { createAuditStock } from '../../prisma/repositories/audit-stock.js';
import { auditJournal } from '../../prisma/repositories/journal-audit.js';
import { longDay } from '../../web/dates.js';
import { paths } from '../../web/paths.js';
import { texts } from '../../web/texts.js';
import { AUDIT_WORDS as t } from '../../web/words/audits.js';
import { ESCALATION_WORDS } from '../../web/words/escalations.js';
import { PLAN_WORDS } from '../../web/words/plan.js';
import { SHORT_PLAN, sentPlanText } from '../api/support/plan-text.js';
import { ACCOUNTS, STAFF } from '../web/support/council.js';
import { bringPlans, textInForce } from '../web/support/plans.js';
import { day, expectAccessible, visit, type Visitor } from '../web/support/visitor.js';
import { journeyFrom, textOf, type SkippingJourney } from './journey.js';

/**
 * One plan's audit: drawn by chance, marked by two who do not know of each other, moderated, its finding agreed, an action set, forgotten,
 * escalated, done; the plan mended, after the gate stopped what the law would not bear; audited again, and better. With a browser for
 * each person; weeks pass on Temporal's own clock; PostgreSQL, workers and delivery are the real ones.
 */

const PLAN = 'P-5AAAAAAA';
const TEXT = planContent.parse({
  ...SHORT_PLAN,
  I: { words: { name: 'Quayside Primary', type: 'Mainstream primary school' } },
  K: { items: [{ id: 'K1', words: { who: 'Pia Lindqvist', role: 'Educational psychologist', on: '10 November 2033', used: 'Sections B and F' } }], last: 1 },
});

let journey: SkippingJourney;
let browser: Browser;
let [quinn, avis, orla, casey]: Visitor[] = [];
beforeAll(async () => {
  journey = await journeyFrom(isoDate('2035-06-04')); // a Monday
  ({ browser } = journey);
  const { app } = journey;
  await bringPlans(app.database, [{
    ref: PLAN, name: 'Wren', bornOn: '2027-03-27',
    facts: [{ type: 'plan-made', on: '2034-07-18' }, { type: 'review-meeting-held', on: '2035-05-08' }, { type: 'review-decision-sent', on: '2035-05-15', decision: 'amend' }, { type: 'amendment-notice-sent', on: '2035-05-15', channel: 'by-hand', servedOn: '2035-05-15' }],
  }], '2035-06-04');
  await textInForce(app.database, PLAN, TEXT, '2034-07-18');
  await sentPlanText(app.database.pool, PLAN, { content: TEXT, kind: 'proposed', number: 2, on: '2035-05-15', by: STAFF.caseworker });
  [quinn, avis, orla, casey] = await Promise.all((['qualityLead', 'auditor', 'otherAuditor', 'caseworker'] as const).map((as) => visit(browser, app.url, { as })));
});
afterAll(() => journey.close());

const who = (visitor: Visitor | undefined): Visitor => visitor ?? expect.fail('nobody is there');
const main = async (visitor: Visitor | undefined): Promise<string> => (await who(visitor).page.locator('main').innerText()).replace(/\s+/g, ' ');
const said = (on: string): string => longDay(isoDate(on));

/** A month's number and how many of it are marked twice, as whoever leads quality sets it. */
const sampled = (after: number, doubleShare: number): Promise<number | null> =>
  createAuditStock(journey.app.database).setSampling({
    kind: 'plan', content: samplingSchema.parse({ kind: 'plan', number: 1, strataBy: [], doubleShare, seed: 'by-the-quay-2035' }), after, by: STAFF.qualityLead, at: londonInstant(journey.today(), '09:00'), why: 'Agreed by the board',
  });

async function drawn(month: string): Promise<string> {
  await who(quinn).open(paths.auditDraws);
  await who(quinn).choose({ kind: 'plan', month });
  expect(await who(quinn).press(t.draws.draw), await main(quinn)).toBe(200);
  return main(quinn);
}

/** The only audit that waits to be marked by somebody. */
async function toMark(visitor: Visitor | undefined): Promise<string> {
  await who(visitor).open(`${paths.audits}?state=to-mark`);
  const links = await who(visitor).page.locator('main a[href^="/audits/U-"]').all();
  expect(links).toHaveLength(1);
  return /U-[0-9A-Z]{8}/.exec((await links[0]?.getAttribute('href')) ?? '')?.[0] ?? expect.fail('no audit');
}

async function marked(visitor: Visitor | undefined, ref: string, wanting: Readonly<Record<string, string>>): Promise<void> {
  const one = who(visitor);
  expect(await one.open(paths.auditMark(ref))).toBe(200);
  await expectAccessible(one);
  for (const input of await one.page.locator('input[data-duly-answer="met"]').all()) await input.check();
  for (const [criterion, line] of Object.entries(wanting)) {
    await one.page.locator(`#answer-${criterion}-3`).check();
    await one.choose({ [`line-${criterion}`]: line });
  }
  expect(await one.press(t.mark.handIn), await main(one)).toBe(200);
  expect(await one.press(t.mark.confirm), await main(one)).toBe(200);
  await expectAccessible(one);
}

test('from a month’s draw to a better plan: blind, moderated, acted on, mended behind the gate, audited again', async () => {
  // Drawn: one plan, marked by two. Neither owns it.
  expect(await sampled(0, 1)).toBe(1);
  expect(await drawn('2035-06')).toContain('100%');
  await expectAccessible(who(quinn));
  const [first, second] = [await toMark(avis), await toMark(orla)];
  await who(quinn).open(paths.audit(first));
  const isFirst = !(await main(quinn)).includes('Why it was drawn: A second, blind marking');
  const [one, other] = isFirst ? [{ by: avis, ref: first }, { by: orla, ref: second }] : [{ by: orla, ref: second }, { by: avis, ref: first }];

  // Blind: each sees their own only, drawn by chance.
  for (const [visitor, own, notOwn] of [[avis, first, second], [orla, second, first]] as const) {
    await who(visitor).open(paths.audit(own));
    expect(await main(visitor)).toContain('Drawn by chance');
    expect(await who(visitor).open(paths.audit(notOwn))).toBe(404);
  }
  await journey.passTo('2035-06-11');
  await marked(one.by, one.ref, { 'f-quantified': 'F2' });
  expect(await who(other.by).open(paths.audit(one.ref))).toBe(404);
  await marked(other.by, other.ref, { 'f-quantified': 'F2', 'e-smart': 'E1' });

  // Moderated: what both found stands, the rest is decided.
  const audit = one.ref;
  await who(quinn).open(paths.auditModeration(audit));
  expect(await main(quinn)).toContain(t.moderation.agreed(PLAN_FRAMEWORK.criteria.length - 1, PLAN_FRAMEWORK.criteria.length));
  await expectAccessible(who(quinn));
  await who(quinn).page.locator('#answer-e-smart').check();
  await who(quinn).type({ 'evidence-e-smart': 'It says what she does, by when and how often.' });
  expect(await who(quinn).press(t.moderation.settle), await main(quinn)).toBe(200);
  expect(await main(quinn)).toContain('As moderated');
  const grade = 'Inadequate'; // provision without an amount caps it, whatever the score
  expect(await main(quinn)).toContain(grade);

  // One finding, and an action for whoever holds the plan.
  await who(quinn).type({ 'words-f-quantified': 'The quiet room has no amount.', ...day('auditAgainBy', '2035-07-31') });
  expect(await who(quinn).press(t.one.agreeButton), await main(quinn)).toBe(200);
  await who(quinn).page.locator('summary', { hasText: t.one.setAction }).click();
  await who(quinn).page.locator('form[action$="/actions"] [name="words"]').fill('Say how long she has it and how often.');
  await who(quinn).choose({ owner: STAFF.caseworker });
  await who(quinn).type(day('dueOn', '2035-06-18'));
  expect(await who(quinn).press(t.one.set), await main(quinn)).toBe(200);
  await expectAccessible(who(quinn));

  // Forgotten: its owner is reminded, then whoever leads quality is told, and answers.
  await journey.passTo('2035-06-26');
  expect(textOf(await journey.mailTo(ACCOUNTS.qualityLead, 'staff-escalation', audit))).toContain(said('2035-06-18'));
  expect(await noticesOf(audit, STAFF.caseworker)).toContain('late-1'); // for the mail of the day of its owner
  await who(quinn).open(paths.escalations);
  expect(await main(quinn)).toContain(audit);
  await who(quinn).page.locator('main a[href*="/escalations/U-"]').first().click();
  await who(quinn).page.waitForLoadState();
  await expectAccessible(who(quinn));
  await who(quinn).type({ action: 'I sit down with Casey tomorrow', ...day('promisedOn', '2035-06-28') });
  expect(await who(quinn).press(ESCALATION_WORDS.one.button), await main(quinn)).toBe(200);

  // The plan is amended. What the law would not bear does not go out; mended, it does.
  await who(casey).open(paths.plan(PLAN));
  expect(await who(casey).press(PLAN_WORDS.startNext(2)), await main(casey)).toBe(200);
  await written(paths.planItem(PLAN, 'F', 'F2'), { what: 'A quiet room', howOften: 'every school day', howLong: '20 minutes', who: 'the teaching assistant' });
  await written(paths.planSection(PLAN, 'A'), { child: '' });
  await journey.passTo('2035-06-27');
  expect(await issued()).toBe(409);
  expect((await who(casey).errorSummary()).map(({ text }) => text)).toEqual([expect.stringContaining('Section A has nothing under the child’s own views.') as unknown]);
  await expectAccessible(who(casey));
  await written(paths.planSection(PLAN, 'A'), { child: 'I like trains, and the quiet room.' });
  expect(await issued(), await main(casey)).toBe(200);
  await who(casey).open(paths.audits);
  await who(casey).page.locator('main a[href^="/audits/U-"]').first().click();
  await who(casey).page.waitForLoadState();
  await who(casey).page.locator('summary', { hasText: t.one.doneTitle }).click();
  await who(casey).page.locator('form[action$="/done"] textarea').fill('F2 says 20 minutes, every school day.');
  expect(await who(casey).press(t.one.doneButton), await main(casey)).toBe(200);
  expect(await main(casey)).toContain(`Done: Casey Marlow, ${said('2035-06-27')}`);

  // Audited again, first in the next month's draw, and better; only now is the first one over.
  await journey.passTo('2035-07-02');
  expect(await sampled(1, 0)).toBe(2);
  expect(await drawn('2035-07')).toContain(PLAN);
  const holders = [];
  for (const visitor of [avis, orla]) {
    await who(visitor).open(`${paths.audits}?state=to-mark`);
    if ((await who(visitor).page.locator('main a[href^="/audits/U-"]').count()) > 0) holders.push(visitor);
  }
  expect(holders).toHaveLength(1);
  const again = await toMark(holders[0]);
  await who(holders[0]).open(paths.auditMark(again));
  expect(await main(holders[0])).toContain('20 minutes'); // the amended text
  await marked(holders[0], again, {});
  expect(await main(holders[0])).toContain('Outstanding');
  await who(quinn).open(paths.audit(audit));
  expect(await main(quinn)).toContain(texts.stages.audited);
  expect(await main(quinn)).toContain(grade); // as it was graded then
  await expectAccessible(who(quinn));

  for (const ref of [audit, other.ref, again, PLAN]) expect((await auditJournal(journey.app.database, ref))?.faults).toEqual([]);
  expect(journey.faults).toEqual([]);
  for (const ref of [again, PLAN]) await journey.end(ref);
  for (const visitor of [quinn, avis, orla, casey]) await who(visitor).leave();
});

/** The steps that fired about what somebody was given to do. */
async function noticesOf(ref: string, staff: string): Promise<readonly string[]> {
  const { rows } = await journey.app.database.pool.query<{ rung: string }>(`SELECT rung FROM notification WHERE record_ref = $1 AND duty = 'do-audit-action' AND subject = $2`, [ref, staff]);
  return rows.map(({ rung }) => rung);
}

async function written(path: string, fields: Readonly<Record<string, string>>): Promise<void> {
  await who(casey).open(path);
  await who(casey).type(fields);
  expect(await who(casey).press(PLAN_WORDS.save), await main(casey)).toBe(200);
}

async function issued(): Promise<number> {
  await who(casey).open(paths.record(PLAN, 'amended-plan-issued'));

  await who(casey).page.locator('input[name="planText"]').first().check();
  await who(casey).type(day('on', journey.today()));
  return who(casey).press('Record');
}
