import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chromiumFor } from '../../config/delivery.js';
import { findChromium } from '../../tools/setup/chromium.mjs';
import { readOptions } from '../../tools/setup/demo-options.mjs';
import { isSame, type Packages } from '../../tools/setup/packages.mjs';
import { findTemporal, temporalVersion } from '../../tools/setup/temporal.mjs';
import { findTimeSkipping, timeSkippingVersion } from '../../tools/setup/time-skipping.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'duly-choices-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the Temporal server', () => {
  const kept = (): string =>
    program(`cache/duly/temporal-${temporalVersion()}-${process.platform}-${process.arch}/temporal`);

  test('is a given address, before a named program, before PATH, before what is kept', () => {
    const all = {
      TEMPORAL_ADDRESS: '10.0.0.1:7233',
      TEMPORAL_CLI_PATH: program('named/cli'),
      PATH: path.dirname(program('bin/temporal')),
      ...cache(),
    };
    kept();
    expect(findTemporal(all)).toMatchObject({ kind: 'address', address: '10.0.0.1:7233' });
    expect(findTemporal({ ...all, TEMPORAL_ADDRESS: '' })).toMatchObject({ file: path.join(folder, 'named/cli') });
    expect(findTemporal({ PATH: all.PATH, ...cache() })).toMatchObject({ file: path.join(folder, 'bin/temporal') });
    expect(findTemporal(cache())).toMatchObject({ file: kept() });
  });

  test('is not there where nothing is, and a wrong name is said', () => {
    expect(findTemporal(cache())).toBeNull();
    expect(() => findTemporal({ TEMPORAL_CLI_PATH: '/nowhere' })).toThrow('TEMPORAL_CLI_PATH is /nowhere');
  });
});

test('the kept jars of the time-skipping server count where there is a Java', () => {
  const launcher = program(`cache/duly/time-skipping-${timeSkippingVersion()}/time-skipping-server`);
  expect(findTimeSkipping({ ...cache(), PATH: '' })).toBeNull();
  expect(findTimeSkipping({ ...cache(), PATH: path.dirname(program('bin/java')) })).toBe(launcher);
});

test('a browser is a named one, else one on PATH that starts', () => {
  const onPath = program('bin/chromium');
  program('broken/chromium', 'exit 127');
  const named = program('named/browser');
  expect(findChromium({ CHROMIUM: named, PATH: path.dirname(onPath) })).toEqual({ file: named, how: 'CHROMIUM' });
  expect(findChromium({ CHROME_PATH: named, PATH: '' })).toEqual({ file: named, how: 'CHROME_PATH' });
  expect(findChromium({ PATH: path.dirname(onPath) })?.file).toBe(onPath);
  expect(findChromium({ PATH: path.join(folder, 'broken') })).toBeNull();
  expect(() => findChromium({ CHROMIUM: path.join(folder, 'broken/chromium') })).toThrow('does not start');
});

test.each(['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'])('%s on PATH is found by whatever runs, as by the set-up', (name) => {
  const PATH = path.dirname(program(`bin/${name}`));
  expect([chromiumFor({}, { PATH }), findChromium({ PATH })?.file]).toEqual([path.join(PATH, name), path.join(PATH, name)]);
});

describe('packages', () => {
  const one = { version: '1.0.0', integrity: 'sha512-a' };

  test('are as the lock file says when every version and hash is', () => {
    expect(isSame({ '': {}, 'node_modules/a': one }, { 'node_modules/a': one })).toBe(true);
  });

  type Difference = { change: string; wanted: Packages; installed: Packages };
  test.each<Difference>([
    { change: 'one is not there', wanted: { 'node_modules/a': one }, installed: {} },
    {
      change: 'one is of another version',
      wanted: { 'node_modules/a': one },
      installed: { 'node_modules/a': { ...one, version: '1.0.1' } },
    },
    {
      change: 'one has another hash',
      wanted: { 'node_modules/a': one },
      installed: { 'node_modules/a': { ...one, integrity: 'sha512-b' } },
    },
    { change: 'one is there that is not asked for', wanted: {}, installed: { 'node_modules/a': one } },
  ])('are not when $change', ({ wanted, installed }) => {
    expect(isSame(wanted, installed)).toBe(false);
  });

  test('for other platforms may lack', () => {
    expect(isSame({ 'node_modules/a-darwin': { ...one, optional: true } }, {})).toBe(true);
  });
});

describe('what the demonstration is asked', () => {
  test.each([
    { args: [], env: {}, gives: { fresh: false, authority: null, port: null } },
    {
      args: ['--fresh', '--authority', 'essex'],
      env: { PORT: '8080' },
      gives: { fresh: true, authority: 'essex', port: 8080 },
    },
    {
      args: ['--authority=southend-on-sea'],
      env: {},
      gives: { fresh: false, authority: 'southend-on-sea', port: null },
    },
    { args: ['--help'], env: {}, gives: { help: true } },
  ])('$args with $env', ({ args, env, gives }) => {
    expect(readOptions(args, env)).toEqual(gives);
  });

  test.each([
    { args: ['--frehs'], env: {}, says: 'no option --frehs' },
    { args: ['--authority'], env: {}, says: '--authority wants' },
    { args: ['--authority', '../etc'], env: {}, says: '--authority wants' },
    { args: [], env: { PORT: 'http' }, says: 'PORT is http' },
    { args: [], env: { PORT: '70000' }, says: 'PORT is 70000' },
    { args: ['--fresh'], env: { DATABASE_URL: 'postgresql://x' }, says: 'unset DATABASE_URL' },
  ])('$args with $env is refused', ({ args, env, says }) => {
    expect(readOptions(args, env)).toMatchObject({ problem: expect.stringContaining(says) as string });
  });
});

const cache = (): { XDG_CACHE_HOME: string } => ({ XDG_CACHE_HOME: path.join(folder, 'cache') });

/** A program that does as little as it can. */
function program(name: string, does = 'exit 0'): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${does}\n`);
  chmodSync(file, 0o755);
  return file;
}
