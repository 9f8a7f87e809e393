#!/usr/bin/env node
// `npm run demo`: from a bare machine to a council one can click through. Nothing but Node is assumed until npm ci has run.
import { createBoard } from './setup/board.mjs';
import { readOptions, USAGE } from './setup/demo-options.mjs';
import { runDemo } from './setup/demonstration.mjs';
import { openHousehold } from './setup/household.mjs';
import { inWords, judge, look } from './setup/preflight.mjs';
import { untilStopped } from './setup/signals.mjs';

const options = readOptions(process.argv.slice(2), process.env);
if ('help' in options) {
  process.stdout.write(USAGE);
} else if ('problem' in options) {
  process.stderr.write(`${options.problem}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  const problems = judge(await look(['temporal']), ['temporal']);
  if (problems.length > 0) {
    process.stderr.write(`Duly cannot start yet:\n${inWords(problems)}\n`);
    process.exitCode = 1;
  } else {
    process.exitCode = await demonstrate(options);
  }
}

/** @param {import('./setup/demo-options.mjs').DemoOptions} options @returns {Promise<number>} the exit code */
async function demonstrate(options) {
  const board = createBoard();
  const house = openHousehold();
  const stopped = untilStopped(() => {
    board.say('\nStopping; what was recorded is kept.');
    board.close();
  });
  try {
    await Promise.race([stopped, runDemo(house, board, options)]);
    return 0;
  } catch (error) {
    board.say(`\n✗ ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    await house.stop();
    board.close();
  }
}
