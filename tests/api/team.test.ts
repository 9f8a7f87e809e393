import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nobodyAnswers, startTestApp, type TestApp } from './support/app.js';
import type { Answer, Browser } from './support/browser.js';
import { ADVISERS, refOf, SETTINGS } from './support/council.js';
import { aChild, opened } from './support/stories.js';

/** The team manager's work, and steps over several cases, each told what became of it. */

let app: TestApp;
let caseworker: Browser;
let colleague: Browser;
let manager: Browser;
beforeAll(async () => {
  app = await startTestApp({ now: '2026-03-02T09:00:00Z' });
  [caseworker, colleague, manager] = await Promise.all([app.signedIn('caseworker'), app.signedIn('colleague'), app.signedIn('team-manager')]);
});
afterAll(() => app.close());

type Item = Readonly<{ ref: string; kind: string; count?: number; why?: string; code?: string; missing?: readonly string[]; law?: string }>;
const itemsOf = (answer: Answer): readonly Item[] => answer.body['items'] as readonly Item[];
const ownerOf = async (ref: string) => (await manager.get(`/api/cases/${ref}`)).body['owner'] as { ref: string } | null;
const on = (day: string) => app.clock.set(`${day}T09:00:00Z`);
const record = async (by: Browser, ref: string, ...facts: object[]) => expect((await by.post(`/api/cases/${ref}/facts`, { facts })).status).toBe(201);

describe('leave cover', () => {
  test('who covers sees, records and corrects; does not give away; and it all ends by itself', async () => {
    const ref = await opened(caseworker);
    const contact = { facts: [{ type: 'contact-made', on: '2026-03-02' }] };
    expect((await colleague.post(`/api/cases/${ref}/facts`, contact)).status).toBe(403);
    const mine = async () => (await colleague.get('/api/cases?mine=true&limit=200')).text.includes(ref);
    expect(await mine()).toBe(false);

    const absence = { staff: refOf('caseworker'), cover: refOf('colleague'), fromOn: '2026-03-03', toOn: '2026-03-06' };
    expect((await manager.post('/api/team/absences', absence)).status).toBe(204);
    expect((await colleague.post(`/api/cases/${ref}/facts`, contact)).status).toBe(403); // tomorrow

    on('2026-03-03');
    expect(await mine()).toBe(true);
    expect((await colleague.post(`/api/cases/${ref}/facts`, contact)).status).toBe(201);
    const given = await colleague.post(`/api/cases/${ref}/facts`, { facts: [{ type: 'owner-set', on: '2026-03-03', owner: refOf('colleague') }] });
    expect(given.status).toBe(403);
    expect(await ownerOf(ref)).toMatchObject({ ref: refOf('caseworker') });
    expect((await caseworker.get(`/api/cases/${ref}`)).body['waits']).toMatchObject({ withOwner: 1 });

    on('2026-03-07');
    expect(await mine()).toBe(false);
    expect((await colleague.post(`/api/cases/${ref}/facts`, contact)).status).toBe(403);
    on('2026-03-02');
  });

  test('a stranger of another team who covers sees the case for those days only; a restricted one never', async () => {
    const stranger = await app.signedIn('stranger');
    const [ref, restricted] = [await opened(caseworker), await opened(caseworker)];
    await app.database.pool.query('UPDATE case_record SET restricted = true WHERE ref = $1', [restricted]);
    await app.database.pool.query(`INSERT INTO absence (staff_ref, cover_ref, from_on, to_on, set_by, set_at) VALUES ($1, $2, '2026-05-04', '2026-05-08', 'S-1', now())`, [refOf('caseworker'), refOf('stranger')]);
    expect((await stranger.get(`/api/cases/${ref}`)).status).toBe(404);
    on('2026-05-04');
    expect((await stranger.get(`/api/cases/${ref}`)).status).toBe(200);
    expect((await stranger.get(`/api/cases/${restricted}`)).status).toBe(404);
    on('2026-03-02');
  });

  test('bad dates, nobody of the team and a cover who is away too are refused by name', async () => {
    const absence = { staff: refOf('colleague'), cover: refOf('caseworker'), fromOn: '2026-06-01', toOn: '2026-06-05' };
    const pathsOf = async (more: object) => ((await manager.post('/api/team/absences', { ...absence, ...more })).body['errors'] as { path: string }[]).map(({ path }) => path);
    expect(await pathsOf({ toOn: '2026-05-31' })).toEqual(['toOn']);
    expect(await pathsOf({ fromOn: '2026-02-01', toOn: '2026-02-02' })).toEqual(['toOn']);
    expect(await pathsOf({ cover: refOf('stranger') })).toEqual(['cover']);
    expect(await pathsOf({ cover: refOf('colleague') })).toEqual(['cover']);
    expect((await manager.post('/api/team/absences', { ...absence, staff: refOf('stranger') })).status).toBe(404);
    expect((await manager.post('/api/team/absences', absence)).status).toBe(204);
    expect(await pathsOf({})).toEqual(['fromOn']);
    expect(await pathsOf({ staff: refOf('caseworker'), cover: refOf('colleague'), fromOn: '2026-06-05', toOn: '2026-06-09' })).toEqual(['cover']);

    const { absences } = (await manager.get('/api/team')).body as { absences: { id: number; fromOn: string; staff: { ref: string } }[] };
    const set = absences.find(({ fromOn, staff }) => fromOn === '2026-06-01' && staff.ref === refOf('colleague'));
    expect((await manager.send('DELETE', `/api/team/absences/${set?.id}`, { headers: { 'X-CSRF-Token': manager.token } })).status).toBe(204);
    expect((await manager.send('DELETE', `/api/team/absences/${set?.id}`, { headers: { 'X-CSRF-Token': manager.token } })).status).toBe(404);
  });
});

