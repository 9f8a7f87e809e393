import { addDays, type IsoDate } from '../dates/iso-date.js';
import { instantOf, type Instant } from '../dates/london.js';
import type { Fact, FactType } from '../facts/fact.js';
import { story as storyOf } from '../facts/story.js';
import type { Settings } from '../settings.js';
import type { LetterCode, Wanted } from '../tell/letter-codes.js';
import { to } from '../tell/wanted.js';
import type { Party } from './questions.js';

/** When whom is asked how it was, and when nobody is. Asking is the council's own rule: it is no duty, and nothing waits for an answer. */

/** What is asked about: the plan that a family was sent. */
export const ASKED_AFTER = ['final-plan-issued', 'amended-plan-issued', 'reassessed-plan-issued'] as const satisfies readonly FactType[];
export type PlanSent = Fact<(typeof ASKED_AFTER)[number]>;

/** After these nobody is asked, whatever was sent before. */
const OVER: readonly FactType[] = ['died', 'moved-away', 'request-withdrawn', 'plan-ceased'];

/** Days after the day for it on which somebody may still be asked, where the watch stood still: later the asking would be a surprise. */
export const CATCH_UP = 28;

/** Days for which the way in to the answer is good. */
const LINK_DAYS = 84;
const DAY = 86_400_000; // milliseconds

const isPlanSent = (fact: Fact): fact is PlanSent => ASKED_AFTER.some((type) => type === fact.type);
const isOver = (fact: Fact): boolean => OVER.includes(fact.type) || (fact.type === 'plan-transferred' && fact.to !== undefined);

/** The plan that was sent last; null where none was, or the record has ended since. */
export function planAskedAbout(facts: readonly Fact[]): PlanSent | null {
  const { facts: inForce } = storyOf(facts);
  return inForce.some(isOver) ? null : (inForce.findLast(isPlanSent) ?? null);
}

/** Somebody to be asked about a plan. `setting` is the one that the plan names; null for the family. */
export type ToAsk = Readonly<{ about: PlanSent; party: Party; setting: string | null }>;

export type AskingDays = Settings['feedback'];

/**
 * Who is to be asked today: the family and the setting that the plan names, so many days after it was sent, and not later than
 * `CATCH_UP` days after that. A later plan takes the place of an earlier one.
 *
 * @param endedOn the day on which the child died, moved away or lost the plan by another of their records; null of none
 */
export function toAsk(facts: readonly Fact[], endedOn: IsoDate | null, today: IsoDate, { askAfterDays }: AskingDays): readonly ToAsk[] {
  const about = planAskedAbout(facts);
  if (about === null || (endedOn !== null && endedOn >= about.on)) return [];
  const askOn = addDays(about.on, askAfterDays);
  if (today < askOn || today > addDays(askOn, CATCH_UP)) return [];
  return [{ about, party: 'family', setting: null }, ...(about.setting === undefined ? [] : [{ about, party: 'setting', setting: about.setting } as const])];
}

/** The first day to remind who was asked on a day, and the last one. */
export function remindOn(askedOn: IsoDate, { remindAfterDays }: AskingDays): Readonly<{ from: IsoDate; to: IsoDate }> {
  const from = addDays(askedOn, remindAfterDays);
  return { from, to: addDays(from, CATCH_UP) };
}

/** The earliest day on which a plan was sent that may still be asked about; a fact put right since may stand on a day a little before. */
export const lookBackTo = (today: IsoDate, { askAfterDays }: AskingDays): IsoDate => addDays(today, -(askAfterDays + CATCH_UP + PUT_RIGHT));
const PUT_RIGHT = 60;

const LETTERS = { family: { ask: 'feedback-family', remind: 'feedback-family-reminder' }, setting: { ask: 'feedback-setting', remind: 'feedback-setting-reminder' } } as const satisfies Record<Party, Record<'ask' | 'remind', LetterCode>>;

export const feedbackLetter = (party: Party, which: 'ask' | 'remind'): LetterCode => LETTERS[party][which];

/** Whether a letter asks how it was: it goes to those asked alone, and its link leads to the questions. */
export const asksHowItWas = (letter: string): boolean => Object.values(LETTERS).some(({ ask, remind }) => letter === ask || letter === remind);

/** What a link in a letter opens, and until when, where the letter asks how it was; nothing of its own where it does not. */
export const leadsTo = (letter: string, now: Instant): Readonly<{ leadsTo?: 'feedback'; endsAt?: Instant }> =>
  asksHowItWas(letter) ? { leadsTo: 'feedback', endsAt: instantOf(new Date(Date.parse(now) + LINK_DAYS * DAY)) } : {};

/** Whether a letter that asks is still right to send: the plan it asks about is the last one, and the record goes on. */
export function isStillAsked(wanted: Wanted, cause: Fact, facts: readonly Fact[]): boolean {
  const about = planAskedAbout(facts);
  if (about?.id !== cause.id) return false;
  const asked = [...letters('family', null), ...(about.setting === undefined ? [] : letters('setting', about.setting))];
  return asked.some(({ letter, audience, ref }) => letter === wanted.letter && audience === wanted.audience && ref === wanted.ref);
}

const letters = (party: Party, setting: string | null): readonly Wanted[] => [to(LETTERS[party].ask, party, setting), to(LETTERS[party].remind, party, setting)];
