#!/usr/bin/env node
// `npm run chaos`: gets what the trial needs, then runs it (tests/chaos/trial). Arguments are the trial's own.
import { createBoard } from './setup/board.mjs';
import { CLIENT, make, PRODUCTION, STYLES } from './setup/generated.mjs';
import { openHousehold } from './setup/household.mjs';
import { installPackages } from './setup/packages.mjs';
import { inWords, judge, look } from './setup/preflight.mjs';
import { obtainTemporal } from './setup/temporal.mjs';

const problems = judge(await look(['temporal']), ['temporal']);
if (problems.length > 0) {
  process.stderr.write(`The trial cannot run yet:\n${inWords(problems)}\n`);
  process.exitCode = 1;
} else {
  process.exitCode = await prepareAndRun();
}

/** @returns {Promise<number>} the exit code */
async function prepareAndRun() {
  const board = createBoard();
  const house = openHousehold();
  const env = { ...process.env, TEMPORAL_ADDRESS: undefined }; // a server of our own is killed, never somebody else's
  /** @type {readonly (readonly [string, (step: import('./setup/board.mjs').Step) => Promise<unknown>])[]} */
  const needs = [
    ['Packages', (step) => installPackages(house, step)],
    ['Database client', () => make(house, CLIENT)],
    ['Styles', () => make(house, STYLES)],
    ['Production build', () => make(house, PRODUCTION)],
    ['Temporal server', async (step) => (await obtainTemporal(house, step, env)).how],
  ];
  try {
    for (const [name, get] of needs) {
      const step = board.step(name);
      const got = await get(step).catch((/** @type {unknown} */ error) => {
        step.fail('failed');
        throw error;
      });
      step.done(typeof got === 'string' ? got : '');
    }
    board.close();
    return (
      (await house.show(process.execPath, [
        '--import',
        'tsx',
        'tests/chaos/trial/main.ts',
        ...process.argv.slice(2),
      ])) ?? 130
    );
  } catch (error) {
    board.say(`\n✗ ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    board.close();
    await house.stop();
  }
}
