import { expect, test } from 'vitest';
import { redItems, standingOf } from '../../../domain/weekly-report/rag.js';
import type { Table } from '../../../domain/weekly-report/cells.js';
import type { Stage } from '../../../domain/stages.js';
import { figures, items } from './support.js';

const standing = (tables: readonly Table[], table: string, row: string) => {
  const found = tables.find(({ id }) => id === table);
  const one = found?.rows.find(({ id }) => id === row);
  return found === undefined || one === undefined ? undefined : standingOf(found, one)?.rag;
};
const open = (stage: Stage, days: number) => figures(items({ block: 'open', stage, days }));

// needs.md section 5: amber 14 days before a limit with its predecessor missing, red past it, black over 30 weeks
test.each([
  ['considering', 27, 'green'], ['considering', 28, 'amber'], ['considering', 42, 'amber'], ['considering', 43, 'red'], ['considering', 210, 'red'], ['considering', 211, 'black'],
  ['assessing', 97, 'green'], ['assessing', 98, 'amber'], ['assessing', 112, 'amber'], ['assessing', 113, 'red'],
  ['deciding-to-issue', 112, 'green'], ['deciding-to-issue', 113, 'red'],
  ['drafting', 125, 'green'], ['drafting', 126, 'amber'], ['drafting', 140, 'amber'], ['drafting', 141, 'red'],
  ['finalising', 140, 'green'], ['finalising', 141, 'red'], ['finalising', 365, 'black'],
] as const)('an assessment at %s after %i days is %s', (stage, days, rag) => {
  expect(standing(open(stage, days), 'limits', stage)).toBe(rag);
});

test.each([[-8, 'green'], [-7, 'amber'], [0, 'amber'], [1, 'red'], [28, 'red'], [29, 'black']] as const)('advice %i days after its day is %s', (days, rag) => {
  const now = figures(items({ block: 'owed', code: 'give-advice', role: 'health', kind: 'statutory', days, excused: false }));
  expect(standing(now, 'advice', 'health')).toBe(rag);
});

test('plans not amended four weeks before children move are amber, after the day red', () => {
  const moving = (days: number) => figures(items({ block: 'owed', code: 'amend-for-phase-transfer', role: null, kind: 'statutory', days, excused: false }));
  expect([standing(moving(-28), 'transfers', '2026-12-20'), standing(moving(-29), 'transfers', '2026-12-21'), standing(moving(1), 'transfers', 'passed')]).toEqual(['amber', 'green', 'red']);
});

test('what is red or black: the black first, then the most; rows of all are left out', () => {
  const advice = (role: 'health' | 'social-care', days: number, n: number) => items({ block: 'owed', code: 'give-advice', role, kind: 'statutory', days, excused: false }, n);
  const now = figures(advice('health', 3, 9), advice('social-care', 40, 2), items({ block: 'silent', reason: 'no-owner', stage: 'assessing', days: 5, first: true }, 4), items({ block: 'silent', reason: 'no-fact', stage: 'assessing', days: 50, first: true }, 30));
  expect(redItems(now).map(({ figure, rag, count }) => [figure.table, figure.row, figure.column, rag, count])).toEqual([
    ['advice', 'social-care', 'over-28', 'black', 2], ['advice', 'health', 'late', 'red', 9], ['silent', 'no-owner', 'cases', 'red', 4],
  ]);
  expect(redItems(figures())).toEqual([]);
});
