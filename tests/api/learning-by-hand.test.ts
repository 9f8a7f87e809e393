import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomFrom } from '../../domain/chance.js';
import { keptAudits, type KeptAudit } from '../support/kept-audits.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer, Browser } from './support/browser.js';
import { refOf, type Account } from './support/council.js';
import { planBroughtIn } from './support/plans-in.js';

/**
 * The learning report against a slow count of the rows themselves, over a small council whose audits are handed in around midnight of quarters' edges, begun
 * and left, taken back, marked twice, moderated and audited again. Today is 15 January 2027.
 */

let app: TestApp;
let [lead, director]: Browser[] = [];
let plans: string[];
beforeAll(async () => {
  app = await startTestApp({ now: '2027-01-15T09:00:00Z' });
  [lead, director] = await Promise.all((['qa-lead', 'director'] as const).map((one) => app.signedIn(one)));
  const officer = await app.signedIn('data-officer');
  plans = [];
  for (let i = 0; i < 3; i += 1) plans.push(await planBroughtIn(officer, { 'Plan made': '2026-01-12' }));
  await app.database.pool.query('UPDATE case_record SET owner_ref = $2 WHERE ref = $1', [plans[1], refOf('colleague')]);
  await keptAudits(app.database.pool, council());
});
afterAll(() => app.close());

const by = (who: Browser | undefined): Browser => who ?? expect.fail('nobody signed in');
const ok = (answer: Answer): Answer => (expect(answer.status, answer.text).toBeLessThan(300), answer);
type Cell = Readonly<{ value: number | null; of: number | null; percent: number | null; opens: boolean }>;
type Table = Readonly<{ id: string; columns: string[]; rows: { id: string; cells: Cell[] }[]; notes: { code: string; count: number }[] }>;
const report = async (path: string, who = lead): Promise<readonly Table[]> => ok(await by(who).get(`/api/audits/${path}`)).body['tables'] as Table[];
const tableOf = (tables: readonly Table[], id: string): Table => tables.find((one) => one.id === id) ?? expect.fail(`no ${id}`);
const valuesOf = ({ columns, rows }: Table): Record<string, Record<string, number | null>> => Object.fromEntries(rows.map(({ id, cells }) => [id, Object.fromEntries(cells.map(({ value }, i) => [columns[i] ?? '', value]))]));

/** Instants around the edges of quarters as London's clocks have them: British Summer Time runs to 25 October. */
const EDGES = [
  '2026-03-31T22:59:59.999Z', '2026-03-31T23:00:00.000Z', '2026-06-30T22:59:59.999Z', '2026-06-30T23:00:00.000Z', '2026-09-30T22:59:59.999Z', '2026-09-30T23:00:00.000Z', '2026-12-31T23:59:59.999Z',
  '2027-01-01T00:00:00.000Z', '2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z', '2026-11-11T12:00:00.000Z', '2026-08-03T08:00:00.000Z',
];
function council(): readonly KeptAudit[] {
  const random = randomFrom('a small council');
  const not = () => Object.fromEntries((['f-specified', 'f-quantified', 'e-smart', 'a-child-views'] as const).flatMap((id) => (random.chance(0.4) ? [[id, random.pick(['not-met', 'partly-met'] as const)]] : [])));
  const refs: string[] = [];
  return Array.from({ length: 90 }, (_, i): KeptAudit => {
    const ref = `U-H${String(i).padStart(3, '0')}0000`;
    const at = EDGES[i % EDGES.length] ?? '';
    const why = i < 12 ? 'sample' : random.pick(['sample', 'sample', 'sample', 're-audit', 'double', 're-mark', 'asked'] as const);
    const found = not();
    const stage = random.pick(['audited', 'audited', 'improving', 'agreeing', 'withdrawn', 'marking'] as const);
    const isAgreed = (stage === 'audited' || stage === 'improving') && why !== 'double' && why !== 're-mark';
    const audit: KeptAudit = {
      ref, of: random.pick(plans), auditor: why === 'double' ? refOf('other-auditor') : refOf('auditor'), on: at.slice(0, 10), at: stage === 'marking' ? null : at, stage, why, after: why === 'sample' || why === 'asked' ? null : random.pick(refs), not: found,
      need: random.pick(['ASD', 'SEMH']), moderated: isAgreed && random.chance(0.3) ? not() : null, findings: isAgreed ? Object.keys(found).map((criterion) => ({ criterion, theme: random.pick(['provision', 'outcomes'] as const) })) : [],
      action: isAgreed && Object.keys(found).length > 0 && random.chance(0.6) ? { owner: random.pick([refOf('caseworker'), refOf('team-manager')]), dueOn: random.pick(['2026-09-30', '2026-12-31', '2027-01-01']), doneOn: random.pick([null, '2026-12-31', '2027-01-01']) } : null,
    };
    refs.push(ref);
    return audit;
  });
}

