import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_FRAMEWORKS } from '../../domain/audit/default-frameworks/all.js';
import { PLAN_FRAMEWORK } from '../../domain/audit/default-frameworks/plan.js';
import { REVIEW_REPORT_FRAMEWORK } from '../../domain/audit/default-frameworks/review-report.js';
import { paths } from '../../web/paths.js';
import { withCriterion } from '../../web/pages/audit-frameworks/draft-form.js';
import { FRAMEWORK_WORDS as t, SAMPLING_WORDS as s } from '../../web/words/audit-frameworks.js';
import { AUDIT_WORDS } from '../../web/words/audits.js';
import { sentPlanText } from '../api/support/plan-text.js';
import { launchBrowser } from '../support/resources.js';
import { STAFF } from './support/council.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** Whoever leads quality writes the next version of a framework and says how many are drawn; an auditor reads it. */

let browser: Browser;
let app: TestApp;
let quinn: Visitor;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2026-11-23' })]);
  quinn = await visit(browser, app.url, { as: 'qualityLead' });
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

async function expectGood(visitor: Visitor): Promise<void> {
  await expectAccessible(visitor);
  await visitor.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(visitor);
  await visitor.page.setViewportSize({ width: 1280, height: 800 });
}

const textOn = ({ page }: Visitor, text: string | RegExp): Promise<number> => page.getByText(text).count();
const toMend = async ({ page }: Visitor): Promise<readonly string[]> => page.locator('.govuk-inset-text li').allInnerTexts();
const [first] = REVIEW_REPORT_FRAMEWORK.sections;
const draft = paths.auditFrameworkDraft('review-report');
const section = paths.auditFrameworkSection('review-report', '1');

test('what Duly comes with is read by kind and whole, by an auditor too', async () => {
  await quinn.open(paths.audits);
  await quinn.page.getByRole('link', { name: AUDIT_WORDS.links.frameworks }).click();
  expect(await quinn.heading()).toBe(t.title);
  expect([await textOn(quinn, t.version(0)), await textOn(quinn, t.compare)]).toEqual([5, 1]);
  await expectGood(quinn);
  await quinn.open(paths.auditFramework('plan', '0'));
  expect(await quinn.heading()).toBe(PLAN_FRAMEWORK.title);
  expect(await quinn.page.locator('h3').count()).toBe(40);
  await expectGood(quinn);
  const avis = await visit(browser, app.url, { as: 'auditor' });
  expect(await avis.open(paths.auditFramework('advice', '0'))).toBe(200);
  expect([await avis.open(draft), await avis.open(paths.auditFramework('plan', '7')), await avis.open(paths.auditFramework('plan', 'x'))]).toEqual([403, 404, 404]);
  await avis.open(paths.auditFrameworks);
  expect(await avis.page.getByRole('link', { name: t.edit }).count()).toBe(0);
  await avis.leave();
});

