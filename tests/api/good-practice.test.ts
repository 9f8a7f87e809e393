import { afterAll, beforeAll, expect, test } from 'vitest';
import { keptAudits } from '../support/kept-audits.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer, Browser } from './support/browser.js';
import { ADVISERS, refOf, SETTINGS } from './support/council.js';
import { planBroughtIn } from './support/plans-in.js';

/** Good practice: shown to whoever writes, once nothing of it tells who it is about. Today is Monday 23 November 2026. */

let app: TestApp;
let lead: Browser;
const [AUDIT, NOT_AGREED] = ['U-GQQD0001', 'U-GQQD0002'] as const;
beforeAll(async () => {
  app = await startTestApp({ now: '2026-11-23T09:00:00Z' });
  lead = await app.signedIn('qa-lead');
  const plan = await planBroughtIn(await app.signedIn('data-officer'), { 'Plan made': '2026-01-12', Surname: 'O’Neill-Testchild', Forename: 'Zoë', UPN: 'A123456789012' });
  const { pool } = app.database;
  await pool.query(`UPDATE child SET setting_ref = $2 WHERE ref = (SELECT child_ref FROM case_record WHERE ref = $1)`, [plan, SETTINGS.school.ref]);
  await pool.query(`INSERT INTO person (ref, child_ref, name, relation, address, postcode) SELECT 'S-KXN00001', child_ref, 'Wilfred Invented-Parent', 'father', E'12 Mill Lane\\nInventedton', 'ZZ99 3WZ' FROM case_record WHERE ref = $1`, [plan]);
  await pool.query(`UPDATE adviser SET name = 'Femi Inventedson' WHERE ref = $1`, [ADVISERS.psychologist.ref]);
  await keptAudits(pool, [AUDIT, NOT_AGREED].map((ref) => ({ ref, of: plan, auditor: refOf('auditor'), on: '2026-10-12', not: { 'e-smart': 'partly-met' } })));
  await pool.query(`UPDATE audit SET adviser = $2 WHERE ref = $1`, [AUDIT, ADVISERS.psychologist.ref]);
  await pool.query(`UPDATE case_record SET stage = 'agreeing' WHERE ref = $1`, [NOT_AGREED]);
  await pool.query(`INSERT INTO case_record (ref, kind, child_ref, team_ref, opened_at) SELECT 'A-ASSESS01', 'assessment', child_ref, team_ref, now() FROM case_record WHERE ref = $1`, [plan]); // its own assessment
  await pool.query(`UPDATE adviser SET name = 'Ottoline Madeupley' WHERE ref = $1`, [ADVISERS.health.ref]);
  await pool.query(`INSERT INTO advice (record_ref, adviser_ref, occurrence, content, saved_at, saved_by) VALUES ('A-ASSESS01', $1, 'j4', '{}', now(), $1)`, [ADVISERS.health.ref]);
});
afterAll(() => app.close());

const ok = (answer: Answer): Answer => (expect(answer.status, answer.text).toBeLessThan(300), answer);
const GOOD = {
  criterion: 'f-specified', title: 'Who does what, how often and for how long', isAnonymous: true,
  words: 'A teaching assistant trained in the programme reads with the child for 20 minutes, 4 times a week, until July 2027.', why: 'Anybody could check on a Friday whether it was done.',
};
const show = (sent: object, audit: string = AUDIT): Promise<Answer> => lead.post(`/api/audits/${audit}/good-practice`, sent);
const items = async (who: Browser, query = ''): Promise<unknown> => ok(await who.get(`/api/good-practice${query}`)).body['items'];

