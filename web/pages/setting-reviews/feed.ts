import type { PupilOwed } from '../../../api/use-cases/setting-reviews.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import type { DutyCode } from '../../../domain/duty-codes.js';
import { OWED_BY_SETTING, reviewsOf } from '../../../domain/review/cycle.js';
import type { CalendarDay } from '../../../domain/review/icalendar.js';
import { initialsOf } from '../../../domain/review/owed.js';

import { REVIEW_WORDS as t } from '../../words/setting-reviews.js';

/** Dates of a setting's reviews for its calendar and for a table. Nothing here names a child: initials and our reference. */

type ReviewDate = Readonly<{ uid: string; reference: string; initials: string; what: string; by: 'setting' | 'authority'; on: IsoDate; doneOn: IsoDate | null; daysLate: number; law: string }>;

const datesOf = (pupils: readonly PupilOwed[]): readonly ReviewDate[] =>
  pupils.flatMap(ofPupil).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.uid < b.uid ? -1 : 1));

/** Owed anew for each date that is set: one entry, which moves with it. */
const FOR_A_DATE: readonly DutyCode[] = ['invite-to-review', 'circulate-review-papers'];

function ofPupil({ caseRef, child, facts, duties, owed }: PupilOwed): readonly ReviewDate[] {
  const about = { reference: caseRef, initials: initialsOf(child.givenName, child.familyName) };
  const reviews = reviewsOf(facts);
  const { held, plannedOn } = reviews[0] ?? { held: null, plannedOn: null };
  const meetingOn = held?.on ?? plannedOn;
  const meeting: readonly ReviewDate[] = meetingOn === null ? [] : [{ ...about, uid: `${caseRef}-meeting-${reviews.length}`, what: t.table.toBeHeld, by: 'setting', on: meetingOn, doneOn: held?.on ?? null, daysLate: 0, law: '' }];
  const owing = new Set([...owed.bySetting, ...owed.byCouncil, owed.reviewBy]);
  return [
    ...meeting,
    ...duties.filter((duty) => !duty.waits || owing.has(duty)).map(({ code, occurrence, dueOn, doneOn, daysLate, law }): ReviewDate => ({
      ...about, uid: `${caseRef}-${code}-${FOR_A_DATE.includes(code) ? reviews.length : occurrence}`, what: t.owed[code] ?? code, by: OWED_BY_SETTING.includes(code) ? 'setting' : 'authority', on: dueOn, doneOn, daysLate, law,
    })),
  ];
}

/** What is still to be done, and the meeting: a calendar is for what comes. */
export const calendarDays = (pupils: readonly PupilOwed[], council: string): readonly CalendarDay[] =>
  datesOf(pupils)
    .filter(({ doneOn, what }) => doneOn === null || what === t.table.toBeHeld)
    .map(({ uid, reference, initials, what, by, on, law }) => ({
      uid: `${uid}@duly`,
      on,
      summary: `${by === 'authority' ? `${council}: ` : ''}${what} (${initials} ${reference})`,
      description: [`${t.table.reference} ${reference}, ${council}.`, law].filter((words) => words !== '').join('\n'),
    }));

const HEADINGS = [t.table.council, t.table.reference, t.table.initials, t.table.what, t.table.by, t.table.on, t.table.done, t.table.late, t.table.law];

/** @source RFC 4180; with the mark by which spreadsheets know UTF-8 */
export function csvOf(pupils: readonly PupilOwed[], council: string): string {
  const rows = datesOf(pupils).map(({ reference, initials, what, by, on, doneOn, daysLate, law }) => [council, reference, initials, what, t.table[by], on, doneOn ?? '', String(daysLate), law]);
  return `\uFEFF${[HEADINGS, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** A cell that a spreadsheet would take for a formula is given as text. */
const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
