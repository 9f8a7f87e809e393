import { importRecords } from '../../../activities/case/import-records.js';
import { isoDate, type IsoDate } from '../../../domain/dates/iso-date.js';
import { londonInstant } from '../../../domain/dates/london.js';
import { anyFact } from '../../../domain/facts/schema.js';
import type { PlanContent } from '../../../domain/plan/content.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../../../domain/settings.js';
import type { Database } from '../../../prisma/database.js';
import { createBulkImport } from '../../../prisma/repositories/bulk-import.js';
import type { DatedFact } from '../../../workflows/case/messages.js';
import { STAFF } from './council.js';

export type PlanGiven = Readonly<{
  ref: string;
  name: string;
  bornOn?: string;
  setting?: string | null;
  owner?: string | null;
  team?: string;
  /** In order; each is written down at noon of its day. */
  facts: readonly Readonly<{ type: string; on: string } & Record<string, unknown>>[];
}>;

/** Plans of made-up children, brought in with their facts as of a day. */
export async function bringPlans(database: Database, plans: readonly PlanGiven[], today: string): Promise<void> {
  const bulk = createBulkImport(database);
  await bulk.children(
    plans.map(({ ref, name, bornOn = '2016-03-27', setting = 'T-QUAYS1DE' }) => ({
      ref: ref.replace('P-', 'C-'), givenName: name, familyName: 'Testchild', bornOn: isoDate(bornOn), upn: null, councilReference: null, sex: null, primaryNeed: null,
      placement: null, settingRef: setting, people: [],
    })),
  );
  const records = plans.map(({ ref, owner = STAFF.caseworker, team = 'east', facts }) => ({
    ref, kind: 'plan' as const, childRef: ref.replace('P-', 'C-'), teamRef: team, owner,
    openedAt: londonInstant((facts[0]?.on ?? today) as IsoDate, '12:00'), importedOn: null,
    facts: facts.map((fact) => ({ ...(anyFact.parse(fact) as DatedFact), id: 'told', recordedAt: londonInstant(fact.on as IsoDate, '12:00'), recordedBy: STAFF.caseworker })),
  }));
  await importRecords(records, bulk, { settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR }, new Date(londonInstant(today as IsoDate, '09:00')));
}

/** A text that is in force since a day, as the plan that an assessment ended in has it. */
export async function textInForce({ pool }: Database, ref: string, content: PlanContent, on: string): Promise<void> {
  const at = londonInstant(on as IsoDate, '12:00');
  await pool.query(
    `INSERT INTO plan_version (record_ref, number, kind, content, started_by, started_at, saved_by, saved_at, sent_on, sent_at, sent_by) VALUES ($1, 1, 'final', $2, $3, $4, $3, $4, $5, $4, $3)`,
    [ref, JSON.stringify(content), STAFF.caseworker, at, on],
  );
}
