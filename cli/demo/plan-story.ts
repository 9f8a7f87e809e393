import { addDays, civilDate, daysBetween, later, type IsoDate } from '../../domain/dates/iso-date.js';
import { lastOfMonthsBeginning } from '../../domain/dates/limits.js';
import { schoolYear } from '../../domain/dates/school-year.js';
import type { TransferKind } from '../../domain/facts/fact.js';
import { expectedTransfer, nextTransferOn } from '../../domain/review-year/phase-cohort.js';
import type { Almanac } from './almanac.js';
import type { DemoAdviser, DemoSetting } from './council.js';
import { befalls, type Befalls } from './life-story.js';
import { nextReview } from './next-review.js';
import type { LastReview } from './plans.js';
import type { Told } from './telling.js';

/** What a plan's story is told from. */
export type PlanLife = Readonly<{
  madeOn: IsoDate;
  bornOn: IsoDate;
  owner: string;
  /** Made by another council, whose family moved in that day. */
  movedInOn: IsoDate | null;
  lastReview: LastReview | null;
  /** What the last review decided, where it decided. */
  decided: 'keep' | 'amend' | 'cease';
  setting: DemoSetting | null;
  /** Whether the setting is known to be closed on a day. */
  isClosed: (day: IsoDate) => boolean;
  /** What happens to it besides its reviews. */
  befalls: Befalls | null;
  /** Whom a reassessment would ask. */
  advisers: readonly DemoAdviser[];
}>;

/** The story of a plan in force from the day it was made, review by review, to today; later days are left to be cut off. */
export function planStoryOf(life: PlanLife, today: IsoDate, days: Almanac): Told[] {
  const told: Told[] = [
    { type: 'plan-made', on: life.madeOn },
    { type: 'owner-set', on: life.movedInOn ?? days.onOrAfter(life.madeOn), owner: life.owner },
  ];
  if (life.movedInOn !== null) told.push(...movedIn(life.movedInOn, days));
  if (life.lastReview !== null) {
    for (const heldOn of earlierMeetings(life.madeOn, life.lastReview.heldOn, days))
      told.push(...pastReview(heldOn, days));
    told.push(...latestReview(life.lastReview, life, days));
  }
  told.push(...(life.befalls === null ? comingReview(told, life, today, days) : befalls(life.befalls, life.advisers, today, days)));
  const whole = [...told, ...phaseTransfer(life, today, days)];
  return life.setting === null ? whole.map(heldByCouncil) : whole;
}

/** Of a child who attends no setting the council holds the review itself. @source SEND Regulations 2014 reg 21 */
const heldByCouncil = (fact: Told): Told =>
  fact.type === 'review-date-set' || fact.type === 'review-meeting-held' ? { ...fact, arrangedBy: 'authority' } : fact;

const A_YEAR = 12;
const A_QUARTER = 3;

/** The review after the last, unless that one is undecided, or ends the plan. */
function comingReview(told: readonly Told[], life: PlanLife, today: IsoDate, days: Almanac): Told[] {
  const { lastReview, decided, madeOn, movedInOn, isClosed } = life;
  if (lastReview !== null && (lastReview.decidedOn === null || decided === 'cease')) return [];
  const reviewedOn = told.findLast(({ type }) => type === 'review-decision-sent')?.on ?? madeOn;
  const year = lastOfMonthsBeginning(reviewedOn, A_YEAR);
  const completeBy = movedInOn === null ? year : later(year, lastOfMonthsBeginning(movedInOn, A_QUARTER));
  return nextReview({ completeBy, since: addDays(later(reviewedOn, movedInOn ?? madeOn), 1), isClosed }, today, days);
}

/** The neighbours that plans come from, by the number the Department for Education gives them: Essex, Thurrock, Kent, Medway. */
const CAME_FROM = ['881', '883', '886', '887'] as const;

function movedIn(on: IsoDate, days: Almanac): Told[] {
  return [
    { type: 'plan-transferred', on, from: days.random.pick(CAME_FROM) },
    {
      type: 'family-told-of-transfer',
      on: days.after(on, 8, days.random.chance(0.85) ? 40 : 70),
      channel: 'first-class-post',
    },
  ];
}

/** A meeting about every year from the day the plan was made, the last of them well before the last one on record. */
function earlierMeetings(madeOn: IsoDate, lastHeldOn: IsoDate, days: Almanac): IsoDate[] {
  const meetings: IsoDate[] = [];
  let next = days.after(madeOn, 290, 355);
  while (daysBetween(next, lastHeldOn) > 200) {
    meetings.push(next);
    next = days.after(next, 310, 385);
  }
  return meetings;
}

