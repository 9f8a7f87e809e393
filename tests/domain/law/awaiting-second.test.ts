import { expect, test } from 'vitest';
import { clock } from '../../../domain/clock.js';
import { isoDate } from '../../../domain/dates/iso-date.js';
import type { Fact } from '../../../domain/facts/fact.js';
import { progressOf } from '../../../domain/progress.js';
import { refusalOf } from '../../../domain/sequence.js';

/** A first marking whose second is open: nobody is late with findings that wait for somebody else. */

const drawn = { type: 'audit-drawn', on: '2026-10-02', beginOn: '2026-10-05', audits: 'plan', of: 'P-1', framework: 'plan-1', why: 'sample' };
const marked = (awaits?: string) => ({ type: 'audit-marked', on: '2026-10-12', marking: 'U-1/own', grade: 'good', ...(awaits === undefined ? {} : { awaits }) });
const settled = (on: string, other = 'U-2') => ({ type: 'second-marking-settled', on, other });
const called = { type: 'moderation-called', on: '2026-10-20', other: 'U-2' };

const read = (facts: readonly object[], today = '2026-11-20') => clock({ today, facts });
const dueOn = (facts: readonly object[]): string | undefined => {
  const answer = read(facts);
  return answer.ok ? (answer.answer.duties.find(({ code }) => code === 'agree-findings')?.dueOn ?? undefined) : expect.fail(JSON.stringify(answer));
};
const stands = (facts: readonly object[]) => {
  const answer = read(facts);
  return progressOf(answer.ok ? answer.answer.facts : expect.fail(JSON.stringify(answer)));
};

test.each([
  ['nobody marks it a second time: ten working days from its marking', [drawn, marked()], '2026-10-26'],
  ['the second is open', [drawn, marked('U-2')], undefined],
  ['the second came in alike: ten working days from then', [drawn, marked('U-2'), settled('2026-11-02')], '2026-11-16'],
  ['the second was taken back before the first was marked', [drawn, settled('2026-10-07'), marked('U-2')], '2026-10-26'],
  ['of another pair nothing follows', [drawn, marked('U-2'), settled('2026-11-02', 'U-3')], undefined],
  ['taken back, with nothing marked', [drawn, settled('2026-10-07')], undefined],
  ['they differ', [drawn, marked('U-2'), called], undefined],
  ['moderated', [drawn, marked('U-2'), called, { type: 'audit-moderated', on: '2026-10-27', grade: 'good' }], '2026-11-10'],
] as const)('%s', (_what, facts, expected) => {
  expect(dueOn(facts)).toBe(expected);
});

test('findings are not agreed while the second marking is open, and are once it is settled', () => {
  const agreed: Fact = { type: 'findings-agreed', id: 'j9', on: isoDate('2026-11-20') };
  expect(refusalOf(stands([drawn, marked('U-2')]), agreed)).toMatchObject({ code: 'second-marking-open' });
  expect(refusalOf(stands([drawn, marked('U-2'), settled('2026-11-02')]), agreed)).toBeNull();
});
