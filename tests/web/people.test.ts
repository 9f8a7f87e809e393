import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { texts } from '../../web/texts.js';
import { launchBrowser } from '../support/resources.js';
import { ACCOUNTS } from './support/council.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, signInByHand, visit } from './support/visitor.js';

/** Who sees what, and what each of the three users can do from where they land. */

let browser: Browser;
let app: TestApp;
let ref: string;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2025-12-01' })]);
  ref = await app.openCase('2025-09-02');
  await app.record(ref, [{ type: 'assessment-agreed', on: '2025-10-07' }]);
  await app.record(ref, [
    { type: 'advice-requested', on: '2025-10-08', adviser: 'V-PSYCH000', role: 'educational-psychology' },
    { type: 'advice-requested', on: '2025-10-08', adviser: 'V-HEA1TH00', role: 'health' },
  ]);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

test('somebody not signed in is led to sign in and then to where they were going', async () => {
  const visitor = await visit(browser, app.url);
  await visitor.open(paths.case(ref));
  expect(new URL(visitor.page.url()).pathname).toBe(paths.signIn);
  await visitor.page.locator(`button[value="${ACCOUNTS.caseworker}"]`).click();
  await visitor.page.waitForURL(`**${paths.case(ref)}`);
  await visitor.press('Sign out');
  expect(new URL(visitor.page.url()).pathname).toBe(paths.front);
  await visitor.leave();
});

test('the forms of sign-in and the clock are held to the limits of their twins in the API', async () => {
  const strict = await startTestApp({ today: '2025-12-01', limits: { all: 1000, signIn: 1, clock: 2 } });
  const visitor = await visit(browser, strict.url);
  await visitor.open(paths.signIn);
  const signIn = () => visitor.context.request.post(paths.signIn, { form: { account: 'nobody' } });
  await signIn();
  expect((await signIn()).status()).toBe(429);
  const clock = async () => visitor.open(paths.clock);
  expect([await clock(), await clock(), await clock()]).toEqual([200, 200, 429]);
  expect(await visitor.heading()).toBe(texts.problems['too-many-requests'].title);
  expect((await visitor.context.request.post('/api/clock', { data: {} })).status()).toBe(429);
  await visitor.leave();
  await strict.close();
});

test('an address elsewhere is not followed after signing in', async () => {
  const visitor = await visit(browser, app.url);
  for (const back of ['https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example']) {
    await visitor.open(`${paths.signIn}?back=${encodeURIComponent(back)}`);
    expect(await visitor.page.locator('[name="back"]').count(), back).toBe(0);
  }
  await visitor.leave();
});

test('a case of another team answers as one that does not exist', async () => {
  const erin = await visit(browser, app.url, { as: 'elsewhere' });
  const [theirs, absent] = [await erin.open(paths.case(ref)), await erin.open(paths.case('A-00000000'))];
  expect([theirs, absent]).toEqual([404, 404]);
  expect(await erin.heading()).toBe(texts.problems['not-found'].title);
  await erin.leave();
});

test('a caseworker of the team sees the case and may not record on it', async () => {
  const olu = await visit(browser, app.url, { as: 'otherCaseworker' });
  expect(await olu.open(paths.case(ref))).toBe(200);
  expect(await olu.page.getByRole('link', { name: 'Record advice received' }).count()).toBe(0);
  expect(await olu.open(paths.record(ref, 'advice-received'))).toBe(403);
  await olu.leave();
});

test('a professional lands on the requests asked of them, late first, and answers one', async () => {
  const pia = await visit(browser, app.url);
  await signInByHand(pia, 'psychologist');
  expect(new URL(pia.page.url()).pathname).toBe(paths.advice);
  expect(await pia.page.getByText('12 days late').count()).toBe(1);
  await pia.open(paths.adviceDecline(ref, 'V-PSYCH000'));
  expect(await pia.press(texts.advice.decline)).toBe(400);
  expect(await pia.errorSummary()).toEqual([{ text: texts.advice.reasonMissing, href: '#reason' }]);
  await expectAccessible(pia);
  await pia.open(paths.adviceAnswer(ref, 'V-PSYCH000'));
  await pia.type({ needs: 'Loses the thread of long instructions.' });
  await pia.press('Send advice');
  expect(await pia.press('Send as it is')).toBe(200);
  expect(await pia.page.getByText(texts.advice.sent).count()).toBe(1);
  await pia.open(paths.advice);
  expect(
    await pia.page
      .getByRole('link', { name: /^Answer/ })
      .filter({ hasText: ref })
      .count(),
  ).toBe(0);
  expect(await pia.open(paths.adviceAnswer(ref, 'V-HEA1TH00'))).toBe(404); // asked of health, not of them
  await pia.leave();
});

