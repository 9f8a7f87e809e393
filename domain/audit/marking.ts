import { z } from 'zod';
import { sectionOfItem } from '../plan/sections.js';
import { ANSWERS, criteriaFor, NOT_APPLICABLE, type Answer, type Framework } from './framework.js';
import { answerProblems, type AnswerProblem, type Answers } from './score.js';

/** An auditor's answers with the evidence behind each, while they are written and when they are handed in. */

/** Characters of evidence for one criterion. */
export const MOST_WORDS = 10_000;

export const TOO_LONG = `must be at most ${MOST_WORDS.toLocaleString('en-GB')} characters`;

/** `line`: the item of a plan's text that shows it, as `F3`. In a draft the evidence may come before the answer. */
const answered = z.strictObject({
  answer: z.enum([...ANSWERS, NOT_APPLICABLE], { error: 'must be met, partly-met, not-met or not-applicable; null while it is open' }).nullable(),
  evidence: z.string({ error: 'must be text' }).trim().max(MOST_WORDS, { error: TOO_LONG }).default(''),
  line: z.string({ error: 'must be the id of a line, as F3' }).refine((id) => sectionOfItem(id) !== null, { error: 'must be the id of a line, as F3' }).nullable().default(null),
});

/** By criterion. Every criterion may be left out. */
export const markingSchema = z.record(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$/, { error: 'must be the id of a criterion' }), answered, { error: 'must be answers by criterion' });
/** What rules found, by its key; true: the auditor agrees; null, handed in: the auditor did not say. */
export const judgedSchema = z.record(z.string().max(200), z.boolean({ error: 'must be true, false or null' }).nullable(), { error: 'must say of each suggestion whether it is accepted' });

export type Answered = Readonly<{ answer: Answer | null; evidence: string; line: string | null }>;
export type Marking = Readonly<Record<string, Answered>>;
/** By the suggestion's key; one not named is not judged. */
export type Judged = Readonly<Record<string, boolean | null>>;

/** The answers alone, as a grade is computed from. */
export const answersOf = (marking: Marking): Answers => Object.fromEntries(Object.entries(marking).flatMap(([criterion, { answer }]) => (answer === null ? [] : [[criterion, answer] as const])));

export type MarkingProblem = AnswerProblem | Readonly<{ criterion: string; code: 'evidence-missing' }>;

/**
 * Every reason why a marking cannot be handed in yet. Whatever is found wanting shows where: in words, by a line of the plan, or by a
 * suggestion the auditor accepted.
 *
 * @param shown criteria under which a suggestion was accepted
 */
export function markingProblems(framework: Framework, marking: Marking, role: string | null, shown: ReadonlySet<string>): readonly MarkingProblem[] {
  const unshown = criteriaFor(framework, role).flatMap(({ id }): MarkingProblem[] => {
    const of = marking[id];
    const isWanting = of?.answer === 'not-met' || of?.answer === 'partly-met';
    return isWanting && of.evidence === '' && of.line === null && !shown.has(id) ? [{ criterion: id, code: 'evidence-missing' }] : [];
  });
  return [...answerProblems(framework, answersOf(marking), role), ...unshown];
}
