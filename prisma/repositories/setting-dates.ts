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
  keep: ({ by, at, ...dates }) => inTransaction(pool, (tx) => keep(tx, [dates], { by, at })),
  remove: async ({ setting, kind, from }) => {
    const { rowCount } = await pool.query('DELETE FROM setting_dates WHERE setting_ref = $1 AND kind = $2 AND from_on = $3', [setting, kind, from]);
    return (rowCount ?? 0) > 0;
  },
});

type Kept = Readonly<Pick<Parameters<SettingDates['keep']>[0], 'setting' | 'kind' | 'name' | 'from' | 'to'>>;
type Setter = Readonly<{ by: string; at: Instant }>;

/** Writes them in place of those of the same first day or name. No two of them may share either. */
async function keep(tx: Transaction, dates: readonly Kept[], { by, at }: Setter): Promise<void> {
  const rows = `jsonb_to_recordset($1::jsonb) AS k(setting text, kind text, name text, "from" date, "to" date)`;
  const given = JSON.stringify(dates);
  await tx.query('SELECT 1 FROM setting WHERE ref = ANY($1::text[]) ORDER BY ref FOR UPDATE', [dates.map(({ setting }) => setting)]);
  await tx.query(`DELETE FROM setting_dates d USING ${rows} WHERE d.setting_ref = k.setting AND d.kind = k.kind AND (d.from_on = k."from" OR d.name = k.name)`, [given]);
  await tx.query(`INSERT INTO setting_dates (setting_ref, kind, name, from_on, to_on, set_by, set_at) SELECT k.setting, k.kind, k.name, k."from", k."to", $2, $3 FROM ${rows}`, [given, by, at]);
}

export type ImportedDates = Readonly<{ line: number; urn: string; kind: 'term' | 'closure'; name: string | null; from: IsoDate; to: IsoDate }>;

/** Brings dates in by the settings' URNs: the same file twice changes nothing. @returns the lines whose URN no setting has, and how many were kept */
export function importDates({ pool }: Database, dates: readonly ImportedDates[], by: string, at: Instant): Promise<{ kept: number; same: number; unknown: readonly number[] }> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ ref: string; urn: string }>('SELECT ref, urn FROM setting WHERE urn = ANY($1::text[])', [dates.map(({ urn }) => urn)]);
    const refs = new Map(rows.map(({ ref, urn }) => [urn, ref]));
    const { rows: there } = await tx.query<{ key: string }>(`SELECT concat_ws('|', setting_ref, kind, coalesce(name, ''), from_on, to_on) AS key FROM setting_dates WHERE setting_ref = ANY($1::text[])`, [[...refs.values()]]);
    const known = new Set(there.map(({ key }) => key));
    const named = dates.flatMap(({ urn, line: _line, ...date }): Kept[] => {
      const setting = refs.get(urn);
      return setting === undefined ? [] : [{ ...date, setting }];
    });
    const changed = lastOfEach(named.filter(({ setting, kind, name, from, to }) => !known.has([setting, kind, name ?? '', from, to].join('|'))));
    if (changed.length > 0) await keep(tx, changed, { by, at });
    return { kept: changed.length, same: named.length - changed.length, unknown: dates.filter(({ urn }) => !refs.has(urn)).map(({ line }) => line) };
  });
}

/** Of those with one first day or one name, the last: a file is read from the top, and what comes later counts. */
function lastOfEach(dates: readonly Kept[]): Kept[] {
  const taken = new Set<string>();
  const last = dates.toReversed().filter(({ setting, kind, name, from }) => {
    const keys = [`${setting}|${kind}|from ${from}`, ...(name === null ? [] : [`${setting}|${kind}|${name}`])];
    const isFree = keys.every((key) => !taken.has(key));
    for (const key of keys) taken.add(key);
    return isFree;
  });
  return last.toReversed();
}
