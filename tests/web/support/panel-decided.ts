import { newRef } from '../../../api/refs.js';
import type { PanelDecision, PanelQuestion } from '../../../domain/panel.js';
import { STAFF } from './council.js';
import type { TestApp } from './test-app.js';

/** A panel that met on a day gone by and decided one item under that number, as its pages would have written it. */
export async function panelDecided(
  { database: { pool } }: TestApp,
  {
    caseRef,
    on,
    number,
    question,
    decision,
  }: Readonly<{ caseRef: string; on: string; number: number; question: PanelQuestion; decision: PanelDecision }>,
): Promise<void> {
  const at = `${on}T10:00:00Z`;
  const [panel, note] = [newRef('W'), newRef('N')];
  await pool.query(
    `INSERT INTO panel (ref, team_ref, meets_on, name, made_by, made_at) SELECT $4, team_ref, $2, 'Panel', $5, $3 FROM case_record WHERE ref = $1`,
    [caseRef, on, at, panel, STAFF.manager],
  );
  await pool.query(
    `INSERT INTO note (ref, record_ref, author, field, text, written_at) VALUES ($3, $1, $4, 'panel', 'Reasons', $2)`,
    [caseRef, at, note, STAFF.manager],
  );
  await pool.query(
    `INSERT INTO panel_item (panel_ref, number, meets_on, record_ref, question, put_by, put_at, decision, reason, decided_by, decided_at)
     VALUES ($5, $2, $3, $1, $7, $6, $4, $8, $9, $6, $4)`,
    [caseRef, number, on, at, panel, STAFF.manager, question, decision, note],
  );
}