const london = (at: number): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(at));
type Row = Readonly<{ ref: string; why: string; after: string | null; stage: string; need: string; part: string; at: number; grade: string; answers: Record<string, { answer: string }> }>;
const QUARTERS: Readonly<Record<string, readonly [string, string]>> = { '2026-Q1': ['2026-01-01', '2026-03-31'], '2026-Q2': ['2026-04-01', '2026-06-30'], '2026-Q3': ['2026-07-01', '2026-09-30'], '2026-Q4': ['2026-10-01', '2026-12-31'], '2027-Q1': ['2027-01-01', '2027-01-15'] };

test.each(Object.entries(QUARTERS).slice(1))('%s: markings, grades, criteria, findings, actions and re-audits are as counted one by one from the rows', async (quarter, [from, to]) => {
  const { rows } = await app.database.pool.query<Row>(`SELECT a.ref, a.why, a.after_ref AS after, r.stage, a.traits->>'primary-need' AS need, m.part, (extract(epoch FROM m.handed_in_at) * 1000)::float AS at, m.grade, m.answers FROM audit a JOIN case_record r ON r.ref = a.ref JOIN audit_marking m ON m.audit_ref = a.ref WHERE m.handed_in_at IS NOT NULL`);
  const stands = rows.filter(({ stage }) => stage !== 'withdrawn').map((row) => ({ ...row, on: london(row.at) }));
  const own = stands.filter(({ part, on }) => part === 'own' && on <= to);
  const asLeft = own.map((one) => stands.find(({ ref, part, on }) => ref === one.ref && part === 'moderated' && on <= to) ?? one);
  const inIt = asLeft.filter(({ on }) => on >= from);
  const drawn = inIt.filter(({ why }) => why === 'sample');
  const many = <T>(list: readonly T[], is: (one: T) => boolean): number => list.filter(is).length;
  const tables = await report(`learning?quarter=${quarter}`);

  const summary = valuesOf(tableOf(tables, 'summary'));
  const why = { drawn: 'sample', 're-audit': 're-audit', double: 'double', 're-mark': 're-mark', asked: 'asked' };
  for (const [row, code] of Object.entries(why)) expect(summary[row]?.['now'], row).toBe(many(inIt, (one) => one.why === code));
  expect(summary['all']?.['now']).toBe(inIt.length);
  const [before] = Object.entries(QUARTERS).filter(([id]) => id < quarter).slice(-1).map(([, days]) => days);
  expect(summary['all']?.['before']).toBe(many(own, ({ on }) => on >= (before?.[0] ?? '') && on <= (before?.[1] ?? '')));

  const graded = valuesOf(tableOf(tables, 'grades'))[`plan/0/-/${quarter}`];
  for (const grade of ['outstanding', 'good', 'requires-improvement', 'inadequate']) expect(graded?.[grade] ?? 0, grade).toBe(many(drawn, (one) => one.grade === grade));
  expect(graded?.['good-or-better'] ?? 0).toBe(many(drawn, ({ grade }) => grade === 'good' || grade === 'outstanding'));
  const needs = valuesOf(tableOf(tables, 'by-primary-need'));
  for (const need of ['ASD', 'SEMH']) expect(needs[`plan/0/-/${need}`]?.['audits'] ?? 0, need).toBe(many(drawn, (one) => one.need === need));
  const criteria = valuesOf(tableOf(tables, 'criteria'));
  for (const id of ['f-specified', 'f-quantified', 'e-smart', 'a-child-views'])
    for (const answer of ['not-met', 'partly-met']) expect(criteria[`plan/${id}`]?.[answer] ?? 0, `${id} ${answer}`).toBe(many(drawn, ({ answers }) => answers[id]?.answer === answer));

  const findings = (await app.database.pool.query<{ audit: string; theme: string; at: number }>('SELECT audit_ref AS audit, theme, (extract(epoch FROM agreed_at) * 1000)::float AS at FROM audit_finding')).rows.filter(({ audit, at }) => london(at) >= from && london(at) <= to && rows.some(({ ref, stage }) => ref === audit && stage !== 'withdrawn'));
  expect(summary['findings']?.['now']).toBe(findings.length);
  const themes = valuesOf(tableOf(tables, 'themes'));
  for (const theme of ['provision', 'outcomes']) expect([themes[`${theme}/casework`]?.['findings'] ?? 0, themes[`${theme}/casework`]?.['audits'] ?? 0], theme).toEqual([many(findings, (one) => one.theme === theme), new Set(findings.filter((one) => one.theme === theme).map(({ audit }) => audit)).size]);

  const actions = (await app.database.pool.query<{ set: number; due: string; done: string | null; owner: string }>(`SELECT (extract(epoch FROM set_at) * 1000)::float AS set, due_on::text AS due, done_on::text AS done, owner_ref AS owner FROM audit_action`)).rows.filter(({ set }) => london(set) <= to).map((one) => ({ ...one, done: one.done !== null && one.done <= to ? one.done : null }));
  const standing = { open: many(actions, ({ done, due }) => done === null && due >= to), overdue: many(actions, ({ done, due }) => done === null && due < to), done: many(actions, ({ done }) => done !== null) };
  expect(valuesOf(tableOf(tables, 'actions'))['all'] ?? { open: 0, overdue: 0, done: 0 }).toMatchObject(standing);
  for (const owner of ['caseworker', 'team-manager'] as const) {
    const mine = actions.filter((one) => one.owner === refOf(owner));
    if (mine.length > 0) expect(valuesOf(tableOf(tables, 'actions'))[refOf(owner)]).toMatchObject({ open: many(mine, ({ done, due }) => done === null && due >= to), overdue: many(mine, ({ done, due }) => done === null && due < to) });
  }
  expect([summary['actions-open']?.['now'], summary['actions-overdue']?.['now'], summary['actions-done']?.['now']]).toEqual([standing.open, standing.overdue, many(actions, ({ done }) => done !== null && done >= from)]);

  const again = inIt.filter((one) => one.why === 're-audit').flatMap((after) => asLeft.filter(({ ref }) => ref === after.after).map((first) => `${first.grade} ${after.grade}`));
  const matrix = tableOf(tables, 're-audits');
  expect(matrix.rows.flatMap(({ id, cells }) => matrix.columns.slice(1).flatMap((after, i) => Array.from({ length: cells[i + 1]?.value ?? 0 }, () => `${id} ${after}`))).sort()).toEqual(again.sort());
});

