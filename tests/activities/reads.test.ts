import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scope, WorkListQuery } from '../../api/read-models.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { UnreadableCursor } from '../../prisma/repositories/cursor.js';
import { activitiesOf, CASEWORKER, CHILD, importCase, newWorld, noon, openCase, record, TEAM, toDraft, told, type World } from './world.js';

let world: World;
/** Late and at the beginning, in time and in the middle, ended, restricted. */
let refs: Readonly<{ late: string; midway: string; ended: string; restricted: string; empty: string }>;
const today = '2025-11-25' as IsoDate;
const everything: Scope = { staff: 'S-ELSEWHERE', owns: false, teams: 'all' };

beforeAll(async () => {
  world = await newWorld();
  const now = new Date(noon(today));
  const request = (on: string) => told('request-received', on, { by: 'parent' });
  refs = {
    late: await importCase(world, [request('2025-09-02')], null, now),
    midway: await importCase(world, toDraft.slice(0, 13), null, now),
    ended: await importCase(world, [request('2025-09-02'), told('request-withdrawn', '2025-09-09')], null, now),
    restricted: await importCase(world, [request('2025-11-03')], null, now),
    empty: await openCase(world, today),
  };
  await world.database.pool.query('UPDATE case_record SET restricted = true WHERE ref = $1', [refs.restricted]);
  await world.database.pool.query('INSERT INTO record_access (record_ref, staff_ref) VALUES ($1, $2)', [refs.restricted, CASEWORKER]);
  await activitiesOf(world, { clock: { now: () => now } }).performDue({ caseRef: refs.late, now: noon(today) });
});
afterAll(() => world.close());

const list = (scope: Scope, more: Partial<WorkListQuery> = {}) => world.reads.cases.workList(scope, { today, cursor: null, limit: 10, ...more });
const refsOf = async (scope: Scope, more: Partial<WorkListQuery> = {}) => (await list(scope, more)).items.map(({ ref }) => ref);

test('the work list is in the order to act, each row with its next duty, the reason for its date and how late', async () => {
  const { items, next } = await list(everything);
  expect(items.map(({ ref }) => ref)).toEqual([refs.late, refs.midway]);
  expect(next).toBeNull();
  expect(items[0]).toMatchObject({
    child: { name: `${CHILD.givenName} ${CHILD.familyName}` }, yearGroup: 4, stage: 'considering', owner: { ref: CASEWORKER }, team: TEAM,
    receivedOn: '2025-09-02', waits: { sinceRequest: 84, statutory: 84, withOwner: 84 }, countLate: 2,
    next: { code: 'decide-to-assess', dueOn: '2025-10-14', actBy: '2025-10-14', outcome: 'late', daysLate: 42, law: expect.stringContaining('reg 5') as string },
  });
  expect(items[0]?.next?.because[0]).toMatchObject({ fact: 'request-received', on: '2025-09-02', gives: '2025-10-14' });
  expect(items[1]).toMatchObject({ next: { code: 'give-advice', subjectName: 'Adviser 3', daysLate: 4 }, countLate: 0 });
});

test('pages meet without overlap or gap, and a cursor that is none of ours is refused by name', async () => {
  const first = await list(everything, { limit: 1 });
  expect(first.next).not.toBeNull();
  const second = await list(everything, { limit: 1, cursor: first.next });
  expect([...first.items, ...second.items].map(({ ref }) => ref)).toEqual([refs.late, refs.midway]);
  expect(second.next).toBeNull();
  for (const cursor of ['x', Buffer.from('["2025-99","A"]').toString('base64url'), Buffer.from('{}').toString('base64url')]) {
    await expect(list(everything, { cursor })).rejects.toBeInstanceOf(UnreadableCursor);
  }
});

