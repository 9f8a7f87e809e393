import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DRAFT_FRAMEWORK } from '../../domain/audit/default-frameworks/plan.js';
import { paths } from '../../web/paths.js';
import { AUDIT_WORDS as t } from '../../web/words/audits.js';
import { sentPlanText } from '../api/support/plan-text.js';
import { launchBrowser } from '../support/resources.js';
import { STAFF } from './support/council.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** A draft is audited twice, blind; moderated; its findings agreed, an action set and done: as each person sees it. */

let browser: Browser;
let app: TestApp;
let draft: string;
let ref: string;
let second: string;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2026-11-23' })]);
  draft = await app.openCase('2026-07-01');
  await sentPlanText(app.database.pool, draft, { kind: 'draft', by: STAFF.caseworker });
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

const refAt = ({ page }: Visitor): string => /U-[0-9A-Z]{8}/.exec(page.url())?.[0] ?? expect.fail('no audit in the address');

async function expectGood(visitor: Visitor): Promise<void> {
  await expectAccessible(visitor);
  await visitor.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(visitor);
  await visitor.page.setViewportSize({ width: 1280, height: 800 });
}

test('whoever leads quality has a draft audited by two, and the empty pages say so before', async () => {
  const quinn = await visit(browser, app.url, { as: 'qualityLead' });
  await quinn.open(paths.audits);
  expect(await quinn.page.getByText(t.emptyMine).count()).toBe(1);
  expect(await quinn.page.getByRole('link', { name: t.links.draws }).count()).toBe(1);
  await quinn.open(paths.auditDraws);
  expect(await quinn.page.getByText(t.draws.empty).count()).toBe(1);
  await expectGood(quinn);
  expect(await quinn.press(t.draws.draw)).toBe(400);
  await quinn.open(paths.auditAsk);
  expect(await quinn.press(t.ask.button)).toBe(400);
  await expectGood(quinn);
  await quinn.page.getByLabel('Draft plan').check();
  await quinn.type({ subject: draft.toLowerCase() });
  await quinn.choose({ auditor: STAFF.auditor, second: STAFF.otherAuditor });
  await quinn.press(t.ask.button);
  ref = refAt(quinn);
  await expectGood(quinn);
  second = /U-[0-9A-Z]{8}/.exec((await quinn.page.getByRole('link', { name: /A second, blind marking/ }).getAttribute('href')) ?? '')?.[0] ?? '';
  await quinn.leave();
});

test('the list shows one kind alone, and says so where there is none of it', async () => {
  const quinn = await visit(browser, app.url, { as: 'qualityLead' });
  await quinn.open(`${paths.audits}?whose=all`);
  await quinn.page.getByRole('navigation', { name: t.kindLabel }).getByRole('link', { name: 'Draft plans' }).click();
  expect(await quinn.page.locator('.duly-messages__item', { hasText: ref }).count()).toBe(1);
  expect(await quinn.page.getByRole('navigation', { name: t.kindLabel }).locator('[aria-current]').innerText()).toBe('Draft plans');
  await expectGood(quinn);
  await quinn.page.getByRole('navigation', { name: t.stateLabel }).getByRole('link', { name: 'To be marked' }).click();
  expect(await quinn.page.locator('.duly-messages__item', { hasText: ref }).count()).toBe(1);
  await quinn.page.getByRole('navigation', { name: t.kindLabel }).getByRole('link', { name: 'Advice' }).click();
  expect(await quinn.page.locator('.duly-messages__item', { hasText: ref }).count()).toBe(0);
  expect(await quinn.page.getByText(t.empty).count()).toBe(1);
  await quinn.leave();
});

test('an auditor whose own the case has become is told so where they mark, and nothing is kept', async () => {
  const avis = await visit(browser, app.url, { as: 'auditor' });
  const heldBy = (staff: string) => app.database.pool.query<{ owner_ref: string }>('UPDATE case_record SET owner_ref = $2 WHERE ref = $1 RETURNING owner_ref', [draft, staff]);
  await heldBy(STAFF.auditor);
  await avis.open(paths.auditMark(ref));
  expect(await avis.press(t.mark.save)).toBe(403);
  expect(await avis.page.getByRole('alert').textContent()).toContain('You hold this case by now');
  await heldBy(STAFF.caseworker);
  expect((await app.database.pool.query('SELECT FROM audit_marking')).rowCount).toBe(0);
  await avis.leave();
});

