import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Instant } from '../../domain/dates/london.js';
import type { SettingCalendar } from '../../domain/setting-calendar.js';
import type { FilterQuery } from '../../api/read-models.js';
import type { Database, Transaction } from '../database.js';
import { openTasks } from './task-rows.js';

/** What a demonstration council says of itself: its figures' source, the columns it equals, and the misfits it could not. */
export type DemonstrationNotice = Readonly<{
  source: string;
  licence: string;
  /** How the stock of open assessments was come by. */
  stock: string;
  matches: readonly Readonly<{ about: string; column: string; published: number }>[];
  misfits: readonly Readonly<{ about: string; published: string; here: string }>[];
}>;

export type Demonstration = Readonly<{
  authority: string;
  council: string;
  asOn: IsoDate;
  seed: string;
  notice: DemonstrationNotice;
  madeAt: Instant;
}>;

/** The demonstration this database holds; null in a real council's. */
export async function demonstration({ pool }: Pick<Database, 'pool'>): Promise<Demonstration | null> {
  const { rows } = await pool.query<Demonstration>(CURRENT);
  return rows[0] ?? null;
}

/** The same, inside a transaction. */
export async function demonstrationWithin(tx: Transaction): Promise<Demonstration | null> {
  const { rows } = await tx.query<Demonstration>(CURRENT);
  return rows[0] ?? null;
}

/** Notes what a demonstration was made from. @throws the database's refusal if there is one already */
export async function keepDemonstration(
  tx: Transaction,
  { authority, council, asOn, seed, notice, madeAt }: Demonstration,
): Promise<void> {
  await tx.query(
    'INSERT INTO demonstration (authority, council, as_on, seed, notice, made_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [authority, council, asOn, seed, JSON.stringify(notice), madeAt],
  );
}

/** One maker of a demonstration at a time, to the end of the transaction. */
export async function lockDemonstration(tx: Transaction): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('duly demonstration'))`);
}

const CURRENT = 'SELECT authority, council, as_on AS "asOn", seed, notice, made_at AS "madeAt" FROM demonstration';

/** What lies on people's desks besides cases: leave with cover, people without an address, views kept. */
export type DemoDesk = Readonly<{
  away: readonly Readonly<{ staff: string; from: IsoDate; to: IsoDate; cover: string; by: string }>[];
  /** Somebody of a family whom nobody knows how to write to: a task. */
  lost: readonly Readonly<{
    recordRef: string;
    person: string;
    forRole: 'caseworker' | 'team-manager';
    actBy: IsoDate;
  }>[];
  views: readonly Readonly<{ staff: string; name: string; query: FilterQuery }>[];
  /** Terms and closures, by setting. */
  calendars: ReadonlyMap<string, SettingCalendar>;
  /** Who set them. */
  setBy: string;
}>;

/** Lays it there; its people and records first. */
export async function layDesk(tx: Transaction, { away, lost, views, calendars, setBy }: DemoDesk, at: Instant): Promise<void> {
  const dates = [...calendars].flatMap(([setting, { terms, closures }]) => [
    ...terms.map((term) => ({ setting, kind: 'term', ...term })),
    ...closures.map((closure) => ({ setting, kind: 'closure', name: null, ...closure })),
  ]);
  await tx.query(
    `INSERT INTO setting_dates (setting_ref, kind, name, from_on, to_on, set_by, set_at)
     SELECT setting, kind, name, "from", "to", $2, $3 FROM jsonb_to_recordset($1::jsonb) AS d(setting text, kind text, name text, "from" date, "to" date)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(dates), setBy, at],
  );
  for (const { staff, from, to, cover, by } of away)
    await tx.query(
      'INSERT INTO absence (staff_ref, from_on, to_on, cover_ref, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6)',
      [staff, from, to, cover, by, at],
    );
  await tx.query(
    'UPDATE person SET address = NULL, postcode = NULL, email = NULL, email_consent = false WHERE ref = ANY($1)',
    [lost.map(({ person }) => person)],
  );
  await openTasks(
    tx,
    lost.map(({ recordRef, person, forRole, actBy }) => ({
      recordRef,
      kind: 'no-address',
      about: `${recordRef}/${person}`,
      forRole,
      forStaff: null,
      actBy,
    })),
    at,
  );
  for (const { staff, name, query } of views)
    await tx.query('INSERT INTO saved_filter (staff_ref, name, query, saved_at) VALUES ($1, $2, $3, $4)', [
      staff,
      name,
      JSON.stringify(query),
      at,
    ]);
}

/** A record worth opening for what it is, and an account that may. */
export type Showcase = Readonly<{ ref: string; account: string }>;

/**
 * Records that show a whole journey and a disagreement, by what their journals hold: the one with most in it, of the account with
 * the shortest name. Null where there is none of the kind.
 */
export async function showcases({
  pool,
}: Pick<Database, 'pool'>): Promise<Readonly<{ whole: Showcase | null; disputed: Showcase | null }>> {
  const first = async (kind: string): Promise<Showcase | null> =>
    (await pool.query<Showcase>(`${TOLD} WHERE ${kind} LIMIT 1`)).rows[0] ?? null;
  return { whole: await first(WHOLE), disputed: await first(DISPUTED).then((found) => found ?? first(ORDERED)) };
}

const TOLD = `
  SELECT ref, account FROM (
    SELECT r.ref, s.account, r.outcome, count(*) AS facts, array_agg(j.type) AS told,
      bool_or(j.type = 'mediation-agreed' AND j.payload->>'what' <> 'other') AS agreed
    FROM case_record r JOIN staff s ON s.ref = r.owner_ref AND s.demo AND s.left_on IS NULL
    JOIN journal_entry j ON j.record_ref = r.ref AND j.kind = 'fact'
    WHERE r.kind = 'assessment' GROUP BY r.ref, s.account ORDER BY length(s.account), facts DESC, r.ref
  ) AS records`;
const WHOLE = `told @> ARRAY['request-received', 'assessment-agreed', 'advice-received', 'draft-plan-sent', 'setting-consulted', 'final-plan-issued']`;
const DISPUTED = `outcome IS NULL AND agreed AND told && ARRAY['assessment-refused', 'issue-refused']`;
const ORDERED = `told && ARRAY['tribunal-order'] AND told && ARRAY['assessment-refused', 'issue-refused']`;

/** A setting whose inbox of reviews is worth opening, and a plan of one of its pupils that a link can be about. */
export type SettingShown = Readonly<{ ref: string; name: string; recordRef: string }>;

/** A school, a special school and a college with plans that were written here, the first of each. */
export async function settingsShown({ pool }: Pick<Database, 'pool'>): Promise<readonly SettingShown[]> {
  const { rows } = await pool.query<SettingShown>(
    `SELECT DISTINCT ON (s.kind) s.ref, s.name, r.ref AS "recordRef"
     FROM plan_version v JOIN case_record r ON r.ref = v.record_ref AND r.kind = 'plan' AND r.outcome IS NULL AND NOT r.restricted
     JOIN child c ON c.ref = r.child_ref JOIN setting s ON s.ref = c.setting_ref AND s.kind IN ('mainstream-school', 'special-school', 'college')
     ORDER BY s.kind DESC, s.urn, r.ref`,
  );
  return rows;
}
