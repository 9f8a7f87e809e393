import { addDays, type IsoDate } from './dates/iso-date.js';

/** What a setting that is consulted may say against being named. @source Children and Families Act 2014 s 39(4), s 40 */
export const REFUSAL_GROUNDS = ['unsuitable-age', 'unsuitable-ability', 'unsuitable-needs', 'education-of-others', 'use-of-resources'] as const;
export type RefusalGround = (typeof REFUSAL_GROUNDS)[number];

export const CONSULTATION_ANSWERS = ['yes', 'no', 'other'] as const;
export type AnswerOfSetting = (typeof CONSULTATION_ANSWERS)[number];

export type ConsultationAnswered = Readonly<{
  answer: AnswerOfSetting;
  grounds: readonly RefusalGround[];
  /** Why, and what could change it; needed to say no. */
  words: string;
  /** Places free in the year group. */
  places: number | null;
  /** Pounds a year. */
  yearlyCost: number | null;
  startsOn: IsoDate | null;
}>;

export type AnswerProblem = Readonly<{ path: 'answer' | 'grounds' | 'words' | 'places' | 'yearlyCost' | 'startsOn'; code: 'ground-missing' | 'ground-without-no' | 'words-missing' | 'words-long' | 'count-odd' | 'start-odd' }>;

const MOST_LETTERS = 20_000;
const MOST_PLACES = 10_000;
const MOST_POUNDS = 10_000_000;
const FURTHEST_DAYS = 3 * 366;

/** What is wrong with an answer: to say no takes a ground of the law, and why. */
export function answerProblems({ answer, grounds, words, places, yearlyCost, startsOn }: ConsultationAnswered, today: IsoDate): AnswerProblem[] {
  const isOdd = (count: number | null, most: number): boolean => count !== null && (!Number.isInteger(count) || count < 0 || count > most);
  return [
    ...(answer === 'no' && grounds.length === 0 ? [{ path: 'grounds', code: 'ground-missing' } as const] : []),
    ...(answer !== 'no' && grounds.length > 0 ? [{ path: 'grounds', code: 'ground-without-no' } as const] : []),
    ...(answer !== 'yes' && words.trim() === '' ? [{ path: 'words', code: 'words-missing' } as const] : []),
    ...(words.length > MOST_LETTERS ? [{ path: 'words', code: 'words-long' } as const] : []),
    ...(isOdd(places, MOST_PLACES) ? [{ path: 'places', code: 'count-odd' } as const] : []),
    ...(isOdd(yearlyCost, MOST_POUNDS) ? [{ path: 'yearlyCost', code: 'count-odd' } as const] : []),
    ...(startsOn !== null && (startsOn < today || startsOn > addDays(today, FURTHEST_DAYS)) ? [{ path: 'startsOn', code: 'start-odd' } as const] : []),
  ];
}