test('an auditor marks with the text beside the criteria, from the keyboard, and it is kept', async () => {
  const avis = await visit(browser, app.url, { as: 'auditor', script: true });
  await avis.open(paths.audits);
  expect(await avis.page.getByText(/Mark the audit by 7 December/).count()).toBe(1);
  await avis.open(paths.audit(ref));
  await avis.page.getByRole('button', { name: t.one.mark }).click();
  await avis.page.waitForURL(`**${paths.auditMark(ref)}`);
  expect(await avis.page.locator('[data-duly-criterion]').count()).toBe(DRAFT_FRAMEWORK.criteria.length);
  expect(await avis.page.getByText(/“have access to”/).count()).toBeGreaterThan(0); // pointed out beforehand
  await avis.page.locator('input[data-duly-answer]').first().focus();
  for (const _criterion of DRAFT_FRAMEWORK.criteria) await avis.page.keyboard.press('1').then(() => avis.page.keyboard.press('n'));
  await avis.page.locator('#answer-f-quantified').focus();
  await avis.page.keyboard.press('3');
  await avis.page.keyboard.press('e');
  await avis.page.keyboard.type('F2 has no amount.');
  await avis.page.keyboard.press('Escape');
  expect(await avis.page.locator(':focus').getAttribute('value')).toBe('not-met');
  await avis.page.getByText(`${t.mark.savedTitle}. ${t.mark.progress(DRAFT_FRAMEWORK.criteria.length, DRAFT_FRAMEWORK.criteria.length)}`).waitFor();
  await expectGood(avis);
  await avis.open(paths.auditMark(ref)); // as it was kept, without a button pressed
  expect(await avis.page.locator('input[data-duly-answer]:checked').count()).toBe(DRAFT_FRAMEWORK.criteria.length);
  await avis.page.getByRole('button', { name: t.mark.handIn }).click();
  await avis.page.waitForURL(`**${paths.auditHandIn(ref)}`);
  expect(await avis.page.getByText(t.mark.counts('Not met', 1)).count()).toBe(1);
  await expectGood(avis);
  await avis.page.getByRole('button', { name: t.mark.confirm }).click();
  await avis.page.waitForURL(`**${paths.audit(ref)}?done=hand-in`);
  await avis.page.getByText(t.one.gradeTitle).first().click();
  await expectGood(avis);
  await avis.open(paths.auditMark(ref));
  expect(new URL(avis.page.url()).pathname).toBe(paths.audit(ref)); // never changed
  await avis.leave();
});

test('what is not answered, or wanting without evidence, is named, without a script', async () => {
  const orla = await visit(browser, app.url, { as: 'otherAuditor' });
  await orla.open(paths.audit(second));
  expect(await orla.page.getByText('A second, blind marking').count()).toBe(0); // it looks like any other
  await orla.open(paths.auditMark(second));
  for (const one of await orla.page.locator('input[data-duly-answer="met"]').all()) await one.check();
  await orla.page.locator('#answer-e-smart-3').check();
  expect(await orla.press(t.mark.handIn)).toBe(400);
  expect(await orla.errorSummary()).toEqual([{ href: '#evidence-e-smart', text: expect.stringMatching(/^\d+\. Say where it shows/) as unknown }]);
  await expectGood(orla);
  await orla.choose({ 'line-e-smart': 'E1' });
  await orla.press(t.mark.handIn);
  await orla.press(t.mark.confirm);
  expect(await orla.page.getByRole('button', { name: t.one.moderate }).count()).toBe(0); // both are handed in: a meeting decides, which is not theirs to hold
  await orla.leave();
});