describe('handing over', () => {
  test('only to somebody of the record’s team who has not left', async () => {
    const ref = await opened(caseworker);
    for (const owner of [refOf('stranger'), refOf('leaver'), refOf('professional')]) {
      const answer = await manager.post(`/api/cases/${ref}/facts`, { facts: [{ type: 'owner-set', on: '2026-03-02', owner }] });
      expect(answer.status).toBe(422);
      expect(answer.body['errors']).toMatchObject([{ path: 'facts[0].owner' }]);
    }
  });

  test('everything of somebody, shared out by who holds the fewest; the same step again changes nothing', async () => {
    const refs = [await opened(colleague), await opened(colleague), await opened(colleague)];
    const cases = [...refs.map((ref) => ({ ref, entry: 2 })), { ref: await opened(caseworker), entry: 2 }, { ref: 'A-N0THERE0', entry: null }];
    const key = '5b2f6a58-1111-4111-8111-000000000001';
    const hand = () => manager.post(`/api/team/${refOf('colleague')}/hand-over`, { cases, to: 'share' }, { 'Idempotency-Key': key });
    const first = await hand();
    expect(itemsOf(first).map(({ kind, code, why }) => code ?? why ?? kind)).toEqual(['done', 'done', 'done', 'held-already', 'not-found']);
    const owners = await Promise.all(refs.map(ownerOf));
    expect(owners.every((owner) => owner !== null && owner.ref !== refOf('colleague'))).toBe(true);
    expect(new Set(owners.map((owner) => owner?.ref))).toContain(refOf('team-manager'));
    expect(itemsOf(await hand()).map(({ kind, why }) => why ?? kind)).toEqual(['held-already', 'held-already', 'held-already', 'held-already', 'refused']);
    expect(await Promise.all(refs.map(ownerOf))).toEqual(owners);
  });

  test('somebody recorded something meanwhile: that case alone is refused, and says what changed', async () => {
    const [quiet, busy] = [await opened(colleague), await opened(colleague)];
    await record(manager, busy, { type: 'contact-made', on: '2026-03-02' });
    const answer = await manager.post(`/api/team/${refOf('colleague')}/hand-over`, { cases: [{ ref: quiet, entry: 2 }, { ref: busy, entry: 2 }], to: refOf('caseworker') });
    expect(itemsOf(answer)).toMatchObject([{ ref: quiet, kind: 'done' }, { ref: busy, kind: 'refused', code: 'changed-since', changes: [{ type: 'contact-made' }] }]);
    expect(await ownerOf(busy)).toMatchObject({ ref: refOf('colleague') });
  });

  test('whoever leaves keeps their account while they hold an open case; then it closes, and whom they covered for is named', async () => {
    const leaver = 'S-LEAVING1';
    await app.database.pool.query(`INSERT INTO staff (ref, account, name, demo) VALUES ($1, 'leaving', 'Person leaving', true)`, [leaver]);
    await app.database.pool.query(`INSERT INTO staff_role (staff_ref, role, team_ref) VALUES ($1, 'caseworker', 'team-north')`, [leaver]);
    await app.database.pool.query(`INSERT INTO absence (staff_ref, cover_ref, from_on, to_on, set_by, set_at) VALUES ($1, $2, '2026-09-01', '2026-09-04', 'S-1', now())`, [refOf('colleague'), leaver]);
    const refs = [await opened(manager, { owner: leaver }), await opened(manager, { owner: leaver })];
    const leave = (cases: readonly string[]) => manager.post(`/api/team/${leaver}/hand-over`, { cases: cases.map((ref) => ({ ref })), to: refOf('caseworker'), leaves: true });

    expect((await leave(refs.slice(0, 1))).body).toMatchObject({ items: [{ kind: 'done' }], left: false, held: 1 });
    expect((await manager.get('/api/owners')).text).toContain(leaver);
    expect((await leave(refs)).body).toMatchObject({ items: [{ why: 'held-already' }, { kind: 'done' }], left: true, held: 0 });
    expect((await manager.get('/api/owners')).text).not.toContain(leaver);
    const { rows } = await app.database.pool.query<{ cover: string | null }>(`SELECT cover_ref AS cover FROM absence WHERE from_on = '2026-09-01'`);
    expect(rows).toEqual([{ cover: null }]);
  });

  test('the caseload counts what each holds: open, late, soon due, and the longest wait', async () => {
    on('2026-03-30');
    const { caseload } = (await manager.get('/api/team')).body as { caseload: { staff: { ref: string } | null; open: number; late: number; longestWait: number }[] };
    const { rows } = await app.database.pool.query<{ open: number; late: number }>(
      `SELECT count(*)::int AS open, count(*) FILTER (WHERE first_due_on < '2026-03-30')::int AS late FROM case_record WHERE owner_ref = $1 AND outcome IS NULL AND position > 0`, [refOf('caseworker')]);
    expect(caseload.find(({ staff }) => staff?.ref === refOf('caseworker'))).toMatchObject({ ...rows[0], longestWait: 56 });
    on('2026-03-02');
  });
});

