import '../workflows/quiet.js';
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCarrier } from '../../api/carrier.js';
import { judgeFile, openFile } from '../../api/use-cases/import-file.js';
import { instantOf, londonDay } from '../../domain/dates/london.js';
import { createImports } from '../../prisma/repositories/imports.js';
import { createCaseWorker } from '../../worker/compose.js';
import { arm } from '../../worker/rebuild.js';
import { IMPORT, importId } from '../../workflows/backlog/messages.js';
import { processOf } from '../../workflows/case/process-of.js';
import { newWorld, RULES, TEAM, valueOf, type World } from '../activities/world.js';
import { devServer, workflowBundlePath } from '../support/resources.js';
import { textsOfHistory } from '../workflows/texts.js';
import { caseload, csvOf } from './caseload.js';

/** A file carried by its own process on a real Temporal server: rows in, workflows started, nobody's name in its history. */

let world: World;
let connection: Connection;
beforeAll(async () => {
  world = await newWorld();
  connection = Connection.lazy({ address: await devServer() });
});
afterAll(async () => {
  await connection.close();
  await world.close();
});

test('rows come in and their workflows start; asked twice it runs once; nobody is written to', async () => {
  const now = new Date();
  const today = londonDay(instantOf(now));
  const taskQueue = `import-${randomUUID()}`;
  const client = new Client({ connection });
  const native = await NativeConnection.connect({ address: await devServer() });
  const worker = await createCaseWorker({
    connection: native, namespace: 'default', database: world.database, taskQueue, bundle: await workflowBundlePath(), clock: { now: () => new Date() }, rules: () => RULES, startRecord: (ref) => arm(client, taskQueue, ref),
  });
  const imports = createImports(world.database);
  const ref = await openFile(imports, { bytes: csvOf(caseload(25, today, 0, 'process')), name: 'caseload.csv', source: 'test', team: TEAM, by: 'import', at: instantOf(now) });
  const file = await imports.find(ref);
  if (file === null) throw new Error('it was put in');
  await judgeFile(imports, file, today);
  await imports.go(ref);
  const carry = createCarrier({ client, taskQueue }, IMPORT);
  await worker.runUntil(async () => {
    await Promise.all([carry({ importRef: ref }), carry({ importRef: ref })]);
    await client.workflow.getHandle(importId(ref)).result();
    const counts = await imports.counts(ref);
    expect(counts).toMatchObject({ rows: 25, in: 25, armed: counts.open });
    const { rows } = await world.database.pool.query<{ ref: string }>('SELECT ref FROM case_record WHERE outcome IS NULL');
    expect(rows.length).toBe(counts.open);
    for (const open of rows) expect((await client.workflow.getHandle(processOf(open.ref).workflowId).describe()).status.name).toBe('RUNNING');
    expect(await valueOf<number>(world.database, 'SELECT count(*) AS value FROM agenda_claim WHERE NOT skipped AND item_on < $1', [today])).toBe(0);
    expect(await valueOf<number>(world.database, 'SELECT count(*) AS value FROM agenda_claim WHERE skipped')).toBeGreaterThan(25);
    const history = await client.workflow.getHandle(importId(ref)).fetchHistory();
    expect(history.events?.length).toBeLessThan(15);
    const texts = textsOfHistory(history).join(' ');
    expect(texts).toContain(ref);
    expect(texts).not.toMatch(/Testchild|Zoë|T-0000/);
    for (const open of rows) await client.workflow.getHandle(processOf(open.ref).workflowId).terminate();
  });
  await native.close();
});