test('a draft is written section by section, says what is to be mended, and is not put in force until it is', async () => {
  await quinn.open(draft);
  expect([await textOn(quinn, t.basedOn(t.version(0).toLowerCase())), await quinn.page.getByRole('link', { name: t.throwAway }).count()]).toEqual([1, 0]);
  await expectGood(quinn);
  expect(await quinn.press(t.check)).toBe(200);
  expect([await textOn(quinn, t.sameAsInForce), await quinn.page.getByRole('button', { name: t.force }).count()]).toEqual([1, 0]);
  await expectGood(quinn);
  await quinn.open(draft);
  expect(await textOn(quinn, t.basedOn(t.version(0).toLowerCase()))).toBe(1); // looking saved nothing
  await quinn.type({ 'weight-1': 'much' });
  expect(await quinn.press(t.save)).toBe(400);
  expect(await quinn.errorSummary()).toEqual([{ text: `${t.weightWrong(t.sectionWeight(first?.title ?? ''))}.`, href: '#weight-1' }]);
  await quinn.type({ 'weight-1': '20', title: 'Our reports' });
  expect(await quinn.press(t.save)).toBe(200);
  expect(await textOn(quinn, t.sum(105))).toBe(1); // 15 was its weight
  expect(await toMend(quinn)).toEqual(['The framework: the sections’ weights make 105: they must make 100']);

  await quinn.open(section);
  await quinn.type({ 'c-1-weight': '30', 'c-1-asks': 'Was everybody invited?' });
  await quinn.press(t.add);
  expect(quinn.page.url()).toContain('#criterion-4');
  expect(await toMend(quinn)).toEqual(expect.arrayContaining([`“${first?.title ?? ''}”, criterion 4, what is asked: must be given`]));
  await expectGood(quinn);
  await quinn.open(draft);
  expect(await quinn.press(t.check)).toBe(200);
  const hrefs = await Promise.all((await quinn.page.locator('#form > ul').first().locator('a').all()).map((link) => link.getAttribute('href')));
  expect(hrefs).toEqual(expect.arrayContaining([`${draft}#weight-1`, `${section}#c-4-asks`, `${section}#c-4-weight`]));
  expect([await textOn(quinn, t.notReady), await quinn.page.getByRole('button', { name: t.force }).count()]).toEqual([1, 0]);
  await expectGood(quinn);

  await quinn.open(section);
  await quinn.type({ 'c-4-asks': 'Could the child say in their own way what they think?', 'c-4-good': 'In words, pictures or signs of their own.', 'c-4-weight': '10', 'c-4-capBecause': 'The child was not heard.' });
  await quinn.choose({ 'c-4-capAt': 'requires-improvement', 'c-4-capWhen': 'partly-met', 'c-4-mayNotApply': 'yes' });
  expect(await quinn.press(t.save)).toBe(200);
  expect([await toMend(quinn), await textOn(quinn, t.sum(100))]).toEqual([[], 1]);
});

test('two windows lose nothing; mended, it is in force with its reason, and the one before stays to be read', async () => {
  const other = await visit(browser, app.url, { as: 'qualityLead' });
  await Promise.all([quinn.open(draft), other.open(draft)]);
  await quinn.type({ 'weight-1': '15', 'band-good': '70' });
  expect(await quinn.press(t.save)).toBe(200);
  expect(await textOn(quinn, t.ready)).toBe(1);
  await other.type({ title: 'An old window' });
  expect(await other.press(t.save)).toBe(409);
  expect([(await other.errorSummary()).map(({ text }) => text), await other.page.locator('[name="title"]').inputValue()]).toEqual([[t.changed], 'An old window']);
  await quinn.type({ title: 'Our own reports' });
  expect(await quinn.press(t.check)).toBe(200); // what was typed and not saved is in it
  expect([await quinn.heading(), await quinn.page.locator('ins', { hasText: 'Our own reports' }).count()]).toEqual([t.forceTitle('Review report'), 1]);
  await expectGood(quinn);
  expect(await quinn.press(t.force)).toBe(400);
  expect(await quinn.errorSummary()).toEqual([{ text: t.why.missing, href: '#why' }]);
  await expectGood(quinn);
  await other.open(draft);
  await other.type({ title: 'Our reports' });
  await other.press(t.save);
  await other.leave();
  await quinn.type({ why: 'Schools asked for it' });
  expect(await quinn.press(t.force)).toBe(409); // not what was read: theirs is shown first
  expect([(await quinn.errorSummary()).map(({ text }) => text), await quinn.page.locator('ins', { hasText: 'Our reports' }).count(), await quinn.page.locator('[name="why"]').inputValue()]).toEqual([[t.changedMeanwhile], 1, 'Schools asked for it']);
  await expectGood(quinn);
  expect(await quinn.press(t.force)).toBe(200);
  expect([await quinn.heading(), await textOn(quinn, 'Schools asked for it'), await textOn(quinn, /Partly met or not met, the grade is requires improvement at best: The child was not heard\./)]).toEqual(['Our reports', 1, 1]);
  await expectGood(quinn);
  await quinn.open(paths.auditFrameworks);
  expect([await textOn(quinn, t.version(0)), await textOn(quinn, t.version(1)), await quinn.page.getByRole('link', { name: t.changes.link }).count()]).toEqual([5, 2, 1]); // the second time in the words of the link to its changes
});

