import type { IsoDate } from '../dates/iso-date.js';
import type { Duty } from '../duty.js';
import { isCouncilsOwn } from '../law/reviews.js';
import { OWED_BY_SETTING, OWED_TO_SETTING, REVIEW_BY, reviewNow } from './cycle.js';
import type { Fact } from '../facts/fact.js';

/** A duty of a review, as its row says how it stands. */
export type ReviewDuty = Pick<Duty, 'code' | 'subject' | 'occurrence' | 'kind' | 'dueOn' | 'actBy' | 'law' | 'because' | 'outcome' | 'daysLate' | 'doneOn'> &
  Readonly<{ /** Undone, and still owed. */ waits: boolean }>;

/** Who owes what of one pupil's review, and what must happen next. */
export type Owed = Readonly<{
  /** Of the setting, the soonest first. */
  bySetting: readonly ReviewDuty[];
  /** Of the council towards it. */
  byCouncil: readonly ReviewDuty[];
  /** A meeting whose day is set and which nobody has said was held. */
  meetingOn: IsoDate | null;
  /** The last day for the whole of the next review. */
  reviewBy: ReviewDuty | null;
  /** The first day of all these; null where nothing is to come. */
  nextOn: IsoDate | null;
}>;

export function owedOf(facts: readonly Fact[], duties: readonly ReviewDuty[]): Owed {
  const waiting = duties.filter(({ waits }) => waits).sort(byDay);
  const { held, plannedOn, setBy } = reviewNow(facts);
  const meetingOn = held === null ? plannedOn : null;
  const isOver = ({ code, occurrence }: ReviewDuty): boolean => code !== 'send-review-report' && (held !== null || occurrence !== setBy); // nobody can invite to it any more
  const bySetting = waiting.filter((duty) => OWED_BY_SETTING.includes(duty.code) && !isOver(duty) && !isCouncilsOwn(duty));
  const byCouncil = waiting.filter(({ code }) => OWED_TO_SETTING.includes(code));
  const reviewBy = waiting.find(({ code }) => REVIEW_BY.includes(code)) ?? null;
  const days = [...bySetting, ...byCouncil, ...(reviewBy === null ? [] : [reviewBy])].map(actOn);
  return { bySetting, byCouncil, meetingOn, reviewBy, nextOn: [...days, ...(meetingOn === null ? [] : [meetingOn])].sort()[0] ?? null };
}

/** What must happen next comes first; what waits for nothing comes last. */
export const byWhatIsNext = (a: Readonly<{ nextOn: IsoDate | null; caseRef: string }>, b: typeof a): number =>
  a.nextOn === b.nextOn ? (a.caseRef < b.caseRef ? -1 : 1) : a.nextOn === null ? 1 : b.nextOn === null ? -1 : a.nextOn < b.nextOn ? -1 : 1;

const actOn = ({ actBy, dueOn }: Pick<ReviewDuty, 'actBy' | 'dueOn'>): IsoDate => actBy ?? dueOn;
const byDay = (a: ReviewDuty, b: ReviewDuty): number => (actOn(a) < actOn(b) ? -1 : actOn(a) > actOn(b) ? 1 : a.code < b.code ? -1 : 1);

/** `W.T.`: the first letters of a child's names, which a calendar may show. */
export const initialsOf = (givenName: string, familyName: string): string =>
  [givenName, familyName].flatMap((name) => Array.from(name.trim()).slice(0, 1)).map((letter) => `${letter.toUpperCase()}.`).join('');
