// @ts-check
// All that `npm test` runs. A part that cannot run is a failure with its reason, and the others still run.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CHECKS } from '../checks/checks.mjs';
import { obtainChromium } from './chromium.mjs';
import { CLIENT, make, STYLES, WORKFLOW_BUNDLE } from './generated.mjs';
import { ErrandFailed } from './household.mjs';
import { installPackages } from './packages.mjs';
import { ROOT, STATE } from './places.mjs';
import { tallyTests } from './tally.mjs';
import { obtainTemporal } from './temporal.mjs';
import { obtainTimeSkipping } from './time-skipping.mjs';

/**
 * @typedef {import('./household.mjs').Household} Household
 * @typedef {import('./board.mjs').Board} Board
 * @typedef {import('./board.mjs').Step} Step
 * @typedef {import('./preflight.mjs').Need} Need
 * @typedef {import('./tally.mjs').Tally} Tally
 * @typedef {Readonly<{ needs: readonly Need[], quick: boolean, chosen: readonly string[] }>} Wanted
 */

const REPORT = path.join(STATE, 'test/report.json');
const SLOW_LAYERS = ['workflows', 'chaos', 'e2e', 'support']; // folders whose tests need Temporal, Java or a browser
const JOURNEYS = 'tests/**/*journey*.test.ts'; // in a browser, wherever they lie

/** @type {Readonly<Record<Need, { name: string, obtain: (house: Household, step: Step) => Promise<{ how: string }> }>>} */
const PARTS = {
  temporal: { name: 'Temporal server', obtain: obtainTemporal },
  'time-skipping': { name: 'Time-skipping server', obtain: obtainTimeSkipping },
  chromium: { name: 'Chromium', obtain: obtainChromium },
};

/**
 * @param {Household} house @param {Board} board @param {Wanted} wanted
 * @returns {Promise<Tally[]>}
 */
export async function runEverything(house, board, { needs, quick, chosen }) {
  const packages = await attempt(board, 'Packages', (step) => installPackages(house, step));
  if (packages.failures.length > 0) return [packages];
  const made = [];
  for (const [name, product] of /** @type {const} */ ([
    ['Database client', CLIENT],
    ['Styles', STYLES],
    ['Workflow bundle', WORKFLOW_BUNDLE],
  ])) {
    made.push(await attempt(board, name, () => make(house, product)));
  }
  const parts = Promise.all(
    needs.map((need) => attempt(board, PARTS[need].name, async (step) => (await PARTS[need].obtain(house, step)).how)),
  );
  const checked = (/** @type {(typeof CHECKS)[number]} */ { name, command }) => attempt(board, name, () => check(house, command));
  const [longest, ...others] = CHECKS;
  const longCheck = longest === undefined ? Promise.resolve([]) : checked(longest).then((tally) => [tally]);
  const checks = [];
  for (const one of others) checks.push(await checked(one));
  const setUp = [...made, ...(await parts)].map(({ failures }) => ({ passed: 0, failures })); // only its failures count
  const tests = await runTests(house, board, { quick, chosen }); // while the longest check goes on: most machines have a core for each
  return [...setUp, ...(await longCheck), ...checks, tests];
}

/**
 * One step; its failure is shown and counted.
 * @param {Board} board @param {string} name @param {(step: Step) => Promise<string>} work
 * @returns {Promise<Tally>}
 */
async function attempt(board, name, work) {
  const step = board.step(name);
  try {
    step.done(await work(step));
    return { passed: 1, failures: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    step.fail('failed');
    board.say(reason.replaceAll(/^/gm, '    '));
    return { passed: 0, failures: [`${name}: ${reason.split('\n')[0]}`] };
  }
}

/** @param {Household} house @param {readonly string[]} command */
async function check(house, command) {
  try {
    await house.run(process.execPath, command);
    return '';
  } catch (error) {
    if (error instanceof ErrandFailed) throw new Error(`${error.message}\n${error.output}`, { cause: error });
    throw error;
  }
}

/** @param {Household} house @param {Board} board @param {Pick<Wanted, 'quick' | 'chosen'>} wanted @returns {Promise<Tally>} */
async function runTests(house, board, { quick, chosen }) {
  rmSync(REPORT, { force: true });
  mkdirSync(path.dirname(REPORT), { recursive: true });
  const slow = [...SLOW_LAYERS.map((layer) => `tests/${layer}/**`), JOURNEYS];
  const leftOut = quick ? slow.flatMap((pattern) => ['--exclude', pattern]) : [];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`];
  board.say(`\nTests${quick ? `, all but ${SLOW_LAYERS.join(', ')} and journeys` : ''}:`);
  const args = ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...leftOut, ...chosen];
  const exitCode = await house.show(process.execPath, args);
  const { passed, failures } = tallyTests(
    existsSync(REPORT) ? JSON.parse(readFileSync(REPORT, 'utf8')) : null,
    exitCode,
  );
  return { passed, failures: failures.map((failure) => failure.replaceAll(`${ROOT}/`, '')) };
}
