import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer, Browser } from './support/browser.js';
import { ADVISERS, refOf, SETTINGS } from './support/council.js';
import { aChild, aRequest, opened } from './support/stories.js';

const NOW = '2026-03-02T09:00:00Z';
let app: TestApp;
let caseworker: Browser;
beforeAll(async () => {
  app = await startTestApp({ now: NOW });
  caseworker = await app.signedIn('caseworker');
});
afterAll(() => app.close());

type Row = Readonly<{ ref: string; next: { actBy: string; code: string } | null; countLate: number; child: { name: string } }>;
const rowsOf = (answer: Answer): Row[] => answer.body['items'] as Row[];

const requestOn = (on: string) => opened(caseworker, { request: { type: 'request-received', on } });

describe('the work list', () => {
  test('puts first what must be done first, gives the reason, and pages by cursor without a gap', async () => {
    const days = ['2026-02-10', '2026-01-05', '2026-02-24', '2025-11-03', '2026-01-19'];
    const refs: string[] = [];
    for (const on of days) refs.push(await requestOn(on));

    const whole = rowsOf(await caseworker.get('/api/cases?limit=200'));
    expect(whole.map(({ next }) => next?.actBy)).toEqual([...whole.map(({ next }) => next?.actBy)].sort());
    expect(whole.map(({ ref }) => ref)).toEqual(expect.arrayContaining(refs));

    const paged: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const page = await caseworker.get(`/api/cases?limit=2${next === '' ? '' : `&cursor=${encodeURIComponent(next)}`}`);
      expect(page.status).toBe(200);
      paged.push(...rowsOf(page).map(({ ref }) => ref));
      next = page.body['next'] as string | null;
    }
    expect(paged).toEqual(whole.map(({ ref }) => ref));

    const [late] = whole.filter(({ ref }) => ref === refs[3]);
    expect(late).toMatchObject({
      receivedOn: '2025-11-03',
      waits: { sinceRequest: 119, statutory: 119, withOwner: 0 },
      countLate: 3,
      next: { code: 'decide-to-assess', dueOn: '2025-12-15', outcome: 'late', daysLate: 77, law: 'SEND Regulations 2014 reg 5(1)', because: [{ on: '2025-11-03', gives: '2025-12-15' }] },
      owner: { ref: refOf('caseworker') },
    });
  });

  test('filters: mine, late, by stage, by who holds it', async () => {
    const mine = await opened(caseworker);
    const hers = await opened(await app.signedIn('colleague'), { request: { type: 'request-received', on: '2026-03-01' } });
    const refs = async (query: string) => rowsOf(await caseworker.get(`/api/cases?limit=200&${query}`)).map(({ ref }) => ref);
    expect(await refs('mine=true')).not.toContain(hers);
    expect(await refs('mine=false')).toContain(hers);
    expect(await refs('late=true')).not.toContain(hers);
    expect(await refs('stage=considering')).toContain(mine);
    expect(await refs('stage=drafting')).toEqual([]);
    expect(await refs('ended=true')).toEqual([]);
    expect(await refs(`owner=${refOf('colleague')}`)).toEqual([hers]);
    expect(await refs('owner=nobody')).toEqual([]);
  });

  test('search: by part of a name, a day of birth however it is written, a whole pupil number or reference; never in an address', async () => {
    const sought = await opened(caseworker, { child: aChild({ familyName: 'Searched-For', upn: 'C123456789012', bornOn: '2015-02-01' }) });
    const found = async (search: string) => rowsOf(await caseworker.post('/api/cases/search', { search })).map(({ ref }) => ref);
    for (const words of ['searched-for', 'C123456789012', sought, sought.toLowerCase(), '2015-02-01', '01/02/2015', '1/2/2015', '1 Feb 2015', '1st February 2015', '1.2.2015']) {
      expect(await found(words), words).toEqual([sought]);
    }
    for (const words of ['%%', '02/01/2015', '31/02/2015', '1 Febtober 2015']) expect(await found(words), words).toEqual([]);
    expect((await caseworker.post('/api/cases/search', { search: ' ' })).status).toBe(422);
    expect((await caseworker.get('/api/cases?search=searched-for')).status).toBe(422);
  });

  test('shows each their own', async () => {
    const theirs = await opened(await app.signedIn('stranger'));
    expect(rowsOf(await caseworker.get('/api/cases?limit=200')).map(({ ref }) => ref)).not.toContain(theirs);
    expect(rowsOf(await (await app.signedIn('director')).get('/api/cases?limit=200')).map(({ ref }) => ref)).toContain(theirs);
    expect(rowsOf(await (await app.signedIn('other-service')).get('/api/cases?limit=200'))).toEqual([]);
  });
});

