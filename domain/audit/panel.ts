import { z } from 'zod';
import { ANSWERS, NOT_APPLICABLE, type Answer } from './framework.js';
import type { Answers } from './score.js';

/**
 * A multi-agency panel on a plan: education, health, social care and a parent representative, each asked what they alone can judge. Its
 * answers stand beside the audit and never in its grade, which is the framework's.
 *
 * @source needs.md section 6 (Levels: multi-agency audit; Moderation: multi-agency, Knowsley)
 */

/** Who speaks at the panel. */
export const PANEL_VOICES = ['education', 'health', 'social-care', 'parent-representative'] as const;
export type PanelVoice = (typeof PANEL_VOICES)[number];

/** `beside`: criteria of the default frameworks of plans and drafts that an auditor answers about the same thing. */
export type PanelQuestion = Readonly<{ id: string; voice: PanelVoice; asks: string; good: string; law: string | null; beside: readonly string[] }>;

/** The project's own questions; the law beside each where it rests on one. */
export const PANEL_QUESTIONS: readonly PanelQuestion[] = [
  {
    id: 'ed-deliver', voice: 'education', law: 'Children and Families Act 2014 s 42(2)', beside: ['f-specified', 'f-quantified'],
    asks: 'Could a school or college deliver section F as it is written?',
    good: 'A new SENCO could make next week’s timetable from it: who comes, what they do, how long, how many pupils.',
  },
  {
    id: 'ed-needs', voice: 'education', law: 'SEND Regulations 2014 reg 12(1)(b)', beside: ['b-needs', 'b-clear'],
    asks: 'Would a teacher know this child from section B?',
    good: 'Needs are said as they show in class, with what helps and what does not.',
  },
  {
    id: 'ed-steps', voice: 'education', law: 'Code of Practice 9.69 (E)', beside: ['e-smart', 'e-monitoring'],
    asks: 'Could the setting tell at the next review whether each outcome was reached?',
    good: 'Each outcome says what the child will do, by when, and how it is looked at on the way.',
  },
  {
    id: 'he-needs', voice: 'health', law: 'SEND Regulations 2014 reg 12(1)(c)', beside: ['c-said', 'c-effect'],
    asks: 'Are the health needs in section C right, and complete for this child?',
    good: 'What the health advice found is there, in words a family can use, with what it means in the day.',
  },
  {
    id: 'he-provision', voice: 'health', law: 'Children and Families Act 2014 s 42(3)', beside: ['g-said', 'g-specific'],
    asks: 'Could the integrated care board arrange section G as it is written?',
    good: 'Each line says what is given, how often and by which service, and has been agreed by whoever commissions it.',
  },
  {
    id: 'he-educates', voice: 'health', law: 'Children and Families Act 2014 s 21(5)', beside: ['f-therapy'],
    asks: 'Does health provision that educates or trains stand in section F?',
    good: 'Speech and language therapy is in F unless there are exceptional reasons; other therapy where it educates or trains.',
  },
  {
    id: 'sc-needs', voice: 'social-care', law: 'SEND Regulations 2014 reg 12(1)(d)', beside: ['d-said', 'd-effect'],
    asks: 'Does section D say what this child and family need, or truly that there is nothing?',
    good: 'What social care knows is there; “not known to the service” alone is not an assessment.',
  },
  {
    id: 'sc-parts', voice: 'social-care', law: 'Chronically Sick and Disabled Persons Act 1970 s 2', beside: ['h-said', 'h-right-part', 'h-specific'],
    asks: 'Is what the law obliges the council to give in H1, and the rest in H2?',
    good: 'Short breaks, help at home and the like are in the right part, each with how much and how often.',
  },
  {
    id: 'sc-joined', voice: 'social-care', law: null, beside: [],
    asks: 'Does it fit with the child’s other plans: child in need, looked-after, transition?',
    good: 'Where there is another plan, dates and outcomes do not contradict it, and reviews are held together where they can be.',
  },
  {
    id: 'pa-voice', voice: 'parent-representative', law: 'Children and Families Act 2014 s 19', beside: ['a-child-views', 'a-family-views'],
    asks: 'Do section A and the rest sound as if the family and the child were heard?',
    good: 'Their own words can be recognised, and what they asked for is answered somewhere, also where the answer is no.',
  },
  {
    id: 'pa-plain', voice: 'parent-representative', law: 'Code of Practice 9.61', beside: ['w-language'],
    asks: 'Could a parent read it without help and know what their child will get?',
    good: 'No initials left unexplained, no sentence to be read twice; it is plain what happens from Monday.',
  },
  {
    id: 'pa-respect', voice: 'parent-representative', law: null, beside: ['b-strengths', 'w-this-child'],
    asks: 'Is it respectful, and is there something in it that the child would be proud of?',
    good: 'Strengths are more than a line, nothing blames, and it could be about no other child.',
  },
];

export const questionsFor = (voice: PanelVoice): readonly PanelQuestion[] => PANEL_QUESTIONS.filter((one) => one.voice === voice);

const QUESTION_IDS: ReadonlySet<string> = new Set(PANEL_QUESTIONS.map(({ id }) => id));

/** What one voice said. Whatever is found wanting says why; a question left out was not answered. */
export const panelSaidSchema = z.record(
  z.string().refine((id) => QUESTION_IDS.has(id), { error: 'must be the id of a question' }),
  z.strictObject({
    answer: z.enum([...ANSWERS, NOT_APPLICABLE], { error: 'must be met, partly-met, not-met or not-applicable' }),
    words: z.string({ error: 'must be text' }).trim().max(2000, { error: 'must be at most 2,000 characters' }).default(''),
  }),
  { error: 'must be answers by question' },
);
export type PanelSaid = Readonly<Record<string, Readonly<{ answer: Answer; words: string }>>>;

export type PanelProblem = Readonly<{ question: string; code: 'not-asked' | 'words-missing' }>;

/** Why what a voice said cannot be kept: a question of another voice, or something wanting without a word why. */
export function panelProblems(voice: PanelVoice, said: PanelSaid): readonly PanelProblem[] {
  const own = new Set(questionsFor(voice).map(({ id }) => id));
  return Object.entries(said).flatMap(([question, { answer, words }]): PanelProblem[] => [
    ...(own.has(question) ? [] : [{ question, code: 'not-asked' as const }]),
    ...((answer === 'not-met' || answer === 'partly-met') && words.trim() === '' ? [{ question, code: 'words-missing' as const }] : []),
  ]);
}

export type BesideAuditor = 'alike' | 'panel-finds-more' | 'auditor-found-more';

/**
 * How an answer stands beside the worst of the auditor's about the same thing; null where the auditor was asked nothing like it. Where
 * they differ, the moderation meeting has something to talk about.
 */
export function besideAuditor({ beside }: Pick<PanelQuestion, 'beside'>, answer: Answer, auditor: Answers): BesideAuditor | null {
  const steps = beside.flatMap((criterion) => stepOf(auditor[criterion] ?? null) ?? []);
  const own = stepOf(answer);
  if (own === null || steps.length === 0) return null;
  const worst = Math.min(...steps);
  return own === worst ? 'alike' : own < worst ? 'panel-finds-more' : 'auditor-found-more';
}

const stepOf = (answer: Answer | null): number | null => (answer === null || answer === NOT_APPLICABLE ? null : ANSWERS.indexOf(answer));
