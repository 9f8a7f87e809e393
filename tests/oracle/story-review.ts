import { plusDays } from './days.js';
import { consult } from './story-assessment.js';
import { appealPlan } from './story-dispute.js';
import { outgoing } from './story-letters.js';
import { afterAll, around, lastDay, tell, type Script } from './story-script.js';
import type { Day } from './story.js';

export type Reviewed = 'keep' | 'amend' | 'cease' | 'undecided';

/** One annual review, its meeting on about `day`; answers what was decided. */
export function tellReview(script: Script, day: Day): Reviewed {
  const { dice } = script;
  const firstSetOn = afterAll(script, plusDays(day, -dice.int(16, 60)));
  const meetingOn = setDates(script, firstSetOn);
  tell(script, 'review-meeting-held', meetingOn);
  if (dice.chance(0.85)) tell(script, 'review-report-sent', plusDays(meetingOn, around(dice, 14, 27)));
  const decision = dice.pick(['keep', 'keep', 'amend', 'amend', 'amend', 'amend', 'cease', 'undecided']);
  if (decision === 'undecided') return decision;
  const decidedOn = plusDays(meetingOn, around(dice, 28, 45));
  if (decision !== 'amend') {
    tell(script, 'review-decision-sent', decidedOn, { decision });
    if (decision === 'keep' && dice.chance(0.2)) appealPlan(script, lastDay(script));
    return decision;
  }
  amend(script, meetingOn, decidedOn);
  return decision;
}

/** Sets the meeting's date, perhaps moves it once, invites and circulates or does not; answers the day it is held. */
function setDates(script: Script, setOn: Day): Day {
  const { dice } = script;
  const arranged = (on: Day, meetingOn: Day, endsOn: Day | null): void => {
    tell(script, 'review-date-set', on, { meetingOn });
    for (const type of ['review-invitations-sent', 'review-papers-circulated']) {
      const doneOn = plusDays(meetingOn, -around(dice, 15, 24));
      const inTime = doneOn >= on && (endsOn === null || doneOn < endsOn);
      if (inTime && dice.chance(0.85)) tell(script, type, doneOn);
    }
  };
  const meetingOn = plusDays(setOn, dice.int(14, 60));
  if (!dice.chance(0.25)) {
    arranged(setOn, meetingOn, null);
    return meetingOn;
  }
  const movedOn = plusDays(setOn, dice.int(1, 20));
  arranged(setOn, meetingOn, movedOn);
  const newMeetingOn = plusDays(movedOn, dice.int(14, 60));
  arranged(movedOn, newMeetingOn, null);
  return newMeetingOn;
}

function amend(script: Script, meetingOn: Day, decidedOn: Day): void {
  const { dice } = script;
  tell(script, 'review-decision-sent', decidedOn, { decision: 'amend' });
  if (dice.chance(0.06)) return; // never followed up
  const noticeOn = plusDays(decidedOn, dice.pick([0, 0, 0, 0, 3, 14, 30]));
  notify(script, noticeOn, plusDays(meetingOn, 84));
}

/** A notice of amendments and what came of it: issued early, in time or late, dropped, or nothing. */
function notify(script: Script, day: Day, limitOn: Day | null): void {
  const { dice } = script;
  const noticeOn = outgoing(script, 'amendment-notice-sent', day).day;
  if (dice.chance(0.2)) consult(script, noticeOn);
  const closedOn = dice.chance(0.15) ? plusDays(noticeOn, dice.int(3, 16)) : null;
  if (closedOn !== null) tell(script, 'representations-closed', closedOn);
  if (limitOn !== null && dice.chance(0.08)) return; // never issued
  const endedOn = (() => {
    if (closedOn !== null) return plusDays(closedOn, dice.int(0, 10));
    if (limitOn !== null && limitOn > plusDays(noticeOn, 2) && dice.chance(0.25))
      return plusDays(limitOn, dice.int(0, 1));
    return plusDays(noticeOn, dice.chance(0.5) ? around(dice, 56, 75) : around(dice, 15, 60));
  })();
  if (dice.chance(0.15)) {
    tell(script, 'amendment-dropped', endedOn);
    return;
  }
  tell(script, 'amended-plan-issued', endedOn);
  if (dice.chance(0.6)) tell(script, 'provision-confirmed', plusDays(endedOn, dice.pick([0, dice.int(1, 45)])));
  if (dice.chance(0.15)) appealPlan(script, lastDay(script));
}

/** An amendment that no review began, always carried to its end. */
export function amendWithoutReview(script: Script): void {
  notify(script, afterAll(script, plusDays(lastDay(script), script.dice.int(5, 60))), null);
}
