import { daysBetween } from '../dates/iso-date.js';
import { costOfNone, type Choices, type Seats } from './seats.js';

/** A plan of the year: of each of `Seats.choices`, which of its days it has; -1: none. */
export type Placed = Int32Array;

const at = (counts: ArrayLike<number>, i: number): number => counts[i] ?? 0;

/** How many meetings each setting and each caseworker has, by day and week, while a plan is being made. */
export type Load = Readonly<{
  fits: (choices: Choices, choice: number) => boolean;
  /** What one more meeting there costs: the busier the week and day already, the more. */
  costs: (choices: Choices, choice: number) => number;
  add: (choices: Choices, choice: number, count: 1 | -1) => void;
  onDay: (setting: number, day: number) => number;
  inWeek: (caseworker: number, week: number) => number;
  weekOf: (choices: Choices, choice: number) => number;
}>;

/** The load of those whose date is set. @source the capacities are the council's own settings */
export function loadOf(seats: Seats): Load {
  const { dates, weeks, rules: { capacity, today } } = seats;
  const days = dates.length;
  const allWeeks = at(weeks, days - 1) + 1;
  const settingDays = new Uint16Array(seats.settings * days);
  const settingWeeks = new Uint16Array(seats.settings * allWeeks);
  const ownDays = new Uint16Array(seats.caseworkers * days);
  const ownWeeks = new Uint16Array(seats.caseworkers * allWeeks);
  const bump = (counts: Uint16Array, i: number, count: number): void => void (counts[i] = at(counts, i) + count);
  const addOn = ({ setting, caseworker }: Choices, day: number, count: 1 | -1): void => {
    const week = at(weeks, day);
    if (setting >= 0) {
      bump(settingDays, setting * days + day, count);
      bump(settingWeeks, setting * allWeeks + week, count);
    }
    if (caseworker >= 0) {
      bump(ownDays, caseworker * days + day, count);
      bump(ownWeeks, caseworker * allWeeks + week, count);
    }
  };
  for (const kept of seats.kept) {
    const day = kept.plan.meetingOn === null ? -1 : daysBetween(today, kept.plan.meetingOn);
    if (day >= 0 && day < days) addOn(kept, day, 1);
  }
  return {
    fits: ({ setting, caseworker, days: own }, choice) => {
      const day = at(own, choice);
      if (setting >= 0 && at(settingDays, setting * days + day) >= capacity.meetingsADay) return false;
      return caseworker < 0 || at(ownWeeks, caseworker * allWeeks + at(weeks, day)) < capacity.meetingsAWeek;
    },
    costs: ({ setting, caseworker, days: own }, choice) => {
      const day = at(own, choice);
      const week = at(weeks, day);
      const ofSetting = setting < 0 ? 0 : 2 * at(settingWeeks, setting * allWeeks + week) + 1;
      return caseworker < 0 ? ofSetting : ofSetting + 2 * at(ownWeeks, caseworker * allWeeks + week) + 2 * at(ownDays, caseworker * days + day) + 2;
    },
    add: (choices, choice, count) => addOn(choices, at(choices.days, choice), count),
    onDay: (setting, day) => (setting < 0 ? 0 : at(settingDays, setting * days + day)),
    inWeek: (caseworker, week) => (caseworker < 0 ? 0 : at(ownWeeks, caseworker * allWeeks + week)),
    weekOf: ({ days: own }, choice) => at(weeks, at(own, choice)),
  };
}

/**
 * What a plan of the year costs (`COSTS`), and for level weeks the squares of the meetings there are: of each caseworker in a
 * week and on a day, of each setting in a week. Added one by one, each meeting costs what it adds to its squares.
 */
export function costOf(seats: Seats, placed: Placed): number {
  const load = loadOf(seats);
  return seats.choices.reduce((total, choices, i) => {
    const choice = at(placed, i);
    if (choice < 0) return total + costOfNone(choices);
    const cost = at(choices.costs, choice) + load.costs(choices, choice);
    load.add(choices, choice, 1);
    return total + cost;
  }, 0);
}
