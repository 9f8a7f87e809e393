import type { AgendaItem } from '../../domain/agenda.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Instant } from '../../domain/dates/london.js';
import { inTransaction, type Database, type Transaction } from '../database.js';
import { BESIDE_REASONING, DUTY_COLUMNS, ENTRY_COLUMNS, finalisingFrom, type CaseHead, type CaseStanding } from './cases.js';
import { dutyRows, type DutyRow, type ProjectedDuty } from './duty-rows.js';
import { chain, type ChainedEntry, type EntryContent } from './journal-chain.js';

/** Many rows in a statement, for imports and the demonstration: a tenth of the time of one by one. */

export type NewTeam = Readonly<{ ref: string; name: string; service?: string }>;
export type NewStaff = Readonly<{ ref: string; name: string; account: string; demo: boolean; roles: readonly Readonly<{ role: string; teamRef: string | null; service: string | null }>[] }>;
export type NewAdviser = Readonly<{ ref: string; name: string; role: string; service: string | null; organisation: string | null; email: string | null; staffRef: string | null; postOf?: 'icb' | 'social-care' | null }>;
export type NewSetting = Readonly<{ ref: string; name: string; kind: string; urn: string | null; email: string | null; phase?: string; lowAge?: number; highAge?: number }>;
export type NewPerson = Readonly<{ ref: string; name: string; relation: string; parentalResponsibility: boolean; contact: 'contactable' | 'withheld'; email: string | null; emailConsent: boolean; phone: string | null } & Partial<NewHome>>;
/** How a person is written to; of those who leave it out nothing is known. */
export type NewHome = Readonly<{
  hasCare: boolean; speaksFor: 'nobody' | 'chosen' | 'appointed'; address: string | null; postcode: string | null; addressProtected: boolean; prefers: 'post' | 'email' | 'phone';
  language: string | null; interpreter: boolean; largePrint: boolean;
}>;
export type NewChildRow = Readonly<{
  ref: string; givenName: string; familyName: string; bornOn: IsoDate; upn: string | null; councilReference: string | null; sex: string | null;
  primaryNeed: string | null; placement: string | null; settingRef: string | null; people: readonly NewPerson[];
  lookedAfter?: boolean; lacksCapacity?: boolean; sensory?: 'none' | 'hearing' | 'vision' | 'both'; forcesFamily?: boolean;
}>;

export type NewNote = Readonly<{ ref: string; recordRef: string; author: string; field: string; text: string; writtenAt: Instant }>;

/** The duties of a record, and how it stood, from an instant on, until the next such list. */
export type Believed = Readonly<{ from: Instant; duties: readonly ProjectedDuty[]; standing: CaseStanding }>;
export type ImportedRow = Readonly<{
  head: Omit<CaseHead, 'headHash'>;
  kind: string;
  madeFrom: string | null;
  childRef: string;
  teamRef: string;
  entries: readonly EntryContent[];
  believed: readonly Believed[];
  /** Agenda items of before the import, claimed and not performed. */
  skipped: readonly AgendaItem[];
  standing: CaseStanding;
  /** When it was brought in. */
  at: Instant;
}>;

export type BulkImport = Readonly<{
  teams: (rows: readonly NewTeam[]) => Promise<void>;
  /** People with their roles; their teams first. */
  staff: (rows: readonly NewStaff[]) => Promise<void>;
  settings: (rows: readonly NewSetting[]) => Promise<void>;
  advisers: (rows: readonly NewAdviser[]) => Promise<void>;
  /** Children with the people in their lives; their settings first. */
  children: (rows: readonly NewChildRow[]) => Promise<void>;
  /** Records whole, in one transaction; their children, teams and owners first. */
  records: (rows: readonly ImportedRow[]) => Promise<void>;
  /** Free text behind facts; its records first. */
  notes: (rows: readonly NewNote[]) => Promise<void>;
  /** Whether there is no record yet. */
  isEmpty: () => Promise<boolean>;
}>;

