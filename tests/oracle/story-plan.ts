import { plusDays, plusMonths, yearOf } from './days.js';
import { adviceRound } from './story-assessment.js';
import { disputeRefusal, lodge, order } from './story-dispute.js';
import { exceptions } from './story-exceptions.js';
import { incoming, outgoing } from './story-letters.js';
import { amendWithoutReview, tellReview } from './story-review.js';
import { afterAll, anyDay, around, lastDay, RULES_BEGAN, tell, type Script } from './story-script.js';
import { laterOf, type Day } from './story.js';

/** Tells the life of one plan made on `madeOn`: moved in perhaps, reviewed some years, moved out or ceased perhaps. */
export function tellPlan(script: Script, madeOn: Day): void {
  const { dice } = script;
  tell(script, 'plan-made', madeOn);
  let anchor = dice.chance(0.12) ? moveIn(script, madeOn) : madeOn;
  for (let cycles = dice.pick([0, 1, 1, 2, 2, 3]); cycles > 0; cycles -= 1) {
    between(script, anchor);
    const decision = tellReview(script, afterAll(script, plusDays(plusMonths(anchor, 12), -dice.int(-40, 120))));
    anchor = lastDay(script);
    if (decision === 'cease') {
      cease(script, true);
      return;
    }
    if (decision !== 'undecided' && dice.chance(0.12) && amendable(script)) amendWithoutReview(script);
  }
  termLists(script, madeOn);
  if (dice.chance(0.25)) cease(script, false);
  else if (dice.chance(0.25)) moveOut(script);
}

/** An amendment that was decided and never issued is not mixed with another. */
function amendable(script: Script): boolean {
  const days = (type: string): Day[] => script.entries.filter(({ fact }) => fact.type === type).map(({ day }) => day);
  const noticed = days('amendment-notice-sent').sort().at(-1) ?? '';
  const decided =
    script.entries
      .filter(({ fact }) => fact.decision === 'amend')
      .map(({ day }) => day)
      .sort()
      .at(-1) ?? '';
  const closed = [...days('amended-plan-issued'), ...days('amendment-dropped')].sort().at(-1) ?? '';
  return closed >= noticed && closed >= decided;
}

function between(script: Script, anchor: Day): void {
  const { dice } = script;
  if (dice.chance(0.1) && amendable(script)) amendWithoutReview(script);
  if (dice.chance(0.15)) reassess(script, afterAll(script, plusDays(anchor, dice.int(5, 150))));
  if (dice.chance(0.3)) expectPhaseTransfer(script, afterAll(script, plusDays(anchor, dice.int(5, 120))));
  if (dice.chance(0.1)) tell(script, 'early-review-requested', afterAll(script, plusDays(anchor, dice.int(5, 120))));
}

const SCHOOL_KINDS = [
  'early-years',
  'infant-junior',
  'primary-middle',
  'primary-secondary',
  'middle-secondary',
] as const;

function expectPhaseTransfer(script: Script, on: Day): void {
  const { dice } = script;
  const year = yearOf(on) + (on.slice(5) > '02-01' || dice.chance(0.3) ? 1 : 0);
  const kind = dice.chance(0.6) ? dice.pick(SCHOOL_KINDS) : dice.pick(['secondary-post16', 'post16-post16']);
  const transferOn =
    kind === 'post16-post16' ? plusDays(on, dice.int(160, 420)) : dice.pick([`${year}-09-01`, `${year}-09-03`]);
  tell(script, 'phase-transfer-expected', on, { kind, transferOn });
}

function reassess(script: Script, day: Day): void {
  const { dice } = script;
  const lastAssessedOn = dice.chance(0.4)
    ? { lastAssessedOn: laterOf(RULES_BEGAN, plusDays(day, -dice.int(30, 400))) }
    : {};
  const asked = incoming(script, 'reassessment-requested', day, {
    by: dice.pick(['parent', 'young-person', 'setting', 'icb']),
    ...lastAssessedOn,
  });
  const decidedOn = plusDays(asked.day, around(dice, 15, 25));
  if (dice.chance(0.65)) {
    reassessAgreed(script, decidedOn);
    return;
  }
  tell(script, 'reassessment-refused', decidedOn);
  const overturned = disputeRefusal(script, decidedOn, { against: 'refusal-to-reassess', kind: 'reassess' });
  if (overturned !== null) reassessAgreed(script, plusDays(overturned.on, around(dice, 14, 20)));
}

function reassessAgreed(script: Script, on: Day): void {
  const { dice } = script;
  tell(script, 'reassessment-agreed', on);
  adviceRound(script, on, null);
  const draftOn = dice.chance(0.7)
    ? outgoing(script, 'draft-plan-sent', plusDays(on, dice.int(40, 75))).day
    : plusDays(on, 60);
  if (dice.chance(0.85))
    tell(
      script,
      'reassessed-plan-issued',
      laterOf(plusDays(draftOn, dice.int(5, 25)), plusDays(on, around(dice, 98, 120))),
    );
  else tell(script, 'plan-left-unchanged', plusDays(draftOn, dice.int(5, 25)));
  exceptions(script, on, ['issue-reassessed-plan', 'give-advice']);
}

