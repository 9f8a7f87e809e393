import { askForFeedback, type AskedToday } from '../../../activities/feedback/ask.js';
import { giveFeedback, type AnswerSent } from '../../../api/use-cases/feedback.js';
import { createFeedbackAsking } from '../../../prisma/repositories/feedback-asking.js';
import { bringPlans } from './plans.js';
import type { TestApp } from './test-app.js';

/** Amended plans of 6 January 2026, each of a child at a setting with a mother; asked about from the 20th. */

export const SENT_ON = '2026-01-06';
export const ASKED_ON = '2026-01-20';

export type PlanSent = Readonly<{ ref: string; child: string; mother: string }>;

/** @param code eight letters and digits, of which the references are made */
export async function planSent({ database }: Pick<TestApp, 'database'>, code: string, { name = 'Juniper', team = 'east', setting = 'T-QUAYS1DE' }: Readonly<{ name?: string; team?: string; setting?: string }> = {}): Promise<PlanSent> {
  await bringPlans(database, [{
    ref: `P-${code}`, name, team, setting,
    facts: [
      { type: 'plan-made', on: '2025-01-14' }, { type: 'review-meeting-held', on: '2025-11-10' }, { type: 'review-decision-sent', on: '2025-12-02', decision: 'amend' },
      { type: 'amendment-notice-sent', on: '2025-12-02', channel: 'by-hand' }, { type: 'amended-plan-issued', on: SENT_ON, setting },
    ],
  }], '2026-01-07');
  const [child, mother] = [`C-${code}`, `S-${code}`];
  await database.pool.query(
    `INSERT INTO person (ref, child_ref, name, relation, parental_responsibility, has_care, contact, email, email_consent, prefers) VALUES ($1, $2, 'Morag Testparent', 'mother', true, true, 'contactable', lower($1) || '@family.example', true, 'email')`,
    [mother, child],
  );
  return { ref: `P-${code}`, child, mother };
}

/** What the daily watch does. */
export const askToday = ({ database, useCases: { clock, council } }: Pick<TestApp, 'database' | 'useCases'>): Promise<AskedToday> =>
  askForFeedback({ feedback: createFeedbackAsking(database), clock, rules: () => council });

/** An answer as its giver's link would send it. */
export const answerFor = ({ useCases }: Pick<TestApp, 'useCases'>, { ref, mother }: PlanSent, sent: Partial<AnswerSent>, setting?: string): Promise<void> =>
  giveFeedback(useCases, { link: '', kind: setting === undefined ? 'person' : 'setting', ref: setting ?? mother, recordRef: ref, name: '', forReviews: false, forFeedback: true }, { marks: {}, wentWell: '', better: '', ...sent });
