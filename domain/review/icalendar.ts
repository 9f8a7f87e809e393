import { addDays, type IsoDate } from '../dates/iso-date.js';
import type { Instant } from '../dates/london.js';

/** A day in a calendar: its words name nobody. */
export type CalendarDay = Readonly<{
  /** The same for the same thing, whenever it is asked for: a day that moves takes its entry with it. */
  uid: string;
  on: IsoDate;
  summary: string;
  description: string;
}>;

const CRLF = '\r\n';
const OCTETS = 75;

/**
 * Days as a calendar that other programs subscribe to: whole days that block no time.
 * @source RFC 5545 sections 3.1 (folding at 75 octets), 3.3.11 (escapes), 3.6.1; RFC 7986 (NAME, REFRESH-INTERVAL)
 */
export function icalendar(name: string, days: readonly CalendarDay[], madeAt: Instant): string {
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Duly//Annual reviews//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH',
    `NAME:${escaped(name)}`, `X-WR-CALNAME:${escaped(name)}`, 'REFRESH-INTERVAL;VALUE=DURATION:PT6H', 'X-PUBLISHED-TTL:PT6H',
    ...days.flatMap((day) => event(day, madeAt)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => folded(line) + CRLF).join('');
}

function event({ uid, on, summary, description }: CalendarDay, madeAt: Instant): readonly string[] {
  return [
    'BEGIN:VEVENT', `UID:${uid}`, `DTSTAMP:${basic(madeAt)}`, `DTSTART;VALUE=DATE:${basic(on)}`, `DTEND;VALUE=DATE:${basic(addDays(on, 1))}`,
    `SUMMARY:${escaped(summary)}`, `DESCRIPTION:${escaped(description)}`, 'TRANSP:TRANSPARENT', 'CLASS:PRIVATE', 'STATUS:CONFIRMED', 'END:VEVENT',
  ];
}

/** `2026-11-05` as `20261105`, `2026-11-22T10:00:00.000Z` as `20261122T100000Z`. */
const basic = (written: string): string => written.replace(/\.\d+Z$/, 'Z').replaceAll(/[-:]/g, '');

const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\r?\n/g, '\\n');

/** A line of more than 75 octets goes on in the next, after a space; no letter is cut in two. */
function folded(line: string): string {
  const parts: string[] = [];
  let [part, octets] = ['', 0];
  for (const letter of line) {
    const width = octetsOf(letter);
    if (octets + width > OCTETS) {
      parts.push(part);
      [part, octets] = ['', 1]; // the space that begins it
    }
    part += letter;
    octets += width;
  }
  return [...parts, part].join(`${CRLF} `);
}

function octetsOf(letter: string): number {
  const code = letter.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
