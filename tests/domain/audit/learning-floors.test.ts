import { expect, test } from 'vitest';
import { PLAN_FRAMEWORK } from '../../../domain/audit/default-frameworks/plan.js';
import { learningReport, quarterPeriod, type LearningInput } from '../../../domain/audit/learning-report.js';
import type { LearningTable } from '../../../domain/audit/learning/cells.js';
import type { Marked } from '../../../domain/audit/marked.js';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { isoQuarter } from '../../../domain/dates/quarter.js';
import { action, finding, marking, VERSIONS } from './marked-support.js';

/** What the report may say of few, of whom its figures are, and that a figure opens to what it counts. */

const EMPTY: LearningInput = { versions: VERSIONS, marked: [], moderated: [], findings: [], actions: [], agreed: [], judged: [], points: [], panels: [], feedback: [] };
const tableOf = (input: Partial<LearningInput>, id: string, quarter = '2026-Q4'): LearningTable =>
  learningReport({ ...EMPTY, ...input }, { period: quarterPeriod(isoQuarter(quarter)), today: isoDate('2026-12-31'), auditors: true }).find((table) => table.id === id) ?? expect.fail(id);
const many = (count: number, name: string, of: Parameters<typeof marking>[1] = {}): readonly Marked[] => Array.from({ length: count }, (_, i) => marking(`${name}${i}`, { on: '2026-10-10', ...of }));
const cellsOf = (table: LearningTable, column: string) => table.rows.map(({ cells }) => cells[table.columns.indexOf(column)] ?? expect.fail(column));

test('a mean is not told of nine, of whatever the table is; of ten it is, with its interval', () => {
  const nine = many(9, 'a', { answers: 'mpm', traits: { 'primary-need': 'SEMH' } });
  for (const id of ['grades', 'sections', 'by-primary-need', 'by-service']) expect(cellsOf(tableOf({ marked: nine }, id), 'score').every(({ value, audits }) => value === null && audits.length === 0), id).toBe(true);
  expect(cellsOf(tableOf({ marked: [...nine, marking('z', { on: '2026-10-10' })] }, 'grades'), 'score')).toMatchObject([{ value: 88.8, range: { from: 85.9, to: 91.6 } }]); // nine of 87.5, one of 100: 88.75, 1.25 times 2.262
  const marked = [marking('src', { on: '2026-09-01', answers: 'npm' }), ...many(9, 'b', { on: '2026-09-10' }), ...many(10, 'c', { on: '2026-11-10', answers: 'pmm' })];
  const effects = tableOf({ marked, findings: [finding('src', 'c1', { on: '2026-09-20' })], actions: [action('src', { set: '2026-09-20', done: '2026-10-01' })] }, 'effects');
  expect([cellsOf(effects, 'score-before'), cellsOf(effects, 'score-after')]).toMatchObject([[{ value: null }], [{ value: 50 }]]);
});

test('one pair of forty answers each is one witness: how many were alike is counted, and no percentage made of it until there are ten', () => {
  const version = { ref: 'fw-0', number: 0, framework: PLAN_FRAMEWORK };
  const all = Object.fromEntries(PLAN_FRAMEWORK.criteria.map(({ id }) => [id, 'met' as const]));
  const pairs = (count: number): readonly Marked[] => Array.from({ length: count }, (_, i) => [`a${i}`, `b${i}`] as const).flatMap(([one, other]) => {
    const base = { ...marking(one, { on: '2026-10-10' }), framework: { kind: 'plan' as const, number: 0 }, answers: all };
    return [base, { ...base, audit: other, why: 'double' as const, of: one, auditor: 'aud-2', answers: { ...all, 'f-who': 'not-met' as const } }];
  });
  const alike = (count: number) => cellsOf(tableOf({ versions: [version], marked: pairs(count) }, 'agreement'), 'alike')[0];
  expect(alike(1)).toMatchObject({ value: 39, of: 40, percent: null, range: null });
  expect(alike(9)).toMatchObject({ value: 351, of: 360, percent: null });
  expect(alike(10)).toMatchObject({ value: 390, of: 400, percent: 97.5, range: null });
});

