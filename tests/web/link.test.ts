import { request as httpRequest } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterAccessCode } from '../../api/use-cases/links.js';
import type { Instant } from '../../domain/dates/london.js';
import { paths } from '../../web/paths.js';
import { texts } from '../../web/texts.js';
import { launchBrowser } from '../support/resources.js';
import { codeSentTo, linkFor, visitByLink } from './support/by-link.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { expectAccessible, expectNoSidewaysScroll, visit } from './support/visitor.js';

/** In without an account: a link, then a code to the registered address; nothing of the child before, and nobody else's way in. */

let browser: Browser;
let app: TestApp;
const DAY = '2026-01-26';

beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: DAY })]);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

let count = 0;
/** A case of its own that has asked one adviser. */
async function askedCase(adviser: string, role: string): Promise<{ recordRef: string; forKind: 'adviser'; forRef: string; child: string }> {
  count += 1;
  const child = `Hazel${count}`;
  const recordRef = await app.openCase('2025-12-01', child);
  await app.record(recordRef, [{ type: 'assessment-agreed', on: '2026-01-05' }]);
  await app.record(recordRef, [{ type: 'advice-requested', on: '2026-01-06', adviser, role }]);
  return { recordRef, forKind: 'adviser', forRef: adviser, child };
}

test('before the code a page says nothing of the child; after it, the request opens; the token stands in no log, session or Referer', async () => {
  const { child, ...whose } = await askedCase('V-HEAD0000', 'head-teacher');
  const token = await linkFor(app, whose);
  const visitor = await visit(browser, app.url);
  const referers: string[] = [];
  visitor.page.on('request', (one) => void one.allHeaders().then((headers) => referers.push(headers['referer'] ?? ''), () => undefined));

  expect(await visitor.open(paths.link(token))).toBe(200);
  const landing = await visitor.page.content();
  for (const secret of [child, 'Testchild', whose.recordRef, 'Quayside Primary', whose.forRef]) expect(landing).not.toContain(secret);
  await expectAccessible(visitor);

  expect(await visitor.press(texts.link.send)).toBe(200);
  await expectAccessible(visitor);
  await visitor.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(visitor);
  const before = await sessionsOf(app);
  await visitor.type({ code: `${(await codeSentTo(app, whose.forRef)).slice(0, 3)} ${(await codeSentTo(app, whose.forRef)).slice(3)}` });
  expect(await visitor.press(texts.link.enter)).toBe(200);
  expect(new URL(visitor.page.url()).pathname).toBe(paths.adviceAnswer(whose.recordRef, whose.forRef));
  expect(await visitor.page.getByText(child).count()).toBeGreaterThan(0);

  const { rows } = await app.database.pool.query<{ opened: string | null; text: string }>(`SELECT opened_at AS opened, to_jsonb(l)::text AS text FROM access_link l WHERE for_ref = $1`, [whose.forRef]);
  expect(rows[0]?.opened).not.toBeNull();
  expect(rows[0]?.text).not.toContain(token);
  const after = await sessionsOf(app);
  expect(after.map(({ sid }) => sid).filter((sid) => before.some((one) => one.sid === sid))).toEqual([]); // a new session on signing in
  expect(JSON.stringify(after)).not.toContain(token);
  expect(app.logged.join('\n')).not.toContain(token);
  expect(app.logged.join('\n')).toContain('/a/-');
  expect(referers.filter((referer) => referer.includes('/a/'))).toEqual([]);
  await visitor.leave();
});

const sessionsOf = async ({ database }: TestApp): Promise<{ sid: string; sess: unknown }[]> => (await database.pool.query<{ sid: string; sess: unknown }>('SELECT sid, sess FROM session')).rows;

test('five wrong codes lock the link, the right one too late, and the caseworker has a task; the code itself is kept nowhere', async () => {
  const { child: _child, ...whose } = await askedCase('V-THERAPY0', 'other');
  const token = await linkFor(app, whose);
  const visitor = await visit(browser, app.url);
  await visitor.open(paths.link(token));
  await visitor.press(texts.link.send);
  const right = await codeSentTo(app, whose.forRef);
  const wrong = right === '000000' ? '000001' : '000000';
  for (const left of [4, 3, 2, 1]) {
    await visitor.type({ code: wrong });
    expect(await visitor.press(texts.link.enter)).toBe(400);
    expect(await visitor.errorSummary()).toEqual([{ text: texts.link.wrong(left), href: '#code' }]);
  }
  await expectAccessible(visitor);
  await visitor.type({ code: 'not a code' });
  expect(await visitor.press(texts.link.enter)).toBe(410);
  expect(await visitor.heading()).toBe(texts.link.ended.locked.title);
  await expectAccessible(visitor);
  expect(await visitor.open(paths.link(token))).toBe(410);
  const { rows } = await app.database.pool.query(`SELECT t.kind, t.for_role, t.act_by FROM task t JOIN access_link l ON l.ref = t.about WHERE l.for_ref = $1`, [whose.forRef]);
  expect(rows).toEqual([{ kind: 'link-locked', for_role: 'caseworker', act_by: '2026-01-27' }]);
  const { rows: kept } = await app.database.pool.query<{ text: string }>('SELECT to_jsonb(l)::text AS text FROM access_link l WHERE for_ref = $1', [whose.forRef]);
  expect(kept[0]?.text).not.toContain(right);
  await visitor.leave();
});

