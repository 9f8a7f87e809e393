import { expect, test } from 'vitest';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { workingDays } from '../../../domain/dates/working-days.js';
import { derive } from '../../../domain/derive.js';
import { dated } from '../../../domain/facts/receipt.js';
import { daysOutOfOrder, movedInFacts, type MovedIn } from '../../../domain/plan/moved-in.js';
import { judge } from '../../../domain/sequence.js';

const day = isoDate;
const working = workingDays();
const NEVER_REVIEWED: MovedIn = { from: '331', transferredOn: day('2026-10-12'), madeOn: day('2026-06-01'), review: null };
const REVIEWED: MovedIn = { ...NEVER_REVIEWED, madeOn: day('2024-03-04'), review: { meetingOn: day('2026-01-12'), decidedOn: day('2026-02-02'), decision: 'keep', noticeOn: null, amendedOn: null } };
const AMENDMENT = { meetingOn: day('2026-01-12'), decidedOn: day('2026-02-02'), decision: 'amend', noticeOn: day('2026-02-02'), amendedOn: day('2026-03-23') } as const;
const AMENDED: MovedIn = { ...REVIEWED, review: AMENDMENT };
const factsOf = (moved: MovedIn) => movedInFacts(moved).map((fact, i) => dated(fact, `j${i + 1}`, working));

test.each([
  // By hand, D43: the family is told within six weeks of 12 October, 23 November; the review is complete by the later of the
  // three months that begin with the transfer (11 January 2027) and twelve months of the last review or the making.
  ['never reviewed', NEVER_REVIEWED, '2027-05-31'],
  ['reviewed on 2 February', REVIEWED, '2027-02-01'],
  ['amended after that review', AMENDED, '2027-02-01'],
])('a plan that moved in, %s: what regulation 15 asks', (_what, moved, reviewBy) => {
  const { duties, warnings } = derive(factsOf(moved), day('2026-10-20'));
  const owed = duties.filter(({ doneOn, outcome }) => doneOn === null && outcome === 'pending').map(({ code, dueOn }) => [code, dueOn]);
  expect(owed).toEqual(expect.arrayContaining([['tell-family-of-transfer', '2026-11-23'], ['review-after-transfer', reviewBy]]));
  expect(owed.map(([code]) => code)).not.toContain('complete-review');
  expect(warnings).toEqual([]);
});

test.each([NEVER_REVIEWED, REVIEWED, AMENDED])('its story is one the live process takes', (moved) => {
  expect(judge([], factsOf(moved), day('2026-10-20'))).toBeNull();
});

test('a plan transferred before its amendment was sent owes that amendment here', () => {
  const open: MovedIn = { ...AMENDED, transferredOn: day('2026-02-16'), review: { ...AMENDMENT, amendedOn: null } };
  const { duties } = derive(factsOf(open), day('2026-02-20'));
  expect(duties.find(({ code }) => code === 'issue-amended-plan')).toMatchObject({ dueOn: '2026-03-30', outcome: 'pending' }); // eight weeks of the notice
});

test('days out of order are named at the later one', () => {
  expect(daysOutOfOrder(AMENDED)).toEqual([]);
  expect(daysOutOfOrder({ ...REVIEWED, transferredOn: day('2026-01-20') })).toEqual([{ field: 'transferredOn', notBefore: '2026-02-02' }]);
  expect(daysOutOfOrder({ ...NEVER_REVIEWED, madeOn: day('2026-11-01') })).toEqual([{ field: 'transferredOn', notBefore: '2026-11-01' }]);
});