test('a section is added and taken out, and a draft thrown away', async () => {
  await quinn.open(draft);
  await quinn.type({ newTitle: 'Our own', newCode: 'own section' });
  expect(await quinn.press(t.addSection)).toBe(400);
  expect(await quinn.errorSummary()).toEqual([{ text: `${t.codeWrong}.`, href: '#newCode' }]);
  await quinn.type({ newCode: 'own' });
  await quinn.press(t.addSection);
  expect([await quinn.heading(), await quinn.page.locator('[name="c-1-asks"]').count()]).toEqual(['Our own', 1]);
  await quinn.type({ 'c-1-asks': 'Is it ours?' });
  expect(await quinn.press(t.takeSection)).toBe(200);
  expect([await quinn.heading(), await quinn.page.locator('main li', { hasText: 'Is it ours?' }).count()]).toEqual([t.takeTitle('Our own'), 1]);
  await expectGood(quinn);
  await quinn.page.getByRole('link', { name: t.goBack }).last().click();
  await quinn.page.waitForURL(/sections\/\d+$/);
  expect(await quinn.page.locator('[name="c-1-asks"]').inputValue()).toBe('Is it ours?'); // nothing typed is lost
  await quinn.press(t.takeSection);
  expect(await quinn.press(t.takeConfirm)).toBe(200);
  expect(await textOn(quinn, t.ready)).toBe(1);
  await throwAway(quinn);
  expect(await textOn(quinn, t.basedOn(t.version(1).toLowerCase()))).toBe(1);
});

async function throwAway(visitor: Visitor): Promise<void> {
  await visitor.page.getByRole('link', { name: t.throwAway }).click();
  await visitor.page.waitForURL(/throw-away$/);
  await expectGood(visitor);
  expect(await visitor.press(t.throwConfirm)).toBe(200);
}

test('what is thrown away or taken out is what was read: where somebody saved since, theirs is shown first', async () => {
  const of = paths.auditFrameworkDraft('case');
  const other = await visit(browser, app.url, { as: 'qualityLead' });
  await quinn.open(of);
  await quinn.type({ title: 'Mine' });
  await quinn.press(t.save);
  await quinn.open(paths.auditFrameworkThrow('case'));
  await other.open(paths.auditFrameworkTakeOut('case', '1'));
  const third = await visit(browser, app.url, { as: 'qualityLead' });
  await third.open(of);
  await third.type({ title: 'Theirs' });
  await third.press(t.save);
  await third.leave();
  for (const [late, button] of [[quinn, t.throwConfirm], [other, t.takeConfirm]] as const) {
    expect(await late.press(button)).toBe(409);
    expect((await late.errorSummary()).map(({ text }) => text)).toEqual([t.changedFirst]);
    await expectGood(late);
  }
  await other.leave();
  await quinn.open(of);
  expect(await quinn.page.locator('[name="title"]').inputValue()).toBe('Theirs');
  await throwAway(quinn);
  await quinn.open(paths.auditFrameworkThrow('case'));
  expect([await textOn(quinn, t.nothingToThrow), await quinn.page.getByRole('button', { name: t.throwConfirm }).count()]).toEqual([1, 0]);
  expect(await quinn.open(paths.auditFrameworkTakeOut('case', '99'))).toBe(404);
});

test('a section is opened with what was typed kept, and where nothing was no draft is begun', async () => {
  const of = paths.auditFrameworkDraft('case');
  const open = async (): Promise<void> => {
    await quinn.page.locator('button[value="open-2"]').click();
    await quinn.page.waitForURL(`**${paths.auditFrameworkSection('case', '2')}`);
  };
  await quinn.open(of);
  await open();
  await quinn.open(of);
  expect(await quinn.page.getByRole('link', { name: t.throwAway }).count()).toBe(0);
  await quinn.type({ title: 'Cases as we read them' });
  await open();
  await quinn.open(of);
  expect(await quinn.page.locator('input[name="title"]').inputValue()).toBe('Cases as we read them');
  await quinn.page.locator('input[name="title"]').fill('');
  await quinn.page.locator('button[value="open-2"]').click();
  expect(await quinn.page.locator('.govuk-error-summary').count()).toBe(1); // and stays where it was typed
  await quinn.open(of);
  await quinn.type({ title: DEFAULT_FRAMEWORKS.case.title });
  await open();
});

