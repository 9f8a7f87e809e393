import { expect, test } from 'vitest';
import { lastLine, tallyTests, type TestFile } from '../../tools/setup/tally.mjs';

const passing: TestFile = {
  name: 'a.test.ts',
  status: 'passed',
  assertionResults: [{ status: 'passed', fullName: 'works' }],
};

test('tests that passed are counted, and nothing failed', () => {
  expect(tallyTests({ success: true, testResults: [passing, passing] }, 0)).toEqual({ passed: 2, failures: [] });
});

test.each(['failed', 'skipped', 'pending', 'todo'])('a test that is %s is a failure', (status) => {
  const file = {
    ...passing,
    status: 'failed',
    assertionResults: [...passing.assertionResults, { status, fullName: 'the other' }],
  };
  const { passed, failures } = tallyTests({ success: true, testResults: [file] }, 0);
  expect(passed).toBe(1);
  expect(failures).toEqual([expect.stringContaining('the other (a.test.ts)')]);
});

test.each([
  {
    why: 'a file does not load',
    report: {
      success: false,
      testResults: [passing, { name: 'b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] }],
    },
    says: 'no such module',
  },
  {
    why: 'a hook fails after its tests',
    report: { success: false, testResults: [{ ...passing, status: 'failed' }] },
    says: 'around its tests',
  },
  { why: 'there is no test', report: { success: true, testResults: [] }, says: 'none' },
  { why: 'there is no report', report: null, says: 'no report' },
  {
    why: 'an error falls outside any test',
    report: { success: true, testResults: [passing] },
    says: 'outside any test',
  },
])('the run fails when $why', ({ report, says }) => {
  expect(tallyTests(report, 1).failures).toEqual([expect.stringContaining(says)]);
});

test('the last line adds up', () => {
  expect(
    lastLine([
      { passed: 3, failures: [] },
      { passed: 0, failures: ['lint'] },
    ]),
  ).toBe('3 passed, 1 failed');
});
