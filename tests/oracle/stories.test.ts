import { describe, expect, test } from 'vitest';

import { keyOf, oracle } from './oracle.js';
import { inputOf, storyOf } from './stories.js';
import { smallest } from './story-shrink.js';

/** The duty codes of docs/vocabulary.md section 3, copied by hand, with every outcome law.md lets each of them have. */
const DEADLINES = [
  'decide-to-assess',
  'tell-partners-of-decision',
  'ask-for-advice',
  'give-advice',
  'decide-to-issue',
  'send-draft',
  'answer-consultation',
  'issue-final-plan',
  'secure-provision',
  'tell-health-of-mediation',
  'arrange-mediation',
  'report-agreement',
  'carry-out-agreement',
  'respond-to-appeal',
  'order-notify-assess',
  'order-refuse-plan',
  'order-issue-final',
  'order-send-draft',
  'order-amend',
  'order-name-setting',
  'order-reconsider',
  'cease-on-order',
  'continue-on-order',
  'answer-recommendation',
  'complete-review',
  'send-review-list',
  'invite-to-review',
  'circulate-review-papers',
  'send-review-report',
  'decide-after-review',
  'send-amendment-notice',
  'issue-amended-plan',
  'amend-for-phase-transfer',
  'hold-transfer-review',
  'decide-to-reassess',
  'issue-reassessed-plan',
  'transfer-plan-out',
  'tell-family-of-transfer',
  'review-after-transfer',
];
const WINDOWS = ['hear-representations', 'appeal-window', 'keep-plan-until'];
const EXCUSABLE = [
  'decide-to-assess',
  'give-advice',
  'decide-to-issue',
  'issue-final-plan',
  'issue-reassessed-plan',
  'order-notify-assess',
  'order-refuse-plan',
  'order-issue-final',
  'order-send-draft',
];

const stories = Array.from({ length: 2_000 }, (_, seed) => storyOf(seed));
const duties = stories.flatMap((story) => oracle(story).duties);
const outcomesOf = (code: string): ReadonlySet<string> =>
  new Set(duties.filter((duty) => duty.code === code).map((duty) => duty.outcome));

describe('the random stories', () => {
  test('reach every duty, and no other code', () => {
    expect([...new Set(duties.map((duty) => duty.code))].sort()).toEqual([...DEADLINES, ...WINDOWS].sort());
  });

  test.each(DEADLINES.filter((code) => code !== 'continue-on-order'))('%s comes in time and late', (code) => {
    expect([...outcomesOf(code)]).toEqual(expect.arrayContaining(['in-time', 'late']));
  });

  test.each(WINDOWS)('%s comes open, respected and, where it can be, breached', (code) => {
    const breachable = code === 'appeal-window' ? [] : ['breached'];
    expect([...outcomesOf(code)]).toEqual(expect.arrayContaining(['open', 'respected', ...breachable]));
  });

  test('excuse lateness only where the regulations do', () => {
    const excused = new Set(duties.filter((duty) => duty.outcome === 'late-excused').map((duty) => duty.code));
    expect([...excused].filter((code) => !EXCUSABLE.includes(code))).toEqual([]);
    expect(excused.size).toBeGreaterThan(6);
  });

  test('hold no fact after today or before the rules began, and no id twice', () => {
    for (const story of stories) {
      const days = oracle(story).facts.map((fact) => fact.on);
      expect(days.filter((on) => on > story.today || on < '2014-09-01')).toEqual([]);
      expect(new Set(story.facts.map((fact) => fact.id)).size).toBe(story.facts.length);
    }
  });

  test('are the same for the same seed', () => {
    expect(storyOf(7)).toEqual(storyOf(7));
    expect(storyOf(7)).not.toEqual(storyOf(8));
  });
});

describe('the oracle', () => {
  test('answers the same whatever the order of the facts', () => {
    for (const story of stories.slice(0, 500)) {
      const turned = { ...inputOf(story), facts: [...story.facts].reverse() };
      expect(oracle(turned).duties).toEqual(oracle(story).duties);
    }
  });

  test('gives each duty one key', () => {
    for (const story of stories.slice(0, 500)) {
      const keys = oracle(story).duties.map(keyOf);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});

test('a failing story shrinks to the facts that matter', () => {
  const story = stories.find(
    (one) => one.facts.some((fact) => fact.type === 'final-plan-issued') && one.facts.length > 10,
  );
  const hasFinal = (input: { facts: readonly { type: string }[] }): boolean =>
    input.facts.some((fact) => fact.type === 'final-plan-issued');
  expect(story).toBeDefined();
  if (story !== undefined)
    expect(smallest(inputOf(story), hasFinal).facts.map((fact) => fact.type)).toEqual(['final-plan-issued']);
});