test('criteria and sections are moved from the keyboard, with what was typed, and the focus goes with them', async () => {
  const keys = await visit(browser, app.url, { as: 'qualityLead', script: true });
  const of = paths.auditFrameworkSection('case', '1');
  const [top] = DEFAULT_FRAMEWORKS.case.sections;
  const own = DEFAULT_FRAMEWORKS.case.criteria.filter((one) => one.section === top?.id);
  const asks = () => Promise.all(own.map((_, i) => keys.page.locator(`[name="c-${i + 1}-asks"]`).inputValue()));
  const focused = () => keys.page.evaluate<string>('document.activeElement.id');
  const go = async (id: string): Promise<void> => {
    const answer = keys.page.waitForEvent('load');
    await keys.page.locator(`#${id}`).focus();
    await keys.page.keyboard.press('Enter');
    await answer;
  };
  await keys.open(of);
  expect([await keys.page.locator('#up-1').count(), await keys.page.locator(`#down-${own.length}`).count()]).toEqual([0, 0]); // at the ends
  await keys.type({ 'c-1-good': 'Typed and not saved.' });
  await go('down-1');
  expect([await asks(), await keys.page.locator('[name="c-2-good"]').inputValue(), await focused()]).toEqual([[own[1], own[0], ...own.slice(2)].map((one) => one?.asks), 'Typed and not saved.', own.length === 2 ? 'criterion-2' : 'down-2']);
  await go('up-2');
  expect([await asks(), await focused()]).toEqual([own.map((one) => one.asks), 'criterion-1']); // at the top: no further
  await expectGood(keys);
  await keys.type({ 'c-1-weight': 'much' });
  await go('down-1');
  expect([(await keys.errorSummary()).map(({ href }) => href), await asks()]).toEqual([['#c-1-weight'], own.map((one) => one.asks)]);

  await keys.open(paths.auditFrameworkDraft('case'));
  await keys.type({ title: 'Moved' });
  await go('section-down-1');
  const titles = await keys.page.locator('label[for^="weight-"]').allInnerTexts();
  const sections = DEFAULT_FRAMEWORKS.case.sections.map(({ title }) => t.sectionWeight(title));
  expect(titles).toEqual([sections[1], sections[0], ...sections.slice(2)]);
  expect([await keys.page.locator('[name="title"]').inputValue(), await focused()]).toEqual(['Moved', 'section-down-2']);
  await go('section-up-2');
  expect(await focused()).toBe('weight-1');
  await expectGood(keys);
  await keys.page.locator('[name="newTitle"]').fill('Not added');
  await keys.press(t.save);
  expect((await keys.errorSummary()).map(({ href, text }) => `${href} ${text}`)).toEqual([`#newTitle ${t.notAdded}.`]); // neither lost nor added unasked
  await keys.open(paths.auditFrameworkDraft('case'));
  await throwAway(keys);
  await keys.leave();
});

test('a version is read against another: what changed, and which figures may not be compared', async () => {
  await quinn.open(paths.auditFramework('review-report', '1'));
  await quinn.page.getByRole('link', { name: t.changes.link }).click();
  await quinn.page.waitForURL(/changes\?from=0&to=1$/);
  expect(await quinn.heading()).toBe(t.changes.title);
  // by hand, from what was written above: one added, one asked otherwise that weighs otherwise too, the border of good moved, another title
  expect(await quinn.page.locator('main > ul').first().locator('li').allInnerTexts()).toEqual([t.changes.retitled, '1 criterion added', '1 criterion asked otherwise', '1 criterion weighs otherwise', t.changes.rebanded]);
  expect(await textOn(quinn, t.changes.grades(t.version(0), t.version(1)))).toBe(1);
  expect(await textOn(quinn, t.changes.alike(REVIEW_REPORT_FRAMEWORK.criteria.length - 1))).toBe(1);
  expect(await quinn.page.getByText(t.changes.otherwise).locator('+ ul').innerText()).toBe('Was everybody invited?');
  expect(await quinn.page.locator('ins', { hasText: '70' }).count()).toBeGreaterThan(0);
  await expectGood(quinn);
  await quinn.choose({ from: '1', to: '1' });
  await quinn.press(t.changes.compare);
  expect([await textOn(quinn, t.changes.difference.nothing), await textOn(quinn, t.changes.compareTitle)]).toEqual([1, 0]);
  await expectGood(quinn);
  const avis = await visit(browser, app.url, { as: 'auditor' });
  expect([await avis.open(`${paths.auditFrameworkChanges('review-report')}?from=1&to=0`), await avis.open(paths.auditFrameworkChanges('plan')), await avis.open(`${paths.auditFrameworkChanges('plan')}?from=0&to=9`), await avis.open(paths.auditFrameworkForce('plan')), await avis.open(paths.auditFrameworkThrow('plan'))]).toEqual([200, 200, 404, 403, 403]);
  await avis.leave();
});

