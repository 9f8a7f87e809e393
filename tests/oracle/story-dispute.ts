import { plusDays } from './days.js';
import { exceptionsToOrder } from './story-exceptions.js';
import { afterAll, around, lastDay, tell, type Script } from './story-script.js';
import type { Day } from './story.js';

type Disputed = Readonly<{ against: string; kind: 'assess' | 'make-plan' | 'reassess' }>;
export type Overturned = Readonly<{ on: Day; how: 'ordered' | 'conceded' }>;

/** What may follow a refusal: mediation, an appeal, both or neither; null while the refusal stands. */
export function disputeRefusal(script: Script, refusedOn: Day, disputed: Disputed): Overturned | null {
  const { dice } = script;
  if (dice.chance(0.25)) return null;
  if (dice.chance(0.5)) {
    const agreedOn = mediate(script, plusDays(refusedOn, dice.int(2, 45)), disputed.kind);
    if (agreedOn !== null) return { on: agreedOn, how: 'ordered' };
  }
  if (dice.chance(0.3)) return null;
  return appealRefusal(script, afterAll(script, plusDays(refusedOn, around(dice, 40, 70))), disputed);
}

/** Tells a mediation; answers the day of a written agreement on the appealable issue, if there was one. */
function mediate(script: Script, askedOn: Day, kind: string): Day | null {
  const { dice } = script;
  tell(script, 'mediation-requested', askedOn, { health: dice.pick(['yes', 'no', 'no']) });
  if (dice.chance(0.6)) tell(script, 'health-told-of-mediation', plusDays(askedOn, around(dice, 3, 8)));
  if (dice.chance(0.75)) tell(script, 'mediation-arranged', plusDays(askedOn, around(dice, 30, 40)));
  const metOn = afterAll(script, plusDays(askedOn, dice.int(5, 45)));
  const end = dice.int(0, 3);
  if (end === 0) {
    tell(script, 'mediation-agreed', metOn, {
      what: kind,
      party: dice.pick(['authority', 'both']),
      ...datesFor(script, kind, metOn),
    });
    return metOn;
  }
  if (end === 1) agreeOther(script, metOn);
  if (end !== 1 || dice.chance(0.5))
    tell(script, 'mediation-certificate', afterAll(script, plusDays(metOn, dice.int(0, 20))));
  return null;
}

function agreeOther(script: Script, on: Day): void {
  const { dice } = script;
  const party = dice.pick(['authority', 'icb', 'both']);
  const dates = dice.chance(0.2) ? { dates: { 'carry-out-agreement': plusDays(on, dice.int(7, 60)) } } : {};
  tell(script, 'mediation-agreed', on, { what: 'other', party, ...dates });
  if (party === 'icb' && dice.chance(0.7)) tell(script, 'agreement-reported', plusDays(on, around(dice, 7, 12)));
  if (dice.chance(0.7)) tell(script, 'agreement-carried-out', plusDays(on, around(dice, 14, 30)));
}

const ORDER_CODES: Readonly<Record<string, string>> = {
  assess: 'order-issue-final',
  reassess: 'order-issue-final',
  'make-plan': 'order-issue-final',
  remit: 'order-reconsider',
  'amend-contents': 'order-amend',
  'amend-both': 'order-amend',
  'continue-and-amend': 'order-amend',
  'amend-placement': 'order-name-setting',
};

/** Other dates, directed or agreed in writing, now and then. */
function datesFor(script: Script, kind: string, on: Day): { dates?: Record<string, Day> } {
  const code = ORDER_CODES[kind];
  if (code === undefined || !script.dice.chance(0.15)) return {};
  return { dates: { [code]: plusDays(on, script.dice.int(10, 120)) } };
}

/** Lodges an appeal and answers the day it was sent to the council. */
export function lodge(script: Script, on: Day, against: string): Day {
  const { dice } = script;
  const sentOn = dice.chance(0.6) ? plusDays(on, dice.int(0, 9)) : undefined;
  tell(script, 'appeal-lodged', on, { against, ...(sentOn === undefined ? {} : { sentToAuthorityOn: sentOn }) });
  return sentOn ?? on;
}

/** The Tribunal's order, some days after everything told; answers the day it was made. */
export function order(script: Script, kind: string, afterDays: number): Day {
  const { dice } = script;
  const madeOn = afterAll(script, plusDays(lastDay(script), afterDays));
  const sentOut = dice.chance(0.4) ? { sentOutOn: plusDays(madeOn, dice.int(1, 6)) } : {};
  tell(script, 'tribunal-order', madeOn, { order: kind, ...sentOut, ...datesFor(script, kind, madeOn) });
  if (!['continue', 'dismiss-cease'].includes(kind) && dice.chance(0.5)) orderException(script, madeOn);
  return madeOn;
}

