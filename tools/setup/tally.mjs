// @ts-check
// What counts: every test and every check passed, or it failed. Nothing is skipped silently.

/**
 * @typedef {Readonly<{ passed: number, failures: readonly string[] }>} Tally failures: a line for each
 * @typedef {Readonly<{ status: string, fullName: string }>} TestCase
 * @typedef {Readonly<{ name: string, status: string, message?: string, assertionResults: readonly TestCase[] }>} TestFile
 * @typedef {Readonly<{ success: boolean, testResults: readonly TestFile[] }>} Report Vitest's, as JSON
 */

/**
 * Counts a test run; a test skipped or left to do, a file that did not load, an error outside any test and an empty run all fail.
 * @param {Report | null} report null when there is none
 * @param {number | null} exitCode Vitest's own
 * @returns {Tally}
 */
export function tallyTests(report, exitCode) {
  if (report === null) return { passed: 0, failures: [`Tests: they ended with code ${exitCode} and left no report`] };
  const cases = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({ file: name, ...test })),
  );
  const failures = cases
    .filter(({ status }) => status !== 'passed')
    .map(({ file, status, fullName }) => `${WORDS[status] ?? status}: ${fullName} (${file})`);
  for (const { name, status, message, assertionResults } of report.testResults) {
    const nothingRan = assertionResults.length === 0;
    if (nothingRan) failures.push(`no test ran: ${name}${message ? ` (${message.split('\n')[0]})` : ''}`);
    else if (status === 'failed' && assertionResults.every((test) => test.status === 'passed'))
      failures.push(`failed around its tests: ${name}`);
  }
  if (cases.length === 0 && failures.length === 0) failures.push('Tests: there were none');
  if (failures.length === 0 && (exitCode !== 0 || !report.success))
    failures.push('Tests: an error outside any test, shown above');
  return { passed: cases.length - cases.filter(({ status }) => status !== 'passed').length, failures };
}

/** @type {Record<string, string>} */
const WORDS = {
  failed: 'failed',
  skipped: 'skipped, which is not allowed',
  pending: 'skipped, which is not allowed',
  todo: 'left to do, which is not allowed',
};

/** @param {readonly Tally[]} tallies @returns {string} the last line of the test command */
export function lastLine(tallies) {
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
  const failed = tallies.reduce((sum, tally) => sum + tally.failures.length, 0);
  return `${passed} passed, ${failed} failed`;
}
