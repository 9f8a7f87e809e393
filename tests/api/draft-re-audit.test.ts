import { afterAll, beforeAll, expect, test } from 'vitest';
import { isoDate } from '../../domain/dates/iso-date.js';
import { createAudits } from '../../prisma/repositories/audits.js';
import { keptAudits } from '../support/kept-audits.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer } from './support/browser.js';
import { refOf } from './support/council.js';
import { sentPlanText } from './support/plan-text.js';
import { planBroughtIn } from './support/plans-in.js';

/** A draft that is to be audited again, and its final text goes out first: then it is the plan that is looked at again. Today is Monday 23 November 2026. */

let app: TestApp;
let plan: string;
const DRAFT = 'U-DRAFT001';
beforeAll(async () => {
  app = await startTestApp({ now: '2026-11-23T09:00:00Z' });
  const { pool } = app.database;
  plan = await planBroughtIn(await app.signedIn('data-officer'), { 'Plan made': '2026-01-12' });
  await sentPlanText(pool, plan, { kind: 'proposed', on: '2026-09-01' });
  await keptAudits(pool, [{ ref: DRAFT, of: plan, auditor: refOf('auditor'), on: '2026-09-14', not: { 'f-specified': 'not-met' }, findings: [{ criterion: 'f-specified', theme: 'provision' }] }]);
  await pool.query(`UPDATE audit SET kind = 'draft', text_version = 1 WHERE ref = $1`, [DRAFT]);
  await pool.query(`UPDATE case_record SET stage = 'improving', progress = jsonb_set(progress, '{audit,againBy}', '"2026-11-30"') WHERE ref = $1`, [DRAFT]);
});
afterAll(() => app.close());

const ok = (answer: Answer): Answer => (expect(answer.status, answer.text).toBeLessThan(300), answer);
const due = (kind: 'plan' | 'draft') => createAudits(app.database).reAudits(kind, isoDate('2026-12-01'));

test('while it is a draft it is audited again as one', async () => {
  expect([await due('draft'), await due('plan')]).toEqual([[{ of: DRAFT, subject: plan, dueOn: '2026-11-30' }], []]);
});

test('once its text is final the plan is drawn for it, and the draft’s audit is not left behind', async () => {
  await sentPlanText(app.database.pool, plan, { kind: 'amended', number: 2, on: '2026-11-02' });
  expect([await due('draft'), await due('plan')]).toEqual([[], [{ of: DRAFT, subject: plan, dueOn: '2026-11-30' }]]);
  const lead = await app.signedIn('qa-lead');
  ok(await lead.post('/api/audits/sampling/plan', { settings: { number: 0, strataBy: [], cap: null, doubleShare: 0 }, why: 'Re-audits alone', after: 0 }));
  const drawn = ok(await lead.post('/api/audits/draws', { kind: 'plan', month: '2026-11' })).body;
  expect(drawn).toMatchObject({ draws: [{ subject: plan, why: { kind: 're-audit', of: [DRAFT] } }] });
  const { rows } = await app.database.pool.query('SELECT kind, why, of_ref, after_ref FROM audit WHERE ref <> $1', [DRAFT]);
  expect(rows).toEqual([{ kind: 'plan', why: 're-audit', of_ref: plan, after_ref: DRAFT }]);
  expect([await due('draft'), await due('plan')]).toEqual([[], []]); // it is seen to
});

test('of an assessment it is the plan that its final text began', async () => {
  const { pool } = app.database;
  await pool.query(`INSERT INTO case_record (ref, kind, child_ref, team_ref, opened_at) SELECT 'A-ASSESS01', 'assessment', child_ref, team_ref, now() FROM case_record WHERE ref = $1`, [plan]);
  await pool.query(`UPDATE case_record SET made_from = 'A-ASSESS01' WHERE ref = $1`, [plan]);
  await sentPlanText(pool, 'A-ASSESS01', { kind: 'draft', on: '2026-08-03' });
  await keptAudits(pool, [{ ref: 'U-DRAFT002', of: 'A-ASSESS01', auditor: refOf('auditor'), on: '2026-08-10', not: { 'f-specified': 'not-met' } }]);
  await pool.query(`UPDATE audit SET kind = 'draft', text_version = 1 WHERE ref = 'U-DRAFT002'`);
  await pool.query(`UPDATE case_record SET stage = 'improving', progress = jsonb_set(progress, '{audit,againBy}', '"2026-11-29"') WHERE ref = 'U-DRAFT002'`);
  expect(await due('draft')).toMatchObject([{ of: 'U-DRAFT002', subject: 'A-ASSESS01' }]);
  await sentPlanText(pool, 'A-ASSESS01', { kind: 'final', number: 2, on: '2026-09-07' });
  expect([await due('draft'), await due('plan')]).toEqual([[], [{ of: 'U-DRAFT002', subject: plan, dueOn: '2026-11-29' }]]);
});