test('a code works once, for fifteen minutes, for its own link; another is not sent within the minute', async () => {
  const { child: _child, ...whose } = await askedCase('V-S0C1A100', 'social-care');
  const [one, other] = [await linkFor(app, whose), await linkFor(app, whose)];
  const visitor = await visit(browser, app.url);
  await visitor.open(paths.link(one));
  await visitor.press(texts.link.send);
  const code = await codeSentTo(app, whose.forRef);
  expect(await visitor.press(texts.link.again)).toBe(429);
  expect(await visitor.page.getByText(texts.link.tooOften).count()).toBe(1);

  expect(await enterAccessCode(app.useCases, other, code)).toEqual({ kind: 'expired' }); // none was sent for that one
  const late = { ...app.useCases, clock: { now: () => new Date(app.useCases.clock.now().getTime() + 15 * 60_000) } };
  expect(await enterAccessCode(late, one, code)).toEqual({ kind: 'expired' });
  expect((await enterAccessCode(app.useCases, one, code)).kind).toBe('in');
  expect(await enterAccessCode(app.useCases, one, code)).toEqual({ kind: 'expired' });
  await visitor.leave();
});

test('a revoked, an expired, an answered and a made-up link open nothing, and say whom to ask', async () => {
  const { child, ...whose } = await askedCase('V-SENS0RY0', 'sensory-teacher');
  const visitor = await visit(browser, app.url);
  const expect410 = async (token: string, title: string) => {
    expect(await visitor.open(paths.link(token))).toBe(410);
    expect(await visitor.heading()).toBe(title);
    expect(await visitor.page.content()).not.toContain(child);
    expect(await visitor.page.getByText('Casey Marlow').count()).toBe(1);
  };
  await expect410(await linkFor(app, whose, { endsAt: '2026-01-25T00:00:00Z' as Instant }), texts.link.ended.expired.title);

  const inside = await visitByLink(browser, app, whose);
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.caseAdvice(whose.recordRef));
  await casey.page.getByRole('button', { name: /End their link/ }).click();
  await casey.page.getByText(/links are ended/).waitFor();
  expect(await inside.open(paths.adviceAnswer(whose.recordRef, whose.forRef))).toBe(200); // the sign-in page: their session is worth nothing now
  expect(new URL(inside.page.url()).pathname).toBe(paths.signIn);
  const { rows } = await app.database.pool.query<{ type: string }>(`SELECT type FROM journal_entry WHERE record_ref = $1 AND kind = 'act' AND type = 'links-revoked'`, [whose.recordRef]);
  expect(rows).toHaveLength(1);

  const token = await linkFor(app, whose);
  await app.record(whose.recordRef, [{ type: 'advice-not-needed', on: DAY, adviser: whose.forRef }]);
  await expect410(token, texts.link.ended.answered.title);
  for (const madeUp of ['A'.repeat(43), 'short', "' OR 1=1--"]) expect(await visitor.open(paths.link(encodeURIComponent(madeUp)))).toBe(404);
  await Promise.all([visitor.leave(), inside.leave(), casey.leave()]);
});

test('a link opens its own request and nothing else', async () => {
  const mine = await askedCase('V-HEAD0000', 'head-teacher');
  const theirs = await askedCase('V-HEAD0000', 'head-teacher');
  const visitor = await visitByLink(browser, app, { recordRef: mine.recordRef, forKind: 'adviser', forRef: mine.forRef });
  expect(await visitor.open(paths.adviceAnswer(theirs.recordRef, theirs.forRef))).toBe(404);
  expect(await visitor.open(paths.adviceAnswer(mine.recordRef, 'V-PSYCH000'))).toBe(404);
  expect(await visitor.open(paths.family)).toBe(404);
  await visitor.open(paths.cases);
  expect(new URL(visitor.page.url()).pathname).toBe(paths.signIn); // nobody of the council's
  expect((await visitor.context.request.get('/api/advice-requests')).status()).toBe(401);
  await visitor.leave();
});

test('a 2 GB upload is refused on its first line, before a byte of it is read', async () => {
  const { hostname, port } = new URL(app.url);
  const answer = await new Promise<{ status: number; connection: string | undefined }>((done, fail) => {
    const sent = httpRequest(
      { hostname, port, method: 'POST', path: paths.adviceAnswer('A-7K3M9QZX', 'V-HEAD0000'), headers: { 'Content-Type': 'multipart/form-data; boundary=x', 'Content-Length': String(2 * 1024 ** 3) } },
      (response) => {
        done({ status: response.statusCode ?? 0, connection: response.headers.connection });
        response.destroy();
        sent.destroy();
      },
    );
    sent.on('error', fail);
    sent.flushHeaders(); // the body never comes
  });
  expect(answer).toEqual({ status: 413, connection: 'close' });
});
