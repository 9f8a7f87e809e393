import { describe, expect, test } from 'vitest';
import { clock } from '../../../domain/clock.js';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { listedUntil } from '../../../domain/review/term-list.js';
import type { Term } from '../../../domain/settings.js';
import { answered } from '../support/answered.js';

/** Which reviews a term's list holds, and so on which plans its sending is owed: SEND Code of Practice 9.165, law.md R4, D31. */

const SPRING = { term: 'spring-2027', startsOn: '2027-01-04', endsOn: '2027-03-25' };
const SUMMER = { term: 'summer-2027', startsOn: '2027-04-12', endsOn: '2027-07-21' };
const termOf = (term: Readonly<{ term: string; startsOn: string; endsOn: string }>): Term => ({ term: term.term, startsOn: isoDate(term.startsOn), endsOn: isoDate(term.endsOn) });

test('a list holds reviews due to the day before the next term; to the term’s last where that is not known; without an end nobody can say', () => {
  const [spring, summer] = [termOf(SPRING), termOf(SUMMER)];
  expect(listedUntil(spring, [summer, spring])).toBe('2027-04-11');
  expect(listedUntil(summer, [spring, summer])).toBe('2027-07-21');
  expect(listedUntil(spring, [spring, { term: 'spring-2028', startsOn: isoDate('2028-01-04') }])).toBe('2027-03-25'); // terms between are not known
  expect(listedUntil({ term: 'spring-2027', startsOn: spring.startsOn }, [])).toBeNull();
});

describe('the list is owed on', () => {
  const owed = (facts: readonly object[], terms: readonly object[] = [SPRING, SUMMER]) =>
    answered(clock({ today: '2026-12-01', facts, calendar: { terms } })).duties.filter(({ code }) => code === 'send-review-list').map(({ subject, dueOn, outcome }) => `${subject ?? ''} ${dueOn} ${outcome}`);
  const made = (on: string) => ({ type: 'plan-made', on });
  const [spring, summer] = ['spring-2027 2026-12-20', 'summer-2027 2027-03-28'];

  test.each([
    ['a review due on the last day before the next term', [made('2026-04-12')], [`${spring} pending`, `${summer} pending`]],
    ['one due on the first day of the next term: on that term’s', [made('2026-04-13')], [`${spring} not-owed`, `${summer} pending`]],
    ['one that is overdue', [made('2025-01-06')], [`${spring} pending`, `${summer} pending`]],
    ['none where it was decided before: the next is a year on', [made('2026-02-02'), { type: 'review-meeting-held', on: '2026-11-02' }, { type: 'review-decision-sent', on: '2026-11-20', decision: 'keep' }], [`${spring} not-owed`, `${summer} not-owed`]],
    ['none where somebody has met', [made('2026-02-02'), { type: 'review-meeting-held', on: '2026-11-20' }], [`${spring} not-owed`, `${summer} not-owed`]],
    ['a move to another phase, by its last safe meeting', [made('2026-11-02'), { type: 'phase-transfer-expected', kind: 'secondary-post16', transferOn: '2027-09-01', on: '2026-11-10' }], [`${spring} pending`, `${summer} pending`]],
    ['a plan that moved in, by three months of the move', [made('2025-12-20'), { type: 'plan-transferred', from: '882', on: '2026-11-02' }], [`${spring} pending`, `${summer} pending`]],
  ])('%s', (_what, facts, expected) => {
    expect(owed(facts)).toEqual(expected);
  });

  test('any plan, where nobody has said when the term ends (D31)', () => {
    expect(owed([made('2026-11-02')], [{ term: 'spring-2027', startsOn: '2027-01-04' }])).toEqual([`${spring} pending`]);
  });
});

test('a term that ends before it begins is refused by name', () => {
  const answer = clock({ today: '2026-12-01', facts: [], calendar: { terms: [{ ...SPRING, endsOn: '2026-12-20' }] } });
  expect(answer.ok ? [] : answer.problems.map(({ path, message }) => `${path} ${message}`)).toEqual(['calendar.terms[0].endsOn must be after the first day of the term']);
});
