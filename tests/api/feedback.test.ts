import { afterAll, beforeAll, expect, test } from 'vitest';
import { askForFeedback } from '../../activities/feedback/ask.js';
import { DEFAULT_THEMES } from '../../domain/feedback/themes.js';
import { createFeedbackAsking } from '../../prisma/repositories/feedback-asking.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../../domain/settings.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer, Browser } from './support/browser.js';
import { SETTINGS } from './support/council.js';
import { planBroughtIn } from './support/plans-in.js';

/** How it was, over the API: asked of an amended plan of 16 February 2026, on 2 March; the answer written down on the telephone, counted, read, given themes. */

let app: TestApp;
let [caseworker, manager, lead, south]: Browser[] = [];
let plan: string;
beforeAll(async () => {
  app = await startTestApp({ now: '2026-02-17T09:00:00Z' });
  [caseworker, manager, lead, south] = await Promise.all((['caseworker', 'team-manager', 'qa-lead', 'south-manager'] as const).map((one) => app.signedIn(one)));
  plan = await planBroughtIn(await app.signedIn('data-officer'), { 'Plan made': '2025-01-14' });
  const facts = [
    { type: 'review-meeting-held', on: '2025-12-15' }, { type: 'review-decision-sent', on: '2026-01-05', decision: 'amend' }, { type: 'amendment-notice-sent', on: '2026-01-05', channel: 'by-hand' },
    { type: 'amended-plan-issued', on: '2026-02-16', setting: SETTINGS.school.ref },
  ];
  for (const fact of facts) ok(await by(manager).post(`/api/cases/${plan}/facts`, { facts: [fact] }));
  await app.database.pool.query(
    `INSERT INTO person (ref, child_ref, name, relation, parental_responsibility, has_care, contact) SELECT 'S-M0THER00', child_ref, 'Invented Mother', 'mother', true, true, 'contactable' FROM case_record WHERE ref = $1`, [plan]);
  app.clock.set('2026-03-02T09:00:00Z');
  expect(await askForFeedback({ feedback: createFeedbackAsking(app.database), clock: app.clock, rules: () => ({ settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR }) })).toEqual({ asked: 2, reminded: 0 });
});
afterAll(() => app.close());

const by = (who: Browser | undefined): Browser => who ?? expect.fail('nobody signed in');
const ok = (answer: Answer): Answer => (expect(answer.status, answer.text).toBeLessThan(300), answer);
const problems = ({ status, body }: Answer) => [status, (body['errors'] as { path: string; message: string }[] | undefined)?.map(({ path, message }) => `${path}: ${message}`)];
type Asking = Readonly<{ ref: string; party: string; mayTake: { ref: string; name: string }[]; answers: { ref: string; by: { name: string }; takenBy: { name: string } | null; wentWell: string }[] }>;
const askings = async (who = caseworker) => (ok(await by(who).get(`/api/cases/${plan}/feedback`)).body as unknown as { items: Asking[] }).items;
const ofParty = async (party: string): Promise<Asking> => (await askings()).find((one) => one.party === party) ?? expect.fail(party);

test('the record says who was asked and for whom one may write down', async () => {
  expect((await askings()).map(({ party, mayTake }) => [party, mayTake])).toEqual([['family', [{ ref: 'S-M0THER00', name: 'Invented Mother' }]], ['setting', [{ ref: SETTINGS.school.ref, name: SETTINGS.school.name }]]]);
  expect((await askings(lead)).flatMap(({ mayTake }) => mayTake)).toEqual([]);
  expect((await by(south).get(`/api/cases/${plan}/feedback`)).status).toBe(404);
});

test('bad input is refused by its field, and nothing of it is kept or logged', async () => {
  const { ref } = await ofParty('family');
  const send = (body: object) => by(caseworker).post(`/api/cases/${plan}/feedback/${ref}`, { by: 'S-M0THER00', ...body });
  const refused: readonly (readonly [object, string])[] = [
    [{}, 'marks: must hold one answer at least, or words of your own'],
    [{ marks: { colour: 'agree' } }, 'marks.colour: is no question of this asking'],
    [{ marks: { overall: 'perhaps' } }, 'marks.overall: must be one of the answers offered'],
    [{ marks: { specific: 'agree' } }, 'marks.specific: is no question of this asking'], // a setting's
    [{ better: 'secret '.repeat(400) }, 'better: must be at most 2,000 letters'],
    [{ by: SETTINGS.school.ref, marks: { overall: 'agree' } }, 'by: must be one of those who were asked'],
  ];
  for (const [body, words] of refused) expect(problems(await send(body)), words).toEqual([422, [words]]);
  expect((await by(caseworker).post(`/api/cases/${plan}/feedback/Z-N0TTHERE`, { by: 'S-M0THER00', marks: { overall: 'agree' } })).status).toBe(404);
  expect((await askings()).flatMap(({ answers }) => answers)).toEqual([]);
  expect(app.log.join('\n')).not.toContain('secret');
  for (const [query, words] of [['from=soon', 'from: must be a day as 2026-02-28'], ['from=0000-01-01&to=1900-03-31', 'from: must be from the year 1900 to 2199'], ['from=2026-03-02&to=2026-03-01', 'to: must not be before the first day'], ['from=2019-01-01', 'from: must be at most five years before the last day'], ['team=nowhere', 'team: must be a team you answer for']]) {
    expect(problems(await by(manager).get(`/api/feedback?${query}`)), query).toEqual([422, [words]]);
  }
  expect(problems(await by(manager).get('/api/feedback/words?theme=colour'))).toEqual([422, ['theme: must be a theme of the list, or none']]);
});

