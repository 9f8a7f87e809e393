import type { Calendar, Settings } from '../settings.js';
import type { IsoDate } from '../dates/iso-date.js';
import { derive } from '../derive.js';
import type { Duty } from '../duty.js';
import type { DutyCode } from '../duty-codes.js';
import type { Fact, OrderKind } from '../facts/fact.js';
import { story as storyOf } from '../facts/story.js';
import { longDay } from '../dates/said.js';
import { DUTY_IN_WORDS } from './duty-words.js';
import { defined, said } from './known.js';

/** What was ordered, agreed or conceded, as a letter says it after “to”. */
export const ORDER_IN_WORDS: Readonly<Record<OrderKind | 'other', string>> = {
  assess: 'carry out an EHC needs assessment',
  reassess: 'carry out a reassessment of the education, health and care needs',
  'make-plan': 'make an EHC plan',
  remit: 'look at our decision again',
  'amend-contents': 'amend what the EHC plan says',
  'amend-placement': 'amend the school, college or other setting that the EHC plan names',
  'amend-both': 'amend what the EHC plan says and the school, college or other setting it names',
  continue: 'keep the EHC plan as it is',
  'continue-and-amend': 'keep the EHC plan and amend it',
  'dismiss-cease': 'end the EHC plan: the appeal against ending it was dismissed',
  other: 'do what the written agreement says, which is something else than can be appealed',
};

type Appealed = Fact<'appeal-lodged'>['against'];

export const APPEALED_IN_WORDS: Readonly<Record<Appealed, string>> = {
  'refusal-to-assess': 'our decision not to carry out an EHC needs assessment',
  'refusal-to-issue': 'our decision not to issue an EHC plan',
  contents: 'what the EHC plan says',
  placement: 'the school, college or other setting that the EHC plan names',
  'contents-and-placement': 'what the EHC plan says and the school, college or other setting it names',
  ceasing: 'our decision to end the EHC plan',
  'refusal-to-reassess': 'our decision not to reassess',
  'refusal-to-amend': 'our decision not to amend the EHC plan',
};

type Rules = Readonly<{ settings: Settings; calendar: Calendar }>;

/** What the letters of a disagreement say of their fact. */
export type DisputeValues = Readonly<Partial<Record<'ordered' | 'willDo' | 'against' | 'arrangeBy' | 'meetingOn' | 'respondBy' | 'outcome' | 'transferredOn' | 'reassessing' | 'reviewBy', string | readonly string[]>>>;

/** @param cause the fact that causes the letter; nothing is said of other kinds */
export function disputeValues(cause: Fact | null, facts: readonly Fact[], today: IsoDate, { settings, calendar }: Rules): DisputeValues {
  if (cause === null || !IN_A_DISAGREEMENT.includes(cause.type)) return {};
  const { duties } = derive(facts, today, settings, calendar);
  const dayOf = (code: DutyCode): string | undefined => said(duties.find((duty) => duty.code === code && duty.occurrence === cause.id)?.dueOn);
  switch (cause.type) {
    case 'mediation-requested':
      return defined({ arrangeBy: dayOf('arrange-mediation') });
    case 'mediation-arranged':
      return defined({ meetingOn: said(cause.meetingOn) });
    case 'appeal-lodged':
      return defined({ against: APPEALED_IN_WORDS[cause.against], respondBy: dayOf('respond-to-appeal') });
    case 'appeal-answered':
    case 'appeal-withdrawn':
      return againstValue(cause, facts);
    case 'mediation-agreed':
    case 'appeal-not-opposed':
      return { ordered: ORDER_IN_WORDS[cause.what], willDo: willDo(duties, cause) };
    case 'tribunal-order':
      return { ordered: ORDER_IN_WORDS[cause.order], willDo: willDo(duties, cause) };
    case 'appeal-conceded':
      return { ordered: ORDER_IN_WORDS[cause.what], willDo: owedAgain(duties, cause) };
    case 'reconsidered':
      return { outcome: outcomeOf(cause, facts) };
    case 'family-told-of-transfer':
      return transferValues(cause, facts, duties);
    default:
      return {};
  }
}