const ROWS_A_STATEMENT = 5_000;

/** Each call is a transaction of its own. */
export const createBulkImport = ({ pool }: Database): BulkImport => bulkImport((work) => inTransaction(pool, work));

/** All calls are part of a transaction of the caller's: everything is brought in, or nothing. */
export const bulkImportWithin = (tx: Transaction): BulkImport => bulkImport((work) => work(tx));

const bulkImport = (within: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>): BulkImport => ({
  teams: (rows) => within((tx) => insert(tx, TEAMS, rows.map(({ service = 'send', ...row }) => ({ ...row, service })))),
  staff: (rows) =>
    within(async (tx) => {
      await insert(tx, STAFF, rows.map(({ roles: _roles, ...row }) => row));
      await insert(tx, ROLES, rows.flatMap(({ ref, roles }) => roles.map((role) => ({ staffRef: ref, ...role }))));
    }),
  settings: (rows) => within((tx) => insert(tx, SETTINGS, rows)),
  advisers: (rows) => within((tx) => insert(tx, ADVISERS, rows)),
  children: (rows) =>
    within(async (tx) => {
      await insert(tx, CHILDREN, rows.map(({ people: _people, ...row }) => row));
      await insert(tx, PEOPLE, rows.flatMap(({ ref, people }) => people.map((person) => ({ childRef: ref, ...person }))));
    }),
  records: (rows) => within((tx) => insertRecords(tx, rows)),
  notes: (rows) => within((tx) => insert(tx, NOTES, rows)),
  isEmpty: () => within(async (tx) => (await tx.query('SELECT 1 FROM case_record LIMIT 1')).rowCount === 0),
});

async function insert(tx: Transaction, sql: string, rows: readonly object[]): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT) await tx.query(sql, [JSON.stringify(rows.slice(at, at + ROWS_A_STATEMENT))]);
}

async function insertRecords(tx: Transaction, records: readonly ImportedRow[]): Promise<void> {
  const rows = records.map(({ entries, ...row }) => ({ ...row, entries: chain('', entries) }));
  const headHash = (entries: readonly ChainedEntry[]): string => entries.at(-1)?.hash ?? '';
  await insert(tx, RECORDS, rows.map(({ head, standing: { next: _next, ...standing }, kind, madeFrom, childRef, teamRef, at, entries }) => ({ ...head, ...standing, kind, madeFrom, childRef, teamRef, at, headHash: headHash(entries) })));
  await insert(tx, ENTRIES, rows.flatMap(({ entries }) => entries));
  await insert(tx, DUTIES, rows.flatMap(({ head, believed }) => versions(head.ref, believed)));
  await insert(tx, STANDINGS, rows.flatMap(({ head, believed }) => stood(head.ref, believed)));
  await insert(tx, CLAIMS, rows.flatMap(({ head, skipped, at }) => skipped.map(({ duty, subject, occurrence, rung, act, on }) => ({ recordRef: head.ref, duty, subject: subject ?? '', occurrence, rung, act, on, at }))));
  await insert(tx, NEXT, rows.flatMap(({ head, standing: { next } }) => (next === null ? [] : [{ ref: head.ref, actBy: next.actBy, code: next.code, subject: next.subject, occurrence: next.occurrence }])));
}

/** Each duty once for as long as it said the same. */
function versions(recordRef: string, believed: readonly Believed[]): ImportedDuty[] {
  const over: ImportedDuty[] = [];
  let current = new Map<string, ImportedDuty>();
  for (const { from, duties } of believed) {
    const rows = dutyRows(recordRef, duties);
    const next = new Map(rows.map((row) => [row.contentHash, current.get(row.contentHash) ?? { ...row, recordedFrom: from, recordedTo: null }]));
    for (const [hash, row] of current) if (!next.has(hash)) over.push({ ...row, recordedTo: from });
    current = next;
  }
  return [...over, ...current.values()];
}