test('filters narrow the list: late, stage, ended, mine, a part of a name or a whole reference', async () => {
  expect(await refsOf(everything, { late: true })).toEqual([refs.late]);
  expect(await refsOf(everything, { stage: 'assessing' })).toEqual([refs.midway]);
  expect(await refsOf(everything, { ended: true })).toEqual([refs.ended]);
  expect(await refsOf(everything, { mine: true })).toEqual([]);
  expect(await refsOf(everything, { search: refs.midway.toLowerCase() })).toEqual([refs.midway]);
  expect(await refsOf(everything, { search: 'EXAMPLEF' })).toEqual([refs.late, refs.midway]);
  expect(await refsOf(everything, { search: '%' })).toEqual([]);
});

test('a restricted record is for the people named on it only; another team’s is for nobody of this one', async () => {
  const mine: Scope = { staff: CASEWORKER, owns: true, teams: [] };
  expect(await refsOf(mine)).toEqual([refs.late, refs.midway, refs.restricted]);
  expect(await refsOf({ ...mine, staff: 'S-OTHER', teams: [TEAM] })).toEqual([refs.late, refs.midway]);
  expect(await refsOf({ staff: 'S-OTHER', owns: true, teams: ['TEAM-2'] })).toEqual([]);
  expect(await world.reads.cases.access(everything, refs.restricted)).toBeNull();
  expect(await world.reads.cases.caseRecord(everything, refs.restricted, today)).toBeNull();
  expect(await world.reads.cases.history(everything, refs.restricted, { before: null, limit: 5 })).toBeNull();
  expect(await world.reads.cases.dutiesOn(everything, refs.restricted, today)).toBeNull();
  expect(await world.reads.cases.access(mine, refs.restricted)).toMatchObject({ ref: refs.restricted, stage: 'considering' });
  expect(await world.reads.cases.access(everything, 'A-NOTTHERE')).toBeNull();
});

test('a case is read whole: child, advisers asked, duties in the order to act, what the engine will do next', async () => {
  const found = await world.reads.cases.caseRecord(everything, refs.midway, today);
  expect(found).toMatchObject({ child: { name: 'Testine Exampleforth', bornOn: CHILD.bornOn }, owner: { name: 'Casey Invented' }, team: { ref: TEAM, name: 'North' }, receivedOn: '2025-09-02' });
  expect(found?.advisers).toHaveLength(7);
  expect(found?.duties[0]).toMatchObject({ code: 'give-advice', outcome: 'late', subjectName: 'Adviser 3' });
  expect(found?.agenda.length).toBeGreaterThan(0);
  expect(found?.latest[0]).toMatchObject({ entry: 13, fact: { type: 'advice-received', id: 'j13' }, recordedBy: { ref: CASEWORKER, name: 'Casey Invented' } });
  const asKnown = await world.reads.cases.dutiesOn(everything, refs.midway, '2025-10-09' as IsoDate);
  expect(asKnown?.map(({ code }) => code)).not.toContain('give-advice');
});

test('the history tells facts and acts, newest first, what was corrected, and the words behind a note', async () => {
  const caseRef = await openCase(world, '2025-09-02');
  await record(activitiesOf(world), caseRef, told('request-received', '2025-09-02', { by: 'parent' }), told('contact-made', '2025-09-04', { note: 'N-WORDS' }), told('correction', '2025-09-05', { corrects: 'j2', reason: 'N-WHY' }));
  await world.database.pool.query(`INSERT INTO note (ref, record_ref, author, field, text, written_at) VALUES ('N-WORDS', $1, 'S-1', 'note', 'She called', now()), ('N-WHY', $1, 'S-1', 'reason', 'Another child', now())`, [caseRef]);
  await activitiesOf(world).performDue({ caseRef, now: noon('2025-10-01') });

  const page = await world.reads.cases.history(everything, caseRef, { before: null, limit: 3 });
  expect(page?.items.map(({ entry, kind, correctedBy }) => [entry, kind, correctedBy])).toEqual([[4, 'act', null], [3, 'fact', null], [2, 'fact', 3]]);
  expect(page?.items[0]).toMatchObject({ act: { act: 'remind', duty: 'decide-to-assess', to: 'caseworker' }, recordedBy: null });
  expect(page?.items[1]?.notes).toEqual([{ ref: 'N-WHY', field: 'reason', text: 'Another child' }]);
  expect(page?.items[2]?.notes).toEqual([{ ref: 'N-WORDS', field: 'note', text: 'She called' }]);
  const rest = await world.reads.cases.history(everything, caseRef, { before: Number(page?.next), limit: 3 });
  expect(rest).toMatchObject({ items: [{ entry: 1 }], next: null });
  expect(await world.reads.cases.factsSince(caseRef, 1)).toEqual([{ entry: 2, type: 'contact-made', on: '2025-09-04' }, { entry: 3, type: 'correction', on: '2025-09-05' }]);
});

