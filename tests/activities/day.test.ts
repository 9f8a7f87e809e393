import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scope } from '../../api/read-models.js';
import { addDays, type IsoDate } from '../../domain/dates/iso-date.js';
import { derive } from '../../domain/derive.js';
import { waitsOf } from '../../domain/waits.js';
import { ADVISERS, activitiesOf, CASEWORKER, importCase, newWorld, noon, openCase, record, RULES, TEAM, toDraft, told, valueOf, type World } from './world.js';

/** What the caseworker's day reads and writes: waits of a list, a past day, absences, leavers, reminders by hand. */

let world: World;
beforeAll(async () => {
  world = await newWorld();
});
afterAll(() => world.close());

const everything: Scope = { staff: CASEWORKER, owns: false, teams: 'all' };
const asDay = (on: string) => on as IsoDate;
const request = told('request-received', '2025-09-02', { by: 'parent' });

async function person(role = 'caseworker'): Promise<string> {
  const ref = `S-${randomUUID().slice(0, 8).toUpperCase()}`;
  await world.bulk.staff([{ ref, name: `Invented ${ref}`, account: ref, demo: true, roles: [{ role, teamRef: TEAM, service: null }] }]);
  return ref;
}

test('a list’s waits are the domain’s, also of a record refused, disputed and ordered', async () => {
  const stories = [
    [request],
    [request, told('assessment-refused', '2025-10-02')],
    [request, told('assessment-refused', '2025-10-02'), told('mediation-requested', '2025-10-20', { health: false })],
    [request, told('assessment-refused', '2025-10-02'), told('appeal-lodged', '2025-10-20', { against: 'refusal-to-assess' }), told('tribunal-order', '2025-11-11', { order: 'assess' })],
    [request, told('assessment-agreed', '2025-10-01'), told('correction', '2025-10-03', { corrects: 'j2', reason: 'N-1', replacement: { type: 'assessment-refused', on: '2025-10-02' } })],
  ];
  const today = asDay('2025-12-01');
  const refs: string[] = [];
  for (const facts of stories) refs.push(await importCase(world, facts, null, new Date(noon(today))));
  const { items } = await world.reads.cases.workList(everything, { today, cursor: null, limit: 50 });
  for (const [i, facts] of stories.entries()) {
    const withIds = facts.map((fact, at) => ({ ...fact, id: `j${at + 1}` }));
    const row = items.find(({ ref }) => ref === refs[i]);
    expect(row?.waits, `story ${i + 1}`).toEqual(waitsOf(withIds, asDay('2025-09-02'), today));
    const whole = await world.reads.cases.caseRecord(everything, refs[i] ?? '', today);
    expect(whole?.waits, `story ${i + 1}`).toEqual(row?.waits);
  }
});

test('a past day is what the facts recorded by its end derive, on each day of a story; nothing before the first entry', async () => {
  const ref = await importCase(world, toDraft, null, new Date(noon('2025-12-10')));
  const facts = toDraft.map((fact, i) => ({ ...fact, id: `j${i + 1}` }));
  for (let on = asDay('2025-09-02'); on <= '2025-12-09'; on = addDays(on, 7)) {
    const then = await world.reads.cases.caseThen(everything, ref, on);
    const known = facts.filter((fact) => fact.on <= on); // each was written down on its own day
    const derived = derive(known, on, RULES.settings, RULES.calendar).duties;
    const key = ({ code, subject, occurrence, outcome, daysLate, doneOn }: (typeof derived)[number]) => [code, subject, occurrence, outcome, daysLate, doneOn].join('/');
    expect(then?.duties.map(key).sort(), on).toEqual(derived.map(key).sort());
    expect(then).toMatchObject({ on, entry: known.length, owner: { ref: CASEWORKER }, waits: waitsOf(known, asDay('2025-09-02'), on) });
  }
  expect((await world.reads.cases.caseThen(everything, ref, asDay('2025-09-04')))?.stage).toBe('considering');
  expect((await world.reads.cases.caseThen(everything, ref, asDay('2025-10-12')))?.stage).toBe('assessing');
  expect(await world.reads.cases.caseThen(everything, ref, asDay('2025-09-01'))).toBeNull();
  expect(await world.reads.cases.caseThen({ staff: 'S-OTHER', owns: true, teams: [] }, ref, asDay('2025-10-12'))).toBeNull();
});

