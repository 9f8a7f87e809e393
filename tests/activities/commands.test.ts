import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NewCase, NewCommand } from '../../api/ports.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Instant } from '../../domain/dates/london.js';
import { activitiesOf, CASEWORKER, CHILD, command, newWorld, noon, openCase, rowsOf, TEAM, told, valueOf, type World } from './world.js';

let world: World;
let count = 0;
beforeAll(async () => {
  world = await newWorld();
});
afterAll(() => world.close());

const TODAY = '2025-11-25' as IsoDate;
const request = () => told('request-received', '2025-09-02', { by: 'parent' });
const given = (caseRef: string, more: Partial<NewCommand> = {}): NewCommand => ({ command: command(request()), caseRef, bodyHash: 'body', sentAt: noon('2025-09-02'), notes: [], state: 'pending', ...more });
function newCase(child: Partial<NewCase['child']> = {}): NewCase {
  count += 1;
  return { ref: `A-OPEN${count}`, kind: 'assessment', team: TEAM, owner: CASEWORKER, child: { ref: `C-OPEN${count}`, ...CHILD, upn: null, councilReference: null, setting: null, person: null, ...child } };
}

test('a command is kept before it is sent, with its words, and settled by the transaction that records it', async () => {
  const caseRef = await openCase(world);
  const ours = given(caseRef, { notes: [{ ref: 'N-KEPT', caseRef, field: 'note', text: 'words', by: CASEWORKER }] });
  expect(await world.reads.commands.save(ours)).toEqual({ kind: 'saved' });
  expect(await world.reads.commands.find(ours.command.commandId)).toMatchObject({ state: 'pending', caseRef, types: ['request-received'], bodyHash: 'body', command: ours.command });
  expect(await world.reads.commands.save(ours)).toMatchObject({ kind: 'seen', saved: { state: 'pending' } });

  await activitiesOf(world).recordFacts({ caseRef, now: noon('2025-09-02'), command: ours.command });

  expect(await world.reads.commands.find(ours.command.commandId)).toMatchObject({ state: 'recorded', entry: 1, facts: [{ id: 'j1', type: 'request-received' }] });
  expect(await world.reads.commands.refused(ours.command.commandId, { code: 'two-starts', notBefore: null })).toBe(false);
  expect(await world.reads.commands.find(ours.command.commandId)).toMatchObject({ state: 'recorded' });
  expect(await world.reads.commands.find(randomUUID())).toBeNull();
});

test('what its sender was told is refused stays unrecorded, however late another sending of it comes', async () => {
  const caseRef = await openCase(world);
  const ours = given(caseRef);
  await world.reads.commands.save(ours);
  expect(await world.reads.commands.refused(ours.command.commandId, { code: 'inside-the-familys-days', notBefore: '2025-12-20' as IsoDate })).toBe(true);
  const late = activitiesOf(world).recordFacts({ caseRef, now: noon('2025-09-02'), command: ours.command });
  await expect(late).rejects.toMatchObject({ nonRetryable: true, type: 'inside-the-familys-days', details: [{ notBefore: '2025-12-20' }] });
  expect(await rowsOf(world.database, caseRef)).toMatchObject({ entries: 0 });
  expect(await world.reads.commands.find(ours.command.commandId)).toMatchObject({ state: 'refused' });
});

test('only what is pending, and old enough, is sent again', async () => {
  const caseRef = await openCase(world);
  const [waiting, seconding, young] = [given(caseRef), given(caseRef, { state: 'awaiting-second-person' }), given(caseRef, { sentAt: noon('2025-09-03') })];
  for (const each of [waiting, seconding, young]) await world.reads.commands.save(each);
  const pending = async () => (await world.reads.commands.pending(noon('2025-09-02').replace('11:00', '12:00') as Instant, 50)).filter((each) => each.caseRef === caseRef).map(({ command: { commandId } }) => commandId);
  expect(await pending()).toEqual([waiting.command.commandId]);

  await world.reads.commands.refused(waiting.command.commandId, { code: 'inside-the-familys-days', notBefore: '2025-12-20' as IsoDate });
  expect(await world.reads.commands.find(waiting.command.commandId)).toMatchObject({ state: 'refused', code: 'inside-the-familys-days', notBefore: '2025-12-20' });
  expect(await world.reads.commands.seconded(seconding.command.commandId, 'S-2', true, noon('2025-09-02'))).toBe(true);
  expect(await world.reads.commands.seconded(seconding.command.commandId, 'S-2', false, noon('2025-09-02'))).toBe(false);
  expect(await pending()).toEqual([seconding.command.commandId]);
});