test('a pair is of the year in which both markings were there, as it is of the quarter', () => {
  // the colleague marked before the year began; the first, the day it began
  const marked = [marking('a', { on: '2026-01-01' }), marking('b', { on: '2025-12-20', why: 'double', of: 'a', auditor: 'aud-2' })];
  expect(tableOf({ marked }, 'agreement').rows.map(({ id, cells }) => [id, cells[0]?.value])).toEqual([['plan/overall', 1], ['plan/2026-Q1', 1]]);
});

test('the share of audits in which something was found for a service is of those whose findings are agreed', () => {
  const marked = [...many(4, 'agreed', { service: 'casework' }), ...many(6, 'open', { service: 'casework' })];
  const agreed = [0, 1, 2, 3].map((i) => ({ audit: `agreed${i}`, on: isoDate('2026-10-20') }));
  const findings = [0, 1, 2].map((i) => finding(`agreed${i}`, 'c1', { service: 'casework' }));
  expect(cellsOf(tableOf({ marked, findings, agreed }, 'services'), 'own')).toMatchObject([{ value: 3, of: 4 }]); // nobody has looked for findings in the other six yet
  // marked in the quarter before, agreed in this: of this quarter, whatever it found
  const late = marking('late', { on: '2026-09-29', service: 'casework' });
  expect(cellsOf(tableOf({ marked: [...marked, late], findings, agreed: [...agreed, { audit: 'late', on: isoDate('2026-10-02') }] }, 'services'), 'own')).toMatchObject([{ value: 3, of: 5 }]);
});

test('so many of so many opens the many it says, not all it is a part of', () => {
  const marked = [marking('src', { on: '2026-09-01', answers: 'npm', service: 'casework' }), ...many(3, 'b', { on: '2026-09-10', answers: 'nmm', service: 'casework' }), ...many(2, 'c', { on: '2026-09-10', service: 'casework' }), ...many(4, 'd', { on: '2026-11-10', service: 'casework' }), marking('e', { on: '2026-11-10', answers: 'nmm', service: 'casework' })];
  const findings = [finding('src', 'c1', { on: '2026-09-20', theme: 'provision', service: 'casework' }), finding('b0', 'c1', { on: '2026-09-20', theme: 'provision', service: 'casework' }), finding('e', 'c1', { on: '2026-11-20', theme: 'provision', service: 'casework' })];
  const agreed = marked.map(({ audit, markedOn }) => ({ audit, on: markedOn }));
  const points = [{ ref: 'G-1', theme: 'provision' as const, service: 'casework' as const, words: 'Say how much.', trainingOn: isoDate('2026-10-01'), saidOn: isoDate('2026-09-20') }];
  const input = { marked, findings, agreed, points, actions: [action('src', { set: '2026-09-20', done: '2026-10-01' })] };
  const effects = tableOf(input, 'effects');
  expect([cellsOf(effects, 'before'), cellsOf(effects, 'after')]).toMatchObject([[{ value: 2, of: 5, audits: ['c0', 'c1'] }], [{ value: 4, of: 5, audits: ['d0', 'd1', 'd2', 'd3'] }]]);
  const told = tableOf(input, 'points');
  expect([cellsOf(told, 'before'), cellsOf(told, 'after')]).toMatchObject([[{ value: 2, of: 6, audits: ['b0', 'src'] }], [{ value: 1, of: 5, audits: ['e'] }]]);
  for (const table of learningReport({ ...EMPTY, ...input }, { period: quarterPeriod(isoQuarter('2026-Q4')), today: isoDate('2026-12-31'), auditors: true }))
    for (const { id, cells } of table.rows) for (const { of, value, audits } of cells) if (of !== null && table.id !== 'rules' && !table.id.startsWith('agreement') && table.id !== 'auditors') expect(audits, `${table.id}/${id}`).toHaveLength(value ?? 0);
});
