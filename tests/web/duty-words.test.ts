import { expect, test } from 'vitest';
import { clock } from '../../domain/clock.js';
import type { Duty } from '../../domain/duty.js';
import type { DutyCode } from '../../domain/duty-codes.js';
import { isoDate } from '../../domain/dates/iso-date.js';
import { actWords, reasonWords, standingWords, tagOf, whenWords } from '../../web/presenting/duty.js';

/** Facts of law.md, example D04: the due day is a bank holiday. */
function duty(code: DutyCode, today: string, facts: readonly object[]): Duty {
  const result = clock({ today, facts });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const found = result.answer.duties.find((one) => one.code === code);
  if (found === undefined) throw new Error(`no duty ${code}`);
  return found;
}
const onBankHoliday = [{ type: 'request-received', on: '2026-04-13' }];

test('D04: one acts by the last working day before a bank holiday, and the due day is said beside it', () => {
  const when = whenWords(duty('issue-final-plan', '2026-08-25', onBankHoliday), isoDate('2026-08-25'));
  expect(when).toEqual({
    day: 'Friday 28 August 2026',
    distance: 'in 3 days',
    besides: 'the last working day before it falls due, Monday 31 August 2026',
    tag: { text: 'Due soon', colour: 'yellow' },
  });
});

test('a date explains itself: fact, rule, day, law', () => {
  const { steps, law, notes } = reasonWords(duty('issue-final-plan', '2026-08-25', onBankHoliday));
  expect(steps).toEqual([
    {
      from: 'Request for an EHC needs assessment received, Monday 13 April 2026',
      rule: '20 weeks from receipt',
      gives: 'Monday 31 August 2026',
    },
  ]);
  expect(law).toBe('Required by law: SEND Regulations 2014 reg 13(2)');
  expect(notes[0]).toContain('act by Friday 28 August 2026');
});

test('late is said in words and days, not by colour alone', () => {
  const late = duty('issue-final-plan', '2026-09-12', onBankHoliday);
  expect(whenWords(late, isoDate('2026-09-12'))).toMatchObject({
    day: 'Monday 31 August 2026',
    distance: '12 days late',
    tag: { text: 'Late' },
  });
  expect(standingWords(late, isoDate('2026-09-12'))).toBe('12 days late');
});

test('a target of the council’s own is past, not late', () => {
  const target = duty('send-draft', '2026-09-12', onBankHoliday);
  expect(tagOf(target, isoDate('2026-09-12'))?.text).toBe('Past target');
  expect(standingWords(target, isoDate('2026-09-12'))).toMatch(/past the council’s own target$/);
});

test('a final plan that has to wait for the family says so, and that it will be late', () => {
  const facts = [
    { type: 'request-received', on: '2025-09-02' },
    { type: 'assessment-agreed', on: '2025-10-07' },
    { type: 'draft-plan-sent', on: '2026-01-12', channel: 'by-hand' },
  ];
  const { notes } = reasonWords(duty('issue-final-plan', '2026-01-13', facts));
  expect(notes).toContain(
    'Not lawful before Tuesday 27 January 2026: the family’s time ends after the due day. In time only if the family writes that it has no more to say.',
  );
});

test('a duty names whose advice it is about', () => {
  expect(actWords({ code: 'give-advice', subject: 'V-1' }, 'Community paediatrics')).toBe(
    'Get advice: Community paediatrics',
  );
  expect(actWords({ code: 'decide-to-assess', subject: null }, null)).toBe(
    'Decide whether to assess, and tell the family',
  );
});