function orderException(script: Script, madeOn: Day): void {
  exceptionsToOrder(script, madeOn, [
    'order-notify-assess',
    'order-refuse-plan',
    'order-issue-final',
    'order-send-draft',
    'order-amend',
    'order-name-setting',
    'order-reconsider',
  ]);
}

function appealRefusal(script: Script, lodgedOn: Day, { against, kind }: Disputed): Overturned | null {
  const { dice } = script;
  const sentOn = lodge(script, lodgedOn, against);
  const end = dice.int(0, 9);
  if (end <= 2) {
    const on = afterAll(script, plusDays(sentOn, dice.int(3, 30)));
    tell(script, 'appeal-not-opposed', on, { what: kind });
    if (dice.chance(0.4)) orderException(script, on);
    return { on, how: 'ordered' };
  }
  if (dice.chance(0.85)) tell(script, 'appeal-answered', afterAll(script, plusDays(sentOn, around(dice, 42, 60))));
  if (end <= 4 && kind !== 'reassess') {
    const on = afterAll(script, plusDays(sentOn, dice.int(10, 90)));
    tell(script, 'appeal-conceded', on, { what: kind });
    return { on, how: 'conceded' };
  }
  if (end === 5) {
    tell(script, 'appeal-withdrawn', afterAll(script, plusDays(sentOn, dice.int(5, 90))));
    return null;
  }
  if (end === 6) return null;
  if (end >= 7 && kind === 'make-plan' && dice.chance(0.5)) {
    const on = order(script, 'remit', dice.int(20, 90));
    tell(script, 'reconsidered', plusDays(on, around(dice, 14, 20)));
    return { on: lastDay(script), how: 'ordered' };
  }
  return { on: order(script, kind, dice.int(20, 90)), how: 'ordered' };
}

/** An appeal about what the plan says, where it names, or a refusal to amend; ends with everything it led to told. */
export function appealPlan(script: Script, from: Day): void {
  const { dice } = script;
  if (dice.chance(0.3)) {
    const kind = dice.pick(['amend-contents', 'amend-placement', 'amend-both']);
    const agreedOn = mediate(script, afterAll(script, plusDays(from, dice.int(2, 40))), kind);
    if (agreedOn !== null) {
      amendByOrder(script, agreedOn, kind);
      return;
    }
  }
  const against = dice.pick(['contents', 'placement', 'contents-and-placement', 'refusal-to-amend']);
  const sentOn = lodge(script, afterAll(script, plusDays(from, around(dice, 50, 62))), against);
  const kind = dice.pick(['amend-contents', 'amend-placement', 'amend-both']);
  if (dice.chance(0.2)) {
    const on = afterAll(script, plusDays(sentOn, dice.int(3, 30)));
    tell(script, 'appeal-not-opposed', on, { what: kind });
    amendByOrder(script, on, kind);
    return;
  }
  if (dice.chance(0.85)) tell(script, 'appeal-answered', afterAll(script, plusDays(sentOn, around(dice, 42, 60))));
  const end = dice.int(0, 5);
  if (end === 0) {
    tell(script, 'appeal-withdrawn', afterAll(script, plusDays(sentOn, dice.int(5, 60))));
    return;
  }
  if (end === 1) {
    tell(script, 'appeal-conceded', afterAll(script, plusDays(sentOn, dice.int(5, 60))), { what: kind });
    return;
  }
  const orderedOn = order(script, kind, dice.int(20, 90));
  if (dice.chance(0.3)) recommend(script, orderedOn);
  amendByOrder(script, orderedOn, kind);
}

function amendByOrder(script: Script, on: Day, kind: string): void {
  const { dice } = script;
  if (dice.chance(0.15)) return;
  const limit = kind === 'amend-placement' ? 14 : 35;
  const amendedOn = afterAll(script, plusDays(on, around(dice, limit, 50)));
  tell(script, 'amended-plan-issued', amendedOn);
  if (dice.chance(0.5)) tell(script, 'provision-confirmed', plusDays(amendedOn, dice.int(0, 20)));
}

function recommend(script: Script, on: Day): void {
  const { dice } = script;
  const dates = dice.chance(0.2) ? { dates: { 'answer-recommendation': plusDays(on, dice.int(20, 60)) } } : {};
  tell(script, 'recommendation-made', on, dates);
  if (dice.chance(0.7)) tell(script, 'recommendation-answered', plusDays(on, around(dice, 34, 45)));
}
