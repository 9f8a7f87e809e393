import { expect, test } from 'vitest';
import { isoDate } from '../../../domain/dates/iso-date.js';
import type { Instant } from '../../../domain/dates/london.js';
import { icalendar } from '../../../domain/review/icalendar.js';
import { byWhatIsNext, initialsOf } from '../../../domain/review/owed.js';

const AT = '2026-11-10T10:00:00.123Z' as Instant;
const DAY = { uid: 'P-1-meeting@duly', on: isoDate('2026-12-31'), summary: 'Review meeting (W.T. P-1)', description: 'Reference P-1' };

test('a day is a whole day that blocks no time, over the end of a year too', () => {
  const lines = icalendar('Reviews', [DAY], AT).split('\r\n');
  expect(lines.slice(0, 4)).toEqual(['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Duly//Annual reviews//EN', 'CALSCALE:GREGORIAN']);
  for (const line of ['DTSTAMP:20261110T100000Z', 'DTSTART;VALUE=DATE:20261231', 'DTEND;VALUE=DATE:20270101', 'TRANSP:TRANSPARENT', 'UID:P-1-meeting@duly']) expect(lines).toContain(line);
  expect(lines.slice(-3)).toEqual(['END:VEVENT', 'END:VCALENDAR', '']);
});

test('no line is longer than 75 octets, no letter is cut in two, and unfolded it is what was said', () => {
  const summary = `Café, naïve; über\\${'é😀'.repeat(60)}\nsecond line`;
  const text = icalendar('Reviews', [{ ...DAY, summary }], AT);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text).not.toContain('\uFFFD');
  expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:Café\\, naïve\\; über\\\\${'é😀'.repeat(60)}\\nsecond line\r\n`);
});

test('an empty calendar is a calendar', () => {
  expect(icalendar('Reviews', [], AT)).toMatch(/^BEGIN:VCALENDAR\r\n[^]*END:VCALENDAR\r\n$/);
});

test('initials are the first letters of the names and nothing more', () => {
  expect([initialsOf('Wren', 'Testchild'), initialsOf(' émile ', 'de Test'), initialsOf('', 'Testchild')]).toEqual(['W.T.', 'É.D.', 'T.']);
});

test('what must happen next comes first, what waits for nothing last', () => {
  const rows = [{ nextOn: null, caseRef: 'P-1' }, { nextOn: isoDate('2026-12-01'), caseRef: 'P-3' }, { nextOn: isoDate('2026-12-01'), caseRef: 'P-2' }, { nextOn: isoDate('2026-11-30'), caseRef: 'P-4' }];
  expect([...rows].sort(byWhatIsNext).map(({ caseRef }) => caseRef)).toEqual(['P-4', 'P-2', 'P-3', 'P-1']);
});
