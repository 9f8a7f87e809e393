import type { PlanContent } from '../../domain/plan/content.js';
import { ADULT_LIFE, EMPTY_REPORT, INVITED, PROGRESS, type ReviewForm } from '../../domain/review/form.js';
import { reportStart } from '../../domain/review/report-start.js';

/** What a school of the demonstration wrote after a review meeting. */

type About = Readonly<{ name: string; recommendation: 'keep' | 'amend' | 'cease'; inYear9: boolean }>;

const SAID = PROGRESS.filter((progress) => progress !== '');
const EVIDENCE = [
  'Seen in four of the five lessons observed in October; the record is attached to the papers.',
  'Better than in the spring, above all with the adult sitting further away. Not yet in science.',
  'Reached in the autumn term and kept since.',
  'Little change: the programme began only after half term.',
];

/** A whole report: progress for each outcome of the plan, views, and what should change. */
export function wholeReport(content: PlanContent, { name, recommendation, inYear9 }: About): ReviewForm {
  const { outcomes } = reportStart(content);
  const amends = recommendation === 'amend';
  return {
    ...EMPTY_REPORT,
    attendance: { ...EMPTY_REPORT.attendance, ...Object.fromEntries(INVITED.map((who, at) => [who, TOOK_PART[at % TOOK_PART.length]])) },
    outcomes: outcomes.map((row, at) => ({ ...row, progress: SAID[at % SAID.length] ?? 'some', evidence: EVIDENCE[at % EVIDENCE.length] ?? '' })),
    childViews: `${name}: “I like school more this year. I want to choose what I do after lunch.”`,
    parentViews: 'We see the difference at home. We would like the afternoons looked at: they end in tears twice a week.',
    changes: amends
      ? {
          ...EMPTY_REPORT.changes,
          A: 'New views and aspirations, as said at the meeting.',
          E: 'The first outcome should be measured over two half terms: it is met on good days only.',
          F: 'The first programme at 30 minutes in place of 20 or 25, and a new line for planning the afternoon.',
        }
      : EMPTY_REPORT.changes,
    disagreements: amends ? 'The family asks for an hour of one-to-one work a day; the school thinks the programme is enough.' : 'None.',
    adulthood: inYear9 ? { ...EMPTY_REPORT.adulthood, ...Object.fromEntries(ADULT_LIFE.map((about) => [about, ADULTHOOD[about]])) } : EMPTY_REPORT.adulthood,
    recommendation,
    reasons: REASONS[recommendation],
  };
}

/** The same, as far as somebody came on the day of the meeting. */
export function begunReport(content: PlanContent, about: About): ReviewForm {
  const whole = wholeReport(content, about);
  return { ...whole, outcomes: whole.outcomes.map((row, at) => (at === 0 ? row : { ...row, progress: '', evidence: '' })), parentViews: '', changes: EMPTY_REPORT.changes, disagreements: '', recommendation: '', reasons: '' };
}

const TOOK_PART = ['came', 'came', 'came', 'in-writing', 'in-writing', 'apologies'] as const;
const ADULTHOOD = {
  employment: 'A week at the garden centre is arranged for the summer term.',
  independence: 'Takes the bus with an adult in sight.',
  community: 'Goes to the youth club on Thursdays.',
  health: 'Will be seen by adult services from eighteen; the first joint appointment is in March.',
} as const;
const REASONS = {
  keep: 'The plan describes needs and provision as they are, and the outcomes stand.',
  amend: 'Provision has changed in fact and should be in the plan.',
  cease: 'The outcomes are achieved, and the college’s own support is enough.',
} as const;
