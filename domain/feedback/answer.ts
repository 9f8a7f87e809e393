import { FREE, MARKS, QUESTIONS, STEPS, type Free, type Mark, type Party, type Step } from './questions.js';

/** A mark by the code of its question; a question passed over has none. */
export type Marks = Readonly<Record<string, Mark>>;
export type Answer = Readonly<{ marks: Marks } & Record<Free, string>>;

/** Letters that one may write of each. */
export const MOST_LETTERS = 2_000;

export type AnswerProblem = Readonly<{ path: string; why: 'unknown-question' | 'unknown-mark' | 'too-long' | 'empty' }>;

/** Everything wrong with an answer; nothing where it can be kept. A question may be passed over, all of it may not. */
export function problemsOf(party: Party, { marks, ...free }: Readonly<{ marks: Readonly<Record<string, string>> } & Record<Free, string>>): readonly AnswerProblem[] {
  const known = QUESTIONS[party].map(({ code }) => code);
  const isEmpty = Object.keys(marks).length === 0 && FREE.every((name) => free[name].trim() === '');
  return [
    ...Object.entries(marks).flatMap(([code, mark]): AnswerProblem[] => {
      if (!known.includes(code)) return [{ path: `marks.${code}`, why: 'unknown-question' }];
      return isMark(mark) ? [] : [{ path: `marks.${code}`, why: 'unknown-mark' }];
    }),
    ...FREE.flatMap((name): AnswerProblem[] => (free[name].trim().length > MOST_LETTERS ? [{ path: name, why: 'too-long' }] : [])),
    ...(isEmpty ? [{ path: 'marks', why: 'empty' } as const] : []),
  ];
}

export const isMark = (mark: string): mark is Mark => MARKS.some((one) => one === mark);

/** Whether somebody agreed, of those to whom a question applied. */
export const agrees = (mark: Mark): boolean => mark === 'strongly-agree' || mark === 'agree';
export const isStep = (mark: Mark | undefined): mark is Step => STEPS.some((step) => step === mark);
