import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBoard, duration } from '../../tools/setup/board.mjs';
import { openHousehold } from '../../tools/setup/household.mjs';
import { withLock } from '../../tools/setup/lock.mjs';
import { identityOf, isAlive } from '../../tools/setup/processes.mjs';
import { PATIENCE } from '../support/patience.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'duly-processes-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a process number used again is another process', () => {
  expect(isAlive(identityOf(process.pid))).toBe(true);
  expect(isAlive(`${process.pid}@1`)).toBe(false);
  expect(isAlive('')).toBe(false);
});

test('one at a time is inside a lock, and the lock of a dead holder is taken over', async () => {
  const lock = path.join(folder, 'lock');
  writeFileSync(lock, '1@never');
  let inside = 0;
  const most = await Promise.all(
    [1, 2, 3].map(() =>
      withLock(lock, async () => {
        inside += 1;
        const now = inside;
        await new Promise(setImmediate);
        inside -= 1;
        return now;
      }),
    ),
  );
  expect(most).toEqual([1, 1, 1]);
});

test('a household ends what it started, with its children', async () => {
  const house = openHousehold();
  const log = path.join(folder, 'log');
  const service = house.serve('Sleeper', 'sh', ['-c', 'sleep 600 & sleep 600'], { log });
  expect(isAlive(service.identity)).toBe(true);

  await house.stop();

  expect(isAlive(service.identity)).toBe(false);
  expect(() => house.serve('Late', 'sleep', ['600'], { log })).toThrow('stopped');
});

test('what a killed household started ends too', async () => {
  const household = JSON.stringify(path.resolve('tools/setup/household.mjs'));
  const script = `const { openHousehold } = await import(${household});
    const service = openHousehold().serve('Sleeper', 'sleep', ['600'], { log: ${JSON.stringify(path.join(folder, 'log'))} });
    console.log(service.identity);
    setInterval(() => undefined, 1000);`;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const identity = await new Promise<string>((told) =>
    owner.stdout.once('data', (data: Buffer) => told(data.toString().trim())),
  );
  expect(isAlive(identity)).toBe(true);

  owner.kill('SIGKILL');

  await expect.poll(() => isAlive(identity), { timeout: PATIENCE }).toBe(false);
});

test('an errand that fails says how it ended and what it printed', async () => {
  const house = openHousehold();
  await expect(house.run('sh', ['-c', 'echo out of paper; exit 3'])).rejects.toMatchObject({
    message: 'it ended with code 3',
    output: 'out of paper',
  });
  await expect(house.run('sh', ['-c', 'sleep 600'], { quietFor: 100 })).rejects.toThrow('nothing was heard');
  await house.stop();
});

test('in a log each step is a line with its time; a slow one says that it has begun', () => {
  const lines: string[] = [];
  let now = 0;
  const board = createBoard({ write: (text: string) => lines.push(text) }, () => now);
  const step = board.step('PostgreSQL');
  now = 1_240;
  step.done('npm’s binaries, port 5433');
  board.close();
  expect(lines).toEqual(['✓ PostgreSQL                1.2 s  (npm’s binaries, port 5433)\n']);
});

test.each([
  { ms: 40, words: '0.0 s' },
  { ms: 9_960, words: '10.0 s' },
  { ms: 58_400, words: '58 s' },
  { ms: 365_000, words: '6 min 5 s' },
])('$ms ms is $words', ({ ms, words }) => {
  expect(duration(ms)).toBe(words);
});
