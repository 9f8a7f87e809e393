import { expect, test } from 'vitest';
import { ADVICE_FRAMEWORK } from '../../domain/audit/default-frameworks/advice.js';
import { criteriaFor } from '../../domain/audit/framework.js';
import { answersOf, type Marking } from '../../domain/audit/marking.js';
import { scoreOf } from '../../domain/audit/score.js';
import { instantOf } from '../../domain/dates/london.js';
import { gradeShown, percent } from '../../web/pages/audits/presenter.js';

/** What an audit's page says of a grade and of a chance, in numbers that a reader may add up. */

test('all sections weigh together what those weigh that count: of a parent’s advice 90, as one of ten is not asked', () => {
  const at = instantOf(new Date('2026-11-23T09:00:00Z'));
  const answers: Marking = Object.fromEntries(criteriaFor(ADVICE_FRAMEWORK, 'parent').map(({ id }) => [id, { answer: 'met', evidence: '', line: null }]));
  const kept = { answers, judged: {}, saves: 1, savedBy: 'S-TESTAUDIT', savedAt: at, begunAt: at, handedInAt: at, handedInBy: null, scored: scoreOf(ADVICE_FRAMEWORK, answersOf(answers), 'parent') };
  expect(gradeShown({ framework: ADVICE_FRAMEWORK, audit: { why: 'sample' } }, kept, 'own')).toMatchObject({ total: 100, totalWeight: 90 });
});

test('a chance that is small is not told as none, nor one that is nearly certain as certain', () => {
  expect([0, 1 / 250, 1 / 200, 0.5, 0.994, 0.996, 1].map(percent)).toEqual(['0%', 'less than 1%', '1%', '50%', '99%', 'more than 99%', '100%']);
});
