import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isoDate } from '../../domain/dates/iso-date.js';
import { paths } from '../../web/paths.js';
import { REVIEW_WORDS as t } from '../../web/words/reviews.js';
import { launchBrowser } from '../support/resources.js';
import { STAFF } from './support/council.js';
import { bringPlans, type PlanGiven } from './support/plans.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** Reviews in every state. Today is Monday 23 November 2026; each last day is worked by hand. */

const TODAY = '2026-11-23';
const fact = (type: string, on: string, more: object = {}) => ({ type, on, ...more });
const made = fact('plan-made', '2026-03-10'); // to be complete by 9 March 2027
const set = (on: string, meetingOn: string) => fact('review-date-set', on, { meetingOn });
const given = [made, set('2026-11-10', '2027-01-26')];
const held = [made, set('2026-10-01', '2026-11-12'), fact('review-invitations-sent', '2026-10-05'), fact('review-papers-circulated', '2026-10-20'), fact('review-meeting-held', '2026-11-12')];
const decided = [...held, fact('review-report-sent', '2026-11-19')];

/** Each plan's facts, the step it stands at and the last day of that step. */
const STATES: readonly Readonly<{ name: string; facts: PlanGiven['facts']; stands: [string, string] | null }>[] = [
  { name: 'Overdue', facts: [made, set('2026-10-01', '2026-11-10'), fact('review-invitations-sent', '2026-10-05'), fact('review-papers-circulated', '2026-10-20')], stands: ['meeting', '2026-11-10'] },
  { name: 'Report', facts: held, stands: ['report', '2026-11-26'] },
  { name: 'Decide', facts: decided, stands: ['decide', '2026-12-10'] },
  { name: 'Notice', facts: [...decided, fact('review-decision-sent', '2026-11-20', { decision: 'amend' })], stands: ['notice', '2026-12-10'] },
  { name: 'Invite', facts: given, stands: ['invite', '2027-01-11'] }, // 15 days before 26 January
  { name: 'Papers', facts: [...given, fact('review-invitations-sent', '2026-11-12')], stands: ['papers', '2027-01-11'] },
  { name: 'Moved', facts: [...given, fact('review-invitations-sent', '2026-11-12'), set('2026-11-13', '2027-01-28')], stands: ['invite', '2027-01-13'] },
  { name: 'Final', facts: [...decided, fact('review-decision-sent', '2026-11-20', { decision: 'amend' }), fact('amendment-notice-sent', '2026-11-20', { servedOn: '2026-11-20' })], stands: ['final', '2027-01-15'] }, // 8 weeks of the notice
  { name: 'Nodate', facts: [made], stands: ['set-date', '2027-01-25'] }, // 9 March less 4 weeks less 15 days
  { name: 'Ready', facts: [...given, fact('review-invitations-sent', '2026-11-12'), fact('review-papers-circulated', '2026-11-16')], stands: ['meeting', '2027-01-26'] },
  { name: 'Kept', facts: [...decided, fact('review-decision-sent', '2026-11-20', { decision: 'keep' })], stands: ['set-date', '2027-10-07'] }, // complete by 19 November 2027
  // the day of the meeting was told last: it is the held meeting's, not a next one's
  { name: 'Toldlate', facts: [made, fact('review-meeting-held', '2026-11-12'), fact('review-report-sent', '2026-11-19'), fact('review-decision-sent', '2026-11-20', { decision: 'keep' }), set('2026-10-01', '2026-11-12')], stands: ['set-date', '2027-10-07'] },
  { name: 'Ended', facts: [made, fact('plan-ceased', '2026-09-01')], stands: null },
];