/** How it stood, once for as long as that was so. */
function stood(recordRef: string, believed: readonly Believed[]): object[] {
  const said = believed.map(({ from, standing }) => ({ from, stage: standing.stage, finalisingFrom: finalisingFrom(standing), owner: standing.owner, receivedOn: standing.receivedOn }));
  const alike = ({ from: _from, ...one }: (typeof said)[number]): string => JSON.stringify(one);
  const changes = said.filter((one, index) => index === 0 || alike(one) !== alike(said[index - 1] ?? one));
  return changes.map((one, index) => ({ recordRef, ...one, to: changes[index + 1]?.from ?? null }));
}

type ImportedDuty = DutyRow & Readonly<{ recordedFrom: Instant; recordedTo: Instant | null }>;

const NOTES = `INSERT INTO note (ref, record_ref, author, field, text, written_at)
  SELECT ref, "recordRef", author, field, text, "writtenAt"
  FROM jsonb_to_recordset($1::jsonb) AS r(ref text, "recordRef" text, author text, field text, text text, "writtenAt" timestamptz)`;
const TEAMS = `INSERT INTO team (ref, name, service) SELECT ref, name, service FROM jsonb_to_recordset($1::jsonb) AS r(ref text, name text, service text)`;
const STAFF = `INSERT INTO staff (ref, name, account, demo)
  SELECT ref, name, account, demo FROM jsonb_to_recordset($1::jsonb) AS r(ref text, name text, account text, demo boolean)`;
const ROLES = `INSERT INTO staff_role (staff_ref, role, team_ref, service)
  SELECT "staffRef", role, "teamRef", service FROM jsonb_to_recordset($1::jsonb) AS r("staffRef" text, role text, "teamRef" text, service text)`;
const SETTINGS = `INSERT INTO setting (ref, name, kind, urn, email, phase, low_age, high_age)
  SELECT ref, name, kind, urn, email, phase, "lowAge", "highAge"
  FROM jsonb_to_recordset($1::jsonb) AS r(ref text, name text, kind text, urn text, email text, phase text, "lowAge" int, "highAge" int)`;
const ADVISERS = `INSERT INTO adviser (ref, name, role, service, organisation, email, staff_ref, post_of)
  SELECT ref, name, role, service, organisation, email, "staffRef", "postOf"
  FROM jsonb_to_recordset($1::jsonb) AS r(ref text, name text, role text, service text, organisation text, email text, "staffRef" text, "postOf" text)`;
const CHILDREN = `INSERT INTO child (ref, given_name, family_name, born_on, upn, council_reference, sex, primary_need, placement, setting_ref, looked_after, lacks_capacity, sensory,
    forces_family)
  SELECT ref, "givenName", "familyName", "bornOn", upn, "councilReference", sex, "primaryNeed", placement, "settingRef", coalesce("lookedAfter", false),
    coalesce("lacksCapacity", false), coalesce(sensory, 'none'), coalesce("forcesFamily", false)
  FROM jsonb_to_recordset($1::jsonb) AS r(ref text, "givenName" text, "familyName" text, "bornOn" date, upn text, "councilReference" text, sex text, "primaryNeed" text,
    placement text, "settingRef" text, "lookedAfter" boolean, "lacksCapacity" boolean, sensory text, "forcesFamily" boolean)`;
const PEOPLE = `INSERT INTO person (ref, child_ref, name, relation, parental_responsibility, contact, email, email_consent, phone, has_care, speaks_for, address, postcode,
    address_protected, prefers, language, interpreter, large_print)
  SELECT ref, "childRef", name, relation, "parentalResponsibility", contact, email, "emailConsent", phone, coalesce("hasCare", false), coalesce("speaksFor", 'nobody'), address,
    postcode, coalesce("addressProtected", false), coalesce(prefers, 'post'), language, coalesce(interpreter, false), coalesce("largePrint", false)
  FROM jsonb_to_recordset($1::jsonb) AS r(ref text, "childRef" text, name text, relation text, "parentalResponsibility" boolean, contact text,
    email text, "emailConsent" boolean, phone text, "hasCare" boolean, "speaksFor" text, address text, postcode text, "addressProtected" boolean, prefers text,
    language text, interpreter boolean, "largePrint" boolean)`;
