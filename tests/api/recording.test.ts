import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './support/app.js';
import { ADVISERS, SETTINGS } from './support/council.js';
import { opened } from './support/stories.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

test('a request goes from received to final plan, each step a fact', async () => {
  app.clock.set('2026-02-02T09:00:00Z');
  const caseworker = await app.signedIn('caseworker');
  const manager = await app.signedIn('team-manager');
  const ref = await opened(caseworker);
  const step = async (now: string, ...facts: object[]) => {
    app.clock.set(now);
    const by = facts.some((fact) => 'type' in fact && fact.type === 'issue-agreed') ? manager : caseworker;
    const answer = await by.post(`/api/cases/${ref}/facts`, { facts });
    expect(answer.body).toMatchObject({ caseRef: ref });
    expect(answer.status).toBe(201);
    return answer;
  };

  await step('2026-02-05T09:00:00Z', { type: 'considering-notified', on: '2026-02-05', channel: 'by-hand' });
  await step('2026-03-02T09:00:00Z', { type: 'assessment-agreed', on: '2026-03-02' }, { type: 'partners-told', on: '2026-03-02' });
  await step(
    '2026-03-02T10:00:00Z',
    { type: 'advice-requested', on: '2026-03-02', adviser: ADVISERS.psychologist.ref, role: 'educational-psychology' },
    { type: 'advice-requested', on: '2026-03-02', adviser: ADVISERS.health.ref, role: 'health' },
  );
  await step('2026-04-10T09:00:00Z', { type: 'advice-received', on: '2026-04-10', adviser: ADVISERS.psychologist.ref }, { type: 'advice-received', on: '2026-04-09', adviser: ADVISERS.health.ref });
  await step('2026-05-01T09:00:00Z', { type: 'issue-agreed', on: '2026-05-01' });
  await step('2026-05-05T09:00:00Z', { type: 'draft-plan-sent', on: '2026-05-05', channel: 'by-hand' }, { type: 'setting-consulted', on: '2026-05-05', setting: SETTINGS.school.ref });
  await step('2026-05-20T09:00:00Z', { type: 'setting-answered', on: '2026-05-19', setting: SETTINGS.school.ref, answer: 'yes' });
  const last = await step('2026-06-01T09:00:00Z', { type: 'final-plan-issued', on: '2026-06-01' });

  const view = await caseworker.get(`/api/cases/${ref}`);
  expect(view.status).toBe(200);
  const duties = view.body['duties'] as { code: string; outcome: string; dueOn: string }[];
  expect(duties.find(({ code }) => code === 'issue-final-plan')).toMatchObject({ outcome: 'in-time', dueOn: '2026-06-22' });
  expect(view.body['entry']).toBe(last.body['entry']);
  expect(view.body['stage']).toBe('finished');
});
