import { expect, test } from 'vitest';
import { DRAFT_FRAMEWORK, PLAN_FRAMEWORK } from '../../../domain/audit/default-frameworks/plan.js';
import { besideAuditor, PANEL_QUESTIONS, PANEL_VOICES, panelProblems, panelSaidSchema, questionsFor } from '../../../domain/audit/panel.js';

test('each voice has questions of its own, and each stands beside criteria that both frameworks ask', () => {
  expect(PANEL_VOICES.map((voice) => questionsFor(voice).length)).toEqual([3, 3, 3, 3]);
  expect(new Set(PANEL_QUESTIONS.map(({ id }) => id)).size).toBe(PANEL_QUESTIONS.length);
  for (const { criteria } of [PLAN_FRAMEWORK, DRAFT_FRAMEWORK]) {
    const ids = criteria.map(({ id }) => id);
    expect(PANEL_QUESTIONS.flatMap(({ beside }) => beside).filter((id) => !ids.includes(id))).toEqual([]);
  }
});

test('what is wanting says why, and nobody answers for another voice', () => {
  const given = panelSaidSchema.parse({ 'he-needs': { answer: 'not-met', words: '  ' }, 'he-provision': { answer: 'met' }, 'ed-steps': { answer: 'partly-met', words: 'No steps' } });
  expect(panelProblems('health', given)).toEqual([{ question: 'he-needs', code: 'words-missing' }, { question: 'ed-steps', code: 'not-asked' }]);
  expect(panelSaidSchema.safeParse({ nobody: { answer: 'met' } }).success).toBe(false);
});

test('an answer stands beside the worst of what the auditor answered about the same', () => {
  const marking = { 'f-specified': 'met', 'f-quantified': 'partly-met', 'f-therapy': 'not-applicable' } as const;
  const [question] = questionsFor('education');
  const therapy = PANEL_QUESTIONS.find(({ id }) => id === 'he-educates');
  expect(question && [besideAuditor(question, 'partly-met', marking), besideAuditor(question, 'not-met', marking), besideAuditor(question, 'met', marking)]).toEqual(['alike', 'panel-finds-more', 'auditor-found-more']);
  expect(question && besideAuditor(question, 'not-applicable', marking)).toBeNull();
  expect(therapy && besideAuditor(therapy, 'met', marking)).toBeNull(); // the auditor said that it does not arise
  expect(besideAuditor({ beside: [] }, 'not-met', marking)).toBeNull();
});
