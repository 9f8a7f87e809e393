import { daysFrom, plusDays } from './days.js';
import { disputeRefusal } from './story-dispute.js';
import { exceptions } from './story-exceptions.js';
import { incoming, outgoing } from './story-letters.js';
import { afterAll, around, lastDay, tell, type Script } from './story-script.js';
import { laterOf, type Day } from './story.js';

/** Tells one assessment from about `day`; answers the day of its final plan, or null when it made none. */
export function tellAssessment(script: Script, day: Day): Day | null {
  const { dice } = script;
  const start = dice.chance(0.15)
    ? tell(script, 'came-to-attention', day, { by: dice.pick(['health', 'social-care', 'other']) })
    : incoming(script, 'request-received', day, { by: dice.pick(['parent', 'young-person', 'school', 'post-16']) });
  const startOn = start.day;
  if (dice.chance(0.3)) tell(script, 'considering-notified', plusDays(startOn, 1));

  const decidedOn = plusDays(startOn, around(dice, 42, 75));
  const finalOn = dice.chance(0.72) ? agreed(script, startOn, decidedOn) : refused(script, startOn, decidedOn);
  exceptions(script, startOn, ['decide-to-assess', 'give-advice', 'decide-to-issue', 'issue-final-plan']);
  return finalOn;
}

function refused(script: Script, startOn: Day, on: Day): Day | null {
  const { dice } = script;
  tell(script, 'assessment-refused', on, dice.chance(0.5) ? {} : { under: dice.pick(['reg-4', 'reg-5']) });
  tellPartners(script, on);
  const overturned = disputeRefusal(script, on, { against: 'refusal-to-assess', kind: 'assess' });
  if (overturned === null) return null;
  return agreed(script, startOn, plusDays(overturned.on, around(dice, 14, 25)), overturned.how === 'conceded');
}

function tellPartners(script: Script, decidedOn: Day): void {
  if (script.dice.chance(0.7)) tell(script, 'partners-told', plusDays(decidedOn, script.dice.int(0, 6)));
}

/** From the agreement to assess to the decision; `ordered` clocks and the original one run alike here, only the days differ. */
function agreed(script: Script, startOn: Day, on: Day, originalClock = true): Day | null {
  const { dice } = script;
  tell(script, 'assessment-agreed', on);
  if (!script.entries.some(({ fact }) => fact.type === 'partners-told')) tellPartners(script, on);
  const bySixteenWeeks = plusDays(startOn, around(dice, 112, 150));
  const decidedOn = laterOf(plusDays(on, dice.int(30, 80)), originalClock ? bySixteenWeeks : on);
  const refusing = dice.chance(0.18);
  adviceRound(script, on, refusing ? decidedOn : null);
  if (refusing) {
    tell(script, 'issue-refused', afterAll(script, decidedOn));
    const overturned = disputeRefusal(script, lastDay(script), { against: 'refusal-to-issue', kind: 'make-plan' });
    if (overturned === null) return null;
    if (dice.chance(0.3)) tell(script, 'issue-agreed', afterAll(script, plusDays(overturned.on, 2)));
    return draftAndFinal(script, startOn, afterAll(script, plusDays(overturned.on, around(dice, 35, 40))));
  }
  if (dice.chance(0.75)) tell(script, 'issue-agreed', decidedOn);
  return draftAndFinal(script, startOn, plusDays(decidedOn, dice.int(0, 14)));
}

const ROLES = [
  'head-teacher',
  'college-principal',
  'early-years-lead',
  'health',
  'educational-psychology',
  'social-care',
  'parent',
  'sensory-teacher',
  'adulthood',
  'youth-justice',
  'ministry-of-defence',
  'other',
] as const;

/** Asks several advisers; nobody answers once a refusal has been sent. */
export function adviceRound(script: Script, on: Day, endsOn: Day | null): void {
  const { dice } = script;
  const late = dice.chance(0.3);
  for (const role of dice.shuffled(ROLES).slice(0, dice.int(1, 5))) {
    const askedOn = plusDays(on, late ? dice.int(0, 12) : 0);
    if (endsOn !== null && askedOn >= endsOn) continue;
    askAdviser(script, role, askedOn, endsOn);
  }
}

function askAdviser(script: Script, role: string, askedOn: Day, endsOn: Day | null): void {
  const { dice } = script;
  const adviser = `V-${role}`;
  const receivedOn = dice.chance(0.4) ? plusDays(askedOn, dice.int(0, 4)) : undefined;
  tell(script, 'advice-requested', askedOn, { adviser, role, ...(receivedOn === undefined ? {} : { receivedOn }) });
  const startOn = receivedOn ?? askedOn;
  const say = (type: string, on: Day): boolean => {
    if (endsOn !== null && on >= endsOn) return false;
    tell(script, type, on, { adviser });
    return true;
  };
  if (dice.chance(0.12)) say('appointment-missed', plusDays(startOn, dice.pick([5, 20, 41, 42, 43])));
  if (dice.chance(0.1)) return;
  const answer = dice.pick([
    'advice-received',
    'advice-received',
    'advice-received',
    'advice-reused',
    'advice-not-needed',
    'advice-declined',
  ]);
  const answeredOn = plusDays(startOn, around(dice, 42, 75));
  if (!say(answer, answeredOn) || answer !== 'advice-received' || !dice.chance(0.15)) return;
  const returnedOn = plusDays(answeredOn, dice.int(0, 8));
  if (say('advice-returned', returnedOn) && dice.chance(0.7))
    say('advice-received', plusDays(returnedOn, dice.int(0, 1) * dice.int(1, 20)));
}

function draftAndFinal(script: Script, startOn: Day, on: Day): Day {
  const { dice } = script;
  const sendDraft = (day: Day): Day => outgoing(script, 'draft-plan-sent', day).day;
  let draftOn = sendDraft(on);
  consult(script, draftOn);
  if (dice.chance(0.2)) draftOn = sendDraft(plusDays(draftOn, dice.int(2, 20)));
  if (dice.chance(0.3)) tell(script, 'representations-received', plusDays(draftOn, dice.int(1, 14)));
  const closedOn = dice.chance(0.2) ? plusDays(draftOn, dice.int(3, 16)) : null;
  if (closedOn !== null) tell(script, 'representations-closed', closedOn);
  const onTime = dice.chance(0.3) ? daysFrom(draftOn, plusDays(startOn, 140)) + dice.int(0, 1) : 0;
  const finalOn =
    closedOn === null
      ? plusDays(draftOn, Math.max(2, onTime, around(dice, 15, 50)))
      : plusDays(closedOn, dice.int(0, 12));
  tell(script, 'final-plan-issued', finalOn);
  if (dice.chance(0.6)) tell(script, 'provision-confirmed', plusDays(finalOn, dice.pick([0, dice.int(1, 50)])));
  return finalOn;
}

/** Asks a few settings; one may be asked again once it has answered. */
export function consult(script: Script, near: Day): void {
  const { dice } = script;
  for (const setting of dice.shuffled(['T-1', 'T-2', 'T-3']).slice(0, dice.int(0, 2))) {
    const askedOn = plusDays(near, dice.int(0, 5));
    tell(script, 'setting-consulted', askedOn, { setting });
    if (dice.chance(0.75)) {
      tell(script, 'setting-answered', plusDays(askedOn, around(dice, 15, 25)), {
        setting,
        answer: dice.pick(['yes', 'no']),
      });
    }
  }
}
