import { addDays, daysBetween, later, type IsoDate } from '../../domain/dates/iso-date.js';
import type { Almanac } from './almanac.js';
import { assessingStory, planStory, type Cast } from './assessment-story.js';
import type { Told } from './telling.js';

/** How a family disputed a refusal. */
export type Dispute = 'mediation' | 'mediation-then-appeal' | 'appeal';

export type Refusal = Readonly<{ receivedOn: IsoDate; on: IsoDate; of: 'assess' | 'plan' }>;

/** Refusals so recent that what was agreed or ordered since is still being carried out. */
const STILL_RUNNING = 130;

/** How many of the refusals were disputed, and how. A dispute after mediation is counted in both published columns. */
export function disputes(mediation: number, tribunal: number, afterMediation: number): Dispute[] {
  const both = Math.min(afterMediation, mediation, tribunal);
  const of = (kind: Dispute, count: number): Dispute[] => Array.from({ length: count }, () => kind);
  return [...of('mediation-then-appeal', both), ...of('mediation', mediation - both), ...of('appeal', tribunal - both)];
}

/** What followed a refusal that the family disputed, in the order of the work. */
export function disputeStory(refusal: Refusal, kind: Dispute, cast: Cast, today: IsoDate, days: Almanac): Told[] {
  const { random } = days;
  if (kind === 'appeal') {
    const certificateOn = days.after(refusal.on, 14, 40);
    return [
      { type: 'mediation-certificate', on: certificateOn },
      ...appealStory(refusal, certificateOn, cast, today, days),
    ];
  }
  const { told, heldOn } = mediation(refusal, days);
  if (kind === 'mediation-then-appeal') {
    const certificateOn = days.after(heldOn, 1, 3);
    return [
      ...told,
      { type: 'mediation-certificate', on: certificateOn },
      ...appealStory(refusal, certificateOn, cast, today, days),
    ];
  }
  if (daysBetween(refusal.on, today) < STILL_RUNNING && random.chance(0.75)) {
    return [
      ...told,
      { type: 'mediation-agreed', on: heldOn, what: whatOf(refusal), party: 'authority' },
      ...reopened(refusal, heldOn, cast, today, days),
    ];
  }
  if (random.chance(0.5)) return [...told, { type: 'mediation-certificate', on: days.after(heldOn, 1, 3) }];
  return [
    ...told,
    { type: 'mediation-agreed', on: heldOn, what: 'other', party: 'authority' },
    { type: 'agreement-carried-out', on: days.after(heldOn, 5, 18) },
  ];
}

const whatOf = ({ of }: Refusal): 'assess' | 'make-plan' => (of === 'assess' ? 'assess' : 'make-plan');

function mediation(refusal: Refusal, days: Almanac): { told: Told[]; heldOn: IsoDate } {
  const { random } = days;
  const askedOn = days.after(refusal.on, 8, 40);
  const health = random.chance(0.3);
  const arrangedOn = days.after(askedOn, 6, 26);
  return {
    heldOn: days.after(arrangedOn, 7, 16),
    told: [
      { type: 'mediation-requested', on: askedOn, health, channel: 'email' },
      ...(health
        ? [{ type: 'health-told-of-mediation', on: days.after(askedOn, 1, 3), channel: 'email' } as const]
        : []),
      { type: 'mediation-arranged', on: arrangedOn },
    ],
  };
}

function appealStory(refusal: Refusal, certificateOn: IsoDate, cast: Cast, today: IsoDate, days: Almanac): Told[] {
  const { random } = days;
  const lodgedOn = days.after(certificateOn, 4, 20);
  const lodged: Told = {
    type: 'appeal-lodged',
    on: lodgedOn,
    against: refusal.of === 'assess' ? 'refusal-to-assess' : 'refusal-to-issue',
    sentToAuthorityOn: days.after(lodgedOn, 1, 5),
  };
  if (daysBetween(lodgedOn, today) < 60 && random.chance(0.3)) {
    const toldOn = days.after(lodgedOn, 8, 25);
    return [
      lodged,
      { type: 'appeal-not-opposed', on: toldOn, what: whatOf(refusal) },
      ...reopened(refusal, toldOn, cast, today, days),
    ];
  }
  const answered: Told = {
    type: 'appeal-answered',
    on: days.after(lodgedOn, 22, random.chance(0.9) ? 38 : 60),
    channel: 'email',
  };
  return [lodged, answered, ...endOfAppeal(refusal, days.after(lodgedOn, 75, 210), cast, today, days)];
}

function endOfAppeal(refusal: Refusal, endedOn: IsoDate, cast: Cast, today: IsoDate, days: Almanac): Told[] {
  const { random } = days;
  if (daysBetween(endedOn, today) > 100 || random.chance(0.4)) return [{ type: 'appeal-withdrawn', on: endedOn }];
  if (random.chance(0.3))
    return [
      { type: 'appeal-conceded', on: endedOn, what: whatOf(refusal) },
      ...reopened(refusal, endedOn, cast, today, days),
    ];
  const order: Told = {
    type: 'tribunal-order',
    on: endedOn,
    order: whatOf(refusal),
    sentOutOn: days.after(endedOn, 1, 6),
  };
  return [order, ...reopened(refusal, endedOn, cast, today, days)];
}

/** The assessment, or the plan, that an agreement, an order or a change of mind brought; not finished before today. */
function reopened(refusal: Refusal, on: IsoDate, cast: Cast, today: IsoDate, days: Almanac): Told[] {
  const { random } = days;
  if (refusal.of === 'plan') {
    const draftOn = days.after(on, 18, 40);
    const endsOn = days.onOrAfter(later(addDays(draftOn, random.whole(24, 40)), addDays(today, random.whole(1, 30))));
    return planStory({ adviceBy: on, agreedToIssueOn: days.after(on, 1, 6), draftOn }, endsOn, cast, days);
  }
  const agreedOn = days.after(on, 1, 13);
  const endsOn = days.onOrAfter(later(addDays(agreedOn, random.whole(84, 130)), addDays(today, random.whole(3, 60))));
  return [
    { type: 'assessment-agreed', on: agreedOn, channel: 'email' },
    { type: 'partners-told', on: days.after(agreedOn, 0, 2), channel: 'email' },
    ...assessingStory({ receivedOn: refusal.receivedOn, agreedOn, endsOn, kind: 'issued' }, cast, days),
  ];
}