test('every count of audits opens as many as it says', async () => {
  const counted = new Set(['grades', 'by-primary-need', 'by-setting', 'by-service', 're-audits', 'criteria', 'exemplars']);
  for (const { id, columns, rows } of await report('learning?quarter=2026-Q4', director))
    for (const row of rows.slice(0, 3))
      for (const [i, { value, opens }] of row.cells.entries()) {
        if (!counted.has(id) || !opens || columns[i] === 'score') continue;
        const found = ok(await by(director).get(`/api/audits/learning/audits?${new URLSearchParams({ period: '2026-Q4', table: id, row: row.id, column: columns[i] ?? '' }).toString()}`)).body;
        expect([found['total'], (found['items'] as object[]).length], `${id}/${row.id}/${columns[i] ?? ''}`).toEqual([value, value]);
      }
});

test('a learning point stands in an earlier report as it was said then, also once it was said anew or withdrawn', async () => {
  const words = async (quarter: string): Promise<readonly string[]> => ((await report(`learning?quarter=${quarter}`)).find(({ id }) => id === 'points') as unknown as { rows: { name: { kind: string; text?: string }[] }[] }).rows.flatMap(({ name }) => name.flatMap(({ text }) => text ?? []));
  const keep = `INSERT INTO learning_point (ref, number, theme, service, words, training_on, withdrawn, made_by, made_at) VALUES ('G-P01NT000', $1, 'provision', 'casework', $2, NULL, $3, $4, $5)`;
  for (const version of [[1, 'Say who.', false, '2026-05-04T09:00:00Z'], [2, 'Say who and how long.', false, '2026-09-30T23:00:00Z'], [3, 'Say who and how long.', true, '2027-01-04T09:00:00Z']] as const) await app.database.pool.query(keep, [version[0], version[1], version[2], refOf('qa-lead'), version[3]]);
  expect(await words('2026-Q1')).toEqual([]);
  expect(await words('2026-Q3')).toEqual(['Say who.']); // at the stroke of October it was said anew
  expect(await words('2026-Q4')).toEqual(['Say who and how long.']);
  expect(await words('2027-Q1')).toEqual([]);
});

