import { expect, test } from 'vitest';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { isoWeek, sundayOf } from '../../../domain/dates/iso-week.js';
import { byWhen, opensWith, stateOf, type ActionMark, type DatedAction } from '../../../domain/weekly-report/actions.js';

const W46 = isoWeek(isoDate('2026-11-15'));
const W47 = isoWeek(isoDate('2026-11-22'));
const action = (byOn: string, ...marks: readonly ActionMark[]): DatedAction => ({ week: W46, byOn: isoDate(byOn), marks });
const said = (outcome: ActionMark['outcome'], on: string, byOn: string | null = null): ActionMark => ({ outcome, on: isoDate(on), byOn: byOn === null ? null : isoDate(byOn) });

test.each([
  ['its day is still to come', action('2026-11-24'), '2026-11-24', 'in-hand'],
  ['its day passed without a word', action('2026-11-24'), '2026-11-25', 'missed'],
  ['it was carried over', action('2026-11-20', said('carried-over', '2026-11-23', '2026-12-01')), '2026-12-01', 'carried-over'],
  ['its new day passed too', action('2026-11-20', said('carried-over', '2026-11-23', '2026-12-01')), '2026-12-02', 'missed'],
  ['on the day before it was carried over', action('2026-11-20', said('carried-over', '2026-11-23', '2026-12-01')), '2026-11-22', 'missed'],
  ['it was kept, late or not', action('2026-11-20', said('kept', '2026-11-23')), '2026-11-23', 'kept'],
  ['it will not be done', action('2026-11-20', said('dropped', '2026-11-19')), '2027-01-01', 'dropped'],
] as const)('%s', (_what, one, day, state) => {
  expect(stateOf(one, isoDate(day))).toBe(state);
});

test('carried over twice, the last day holds', () => {
  const twice = action('2026-11-20', said('carried-over', '2026-11-19', '2026-11-27'), said('carried-over', '2026-11-26', '2026-12-04'));
  expect([byWhen(twice, isoDate('2026-11-25')), byWhen(twice, isoDate('2026-11-26'))]).toEqual(['2026-11-27', '2026-12-04']);
});

test('a report opens with earlier ones: the missed first, those settled this week shown, those settled before left out, its own apart', () => {
  const [missed, hand] = [action('2026-11-18'), action('2026-12-10')];
  const [kept, old] = [action('2026-11-20', said('kept', '2026-11-20')), action('2026-11-14', said('kept', '2026-11-14'))];
  const own: DatedAction = { ...hand, week: W47 };
  expect(opensWith([hand, own, kept, missed, old], { week: W47, on: sundayOf(W47) }, isoDate('2026-11-23'))).toEqual([missed, hand, kept]);
});
