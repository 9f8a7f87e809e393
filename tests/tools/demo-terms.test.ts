import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readCalendar } from '../../config/settings.js';
import { keepCouncilFile, termsAhead } from '../../tools/setup/demo-terms.mjs';

const coded = (today: string): string[] => termsAhead(new Date(`${today}T12:00:00Z`)).map(({ term, startsOn, endsOn }) => `${term} ${startsOn} ${endsOn}`);

test('the demonstration knows the next three terms whose lists can still be sent in time', () => {
  expect(coded('2026-11-22')).toEqual(['spring-2027 2027-01-04 2027-03-26', 'summer-2027 2027-04-12 2027-07-21', 'autumn-2027 2027-09-02 2027-12-19']);
  expect(coded('2026-12-20')[0]).toBe('summer-2027 2027-04-12 2027-07-21');
  expect(coded('2027-08-20')[0]).toBe('spring-2028 2028-01-04 2028-03-31');
});

test('its settings are a council’s settings, and stay as they were made', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'duly-terms-'));
  const file = keepCouncilFile(path.join(folder, 'council.json'), new Date('2026-11-22T12:00:00Z'));
  expect(readCalendar({ COUNCIL_SETTINGS: file }).terms.map(({ term }) => term)).toEqual(['spring-2027', 'summer-2027', 'autumn-2027']);
  const before = readFileSync(file, 'utf8');
  keepCouncilFile(file, new Date('2027-11-22T12:00:00Z'));
  expect(readFileSync(file, 'utf8')).toBe(before);
  rmSync(folder, { recursive: true });
});
