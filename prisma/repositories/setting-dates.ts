import type { SettingDates } from '../../api/ports.js';
import type { SettingOption } from '../../api/read-models.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Instant } from '../../domain/dates/london.js';
import type { SettingCalendar } from '../../domain/setting-calendar.js';
import { inTransaction, type Database, type Transaction } from '../database.js';

/** SQL of a setting's dates as domain's SettingCalendar. @param setting SQL of its reference */
export const calendarOf = (setting: string): string => `jsonb_build_object(
    'terms', coalesce((SELECT jsonb_agg(jsonb_build_object('name', x.name, 'from', x.from_on, 'to', x.to_on) ORDER BY x.from_on) FROM setting_dates x WHERE x.setting_ref = ${setting} AND x.kind = 'term'), '[]'),
    'closures', coalesce((SELECT jsonb_agg(jsonb_build_object('from', x.from_on, 'to', x.to_on) ORDER BY x.from_on) FROM setting_dates x WHERE x.setting_ref = ${setting} AND x.kind = 'closure'), '[]'))`;

/** Terms and closures of settings. */
export const createSettingDates = ({ pool }: Database): SettingDates => ({
  of: async (ref) => {
    const { rows } = await pool.query<SettingOption & Readonly<{ calendar: SettingCalendar }>>(`SELECT s.ref, s.name, s.kind, ${calendarOf('s.ref')} AS calendar FROM setting s WHERE s.ref = $1`, [ref]);
    if (rows[0] === undefined) return null;
    const { calendar, ...setting } = rows[0];
    return { setting, calendar };
  },
  keep: (dates) => inTransaction(pool, (tx) => keep(tx, dates)),
  remove: async ({ setting, kind, from }) => {
    const { rowCount } = await pool.query('DELETE FROM setting_dates WHERE setting_ref = $1 AND kind = $2 AND from_on = $3', [setting, kind, from]);
    return (rowCount ?? 0) > 0;
  },
});

async function keep(tx: Transaction, { setting, kind, name, from, to, by, at }: Parameters<SettingDates['keep']>[0]): Promise<void> {
  await tx.query('SELECT 1 FROM setting WHERE ref = $1 FOR UPDATE', [setting]);
  await tx.query(`DELETE FROM setting_dates WHERE setting_ref = $1 AND kind = $2 AND (from_on = $3 OR name = $4)`, [setting, kind, from, name]);
  await tx.query('INSERT INTO setting_dates (setting_ref, kind, name, from_on, to_on, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6, $7)', [setting, kind, name, from, to, by, at]);
}

export type ImportedDates = Readonly<{ line: number; urn: string; kind: 'term' | 'closure'; name: string | null; from: IsoDate; to: IsoDate }>;

/** Brings dates in by the settings' URNs: the same file twice changes nothing. @returns the lines whose URN no setting has, and how many were kept */
export function importDates({ pool }: Database, dates: readonly ImportedDates[], by: string, at: Instant): Promise<{ kept: number; same: number; unknown: readonly number[] }> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ ref: string; urn: string }>('SELECT ref, urn FROM setting WHERE urn = ANY($1::text[])', [dates.map(({ urn }) => urn)]);
    const refs = new Map(rows.map(({ ref, urn }) => [urn, ref]));
    const { rows: there } = await tx.query<{ key: string }>(`SELECT concat_ws('|', setting_ref, kind, coalesce(name, ''), from_on, to_on) AS key FROM setting_dates WHERE setting_ref = ANY($1::text[])`, [[...refs.values()]]);
    const known = new Set(there.map(({ key }) => key));
    const total = { kept: 0, same: 0 };
    for (const { urn, kind, name, from, to } of dates) {
      const setting = refs.get(urn);
      if (setting === undefined) continue;
      if (known.has([setting, kind, name ?? '', from, to].join('|'))) total.same += 1;
      else {
        await keep(tx, { setting, kind, name, from, to, by, at });
        total.kept += 1;
      }
    }
    return { ...total, unknown: dates.filter(({ urn }) => !refs.has(urn)).map(({ line }) => line) };
  });
}