describe('one step over several cases', () => {
  const agreed = { type: 'assessment-agreed', on: '2026-03-02' };
  const attending = { child: aChild({ setting: SETTINGS.school.ref }) };

  test('all advice is asked where it may be; each other case says the rule, what is missing, or that nothing was left', async () => {
    const [ready, early, theirs] = [await opened(caseworker, attending), await opened(caseworker), await opened(colleague)];
    await record(caseworker, ready, agreed);
    const cases = [ready, early, theirs].map((ref) => ({ ref }));
    const key = '5b2f6a58-2222-4222-8222-000000000002';
    const ask = (advisers: object, own = key) => caseworker.post('/api/cases/ask-advice', { cases, advisers }, { 'Idempotency-Key': own });

    const items = itemsOf(await ask({ 'educational-psychology': ADVISERS.psychologist.ref }));
    expect(items[0]).toMatchObject({ ref: ready, kind: 'done', count: 3, missing: ['head-teacher', 'social-care'] }); // this council has none of those
    expect(items[1]).toMatchObject({ ref: early, kind: 'refused', code: 'rule-refused' });
    expect(items[2]).toMatchObject({ ref: theirs, kind: 'refused', code: 'not-yours-to-record' });
    expect(itemsOf(await ask({ 'educational-psychology': ADVISERS.psychologist.ref }))[0]).toMatchObject({ kind: 'done', count: 3 });
    expect(itemsOf(await ask({}, '5b2f6a58-2222-4222-8222-000000000003'))[0]).toMatchObject({ kind: 'refused', code: 'invalid' });
    const history = await caseworker.get(`/api/cases/${ready}/history`);
    expect(history.text.split('"advice-requested"').length - 1).toBe(3);
  });

  test('every late adviser is reminded once a day, with a claim, an entry under the reminder’s own name, and a notice', async () => {
    const ref = await opened(caseworker);
    await record(caseworker, ref, agreed, { type: 'advice-requested', on: '2026-03-02', adviser: ADVISERS.psychologist.ref, role: 'educational-psychology' });
    const remind = () => caseworker.post('/api/cases/remind-late', { cases: [{ ref }] });
    expect(itemsOf(await remind())).toMatchObject([{ kind: 'nothing', why: 'nobody-late' }]);
    on('2026-04-20');
    expect(itemsOf(await remind())).toMatchObject([{ kind: 'done', count: 1 }]);
    expect(itemsOf(await remind())).toMatchObject([{ kind: 'nothing', why: 'reminded-today' }]);
    on('2026-04-21');
    expect(itemsOf(await remind())).toMatchObject([{ kind: 'done', count: 1 }]);

    const { rows } = await app.database.pool.query<{ rung: string; to: string }>(`SELECT rung, to_ref AS "to" FROM notification WHERE record_ref = $1 AND template = 'remind.give-advice' ORDER BY rung`, [ref]);
    expect(rows).toEqual([{ rung: 'by-hand-2026-04-20', to: ADVISERS.psychologist.ref }, { rung: 'by-hand-2026-04-21', to: ADVISERS.psychologist.ref }]);
    const { items } = (await caseworker.get(`/api/cases/${ref}/history`)).body as { items: { act: { act: string } | null; recordedBy: { ref: string } | null }[] };
    expect(items[0]).toMatchObject({ act: { act: 'remind' }, recordedBy: { ref: refOf('caseworker') } });
    expect((await caseworker.get(`/api/cases/${ref}`)).body['advice']).toMatchObject([{ remindedOn: '2026-04-21' }]);
    on('2026-03-02');
  });

  test('no case, or too many, is refused whole', async () => {
    expect((await caseworker.post('/api/cases/remind-late', { cases: [] })).status).toBe(422);
    const many = Array.from({ length: 201 }, () => ({ ref: 'A-00000000' }));
    expect((await caseworker.post('/api/cases/remind-late', { cases: many })).status).toBe(422);
  });
});

