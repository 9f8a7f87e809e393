import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { expect } from 'vitest';
import { paths } from '../../../web/paths.js';
import { ACCOUNTS, type Account } from './council.js';
import { PATIENCE } from '../../support/patience.js';

/** Somebody at a browser, JavaScript off unless a test wants it: pages must work without. */
export type Visitor = Readonly<{
  page: Page;
  context: BrowserContext;
  open: (path: string) => Promise<number>;
  /** Presses a button by its words and waits for the answer. */
  press: (name: string) => Promise<number>;
  type: (fields: Readonly<Record<string, string>>) => Promise<void>;
  choose: (choices: Readonly<Record<string, string | readonly string[]>>) => Promise<void>;
  heading: () => Promise<string>;
  errorSummary: () => Promise<readonly { text: string; href: string | null }[]>;
  leave: () => Promise<void>;
}>;

export type VisitorOptions = Readonly<{ as?: Account; script?: boolean; width?: number }>;

export async function visit(
  browser: Browser,
  url: string,
  { as, script = false, width = 1100 }: VisitorOptions = {},
): Promise<Visitor> {
  const free = freeWindows(browser, `${url} ${script ? 'with' : 'without'} scripts`);
  const { context, page } = takeOpen(free) ?? (await openWindow(browser, url, script));
  await page.setViewportSize({ width, height: 900 });
  const visitor: Visitor = {
    page,
    context,
    open: async (path) => (await page.goto(path))?.status() ?? 0,
    press: async (name) => {
      const answer = page.waitForResponse(
        (response) => response.request().isNavigationRequest() && response.status() !== 303,
      );
      await page.getByRole('button', { name, exact: true }).first().click();
      const status = (await answer).status();
      await page.waitForLoadState();
      return status;
    },
    type: async (fields) => {
      for (const [name, text] of Object.entries(fields)) await page.locator(`[name="${name}"]`).first().fill(text);
    },
    choose: async (choices) => {
      for (const [name, chosen] of Object.entries(choices))
        for (const value of [chosen].flat()) await pick(page, name, value);
    },
    heading: async () => (await page.locator('h1').innerText()).trim(),
    errorSummary: async () =>
      Promise.all(
        (await page.locator('.govuk-error-summary__list li').all()).map(async (item) => {
          const link = item.locator('a');
          const href = (await link.count()) === 0 ? null : await link.getAttribute('href');
          return { text: (await item.innerText()).trim(), href };
        }),
      ),
    leave: async () => {
      if (context.pages().length > 1 || page.isClosed()) return context.close();
      if (script) await page.goto('about:blank'); // else nothing goes on in it: it stays, as a blank page needs a process of its own
      await page.emulateMedia({ media: null });
      await context.clearCookies();
      free.push({ context, page });
    },
  };
  if (as !== undefined) await signIn(context, as);
  return visitor;
}

type OpenWindow = Readonly<{ context: BrowserContext; page: Page }>;

const windows = new WeakMap<Browser, Map<string, OpenWindow[]>>();

/** Windows somebody has left, without their cookies: opening one takes longer than most pages. */
function freeWindows(browser: Browser, of: string): OpenWindow[] {
  const ofBrowser = windows.get(browser) ?? new Map<string, OpenWindow[]>();
  windows.set(browser, ofBrowser);
  const free = ofBrowser.get(of) ?? [];
  ofBrowser.set(of, free);
  return free;
}

/** A file closes its windows at its end, and the next file's server may get the same port. */
function takeOpen(free: OpenWindow[]): OpenWindow | undefined {
  const window = free.pop();
  return window?.page.isClosed() === true ? takeOpen(free) : window;
}

/** Those windows whose pages run scripts. */
const scripted = new WeakSet<BrowserContext>();

async function openWindow(browser: Browser, url: string, script: boolean): Promise<OpenWindow> {
  const context = await browser.newContext({
    baseURL: url,
    javaScriptEnabled: script,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  });
  context.setDefaultTimeout(PATIENCE);
  if (script) scripted.add(context);
  return { context, page: await context.newPage() };
}

async function pick(page: Page, name: string, value: string): Promise<void> {
  const select = page.locator(`select[name="${name}"]`);
  if ((await select.count()) > 0) await select.selectOption(value);
  else await page.locator(`input[name="${name}"][value="${value}"]`).check();
}

/** Chooses an account on the sign-in page. */
export async function signInByHand({ page }: Visitor, as: Account): Promise<void> {
  await page.goto(paths.signIn);
  await page.locator(`button[name="account"][value="${ACCOUNTS[as]}"]`).click();
  await page.waitForURL((url) => url.pathname !== paths.signIn);
}

/** Sends what that page sends, without drawing it: whoever is to land somewhere signs in by hand. */
async function signIn({ request }: BrowserContext, as: Account): Promise<void> {
  const page = await (await request.get(paths.signIn)).text();
  const token = /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const answer = await request.post(paths.signIn, { form: { _csrf: token, account: ACCOUNTS[as] }, maxRedirects: 0 });
  expect(answer.status(), 'signed in').toBe(303);
}

/** The three inputs of a date. @param day `2026-01-20` */
export function day(name: string, on: string): Readonly<Record<string, string>> {
  const [year = '', month = '', date = ''] = on.split('-');
  return { [`${name}-day`]: String(Number(date)), [`${name}-month`]: String(Number(month)), [`${name}-year`]: year };
}

/** No violation of WCAG 2.2 A and AA, nor of axe's best practices, on the page as it stands. */
export async function expectAccessible({ page, context }: Visitor): Promise<void> {
  const { violations, passes } = await whileScriptsRun(page, context, async () => {
    if (await page.evaluate<boolean>(`typeof axe === 'undefined'`)) await page.evaluate(axeSource(page));
    return page.evaluate<Findings>(LOOK);
  });
  expect(passes).toBeGreaterThan(10); // it did look at something
  expect(violations).toEqual([]);
}

type Findings = Readonly<{ violations: readonly string[]; passes: number }>;

/** What passes is only counted: a page's every node would take longer to bring back than to look at. */
const LOOK = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations, passes }) => ({
  violations: violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')),
  passes: passes.length,
}))`;

/** axe as its builder puts it into a page; the builder itself does so twice a look, which takes nearly as long as looking. */
const axeSource = (page: Page): string => (new AxeBuilder({ page }) as unknown as { script: () => string }).script();

const switches = new WeakMap<Page, Promise<CDPSession>>();

/** axe is a script: a page that was drawn without scripts, and stays as drawn, lets this one run. */
async function whileScriptsRun<T>(page: Page, context: BrowserContext, work: () => Promise<T>): Promise<T> {
  if (scripted.has(context)) return work();
  const session = switches.get(page) ?? context.newCDPSession(page);
  switches.set(page, session);
  const disable = async (value: boolean): Promise<void> => {
    await (await session).send('Emulation.setScriptExecutionDisabled', { value });
  };
  await disable(true); // as the window has it; only a change is heeded
  await disable(false);
  try {
    return await work();
  } finally {
    await disable(true);
  }
}

/** Nothing reaches beyond the screen's edge. */
export async function expectNoSidewaysScroll({ page }: Visitor): Promise<void> {
  const { content, screen } = await page.evaluate<{ content: number; screen: number }>(
    '({ content: document.documentElement.scrollWidth, screen: innerWidth })',
  );
  expect(content).toBeLessThanOrEqual(screen);
}
