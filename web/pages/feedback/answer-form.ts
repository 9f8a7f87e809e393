import type { AppError } from '../../../api/errors.js';
import type { AnswerSent } from '../../../api/use-cases/feedback.js';
import { MOST_LETTERS } from '../../../domain/feedback/answer.js';
import { FREE, MARKS, QUESTIONS, type Party } from '../../../domain/feedback/questions.js';
import { firstInput, type Field, type FieldError, type Typed } from '../../forms/field.js';
import { errorTexts } from '../../words/errors.js';
import { GIVE_WORDS as t, MARK_WORDS, type FeedbackReader } from '../../words/feedback.js';

/** The questions as fields: each a choice that may be passed over, and room for words. */

const CHOICES = MARKS.map((mark) => ({ value: mark, text: MARK_WORDS[mark] }));
/** A question's code names its input, with something before it: `other` and the like are names of the form's own. */
const inputOf = (code: string): string => `q-${code}`;

export const fieldsFor = (party: Party, reader: FeedbackReader): readonly Field[] => [
  ...QUESTIONS[party].map(({ code, words, own }): Field => ({ kind: 'choice', name: inputOf(code), label: reader === 'young-person' ? (own ?? words) : words, missing: t.again, choices: CHOICES, optional: true, oneOfMany: true })),
  ...FREE.map((name): Field => ({ kind: 'text', name, label: t[name], hint: t.wordsHint, missing: '', most: MOST_LETTERS, optional: true, oneOfMany: true })),
];

const textIn = (typed: Typed, name: string): string => {
  const sent = typed[name] ?? '';
  return (typeof sent === 'string' ? sent : (sent[0] ?? '')).replaceAll('\r\n', '\n').trim();
};

/** As the use-case reads it; a question passed over has no mark. */
export const answerOf = (party: Party, typed: Typed): AnswerSent => ({
  marks: Object.fromEntries(QUESTIONS[party].flatMap(({ code }) => (textIn(typed, inputOf(code)) === '' ? [] : [[code, textIn(typed, inputOf(code))]]))),
  wentWell: textIn(typed, 'wentWell'),
  better: textIn(typed, 'better'),
});

/** What was refused, each beside its field. */
export const errorsOf = (party: Party, fields: readonly Field[], error: AppError): readonly FieldError[] =>
  (error.extra.errors ?? []).map(({ path }) => {
    const free = fields.find((field) => field.kind === 'text' && field.name === path);
    if (free !== undefined) return { name: free.name, href: `#${firstInput(free)}`, text: errorTexts.tooLong(free.label, MOST_LETTERS) };
    const question = QUESTIONS[party].find(({ code }) => path === `marks.${code}`);
    const name = inputOf((question ?? QUESTIONS[party][0])?.code ?? '');
    return { name: question === undefined ? '' : name, href: `#${name}`, text: path === 'marks' ? t.empty : t.again };
  });
