import { newRef } from '../../api/refs.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Instant } from '../../domain/dates/london.js';
import type { Role } from '../../domain/settings.js';
import type { Transaction } from '../database.js';

/** Something a person must see to that is no duty of law. `about` is a message's, notification's, person's or link's reference. */
export type NewTask = Readonly<{ recordRef: string | null; kind: string; about: string; forRole: Role; forStaff: string | null; actBy: IsoDate }>;

/** Opens tasks; one that is open already about the same thing stays as it is. */
export async function openTasks(tx: Transaction, tasks: readonly NewTask[], at: Instant): Promise<void> {
  if (tasks.length === 0) return;
  const rows = tasks.map((task) => ({ ...task, ref: newRef('K') }));
  await tx.query({ name: 'open-tasks', text: OPEN, values: [JSON.stringify(rows), at] });
}

const OPEN = `
  INSERT INTO task (ref, record_ref, kind, about, for_role, for_staff, act_by, opened_at)
  SELECT ref, "recordRef", kind, about, "forRole", "forStaff", "actBy", $2
  FROM jsonb_to_recordset($1::jsonb) AS t(ref text, "recordRef" text, kind text, about text, "forRole" text, "forStaff" text, "actBy" date)
  ON CONFLICT DO NOTHING`;
