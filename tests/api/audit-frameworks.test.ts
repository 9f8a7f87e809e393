import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_FRAMEWORKS } from '../../domain/audit/default-frameworks/all.js';
import { AUDIT_KINDS, type Framework } from '../../domain/audit/framework.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer, Browser } from './support/browser.js';
import { refOf } from './support/council.js';
import { sentPlanText } from './support/plan-text.js';
import { planBroughtIn } from './support/plans-in.js';

/** Versions of frameworks: drafted with their problems, put in force with a reason, never changed. Today is Monday 23 November 2026. */

let app: TestApp;
let lead: Browser;
let auditor: Browser;
beforeAll(async () => {
  app = await startTestApp({ now: '2026-11-23T09:00:00Z' });
  [lead, auditor] = await Promise.all([app.signedIn('qa-lead'), app.signedIn('auditor')]);
});
afterAll(() => app.close());

const OF_REPORT = DEFAULT_FRAMEWORKS['review-report'];
const report = '/api/audits/frameworks/review-report';
const errors = ({ body, status, text }: Answer) => (expect(status, text).toBe(422), (body['errors'] as readonly { path: string; message: string }[]).map(({ path, message }) => `${path} ${message}`));
const draftOf = async (address: string) => (await lead.get(`${address}/draft`)).body as unknown as { framework: Framework; saves: number; begun: boolean; basedOn: number; problems: { path: string; message: string }[] };
const retitled = (framework: Framework, title: string): Framework => ({ ...framework, title });

test('Duly comes with a framework of each kind, which is number 0 until a council puts its own in force', async () => {
  const { body } = await auditor.get('/api/audits/frameworks');
  expect(body['items']).toMatchObject(AUDIT_KINDS.map((kind) => ({ kind, inForce: 0, versions: [{ number: 0, madeBy: null, madeAt: null, why: null }], draftSaves: null })));
  expect((await auditor.get('/api/audits/frameworks/case/0')).body).toMatchObject({ inForce: true, framework: { criteria: DEFAULT_FRAMEWORKS.case.criteria.map(({ id, weight }) => ({ id, weight })) } });
  expect((await auditor.get('/api/audits/frameworks/case/1')).status).toBe(404);
  expect((await auditor.get('/api/audits/frameworks/case/-1')).status).toBe(404);
});

test('a draft may be wrong and says where; in force it is refused with every place and reason', async () => {
  const begun = await draftOf(report);
  expect(begun).toMatchObject({ saves: 0, begun: false, basedOn: 0, problems: [] });
  expect(errors(await lead.post(report, { why: 'As it is', after: 0 }))).toEqual(['framework is the same as the version in force: change something first']);

  const [first, second] = OF_REPORT.criteria;
  const wrong = {
    ...OF_REPORT,
    sections: OF_REPORT.sections.map((one, i) => (i === 0 ? { ...one, weight: one.weight + 5 } : one)),
    criteria: OF_REPORT.criteria.map((one) => (one === second ? { ...one, section: 'nowhere' } : one)),
    bands: OF_REPORT.bands.map((one) => (one.grade === 'good' ? { ...one, from: 60 } : one)),
  };
  const kept = await lead.post(`${report}/draft`, { framework: wrong, after: 0 });
  expect(kept.body).toMatchObject({ saves: 1 });
  const expected = [ // by hand: the second criterion weighs 30 of the first section's 100
    'framework.criteria[1].section there is no section “nowhere”: add it, or move the criterion to one of ' + OF_REPORT.sections.map(({ id }) => id).join(', '),
    'framework.sections the sections’ weights make 105: they must make 100',
    `framework.sections[0] the weights of section “${first?.section ?? ''}”’s criteria make 70: they must make 100`,
    'framework.bands[2].from “good” overlaps the grade below it, which reaches to 65',
  ];
  expect((kept.body['problems'] as { path: string; message: string }[]).map(({ path, message }) => `${path} ${message}`).sort()).toEqual([...expected].sort());
  expect(errors(await lead.post(report, { why: 'Ours', after: 1 })).sort()).toEqual([...expected].sort());
  expect((await auditor.get('/api/audits/frameworks')).body['items']).toMatchObject([{}, {}, {}, { kind: 'review-report', inForce: 0, draftSaves: 1 }, {}]);

  // what a field lacks hides nothing of what the whole lacks
  const blank = { ...wrong, criteria: wrong.criteria.map((one) => (one.id === first?.id ? { ...one, asks: '' } : one)) };
  const both = ((await lead.post(`${report}/draft`, { framework: blank, after: 1 })).body['problems'] as { path: string }[]).map(({ path }) => path);
  expect(both).toEqual(expect.arrayContaining(['framework.criteria[0].asks', 'framework.sections', 'framework.bands[2].from']));
});