test('what families said is the quarter’s, and on a board’s page the three months’ to its end', async () => {
  const ask = async (n: number, on: string): Promise<void> => {
    await app.database.pool.query(`INSERT INTO feedback_request (ref, record_ref, position, party, setting_ref, plan, sent_on, team_ref, asked_on, asked_at) VALUES ($1, $2, $3, 'family', NULL, 'final', $4::text::date, 'team-north', $4::text::date, $4::text::timestamptz)`, [`Z-${n}`, plans[0], n, on]);
    await app.database.pool.query(`INSERT INTO feedback_answer (ref, request_ref, by_kind, by_ref, marks, went_well, better, answered_on, answered_at) VALUES ($1, $2, 'person', $1, $3, '', '', $4::text::date, $4::text::timestamptz)`, [`R-${n}`, `Z-${n}`, JSON.stringify({ overall: n % 2 === 1 ? 'agree' : 'disagree' }), on]);
  };
  const days = [...Array.from({ length: 7 }, () => '2026-10-12'), ...Array.from({ length: 6 }, () => '2026-11-12'), ...Array.from({ length: 2 }, () => '2026-12-14')];
  for (const [i, on] of days.entries()) await ask(i + 1, on);
  const said = async (path: string) => tableOf(await report(path), 'feedback').rows.map(({ cells: [cell] }) => `${String(cell?.value)} of ${String(cell?.of)}`);
  expect(await said('learning?quarter=2026-Q4')).toEqual(['8 of 15']); // what nobody answered has no row
  const boards = ['2026-09', '2026-10', '2026-11', '2026-12', '2027-01'];
  expect(await Promise.all(boards.map(async (month) => said(`board?month=${month}`)))).toEqual([[], ['4 of 7'], ['7 of 13'], ['8 of 15'], ['4 of 8']]);
});

test('officers’ grades are of what they wrote: advice on their cases is its adviser’s', async () => {
  const officers = async (who: Account) => (ok(await (await app.signedIn(who)).get('/api/audits/officers')).body['grades'] as { kind: string; officer: string; of: number }[]).map(({ kind, officer }) => [kind, officer]);
  await keptAudits(app.database.pool, [{ ref: 'U-ADV1CE00', of: plans[0] ?? '', auditor: refOf('auditor'), on: '2026-11-20', advice: { role: 'health' } }]);
  expect(await officers('caseworker')).toEqual([['plan', refOf('caseworker')]]);
  expect((await officers('team-manager')).sort()).toEqual([['plan', refOf('caseworker')], ['plan', refOf('colleague')]]);
});

test('a manager reads no officer’s grade of a record that is closed to them; the officer, who is named on it, does', async () => {
  const audits = async (who: Account) => (ok(await (await app.signedIn(who)).get('/api/audits/officers')).body['grades'] as { kind: string; officer: string; of: number; audits: string[] }[]).find(({ officer }) => officer === refOf('caseworker'))?.audits ?? [];
  const closed = (await app.database.pool.query<{ ref: string }>('SELECT ref FROM audit WHERE of_ref = $1', [plans[2]])).rows.map(({ ref }) => ref);
  const before = await audits('team-manager');
  expect(before.filter((ref) => closed.includes(ref)).length).toBeGreaterThan(0);
  await app.database.pool.query('UPDATE case_record SET restricted = true WHERE ref = $1', [plans[2]]);
  await app.database.pool.query('INSERT INTO record_access (record_ref, staff_ref) VALUES ($1, $2)', [plans[2], refOf('caseworker')]);
  expect([await audits('team-manager'), await audits('caseworker')]).toEqual([before.filter((ref) => !closed.includes(ref)), before]);
  await app.database.pool.query('DELETE FROM record_access WHERE record_ref = $1', [plans[2]]);
  await app.database.pool.query('UPDATE case_record SET restricted = false WHERE ref = $1', [plans[2]]);
});

test('whoever has still to mark the same, blind, finds no report counting what the other found, and is told so', async () => {
  const first: KeptAudit = { ref: 'U-F1RST000', of: plans[2] ?? '', auditor: refOf('auditor'), on: '2026-12-18', stage: 'awaiting-second', need: 'HI', not: { 'f-until': 'not-met' } };
  await keptAudits(app.database.pool, [first, { ...first, ref: 'U-SEC0ND00', auditor: refOf('qa-lead'), at: null, stage: 'marking', why: 'double', after: first.ref }]);
  const seen = async (who: Browser | undefined, path: string) => {
    const tables = await report(path, who);
    return [JSON.stringify(tables).includes('plan/0/-/HI'), JSON.stringify(tables).includes('plan/f-until'), tableOf(tables, 'summary').notes];
  };
  expect(await seen(director, 'learning?quarter=2026-Q4')).toEqual([true, true, []]);
  expect(await seen(lead, 'learning?quarter=2026-Q4')).toEqual([false, false, [{ code: 'still-blind', count: 1 }]]);
  const of = new URLSearchParams({ period: '2026-Q4', table: 'by-primary-need', row: 'plan/0/-/HI', column: 'audits' }).toString();
  expect([(await by(lead).get(`/api/audits/learning/audits?${of}`)).status, (await by(director).get(`/api/audits/learning/audits?${of}`)).body['total']]).toEqual([404, 1]);
  expect((await seen(lead, 'board?month=2026-12'))[2]).toEqual([{ code: 'still-blind', count: 1 }]);
});
