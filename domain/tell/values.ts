import { isOf, type AgendaItem } from '../agenda.js';
import { acknowledgedBy } from '../climb.js';
import { addMonths, type IsoDate } from '../dates/iso-date.js';
import { workingDays } from '../dates/working-days.js';
import { derive } from '../derive.js';
import type { Duty } from '../duty.js';
import type { DutyCode } from '../duty-codes.js';
import type { Fact } from '../facts/fact.js';
import { story as storyOf } from '../facts/story.js';
import { APPEALABLE, appealWindowOf } from '../law/appeals.js';
import type { Calendar, Settings } from '../settings.js';
import { longDay } from '../dates/said.js';
import { disputeValues } from './dispute-words.js';
import { DUTY_IN_WORDS, GROUND_IN_WORDS } from './duty-words.js';
import { said } from './known.js';
import { fullName, isYoungPerson } from './family.js';
import { ownReviewValues } from './own-review.js';
import type { Addressee, ChildInTell } from './people.js';
import { planValues, withoutReasons } from './plan-words.js';
import type { LetterValues } from './template.js';

/** How the council, and those it must point to, are reached. A list is a line each. */
export type CouncilDetails = Readonly<{
  name: string;
  telephone: string;
  email: string;
  postal: string;
  mediationAdviser: readonly string[];
  mediationContact: readonly string[];
  disagreement: readonly string[];
  sendiass: readonly string[];
  tribunal: readonly string[];
  schools: readonly string[];
}>;

/** What a letter is about and to whom: all of it pure data, read by whoever sends. */
export type Occasion = Readonly<{
  reference: string;
  child: ChildInTell;
  addressee: Pick<Addressee, 'kind' | 'name' | 'channel'>;
  council: CouncilDetails;
  /** Name of the officer who holds the record; null where nobody does. */
  caseworker: string | null;
  today: IsoDate;
  facts: readonly Fact[];
  settings: Settings;
  calendar: Calendar;
  /** The fact that causes the letter, or the agenda item it says; an access code has neither. */
  cause: Fact | null;
  item: (Pick<AgendaItem, 'duty' | 'subject' | 'occurrence'> & Readonly<{ rung?: string; /** The day it was performed. */ on?: IsoDate }>) | null;
  /** Who was asked for advice, by name or post. */
  adviser?: string | null;
  /** The officer's own words that the fact's note holds. */
  reasons?: string | null;
  /** The officer's own words on where a meeting is. */
  place?: string | null;
  casePage?: string | null;
  escalationPage?: string | null;
  code?: string | null;
  codeMinutes?: number | null;
}>;

/**
 * Everything a letter's placeholders may ask for, as far as the record has it. Days are those of the duties; the last day to
 * appeal is the law's own, none is worked out anew. What is not known stays out, so that a letter that needs it cannot be composed.
 */
export function valuesOf(occasion: Occasion): LetterValues {
  const { addressee, cause, facts, today } = occasion;
  const ofCause = { ...disputeValues(cause, facts, today, occasion), ...planValues(cause, facts, today, occasion) };
  return { channel: addressee.channel, links: LINKED.includes(addressee.kind), ...whoValues(occasion), ...councilValues(occasion.council), ...dateValues(occasion), ...wordValues(occasion), ...ofCause };
}

/** Who can be given a way in without an account. */
const LINKED: readonly Addressee['kind'][] = ['person', 'child', 'adviser', 'setting'];

type Values = Omit<LetterValues, 'channel' | 'links'>;

function whoValues({ reference, child, addressee, today, caseworker }: Occasion): Values {
  const isEmail = addressee.channel === 'email';
  const initial = `${child.givenName.trim().slice(0, 1).toUpperCase()}.`;
  const yours = addressee.kind === 'child' ? ['you', 'your'] : addressee.kind === 'person' && !isYoungPerson(child.bornOn, today) ? ['your child', 'your child’s'] : ['the child or young person', 'the child or young person’s'];
  return {
    greeting: isEmail ? 'Hello' : `Dear ${addressee.name}`,
    child: isEmail ? `${initial} (reference ${reference})` : fullName(child),
    whom: yours[0],
    whose: yours[1],
    reference,
    today: longDay(today),
    caseworker: caseworker ?? 'The SEND team',
  };
}

/** How the council is reached, as every letter may say it. */
export const councilValues = ({ name, telephone, email, postal, mediationAdviser, mediationContact, disagreement, sendiass, tribunal, schools }: CouncilDetails): Values => ({
  council: name, telephone, email, postal, mediationAdviser, mediationContact, disagreement, sendiass, tribunal, schools,
});

