// A council of one caseworker on a database of its own, with a clock that the test sets.
import { randomUUID } from 'node:crypto';
import { createCaseActivities, type CaseDeps } from '../../activities/case/case-activities.js';
import { importRecords, type ImportedRecord } from '../../activities/case/import-records.js';
import type { Rules } from '../../activities/case/projection.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { londonInstant, type Instant } from '../../domain/dates/london.js';
import { anyFact } from '../../domain/facts/schema.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../../domain/settings.js';
import { openDatabase, type Database } from '../../prisma/database.js';
import { createBulkImport } from '../../prisma/repositories/bulk-import.js';
import { createCases } from '../../prisma/repositories/cases.js';
import { createRepositories } from '../../prisma/repositories/repositories.js';
import type { CaseActivities, DatedFact } from '../../workflows/case/messages.js';
import { freshDatabase } from '../support/resources.js';

export const TEAM = 'TEAM-1';
export const CASEWORKER = 'S-CASEWORK';
export const ADVISERS = ['V-1', 'V-2', 'V-3', 'V-4', 'V-5', 'V-6', 'V-7'] as const;
const ROLES = ['parent', 'head-teacher', 'health', 'educational-psychology', 'social-care', 'adulthood', 'other'] as const;

/** Names that are plainly made up, and that nothing in Temporal may hold. */
export const CHILD = { givenName: 'Testine', familyName: 'Exampleforth', bornOn: '2017-03-09' as IsoDate };
export const RULES: Rules = { settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR };

export type World = Awaited<ReturnType<typeof newWorld>>;

export async function newWorld() {
  const { url, drop } = await freshDatabase();
  const database = openDatabase(url);
  const bulk = createBulkImport(database);
  await bulk.teams([{ ref: TEAM, name: 'North' }]);
  await bulk.staff([{ ref: CASEWORKER, name: 'Casey Invented', account: 'caseworker', demo: true, roles: [{ role: 'caseworker', teamRef: TEAM, service: null }] }]);
  await bulk.advisers(ADVISERS.map((ref, index) => ({ ref, name: `Adviser ${index + 1}`, role: ROLES[index] ?? 'other', service: null, organisation: null, email: null, staffRef: null })));
  const close = async () => {
    await database.close();
    await drop();
  };
  return { url, database, bulk, cases: createCases(database), reads: createRepositories(database, () => RULES), close };
}

/** Of this test alone: the development server is shared by files, and a workflow's id is its case's. */
const ownRef = (): string => randomUUID().slice(0, 8).toUpperCase();

/** A child and an assessment without facts, opened at noon of a day. */
export async function openCase({ database, bulk }: Pick<World, 'database' | 'bulk'>, openedOn = '2025-09-02'): Promise<string> {
  const ref = await newChild(bulk);
  const caseRef = `A-${ownRef()}`;
  await database.pool.query(`INSERT INTO case_record (ref, kind, child_ref, team_ref, owner_ref, opened_at) VALUES ($1, 'assessment', $2, $3, $4, $5)`, [caseRef, ref, TEAM, CASEWORKER, noon(openedOn)]);
  return caseRef;
}

async function newChild(bulk: World['bulk']): Promise<string> {
  const ref = `C-${ownRef()}`;
  await bulk.children([{ ref, ...CHILD, upn: null, councilReference: null, sex: null, primaryNeed: null, placement: null, settingRef: null, people: [] }]);
  return ref;
}

/** Brings an assessment in, each fact written down at noon of its day. */
export const importCase = (world: Pick<World, 'bulk'>, facts: readonly DatedFact[], importedOn: string | null, now = new Date()): Promise<string> =>
  imported(world, 'assessment', facts, importedOn, now);

/** A plan, likewise; the council's own from the first, unless it came with an import. */
export const importPlan = (world: Pick<World, 'bulk'>, facts: readonly DatedFact[], now = new Date(), importedOn: string | null = null): Promise<string> => imported(world, 'plan', facts, importedOn, now);

