import type { Teams } from '../../api/ports.js';
import type { AbsenceRow, CaseloadRow, Named } from '../../api/read-models.js';
import { daysBetween, type IsoDate } from '../../domain/dates/iso-date.js';
import { inTransaction, type Statements, type Transaction } from '../database.js';
import { WORK_NEAR } from './caseload.js';
import { IS_CASE } from './visibility.js';

/** Who of a team holds how much, who is away, who covers, and who leaves. */
export const createTeams = (database: Statements): Teams => ({
  named: (refs) => named(database, refs),
  caseload: (team, today) => caseload(database, team, today),
  absences: (team, today) => absences(database, team, today),
  setAbsence: (absence) => inTransaction(database.pool, (tx) => setAbsence(tx, absence)),
  endAbsence: (id, team, today) => endAbsence(database, id, team, today),
  leave: (leaver) => inTransaction(database.pool, (tx) => leave(tx, leaver)),
});

async function named({ pool }: Statements, refs: readonly string[] | 'all'): Promise<Named[]> {
  const { rows } = await pool.query<Named>(`SELECT ref, name FROM team WHERE $1::text[] IS NULL OR ref = ANY($1) ORDER BY name, ref`, [refs === 'all' ? null : refs]);
  return rows;
}

type Row = Omit<CaseloadRow, 'longestWait'> & Readonly<{ waitingSince: IsoDate | null }>;

/** Those who may hold a team's records, those who left while holding some, and last what nobody holds. */
async function caseload({ pool }: Statements, team: string, today: IsoDate): Promise<CaseloadRow[]> {
  const { rows } = await pool.query<Row>(WORK_NEAR, [team, today]);
  return rows.map(({ waitingSince, ...row }) => ({ ...row, longestWait: waitingSince === null ? null : Math.max(0, daysBetween(waitingSince, today)) }));
}

async function absences({ pool }: Statements, team: string, today: IsoDate): Promise<AbsenceRow[]> {
  const { rows } = await pool.query<AbsenceRow>(
    `SELECT a.id, jsonb_build_object('ref', p.ref, 'name', p.name) AS staff, a.from_on AS "fromOn", a.to_on AS "toOn",
       CASE WHEN c.ref IS NULL THEN NULL ELSE jsonb_build_object('ref', c.ref, 'name', c.name) END AS cover
     FROM absence a JOIN staff p ON p.ref = a.staff_ref LEFT JOIN staff c ON c.ref = a.cover_ref
     WHERE a.to_on >= $2::date AND p.left_on IS NULL AND EXISTS (SELECT FROM staff_role h WHERE h.staff_ref = p.ref AND h.team_ref = $1)
     ORDER BY a.from_on, p.name, a.id`,
    [team, today],
  );
  return rows;
}

type Absence = Parameters<Teams['setAbsence']>[0];

/** The rows of both people are locked: two absences that cross cannot be set at once. */
async function setAbsence(tx: Transaction, { staff, cover, fromOn, toOn, by, at }: Absence): ReturnType<Teams['setAbsence']> {
  await tx.query('SELECT FROM staff WHERE ref = ANY($1) ORDER BY ref FOR UPDATE', [[staff, cover].filter((ref) => ref !== null)]);
  const { rows } = await tx.query<{ staff: string }>(
    'SELECT staff_ref AS staff FROM absence WHERE staff_ref = ANY($1) AND from_on <= $3::date AND to_on >= $2::date',
    [[staff, cover].filter((ref) => ref !== null), fromOn, toOn],
  );
  if (rows.some((row) => row.staff === staff)) return 'already-away';
  if (rows.some((row) => row.staff === cover)) return 'cover-away';
  await tx.query('INSERT INTO absence (staff_ref, from_on, to_on, cover_ref, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6)', [staff, fromOn, toOn, cover, by, at]);
  return 'set';
}

/** One that has begun ends yesterday and stays on record; one still to come is taken out. */
async function endAbsence({ pool }: Statements, id: number, team: string, today: IsoDate): Promise<boolean> {
  const own = `id = $1 AND to_on >= $3::date AND EXISTS (SELECT FROM staff_role h WHERE h.staff_ref = absence.staff_ref AND h.team_ref = $2)`;
  const { rows } = await pool.query<{ ended: boolean }>(
    `WITH cut AS (UPDATE absence SET to_on = $3::date - 1 WHERE ${own} AND from_on < $3::date RETURNING 1),
       gone AS (DELETE FROM absence WHERE ${own} AND from_on >= $3::date RETURNING 1)
     SELECT EXISTS (SELECT FROM cut) OR EXISTS (SELECT FROM gone) AS ended`,
    [id, team, today],
  );
  return rows[0]?.ended ?? false;
}

/** Marks somebody as left, unless they still hold open records; what else they held goes back to their role or to nobody. */
async function leave(tx: Transaction, { staff, today, by, at }: Parameters<Teams['leave']>[0]): ReturnType<Teams['leave']> {
  await tx.query('SELECT FROM staff WHERE ref = $1 FOR UPDATE', [staff]);
  const { rows } = await tx.query<{ held: number }>(`SELECT count(*)::int AS held FROM case_record r WHERE owner_ref = $1 AND outcome IS NULL AND ${IS_CASE}`, [staff]);
  const held = rows[0]?.held ?? 0;
  if (held > 0) return { left: false, held, covered: [] };
  await tx.query('UPDATE staff SET left_on = $2::date WHERE ref = $1 AND left_on IS NULL', [staff, today]);
  await tx.query('UPDATE task SET for_staff = NULL WHERE for_staff = $1 AND done_at IS NULL', [staff]);
  const { rows: covered } = await tx.query<Named>(UNCOVER, [staff, today, by, at]);
  return { left: true, held: 0, covered };
}

/** An absence under way was covered until yesterday, and stays so on record; the rest of it is another, which nobody covers. */
const UNCOVER = `
  WITH theirs AS (SELECT id, staff_ref, from_on, to_on FROM absence WHERE cover_ref = $1 AND to_on >= $2::date FOR UPDATE),
    cut AS (UPDATE absence a SET to_on = $2::date - 1 FROM theirs t WHERE a.id = t.id AND t.from_on < $2::date),
    freed AS (UPDATE absence a SET cover_ref = NULL FROM theirs t WHERE a.id = t.id AND t.from_on >= $2::date),
    rest AS (INSERT INTO absence (staff_ref, from_on, to_on, set_by, set_at) SELECT staff_ref, $2::date, to_on, $3, $4 FROM theirs WHERE from_on < $2::date)
  SELECT DISTINCT s.ref, s.name FROM theirs t JOIN staff s ON s.ref = t.staff_ref ORDER BY s.name`;