const [SECTION, CRITERION] = [DEFAULT_FRAMEWORKS.advice.sections[0]?.id ?? '', DEFAULT_FRAMEWORKS.advice.criteria[0]?.id ?? ''];
test.each<{ what: string; change: (of: Framework) => Framework; refused: readonly string[] }>([
  { what: 'weights of criteria that make 99', change: (of) => ({ ...of, criteria: of.criteria.map((one, i) => (i === 0 ? { ...one, weight: one.weight - 1 } : one)) }), refused: [`framework.sections[0] the weights of section “${SECTION}”’s criteria make 99: they must make 100`] },
  { what: 'a gap between bands', change: (of) => ({ ...of, bands: of.bands.map((one) => (one.grade === 'good' ? { ...one, from: one.from + 1 } : one)) }), refused: ['framework.bands[2].from nothing covers the scores from 65 to 66'] },
  { what: 'a band that ends before it begins', change: (of) => ({ ...of, bands: of.bands.map((one) => (one.grade === 'outstanding' ? { ...one, to: 0 } : one)) }), refused: ['framework.bands[3].to “outstanding” must end above 85, where it begins', 'framework.bands[3].to nothing covers the scores from 85 to 100'] },
  { what: 'a section that asks nothing', change: (of) => ({ ...of, criteria: of.criteria.filter(({ section }) => section !== SECTION) }), refused: [`framework.sections[0] section “${SECTION}” asks nothing: give it a criterion, or take it out`] },
  { what: 'an id given twice', change: (of) => ({ ...of, criteria: of.criteria.map((one, i) => (i === 1 ? { ...one, id: CRITERION } : one)) }), refused: [`framework.criteria[1].id “${CRITERION}” is given twice`] },
  { what: 'a cap at the best grade', change: (of) => ({ ...of, criteria: of.criteria.map((one, i) => (i === 0 ? { ...one, cap: { at: 'outstanding', when: 'not-met', because: 'x' } } : one)) }), refused: ['framework.criteria[0].cap.at “outstanding” caps nothing: choose a grade below it, or leave the cap out'] },
])('in force nothing is put that has $what: the field and the remedy are named, and no version is made', async ({ change, refused }) => {
  const address = '/api/audits/frameworks/advice';
  const { saves } = await draftOf(address);
  const bad = change(DEFAULT_FRAMEWORKS.advice);
  expect((await lead.post(`${address}/draft`, { framework: bad, after: saves })).status).toBe(200);
  expect(errors(await lead.post(address, { why: 'Ours', after: saves + 1 }))).toEqual(expect.arrayContaining([...refused]));
  expect((await auditor.get('/api/audits/frameworks')).body['items']).toMatchObject(expect.arrayContaining([expect.objectContaining({ kind: 'advice', inForce: 0 })]) as object);
});

test('what has not a framework’s shape is not kept, and the field is named', async () => {
  const post = (framework: unknown) => lead.post('/api/audits/frameworks/case/draft', { framework, after: 0 });
  expect(errors(await post({ ...DEFAULT_FRAMEWORKS.case, kind: 'plan' }))).toEqual(['framework.kind must be case, as the address says']);
  expect(errors(await post({ ...DEFAULT_FRAMEWORKS.case, sections: 'none' }))).toEqual(['framework.sections must be a list']);
  expect(errors(await post({ ...DEFAULT_FRAMEWORKS.case, grade: 'good' }))).toEqual(['framework.grade is not a field known here']);
  expect(errors(await post(7))).toEqual(['framework must be an object']);
  expect((await draftOf('/api/audits/frameworks/case')).saves).toBe(0);
  expect((await lead.get('/api/audits/frameworks/dreams/draft')).status).toBe(404);
});

test('two who write one draft lose nothing, and are told which rules fall silent', async () => {
  const address = '/api/audits/frameworks/draft';
  const of = DEFAULT_FRAMEWORKS.draft;
  const both = await Promise.all(['One', 'Other'].map((title) => lead.post(`${address}/draft`, { framework: retitled(of, title), after: 0 })));
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await lead.post(address, { why: 'Ours', after: 0 })).status).toBe(409); // of a draft that is not this one
  expect((await lead.post(`${address}/draft`, { framework: of, after: Number.MAX_SAFE_INTEGER })).status).toBe(409); // more than the column holds
  expect((await lead.post(`${address}/draft`, { framework: { ...of, criteria: of.criteria.filter(({ id }) => id !== 'a-child-views') }, after: 1 })).status).toBe(200);
  expect(await draftOf(address)).toMatchObject({ begun: true, rulesUnheard: ['child-views-missing'] });
  expect((await lead.post(`${address}/draft`, { framework: null, after: 2 })).body).toEqual({ saves: 3, problems: [] });
  expect(await draftOf(address)).toMatchObject({ begun: false, saves: 3, rulesUnheard: [], framework: { title: of.title } });
});

