import { expect, test } from 'vitest';
import { isoDate } from '../../domain/dates/iso-date.js';
import { derive } from '../../domain/derive.js';
import { anyFact } from '../../domain/facts/schema.js';
import type { Fact } from '../../domain/facts/fact.js';

/** Invitations to a meeting on Tuesday 19 June 2035 are due on Monday 4 June. */
const remindedOn = (setOn: string): readonly string[] => {
  const facts = [{ type: 'plan-made', on: '2034-07-18' }, { type: 'review-date-set', on: setOn, meetingOn: '2035-06-19' }].map((fact, i) => ({ ...anyFact.parse(fact), id: `j${i + 1}` }) as Fact);
  return derive(facts, isoDate(setOn)).agenda.flatMap(({ duty, on, rung }) => (duty === 'invite-to-review' && rung.startsWith('due') ? [`${rung} ${on}`] : [])).sort();
};

test('a meeting set weeks before: each is reminded two weeks and some days before the invitations are due', () => {
  expect(remindedOn('2035-05-01')).toEqual(['due-minus-14 2035-05-21', 'due-minus-14-setting 2035-05-21', 'due-minus-3 2035-06-01', 'due-minus-3-setting 2035-06-01']);
});

test('a meeting set late: nobody is reminded, all at once, of days that had gone before it was set', () => {
  expect(remindedOn('2035-05-25')).toEqual(['due-minus-3 2035-06-01', 'due-minus-3-setting 2035-06-01']);
  expect(remindedOn('2035-06-04')).toEqual([]);
});
