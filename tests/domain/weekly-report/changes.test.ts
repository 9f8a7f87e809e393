import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changesOf } from '../../../domain/weekly-report/changes.js';
import { figures, items } from './support.js';

const name = (table: string, row: string): string => `${table}: ${row}`;
const open = (n: number, days = 10) => items({ block: 'open', stage: 'assessing', days }, n);
const flow = (way: 'new' | 'brought-in' | 'reopened' | 'plan-issued' | 'refused' | 'withdrawn', n: number) => items({ block: 'flow', way }, n);
const sent = (outcome: 'in-time' | 'late', n: number) => items({ block: 'done', code: 'issue-final-plan', role: null, week: 0, inYear: true, outcome, took: 130, excepted: false, stood: null }, n);
const late = (role: 'health' | 'educational-psychology', n: number) => items({ block: 'owed', code: 'give-advice', role, kind: 'statutory', days: 9, excused: false }, n);

test('the first report, and nothing in it', () => {
  expect(changesOf(figures(), null, name)).toEqual([
    '0 assessments are open, as many as a week before: none came in and none left.',
    'None of them has waited more than 20 weeks; no final plan was sent in the week.',
    'This is the first report, so there is none to compare with; no work is late.',
  ]);
});

test('counts of one are said as one', () => {
  const now = figures(open(1, 200), flow('new', 1), sent('in-time', 1), flow('plan-issued', 1), late('health', 1));
  expect(changesOf(now, figures(late('health', 3)), name)).toEqual([
    '1 assessment is open, as many as a week before: 1 came in and 1 left (1 with a final plan).',
    '1 of them has waited more than 20 weeks, 1 more than in the report before; the 1 final plan sent in the week was in time.',
    'The largest change in late work is in “advice: health”: 1 is late, down from 3; of the other counts 0 rose and 0 fell.',
  ]);
});

test('a week with everything in it', () => {
  const now = figures(open(40), open(12, 150), flow('new', 9), flow('brought-in', 2), flow('reopened', 1), flow('plan-issued', 4), flow('refused', 2), flow('withdrawn', 1), sent('in-time', 1), sent('late', 3), late('health', 5), late('educational-psychology', 7));
  const before = figures(open(47), open(8, 150), late('health', 2), late('educational-psychology', 9));
  expect(changesOf(now, before, name)).toEqual([
    '52 assessments are open, 5 more than a week before: 12 came in (2 brought in from elsewhere, 1 opened again) and 7 left (4 with a final plan, 2 refused, 1 withdrawn or ended).',
    '12 of them have waited more than 20 weeks, 4 more than in the report before; of the 4 final plans sent in the week 1 was in time.',
    'The largest change in late work is in “advice: health”: 5 are late, up from 2; of the other counts 0 rose and 1 fell.',
  ]);
});

test('nothing changed; and of two changes alike the rise is told', () => {
  const now = figures(open(3), late('health', 2), late('educational-psychology', 4));
  expect(changesOf(now, now, name)[2]).toBe('No count of late work changed.');
  expect(changesOf(now, figures(late('health', 4), late('educational-psychology', 2)), name)[2]).toContain('“advice: educational-psychology”: 4 are late, up from 2');
});

test('the same figures give the same three sentences, each whole', () => {
  const some = fc.tuple(fc.nat(60), fc.nat(30), fc.nat(9), fc.nat(9), fc.nat(5), fc.nat(20)).map(([a, b, c, d, e, f]) => figures(open(a), open(b, 180), flow('new', c), flow('refused', d), sent('late', e), late('health', f)));
  fc.assert(
    fc.property(some, some, (now, before) => {
      const said = changesOf(now, before, name);
      expect(changesOf(now, before, name)).toEqual(said);
      for (const sentence of said) {
        expect(sentence).toMatch(/^[0-9A-Z].*\.$/);
        expect(sentence).not.toMatch(/null|undefined|NaN|-\d|\b1 (assessments|plans|are|have)\b/);
      }
    }),
    { numRuns: 40 },
  );
});