/** A review of an earlier year, in short: held, reported, decided, and the plan amended or kept. */
function pastReview(heldOn: IsoDate, days: Almanac): Told[] {
  const { random } = days;
  const decidedOn = days.after(heldOn, 12, random.chance(0.65) ? 27 : 75);
  const amends = random.chance(0.35);
  const told: Told[] = [
    { type: 'review-meeting-held', on: heldOn },
    { type: 'review-report-sent', on: days.after(heldOn, 4, 13) },
    { type: 'review-decision-sent', on: decidedOn, decision: amends ? 'amend' : 'keep', channel: 'first-class-post' },
  ];
  return amends ? [...told, ...amendment(decidedOn, days.after(decidedOn, 24, 54), days)] : told;
}

/** The whole of a review: its date, invitations and papers, meeting, report, decision and what came of it. */
function latestReview({ heldOn, decidedOn }: LastReview, life: PlanLife, days: Almanac): Told[] {
  const { random } = days;
  const setOn = days.onOrBefore(addDays(heldOn, -random.whole(30, 60)));
  const papersOn = days.onOrBefore(addDays(heldOn, -random.whole(random.chance(0.7) ? 15 : 8, 20)));
  const told: Told[] = [
    { type: 'review-date-set', on: later(setOn, life.madeOn), meetingOn: heldOn },
    {
      type: 'review-invitations-sent',
      on: later(days.onOrBefore(addDays(heldOn, -random.whole(16, 28))), life.madeOn),
      channel: 'email',
    },
    { type: 'review-papers-circulated', on: later(papersOn, life.madeOn), channel: 'email' },
    { type: 'review-meeting-held', on: heldOn },
  ];
  if (random.chance(0.93))
    told.push({
      type: 'review-report-sent',
      on: days.after(heldOn, 4, random.chance(0.8) ? 13 : 24),
      channel: 'email',
    });
  return decidedOn === null ? told : [...told, ...decisionAfterReview(decidedOn, life, days)];
}

/** Some notices go after the decision, though the law has them go with it. */
const NOTICE_LATER = 0.3;

function decisionAfterReview(decidedOn: IsoDate, { decided }: PlanLife, days: Almanac): Told[] {
  const { random } = days;
  const sent: Told = { type: 'review-decision-sent', on: decidedOn, decision: decided, channel: 'first-class-post' };
  switch (decided) {
    case 'keep':
      return [sent];
    case 'amend': {
      const noticeOn = random.chance(NOTICE_LATER) ? days.after(decidedOn, 12, 35) : decidedOn;
      return [sent, ...amendment(noticeOn, days.after(noticeOn, 24, random.chance(0.6) ? 54 : 120), days)];
    }
    case 'cease':
      return [
        { type: 'cease-proposed', on: days.onOrBefore(addDays(decidedOn, -2)), channel: 'email' },
        sent,
        { type: 'cease-decided', on: decidedOn, channel: 'first-class-post' },
      ];
  }
}

/** Notice by post with the decision; its second working day begins the family's fifteen. */
function amendment(noticeOn: IsoDate, issuedOn: IsoDate, days: Almanac): Told[] {
  return [
    { type: 'amendment-notice-sent', on: noticeOn, channel: 'first-class-post' },
    { type: 'amended-plan-issued', on: issuedOn, channel: 'first-class-post' },
    { type: 'provision-confirmed', on: days.after(issuedOn, 0, 14) },
  ];
}

/** Of those whose next move is plain, as many have it on record; of those who may stay where they are, fewer. */
const RECORDED = 0.92;
const RECORDED_MAY_STAY = 0.6;
const BETWEEN_COLLEGES = 0.04;

/** Children in the last year of a phase move on in September; the council notes most of them in the spring of the year before it. */
function phaseTransfer({ bornOn, madeOn, movedInOn, setting }: PlanLife, today: IsoDate, days: Almanac): Told[] {
  const transferOn = nextTransferOn(today);
  const kind = kindOfTransfer(bornOn, setting, transferOn, days);
  if (kind === null) return [];
  const notedOn = later(days.after(civilDate(schoolYear(today), 3, 1), 0, 25), movedInOn ?? madeOn);
  return [{ type: 'phase-transfer-expected', on: notedOn, kind, transferOn }];
}

/** As people would have recorded it; null: it is not on record, though it may be expected. */
function kindOfTransfer(bornOn: IsoDate, setting: DemoSetting | null, transferOn: IsoDate, { random }: Almanac): TransferKind | null {
  if (setting?.sort === 'college') return random.chance(BETWEEN_COLLEGES) ? 'post16-post16' : null;
  const expected = expectedTransfer(bornOn, setting, transferOn);
  return expected !== null && random.chance(expected.mayStay ? RECORDED_MAY_STAY : RECORDED) ? expected.kind : null;
}