test('a professional sees what was asked of them or their inbox, due first; the rest is not there', async () => {
  await world.bulk.advisers([{ ref: 'V-INBOX', name: 'Psychology service', role: 'educational-psychology', service: 'educational-psychology', organisation: null, email: null, staffRef: null }]);
  const caseRef = await openCase(world, '2025-09-02');
  const asked = told('advice-requested', '2025-10-10', { adviser: 'V-INBOX', role: 'educational-psychology' });
  await record(activitiesOf(world), caseRef, told('request-received', '2025-09-02', { by: 'parent' }), told('assessment-agreed', '2025-10-10'), asked);
  const query = { today, cursor: null, limit: 10, answered: false };
  const inbox = { staff: 'S-EP', inboxes: ['educational-psychology'], manages: [] };

  expect((await world.reads.cases.adviceRequests(inbox, query)).items).toMatchObject([{ caseRef, adviser: { ref: 'V-INBOX' }, requestedOn: '2025-10-10', dueOn: '2025-11-21', outcome: 'late', daysLate: 4, answeredOn: null }]);
  expect((await world.reads.cases.adviceRequests({ ...inbox, inboxes: ['health'] }, query)).items).toEqual([]);
  expect(await world.reads.cases.mayAnswer(inbox, caseRef, 'V-INBOX')).toBe(true);
  expect(await world.reads.cases.mayAnswer(inbox, caseRef, 'V-1')).toBe(false);
  await record(activitiesOf(world), caseRef, told('advice-received', '2025-11-25', { adviser: 'V-INBOX' }));
  expect((await world.reads.cases.adviceRequests(inbox, query)).items).toEqual([]);
  expect((await world.reads.cases.adviceRequests(inbox, { ...query, answered: true })).items).toMatchObject([{ answeredOn: '2025-11-25', daysLate: 4 }]);
});

test('every figure lists its cases', async () => {
  const { figures } = await world.reads.cases.figures({ staff: 'S-OTHER', owns: false, teams: [TEAM] }, today);
  expect(figures.every(({ count, cases }) => count === cases.length)).toBe(true);
  expect(figures.find(({ code, stage }) => code === 'late' && stage === 'considering')?.cases).toContain(refs.late);
  expect(figures.flatMap(({ cases }) => cases)).not.toContain(refs.restricted);
  expect(figures.flatMap(({ cases }) => cases)).not.toContain(refs.empty);
});

test('names sort as people expect, whatever the server’s locale', async () => {
  await world.bulk.settings(['Zoë', 'adam', 'Élan', 'Ben'].map((name, index) => ({ ref: `T-SORT${index}`, name, kind: 'school', urn: null, email: null })));
  expect((await world.reads.people.settings({ limit: 10 })).map(({ name }) => name)).toEqual(['adam', 'Ben', 'Élan', 'Zoë']);
  expect(await world.reads.people.unknown(['T-SORT1', 'V-1', CASEWORKER, 'Jane'])).toEqual(['Jane']);
  expect(await world.reads.people.advisers({ role: 'health', limit: 5 })).toMatchObject([{ ref: 'V-3', name: 'Adviser 3' }]);
});
