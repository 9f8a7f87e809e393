#!/usr/bin/env node
// `npm test`: from a bare machine, everything: set-up, checks, every layer of tests, and one last line that counts.
// `--quick` leaves out the layers that need a Temporal server, Java or a browser; other arguments choose tests, as Vitest takes them.
import { createBoard } from './setup/board.mjs';
import { openHousehold } from './setup/household.mjs';
import { inWords, judge, look } from './setup/preflight.mjs';
import { untilStopped } from './setup/signals.mjs';
import { lastLine } from './setup/tally.mjs';
import { runEverything } from './setup/test-run.mjs';

const chosen = process.argv.slice(2).filter((argument) => argument !== '--quick');
const quick = process.argv.includes('--quick');

/** @type {import('./setup/preflight.mjs').Need[]} */
const needs = quick ? [] : ['temporal', 'time-skipping', 'chromium'];
const problems = judge(await look(needs), needs);
if (problems.length > 0) {
  process.stdout.write(`The tests cannot run yet:\n${inWords(problems)}\n`);
  if (!quick) process.stdout.write('`npm run test:quick` runs the layers that need none of these.\n');
  process.exitCode = 1;
  process.stdout.write(`${lastLine([{ passed: 0, failures: problems.map(({ what }) => what) }])}\n`);
} else {
  process.exitCode = await test();
}

/** @returns {Promise<number>} the exit code */
async function test() {
  const board = createBoard();
  const house = openHousehold();
  const stopped = untilStopped(() => {
    board.say('\nStopping.');
    board.close();
  });
  const tallies = await Promise.race([stopped, runEverything(house, board, { needs, quick, chosen })]);
  board.close();
  await house.stop();
  if (tallies === 'stopped') return 130;
  const failures = tallies.flatMap((tally) => tally.failures);
  process.stdout.write(`${['', ...failures.map((failure) => `✗ ${failure}`), lastLine(tallies)].join('\n')}\n`);
  return failures.length === 0 ? 0 : 1;
}
