import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { activitiesOf, CASEWORKER, newWorld, openCase, record, TEAM, told, type World } from './world.js';

const ROOT = path.join(import.meta.dirname, '../..');

let world: World;
let caseRef: string;
beforeAll(async () => {
  world = await newWorld();
  caseRef = await openCase(world);
  await record(activitiesOf(world), caseRef, told('request-received', '2025-09-02', { by: 'parent' }));
});
afterAll(() => world.close());

const duty = (set: string) => `INSERT INTO duty SELECT (jsonb_populate_record(d, '${set}')).* FROM duty d LIMIT 1`;

test.each([
  { constraint: 'case_record_kind_known', sql: `UPDATE case_record SET kind = 'letter'` },
  { constraint: 'case_record_ended_with_outcome', sql: `UPDATE case_record SET outcome = 'finished'` },
  { constraint: 'case_record_head', sql: `UPDATE case_record SET head_hash = ''` },
  { constraint: 'journal_entry_pk', sql: `INSERT INTO journal_entry SELECT * FROM journal_entry` },
  { constraint: 'journal_entry_command_once', sql: `INSERT INTO journal_entry SELECT (jsonb_populate_record(j, '{"position":9}')).* FROM journal_entry j` },
  { constraint: 'journal_entry_kind_known', sql: `INSERT INTO journal_entry SELECT (jsonb_populate_record(j, '{"position":9,"kind":"thought"}')).* FROM journal_entry j` },
  { constraint: 'journal_entry_position_counts', sql: `INSERT INTO journal_entry SELECT (jsonb_populate_record(j, '{"position":0}')).* FROM journal_entry j` },
  { constraint: 'journal_entry_of_command', sql: `INSERT INTO journal_entry SELECT (jsonb_populate_record(j, '{"position":9,"command_id":null}')).* FROM journal_entry j` },
  { constraint: 'journal_entry_record_fk', sql: `INSERT INTO journal_entry SELECT (jsonb_populate_record(j, '{"record_ref":"A-NOTTHERE","command_id":null,"command_index":null}')).* FROM journal_entry j` },
  { constraint: 'duty_now_once', sql: duty('{"id":999}') },
  { constraint: 'duty_shape_known', sql: duty('{"id":999,"shape":"circle"}') },
  { constraint: 'duty_kind_known', sql: duty('{"id":999,"kind":"whim"}') },
  { constraint: 'duty_settled_known', sql: duty('{"id":999,"settled":"late"}') },
  { constraint: 'duty_excusing_whole', sql: duty('{"id":999,"excusing_from":"2025-09-02"}') },
  { constraint: 'duty_act_by_not_after_due', sql: duty('{"id":999,"act_by":"2099-01-01"}') },
  { constraint: 'duty_recorded_in_order', sql: duty('{"id":999,"recorded_to":"2001-01-01"}') },
  { constraint: 'notification_status_known', sql: `INSERT INTO notification (record_ref, position, template, to_role, key, status, queued_at) SELECT ref, 1, 't', 'caseworker', 'd/-/j1/r', 'lost', now() FROM case_record` },
  { constraint: 'person_contact_known', sql: `INSERT INTO person (ref, child_ref, name, relation, contact) SELECT 'S-X', child_ref, 'Pat', 'mother', 'sometimes' FROM case_record` },
  { constraint: 'person_self_once', sql: `INSERT INTO person (ref, child_ref, name, relation) SELECT v.ref, child_ref, 'Pat', 'self' FROM case_record, (VALUES ('S-X'), ('S-Y')) AS v(ref)` },
  { constraint: 'command_state_known', sql: `INSERT INTO command (id, record_ref, actor, facts, body_hash, state, sent_at) SELECT gen_random_uuid(), ref, 'S', '[]', 'x', 'lost', now() FROM case_record` },
  { constraint: 'command_recorded_has_position', sql: `INSERT INTO command (id, record_ref, actor, facts, body_hash, state, sent_at) SELECT gen_random_uuid(), ref, 'S', '[]', 'x', 'recorded', now() FROM case_record` },
  { constraint: 'command_refused_has_reason', sql: `INSERT INTO command (id, record_ref, actor, facts, body_hash, state, sent_at) SELECT gen_random_uuid(), ref, 'S', '[]', 'x', 'refused', now() FROM case_record` },
  { constraint: 'staff_role_once', sql: `INSERT INTO staff_role (staff_ref, role, team_ref) VALUES ('${CASEWORKER}', 'caseworker', '${TEAM}')` },
])('the database itself keeps $constraint', async ({ constraint, sql }) => {
  await expect(world.database.pool.query(sql)).rejects.toMatchObject({ constraint });
});

test('an agenda item is claimed once, whoever comes second', async () => {
  const claim = `INSERT INTO agenda_claim (record_ref, duty, subject, occurrence, rung, act, item_on, claimed_at) SELECT ref, 'decide-to-assess', '', 'j1', 'late-1', 'escalate', '2025-10-15', now() FROM case_record`;
  await world.database.pool.query(claim);
  await expect(world.database.pool.query(claim)).rejects.toMatchObject({ constraint: 'agenda_claim_once' });
});

test('the migrations make the tables that schema.prisma describes', async () => {
  const prisma = path.join(ROOT, 'node_modules/prisma/build/index.js');
  const diff = promisify(execFile)(process.execPath, [prisma, 'migrate', 'diff', '--from-config-datasource', '--to-schema', 'prisma/schema.prisma', '--exit-code'], { cwd: ROOT, env: { ...process.env, DATABASE_URL: world.url } });
  await expect(diff).resolves.toMatchObject({ stdout: expect.stringContaining('No difference') as string });
});

test('the sessions’ table is the one that connect-pg-simple asks for', async () => {
  const { rows } = await world.database.pool.query(`SELECT column_name AS name, data_type AS type, is_nullable AS nullable FROM information_schema.columns WHERE table_name = 'session' ORDER BY ordinal_position`);
  expect(rows).toEqual([
    { name: 'sid', type: 'character varying', nullable: 'NO' },
    { name: 'sess', type: 'json', nullable: 'NO' },
    { name: 'expire', type: 'timestamp without time zone', nullable: 'NO' },
  ]);
});