/** What the draft's page says is to be mended, each with the field it leads to. */
const problemsOn = async ({ page }: Visitor): Promise<readonly (readonly [string, string | null])[]> =>
  Promise.all((await page.locator('.govuk-inset-text li a').all()).map(async (link) => [await link.innerText(), await link.getAttribute('href')] as const));

test('bands that overlap and an orphan criterion are not put in force: each is led to its field, and whoever posts past the page is told the same', async () => {
  const of = paths.auditFrameworkDraft('advice');
  const [one, two] = DEFAULT_FRAMEWORKS.advice.criteria;
  const orphaned = { ...DEFAULT_FRAMEWORKS.advice, title: '', criteria: DEFAULT_FRAMEWORKS.advice.criteria.map((criterion) => (criterion === two ? { ...criterion, section: 'nowhere' } : criterion)) };
  await app.database.pool.query(`INSERT INTO audit_framework_draft (kind, content, saves, saved_by, saved_at) VALUES ('advice', $1::jsonb, 1, $2, now())`, [JSON.stringify(orphaned), STAFF.qualityLead]); // as the API keeps it
  await quinn.open(of);
  const found = await problemsOn(quinn);
  expect(found).toEqual(expect.arrayContaining([
    ['Title: must be given', '#title'],
    [`${t.where.orphan(two?.asks ?? '')}: there is no section “nowhere”: add it, or move the criterion to one of ${DEFAULT_FRAMEWORKS.advice.sections.map(({ id }) => id).join(', ')}`, '#newCode'],
  ]));
  await quinn.type({ title: 'Ours', 'band-good': '30' }); // requires improvement begins at 40
  await quinn.press(t.save);
  expect(await problemsOn(quinn)).toEqual(expect.arrayContaining([[expect.stringMatching(/^Grades: “Requires improvement” must end above \d+, where it begins$/), '#band-good']]));
  await expectGood(quinn);
  const sent = { _csrf: await quinn.page.locator('form [name="_csrf"]').last().inputValue(), after: await quinn.page.locator('[name="after"]').inputValue(), why: 'Past the page' };
  const answer = await quinn.context.request.post(paths.auditFrameworkForce('advice'), { form: sent });
  expect(answer.status()).toBe(400);
  expect(await answer.text()).toContain('there is no section “nowhere”');
  await quinn.type({ newTitle: 'Nowhere no more', newCode: 'nowhere' });
  await quinn.press(t.addSection);
  expect([await quinn.heading(), await quinn.page.locator('[name="c-1-asks"]').inputValue(), one?.section === two?.section]).toEqual(['Nowhere no more', two?.asks, true]); // it has a page again
  await quinn.open(of);
  await throwAway(quinn);
});

test('taking a criterion of a plan out says what is not pointed out any more', async () => {
  await quinn.open(paths.auditFrameworkSection('plan', '1'));
  const at = PLAN_FRAMEWORK.criteria.filter((one) => one.section === PLAN_FRAMEWORK.sections[0]?.id).findIndex(({ id }) => id === 'a-child-views') + 1;
  await quinn.page.locator(`button[value="out-${at}"]`).click();
  await quinn.page.waitForURL(/done=saved/);
  await quinn.open(paths.auditFrameworkDraft('plan'));
  expect([await textOn(quinn, t.unheard), await quinn.page.locator('main li', { hasText: 'Section A has nothing under the child’s own views.' }).count()]).toEqual([1, 1]);
  await expectGood(quinn);
});

