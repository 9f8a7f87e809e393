import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './support/app.js';
import { aRequest, opened } from './support/stories.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

describe('signing in', () => {
  test('gives a new session, so that one planted beforehand is worth nothing', async () => {
    const browser = app.visitor();
    await browser.refresh();
    const planted = browser.cookies;
    const token = browser.token;
    const answer = await browser.signIn('caseworker');
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ person: { roles: ['caseworker'], team: 'team-north' } });
    expect(browser.cookies).not.toBe(planted);
    expect(browser.token).not.toBe(token);

    const thief = app.visitor();
    expect((await thief.get('/api/cases', { Cookie: planted })).status).toBe(401);
  });

  test('out, the old cookie is worth nothing', async () => {
    const browser = await app.signedIn('caseworker');
    const cookie = browser.cookies;
    expect((await browser.send('DELETE', '/api/session', { headers: { 'X-CSRF-Token': browser.token } })).status).toBe(204);
    expect((await app.visitor().get('/api/cases', { Cookie: cookie })).status).toBe(401);
  });

  test.each(['nobody', 'leaver', 'real'])('%s is refused, and is not told why', async (account) => {
    const answer = await app.visitor().signIn(account);
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ code: 'sign-in-refused', detail: 'There is no such account, or it has been closed.' });
  });

  test('whoever leaves is out at once', async () => {
    const browser = await app.signedIn('colleague');
    expect((await browser.get('/api/cases')).status).toBe(200);
    await app.database.pool.query(`UPDATE staff SET left_on = '2026-03-01' WHERE account = 'colleague'`);
    expect((await browser.get('/api/cases')).status).toBe(401);
    await app.database.pool.query(`UPDATE staff SET left_on = NULL WHERE account = 'colleague'`);
  });

  test('the cookie is for this site and for no script', async () => {
    const answer = await app.visitor().get('/api/session');
    expect(answer.headers.getSetCookie()[0]).toMatch(/^duly=.*; Path=\/; Expires=.*; HttpOnly; SameSite=Lax$/);
  });
});

describe('outside demonstration mode', () => {
  let real: TestApp;
  beforeAll(async () => {
    real = await startTestApp({ mode: 'production' });
  });
  afterAll(() => real.close());

  test('demonstration accounts are refused in a clear sentence, and none is shown', async () => {
    const answer = await real.visitor().signIn('caseworker');
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ code: 'demo-only', detail: expect.stringContaining('DULY_MODE') as string });
    expect((await real.visitor().get('/api/accounts')).body).toEqual({ items: [] });
  });
});

describe('a change by cookie', () => {
  test('needs the session\'s token, JSON or not', async () => {
    const browser = await app.signedIn('caseworker');
    const without = await browser.post('/api/cases', aRequest(), { 'X-CSRF-Token': '' });
    expect(without.status).toBe(403);
    expect(without.body).toMatchObject({ code: 'csrf-token' });
    const other = await app.signedIn('caseworker');
    expect((await browser.post('/api/cases', aRequest(), { 'X-CSRF-Token': other.token })).status).toBe(403);
    const form = await browser.send('POST', '/api/cases', { raw: `_csrf=${browser.token}`, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
    expect(form.status).toBe(403);
    expect((await app.visitor().post('/api/session', { account: 'caseworker' })).status).toBe(403);
  });
});

describe('headers', () => {
  test('let nothing in from elsewhere, and keep answers about children out of caches', async () => {
    const answer = await (await app.signedIn('caseworker')).get('/api/cases');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/=]{24}'/);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('x-powered-by')).toBeNull();
    expect(answer.headers.get('referrer-policy')).toBe('same-origin');
  });

  test('carry a request id; one given is kept only if it is plainly an id', async () => {
    const visitor = app.visitor();
    expect((await visitor.get('/api/session', { 'X-Request-Id': 'gateway-12345678' })).headers.get('x-request-id')).toBe('gateway-12345678');
    expect((await visitor.get('/api/session', { 'X-Request-Id': 'Jane Example' })).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('rates', () => {
  const limited: TestApp[] = [];
  afterEach(async () => {
    for (const one of limited.splice(0)) await one.close();
  });
  const start = async (limits: { all: number; signIn: number; clock: number }) => {
    const one = await startTestApp({ limits });
    limited.push(one);
    return one;
  };

  test('sign-in is held stricter than the rest', async () => {
    const one = await start({ all: 1000, signIn: 2, clock: 1000 });
    for (const _attempt of [1, 2]) expect((await one.visitor().signIn('nobody')).status).toBe(401);
    const answer = await one.visitor().signIn('caseworker');
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.body).toMatchObject({ code: 'too-many-requests' });
    expect((await one.visitor().get('/api/session')).status).toBe(200);
  });

  test('everything is held, health aside', async () => {
    const one = await start({ all: 2, signIn: 100, clock: 100 });
    const visitor = one.visitor();
    await visitor.get('/api/session');
    await visitor.get('/api/session');
    expect((await visitor.get('/api/session')).status).toBe(429);
    expect((await visitor.get('/healthz')).status).toBe(200);
  });

  test('the clock has a limit of its own', async () => {
    const one = await start({ all: 100, signIn: 100, clock: 1 });
    const ask = () => one.visitor().post('/api/clock', { today: '2026-03-02', facts: [] });
    expect((await ask()).status).toBe(200);
    expect((await ask()).status).toBe(429);
  });
});

test('the log holds no name, no body, no query string, no cookie', async () => {
  const browser = await app.signedIn('caseworker');
  const ref = await opened(browser, { child: { givenName: 'Logged', familyName: 'Nowhere', bornOn: '2016-04-05', person: { name: 'Logged Parent', relation: 'mother' } } });
  await browser.get('/api/cases?search=Nowhere');
  await browser.get(`/api/cases/${ref}?note=Nowhere`);
  await browser.get('/api/cases/Logged%20Nowhere');
  await browser.get('/Logged/Nowhere%20Person');
  await browser.post(`/api/cases/${ref}/facts`, { facts: [{ type: 'exception-recorded', on: '2026-03-02', ground: 'absent', steps: ['issue-final-plan'], impracticalBecause: 'Logged Nowhere was abroad' }] });
  const log = app.log.join('');
  expect(log).toContain(ref);
  expect(log).toContain('"status":200');
  expect(log).not.toMatch(/Nowhere|Parent|2016-04-05|abroad|mother/);
  expect(log).not.toContain(browser.cookies.slice(5, 30));
  expect(log).not.toContain(browser.token);
});

test('a fault of ours is logged by its type and place, never by its words, and says nothing outside', async () => {
  const faulty = await startTestApp({ processes: { record: () => Promise.reject(new TypeError('Secretname is not a function')) } });
  const answer = await (await faulty.signedIn('caseworker')).post('/api/cases', aRequest());
  expect(answer.status).toBe(500);
  expect(answer.body).toMatchObject({ code: 'unexpected', requestId: answer.headers.get('x-request-id') });
  const [line] = faulty.log.map((text) => JSON.parse(text) as { level: number; req: { id: string }; err: { type: string; stack: string[] } }).filter(({ level }) => level >= 50);
  expect(line).toMatchObject({ req: { id: answer.body['requestId'] }, err: { type: 'TypeError' } });
  expect(line?.err.stack[0]).toContain('sessions.test.ts');
  expect(`${answer.text}${faulty.log.join('')}`).not.toContain('Secretname');
  await faulty.close();
});
