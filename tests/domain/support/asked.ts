import { clock, type ClockAnswer } from '../../../domain/clock.js';
import type { Duty } from '../../../domain/duty.js';
import type { DutyCode } from '../../../domain/duty-codes.js';
import { answered } from './answered.js';

/** The clock's answer to these facts, numbered f1, f2 and so on, on a day. */
export const askedOn = (today: string, ...facts: readonly object[]): ClockAnswer => answered(clock({ today, facts }));

/** The one duty of that code. @throws Error where there is none, or more than one */
export function dutyOf(code: DutyCode, { duties }: Pick<ClockAnswer, 'duties'>): Duty {
  const [duty, ...others] = duties.filter((one) => one.code === code);
  if (!duty || others.length > 0) throw new Error(`${others.length + (duty ? 1 : 0)} duties ${code}`);
  return duty;
}
