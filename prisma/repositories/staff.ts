import type { StaffDirectory } from '../../api/ports.js';
import type { DemoAccount, StaffMember } from '../../api/read-models.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Role } from '../../domain/settings.js';
import type { Database } from '../database.js';

/** The council's people and its partners', with the roles they hold. */
export const createStaff = (database: Database): StaffDirectory => ({
  byRef: (ref, today) => member(database, 'ref', ref, today),
  byAccount: (account, today) => member(database, 'account', account, today),
  accounts: () => demoAccounts(database),
  owners: (team) => owners(database, team),
});

/** Their team is that of the first role held in one, their service that of their roles, else of their team. */
const MEMBER = `SELECT p.ref, p.account, p.name, p.left_on IS NULL AS active, p.demo, h.roles, h.team, h.service,
    ARRAY(SELECT t.ref FROM team t WHERE t.service = h.service ORDER BY t.ref) AS "teamsOfService",
    (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('ref', w.ref, 'name', w.name)), '[]') FROM absence a JOIN staff w ON w.ref = a.staff_ref
      WHERE a.cover_ref = p.ref AND $2::date BETWEEN a.from_on AND a.to_on) AS covers
  FROM staff p CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(DISTINCT held.role), '[]') AS roles, (array_agg(held.team_ref ORDER BY held.id) FILTER (WHERE held.team_ref IS NOT NULL))[1] AS team,
      coalesce((array_agg(held.service ORDER BY held.id) FILTER (WHERE held.service IS NOT NULL))[1],
        (array_agg(t.service ORDER BY held.id) FILTER (WHERE t.service IS NOT NULL))[1]) AS service
    FROM staff_role held LEFT JOIN team t ON t.ref = held.team_ref WHERE held.staff_ref = p.ref) h`;

/** Asked by every request of somebody signed in: one statement, prepared. */
async function member({ pool }: Database, key: 'ref' | 'account', value: string, today: IsoDate): Promise<StaffMember | null> {
  const { rows } = await pool.query<StaffMember>({ name: `staff-by-${key}`, text: `${MEMBER} WHERE p.${key} = $1`, values: [value, today] });
  return rows[0] ?? null;
}

async function demoAccounts({ prisma }: Database): Promise<DemoAccount[]> {
  const people = await prisma.staff.findMany({
    where: { demo: true, leftOn: null },
    include: { roles: { include: { team: true }, orderBy: { id: 'asc' } } },
    orderBy: { account: 'asc' },
  });
  return people.map(({ account, name, roles }) => ({
    account, name,
    roles: roles.map(({ role }) => role as Role),
    team: roles.find(({ team }) => team !== null)?.team?.name ?? null,
  }));
}

async function owners({ prisma }: Database, team: string): Promise<{ ref: string; name: string }[]> {
  return prisma.staff.findMany({ where: { leftOn: null, roles: { some: { teamRef: team, role: { in: ['caseworker', 'team-manager'] } } } }, select: { ref: true, name: true }, orderBy: { name: 'asc' } });
}