test('a director begins at a glance, and a manager’s figures open to their cases', async () => {
  const dara = await visit(browser, app.url);
  await signInByHand(dara, 'director');
  expect(new URL(dara.page.url()).pathname).toBe(paths.director);
  await dara.open(paths.figures);
  await dara.page.locator('.duly-numbers a').first().click();
  await dara.page.waitForLoadState();
  expect(await dara.page.getByRole('link', { name: ref }).count()).toBe(1);
  await expectAccessible(dara);
  await dara.leave();
});

test('an administrator lands on the register of settings and sees no case', async () => {
  const ada = await visit(browser, app.url);
  await signInByHand(ada, 'administrator');
  expect(new URL(ada.page.url()).pathname).toBe(paths.settings);
  expect(await ada.page.getByRole('link', { name: 'Quayside Primary' }).count()).toBe(1);
  expect(await ada.open(paths.cases)).toBe(403);
  await ada.leave();
});

test('a search stands in no address and no log, and finds by name', async () => {
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.cases);
  await casey.type({ search: 'Wren Testch' });
  expect(await casey.press('Find')).toBe(200);
  expect(await casey.page.getByRole('link', { name: 'Wren Testchild' }).count()).toBe(1);
  expect(casey.page.url()).not.toMatch(/wren/i);
  await casey.type({ search: 'Nobody Ofthatname' });
  await casey.press('Find');
  expect(await casey.page.getByText(texts.workList.empty.narrowed).count()).toBe(1);
  await expectAccessible(casey);
  await casey.press('Show all again');
  expect(await casey.page.getByRole('link', { name: 'Wren Testchild' }).count()).toBe(1);
  expect(app.logged.join('\n')).not.toMatch(/wren|testchild|ofthatname/i);
  await casey.leave();
});

test('a form without the session’s token is refused, whoever sends it', async () => {
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  const before = await app.countFacts(ref);
  const sent = await casey.context.request.post(paths.record(ref, 'partners-told'), { form: day('on', '2025-10-08') });
  expect(sent.status()).toBe(403);
  expect(await sent.text()).toContain(texts.problems['csrf-token'].title);
  expect(await app.countFacts(ref)).toBe(before);
  await casey.leave();
});

test('a form sent after its session ended has what was written, to be copied; what another site sends is not shown', async () => {
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.record(ref, 'advice-declined'));
  const note = 'Rang <b>twice</b>, nobody was there.\nShe will write by Friday.';
  await casey.type({ ...day('on', '2025-11-20'), reason: note });
  const other = await casey.context.newPage();
  await other.goto(`${app.url}${paths.front}`);
  await other.getByRole('button', { name: 'Sign out' }).click();
  expect(await casey.press('Record')).toBe(403);
  expect(await casey.heading()).toBe(texts.problems['csrf-token'].title);
  expect(await casey.page.locator('main .duly-lines').allInnerTexts()).toEqual([note]);
  await expectAccessible(casey);
  const elsewhere = await casey.context.request.post(paths.record(ref, 'advice-declined'), { form: { reason: note }, headers: { 'Sec-Fetch-Site': 'cross-site' } });
  expect([elsewhere.status(), (await elsewhere.text()).includes('Friday')]).toEqual([403, false]);
  expect(app.logged.join('')).not.toContain('Friday');
  await casey.leave();
});

test('names are in no title, no address of a link and no log', async () => {
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  for (const path of [paths.cases, paths.case(ref), paths.history(ref), paths.record(ref, 'advice-received')]) {
    expect(await casey.open(path)).toBe(200);
    expect(await casey.page.title()).not.toMatch(/wren|testchild/i);
    for (const link of await casey.page.locator('a[href], form[action]').all()) {
      expect(`${(await link.getAttribute('href')) ?? ''}${(await link.getAttribute('action')) ?? ''}`).not.toMatch(
        /wren|testchild/i,
      );
    }
  }
  expect(app.logged.join('\n')).not.toMatch(/wren|testchild/i);
  await casey.leave();
});
