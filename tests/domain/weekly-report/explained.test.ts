import { describe, expect, test } from 'vitest';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { isIsoWeek, type IsoWeek } from '../../../domain/dates/iso-week.js';
import { accountableFor, answers, explainersOf, lacksOf, readBy, type AboutFigure } from '../../../domain/weekly-report/explained.js';
import { daysLateOf, exposureOfRed } from '../../../domain/weekly-report/exposure-of-red.js';
import type { Counted } from '../../../domain/weekly-report/items.js';
import type { ActionMark } from '../../../domain/weekly-report/actions.js';

const week = (text: string): IsoWeek => {
  if (!isIsoWeek(text)) throw new Error(text);
  return text;
};
const W10 = week('2026-W10');
const RED = { table: 'advice', row: 'health', column: 'over-28' } as const;
const action = (over: Partial<AboutFigure> = {}): AboutFigure => ({ week: W10, byOn: isoDate('2026-03-31'), figure: 'advice/health/late', marks: [], ...over });
const mark = (outcome: ActionMark['outcome'], on: string, byOn: string | null = null): ActionMark => ({ outcome, on: isoDate(on), byOn: byOn === null ? null : isoDate(byOn) });
const TODAY = isoDate('2026-03-10');

describe('who answers for a red', () => {
  test('the role the measure lies with, and whoever stands above; never the administrator', () => {
    expect(explainersOf('reviews')).toEqual(['service-manager', 'senior-manager', 'director']);
    expect(explainersOf('orders')).toEqual(['senior-manager', 'director']);
  });
  test('where nobody holds that role, the next one above owes it', () => {
    expect(accountableFor('reviews', ['director', 'service-manager', 'team-manager'])).toBe('service-manager');
    expect(accountableFor('reviews', ['director', 'team-manager'])).toBe('director');
    expect(accountableFor('advice', [])).toBe('senior-manager');
  });
  test('by the Wednesday after the Sunday', () => expect(readBy(isoDate('2026-03-08'))).toBe('2026-03-11'));
});

describe('which action answers a red', () => {
  test.each<readonly [string, Partial<AboutFigure>, boolean]>([
    ['in hand, about the same row though it was late then and is very late now', {}, true],
    ['of an earlier report and still in hand', { week: week('2026-W02') }, true],
    ['of a later report', { week: week('2026-W11') }, false],
    ['of another row', { figure: 'advice/educational-psychology/late' }, false],
    ['a row whose name begins alike', { figure: 'advice/health-visitor/late' }, false],
    ['of the whole report', { figure: null }, false],
    ['missed: its day has passed', { byOn: isoDate('2026-03-09') }, false],
    ['its last day is today', { byOn: TODAY }, true],
    ['missed, then carried over', { byOn: isoDate('2026-03-05'), marks: [mark('carried-over', '2026-03-06', '2026-04-01')] }, true],
    ['dropped', { marks: [mark('dropped', '2026-03-09')] }, false],
    ['done since this report', { marks: [mark('kept', '2026-03-10')] }, true],
    ['done, of an earlier report: yet it is red again', { week: week('2026-W09'), marks: [mark('kept', '2026-03-03')] }, false],
    ['dropped tomorrow', { marks: [mark('dropped', '2026-03-11')] }, true],
  ])('%s', (_, over, expected) => expect(answers(action(over), RED, W10, TODAY)).toBe(expected));
});

test('a red lacks a cause, an action, both or nothing', () => {
  const lacks = (written: readonly string[], actions: readonly AboutFigure[]) => lacksOf(RED, { week: W10, written: written.map((figure) => ({ figure })), actions }, TODAY);
  expect(lacks([], [])).toEqual(['cause', 'action']);
  expect(lacks(['advice/all', 'advice/health'], [])).toEqual(['action']);
  expect(lacks(['advice/all'], [action()])).toEqual(['cause']);
  expect(lacks(['advice/health'], [action()])).toEqual([]);
});

describe('what a red may cost', () => {
  const health = { block: 'owed', code: 'give-advice', role: 'health', kind: 'statutory', excused: false, team: 'east' } as const;
  const owed = (days: number, n: number): Counted => ({ ...health, days, n });
  test('days late: of what is owed since its day, of a stage since its own limit, of silence none', () => {
    expect(daysLateOf({ block: 'owed', code: 'give-advice', role: null, kind: 'statutory', days: -3, excused: false })).toBe(0);
    expect(daysLateOf({ block: 'open', stage: 'considering', days: 49 })).toBe(7); // 6 weeks
    expect(daysLateOf({ block: 'open', stage: 'finalising', days: 150 })).toBe(10); // 20 weeks
    expect(daysLateOf({ block: 'open', stage: 'reopened', days: 400 })).toBeNull(); // an order has dates of its own
    expect(daysLateOf({ block: 'silent', reason: 'no-owner', stage: 'assessing', days: 90, first: true })).toBeNull();
  });
  test('three of 77 days: from 200 pounds each to distress and lost terms; other rows and what is in time left out', () => {
    const where = { block: 'owed', is: { code: 'give-advice', role: 'health', days: { from: 1 } } } as const;
    const found = exposureOfRed([owed(77, 3), owed(-5, 9), { ...health, days: 300, n: 4, role: 'other' }], where);
    // 77 days are 11 weeks (200) and 2.53 months: 253 of distress, 0.6324 of a term at 2,400
    expect(found).toMatchObject({ cases: 3, from: 600 });
    expect(found?.months).toBeCloseTo(7.589, 2);
    expect(found?.to).toBe(Math.round(3 * ((77 / 30.4375) * 100 + (77 / 30.4375 / 4) * 2400)));
    expect(exposureOfRed([owed(-5, 9)], where)).toBeNull();
  });
});