const RECORDS = `INSERT INTO case_record (ref, kind, child_ref, team_ref, owner_ref, owned_since, opened_at, made_from, imported_on, position, head_hash, recorded_at,
    received_on, stage, progress, first_due_on, wake_at, outcome, ended_at)
  SELECT ref, kind, "childRef", "teamRef", owner, "ownedSince", "openedAt", "madeFrom", "importedOn", position, "headHash", "recordedAt", "receivedOn", stage,
    progress, "firstDueOn", "wakeAt", outcome, CASE WHEN outcome IS NOT NULL THEN coalesce("recordedAt", "at") END
  FROM jsonb_to_recordset($1::jsonb) AS r(ref text, kind text, "childRef" text, "teamRef" text, owner text, "ownedSince" date, "openedAt" timestamptz, "madeFrom" text,
    "importedOn" date, position int, "headHash" text, "recordedAt" timestamptz, "receivedOn" date, stage text, progress jsonb, "firstDueOn" date,
    "wakeAt" timestamptz, outcome text, "at" timestamptz)`;
const ENTRIES = `INSERT INTO journal_entry (record_ref, position, kind, type, happened_on, payload, actor, command_id, command_index, recorded_at, previous_hash, hash)
  SELECT "recordRef", position, kind, type, "happenedOn", payload, actor, "commandId", "commandIndex", "recordedAt", "previousHash", hash
  FROM jsonb_to_recordset($1::jsonb) AS e(${ENTRY_COLUMNS})`;
const DUTIES = `INSERT INTO duty (record_ref, code, subject, occurrence, shape, kind, held_by, began_on, excepted, due_on, act_by, not_before, done_on, excused_days,
    excusing_from, excusing_days, stopped_on, settled, law, reasoning, content_hash, recorded_from, recorded_to)
  SELECT "recordRef", code, subject, occurrence, shape, kind, "heldBy", ${BESIDE_REASONING}, "dueOn", "actBy", "notBefore", "doneOn", "excusedDays", "excusingFrom",
    "excusingDays", "stoppedOn", settled, law, reasoning, "contentHash", "recordedFrom", "recordedTo"
  FROM jsonb_to_recordset($1::jsonb) AS d(${DUTY_COLUMNS}, "recordedFrom" timestamptz, "recordedTo" timestamptz)`;
const STANDINGS = `INSERT INTO standing (record_ref, recorded_from, recorded_to, stage, finalising_from, owner_ref, received_on)
  SELECT "recordRef", "from", "to", stage, "finalisingFrom", (SELECT ref FROM staff WHERE ref = owner), "receivedOn"
  FROM jsonb_to_recordset($1::jsonb) AS s("recordRef" text, "from" timestamptz, "to" timestamptz, stage text, "finalisingFrom" date, owner text, "receivedOn" date)`;
const CLAIMS = `INSERT INTO agenda_claim (record_ref, duty, subject, occurrence, rung, act, item_on, skipped, claimed_at)
  SELECT "recordRef", duty, subject, occurrence, rung, act, "on", true, "at"
  FROM jsonb_to_recordset($1::jsonb) AS c("recordRef" text, duty text, subject text, occurrence text, rung text, act text, "on" date, "at" timestamptz)`;
const NEXT = `UPDATE case_record r SET next_act_by = n."actBy", next_duty_id = d.id
  FROM jsonb_to_recordset($1::jsonb) AS n(ref text, "actBy" date, code text, subject text, occurrence text)
  JOIN duty d ON d.record_ref = n.ref AND d.recorded_to IS NULL AND d.code = n.code AND d.subject IS NOT DISTINCT FROM n.subject AND d.occurrence = n.occurrence
  WHERE r.ref = n.ref`;
