import { addDays, isoDate, type IsoDate } from '../../../domain/dates/iso-date.js';
import { workingDays } from '../../../domain/dates/working-days.js';
import type { Capacity, PlanToReview, YearRules } from '../../../domain/review-year/limits.js';
import type { SettingCalendar } from '../../../domain/setting-calendar.js';

export const TODAY = isoDate('2026-11-23'); // a Monday
const term = (name: string, from: string, to: string) => ({ name, from: isoDate(from), to: isoDate(to) });
export const TERMS: SettingCalendar = {
  terms: [
    term('autumn-2026', '2026-09-02', '2026-12-18'), term('spring-2027', '2027-01-04', '2027-03-25'), term('summer-2027', '2027-04-12', '2027-07-21'),
    term('autumn-2027', '2027-09-02', '2027-12-17'),
  ],
  closures: [],
};

export const rulesWith = (capacity: Partial<Capacity> = {}, calendars: YearRules['calendars'] = new Map(), today = TODAY): YearRules => ({
  today, calendars, working: workingDays(), capacity: { meetingsADay: 3, meetingsAWeek: 8, ...capacity },
});

export const plan = (ref: string, completeBy: string | IsoDate, more: Partial<PlanToReview> = {}): PlanToReview => ({
  ref, setting: 'T-1', caseworker: 'S-1', completeBy: completeBy as IsoDate, transfer: null, meetingOn: null, ...more,
});

/** A made-up council of so many plans, the same for the same chance. @param chance numbers from 0 up to 1 */
export function aCouncil(size: number, chance: () => number): { plans: PlanToReview[]; rules: YearRules } {
  const whole = (below: number): number => Math.floor(chance() * below);
  const settings = Math.max(2, Math.round(size / 12));
  const caseworkers = Math.max(1, Math.round(size / 200));
  const plans = Array.from({ length: size }, (_, i): PlanToReview => {
    const completeBy = addDays(TODAY, whole(365) - 20);
    const amendBy = isoDate(chance() < 0.6 ? '2027-02-14' : '2027-03-30');
    const transfer = chance() < 0.12 ? { amendBy, lastMeetingOn: addDays(amendBy, -84) } : null;
    const meetingOn = chance() < 0.15 ? addDays(TODAY, whole(60)) : null;
    return plan(`P-${i}`, completeBy, { setting: chance() < 0.03 ? null : `T-${whole(settings)}`, caseworker: `S-${whole(caseworkers)}`, transfer, meetingOn });
  });
  const calendars = new Map(Array.from({ length: settings }, (_, i): [string, SettingCalendar] => [`T-${i}`, TERMS]).filter(() => chance() < 0.9));
  return { plans, rules: rulesWith({ meetingsADay: 2, meetingsAWeek: 9 }, calendars) };
}
