import { uncoveredSince } from '../../domain/weekly-report/absences.js';
import type { Item, SilenceNorms } from '../../domain/weekly-report/items.js';
import { itemsOf, type ReportTerms } from '../../domain/weekly-report/items-of-record.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { ReportedRecords } from '../../prisma/repositories/reported-records.js';
import type { Rules } from '../case/projection.js';

/** Every item of a day's report, from the journals alone: none of the tables that the database's own count reads but of who people are, when they are away, and which letters came back. */
export async function itemsFromJournal(from: ReportedRecords, { on, norms }: Readonly<{ on: IsoDate; norms: SilenceNorms }>, rules: Rules): Promise<Item[]> {
  const { roles, left, absences } = await from.people();
  const leftOn = (staff: string): IsoDate | null => left.get(staff) ?? null;
  const terms: ReportTerms = {
    settings: rules.settings, settingsOn: rules.settingsOn ?? (() => rules.settings), calendar: rules.calendar, norms,
    roleOf: (adviser) => roles.get(adviser) ?? null,
    leftOn,
    uncoveredSince: (staff, day) => uncoveredSince(staff, day, absences, leftOn),
  };
  const items: Item[] = [];
  for await (const records of from.records()) items.push(...records.flatMap((record) => itemsOf(record, on, terms)));
  return items;
}