/** Ceases the plan, in time or too soon, appealed or not, `reviewed` when a review has just said so. */
function cease(script: Script, reviewed: boolean): void {
  const { dice } = script;
  const said = script.entries.find(({ fact }) => fact.decision === 'cease');
  const onTheDay = reviewed && said?.day === lastDay(script) && dice.chance(0.5);
  if (!reviewed && dice.chance(0.4))
    tell(script, 'cease-proposed', afterAll(script, plusDays(lastDay(script), dice.int(5, 60))));
  const decidedOn = onTheDay ? lastDay(script) : afterAll(script, plusDays(lastDay(script), dice.int(1, 40)));
  if (onTheDay || !reviewed || dice.chance(0.5)) tell(script, 'cease-decided', decidedOn);
  if (dice.chance(0.15)) {
    // too soon
    stop(script, plusDays(decidedOn, dice.int(1, 50)));
    return;
  }
  if (dice.chance(0.3)) tell(script, 'mediation-certificate', plusDays(decidedOn, dice.int(5, 50)));
  if (!dice.chance(0.4)) {
    stop(script, afterAll(script, plusDays(decidedOn, dice.int(60, 120))));
    return;
  }
  appealCeasing(script, decidedOn);
}

function appealCeasing(script: Script, decidedOn: Day): void {
  const { dice } = script;
  const sentOn = lodge(script, afterAll(script, plusDays(decidedOn, dice.int(10, 59))), 'ceasing');
  if (dice.chance(0.15)) {
    // while it is undetermined
    stop(script, afterAll(script, plusDays(sentOn, dice.int(1, 30))));
    return;
  }
  if (dice.chance(0.8)) tell(script, 'appeal-answered', afterAll(script, plusDays(sentOn, around(dice, 42, 60))));
  const end = dice.int(0, 4);
  if (end === 0) {
    tell(script, 'appeal-withdrawn', afterAll(script, plusDays(sentOn, dice.int(100, 150))));
    stop(script, afterAll(script, plusDays(lastDay(script), dice.int(1, 20))));
    return;
  }
  if (end === 1) return; // not yet heard
  const kind = dice.pick(['continue', 'continue-and-amend', 'dismiss-cease']);
  const madeOn = order(script, kind, dice.int(100, 160));
  if (kind === 'dismiss-cease') {
    stop(script, plusDays(madeOn, dice.pick([0, 0, 1, 5])));
    return;
  }
  if (kind === 'continue-and-amend')
    tell(script, 'amended-plan-issued', afterAll(script, plusDays(madeOn, around(dice, 35, 45))));
}

function stop(script: Script, on: Day): void {
  const { dice } = script;
  const ceasedOn = on >= lastDay(script) ? on : afterAll(script, on);
  if (dice.chance(0.2)) return; // not yet taken off
  tell(script, 'plan-ceased', ceasedOn, { reason: '2' });
  if (dice.chance(0.1)) lodge(script, plusDays(ceasedOn, dice.int(1, 30)), 'ceasing');
}

function moveIn(script: Script, madeOn: Day): Day {
  const { dice } = script;
  const movedOn = plusDays(madeOn, dice.int(30, 500));
  tell(script, 'plan-transferred', movedOn, { from: '881' });
  if (dice.chance(0.8)) tell(script, 'family-told-of-transfer', plusDays(movedOn, around(dice, 42, 55)));
  return plusDays(movedOn, -dice.int(100, 300));
}

function moveOut(script: Script): void {
  const { dice } = script;
  const knownOn = afterAll(script, plusDays(lastDay(script), dice.int(5, 120)));
  const movesOn = plusDays(knownOn, dice.pick([-20, -3, 3, 10, 19, 20, 21, 22, 23, 45]));
  const announced = dice.chance(0.75);
  if (announced) tell(script, 'move-known', knownOn, { movesOn });
  const movedOn = announced ? plusDays(movesOn, dice.pick([0, 0, 0, 0, 0, 0, -2, 5])) : knownOn;
  if (movedOn >= knownOn && dice.chance(0.75)) tell(script, 'moved-away', movedOn, { to: '882' });
  if (dice.chance(0.75))
    tell(script, 'plan-transferred', afterAll(script, plusDays(laterOf(knownOn, movedOn), dice.int(0, 25))), {
      to: '882',
    });
}

const TERM_STARTS = [
  ['spring', '01-04'],
  ['spring', '01-07'],
  ['summer', '04-12'],
  ['summer', '04-20'],
  ['autumn', '09-02'],
] as const;

/** Term dates of the council's calendar, and the lists sent for some of them. */
function termLists(script: Script, madeOn: Day): void {
  const { dice } = script;
  const last = lastDay(script);
  for (let left = dice.pick([0, 0, 1, 2, 3]); left > 0; left -= 1) {
    const [season, start] = dice.pick(TERM_STARTS);
    const year = dice.int(yearOf(madeOn), yearOf(last) + 1);
    const term = `${season}-${year}`;
    const startsOn = `${year}-${start}`;
    if (startsOn < RULES_BEGAN || script.terms.some((known) => known.term === term)) continue;
    script.terms.push({ term, startsOn });
    const sentOn = plusDays(startsOn, -around(dice, 15, 30));
    if (plusDays(startsOn, -15) >= madeOn && sentOn >= madeOn && sentOn <= last && dice.chance(0.8)) {
      tell(script, 'review-list-sent', sentOn, { term });
    }
  }
}

/** A day for a plan to have been made that leaves room for its reviews. */
export const planDay = (script: Script): Day => anyDay(script.dice, 2014, 2027);