let browser: Browser;
let app: TestApp;
let mara: Visitor;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: TODAY })]);
  await bringPlans(
    app.database,
    [
      ...STATES.map(({ name, facts }, i) => ({ ref: `P-${String.fromCharCode(65 + i)}0000000`.replace('I', 'Z').replace('L', 'Y'), name, facts })),
      // born in the school year of Year 6, 2026/27: a school whose ages are not known
      { ref: 'P-X0000001', name: 'Mover', bornOn: '2015-10-01', owner: STAFF.otherCaseworker, setting: 'T-H1110P00', facts: [made] },
      { ref: 'P-X0000002', name: 'Known', bornOn: '2015-10-01', owner: STAFF.otherCaseworker, setting: 'T-H1110P00', facts: [made, fact('phase-transfer-expected', '2026-09-10', { kind: 'primary-secondary', transferOn: '2027-09-01' }), set('2026-11-10', '2026-12-15')] },
      { ref: 'P-X0000003', name: 'Stays', bornOn: '2016-10-01', owner: STAFF.otherCaseworker, setting: 'T-H1110P00', facts: [fact('plan-made', '2025-12-02')] },
    ],
    TODAY,
  );
  mara = await visit(browser, app.url, { as: 'manager' });
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

const main = (visitor: Visitor) => visitor.page.locator('main').innerText();
const shot = async (visitor: Visitor, name: string) => {
  if (process.env['SHOTS'] !== undefined) await visitor.page.screenshot({ path: `${process.env['SHOTS']}/${name}.png`, fullPage: true });
};
const scope = { staff: STAFF.caseworker, owns: true, covers: [], teams: [] };
const list = (more: object = {}) => app.useCases.reviews.list(scope, { today: isoDate(TODAY), cursor: null, limit: 50, ...more });

describe('what must happen next', () => {
  test('is read off each plan’s duties, the latest first; an ended plan has none', async () => {
    const { items } = await list();
    const expected = STATES.flatMap(({ name, stands }) => (stands === null ? [] : [[`${name} Testchild`, ...stands]]));
    expect(items.map(({ child, step, stepBy }) => [child.name, step, stepBy]).sort()).toEqual(expected.sort());
    expect(items.map(({ stepBy }) => stepBy)).toEqual(items.map(({ stepBy }) => stepBy).sort());
  });

  test('pages go on where the last one ended, and a cursor of somebody’s own is refused', async () => {
    const first = await list({ limit: 4 });
    const second = await list({ limit: 50, cursor: first.next });
    expect([...first.items, ...second.items].map(({ ref }) => ref)).toEqual((await list()).items.map(({ ref }) => ref));
    expect(second.next).toBeNull();
    await expect(list({ cursor: 'xyz' })).rejects.toThrow('cursor');
  });

  test('one step, one caseworker, late alone', async () => {
    const names = async (more: object) => (await list(more)).items.map(({ child }) => child.name.replace(' Testchild', ''));
    expect(await names({ step: 'invite' })).toEqual(['Invite', 'Moved']);
    expect(await names({ late: true })).toEqual(['Overdue']);
    expect(await names({ owner: STAFF.otherCaseworker })).toEqual([]);
    expect(await names({ setting: 'none' })).toEqual([]);
  });

  test('on the page: late first, and a meeting whose day has passed asks what became of it', async () => {
    await mara.open(paths.reviews);
    const bands = await mara.page.locator('.duly-band__heading').allInnerTexts();
    expect(bands[0]).toMatch(/^Late/);
    expect(await main(mara)).toContain(t.meetingPassed);
    expect(await main(mara)).toContain(t.decideBy('Thursday 10 December 2026'));
    await expectAccessible(mara);
    await shot(mara, 'list-all');
    await mara.page.getByRole('link', { name: 'Overdue Testchild', exact: true }).click();
    await mara.page.waitForURL(/cases\/P-/);
    expect(await mara.heading()).toContain('Overdue');
  });

  test('nobody else’s plan: the other team sees none of them', async () => {
    const erin = await visit(browser, app.url, { as: 'elsewhere' });
    await erin.open(`${paths.reviews}?view=all`);
    expect(await main(erin)).toContain(t.emptyList);
    await expectAccessible(erin);
    for (const path of [paths.phases, paths.reviewYear]) {
      expect(await erin.open(path)).toBe(200);
      expect(await main(erin)).not.toContain('Testchild');
      await expectAccessible(erin);
    }
    expect(await erin.open(paths.reviewFigures)).toBe(403);
    await erin.leave();
  });
});

