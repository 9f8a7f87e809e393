import { expect, test } from 'vitest';
import { isoDate } from '../../domain/dates/iso-date.js';
import { dated } from '../../domain/facts/receipt.js';
import { anyFact } from '../../domain/facts/schema.js';
import { workingDays } from '../../domain/dates/working-days.js';
import { stageOf } from '../../domain/next-steps.js';
import { progressOf } from '../../domain/progress.js';

const REFUSED = [
  { type: 'request-received', on: '2026-01-05' },
  { type: 'assessment-refused', on: '2026-02-16' },
];
const factsOf = (told: readonly object[]) => told.map((fact, i) => dated(anyFact.parse(fact), `f${i + 1}`, workingDays()));
const stageAfter = (...later: readonly object[]) => stageOf(progressOf(factsOf([...REFUSED, ...later])), isoDate('2026-06-01'));
const LODGED = { type: 'appeal-lodged', on: '2026-03-10', against: 'refusal-to-assess' };

test.each([
  ['nothing more', []],
  ['an agreement on something else', [{ type: 'mediation-requested', on: '2026-03-02' }, { type: 'mediation-agreed', on: '2026-03-20', what: 'other' }]],
  ['an appeal that is open', [LODGED]],
  ['an appeal that was withdrawn', [LODGED, { type: 'appeal-withdrawn', on: '2026-04-01' }]],
])('a refusal stays a refusal after %s', (_what, later) => {
  expect(stageAfter(...later)).toBe('refused');
});

test.each([
  ['an order to assess', [LODGED, { type: 'tribunal-order', on: '2026-04-10', order: 'assess' }]],
  ['an agreement to assess', [{ type: 'mediation-requested', on: '2026-03-02' }, { type: 'mediation-agreed', on: '2026-03-20', what: 'assess' }]],
  ['an unopposed appeal', [LODGED, { type: 'appeal-not-opposed', on: '2026-04-01', what: 'assess' }]],
  ['a concession', [LODGED, { type: 'appeal-conceded', on: '2026-04-20', what: 'assess' }]],
])('%s opens the decision again', (_what, later) => {
  expect(stageAfter(...later)).toBe('reopened');
  expect(stageAfter(...later, { type: 'assessment-agreed', on: '2026-04-24' })).toBe('assessing');
});

const NO_PLAN = [{ type: 'assessment-agreed', on: '2026-04-24' }, { type: 'issue-refused', on: '2026-05-01' }];
const TO_MAKE_A_PLAN = { type: 'mediation-agreed', on: '2026-05-20', what: 'make-plan' };

test('an agreement to make a plan after a refusal of one is acted on until the draft is sent', () => {
  const opened = [{ type: 'mediation-agreed', on: '2026-04-20', what: 'assess' }, ...NO_PLAN];
  expect(stageAfter(...opened)).toBe('refused');
  expect(stageAfter(...opened, TO_MAKE_A_PLAN)).toBe('reopened');
  expect(stageAfter(...opened, TO_MAKE_A_PLAN, { type: 'draft-plan-sent', on: '2026-05-28', servedOn: '2026-05-28' })).toBe('hearing-representations');
});