test('a version in force is for audits that begin from then on, is numbered, and is never changed', async () => {
  const plan = await planBroughtIn(await app.signedIn('data-officer'), { 'Plan made': '2026-01-12' });
  await sentPlanText(app.database.pool, plan);
  const audited = async (): Promise<string> => String((await lead.post('/api/audits', { kind: 'plan', subject: plan, auditor: refOf('auditor') })).body['caseRef']);
  const before = await audited();

  const address = '/api/audits/frameworks/plan';
  await lead.post(`${address}/draft`, { framework: retitled(DEFAULT_FRAMEWORKS.plan, 'Our plans'), after: 0 });
  expect(errors(await lead.post(address, { why: ' ', after: 1 }))).toEqual(['why must say why: whoever compares figures later reads it']);
  const both = await Promise.all([1, 2].map(() => lead.post(address, { why: 'Agreed with schools', after: 1 })));
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(both.find(({ status }) => status === 201)?.body).toEqual({ number: 1 });
  expect(await draftOf(address)).toMatchObject({ begun: false, basedOn: 1, saves: 2, framework: { title: 'Our plans' } });
  expect((await lead.post(`${address}/draft`, { framework: retitled(DEFAULT_FRAMEWORKS.plan, 'An old window'), after: 1 })).status).toBe(409);

  const after = await audited();
  expect([(await auditor.get(`/api/audits/${before}`)).body['framework'], (await auditor.get(`/api/audits/${after}`)).body['framework']]).toEqual([0, 1]);
  expect((await auditor.get(`${address}/1`)).body).toMatchObject({ inForce: true, why: 'Agreed with schools', madeAt: '2026-11-23T09:00:00.000Z', madeBy: { ref: refOf('qa-lead') }, framework: { title: 'Our plans' } });
  expect((await auditor.get(`${address}/0`)).body).toMatchObject({ inForce: false, framework: { title: DEFAULT_FRAMEWORKS.plan.title } });

  for (const sql of [`UPDATE audit_framework SET why = 'Other'`, 'DELETE FROM audit_framework', 'TRUNCATE audit_framework', 'TRUNCATE audit_sampling']) await expect(app.database.pool.query(sql), sql).rejects.toMatchObject({ code: '23001', message: 'a version of a framework or of sampling is never changed or removed: make a new one' });
});

test('a version is compared with another, a draft with what is in force; what is no version is not found', async () => {
  const address = '/api/audits/frameworks/plan';
  const { body } = await auditor.get(`${address}/changes`); // in force against the one before
  expect(body).toMatchObject({ from: { number: 0 }, to: { number: 1, why: 'Agreed with schools' }, changes: { kind: 'plan', title: { before: DEFAULT_FRAMEWORKS.plan.title, after: 'Our plans' }, sections: [], criteria: [], bands: [], isReordered: false } });
  expect((body['changes'] as { questions: { alike: string[] } }).questions.alike).toHaveLength(40);
  expect((await auditor.get(`${address}/changes?from=1&to=0`)).body).toMatchObject({ from: { number: 1 }, changes: { title: { after: DEFAULT_FRAMEWORKS.plan.title } } });
  expect((await auditor.get(`${address}/changes?from=0&to=7`)).status).toBe(404);
  expect(errors(await auditor.get(`${address}/changes?from=one`)).map((text) => text.split(' ')[0])).toEqual(['from']);
  expect((await auditor.get('/api/audits/frameworks/case/changes')).body).toMatchObject({ from: { number: 0 }, to: { number: 0 }, changes: { title: null, criteria: [] } });

  const { saves, framework } = await draftOf(address);
  const [first] = framework.criteria;
  const draft = { ...framework, criteria: framework.criteria.filter((one) => one !== first) };
  await lead.post(`${address}/draft`, { framework: draft, after: saves });
  expect((await lead.get(`${address}/draft/changes`)).body).toMatchObject({ basedOn: 1, saves: saves + 1, changes: { criteria: [{ id: first?.id, kind: 'taken-out', before: { asks: first?.asks }, after: null, isSameQuestion: false }] } });
  expect((await auditor.get(`${address}/draft/changes`)).status).toBe(404);
});

test('an auditor reads and does not write', async () => {
  const refused = [await auditor.get(`${report}/draft`), await auditor.post(`${report}/draft`, { framework: OF_REPORT, after: 0 }), await auditor.post(report, { why: 'Mine', after: 0 }), await auditor.post('/api/audits/sampling/plan', { settings: null, why: 'x', after: 0 })];
  expect(refused.map(({ status }) => status)).toEqual([404, 404, 404, 404]); // as of whatever one may not see
});