test('a case is opened with its child and its command, all or nothing, once for a key', async () => {
  const opening = newCase({ person: { ref: 'S-PARENT1', name: 'Pat Invented', relation: 'mother' } });
  const ours = given(opening.ref);
  const both = await Promise.all([world.reads.commands.open(opening, ours), world.reads.commands.open(opening, ours)]);
  expect(both.map(({ kind }) => kind).sort()).toEqual(['saved', 'seen']);
  expect(await valueOf(world.database, 'SELECT count(*) AS value FROM person WHERE child_ref = $1', [opening.child.ref])).toBe(1);

  const nowhere = { ...newCase(), team: 'TEAM-NOWHERE' };
  await expect(world.reads.commands.open(nowhere, given(nowhere.ref))).rejects.toMatchObject({ constraint: 'case_record_team_fk' });
  expect(await valueOf(world.database, 'SELECT count(*) AS value FROM child WHERE ref = $1', [nowhere.child.ref])).toBe(0);
});

test('one open assessment for a child, found by pupil number or the council’s reference; after its end another may be opened', async () => {
  const [upn, councilReference] = ['X999999999999', 'CR-7'];
  const first = newCase({ upn, councilReference });
  const ours = given(first.ref);
  expect(await world.reads.commands.open(first, ours)).toEqual({ kind: 'saved' });
  const [byUpn, byReference] = [newCase({ upn }), newCase({ councilReference })];
  expect(await world.reads.commands.open(byUpn, given(byUpn.ref))).toEqual({ kind: 'already-open', caseRef: first.ref, field: 'child.upn' });
  expect(await world.reads.commands.open(byReference, given(byReference.ref))).toEqual({ kind: 'already-open', caseRef: first.ref, field: 'child.councilReference' });

  const { recordFacts } = activitiesOf(world);
  await recordFacts({ caseRef: first.ref, now: noon('2025-09-02'), command: ours.command });
  await recordFacts({ caseRef: first.ref, now: noon('2025-09-03'), command: command(told('request-withdrawn', '2025-09-03')) });
  const again = newCase({ upn });
  expect(await world.reads.commands.open(again, given(again.ref))).toEqual({ kind: 'saved' });
  expect(await valueOf(world.database, 'SELECT child_ref AS value FROM case_record WHERE ref = $1', [again.ref])).toBe(first.child.ref);
  expect(await rowsOf(world.database, again.ref)).toMatchObject({ entries: 0 });
});

test('two people who open a case for one new child at once open one', async () => {
  const [one, two] = [newCase({ upn: 'X888888888888' }), newCase({ upn: 'X888888888888' })];
  const answers = await Promise.all([world.reads.commands.open(one, given(one.ref)), world.reads.commands.open(two, given(two.ref))]);
  expect(answers.map(({ kind }) => kind).sort()).toEqual(['already-open', 'saved']);
});

test('staff are known by reference and account, with their team, its service, and whether they have left', async () => {
  await world.bulk.teams([{ ref: 'TEAM-2', name: 'South' }, { ref: 'TEAM-9', name: 'Transport', service: 'transport' }]);
  await world.bulk.staff([
    { ref: 'S-SM', name: 'Sam Invented', account: 'sm@demo.example', demo: true, roles: [{ role: 'service-manager', teamRef: TEAM, service: null }, { role: 'qa-lead', teamRef: null, service: null }] },
    { ref: 'S-EP', name: 'Ellis Invented', account: 'ep@demo.example', demo: false, roles: [{ role: 'professional', teamRef: null, service: 'educational-psychology' }] },
  ]);
  expect(await world.reads.staff.byAccount('sm@demo.example', TODAY)).toEqual({ ref: 'S-SM', account: 'sm@demo.example', name: 'Sam Invented', active: true, demo: true, roles: ['qa-lead', 'service-manager'], team: TEAM, service: 'send', teamsOfService: [TEAM, 'TEAM-2'], covers: [] });
  expect(await world.reads.staff.byRef('S-EP', TODAY)).toMatchObject({ team: null, service: 'educational-psychology', demo: false });
  expect(await world.reads.staff.byRef('S-NOBODY', TODAY)).toBeNull();
  expect((await world.reads.staff.accounts()).map(({ account }) => account)).toEqual(['caseworker', 'sm@demo.example']);
  await world.database.pool.query(`UPDATE staff SET left_on = '2025-10-01' WHERE ref = 'S-SM'`);
  expect(await world.reads.staff.byRef('S-SM', TODAY)).toMatchObject({ active: false });
  expect((await world.reads.staff.accounts()).map(({ account }) => account)).toEqual(['caseworker']);
  expect(await world.reads.staff.owners(TEAM)).toEqual([{ ref: CASEWORKER, name: 'Casey Invented' }]);
});

test('a look at records is logged once, with all it showed; a look at none is not', async () => {
  await world.reads.views.log({ staff: CASEWORKER, caseRefs: ['A-1', 'A-2'], seen: 'work-list', at: noon('2025-09-02') });
  await world.reads.views.log({ staff: CASEWORKER, caseRefs: [], seen: 'work-list', at: noon('2025-09-02') });
  expect(await valueOf(world.database, `SELECT jsonb_agg(jsonb_build_array(staff_ref, record_refs, seen)) AS value FROM record_view WHERE record_refs @> ARRAY['A-2']`)).toEqual([[CASEWORKER, ['A-1', 'A-2'], 'work-list']]);
  expect(await valueOf(world.database, 'SELECT count(*) AS value FROM record_view')).toBe(1);
});
