import type { TestApp } from './test-app.js';

/** A plan made by a final plan of 20 January 2026, of a child at the setting given. @returns its reference */
export async function openPlan(app: TestApp, name: string, { setting = 'T-QUAYS1DE', bornOn = '2016-03-27' }: { setting?: string; bornOn?: string } = {}): Promise<string> {
  const ref = await app.openCase('2025-09-02', name);
  await app.record(ref, [
    { type: 'assessment-agreed', on: '2025-10-07' },
    { type: 'issue-agreed', on: '2025-12-15' },
    { type: 'draft-plan-sent', on: '2026-01-02', channel: 'by-hand' },
  ]);
  await app.record(ref, [{ type: 'final-plan-issued', on: '2026-01-20' }]);
  await app.database.pool.query('UPDATE child SET setting_ref = $2, born_on = $3 WHERE ref = (SELECT child_ref FROM case_record WHERE ref = $1)', [ref, setting, bornOn]);
  const { rows } = await app.database.pool.query<{ ref: string }>('SELECT ref FROM case_record WHERE made_from = $1', [ref]);
  if (rows[0] === undefined) throw new Error('no plan was opened');
  return rows[0].ref;
}