function dateValues({ facts, today, settings, calendar, cause, item, casePage, escalationPage }: Occasion): Values {
  const { duties, climbs } = derive(facts, today, settings, calendar);
  const startedOn = facts.find(({ type }) => type === 'request-received' || type === 'came-to-attention')?.on;
  const ofCause = (code: DutyCode): Duty | undefined => duties.find((duty) => duty.code === code && duty.occurrence === cause?.id);
  const about = item && duties.find((duty) => isOf(duty, item));
  const step = item && climbs.find(({ duty }) => isOf(duty, item))?.steps.find(({ rungs }) => rungs.some(({ rung }) => rung === item.rung));
  const acknowledgeBy = step ? acknowledgedBy(step.rungs, item.on ?? today, workingDays(calendar.bankHolidays)) : null;
  return {
    receivedOn: said(startedOn),
    decisionOn: said(cause?.on),
    decideBy: said(owed(duties, 'order-notify-assess', 'decide-to-assess')),
    finalBy: said(owed(duties, 'order-issue-final', 'issue-final-plan', 'issue-reassessed-plan')),
    adviceDue: said(ofCause('give-advice')?.dueOn),
    answerBy: said(ofCause('answer-consultation')?.dueOn),
    dueOn: said(about?.dueOn ?? adviceAskedOf(cause, duties)),
    dutyLaw: about?.law,
    dutyWhy: about?.because.map(({ fact, on, rule, gives }) => `${fact.replaceAll('-', ' ')} on ${longDay(on)}, ${rule}, gives ${longDay(gives)}`).join('; '),
    acknowledgeBy: acknowledgeBy === null ? 'Until it is done it climbs, each step on its own day.' : `By ${longDay(acknowledgeBy)} say what you will do about it and by which day, or it climbs to the next role:`,
    escalationPage: (acknowledgeBy === null ? casePage : (escalationPage ?? casePage)) ?? undefined,
    representationsUntil: representationsUntil(ofCause('hear-representations')),
    ...appealValues(cause, facts, calendar),
    ...ownReviewValues(cause, storyOf(facts), duties),
  };
}

/** The last day still owed of these duties, the first that there is: an order's own days take the place of the first ones; what is done, only where nothing is to do. */
function owed(duties: readonly Duty[], ...codes: readonly DutyCode[]): IsoDate | undefined {
  const there = codes.flatMap((code) => duties.filter((duty) => duty.code === code && duty.outcome !== 'not-owed').reverse());
  return (there.find(({ doneOn }) => doneOn === null) ?? there[0])?.dueOn;
}

/** Advice that is returned keeps the date of its asking. */
function adviceAskedOf(cause: Fact | null, duties: readonly Duty[]): IsoDate | undefined {
  if (cause === null || !('adviser' in cause)) return undefined;
  return duties.findLast(({ code, subject }) => code === 'give-advice' && subject === cause.adviser)?.dueOn;
}

/** Where the day of service is not known yet, the law's own words. */
const representationsUntil = (window: Duty | undefined): string => (window ? `until the end of ${longDay(window.dueOn)}` : 'we will confirm the last day when we know the day it was served');

const isAppealable = ({ type }: Fact): boolean => APPEALABLE.some((known) => known === type);

/** Two months in which to contact the mediation adviser run by the calendar; Tribunal rule 12 moves only the appeal. @source SEND Regulations 2014 reg 33 */
function appealValues(cause: Fact | null, facts: readonly Fact[], { bankHolidays }: Calendar): Values {
  if (cause === null || !isAppealable(cause)) return {};
  const { dueOn } = appealWindowOf(cause, storyOf(facts), workingDays(bankHolidays));
  return { appealBy: longDay(dueOn), mediationBy: longDay(addMonths(cause.on, 2)) };
}

/** What the family may do in a window, as a letter to them says it. */
const FAMILY_MAY: Readonly<Partial<Record<DutyCode, string>>> = {
  'hear-representations': 'tell us what you think of the draft plan or the proposed amendments',
  'appeal-window': 'appeal to the Tribunal',
  'keep-plan-until': 'appeal against the end of the plan',
};

function wordValues({ cause, item, facts, today, settings, calendar, addressee, ...known }: Occasion): Values {
  const isFamily = addressee.kind === 'person' || addressee.kind === 'child';
  return {
    duty: item ? ((isFamily ? FAMILY_MAY[item.duty] : undefined) ?? DUTY_IN_WORDS[item.duty]) : undefined,
    assessment: storyOf(facts).facts.some(({ type }) => type === 'plan-made' || type === 'plan-transferred') ? 'EHC needs reassessment' : 'EHC needs assessment',
    adviser: known.adviser ?? undefined,
    reasons: known.reasons ?? withoutReasons(cause),
    place: known.place ?? undefined,
    under: cause?.type === 'assessment-refused' ? (cause.under === 'reg-5' ? 'regulation 5' : 'regulation 4') : undefined,
    ground: cause?.type === 'exception-recorded' ? GROUND_IN_WORDS[cause.ground] : undefined,
    steps: cause?.type === 'exception-recorded' ? stepsOf(cause, derive(facts, today, settings, calendar).duties) : undefined,
    casePage: known.casePage ?? undefined,
    code: known.code ?? undefined,
    codeMinutes: known.codeMinutes ? String(known.codeMinutes) : undefined,
  };
}

/** Each step an exception names, with its last day in law where it is still owed. */
function stepsOf({ steps }: Fact<'exception-recorded'>, duties: readonly Duty[]): string[] {
  return steps.map((step) => {
    const duty = duties.findLast(({ code, outcome }) => code === step && outcome !== 'not-owed');
    return duty ? `${DUTY_IN_WORDS[step]}: last day in law ${longDay(duty.dueOn)}` : DUTY_IN_WORDS[step];
  });
}
