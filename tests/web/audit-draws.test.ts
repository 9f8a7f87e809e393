import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { AUDIT_WORDS } from '../../web/words/audits.js';
import { STAGE_WORDS } from '../../web/words/stages.js';
import { sentPlanText } from '../api/support/plan-text.js';
import { launchBrowser } from '../support/resources.js';
import { STAFF } from './support/council.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** A month that was drawn leads to the audits it opened, and says how each stands today. Today is Monday 23 November 2026. */

const t = AUDIT_WORDS.draws;
const THIS_MONTH = paths.auditDraw('draft', '2026-11');

let browser: Browser;
let app: TestApp;
let quinn: Visitor;
let drafts: string[];
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2026-11-23' })]);
  drafts = [await app.openCase('2026-07-01'), await app.openCase('2026-07-02')];
  for (const one of drafts) await sentPlanText(app.database.pool, one, { kind: 'draft', by: STAFF.caseworker });
  const content = { kind: 'draft', seed: 'invented-seed', number: 2, strataBy: [], doubleShare: 0.5 };
  await app.database.pool.query(`INSERT INTO audit_sampling (kind, number, content, made_by, made_at, why) VALUES ('draft', 1, $1::jsonb, $2, now(), 'To begin with')`, [JSON.stringify(content), STAFF.qualityLead]);
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

const audits = async (): Promise<readonly { ref: string; of: string; why: string; owner: string }[]> =>
  (await app.database.pool.query<{ ref: string; of: string; why: string; owner: string }>('SELECT a.ref, a.of_ref AS of, a.why, r.owner_ref AS owner FROM audit a JOIN case_record r USING (ref) ORDER BY a.why DESC, a.ref')).rows;
const first = async (subject: string | undefined) => (await audits()).find(({ of, why }) => of === subject && why === 'sample') ?? expect.fail('not drawn');
/** Of a drawn subject's row: its links and its tags. */
async function rowOf(subject: string | undefined): Promise<Readonly<{ links: string[]; tags: string[]; text: string }>> {
  const row = quinn.page.locator('tr', { has: quinn.page.locator('th', { hasText: subject ?? 'none' }) });
  return { links: await row.locator('a').allInnerTexts(), tags: await row.locator('.govuk-tag').allInnerTexts(), text: await row.innerText() };
}

test('what was drawn leads to its audits, the second marking too, and each says that it waits or is to be marked', async () => {
  await quinn.open(paths.auditDraws);
  await quinn.choose({ kind: 'draft', month: '2026-11' });
  expect(await quinn.press(t.draw)).toBe(200);
  const opened = await audits();
  expect(opened.map(({ why }) => why)).toEqual(['sample', 'sample', 'double']); // one of two is marked twice
  for (const subject of drafts) {
    const row = await rowOf(subject);
    expect(row.links.sort()).toEqual(opened.filter(({ of }) => of === subject).map(({ ref }) => ref).sort());
    for (const tag of row.tags) expect([t.waits, STAGE_WORDS.marking]).toContain(tag);
  }
  expect(await quinn.page.getByText('9 November 2026').count()).toBe(0); // drawn on the 23rd, nothing begins before
  await expectGood(quinn);
  const { ref } = await first(drafts[0]);
  await quinn.page.getByRole('link', { name: ref }).click();
  await quinn.page.waitForURL(`**${paths.audit(ref)}`);
});

test('one that is begun, one that is late, one taken back and one given to somebody else say so', async () => {
  const [one, other] = [await first(drafts[0]), await first(drafts[1])];
  app.today('2026-11-30');
  const marker = await visit(browser, app.url, { as: one.owner === STAFF.auditor ? 'auditor' : 'otherAuditor' });
  await marker.open(paths.auditMark(one.ref));
  await marker.press(AUDIT_WORDS.mark.save);
  expect(await marker.open(THIS_MONTH)).toBe(403); // the seed and the blind seconds stand on it
  await marker.leave();
  await quinn.open(THIS_MONTH);
  expect((await rowOf(drafts[0])).tags[0]).toBe(t.begun);
  app.today('2026-12-31');
  await quinn.open(THIS_MONTH);
  expect((await rowOf(drafts[0])).tags[0]).toBe('Late'); // ten working days from a day of November are over
  const taker = other.owner === STAFF.auditor ? STAFF.otherAuditor : STAFF.auditor;
  await app.database.pool.query('UPDATE case_record SET owner_ref = $2 WHERE ref = $1', [other.ref, taker]);
  await quinn.open(paths.audit(one.ref));
  await quinn.page.locator('summary', { hasText: AUDIT_WORDS.one.withdraw }).click();
  await quinn.type({ why: 'Drawn by mistake' });
  await quinn.press(AUDIT_WORDS.one.withdrawButton);
  await quinn.open(THIS_MONTH);
  expect((await rowOf(drafts[0])).tags[0]).toBe(STAGE_WORDS.withdrawn);
  const name = taker === STAFF.auditor ? 'Avis Tern' : 'Orla Finch-Test';
  expect((await rowOf(drafts[1])).text).toContain(t.now(name));
  await expectGood(quinn);
});

test('of a record that is closed to the reader nothing is told but that it was drawn', async () => {
  await app.database.pool.query('UPDATE case_record SET restricted = true WHERE ref = $1', [drafts[1]]);
  await quinn.open(THIS_MONTH);
  const row = await rowOf(drafts[1]);
  expect([row.links, row.tags]).toEqual([[], []]);
  expect(row.text).toContain(t.closed);
  expect((await rowOf(drafts[0])).links.length).toBeGreaterThan(0);
  await expectGood(quinn);
});