test('the owner of a past day is the owner then', async () => {
  const other = await person();
  const ref = await openCase(world, '2025-09-02');
  const at = { clock: { now: () => new Date(noon('2025-09-02')) } };
  await record(activitiesOf(world, at), ref, request, told('owner-set', '2025-09-02', { owner: CASEWORKER }));
  await record(activitiesOf(world, { clock: { now: () => new Date(noon('2025-10-01')) } }), ref, told('owner-set', '2025-10-01', { owner: other }));
  expect((await world.reads.cases.caseThen(everything, ref, asDay('2025-09-30')))?.owner?.ref).toBe(CASEWORKER);
  expect((await world.reads.cases.caseThen(everything, ref, asDay('2025-10-01')))?.owner?.ref).toBe(other);
  expect((await world.reads.cases.caseThen(everything, ref, asDay('2025-10-11')))?.waits?.withOwner).toBe(10);
});

test('of two handovers on one day the last written holds, the tenth entry after the ninth', async () => {
  const [first, second] = [await person(), await person()];
  const ref = await openCase(world, '2025-09-02');
  const contacts = Array.from({ length: 7 }, () => told('contact-made', '2025-09-03'));
  await record(activitiesOf(world), ref, request, ...contacts, told('owner-set', '2025-09-03', { owner: first }), told('owner-set', '2025-09-03', { owner: second }));
  expect(await valueOf(world.database, 'SELECT owner_ref AS value FROM case_record WHERE ref = $1', [ref])).toBe(second);
});

test('a cover is one from the first day to the last, both included, and by their own reference', async () => {
  const [away, cover] = [await person(), await person()];
  const absence = { staff: away, cover, fromOn: asDay('2025-11-03'), toOn: asDay('2025-11-05'), by: CASEWORKER, at: noon('2025-11-01') };
  expect(await world.reads.teams.setAbsence(absence)).toBe('set');
  const covers = async (on: string) => (await world.reads.staff.byRef(cover, asDay(on)))?.covers.map(({ ref }) => ref);
  expect(await Promise.all(['2025-11-02', '2025-11-03', '2025-11-05', '2025-11-06'].map(covers))).toEqual([[], [away], [away], []]);
  expect((await world.reads.staff.byRef(away, asDay('2025-11-04')))?.covers).toEqual([]);
});

test('two absences that cross, set at the same moment, are not both set', async () => {
  const [one, two] = [await person(), await person()];
  const days = { fromOn: asDay('2025-11-03'), toOn: asDay('2025-11-05'), by: CASEWORKER, at: noon('2025-11-01') };
  const answers = await Promise.all([world.reads.teams.setAbsence({ ...days, staff: one, cover: two }), world.reads.teams.setAbsence({ ...days, staff: two, cover: one })]);
  expect([...answers].sort()).toEqual(['cover-away', 'set']);
});

test('the list of a cover holds the cases of whoever is away; their own stay', async () => {
  const [away, cover] = [await person(), await person()];
  const [theirs, own] = [await openCase(world), await openCase(world)];
  await record(activitiesOf(world), theirs, request, told('owner-set', '2025-09-02', { owner: away }));
  await record(activitiesOf(world), own, request, told('owner-set', '2025-09-02', { owner: cover }));
  const list = async (covers: readonly string[]) =>
    (await world.reads.cases.workList({ staff: cover, owns: true, covers, teams: [] }, { today: asDay('2025-10-01'), cursor: null, limit: 50, mine: true })).items.map(({ ref }) => ref).sort();
  expect(await list([])).toEqual([own]);
  expect(await list([away])).toEqual([theirs, own].sort());
});

