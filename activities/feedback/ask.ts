import type { Clock } from '../../api/ports.js';
import { nowOf } from '../../api/now.js';
import { addDays } from '../../domain/dates/iso-date.js';
import { londonDay, londonInstant } from '../../domain/dates/london.js';
import { workingDayOnOrAfter, workingDays } from '../../domain/dates/working-days.js';
import { positionOf, story as storyOf } from '../../domain/facts/story.js';
import { CATCH_UP, feedbackLetter, isStillAsked, lookBackTo, planAskedAbout, toAsk } from '../../domain/feedback/asking.js';
import { to } from '../../domain/tell/wanted.js';
import type { FeedbackAsking, PlanLately, Unanswered } from '../../prisma/repositories/feedback-asking.js';
import type { Rules } from '../case/projection.js';

export type AskDeps = Readonly<{ feedback: FeedbackAsking; clock: Clock; rules: () => Rules }>;

export type AskedToday = Readonly<{ asked: number; reminded: number }>;

/**
 * Asks families and settings how it was, so many days after a plan was sent, and reminds once who has not answered. Letters leave
 * when people are written to. Repeated on a day, or by a second worker, it asks nobody twice.
 */
export async function askForFeedback({ feedback, clock, rules }: AskDeps): Promise<AskedToday> {
  const at = nowOf({ clock });
  const today = londonDay(at);
  const { settings, calendar } = rules();
  const writeOn = workingDayOnOrAfter(today, workingDays(calendar.bankHolidays));
  const when = { on: today, at, notBefore: londonInstant(writeOn, settings.writeAt) };
  const { askAfterDays, remindAfterDays } = settings.feedback;

  const lately = await feedback.lately(lookBackTo(today, settings.feedback), addDays(today, -askAfterDays));
  const asked = await feedback.ask(lately.flatMap((record) => newOf(record, today, settings.feedback)), when);

  const latest = addDays(today, -remindAfterDays);
  const silent = await feedback.unanswered(addDays(latest, -CATCH_UP), latest);
  const reminded = await feedback.remind(silent.filter(goesOn).map((one) => ({ ...one, letter: feedbackLetter(one.party, 'remind') })), when);
  return { asked, reminded };
}

function newOf({ ref, facts, endedOn, asked }: PlanLately, today: Parameters<typeof toAsk>[2], days: Parameters<typeof toAsk>[3]) {
  return toAsk(facts, endedOn, today, days).flatMap(({ about, party, setting }) => {
    const position = positionOf(about.id);
    const inForce = storyOf(facts).facts.map(({ id }) => positionOf(id));
    // a plan put right after its asking is the same plan to whoever was asked
    const isAsked = position === null || asked.some((one) => one.party === party && (one.position === position || !inForce.includes(one.position)));
    return isAsked ? [] : [{ recordRef: ref, position, party, setting, plan: about.type, sentOn: about.on, letter: feedbackLetter(party, 'ask') }];
  });
}

/** What was asked about is still the plan in force, of a record that goes on, of a child who has not left by another. */
function goesOn({ position, party, setting, facts, endedOn }: Unanswered): boolean {
  const about = planAskedAbout(facts);
  if (about === null || positionOf(about.id) !== position || (endedOn !== null && endedOn >= about.on)) return false;
  return isStillAsked(to(feedbackLetter(party, 'remind'), party, setting), about, facts);
}