test('written down on the telephone once, with who wrote it; the journal has none of the words', async () => {
  const { ref } = await ofParty('family');
  const send = (who: Browser | undefined) => by(who).post(`/api/cases/${plan}/feedback/${ref}`, { by: 'S-M0THER00', marks: { overall: 'agree', listened: 'does-not-apply' }, wentWell: 'Somebody rang us.' });
  const answers = await Promise.all([send(caseworker), send(manager)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  const [given] = (await ofParty('family')).answers;
  expect(given).toMatchObject({ by: { name: 'Invented Mother' }, wentWell: 'Somebody rang us.' });
  expect(given?.takenBy).not.toBeNull();
  expect((await ofParty('family')).mayTake).toEqual([]);
  const { rows } = await app.database.pool.query<{ all: string }>(`SELECT payload::text AS all FROM journal_entry WHERE record_ref = $1 AND type = 'feedback-given'`, [plan]);
  expect(rows).toHaveLength(1);
  expect(rows[0]?.all).not.toContain('rang');
});

test('counted for those who answer for the team, by the day of asking; few are not counted out', async () => {
  const figures = { asked: 1, answered: { part: 1, of: 1, percent: null }, contact: { contactable: 1, sent: 0, failed: 0, waiting: 1, nobody: 0 }, questions: null };
  expect(ok(await by(manager).get('/api/feedback')).body).toMatchObject({ to: '2026-03-02', family: figures, setting: { asked: 1, answered: { part: 0 } } });
  expect(ok(await by(manager).get('/api/feedback?to=2026-03-01')).body).toMatchObject({ family: { asked: 0 } });
  expect(ok(await by(south).get('/api/feedback')).body).toMatchObject({ family: { asked: 0 } });
});

test('words keep to the records one sees, and to those named on a restricted one', async () => {
  const words = async (who: Browser | undefined) => (ok(await by(who).get('/api/feedback/words')).body as unknown as { total: number; items: { ref: string; wentWell: string }[] });
  expect((await words(manager)).items.map(({ wentWell }) => wentWell)).toEqual(['Somebody rang us.']);
  expect(await words(south)).toEqual({ total: 0, items: [] });
  const ref = (await words(manager)).items[0]?.ref ?? '';
  expect((await by(south).get(`/api/feedback/words/${ref}`)).status).toBe(404);
  expect((await by(south).post(`/api/feedback/words/${ref}/themes`, { themes: ['other'], after: 0 })).status).toBe(404);
  await app.database.pool.query('UPDATE case_record SET restricted = true WHERE ref = $1', [plan]);
  expect(await words(lead)).toEqual({ total: 0, items: [] });
  expect((await by(lead).get(`/api/feedback/words/${ref}`)).status).toBe(404);
  await app.database.pool.query('UPDATE case_record SET restricted = false WHERE ref = $1', [plan]);
  const { rows } = await app.database.pool.query(`SELECT FROM record_view WHERE seen = 'feedback-words' AND $1 = ANY (record_refs)`, [plan]);
  expect(rows.length).toBeGreaterThan(0);
});

test('themes: two people at once lose nothing, none that is not on the list is given, none is lost from it', async () => {
  const [{ ref }] = (ok(await by(manager).get('/api/feedback/words')).body as unknown as { items: [{ ref: string }] }).items;
  const give = (themes: string[], after: number) => by(manager).post(`/api/feedback/words/${ref}/themes`, { themes, after });
  expect((await give(['people', 'people'], 0)).status).toBe(204);
  expect((await give(['other'], 0)).status).toBe(409);
  expect((await give(['colour'], 1)).status).toBe(422);
  expect(ok(await by(lead).get(`/api/feedback/words/${ref}`)).body).toMatchObject({ themes: ['people'], tagged: 1 });

  const set = (themes: object[], after: number) => by(lead).post('/api/feedback/themes', { themes, after });
  expect(problems(await set(DEFAULT_THEMES.slice(1), 0))).toEqual([422, ['themes: must keep kept-informed: retire it instead']]);
  expect(ok(await set([...DEFAULT_THEMES.map((one) => ({ ...one, retired: one.code === 'people' })), { words: 'Transport' }], 0)).body).toEqual({ number: 1 });
  expect((await set([...DEFAULT_THEMES], 0)).status).toBe(409);
  expect((await give(['people', 'transport'], 1)).status).toBe(204); // a retired one stays where it is
  expect((await give(['transport'], 2)).status).toBe(204);
  expect((await give(['people'], 3)).status).toBe(422); // and is given to nothing more

  const did = (body: object, theme = 'transport') => by(manager).post(`/api/feedback/themes/${theme}/done`, { what: 'A later bus', doneOn: '2026-03-01', ...body });
  expect(problems(await did({ what: ' ' }))).toEqual([422, ['what: must say what was done']]);
  expect(problems(await did({ doneOn: '2026-03-03' }))).toEqual([422, ['doneOn: must not be after today: write down what was done']]);
  expect((await did({}, 'nothing')).status).toBe(404);
  expect((await did({})).status).toBe(201);
  const { themes } = ok(await by(manager).get('/api/feedback')).body as unknown as { themes: { code: string; answers: number | null; done: { what: string }[] }[] };
  expect(themes.find(({ code }) => code === 'transport')).toMatchObject({ answers: null, done: [{ what: 'A later bus' }] });
});