test('how many are drawn is set with what it comes to', async () => {
  const of = paths.auditSamplingOf('draft');
  const drafts = [await app.openCase('2026-07-01'), await app.openCase('2026-07-02')];
  for (const one of drafts) await sentPlanText(app.database.pool, one, { kind: 'draft', by: STAFF.caseworker });
  await quinn.open(paths.auditSampling);
  expect(await textOn(quinn, s.none)).toBe(5);
  await expectGood(quinn);
  await quinn.open(of);
  await expectGood(quinn);
  await quinn.type({ number: 'ten', doubleShare: '200' });
  expect(await quinn.press(s.try)).toBe(400);
  expect(await quinn.errorSummary()).toEqual([{ text: `${s.wholeNumber(s.number.label)}.`, href: '#number' }]);
  await quinn.type({ number: '1', doubleShare: '200' });
  expect(await quinn.press(s.try)).toBe(400);
  expect((await quinn.errorSummary()).map(({ href }) => href)).toEqual(['#doubleShare']);
  await quinn.type({ doubleShare: '50' });
  expect(await quinn.press(s.try)).toBe(200);
  expect([await textOn(quinn, s.previewText(2)), await textOn(quinn, s.never(2, 0)), await textOn(quinn, s.whole(2, 2))]).toEqual([1, 1, 1]); // two drafts, one a month
  await quinn.type({ 'fixed-1': '1' });
  expect(await quinn.press(s.keep)).toBe(400);
  expect([await quinn.errorSummary(), await quinn.page.locator('[name="fixed-1"]').inputValue()]).toEqual([[{ text: s.why.missing, href: '#why' }], '1']);
  await expectGood(quinn);
  await quinn.type({ why: 'To begin with' });
  expect(await quinn.press(s.keep)).toBe(200);
  expect([await textOn(quinn, s.none), await textOn(quinn, /1 audit a month, by primary need and first plan or amended/)]).toEqual([4, 1]);
  await quinn.open(of);
  expect(await quinn.page.locator('[name="fixed-1"]').inputValue()).toBe('1');
  await quinn.type({ why: 'Enough is known' });
  expect(await quinn.press(s.stop)).toBe(200);
  expect(await textOn(quinn, s.stopped)).toBe(1);
  await expectGood(quinn);
});

test('a rule that auditors dismiss too often is retired with the next version', async () => {
  await quinn.open(paths.auditFrameworkDraft('draft'));
  await quinn.page.locator('summary', { hasText: t.retiredTitle }).click();
  await quinn.page.locator('input[name="retired"][value="access"]').check();
  expect(await quinn.press(t.save)).toBe(200);
  expect(await quinn.page.locator('input[name="retired"]:checked').count()).toBe(1);
  expect(await quinn.page.locator('input[name="retired"][value="access"]').isChecked()).toBe(true);
  await expectGood(quinn);
  await quinn.press(t.check);
  expect(await quinn.page.locator('ins', { hasText: t.changes.retired }).count()).toBe(1);
  await expectGood(quinn);
  await quinn.type({ why: 'Auditors accepted 3 of 24' });
  expect(await quinn.press(t.force)).toBe(200);
  expect(await textOn(quinn, t.retiredTitle)).toBe(1);
  await expectGood(quinn);
  const { rows } = await app.database.pool.query<{ retired: string[] }>(`SELECT content->'retired' AS retired FROM audit_framework WHERE kind = 'draft'`);
  expect(rows).toEqual([{ retired: ['access'] }]);
});

test('a criterion that is added has an id that no version ever had: what is asked anew is no old question', () => {
  const [one] = PLAN_FRAMEWORK.sections;
  const added = one === undefined ? null : withCriterion(PLAN_FRAMEWORK, one, ['a-own-1', 'a-own-2']);
  expect(added?.criteria.at(-1)?.id).toBe('a-own-3');
});
