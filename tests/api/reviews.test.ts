import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer, Browser } from './support/browser.js';
import { refOf, SETTINGS } from './support/council.js';
import { planBroughtIn } from './support/plans-in.js';

/** Reviews, the planner, the phases and a plan's text through the API. Today is Monday 23 November 2026. */

let app: TestApp;
let caseworker: Browser;
let colleague: Browser;
let officer: Browser;
beforeAll(async () => {
  app = await startTestApp({ now: '2026-11-23T09:00:00Z' });
  [caseworker, colleague, officer] = [await app.signedIn('caseworker'), await app.signedIn('team-manager'), await app.signedIn('data-officer')];
});
afterAll(() => app.close());

const items = (answer: Answer): readonly unknown[] => {
  expect(answer.status, answer.text).toBe(200);
  return answer.body['items'] as readonly unknown[];
};
const fact = (ref: string, told: object) => caseworker.post(`/api/cases/${ref}/facts`, { facts: [told] });

describe('the year of reviews', () => {
  let late: string;
  let early: string;
  let other: string;
  beforeAll(async () => {
    late = await planBroughtIn(officer, { 'Plan made': '2025-10-01' }); // complete by 30 September 2026
    early = await planBroughtIn(officer, { 'Plan made': '2026-03-10' }); // complete by 9 March 2027: meet by 9 February
    other = await planBroughtIn(officer, { 'Plan made': '2026-03-10', Caseworker: 'colleague' });
  });

  test('the list puts late ones first, narrows by step, holder and lateness, and pages without a gap', async () => {
    type Row = Readonly<{ ref: string; step: string; stepBy: string; completeBy: string }>;
    const refs = async (query: string) => (items(await caseworker.get(`/api/reviews?${query}`)) as readonly Row[]).map(({ ref }) => ref);
    const [first, ...rest] = items(await caseworker.get('/api/reviews')) as readonly Row[];
    expect(first).toMatchObject({ ref: late, step: 'set-date', completeBy: '2026-09-30', child: { name: expect.stringContaining('Testchild') as unknown }, owner: { ref: refOf('caseworker') }, transfer: null });
    expect(rest.map(({ stepBy }) => stepBy)).toEqual(['2027-01-25', '2027-01-25']); // fifteen days before the last meeting in time
    expect(await refs('late=true')).toEqual([late]);
    expect(await refs(`owner=${refOf('colleague')}`)).toEqual([other]);
    expect(await refs('step=invite')).toEqual([]);
    expect([...(await refs('mine=true'))].sort()).toEqual([early, late].sort());
    const paged: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const page = await caseworker.get(`/api/reviews?limit=1${next === '' ? '' : `&cursor=${encodeURIComponent(next)}`}`);
      paged.push(...(items(page) as readonly Row[]).map(({ ref }) => ref));
      next = page.body['next'] as string | null;
    }
    expect(paged).toEqual(await refs(''));
    const bad = await caseworker.get('/api/reviews?step=lunch&owner=Jane&cursor=nonsense&limit=0');
    expect([bad.status, (bad.body['errors'] as { path: string }[]).map(({ path }) => path).sort()]).toEqual([422, ['limit', 'owner', 'step']]);
  });

  test('a date is proposed for each, with why; accepted ones become facts, and one that breaks a limit is refused by name', async () => {
    type Proposed = Readonly<{ ref: string; meetingOn: string; infeasible: string | null; entry: number }>;
    const proposed = new Map((items(await caseworker.get('/api/reviews/proposals')) as readonly Proposed[]).map((one) => [one.ref, one]));
    expect(proposed.get(late)).toMatchObject({ infeasible: 'too-near', why: { completeBy: '2026-09-30' }, breaks: [{ limit: 'complete', lastOn: '2026-09-02', completeBy: '2026-09-30' }] });
    const good = proposed.get(early);
    expect(good).toMatchObject({ infeasible: null, breaks: [], why: { from: '2026-12-08', to: '2027-02-09', binds: 'complete' } });
    expect(items(await caseworker.get('/api/reviews/proposals?mine=true'))).not.toContainEqual(expect.objectContaining({ ref: other }));
    const page = await caseworker.get('/api/reviews/proposals?limit=1');
    expect([items(page).length, page.body['next']]).toEqual([1, [early, late, other].sort()[0]]);

    const dates = [early, late, 'P-00000000'].map((ref) => ({ ref, meetingOn: good?.meetingOn, entry: ref === early ? good?.entry : null }));
    const key = randomUUID();
    const accept = () => caseworker.post('/api/reviews/dates', { dates }, { 'Idempotency-Key': key });
    const results = items(await accept());
    expect(results).toMatchObject([{ ref: early, kind: 'done' }, { ref: late, kind: 'refused', code: 'invalid', breaks: [{ limit: 'complete' }] }, { ref: 'P-00000000', kind: 'refused', code: 'not-found', child: null }]);
    expect(items(await accept())[0]).toMatchObject({ kind: 'done' }); // sent again, set once
    expect(items(await caseworker.get('/api/reviews?step=invite'))).toMatchObject([{ ref: early, meetingOn: good?.meetingOn }]);

    const early30 = await caseworker.post(`/api/reviews/${early}/date`, { meetingOn: '2026-11-30' });
    expect([early30.status, early30.body]).toMatchObject([422, { errors: [{ path: 'meetingOn', message: 'breaks a limit: notice' }], breaks: [{ limit: 'notice', firstOn: '2026-12-08' }] }]);
    expect((await caseworker.post(`/api/reviews/${early}/date`, { meetingOn: '2026-12-14', allTheSame: true })).status).toBe(201);
    expect((await caseworker.get(`/api/reviews/${early}/date`)).body).toMatchObject({ review: { meetingOn: '2026-12-14' }, proposal: null, breaks: [] });
    expect((await caseworker.post(`/api/reviews/${early}/date`, { meetingOn: '2026-12-15', ifEntry: 1 })).body).toMatchObject({ code: 'changed-since' });
    expect((await caseworker.get(`/api/cases/${early}/reviews`)).body).toMatchObject({ ref: early, reviews: [{ plannedOn: '2026-12-14', held: null, decision: null }], reports: [] });
    const missing = await caseworker.post('/api/reviews/dates', { dates: [{ ref: 'Wren', meetingOn: '2026-02-30', knowing: ['rain'] }] });
    expect((missing.body['errors'] as { path: string }[]).map(({ path }) => path).sort()).toEqual(['dates[0].knowing[0]', 'dates[0].meetingOn', 'dates[0].ref']);
  });

  test('a phase: who is to move by year group is recorded on several plans at once, and stands on the board', async () => {
    const ref = await planBroughtIn(officer, { 'Plan made': '2026-03-10', 'Date of birth': '2016-01-15' }); // Year 6 until July 2027
    await app.database.pool.query('UPDATE child SET setting_ref = $2 WHERE ref = (SELECT child_ref FROM case_record WHERE ref = $1)', [ref, SETTINGS.school.ref]);
    const board = () => caseworker.get('/api/reviews/phases/primary-secondary');
    expect((await board()).body).toMatchObject({ board: { amendBy: '2027-02-14', breachOn: '2027-02-15', lastMeetingOn: '2026-11-22', recorded: [], unrecorded: [{ ref, expected: { kind: 'primary-secondary', yearGroup: 6 } }] } });
    expect(items(await caseworker.post('/api/reviews/expected-transfers', { cases: [{ ref }, { ref: late }] }))).toMatchObject([{ ref, kind: 'done', count: 1 }, { ref: late, kind: 'nothing', why: 'transfer-known' }]);
    expect((await board()).body).toMatchObject({ board: { recorded: [{ ref, doneOn: null }], unrecorded: [] } });
    expect(items(await caseworker.get('/api/reviews/phases'))).toMatchObject([{ kind: 'primary-secondary', recorded: 1, done: 0, unrecorded: 0 }]);
    expect((await caseworker.get('/api/reviews/phases/middle-secondary')).body).toMatchObject({ board: null });
    expect((await caseworker.get('/api/reviews/phases/nursery-moon')).status).toBe(404);
  });
});

