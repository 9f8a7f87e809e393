import { cellOfFacts } from '../../domain/backlog/facts-cell.js';
import { COLUMNS, type ColumnCode } from '../../domain/backlog/columns.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { sen2Rows, type Sen2Child } from '../../domain/sen2/rows.js';
import { SEN2_TABLES, type Sen2Row, type Sen2Table } from '../../domain/sen2/tables.js';
import type { ExportChild, ExportDuty, Exports } from '../export-models.js';
import type { Council } from '../ports.js';
import { csv, type CsvValue } from '../sheets/write-csv.js';

/** What can be had, by the name of its file. `records` is in the layout that Duly reads again, facts and all. */
const OWN = {
  children: ['child', 'surname', 'forename', 'born_on', 'sex', 'upn', 'our_reference', 'primary_need', 'placement', 'setting', 'setting_urn'],
  people: ['child', 'person', 'name', 'relation', 'parental_responsibility', 'contact', 'email', 'email_consent', 'phone', 'address', 'postcode', 'address_protected', 'language'],
  records: (['record', 'kind', 'familyName', 'givenName', 'bornOn', 'sex', 'upn', 'councilReference', 'primaryNeed', 'settingUrn', 'placement', 'team', 'caseworker', 'parentName', 'parentRelation', 'parentAddress', 'parentPostcode', 'parentEmail', 'parentPhone', 'facts'] as const satisfies readonly ColumnCode[]).map((code) => COLUMNS[code].heading),
  facts: ['record', 'entry', 'type', 'on', 'recorded_at', 'recorded_by', 'details'],
  duties: ['record', 'code', 'subject', 'occurrence', 'shape', 'kind', 'held_by', 'due_on', 'act_by', 'done_on', 'outcome', 'days_late', 'excused_days', 'law'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type OwnTable = keyof typeof OWN;
export type ExportTable = OwnTable | `sen2-${Sen2Table}`;

const SEN2_NAMES = Object.keys(SEN2_TABLES) as readonly Sen2Table[];
export const OWN_TABLES = Object.keys(OWN) as readonly OwnTable[];
export const SEN2_EXPORTS = SEN2_NAMES.map((name) => `sen2-${name}` as const);
export const EXPORT_TABLES: readonly ExportTable[] = [...OWN_TABLES, ...SEN2_EXPORTS];
export const isExportTable = (name: string): name is ExportTable => EXPORT_TABLES.some((table) => table === name);

const sen2Name = (table: ExportTable): Sen2Table | null => SEN2_NAMES.find((name) => `sen2-${name}` === table) ?? null;
const isOwn = (table: ExportTable): table is OwnTable => Object.hasOwn(OWN, table);

const CHILDREN_AT_ONCE = 250;

export type ExportAsked = Readonly<{ tables: readonly ExportTable[]; on: IsoDate; /** See `Exports.children`. */ staff: string | null; council: Pick<Council, 'settings' | 'calendar'> }>;
export type Chunk = Readonly<{ table: ExportTable; text: string; /** Records in it, for the log of who saw what. */ records: readonly string[] }>;

/** The tables as CSV, piece by piece, their headings first; as known at the end of a day, and as things stood on it. */
export async function* exported(exports: Exports, { tables, on, staff, council }: ExportAsked): AsyncGenerator<Chunk> {
  for (const table of tables) yield { table, text: csv(headingsOf(table), firstRows(table, on)), records: [] };
  let nth = 0;
  for (let after = ''; ; ) {
    const children = await exports.children({ after, limit: CHILDREN_AT_ONCE, on, staff });
    const last = children.at(-1);
    if (last === undefined) return;
    const records = children.flatMap((child) => child.records.map(({ ref }) => ref));
    const duties = tables.includes('duties') ? await exports.duties(records, on) : [];
    const sen2 = tables.some((table) => sen2Name(table) !== null) ? children.map((child, at) => sen2Rows(sen2Child(child), nth + at + 1, { on, ...council })) : [];
    for (const table of tables) {
      const name = sen2Name(table);
      const rows = name === null ? (isOwn(table) ? ownRows(table, children, duties) : []) : name === 'sen2' ? [] : sen2.flatMap((of) => of[name].map((row) => sen2Cells(name, row)));
      if (rows.length > 0) yield { table, text: csv([], rows, { isFirst: false }), records };
    }
    nth += children.length;
    after = last.ref;
  }
}

function headingsOf(table: ExportTable): readonly string[] {
  const name = sen2Name(table);
  if (name !== null) return SEN2_TABLES[name];
  return isOwn(table) ? OWN[table] : [];
}

/** The collection itself is one row. */
const firstRows = (table: ExportTable, on: IsoDate): CsvValue[][] => (table === 'sen2-sen2' ? [sen2Cells('sen2', { sen2tableid: 'SEN2', collection: 'SEN2', year: Number(on.slice(0, 4)), referencedate: on })] : []);

const sen2Cells = (name: Sen2Table, row: Sen2Row): CsvValue[] => {
  const cells = new Map<string, CsvValue>(Object.entries(row));
  return SEN2_TABLES[name].map((column) => cells.get(column) ?? '');
};

const sen2Child = ({ people, records, ...child }: ExportChild): Sen2Child => ({
  ...child, postcode: people.find(({ postcode }) => postcode !== null)?.postcode ?? null, records: records.map(({ ref, kind, madeFrom, facts }) => ({ ref, kind, madeFrom, facts: facts.map(({ fact }) => fact) })),
});

function ownRows(table: OwnTable, children: readonly ExportChild[], duties: readonly ExportDuty[]): CsvValue[][] {
  switch (table) {
    case 'children':
      return children.map((c) => [c.ref, c.familyName, c.givenName, c.bornOn, c.sex, c.upn, c.councilReference, c.primaryNeed, c.placement, c.setting?.name ?? null, c.setting?.urn ?? null]);
    case 'people':
      return children.flatMap(({ ref, people }) => people.map((p) => [ref, p.ref, p.name, p.relation, p.parentalResponsibility, p.contact, p.email, p.emailConsent, p.phone, p.address, p.postcode, p.addressProtected, p.language]));
    case 'records':
      return children.flatMap(recordRows);
    case 'facts':
      return children.flatMap(({ records }) => records.flatMap(({ ref, facts }) => facts.map(({ fact: { id, type, on, ...details }, recordedAt, recordedBy }) => [ref, Number(id.slice(1)), type, on, recordedAt, recordedBy, JSON.stringify(details)])));
    case 'duties':
      return duties.map((d) => [d.record, d.code, d.subject, d.occurrence, d.shape, d.kind, d.by, d.dueOn, d.actBy, d.doneOn, d.outcome, d.daysLate, d.excusedDays, d.law]);
  }
}

function recordRows(child: ExportChild): CsvValue[][] {
  const parent = child.people.find(({ contact }) => contact === 'contactable');
  return child.records.map((record) => [
    record.ref, record.kind, child.familyName, child.givenName, child.bornOn, child.sex, child.upn, child.councilReference, child.primaryNeed, child.setting?.urn ?? null, child.placement, record.team, record.owner,
    parent?.name ?? null, parent?.relation ?? null, parent?.address?.replaceAll('\n', ', ') ?? null, parent?.postcode ?? null, parent?.email ?? null, parent?.phone ?? null, cellOfFacts(record.facts.map(({ fact }) => fact)),
  ]);
}