describe('a record', () => {
  test('shows the child, the reasons, the waits, and the next lawful steps for this person', async () => {
    const ref = await opened(caseworker, { child: aChild({ familyName: 'Whole', setting: SETTINGS.school.ref, person: { name: 'Invented Parent', relation: 'mother' } }) });
    const { body } = await caseworker.get(`/api/cases/${ref}`);
    expect(body).toMatchObject({
      ref,
      kind: 'assessment',
      stage: 'considering',
      entry: 2,
      child: { name: 'Invented Whole', bornOn: '2017-05-14', yearGroup: 4, setting: { name: SETTINGS.school.name } },
      people: [{ name: 'Invented Parent', relation: 'mother' }],
      owner: { name: 'Person caseworker' },
      team: { ref: 'team-north', name: 'North' },
      waits: { sinceRequest: 28, statutory: 28, withOwner: 0 },
      warnings: [],
      pending: [],
    });
    const steps = body['nextSteps'] as { type: string; may: boolean; needsPanelOrManager: boolean }[];
    expect(steps).toContainEqual(expect.objectContaining({ type: 'assessment-agreed', may: true, needsPanelOrManager: false }));
    expect(steps).toContainEqual(expect.objectContaining({ type: 'assessment-refused', may: true, needsPanelOrManager: true }));
    expect(steps.map(({ type }) => type)).not.toContain('final-plan-issued');
    const colleague = await (await app.signedIn('colleague')).get(`/api/cases/${ref}/next-steps`);
    expect((colleague.body['steps'] as { may: boolean }[]).filter(({ may }) => may)).toEqual([]);
  });

  test('answers for a past day what was known that day', async () => {
    app.clock.set('2026-02-02T09:00:00Z');
    const ref = await requestOn('2026-02-02');
    app.clock.set('2026-02-20T09:00:00Z');
    await caseworker.post(`/api/cases/${ref}/facts`, { facts: [{ type: 'assessment-agreed', on: '2026-02-12' }] });
    app.clock.set(NOW);
    const decided = async (query: string) => {
      const { body } = await caseworker.get(`/api/cases/${ref}/duties${query}`);
      return (body['duties'] as { code: string }[]).find(({ code }) => code === 'decide-to-assess');
    };
    expect(await decided('')).toMatchObject({ outcome: 'in-time', doneOn: '2026-02-12' });
    expect(await decided('?on=2026-02-20')).toMatchObject({ outcome: 'in-time', doneOn: '2026-02-12' });
    expect(await decided('?on=2026-02-15')).toMatchObject({ outcome: 'pending', doneOn: null });
    expect(await decided('?on=2026-02-01')).toBeUndefined();
  });

  test('gives its history newest first, by cursor', async () => {
    const ref = await opened(caseworker);
    for (const on of ['2026-02-20', '2026-02-21', '2026-02-22']) await caseworker.post(`/api/cases/${ref}/facts`, { facts: [{ type: 'contact-made', on }] });
    const first = await caseworker.get(`/api/cases/${ref}/history?limit=2`);
    expect((first.body['items'] as { entry: number }[]).map(({ entry }) => entry)).toEqual([5, 4]);
    const second = await caseworker.get(`/api/cases/${ref}/history?limit=10&cursor=${String(first.body['next'])}`);
    expect(second.body['items']).toMatchObject([{ entry: 3 }, { entry: 2 }, { entry: 1, fact: { id: 'j1', type: 'request-received' }, recordedBy: { ref: refOf('caseworker') } }]);
    expect(second.body['next']).toBeNull();
  });
});

