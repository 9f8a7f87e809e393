import { afterAll, beforeAll, expect, test } from 'vitest';
import { isoDate } from '../../domain/dates/iso-date.js';
import { createCandidates } from '../../prisma/repositories/audit-candidates.js';
import { startTestApp, type TestApp } from './support/app.js';
import { refOf } from './support/council.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ now: '2026-11-23T09:00:00Z' });
  const { pool } = app.database;
  await pool.query(`INSERT INTO child (ref, given_name, family_name, born_on) VALUES ('C-HELD0001', 'Wren', 'Testchild', '2017-03-01')`);
  await pool.query(`INSERT INTO case_record (ref, kind, child_ref, team_ref, owner_ref, opened_at, stage, progress) VALUES ('A-HELD0001', 'assessment', 'C-HELD0001', 'team-north', $1, now(), 'finished', '{"finalOn": "2026-10-05"}')`, [refOf('caseworker')]);
  for (const [position, owner] of [refOf('other-auditor'), null, refOf('caseworker')].entries())
    await pool.query(
      `INSERT INTO journal_entry (record_ref, position, kind, type, happened_on, payload, actor, recorded_at, previous_hash, hash) VALUES ('A-HELD0001', $1, 'fact', 'owner-set', '2026-05-04', jsonb_build_object('type', 'owner-set', 'owner', $2::text), 'test', now(), '', $3)`,
      [position + 1, owner, `h${position}`]);
});
afterAll(() => app.close());

test('whoever held a case before had rather not audit it whole', async () => {
  const [candidate] = await createCandidates(app.database)('case', isoDate('2026-11-23'));
  expect(candidate).toMatchObject({ ref: 'A-HELD0001', owner: refOf('caseworker'), writers: [refOf('caseworker'), refOf('other-auditor')].sort() });
});
