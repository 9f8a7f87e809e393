import type { Known, KnownChild, KnownRecord } from '../../domain/backlog/match.js';
import type { ReadRow } from '../../domain/backlog/read-row.js';
import { namesOf, type Directory } from '../../domain/backlog/resolve.js';
import type { Transaction } from '../database.js';
import { factsOf } from './facts-of.js';
import { IS_CASE } from './visibility.js';

const given = <T>(values: readonly (T | null)[]): T[] => [...new Set(values.filter((value) => value !== null))];

/** The children that rows may be about, and their records. */
export async function knownTo(db: Transaction, rows: readonly ReadRow[]): Promise<Known> {
  const children = rows.map(({ child }) => child);
  const values = [given(children.map(({ upn }) => upn)), given(children.map(({ councilReference }) => councilReference)), given(children.map(({ bornOn }) => bornOn))];
  const found = await db.query<KnownChild>(CHILDREN, values);
  const refs = found.rows.map(({ ref }) => ref);
  if (refs.length === 0) return { children: [], records: [] };
  const records = await db.query<KnownRecord>(`SELECT r.ref, r.child_ref AS "childRef", r.kind, r.made_from AS "madeFrom", ${factsOf('r.ref')} AS facts FROM case_record r WHERE ${IS_CASE} AND r.child_ref = ANY($1)`, [refs]);
  return { children: found.rows, records: records.rows };
}

/** Those with a number that a row gives, or born on a day that one gives. */
const CHILDREN = `SELECT ref, given_name AS "givenName", family_name AS "familyName", born_on AS "bornOn", upn, council_reference AS "councilReference", sex,
    primary_need AS "primaryNeed", placement
  FROM child WHERE upn = ANY($1::text[]) OR council_reference = ANY($2::text[]) OR born_on = ANY($3::date[])`;

/** What Duly has under the names and numbers that rows give. */
export async function directoryOf(db: Transaction, rows: readonly ReadRow[]): Promise<Directory> {
  const names = rows.map(namesOf);
  const pairs = async (sql: string, wanted: readonly string[]): Promise<Map<string, string>> => {
    if (wanted.length === 0) return new Map();
    const found = await db.query<{ key: string; ref: string }>(sql, [wanted]);
    return new Map(found.rows.map(({ key, ref }) => [key, ref]));
  };
  const settings = await pairs('SELECT urn AS key, ref FROM setting WHERE urn = ANY($1::text[])', given(names.map(({ urn }) => urn)));
  const teams = await pairs('SELECT lower(name) AS key, ref FROM team WHERE lower(name) = ANY($1::text[])', given(names.map(({ team }) => team)));
  const caseworkers = await pairs(CASEWORKERS, given(names.map(({ account }) => account)));
  const references = await pairs(
    `SELECT ref AS key, ref FROM (SELECT ref FROM adviser UNION ALL SELECT ref FROM setting UNION ALL SELECT ref FROM staff) AS known WHERE ref = ANY($1::text[])`,
    given(names.flatMap((name) => name.references)),
  );
  return { settings, teams, caseworkers, references: new Set(references.keys()) };
}

const CASEWORKERS = `SELECT lower(s.account) AS key, s.ref FROM staff s
  WHERE lower(s.account) = ANY($1::text[]) AND s.left_on IS NULL AND EXISTS (SELECT 1 FROM staff_role r WHERE r.staff_ref = s.ref AND r.role IN ('caseworker', 'team-manager'))`;
