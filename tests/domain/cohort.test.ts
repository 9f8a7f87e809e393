import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordsIn, whoElse, type Fault, type Step } from '../../domain/cohort.js';
import { addDays, isoDate } from '../../domain/dates/iso-date.js';
import { faultOfRed } from '../../domain/weekly-report/fault-of-red.js';

const TODAY = isoDate('2026-03-31');
const FAULT: Fault = { duty: 'give-advice', cause: 'late-health-advice', role: 'health', setting: null, from: isoDate('2026-02-01'), to: isoDate('2026-02-28') };
const step = (over: Partial<Record<keyof Step, unknown>> = {}): Step =>
  ({ ref: 'A-1', team: 'east', subject: 'V-HEALTH', role: 'health', setting: 'T-1', dueOn: isoDate('2026-02-10'), doneOn: null, stoppedOn: null, causes: ['late-health-advice'], ...over }) as Step;
const days = (fault: Fault, one: Step) => whoElse(fault, [one], TODAY).hit[0]?.daysLate ?? null;

describe('late on a day of the fault', () => {
  // due on the day before the fault's last day, done, and still the days counted from the due date
  test.each<readonly [string, Partial<Record<keyof Step, unknown>>, number | null]>([
    ['not done: late to this day', {}, 49],
    ['done three days late', { doneOn: '2026-02-13' }, 3],
    ['done in time', { doneOn: '2026-02-10' }, null],
    ['late before the fault and done on its first day', { dueOn: '2026-01-20', doneOn: '2026-02-01' }, 12],
    ['done on the day before its first', { dueOn: '2026-01-20', doneOn: '2026-01-31' }, null],
    ['due on its last day: late only after it', { dueOn: '2026-02-28' }, null],
    ['due on the day before: late on its last day', { dueOn: '2026-02-27' }, 32],
    ['ended with its record: late until then', { stoppedOn: '2026-02-20' }, 10],
    ['ended with its record before it was late', { stoppedOn: '2026-02-09' }, null],
    ['not due yet', { dueOn: '2026-04-02' }, null],
  ])('%s', (_, over, expected) => expect(days(FAULT, step(over))).toBe(expected));

  test('a fault that goes on reaches to the day it is asked', () => {
    expect(days({ ...FAULT, to: null }, step({ dueOn: '2026-03-30' }))).toBe(1);
    expect(days({ ...FAULT, to: null }, step({ dueOn: TODAY }))).toBeNull();
  });
});

test('the planted cohort and nobody else; those without a cause stand apart; another cause, service or setting is no part of it', () => {
  const planted = [step({ ref: 'A-1' }), step({ ref: 'A-2', doneOn: '2026-02-12' }), step({ ref: 'A-2', subject: 'V-OTHER', dueOn: '2026-02-02' })];
  const others = [
    step({ ref: 'B-1', causes: [] }), step({ ref: 'B-2', causes: ['tribunal'] }), step({ ref: 'B-3', role: 'educational-psychology' }), step({ ref: 'B-4', causes: ['tribunal', 'late-health-advice'], setting: 'T-2' }),
  ];
  const found = whoElse(FAULT, [...others, ...planted], TODAY);
  expect(found.hit.map(({ step: { ref }, daysLate, isLate }) => [ref, daysLate, isLate])).toEqual([['A-2', 57, true], ['A-1', 49, true], ['B-4', 49, true], ['A-2', 2, false]]);
  expect(recordsIn(found.hit)).toBe(3);
  expect(found.unsaid.map(({ step: { ref } }) => ref)).toEqual(['B-1']);
  expect(whoElse({ ...FAULT, setting: 'T-2' }, [...others, ...planted], TODAY).hit.map(({ step: { ref } }) => ref)).toEqual(['B-4']);
  expect(whoElse({ ...FAULT, cause: null, role: null }, [...others, ...planted], TODAY)).toMatchObject({ unsaid: [], hit: { length: 7 } });
});

test('a wider fault never hits fewer, and nobody is both hit and unsaid', () => {
  const day = fc.integer({ min: 0, max: 120 }).map((n) => addDays(isoDate('2026-01-01'), n));
  const anyStep = fc.record({ ref: fc.constantFrom('A-1', 'A-2', 'A-3'), dueOn: day, doneOn: fc.option(day), stoppedOn: fc.constant(null), role: fc.constantFrom('health', null), setting: fc.constantFrom('T-1', 'T-2'), causes: fc.subarray(['late-health-advice', 'tribunal']) }).map(step);
  fc.assert(
    fc.property(fc.array(anyStep), day, fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 20 }), (steps, from, length, wider) => {
      const fault: Fault = { ...FAULT, from, to: addDays(from, length) };
      const found = whoElse(fault, steps, TODAY);
      const more = whoElse({ ...fault, role: null, from: addDays(from, -wider), to: addDays(from, length + wider) }, steps, TODAY);
      expect(found.hit.every(({ step: one }) => more.hit.some((other) => other.step === one))).toBe(true);
      expect(found.hit.some(({ step: one }) => found.unsaid.some((other) => other.step === one))).toBe(false);
    }),
  );
});

test.each([
  [{ table: 'advice', row: 'health' }, { duty: 'give-advice', role: 'health' }],
  [{ table: 'limits', row: 'assessing' }, { duty: 'decide-to-issue', role: null }],
  [{ table: 'reviews', row: 'complete-review' }, { duty: 'complete-review' }],
  [{ table: 'transfers', row: 'passed' }, { duty: 'amend-for-phase-transfer' }],
  [{ table: 'orders', row: 'order-amend' }, { duty: 'order-amend', cause: 'tribunal', from: '2026-01-05', to: '2026-03-29' }],
] as const)('the fault of red %o', (figure, expected) => expect(faultOfRed(figure, 'tribunal', isoDate('2026-03-29'))).toMatchObject(expected));

test('a case without an owner is no late step', () => expect(faultOfRed({ table: 'silent', row: 'no-owner' }, null, TODAY)).toBeNull());
