import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Instant } from '../../domain/dates/london.js';
import type { Database } from '../database.js';

/** A setting as the national register describes it. */
export type RegisteredSetting = Readonly<{
  urn: string;
  name: string;
  ukprn: string | null;
  authorityCode: string | null;
  establishmentType: string | null;
  phase: string | null;
  section41: boolean;
  openedOn: IsoDate | null;
  closedOn: IsoDate | null;
  postcode: string | null;
  lowAge: number | null;
  highAge: number | null;
  capacity: number | null;
  pupils: number | null;
}>;

/** How many settings were new, changed and already as the file has them. */
export type Registered = Readonly<{ added: number; changed: number; same: number }>;

const ROWS_A_STATEMENT = 5_000;

/** Brings the national register's settings in by their URN: the same file twice changes nothing. Kind and address of email stay the council's own. */
export async function registerSettings({ pool }: Database, settings: readonly Readonly<{ ref: string; kind: string; setting: RegisteredSetting }>[], at: Instant): Promise<Registered> {
  const total = { added: 0, changed: 0 };
  for (let from = 0; from < settings.length; from += ROWS_A_STATEMENT) {
    const batch = settings.slice(from, from + ROWS_A_STATEMENT).map(({ ref, kind, setting }) => ({ ref, kind, ...setting }));
    const { rows } = await pool.query<{ isNew: boolean }>(UPSERT, [JSON.stringify(batch), at]);
    total.added += rows.filter(({ isNew }) => isNew).length;
    total.changed += rows.filter(({ isNew }) => !isNew).length;
  }
  return { ...total, same: settings.length - total.added - total.changed };
}

const FIELDS = 'ukprn, authority_code, establishment_type, phase, section_41, opened_on, closed_on, postcode, low_age, high_age, capacity, pupils';

const UPSERT = `
  INSERT INTO setting (ref, name, kind, urn, ${FIELDS}, imported_at)
  SELECT ref, name, kind, urn, ukprn, "authorityCode", "establishmentType", phase, "section41", "openedOn", "closedOn", postcode, "lowAge", "highAge", capacity, pupils, $2
  FROM jsonb_to_recordset($1::jsonb) AS s(ref text, kind text, name text, urn text, ukprn text, "authorityCode" text, "establishmentType" text, phase text,
    "section41" boolean, "openedOn" date, "closedOn" date, postcode text, "lowAge" int, "highAge" int, capacity int, pupils int)
  ON CONFLICT (urn) DO UPDATE SET name = EXCLUDED.name, ukprn = EXCLUDED.ukprn, authority_code = EXCLUDED.authority_code, establishment_type = EXCLUDED.establishment_type,
    phase = EXCLUDED.phase, section_41 = EXCLUDED.section_41, opened_on = EXCLUDED.opened_on, closed_on = EXCLUDED.closed_on, postcode = EXCLUDED.postcode,
    low_age = EXCLUDED.low_age, high_age = EXCLUDED.high_age, capacity = EXCLUDED.capacity, pupils = EXCLUDED.pupils, imported_at = EXCLUDED.imported_at
  WHERE (setting.name, ${FIELDS.split(', ').map((field) => `setting.${field}`).join(', ')}) IS DISTINCT FROM (EXCLUDED.name, ${FIELDS.split(', ').map((field) => `EXCLUDED.${field}`).join(', ')})
  RETURNING xmax = 0 AS "isNew"`;