const IN_A_DISAGREEMENT: readonly Fact['type'][] = [
  'mediation-requested', 'mediation-arranged', 'mediation-agreed', 'appeal-lodged', 'appeal-answered', 'appeal-withdrawn',
  'appeal-not-opposed', 'appeal-conceded', 'tribunal-order', 'reconsidered', 'family-told-of-transfer',
];

/** What this order, agreement or notice to the Tribunal has the council do, or the ICB, each with its last day and its law. */
const willDo = (duties: readonly Duty[], { id }: Fact): string[] =>
  duties.filter(({ occurrence, shape, outcome }) => occurrence === id && shape === 'deadline' && outcome !== 'not-owed').map(inWords);

function inWords({ code, by, dueOn, doneOn, law }: Duty): string {
  const who = by === 'icb' ? 'the integrated care board must ' : '';
  return `${who}${DUTY_IN_WORDS[code]}: by ${longDay(dueOn)} (${law})${doneOn === null ? '' : `; done on ${longDay(doneOn)}`}`;
}

/** What an informal change of mind makes owed again, at its original dates; the Ombudsman's count beside them. */
function owedAgain(duties: readonly Duty[], { what }: Fact<'appeal-conceded'>): string[] {
  const again = duties.filter(({ code, kind, doneOn, alsoCounted }) => RESTORED.includes(code) && kind === 'statutory' && doneOn === null && alsoCounted.some(({ basis }) => basis === 'ombudsman'));
  if (again.length === 0) return [`${ORDER_IN_WORDS[what]}: as soon as we can; the law sets no day for it`];
  return again.map((duty) => {
    const ombudsman = duty.alsoCounted.find(({ basis }) => basis === 'ombudsman');
    const counted = ombudsman ? `; the Local Government and Social Care Ombudsman has counted from the day a council changed its mind, which would give ${longDay(ombudsman.dueOn)}` : '';
    return `${DUTY_IN_WORDS[duty.code]}: last day in law ${longDay(duty.dueOn)} (${duty.law})${counted}`;
  });
}

const RESTORED: readonly DutyCode[] = ['decide-to-issue', 'send-draft', 'issue-final-plan'];

function againstValue(cause: Fact, facts: readonly Fact[]): DisputeValues {
  const appeal = storyOf(facts).of('appeal-lodged').findLast(({ on }) => on <= cause.on);
  return appeal ? { against: APPEALED_IN_WORDS[appeal.against] } : {};
}

/** The decision itself goes by its own letter, with its reasons and the right to appeal. */
function outcomeOf({ on }: Fact<'reconsidered'>, facts: readonly Fact[]): string {
  const since = storyOf(facts).facts.findLast((fact) => fact.on >= on && DECISIONS.includes(fact.type));
  if (since?.type === 'issue-refused') return 'We have again decided not to issue an EHC plan. A notice of its own gives you our reasons and says how you can appeal.';
  if (since !== undefined) return 'We have decided to make an EHC plan. The draft comes to you for your views, in a letter of its own.';
  return 'What we decided comes to you in a letter of its own: either the draft of an EHC plan, or a notice that gives you our reasons and says how you can appeal.';
}

const DECISIONS: readonly Fact['type'][] = ['issue-refused', 'issue-agreed', 'draft-plan-sent'];

function transferValues({ reassess, on }: Fact<'family-told-of-transfer'>, facts: readonly Fact[], duties: readonly Duty[]): DisputeValues {
  const transfer = storyOf(facts).of('plan-transferred').findLast((moved) => moved.from !== undefined && moved.on <= on);
  const review = duties.find(({ code, occurrence }) => code === 'review-after-transfer' && occurrence === transfer?.id);
  return defined({
    transferredOn: said(transfer?.on),
    reviewBy: said(review?.dueOn),
    reassessing: reassess === undefined ? undefined : reassess ? 'We propose to carry out a new EHC needs assessment.' : 'We do not propose to carry out a new EHC needs assessment.',
  });
}