test('whoever leaves: refused while they hold a record, also a restricted one; their tasks go back to the role', async () => {
  const leaver = await person();
  const ref = await openCase(world);
  await record(activitiesOf(world), ref, request, told('owner-set', '2025-09-02', { owner: leaver }));
  await world.database.pool.query('UPDATE case_record SET restricted = true WHERE ref = $1', [ref]);
  await world.database.pool.query(`INSERT INTO task (ref, kind, about, for_role, for_staff, act_by, opened_at) VALUES ('K-LEAVER', 'bounced', 'M-9', 'caseworker', $1, '2025-12-01', now())`, [leaver]);
  const today = asDay('2025-12-01');
  expect(await world.reads.teams.leave({ staff: leaver, today, by: CASEWORKER, at: noon(today) })).toEqual({ left: false, held: 1, covered: [] });
  expect((await world.reads.staff.byRef(leaver, today))?.active).toBe(true);
  await record(activitiesOf(world), ref, told('owner-set', '2025-12-01', { owner: CASEWORKER }));
  expect(await world.reads.teams.leave({ staff: leaver, today, by: CASEWORKER, at: noon(today) })).toMatchObject({ left: true, held: 0 });
  expect((await world.reads.staff.byRef(leaver, today))?.active).toBe(false);
  expect(await valueOf(world.database, `SELECT for_staff AS value FROM task WHERE ref = 'K-LEAVER'`)).toBeNull();
});

test('two who remind at once write to the adviser once, and the journal’s chain is whole', async () => {
  const ref = await importCase(world, toDraft.slice(0, 11), null, new Date(noon('2025-12-01')));
  const sending = () =>
    world.reads.reminders.send({ caseRef: ref, asked: [{ adviser: ADVISERS[0], occurrence: 'j5' }, { adviser: ADVISERS[1], occurrence: 'j6' }], by: CASEWORKER, on: asDay('2025-12-01'), at: noon('2025-12-01') });
  const reminded = await Promise.all([sending(), sending()]);
  expect(reminded.map((advisers) => advisers.length).sort()).toEqual([0, 2]);
  expect(await valueOf(world.database, `SELECT count(*)::int AS value FROM notification WHERE record_ref = $1`, [ref])).toBe(2);
  expect(await valueOf(world.database, `SELECT position AS value FROM case_record WHERE ref = $1`, [ref])).toBe(13);
  const { rows } = await world.database.pool.query<{ previous: string; hash: string }>('SELECT previous_hash AS previous, hash FROM journal_entry WHERE record_ref = $1 ORDER BY position', [ref]);
  expect(rows.slice(1).every(({ previous }, i) => previous === rows[i]?.hash)).toBe(true);
  await record(activitiesOf(world), ref, told('advice-received', '2025-12-02', { adviser: ADVISERS[0] })); // and facts go on behind them
});

test('kept views: one of a name, only so many, and nobody else’s', async () => {
  const [mine, theirs] = [await person(), await person()];
  const keep = (staff: string, name: string, view = 'late') => world.reads.filters.keep({ staff, name, query: { view }, at: noon('2025-12-01'), most: 2 });
  expect([await keep(mine, 'A'), await keep(mine, 'B'), await keep(mine, 'C'), await keep(mine, 'A', 'all'), await keep(theirs, 'A')]).toEqual([true, true, false, true, true]);
  expect(await world.reads.filters.of(mine)).toEqual([{ name: 'A', query: { view: 'all' } }, { name: 'B', query: { view: 'late' } }]);
  expect(await world.reads.filters.rename({ staff: mine, from: 'A', to: 'B' })).toBe(false);
  expect(await world.reads.filters.rename({ staff: mine, from: 'A', to: 'C' })).toBe(true);
  await world.reads.filters.remove(mine, 'B');
  expect((await world.reads.filters.of(mine)).map(({ name }) => name)).toEqual(['C']);
  expect(await world.reads.filters.of(theirs)).toHaveLength(1);
});
