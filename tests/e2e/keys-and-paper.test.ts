import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { texts } from '../../web/texts.js';
import { launchBrowser } from '../support/resources.js';
import { codeSentTo, linkFor, parentOf, visitByLink } from '../web/support/by-link.js';
import type { Account } from '../web/support/council.js';
import { startTestApp, type TestApp } from '../web/support/test-app.js';
import { visit, type Visitor } from '../web/support/visitor.js';

/** The pages of advice, links, families, letters, panels, people, settings and teams: by keyboard alone, and on paper. */

const PSYCHOLOGIST = 'V-PSYCH000';
const PANEL = 'W-PAPER001';
let browser: Browser;
let app: TestApp;
let ref: string;
let mother: string;

beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2026-01-26' })]);
  ref = await app.openCase('2025-09-02');
  mother = await parentOf(app, ref);
  await app.record(ref, [{ type: 'assessment-agreed', on: '2025-10-07' }]);
  await app.record(ref, [
    { type: 'advice-requested', on: '2025-10-08', adviser: PSYCHOLOGIST, role: 'educational-psychology' },
  ]);
  await app.record(ref, [
    { type: 'issue-agreed', on: '2025-12-15' },
    { type: 'draft-plan-sent', on: '2026-01-20', channel: 'by-hand' },
    { type: 'setting-consulted', on: '2026-01-21', setting: 'T-QUAYS1DE' },
  ]);
  const { pool } = app.database;
  await pool.query(
    `INSERT INTO message (ref, record_ref, letter, to_kind, to_ref, to_name, channel, address, subject, body, reference, status, problem, queued_at, sent_at, settled_at)
     VALUES ('M-PAPER001', $1, 'agreed-family', 'person', $2, 'Robin Testchild', 'letter', E'1 Invented Street\\nZZ1 1ZZ', 'There will be an assessment', '[{"kind":"paragraph","text":"We will assess."}]',
       gen_random_uuid(), 'bounced', 'permanent-failure', '2026-01-20T09:00Z', '2026-01-20T09:01Z', '2026-01-21T09:00Z')`,
    [ref, mother],
  );
  await pool.query(
    `INSERT INTO task (ref, record_ref, kind, about, for_role, act_by, opened_at) VALUES ('K-PAPER001', $1, 'bounced', 'M-PAPER001', 'caseworker', '2026-01-22', '2026-01-21T09:00Z')`,
    [ref],
  );
  await pool.query(
    `INSERT INTO panel (ref, team_ref, meets_on, name, made_by, made_at) VALUES ($1, 'east', '2026-01-26', 'Assessment panel', 'S-CASEY000', now())`,
    [PANEL],
  );
  await pool.query(
    `INSERT INTO panel_item (panel_ref, number, meets_on, record_ref, question, put_by, put_at) VALUES ($1, 1, '2026-01-26', $2, 'issue', 'S-CASEY000', now())`,
    [PANEL, ref],
  );
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

type Shown = Readonly<{
  name: string;
  open: () => Promise<Visitor>;
  /** What a reader wants on paper. */ says: string | RegExp;
}>;

const at = (as: Account, path: () => string) => async (): Promise<Visitor> => {
  const visitor = await visit(browser, app.url, { as });
  expect(await visitor.open(path())).toBe(200);
  return visitor;
};
const byLink = async (): Promise<Visitor> => {
  const visitor = await visit(browser, app.url);
  await visitor.open(paths.link(await linkFor(app, { recordRef: ref, forKind: 'adviser', forRef: PSYCHOLOGIST })));
  return visitor;
};

const PAGES: readonly Shown[] = [
  { name: 'inbox of a service', open: at('psychologist', () => paths.advice), says: 'Wren Testchild' },
  {
    name: 'form of advice',
    open: at('psychologist', () => paths.adviceAnswer(ref, PSYCHOLOGIST)),
    says: /Wren Testchild/,
  },
  { name: 'link', open: byLink, says: texts.link.title },
  {
    name: 'code',
    open: async () => {
      const visitor = await byLink();
      await visitor.press(texts.link.send);
      return visitor;
    },
    says: texts.link.title,
  },
  {
    name: 'family',
    open: () => visitByLink(browser, app, { recordRef: ref, forKind: 'person', forRef: mother }),
    says: texts.family.title,
  },
  { name: 'letters', open: at('caseworker', () => paths.letters(ref)), says: 'Came back' },
  { name: 'a letter', open: at('caseworker', () => paths.letter(ref, 'M-PAPER001')), says: 'We will assess.' },
  { name: 'tasks', open: at('caseworker', () => paths.tasks), says: 'Robin Testchild' },
  { name: 'a task', open: at('caseworker', () => paths.task('K-PAPER001')), says: '1 Invented Street' },
  { name: 'outbox', open: at('caseworker', () => paths.outbox), says: 'There will be an assessment' },
  { name: 'panels', open: at('manager', () => paths.panels), says: 'Assessment panel' },
  { name: 'a panel', open: at('manager', () => paths.panel(PANEL)), says: 'Should the council issue a plan?' },
  { name: 'a decision of a panel', open: at('manager', () => paths.panelDecide(PANEL, 1)), says: 'Wren Testchild' },
  { name: 'a person', open: at('caseworker', () => paths.person(ref, mother)), says: 'Change a person' },
  { name: 'settings side by side', open: at('caseworker', () => paths.placements(ref)), says: 'Quayside Primary' },
  { name: 'team', open: at('manager', () => paths.team), says: 'Casey Marlow' },
  { name: 'causes of lateness', open: at('caseworker', () => paths.causes(ref)), says: 'Nothing has been said yet.' },
  {
    name: 'dates of a setting',
    open: at('administrator', () => paths.setting('T-QUAYS1DE')),
    says: 'No term dates are kept.',
  },
];

