import { expect, test } from 'vitest';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { killsOf, PARTS } from './trial/kills.js';
import { readOptions } from './trial/options.js';
import { storyOf } from './trial/story.js';

/** What the trial chooses by its seed: the same again, and enough of everything. */

const TODAY = '2026-03-02' as IsoDate;
const stories = (seed: string) => Array.from({ length: 200 }, (_, index) => storyOf(seed, index, TODAY));

test('the same seed makes the same cases and kills, another makes others', () => {
  expect(stories('a')).toEqual(stories('a'));
  expect(killsOf('a')).toEqual(killsOf('a'));
  expect(stories('b')).not.toEqual(stories('a'));
  expect(killsOf('b')).not.toEqual(killsOf('a'));
});

test.each(['a', 'b', 'c'])('seed %s: every case is recorded on and up to today; all kinds of things happen', (seed) => {
  const all = stories(seed);
  const told = all.flatMap(({ request, steps }) => [request, ...steps.flatMap((step) => (step.kind === 'facts' ? step.facts : []))]);
  expect(told.every(({ on }) => on <= TODAY)).toBe(true);
  const types = new Set(told.map(({ type }) => type));
  for (const type of ['considering-notified', 'assessment-agreed', 'assessment-refused', 'advice-requested', 'advice-received', 'draft-plan-sent', 'setting-consulted', 'final-plan-issued', 'request-withdrawn']) expect(types).toContain(type);
  expect(all.filter(({ steps }) => steps.some(({ kind }) => kind === 'correction')).length).toBeGreaterThan(20);
  expect(all.filter(({ steps }) => steps.some((step) => step.kind === 'facts' && step.twice)).length).toBeGreaterThan(50);
  expect(Math.min(...all.map(({ steps }) => steps.length))).toBeGreaterThanOrEqual(4);
});

test('every part falls once in each round', () => {
  const kills = killsOf('a');
  for (let round = 0; round < 20; round += 1) expect(new Set(kills.slice(round * PARTS.length, (round + 1) * PARTS.length).map(({ part }) => part))).toEqual(new Set(PARTS));
});

test('options say what is wrong with them', () => {
  const draw = () => 'drawn';
  expect(readOptions([], draw)).toEqual({ seed: 'drawn', cases: 200, seconds: 110 });
  expect(readOptions(['--seed', 'x', '--cases', '10', '--seconds', '5'], draw)).toEqual({ seed: 'x', cases: 10, seconds: 5 });
  expect(readOptions(['--cases', '0'], draw)).toBe('--cases must be a whole number from 1 to 1000');
  expect(readOptions(['--seconds', '300'], draw)).toBe('--seconds must be a whole number from 5 to 150');
  expect(readOptions(['--seed'], draw)).toBe('--seed needs a value');
  expect(readOptions(['--sed', 'x'], draw)).toBe('--sed is no option');
});