test('a plan’s text: begun, written item by item, told where it is not specific, sent by its fact and kept, compared with the one before', async () => {
  const ref = await planBroughtIn(officer, { 'Plan made': '2026-03-10' });
  const text = `/api/cases/${ref}/plan`;
  const version = (number: number, rest = '') => `${text}/versions/${number}${rest}`;
  expect((await caseworker.get(text)).body).toMatchObject({ ref, versions: [], shown: null, mayWrite: true });
  const begun = await caseworker.post(`${text}/versions`, undefined);
  expect([begun.status, begun.body, begun.headers.get('location')]).toEqual([201, { number: 1 }, version(1)]);
  expect((await caseworker.post(`${text}/versions`, undefined)).body['code']).toBe('already-settled');

  const line = { what: 'Access to speech therapy', howOften: 'as required', who: 'a therapist', howLong: '30 minutes' };
  expect((await caseworker.post(version(1, '/B/items'), { saves: 0, words: { need: 'Wren finds it hard to follow what is said.' } })).body).toEqual({ part: 'B1', saves: 1 });
  expect((await caseworker.post(version(1, '/F/items'), { saves: 1, words: line, needs: ['B1'] })).body).toEqual({ part: 'F1', saves: 2 });
  expect((await caseworker.get(text)).body['notSpecific']).toMatchObject([{ section: 'F', id: 'F1', part: 'what', found: 'Access to' }, { part: 'howOften', found: 'as required' }]);
  expect((await caseworker.post(version(1, '/F/items/F1'), { saves: 2, words: { ...line, what: 'Speech therapy, one to one', howOften: 'once a week' }, needs: ['B1'] })).body).toEqual({ part: 'F1', saves: 3 });
  expect((await caseworker.get(version(1))).body).toMatchObject({ notSpecific: [], shown: { number: 1, saves: 3, sentOn: null } });

  // Two writers of one part: the later is told, and nothing is written over. Another part goes through.
  const theirs = await colleague.post(version(1, '/F/items/F1'), { saves: 2, words: { ...line, howOften: 'twice a week' } });
  expect([theirs.status, theirs.body]).toMatchObject([409, { code: 'changed-since', errors: [{ path: 'saves', message: expect.stringContaining('F1') as unknown }] }]);
  expect((await colleague.post(version(1, '/A'), { saves: 2, words: { child: 'I like water.' } })).body).toEqual({ part: 'A', saves: 4 });
  const wrong = await colleague.post(version(1, '/A'), { saves: 4, words: { colour: 'blue', child: 'x'.repeat(20_001) } });
  expect([wrong.status, (wrong.body['errors'] as { path: string }[]).map(({ path }) => path).sort()]).toEqual([422, ['words.child', 'words.colour']]);
  expect((await caseworker.post(version(1, '/F/items'), { saves: 4, words: { who: 'nobody says what' } })).body).toMatchObject({ errors: [{ path: 'words.what' }] });
  expect((await caseworker.post(version(1, '/A/items'), { saves: 4, words: {} })).status).toBe(404); // a section without items

  // The fact names the text it sends, as its sender read it; sent, it never changes.
  const notice = (evidence: string) => fact(ref, { type: 'amendment-notice-sent', on: '2026-11-23', channel: 'by-hand', evidence });
  expect((await notice('plan:1/3')).body).toMatchObject({ errors: [{ path: 'facts[0].evidence' }] });
  expect((await notice('plan:1/4')).status).toBe(201);
  expect((await caseworker.post(version(1, '/A'), { saves: 4, words: { child: 'I do not.' } })).body).toMatchObject({ code: 'rule-refused' });
  expect((await caseworker.get(version(1))).body).toMatchObject({ shown: { kind: 'proposed', sentOn: '2026-11-23', content: { A: { words: { child: 'I like water.' } } } } });

  expect((await caseworker.post(`${text}/versions`, undefined)).body).toEqual({ number: 2 });
  await caseworker.post(version(2, '/F/items/F1'), { saves: 0, words: { ...line, what: 'Speech therapy, one to one', howOften: 'twice a week' }, needs: ['B1'] });
  expect((await caseworker.get(`${text}/differences`)).body).toMatchObject({ from: { number: 1 }, to: { number: 2 }, changes: [{ section: 'F', id: 'F1', kind: 'changed', fields: [{ of: 'howOften', before: 'once a week', after: 'twice a week' }] }] });
  expect((await caseworker.get(`${text}/differences?from=1&to=9`)).status).toBe(404);
  const aside = (saves: number) => caseworker.send('DELETE', version(2, `?saves=${saves}`), { headers: { 'X-CSRF-Token': caseworker.token } });
  expect((await aside(0)).body['code']).toBe('changed-since');
  expect((await aside(1)).status).toBe(204);
  expect((await caseworker.get(version(2))).status).toBe(404);
});
