import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { auditJournal } from '../../prisma/repositories/journal-audit.js';
import { paths } from '../../web/paths.js';
import { ESCALATION_WORDS as t } from '../../web/words/escalations.js';
import { launchBrowser } from '../support/resources.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** A request of 2 September 2025, to be decided by 14 October: its team manager, Mara, was told on the 15th. */

let browser: Browser;
let app: TestApp;
let ref: string;
let mara: Visitor;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2025-10-15' })]);
  mara = await visit(browser, app.url, { as: 'manager', width: 320 });
});
afterAll(async () => {
  await browser.close();
  await app.close();
});
beforeEach(async () => {
  app.today('2025-10-15');
  ref = await app.openCase('2025-09-02');
  await app.wake(ref);
});

const main = (who: Visitor): Promise<string> => who.page.locator('main').innerText();
const address = (of = ref): string => paths.escalation(of, 'decide-to-assess', '-', 'j1');
const rowOf = (who: Visitor, of = ref) => who.page.locator('.duly-messages__item', { hasText: of }).filter({ hasText: 'Decide whether to assess' });
const list = (state: string, whose = 'mine'): string => `${paths.escalations}?whose=${whose}&state=${state}`;

test('from the navigation to the one that waits: why it is late, its ladder, and what will be done by when', async () => {
  await mara.open(paths.cases);
  await mara.page.getByRole('link', { name: /^Escalations \(\d+\)$/ }).click();
  await mara.page.waitForURL(`**${paths.escalations}`);
  await expectAccessible(mara);
  await expectNoSidewaysScroll(mara);
  await rowOf(mara).getByRole('link').click();
  await mara.page.waitForURL(`**${address()}`);
  const shown = await main(mara);
  for (const words of ['It was due by Tuesday 14 October 2025: 1 day late', 'Went to the team manager on Wednesday 15 October 2025', 'Goes to the service manager on Tuesday 21 October 2025', '6 weeks from receipt', 'by Monday 20 October 2025']) expect(shown).toContain(words);
  await expectAccessible(mara);
  await expectNoSidewaysScroll(mara);

  expect(await mara.press(t.one.button)).toBe(400);
  expect(await mara.errorSummary()).toEqual([
    { text: t.action.missing, href: '#action' },
    { text: 'Enter the day by which it will be done', href: '#promisedOn-day' },
  ]);
  await expectAccessible(mara);
  await mara.type({ action: 'Casey and I decide it at Friday’s panel.', ...day('promisedOn', '2025-11-13') });
  expect(await mara.press(t.one.button)).toBe(400);
  expect(await mara.errorSummary()).toEqual([{ text: t.promisedOn.far('Wednesday 12 November 2025'), href: '#promisedOn-day' }]);
  await mara.type(day('promisedOn', '2025-10-14'));
  await mara.press(t.one.button);
  expect(await mara.errorSummary()).toEqual([{ text: t.promisedOn.past, href: '#promisedOn-day' }]);
  await mara.type(day('promisedOn', '2025-10-31'));
  expect(await mara.press(t.one.button)).toBe(200);

  expect(await main(mara)).toContain('Promised by Friday 31 October 2025');
  await mara.page.getByRole('link', { name: new RegExp(`^${t.onCase.open}`) }).click();
  await mara.page.waitForURL(`**${address()}`);
  const told = await main(mara);
  for (const words of ['Acknowledged by Mara Quill on Wednesday 15 October 2025', 'Casey and I decide it at Friday’s panel.', 'Goes to the service manager on Monday 3 November 2025', t.one.stands]) expect(told).toContain(words);
  expect(await mara.page.getByRole('button', { name: t.one.button }).count()).toBe(0);
  await expectAccessible(mara);
  expect((await auditJournal(app.database, ref))?.faults).toEqual([]);
  expect(app.logged.join('\n')).not.toContain('panel');
});

test('each state has its list; a promise that passes is broken, and it climbs', async () => {
  await mara.open(address());
  await mara.type({ action: 'I will ring the family.', ...day('promisedOn', '2025-10-24') });
  expect(await mara.press(t.one.button)).toBe(200);
  await mara.open(list('waiting'));
  expect(await rowOf(mara).count()).toBe(0);
  await mara.open(list('promised'));
  expect(await rowOf(mara).innerText()).toMatch(/Promised[\s\S]*Mara Quill promised it by Friday 24 October 2025 \(in 9 days\)[\s\S]*I will ring the family/);

  app.today('2025-10-27');
  await app.wake(ref);
  await mara.open(list('broken', 'all'));
  expect(await rowOf(mara).innerText()).toMatch(/Promise passed[\s\S]*Went to the service manager on Monday 27 October 2025[\s\S]*\(3 days ago\)/);
  await mara.open(address());
  expect(await main(mara)).toContain(t.one.notYours('service manager'));
  const dara = await visit(browser, app.url, { as: 'director' });
  await dara.open(address()); // a role above: nobody here is service manager
  await dara.type({ action: 'I decide it today.', ...day('promisedOn', '2025-10-28') });
  expect(await dara.press(t.one.button)).toBe(200);
  await dara.open(address());
  expect((await main(dara)).match(/Acknowledged by/g)).toHaveLength(2);
  await dara.leave();
});

test('taken out by correction, it waits again; done, it is open no more', async () => {
  await mara.open(address());
  await mara.type({ action: 'On the wrong case.', ...day('promisedOn', '2025-10-24') });
  await mara.press(t.one.button);
  await mara.open(address());
  const entry = /\/(j\d+)$/.exec((await mara.page.getByRole('link', { name: t.one.correct }).getAttribute('href')) ?? '')?.[1] ?? '';
  await mara.page.getByRole('link', { name: t.one.correct }).click();
  await mara.page.waitForURL(`**${paths.correct(ref, entry)}`);
  expect(await mara.page.locator('input[name="promisedOn-day"]').inputValue()).toBe('24');
  await expectAccessible(mara);
  await app.correct(ref, entry);
  await mara.open(list('waiting'));
  expect(await rowOf(mara).count()).toBe(1);
  await app.record(ref, [{ type: 'assessment-agreed', on: '2025-10-15' }]);
  expect(await mara.open(address())).toBe(404);
  await mara.open(list('all', 'all'));
  expect(await rowOf(mara).count()).toBe(0);
});

test('a caseworker sees it on the case, not to answer it; another team sees nothing', async () => {
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.case(ref));
  await casey.page.getByRole('link', { name: new RegExp(`^${t.onCase.open}`) }).click();
  await casey.page.waitForURL(`**${address()}`);
  expect(await main(casey)).toContain(t.one.notYours('team manager'));
  expect(await casey.page.getByRole('link', { name: /^Escalations/ }).count()).toBeGreaterThan(0); // the way back; none in the navigation
  await casey.open(paths.cases);
  expect(await casey.page.getByRole('link', { name: /^Escalations/ }).count()).toBe(0);
  await casey.leave();
  const erin = await visit(browser, app.url, { as: 'elsewhere' });
  expect(await erin.open(address())).toBe(404);
  await erin.open(list('all', 'all'));
  expect(await main(erin)).toContain(t.empty.all);
  await erin.leave();
});