test.each([
  ['Zoe reads daily.', 'words', 'the child’s name, line 1'],
  ['She reads.\nMr O’Neill helps.', 'words', 'the child’s name, line 2'],
  ['Wilfred reads with her.', 'why', 'a name of the family, line 1'],
  [`At ${SETTINGS.school.name}, daily.`, 'title', 'the setting’s name, line 1'],
  ['Femi wrote it.', 'words', 'a professional’s name, line 1'],
  ['Ottoline showed the class how.', 'why', 'a professional’s name, line 1'], // asked in the assessment
  ['From 12 mill lane, Inventedton, to school.', 'words', 'an address, line 1; an address, line 1'],
  ['Her number is a123456789012.', 'words', 'a number that stands for somebody, line 1'],
  ['Seen on 3 March 2026 by Dr Quist.', 'words', 'a date, line 1; somebody’s name, line 1'],
])('“%s” tells who it is about, and is refused without saying it again', async (text, path, message) => {
  const { status, body, text: whole } = await show({ ...GOOD, [path]: text });
  expect([status, body['errors']]).toEqual([422, [{ path, message: `still tells who it is about: ${message}. Write it without` }]]);
  expect(whole).not.toMatch(/Zo[eë]|Neill|Wilfred|Femi|Ottoline|Mill Lane|3 March|Quist|A1234/i);
  expect(await items(lead)).toEqual([]);
});

test('what is missing or was not found good is refused with its field', async () => {
  const wrong = async (over: object, audit?: string): Promise<unknown> => {
    const { status, body } = await show({ ...GOOD, ...over }, audit);
    return [status, (body['errors'] as { path: string }[] | undefined)?.map(({ path }) => path)];
  };
  expect(await wrong({ criterion: 'e-smart' })).toEqual([422, ['criterion']]); // partly met
  expect(await wrong({ criterion: 'nothing' })).toEqual([422, ['criterion']]);
  expect(await wrong({ title: ' ', words: '', why: 'x'.repeat(501), isAnonymous: false })).toEqual([422, ['title', 'words', 'why', 'isAnonymous']]);
  expect((await show(GOOD, NOT_AGREED)).status).toBe(409);
  expect((await show(GOOD, 'U-00000000')).status).toBe(404);
});

test('an example is shown to whoever writes, said anew, and taken away; every version stays', async () => {
  const { ref } = ok(await show(GOOD)).body as { ref: string };
  const professional = await app.signedIn('professional');
  const { isAnonymous: _said, ...shown } = GOOD;
  for (const who of [professional, await app.signedIn('caseworker'), lead]) expect(await items(who)).toEqual([expect.objectContaining({ ref, kind: 'plan', section: 'F', ...shown })]);
  expect(JSON.stringify(await items(professional))).not.toContain(AUDIT); // it would lead to the child
  expect(await items(lead, '?kind=plan&section=F')).toHaveLength(1);
  expect([await items(lead, '?kind=advice'), await items(lead, '?section=B')]).toEqual([[], []]);
  expect((await lead.get('/api/good-practice?kind=letters')).body['errors']).toMatchObject([{ path: 'kind' }]);
  const anew = (over: object, by: Browser = lead): Promise<Answer> => by.post(`/api/good-practice/${ref}`, { ...GOOD, after: 1, ...over });
  expect((await anew({ words: 'Zoë reads.' })).status).toBe(422);
  expect((await anew({}, professional)).status).toBe(404);
  for (const never of [2, Number.MAX_SAFE_INTEGER]) expect((await anew({ after: never })).status, `${never}`).toBe(409);
  expect(ok(await anew({ title: 'How often, and who' })).body).toEqual({ number: 2 });
  expect((await anew({})).status).toBe(409); // two at once: the second is told
  expect(await items(professional)).toMatchObject([{ title: 'How often, and who' }]);
  const gone = (after: number, by: Browser = lead): Promise<Answer> => by.post(`/api/good-practice/${ref}/withdrawal`, { after });
  expect([(await gone(1)).status, (await gone(2, professional)).status]).toEqual([409, 404]);
  expect(ok(await gone(2)).body).toEqual({ number: 3 });
  expect(await items(professional)).toEqual([]);
  expect(ok(await lead.get(`/api/good-practice/${ref}`)).body['versions']).toMatchObject([{ number: 3, isWithdrawn: true, audit: AUDIT }, { number: 2, title: 'How often, and who' }, { number: 1, title: GOOD.title }]);
  expect((await lead.get('/api/good-practice/O-00000000')).status).toBe(404);
  await expect(app.database.pool.query('UPDATE good_practice SET withdrawn = false')).rejects.toThrow('never changed');
});