async function imported(world: Pick<World, 'bulk'>, kind: 'assessment' | 'plan', facts: readonly DatedFact[], importedOn: string | null, now: Date): Promise<string> {
  const childRef = await newChild(world.bulk);
  const ref = childRef.replace('C-', kind === 'plan' ? 'P-' : 'A-');
  const record: ImportedRecord = {
    ref, kind, childRef, teamRef: TEAM, owner: CASEWORKER, openedAt: noon(facts[0]?.on ?? '2025-09-02'), importedOn: importedOn as IsoDate | null,
    facts: facts.map((fact) => ({ ...fact, id: 'told', recordedAt: noon(fact.on), recordedBy: CASEWORKER })),
  };
  await importRecords([record], world.bulk, RULES, now);
  return ref;
}

export const noon = (on: string): Instant => londonInstant(on as IsoDate, '12:00');

/** Activities at noon of a day that the test moves on. */
export function activitiesOf(world: Pick<World, 'cases'>, more: Partial<CaseDeps> = {}): CaseActivities {
  return createCaseActivities({ cases: world.cases, clock: { now: () => new Date() }, rules: () => RULES, ...more });
}

/** A fact as the API would tell it: read by the schema, its day given. */
export const told = (type: string, on: string, more: object = {}): DatedFact => anyFact.parse({ type, on, ...more }) as DatedFact;
export const command = (...facts: DatedFact[]) => ({ commandId: randomUUID(), actor: CASEWORKER, facts });

/** Each fact recorded at noon of its own day. */
export async function record(activities: CaseActivities, caseRef: string, ...facts: DatedFact[]): Promise<void> {
  for (const fact of facts) await activities.recordFacts({ caseRef, now: noon(fact.on), command: command(fact) });
}

/** What the database holds about a case, for telling whether anything was written. */
export async function rowsOf({ pool }: Database, caseRef: string) {
  const { rows } = await pool.query<Record<'entries' | 'facts' | 'acts' | 'duties' | 'claims' | 'skipped' | 'notices', number>>(
    `SELECT (SELECT count(*) FROM journal_entry WHERE record_ref = $1) AS entries,
       (SELECT count(*) FROM journal_entry WHERE record_ref = $1 AND kind = 'fact') AS facts,
       (SELECT count(*) FROM journal_entry WHERE record_ref = $1 AND kind = 'act') AS acts,
       (SELECT count(*) FROM duty WHERE record_ref = $1 AND recorded_to IS NULL) AS duties,
       (SELECT count(*) FROM agenda_claim WHERE record_ref = $1 AND NOT skipped) AS claims,
       (SELECT count(*) FROM agenda_claim WHERE record_ref = $1 AND skipped) AS skipped,
       (SELECT count(*) FROM notification WHERE record_ref = $1) AS notices`,
    [caseRef],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('a count always has a row');
  return row;
}

/** One column of one row. */
export async function valueOf<T>({ pool }: Database, sql: string, values: readonly unknown[] = []): Promise<T> {
  const { rows } = await pool.query<{ value: T }>(sql, [...values]);
  const [row] = rows;
  if (row === undefined) throw new Error('nothing was found');
  return row.value;
}

/** The usual story from request to draft, on working days. */
export const toDraft: readonly DatedFact[] = [
  told('request-received', '2025-09-02', { by: 'parent' }),
  told('considering-notified', '2025-09-05'),
  told('assessment-agreed', '2025-10-10'),
  told('partners-told', '2025-10-10'),
  ...ADVISERS.map((adviser, index) => told('advice-requested', '2025-10-10', { adviser, role: ROLES[index] })),
  ...ADVISERS.map((adviser) => told('advice-received', '2025-11-14', { adviser })),
  told('issue-agreed', '2025-12-01'),
  told('draft-plan-sent', '2025-12-05', { servedOn: '2025-12-05' }),
];
