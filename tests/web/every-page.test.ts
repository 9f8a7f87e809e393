import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isoDate } from '../../domain/dates/iso-date.js';
import { paths } from '../../web/paths.js';
import { texts } from '../../web/texts.js';
import { launchBrowser } from '../support/resources.js';
import type { Account } from './support/council.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { expectAccessible, expectNoSidewaysScroll, visit } from './support/visitor.js';

/** Each page as it stands: titled, one main heading, no violation by axe, no sideways scroll at 320 pixels. */

let browser: Browser;
let app: TestApp;
let ref: string;
beforeAll(async () => {
  const misfit = { about: 'Plans ceased', published: '138', here: 'none' };
  const demonstration = {
    council: 'Quayborough',
    asOn: isoDate('2026-01-25'),
    notice: { source: 'Published figures', licence: 'Open', stock: 'Counted', misfits: [misfit] },
  };
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2026-01-25', demonstration })]);
  ref = await app.openCase('2025-09-02');
  await app.record(ref, [{ type: 'assessment-agreed', on: '2025-10-07' }]);
  await app.record(ref, [
    { type: 'advice-requested', on: '2025-10-08', adviser: 'V-PSYCH000', role: 'educational-psychology' },
  ]);
  await app.record(ref, [
    {
      type: 'exception-recorded',
      on: '2025-11-20',
      ground: 'absent',
      from: '2025-10-20',
      to: '2025-11-18',
      steps: ['give-advice'],
      impracticalBecause: 'The family was abroad.',
    },
    { type: 'issue-agreed', on: '2025-12-15' },
    { type: 'draft-plan-sent', on: '2026-01-15', channel: 'first-class-post' },
  ]);
  await app.wake(ref);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

const PAGES: readonly Readonly<{ name: string; as?: Account; path: () => string; status?: number }>[] = [
  { name: 'front', path: () => paths.front },
  { name: 'sign-in', path: () => paths.signIn },
  { name: 'accessibility', path: () => paths.accessibility },
  { name: 'cookies', path: () => paths.cookies },
  { name: 'clock', path: () => paths.clock },
  { name: 'work list', as: 'caseworker', path: () => paths.cases },
  { name: 'work list of late cases', as: 'caseworker', path: () => `${paths.cases}?view=late` },
  { name: 'work list, nothing ended', as: 'caseworker', path: () => `${paths.cases}?view=ended` },
  { name: 'new case', as: 'caseworker', path: () => paths.newCase },
  { name: 'plan that moved in', as: 'caseworker', path: () => paths.movedIn },
  { name: 'case', as: 'caseworker', path: () => paths.case(ref) },
  { name: 'history', as: 'caseworker', path: () => paths.history(ref) },
  { name: 'exception form', as: 'caseworker', path: () => paths.record(ref, 'exception-recorded') },
  { name: 'escalations', as: 'manager', path: () => paths.escalations },
  { name: 'escalations, none', as: 'manager', path: () => `${paths.escalations}?whose=all&state=broken` },
  { name: 'escalation', as: 'manager', path: () => paths.escalation(ref, 'issue-final-plan', '-', 'j1') },
  { name: 'causes of lateness', as: 'caseworker', path: () => paths.causes(ref) },
  { name: 'form of what is not allowed now', as: 'caseworker', path: () => paths.record(ref, 'provision-confirmed') },
  { name: 'form that has to wait', as: 'caseworker', path: () => paths.record(ref, 'final-plan-issued') },
  { name: 'advice', as: 'psychologist', path: () => paths.advice },
  { name: 'advice answered', as: 'psychologist', path: () => `${paths.advice}?view=answered` },
  { name: 'answer', as: 'psychologist', path: () => paths.adviceAnswer(ref, 'V-PSYCH000') },
  { name: 'post', as: 'manager', path: () => paths.post },
  { name: 'post put aside', as: 'caseworker', path: () => `${paths.post}?view=aside` },
  { name: 'a scan for the post', as: 'caseworker', path: () => paths.postNew },
  { name: 'the plan, not begun', as: 'caseworker', path: () => paths.plan(ref) },
  { name: 'settings consulted', as: 'caseworker', path: () => paths.placements(ref) },
  { name: 'reports of reviews', as: 'caseworker', path: () => paths.caseReports(ref) },
  { name: 'register of settings', as: 'administrator', path: () => paths.settings },
  { name: 'setting', as: 'administrator', path: () => paths.setting('T-QUAYS1DE') },
  { name: 'ladders', as: 'administrator', path: () => paths.ladders },
  { name: 'ladder of advice', as: 'administrator', path: () => paths.ladder('give-advice') },
  { name: 'ladder, to change', as: 'administrator', path: () => paths.ladderChange('deadline') },
  { name: 'causes of delay, to read', as: 'caseworker', path: () => paths.rule('delay-causes') },
  { name: 'norms of silence', as: 'administrator', path: () => paths.rule('silence-norms') },
  { name: 'mail to staff, to change', as: 'administrator', path: () => paths.ruleChange('staff-mail') },
  { name: 'reviews, none', as: 'caseworker', path: () => paths.reviews },
  { name: 'year of reviews, nothing to plan', as: 'caseworker', path: () => paths.reviewYear },
  { name: 'phase transfers, none', as: 'manager', path: () => paths.phases },
  { name: 'phase nobody is in', as: 'manager', path: () => paths.phase('infant-junior') },
  { name: 'termly lists, no terms', as: 'manager', path: () => paths.reviewLists },
  { name: 'figures of reviews, none', as: 'manager', path: () => paths.reviewFigures },
  { name: 'import and export', as: 'administrator', path: () => paths.imports },
  { name: 'everything out', as: 'administrator', path: () => paths.exports },
  { name: 'weekly reports, none yet', as: 'manager', path: () => paths.reports },
  { name: 'improvement plan, no priority yet', as: 'director', path: () => paths.improvement },
  { name: 'improvement plan, to read', as: 'manager', path: () => paths.improvement },
  { name: 'priority to set out', as: 'director', path: () => paths.improvementNew },
  { name: 'packs for the board, none yet', as: 'manager', path: () => paths.improvementPacks },
  { name: 'improvement plan, not granted', as: 'psychologist', path: () => paths.improvement, status: 403 },
  { name: 'cohorts, none kept', as: 'manager', path: () => paths.cohorts },
  { name: 'cohort that hit nobody', as: 'manager', path: () => `${paths.cohorts}?duty=give-advice&cause=tribunal&from=2025-09-01` },
  { name: 'cohort of a step nobody knows', as: 'manager', path: () => `${paths.cohorts}?duty=nothing&from=2025-09-01`, status: 400 },
  { name: 'figures', as: 'manager', path: () => paths.figures },
  { name: 'at a glance, no report yet', as: 'manager', path: () => paths.director },
  { name: 'what will be late', as: 'manager', path: () => paths.forecast },
  { name: 'what would help', as: 'manager', path: () => `${paths.whatIf}?of=educational-psychology&waiting=729&in=44&out=38&weeks=43` },
  { name: 'what would help, numbers mistyped', as: 'manager', path: () => `${paths.whatIf}?in=many&weeks=0`, status: 400 },
  { name: 'what will be late, not granted', as: 'psychologist', path: () => paths.forecast, status: 403 },
  { name: 'what good looks like, to somebody who audits nothing', as: 'psychologist', path: () => paths.auditFrameworks, status: 403 },
  { name: 'framework of advice', as: 'auditor', path: () => paths.auditFramework('advice', '0') },
  { name: 'draft of a framework of advice', as: 'qualityLead', path: () => paths.auditFrameworkDraft('advice') },
  { name: 'changes of a framework, none', as: 'auditor', path: () => paths.auditFrameworkChanges('advice') },
  { name: 'framework to put in force, nothing changed', as: 'qualityLead', path: () => paths.auditFrameworkForce('advice') },
  { name: 'draft to throw away, none', as: 'qualityLead', path: () => paths.auditFrameworkThrow('advice') },
  { name: 'section to take out', as: 'qualityLead', path: () => paths.auditFrameworkTakeOut('advice', '2') },
  { name: 'section of a framework of advice', as: 'qualityLead', path: () => paths.auditFrameworkSection('advice', '2') },
  { name: 'section that is not there', as: 'qualityLead', path: () => paths.auditFrameworkSection('advice', '99'), status: 404 },
  { name: 'how many are drawn', as: 'auditor', path: () => paths.auditSampling },
  { name: 'what audits taught, none yet', as: 'qualityLead', path: () => paths.auditLearning },
  { name: 'the board’s page of audits, none yet', as: 'director', path: () => paths.auditBoard },
  { name: 'officers’ grades, none yet', as: 'manager', path: () => paths.auditOfficers },
  { name: 'good practice, none yet', as: 'psychologist', path: () => paths.goodPractice },
  { name: 'good practice to change, not there', as: 'qualityLead', path: () => paths.practice('O-00000000'), status: 404 },
  { name: 'a learning point, to make', as: 'qualityLead', path: () => paths.learningPointNew },
  { name: 'what families and settings said, nobody asked yet', as: 'manager', path: () => paths.feedback },
  { name: 'their own words, none yet', as: 'qualityLead', path: () => paths.feedbackWords },
  { name: 'themes of what was said', as: 'director', path: () => paths.feedbackThemes },
  { name: 'what was done about a theme, to write down', as: 'manager', path: () => paths.feedbackDone('other') },
  { name: 'what families said, not granted', as: 'caseworker', path: () => paths.feedback, status: 403 },
  { name: 'how it was, without a link', as: 'caseworker', path: () => paths.howItWas, status: 404 },
  { name: 'what audits taught, not granted', as: 'caseworker', path: () => paths.auditLearning, status: 403 },
  { name: 'not found', as: 'caseworker', path: () => '/nothing-here', status: 404 },
  { name: 'not granted', as: 'psychologist', path: () => paths.figures, status: 403 },
];

test.each(PAGES)(
  '$name',
  async ({ as, path, status = 200 }) => {
    const visitor = await visit(browser, app.url, { as });
    expect(await visitor.open(path())).toBe(status);
    expect(await visitor.page.title()).toMatch(/ – Duly$/);
    expect(await visitor.page.locator('h1').count()).toBe(1);
    await expectAccessible(visitor);
    await visitor.page.setViewportSize({ width: 320, height: 640 });
    await expectNoSidewaysScroll(visitor);
    await visitor.leave();
  },
);

test('what the engine did stands in the history beside what people did', async () => {
  const visitor = await visit(browser, app.url, { as: 'caseworker' });
  await visitor.open(paths.history(ref));
  expect(await visitor.page.getByText(/The last day in time passed: Send the final plan/).count()).toBe(1);
  expect(await visitor.page.getByText('The family was abroad.').count()).toBe(1);
  await visitor.leave();
});

test('demonstration accounts are refused outside demonstration mode', async () => {
  const real = await startTestApp({ today: '2026-01-25', mode: 'production' });
  const visitor = await visit(browser, real.url);
  await visitor.open(paths.signIn);
  expect(await visitor.page.locator('button[name="account"]').count()).toBe(0);
  expect(await visitor.page.getByText('This council has not connected its sign-in yet').count()).toBe(1);
  await expectAccessible(visitor);
  const token = await visitor.context.request.post(paths.signIn, { form: { account: 'casey@demo.example' } });
  expect(token.status()).toBe(403);
  await visitor.leave();
  await real.close();
});

test('a lost database is said in plain words, the clock goes on, and the process stays up', async () => {
  const doomed = await startTestApp({ today: '2026-01-25' });
  const visitor = await visit(browser, doomed.url, { as: 'caseworker' });
  const { pool } = doomed.database;
  const { connectionString } = pool.options;
  pool.options.connectionString = 'postgresql://duly@127.0.0.1:1/nowhere';
  const ended = pool.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()');
  await expect(ended).rejects.toThrow(); // its own connection among them
  expect([await visitor.open(paths.cases), await visitor.open(paths.cases)]).toEqual([503, 503]);
  expect(await visitor.heading()).toBe(texts.problems['database-unavailable'].title);
  await expectAccessible(visitor);
  expect(await visitor.open(paths.clock)).toBe(200);
  pool.options.connectionString = connectionString;
  expect(await visitor.open(paths.cases)).toBe(200);
  await visitor.leave();
  await doomed.close();
});

test('a form larger than any form is refused, and nothing of it is read', async () => {
  const visitor = await visit(browser, app.url);
  const answer = await visitor.context.request.post(paths.clock, { form: { story: 'x'.repeat(1_000_000) } });
  expect(answer.status()).toBe(413);
  expect(await answer.text()).toContain(texts.problems['body-too-large'].title);
  await visitor.leave();
});