describe('a professional', () => {
  let ref: string;
  let professional: Browser;
  beforeAll(async () => {
    ref = await opened(caseworker, { child: aChild({ familyName: 'Advised' }) });
    const asked = (adviser: { ref: string; role: string }) => ({ type: 'advice-requested', on: '2026-03-02', adviser: adviser.ref, role: adviser.role });
    const answer = await caseworker.post(`/api/cases/${ref}/facts`, { facts: [{ type: 'assessment-agreed', on: '2026-03-02' }, asked(ADVISERS.psychologist), asked(ADVISERS.psychologyInbox), asked(ADVISERS.health)] });
    expect(answer.status, answer.text).toBe(201);
    professional = await app.signedIn('professional');
  });

  const asked = (answer: Answer) => (answer.body['items'] as { adviser: { ref: string } }[]).map(({ adviser }) => adviser.ref).sort();

  test('sees what was asked of them and of their service\'s inbox, by when and why', async () => {
    const answer = await professional.get('/api/advice-requests');
    expect(asked(answer)).toEqual([ADVISERS.psychologist.ref, ADVISERS.psychologyInbox.ref].sort());
    expect((answer.body['items'] as object[])[0]).toMatchObject({ caseRef: ref, child: { name: 'Invented Advised' }, requestedOn: '2026-03-02', dueOn: '2026-04-13', outcome: 'pending', law: expect.any(String) as string });
    expect(asked(await (await app.signedIn('partner-manager')).get('/api/advice-requests'))).toEqual([ADVISERS.psychologist.ref, ADVISERS.psychologyInbox.ref].sort());
    expect(asked(await (await app.signedIn('doctor')).get('/api/advice-requests'))).toEqual([ADVISERS.health.ref]);
  });

  test('sees no record, and answers only for themselves', async () => {
    expect((await professional.get(`/api/cases/${ref}`)).status).toBe(404);
    expect((await professional.post(`/api/advice-requests/${ref}/${ADVISERS.health.ref}/answer`, { answer: { type: 'advice-received', on: '2026-03-02' } })).status).toBe(404);
    expect((await professional.post(`/api/advice-requests/${ref}/${ADVISERS.psychologist.ref}/answer`, { answer: { type: 'final-plan-issued', on: '2026-03-02' } })).status).toBe(422);
  });

  test('gives advice, once; or declines in writing', async () => {
    const given = await professional.post(`/api/advice-requests/${ref}/${ADVISERS.psychologist.ref}/answer`, { answer: { type: 'advice-received', on: '2026-03-02' } });
    expect(given.status, given.text).toBe(201);
    const again = await professional.post(`/api/advice-requests/${ref}/${ADVISERS.psychologist.ref}/answer`, { answer: { type: 'advice-received', on: '2026-03-02' } });
    expect(again.body).toMatchObject({ code: 'rule-refused', refusal: 'already-answered' });
    const declined = await professional.post(`/api/advice-requests/${ref}/${ADVISERS.psychologyInbox.ref}/answer`, { answer: { type: 'advice-declined', on: '2026-03-02', reason: 'Invented reason.' } });
    expect(declined.status, declined.text).toBe(201);
    expect(asked(await professional.get('/api/advice-requests'))).toEqual([]);
    expect(asked(await professional.get('/api/advice-requests?answered=true'))).toHaveLength(2);
    const { body } = await caseworker.get(`/api/cases/${ref}/history`);
    expect((body['items'] as { recordedBy: unknown; fact: { type: string } | null }[]).find(({ fact }) => fact?.type === 'advice-received')?.recordedBy).toMatchObject({ ref: refOf('professional') });
  });
});

test('a figure always lists its cases, and reaches as far as its reader does', async () => {
  const ref = await requestOn('2025-10-06');
  const figures = async (account: 'team-manager' | 'senior-manager' | 'south-manager') => {
    const { status, body } = await (await app.signedIn(account)).get('/api/figures');
    expect(status).toBe(200);
    return body['figures'] as { code: string; stage: string | null; count: number; cases: string[] }[];
  };
  const all = await figures('senior-manager');
  for (const { count, cases } of all) expect(count).toBe(cases.length);
  expect(all.filter(({ cases }) => cases.includes(ref)).length).toBeGreaterThanOrEqual(2);
  expect((await figures('team-manager')).some(({ cases }) => cases.includes(ref))).toBe(true);
  expect((await figures('south-manager')).some(({ cases }) => cases.includes(ref))).toBe(false);
});

test('lists to choose from are there for whoever records', async () => {
  const advisers = await caseworker.get('/api/advisers?role=health');
  expect(advisers.body['items']).toEqual([expect.objectContaining({ ref: ADVISERS.health.ref, role: 'health' })]);
  expect((await caseworker.get('/api/settings?search=primary')).body['items']).toEqual([{ ...SETTINGS.school }]);
  const owners = (await caseworker.get('/api/owners')).body['items'] as { ref: string }[];
  expect(owners.map(({ ref }) => ref).sort()).toEqual([refOf('caseworker'), refOf('colleague'), refOf('real'), refOf('team-manager')].sort());
});

test('a manager leaves a record to be allocated, and its owner may then record on it', async () => {
  const manager = await app.signedIn('team-manager');
  const ref = await opened(manager, aRequest());
  expect((await caseworker.get(`/api/cases/${ref}`)).body['owner']).toBeNull();
  expect((await caseworker.post(`/api/cases/${ref}/facts`, { facts: [{ type: 'contact-made', on: '2026-03-02' }] })).status).toBe(403);
  expect((await manager.post(`/api/cases/${ref}/facts`, { facts: [{ type: 'owner-set', on: '2026-03-02', owner: refOf('caseworker') }] })).status).toBe(201);
  expect((await caseworker.post(`/api/cases/${ref}/facts`, { facts: [{ type: 'contact-made', on: '2026-03-02' }] })).status).toBe(201);
});