const A4 = { width: 794, height: 1123 }; // at 96 dots an inch

test.each(PAGES)(
  '$name: the keyboard reaches everything in the order it stands, and it prints without menus and forms',
  async ({ open, says }) => {
    const visitor = await open();
    const { page } = visitor;
    const stops = await numbered(page);
    expect(stops).toBeGreaterThan(0);
    expect(await tabbed(page, stops)).toEqual(Array.from({ length: stops }, (_, i) => i));

    await page.setViewportSize(A4);
    await page.emulateMedia({ media: 'print' });
    for (const gone of ['nav', '.govuk-back-link', '.duly-no-print', '.govuk-button', 'footer a'])
      expect(await page.locator(gone).filter({ visible: true }).count(), gone).toBe(0);
    expect(await page.locator('h1').isVisible()).toBe(true);
    expect(await page.locator('main').innerText()).toMatch(says);
    const { content, screen } = await page.evaluate<{ content: number; screen: number }>(
      '({ content: document.documentElement.scrollWidth, screen: innerWidth })',
    );
    expect(content).toBeLessThanOrEqual(screen);
    await visitor.leave();
  },
);

/** Gives everything that takes the focus its number, in the order of the page, folded parts opened; of radio buttons the one that does. @returns how many */
const numbered = (page: Page): Promise<number> =>
  page.evaluate<number>(`(() => {
    for (const closed of document.querySelectorAll('details')) closed.open = true; // each has a summary, a stop of its own
    const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')].filter((one) => one.checkVisibility() && !one.disabled);
    const sets = new Map();
    for (const one of all) if (one.type === 'radio') sets.set(one.name, sets.get(one.name)?.checked ? sets.get(one.name) : one.checked || !sets.has(one.name) ? one : sets.get(one.name));
    const stops = all.filter((one) => one.type !== 'radio' || sets.get(one.name) === one);
    stops.forEach((one, i) => one.setAttribute('data-stop', i));
    return stops.length;
  })()`);

/** Where the focus goes, pressing Tab once for each stop. */
async function tabbed(page: Page, stops: number): Promise<number[]> {
  const reached: number[] = [];
  for (let i = 0; i < stops; i += 1) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate<number>('Number(document.activeElement?.dataset.stop ?? -1)'));
  }
  return reached;
}

test('advice is opened, written, looked over and sent with nothing but a keyboard', async () => {
  const pia = await visit(browser, app.url, { as: 'psychologist' });
  const { page } = pia;
  const focused = () =>
    page.evaluate<string>('(document.activeElement?.id || document.activeElement?.textContent || "").trim()');
  const tabTo = async (what: RegExp): Promise<void> => {
    for (let i = 0; i < 80; i += 1) {
      await page.keyboard.press('Tab');
      if (what.test(await focused())) return;
    }
    throw new Error(`not reached by Tab: ${String(what)}`);
  };
  await pia.open(paths.advice);
  await tabTo(/^Answer(?!ed)/);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${paths.adviceAnswer(ref, PSYCHOLOGIST)}`);
  for (const [field, words] of [
    ['views', 'Likes maps.'],
    ['needs', 'Loses the thread of long instructions.'],
  ] as const) {
    await tabTo(new RegExp(`^${field}$`));
    await page.keyboard.type(words);
  }
  await tabTo(/^Send advice$/);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Send as it is' }).waitFor();
  await tabTo(/^Send as it is$/);
  await page.keyboard.press('Enter');
  await page.getByText(texts.advice.sent).waitFor();
  await pia.leave();
});

test('a link is opened by code with nothing but a keyboard', async () => {
  const visitor = await visit(browser, app.url);
  await visitor.open(paths.link(await linkFor(app, { recordRef: ref, forKind: 'person', forRef: mother })));
  const focused = () =>
    visitor.page.evaluate<string>('(document.activeElement?.id || document.activeElement?.textContent || "").trim()');
  const tabTo = async (what: RegExp): Promise<void> => {
    for (let i = 0; i < 20; i += 1) {
      await visitor.page.keyboard.press('Tab');
      if (what.test(await focused())) return;
    }
    throw new Error(`not reached by Tab: ${String(what)}`);
  };
  await app.database.pool.query(`DELETE FROM message WHERE letter = 'access-code'`); // one was sent within the minute
  await tabTo(/^Send me a code$/);
  await visitor.page.keyboard.press('Enter');
  await visitor.page.getByText(texts.link.sent).waitFor();
  await tabTo(/^code$/);
  await visitor.page.keyboard.type(await codeSentTo(app, mother));
  await visitor.page.keyboard.press('Enter');
  await visitor.page.waitForURL(`**${paths.family}`);
  await visitor.leave();
});
