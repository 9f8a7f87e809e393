// `npm run chaos`, by tools/chaos.mjs: the trial, and what is said of it. Ends with 1 where anything was lost, doubled or disagrees.
import { randomBytes } from 'node:crypto';
import { copyFile, cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { PRODUCTION } from '../../../tools/setup/generated.mjs';
import { openHousehold } from '../../../tools/setup/household.mjs';
import { STATE } from '../../../tools/setup/places.mjs';
import { untilStopped } from '../../../tools/setup/signals.mjs';
import { findTemporal } from '../../../tools/setup/temporal.mjs';
import { readOptions, USAGE, type Options } from './options.js';
import { DIARY, runTrial } from './trial.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const options = readOptions(process.argv.slice(2), () => randomBytes(4).toString('hex'));
if (typeof options === 'string') {
  process.stderr.write(`${options}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  process.exitCode = await attempt(options);
}

async function attempt(asked: Options): Promise<number> {
  const { TEMPORAL_ADDRESS: _other, ...env } = process.env; // a server of our own is killed, never somebody else's
  const temporal = findTemporal(env);
  if (temporal?.kind !== 'program') throw new Error('the Temporal server has no program: npm run chaos gets it');
  const folder = path.join(STATE, 'chaos', String(process.pid));
  await mkdir(folder, { recursive: true });
  const build = path.join(folder, 'build'); // its own: it is started again and again, whatever is edited meanwhile
  await cp(PRODUCTION.gives, build, { recursive: true });
  const house = openHousehold();
  const stopped = untilStopped(() => say('Stopping.'));
  try {
    const ended = await Promise.race([stopped, runTrial({ ...asked, house, folder, build, temporal: temporal.file, say })]);
    if (ended === 'stopped') return 130;
    await copyFile(path.join(folder, DIARY), path.join(STATE, 'chaos', DIARY));
    if (ended) await rm(folder, { recursive: true, force: true });
    else say(`Logs and data are kept in ${path.relative(process.cwd(), folder)}`);
    return ended ? 0 : 1;
  } finally {
    await house.stop();
  }
}