describe('phase transfers', () => {
  test('each phase with its line, its last safe meeting and the days left', async () => {
    await mara.open(paths.phases);
    const words = await main(mara);
    expect(words).toContain('Plan amended by Sunday 14 February 2027, 83 days left');
    expect(words).toContain('The law is broken from Monday 15 February 2027');
    expect(words).toContain('Last safe meeting Sunday 22 November 2026, 1 day ago');
    await expectAccessible(mara);
    await shot(mara, 'phases');
  });

  test('the board shows where each stands, and records those found and not recorded yet', async () => {
    await mara.page.getByRole('link', { name: t.transfers['primary-secondary'] }).click();
    await mara.page.waitForURL(/phases\/primary-secondary/);
    const words = await main(mara);
    expect(words).toContain('Meeting on 15 December 2026, after the last safe meeting');
    expect(words).toContain('Mover Testchild');
    expect(words).not.toContain('Stays Testchild');
    await expectAccessible(mara);
    await shot(mara, 'phase');
    await mara.press(t.phases.record);
    expect((await mara.errorSummary())[0]?.text).toBe(t.year.chooseSome);
    await mara.page.getByLabel(/^Mover Testchild/).check();
    expect(await mara.press(t.phases.record)).toBe(200);
    expect(await main(mara)).toContain('1 done');
    const { rows } = await app.database.pool.query<{ payload: object }>(`SELECT payload FROM journal_entry WHERE record_ref = 'P-X0000001' ORDER BY position DESC LIMIT 1`);
    expect(rows[0]?.payload).toEqual({ type: 'phase-transfer-expected', on: TODAY, kind: 'primary-secondary', transferOn: '2027-09-01' });
    await mara.open(paths.phase('primary-secondary'));
    expect(await mara.page.getByLabel(/^Mover Testchild/).count()).toBe(0);
    expect(await main(mara)).toContain('Mover Testchild');
    await mara.page.setViewportSize({ width: 320, height: 640 });
    await expectNoSidewaysScroll(mara);
    await mara.page.setViewportSize({ width: 1100, height: 900 });
  });

  test('a plan that moves nowhere is not recorded as one that does', async () => {
    const token = await mara.page.locator('input[name="_csrf"]').first().inputValue();
    const answer = await mara.page.request.post(`${app.url}${paths.expectTransfers('primary-secondary')}`, { form: { _csrf: token, cases: 'P-X0000003@1' } });
    expect(await answer.text()).toContain('No transfer to record');
    expect((await mara.page.request.get(`${app.url}${paths.phase('nowhere')}`)).status()).toBe(404);
  });
});

describe('figures', () => {
  test('by month, caseworker and setting, each number opening to its plans', async () => {
    await mara.open(paths.reviewFigures);
    const row = async (name: string) => (await mara.page.getByRole('row', { name: new RegExp(`^${name}`) }).first().locator('td').allInnerTexts()).map((text) => Number.parseInt(text, 10));
    // held in November: Report, Decide, Notice, Final, Kept, Toldlate; decided: the last four; due in December: Stays
    expect(await row('November 2026')).toEqual([0, 6, 4, 0]);
    expect(await row('December 2026')).toEqual([1, 0, 0, 0]);
    expect(await row('Casey Marlow')).toEqual([0, 6, 4, 0]);
    expect(await row('Hilltop Academy')).toEqual([1, 0, 0, 0]);
    await expectAccessible(mara);
    await shot(mara, 'figures');
    await mara.page.getByRole('link', { name: /^6 held, November 2026/ }).click();
    await mara.page.waitForURL(/what=held/);
    expect(await mara.page.locator('#plans + ul li').count()).toBe(6);
  });

  test('the heat map has its table twin, and a full week opens to its meetings', async () => {
    await mara.open(paths.reviewFigures);
    expect(await mara.page.locator('svg[role="img"] desc').textContent()).toContain('8 is the most a week can hold');
    await mara.page.getByText(t.year.asTable).click();
    await mara.page.getByRole('link', { name: /^1 Olu Adeyemi-Test, Week of 14 December 2026/ }).click();
    await mara.page.waitForURL(/what=meetings/);
    expect(await mara.page.locator('#plans + ul').innerText()).toBe('P-X0000002');
    await mara.page.setViewportSize({ width: 320, height: 640 });
    await expectNoSidewaysScroll(mara);
    await mara.page.setViewportSize({ width: 1100, height: 900 });
  });
});