test('while no worker answers each case says that it waits; sent again under its key it is still recorded once', async () => {
  const waiting = await startTestApp({ now: '2026-03-02T09:00:00Z', processes: nobodyAnswers });
  const by = await waiting.signedIn('team-manager');
  const { rows } = await waiting.database.pool.query<{ ref: string }>(
    `WITH c AS (INSERT INTO child (ref, given_name, family_name, born_on) VALUES ('C-WAITING1', 'Invented', 'Waiting', '2017-01-01') RETURNING ref)
     INSERT INTO case_record (ref, kind, child_ref, team_ref, owner_ref, opened_at) SELECT 'A-WA1T1NG0', 'assessment', ref, 'team-north', $1, now() FROM c RETURNING ref`, [refOf('colleague')]);
  const key = '5b2f6a58-3333-4333-8333-000000000004';
  const hand = () => by.post(`/api/team/${refOf('colleague')}/hand-over`, { cases: rows.map(({ ref }) => ({ ref })), to: refOf('caseworker') }, { 'Idempotency-Key': key });
  expect(itemsOf(await hand())).toMatchObject([{ kind: 'pending' }]);
  expect(itemsOf(await hand())).toMatchObject([{ kind: 'pending' }]);
  const saved = await waiting.database.pool.query('SELECT FROM command');
  expect(saved.rowCount).toBe(1);
  await waiting.close();
});
