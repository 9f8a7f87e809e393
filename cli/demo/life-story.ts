import { addDays, daysBetween, type IsoDate } from '../../domain/dates/iso-date.js';
import type { Almanac } from './almanac.js';
import type { DemoAdviser } from './council.js';
import type { LastReview } from './plans.js';
import type { Told } from './telling.js';

/** What else befalls a plan, as far as it has come by today. `nth`: how many of the kind came before it. */
export type Befalls = Readonly<{ kind: 'reassessment' | 'early-review' | 'moves-out'; nth: number }>;

/** One in so many of the plans reviewed some while ago is reassessed, asked to be reviewed early, or moves to another council. */
const ONE_IN = { reassessment: 150, 'early-review': 190, 'moves-out': 330 } as const;
const QUIET_DAYS = { from: 45, to: 260 } as const;

/** Deals out what befalls plans, in turn: to those whose last review is decided and not too long ago. */
export function happenings(today: IsoDate): (lastReview: LastReview | null) => Befalls | null {
  let quiet = 0;
  const met = { reassessment: 0, 'early-review': 0, 'moves-out': 0 };
  return (lastReview) => {
    const decidedOn = lastReview?.decidedOn ?? null;
    const ago = decidedOn === null ? 0 : daysBetween(decidedOn, today);
    if (ago < QUIET_DAYS.from || ago > QUIET_DAYS.to) return null;
    quiet += 1;
    const kind = KINDS.find((one) => quiet % ONE_IN[one] === ONE_IN[one] >> 2);
    return kind === undefined ? null : { kind, nth: met[kind]++ };
  };
}

const KINDS = ['reassessment', 'early-review', 'moves-out'] as const;

/** Days before today, on working days. */
const ago = (days: Almanac, today: IsoDate) => (count: number): IsoDate => days.onOrBefore(addDays(today, -count));

export function befalls({ kind, nth }: Befalls, advisers: readonly DemoAdviser[], today: IsoDate, days: Almanac): Told[] {
  switch (kind) {
    case 'reassessment':
      return reassessment(nth, advisers, today, days);
    case 'early-review':
      return earlyReview(nth, today, days);
    case 'moves-out':
      return movesOut(nth, today, days);
  }
}

const REASSESSMENT_STATES = 5;

/** Asked for, decided or not, advice coming in, a draft with the family: one state after another. */
function reassessment(nth: number, advisers: readonly DemoAdviser[], today: IsoDate, days: Almanac): Told[] {
  const on = ago(days, today);
  const asked = (count: number): Told => ({ type: 'reassessment-requested', on: on(count), by: nth % 2 === 0 ? 'parent' : 'setting' });
  const agreed = (count: number): Told => ({ type: 'reassessment-agreed', on: on(count), channel: 'first-class-post' });
  switch (nth % REASSESSMENT_STATES) {
    case 0:
      return [asked(47), agreed(36), ...advice(advisers, 36, 2, today, days)];
    case 1:
      return [asked(6)];
    case 2:
      return [
        asked(104), agreed(92), ...advice(advisers, 92, advisers.length, today, days),
        { type: 'draft-plan-sent', on: on(12), channel: 'first-class-post' },
      ];
    case 3:
      return [asked(20)];
    default:
      return [asked(44), { type: 'reassessment-refused', on: on(32), channel: 'first-class-post' }];
  }
}

/** Asked of everybody on one day; the first so many have answered, a few days apart. */
function advice(advisers: readonly DemoAdviser[], askedAgo: number, answers: number, today: IsoDate, days: Almanac): Told[] {
  const on = ago(days, today);
  return advisers.flatMap(({ ref, role }, at): Told[] => {
    const asked: Told = { type: 'advice-requested', on: on(askedAgo), adviser: ref, role, receivedOn: on(askedAgo), channel: 'email' };
    const answered: Told = { type: 'advice-received', on: on(askedAgo - 12 - 4 * at), adviser: ref, channel: 'email' };
    return at < answers ? [asked, answered] : [asked];
  });
}

/** Asked for by a parent or a school: not answered yet, answered with a day, or told that it waits for the yearly one. */
function earlyReview(nth: number, today: IsoDate, days: Almanac): Told[] {
  const on = ago(days, today);
  const asked: Told = { type: 'early-review-requested', on: on(4 + (nth % 3) * 9), by: nth % 2 === 0 ? 'parent' : 'setting' };
  return nth % 3 === 2 ? [asked, { type: 'early-review-answered', on: on(8), answer: 'no', channel: 'first-class-post' }] : [asked];
}

/** Codes of the Department for Education: Essex, Kent. */
const NEIGHBOURS = ['881', '886'] as const;

/** A move that is known and to come, or one that was made before the plan could follow. */
function movesOut(nth: number, today: IsoDate, days: Almanac): Told[] {
  const on = ago(days, today);
  const to = NEIGHBOURS[nth % NEIGHBOURS.length] ?? NEIGHBOURS[0];
  const movesOn = addDays(today, nth % 2 === 0 ? 12 : -5);
  const known: Told = { type: 'move-known', on: on(nth % 2 === 0 ? 16 : 9), movesOn, to };
  return nth % 2 === 0 ? [known] : [known, { type: 'moved-away', on: movesOn, to }];
}

/** Days from the decision to end a plan to its end, past the longest time there can be for an appeal. */
const KEPT_DAYS = 97;
const CEASE_REASONS = ['sen2-2', 'sen2-3', 'sen2-4', 'sen2-6'] as const;

/** A plan that has ended: reviewed, decided upon, kept until nobody appealed, ceased. */
export function ceasedStory(madeOn: IsoDate, owner: string, nth: number, today: IsoDate, days: Almanac): Told[] {
  const heldOn = days.onOrBefore(addDays(today, -(150 + 17 * nth)));
  const decidedOn = days.onOrAfter(addDays(heldOn, 20));
  return [
    { type: 'plan-made', on: madeOn },
    { type: 'owner-set', on: days.onOrAfter(madeOn), owner },
    { type: 'review-date-set', on: days.onOrBefore(addDays(heldOn, -50)), meetingOn: heldOn },
    { type: 'review-invitations-sent', on: days.onOrBefore(addDays(heldOn, -25)), channel: 'email' },
    { type: 'review-papers-circulated', on: days.onOrBefore(addDays(heldOn, -18)), channel: 'email' },
    { type: 'review-meeting-held', on: heldOn },
    { type: 'review-report-sent', on: days.onOrAfter(addDays(heldOn, 8)), channel: 'email' },
    { type: 'cease-proposed', on: days.onOrBefore(addDays(decidedOn, -3)), channel: 'first-class-post' },
    { type: 'review-decision-sent', on: decidedOn, decision: 'cease', channel: 'first-class-post' },
    { type: 'cease-decided', on: decidedOn, channel: 'first-class-post' },
    { type: 'plan-ceased', on: days.onOrAfter(addDays(decidedOn, KEPT_DAYS)), reason: CEASE_REASONS[nth % CEASE_REASONS.length] ?? 'sen2-2' },
  ];
}