test('what they answered otherwise is decided together, and the grade follows', async () => {
  const quinn = await visit(browser, app.url, { as: 'qualityLead' });
  await quinn.open(paths.audit(ref));
  await quinn.page.getByRole('button', { name: t.one.moderate }).click();
  await quinn.page.waitForURL(`**${paths.auditModeration(ref)}`);
  expect(await quinn.page.locator('fieldset').count()).toBe(2);
  await expectGood(quinn);
  await quinn.page.locator('#answer-f-quantified-3').check();
  expect(await quinn.press(t.moderation.settle)).toBe(400);
  expect(await quinn.errorSummary()).toMatchObject([{ href: '#answer-e-smart' }]);
  await quinn.page.locator('#answer-e-smart').check();
  await quinn.press(t.moderation.settle);
  expect(await quinn.page.getByText(/As moderated: agreed by Quinn/).count()).toBe(1);
  await quinn.leave();
});

test('a panel’s voices are written down by whoever leads, and read beside the answers', async () => {
  const quinn = await visit(browser, app.url, { as: 'qualityLead' });
  await quinn.open(paths.audit(ref));
  await quinn.page.getByRole('link', { name: t.panel.link }).click();
  await quinn.page.waitForURL(`**${paths.auditPanel(ref)}`);
  await expectGood(quinn);
  const health = quinn.page.locator('section#health');
  await health.locator('summary').click();
  await health.getByRole('button', { name: t.panel.button }).click();
  await quinn.page.waitForLoadState();
  expect(await quinn.errorSummary()).toEqual([{ href: '#who-health', text: t.panel.missingWho }, { href: '#answer-he-needs', text: t.panel.missingAnswer }]);
  await quinn.type({ 'who-health': 'A community nurse' });
  await quinn.page.locator('#answer-he-needs-3').check();
  await health.getByRole('button', { name: t.panel.button }).click();
  await quinn.page.waitForLoadState();
  expect(await quinn.errorSummary()).toEqual([{ href: '#words-he-needs', text: t.panel.missingWords }]);
  await expectGood(quinn);
  await quinn.type({ 'words-he-needs': 'Her epilepsy is missing.' });
  await health.getByRole('button', { name: t.panel.button }).click();
  await quinn.page.waitForURL('**?saved=health');
  expect(await health.getByText(t.panel.beside['panel-finds-more']).count()).toBe(1);
  await expectGood(quinn);
  await quinn.leave();
});

test('findings are agreed, an action is set and done, and it is to be audited again', async () => {
  const avis = await visit(browser, app.url, { as: 'auditor' });
  await avis.open(paths.audit(ref));
  expect(await avis.page.locator('textarea[name^="words-"]').count()).toBe(1);
  await avis.type(day('auditAgainBy', '2026-11-23'));
  expect(await avis.press(t.one.agreeButton)).toBe(400);
  expect(await avis.errorSummary()).toMatchObject([{ href: '#auditAgainBy-day' }]);
  await avis.type({ 'words-f-quantified': 'The quiet room has no amount.', ...day('auditAgainBy', '2027-02-23') });
  await avis.press(t.one.agreeButton);
  await expectGood(avis);
  await avis.page.getByText(t.one.setAction).first().click();
  expect(await avis.press(t.one.set)).toBe(400);
  await avis.page.locator('form[action$="/actions"] #words').fill('Say how long and how often.');
  await avis.choose({ owner: STAFF.caseworker });
  await avis.type(day('dueOn', '2026-12-11'));
  await avis.press(t.one.set);
  await expectGood(avis);
  await avis.leave();

  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.audits);
  expect(await casey.page.getByText(t.openActions(1)).count()).toBe(1);
  await casey.open(paths.audit(ref));
  await casey.page.getByText(t.one.doneTitle).first().click();
  expect(await casey.press(t.one.doneButton)).toBe(400);
  await casey.page.locator('textarea[name="words"]').fill('30 minutes, daily.');
  await casey.press(t.one.doneButton);
  expect(await casey.page.getByText(/Done: Casey Marlow, Monday 23 November 2026/).count()).toBe(1);
  await expectGood(casey);
  await casey.open(paths.case(draft));
  expect(await casey.page.locator('#audits').count()).toBe(1); // on the case, once its findings are agreed
  await casey.open(paths.cases);
  expect(await casey.page.getByText(ref).count()).toBe(0); // no case
  await casey.leave();
});
