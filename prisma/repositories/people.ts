import type { People } from '../../api/ports.js';
import type { Adviser } from '../../api/read-models.js';
import type { Database } from '../database.js';

/** Advisers and settings to choose from, and whether a reference leads anywhere. */
export const createPeople = ({ prisma, pool }: Database): People => ({
  advisers: async ({ role, search, limit }) => {
    const found = await prisma.adviser.findMany({ where: { role, ...named(search) }, orderBy: [{ name: 'asc' }, { ref: 'asc' }], take: limit });
    return found.map(({ ref, name, role: advises, service, staffRef }) => ({ ref, name, role: advises, service, staff: staffRef }) as Adviser);
  },
  settings: ({ search, limit }) => prisma.setting.findMany({ where: named(search), select: { ref: true, name: true, kind: true }, orderBy: [{ name: 'asc' }, { ref: 'asc' }], take: limit }),
  unknown: async (refs) => {
    if (refs.length === 0) return [];
    const { rows } = await pool.query<{ ref: string }>(
      `SELECT asked.ref FROM unnest($1::text[]) AS asked(ref) WHERE NOT EXISTS (SELECT 1 FROM adviser WHERE ref = asked.ref) AND NOT EXISTS (SELECT 1 FROM setting WHERE ref = asked.ref)
         AND NOT EXISTS (SELECT 1 FROM staff WHERE ref = asked.ref) AND NOT EXISTS (SELECT 1 FROM note WHERE ref = asked.ref)`,
      [refs],
    );
    return rows.map(({ ref }) => ref);
  },
  notNotesOf: async (recordRef, refs) => {
    const { rows } = await pool.query<{ ref: string }>('SELECT asked.ref FROM unnest($2::text[]) AS asked(ref) WHERE NOT EXISTS (SELECT FROM note WHERE ref = asked.ref AND record_ref = $1)', [recordRef, refs]);
    return rows.map(({ ref }) => ref);
  },
});

const named = (search: string | undefined) => (search === undefined ? {} : { name: { contains: search, mode: 'insensitive' as const } });
