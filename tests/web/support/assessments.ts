import { importRecords } from '../../../activities/case/import-records.js';
import { londonInstant } from '../../../domain/dates/london.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import type { Watched } from '../../../domain/forecast/course.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../../../domain/settings.js';
import { createBulkImport } from '../../../prisma/repositories/bulk-import.js';
import type { Database } from '../../../prisma/database.js';
import { ADVISERS, STAFF } from './council.js';

/** Brings made-up assessments in as if they had been recorded here day by day, each of a child of its own, the caseworker's. */
export async function bringIn(database: Database, records: readonly Watched[], today: IsoDate): Promise<void> {
  const to = createBulkImport(database);
  const adviserOf = (role: string): string => ADVISERS.find((adviser) => adviser.role === role)?.ref ?? ADVISERS[0].ref;
  await to.children(records.map(({ ref }) => ({ ref: ref.replace('A-', 'C-'), givenName: 'Wren', familyName: `Testchild-${ref.slice(2)}`, bornOn: '2016-03-27' as IsoDate, upn: null, councilReference: null, sex: null, primaryNeed: null, placement: null, settingRef: 'T-QUAYS1DE', people: [] })));
  await importRecords(
    records.map(({ ref, team, facts }) => ({
      ref, kind: 'assessment', childRef: ref.replace('A-', 'C-'), teamRef: team, owner: STAFF.caseworker, openedAt: facts[0]?.recordedAt ?? londonInstant(today, '09:00'), importedOn: today,
      facts: facts.map((fact) => ({ ...fact, recordedBy: STAFF.caseworker, ...('adviser' in fact ? { adviser: adviserOf(fact.adviser.slice(2)) } : {}) })),
    })),
    to, { settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR }, new Date(londonInstant(today, '09:00')),
  );
}
