#!/usr/bin/env node
// Stands in for Prisma's native schema engine: the same JSON-RPC on stdio, answered by the wasm build over pg.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';

const argv = process.argv.slice(2);
const option = (name) => argv.flatMap((a, i) => (a === name ? [argv[i + 1]] : []));
const url = JSON.parse(option('--datasource')[0] ?? '{}').url ?? process.env.DATABASE_URL;
const withDatabase = (name) => Object.assign(new URL(url), { pathname: '/' + name }).toString();
const admin = url && withDatabase('postgres');
async function run(to, sql) {
  const client = new pg.Client(to);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

// adapter-pg cannot read the internal type "char" (oid 18): let it pass as text, and name its right type in the answer.
let chars = [];
function mark(result) {
  chars = [];
  result?.fields?.forEach((f, i) => {
    if (f.dataTypeID === 18) {
      f.dataTypeID = 25;
      chars.push(i);
    }
  });
  return result;
}
class Client extends pg.Client {
  query(...args) {
    const done = typeof args.at(-1) === 'function' ? args.pop() : undefined; // the pool calls with a callback
    return done ? super.query(...args, (error, result) => done(error, mark(result))) : super.query(...args).then(mark);
  }
}

class Factory extends PrismaPg {
  async open(connectionString) {
    const pool = new pg.Pool({ connectionString, max: 1, allowExitOnIdle: true, Client });
    const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
    // The stock one splits scripts on ';', which breaks $$ bodies: send the file whole, as one implicit transaction.
    adapter.executeScript = async (sql) => {
      try {
        await pool.query(sql);
      } catch (e) {
        adapter.onError(e);
      }
    };
    const ask = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await ask(query);
      for (const i of chars) result.columnTypes[i] = ColumnTypeEnum.Character;
      return result;
    };
    return adapter;
  }
  connect() {
    return this.open(url);
  }
  async connectToShadowDb() {
    // the stock one ignores the name when given a URL, and would use the main database
    const name = 'prisma_shadow_' + crypto.randomUUID().replaceAll('-', '');
    await run(admin, `CREATE DATABASE "${name}"`);
    const adapter = await this.open(withDatabase(name));
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await dispose();
      await run(admin, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    };
    return adapter;
  }
}

if (argv.includes('cli')) {
  const say = (level, fields) =>
    process.stderr.write('\n' + JSON.stringify({ level, fields, target: 'schema_engine::logger' }));
  const command = argv[argv.indexOf('cli') + 1],
    name = decodeURIComponent(new URL(url).pathname.slice(1));
  try {
    if (command === 'can-connect-to-database') await run(url, 'SELECT 1');
    if (command === 'create-database') await run(admin, `CREATE DATABASE "${name}"`);
    if (command === 'drop-database') {
      await run(admin, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      say('INFO', { message: 'Database dropped.' });
    }
    process.exit(0);
  } catch (e) {
    say('ERROR', { message: e.message, error_code: e.code === '3D000' ? 'P1003' : 'P1001', is_panic: false });
    process.exit(1);
  }
}

const panic = (globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  text: '',
  get() {
    return this.text;
  },
  set_message(v) {
    this.text = v;
  },
});
const wasm = await import('@prisma/schema-engine-wasm/schema_engine_bg');
const file = path.join(
  path.dirname(fileURLToPath(import.meta.resolve('@prisma/schema-engine-wasm'))),
  'schema_engine_bg.wasm',
);
const { instance } = await WebAssembly.instantiate(readFileSync(file), { './schema_engine_bg.js': wasm });
wasm.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();
process.on('uncaughtException', (e) => {
  process.stderr.write(JSON.stringify({ level: 'ERROR', fields: { message: panic.get() || e.stack } }) + '\n');
  process.exit(101);
});

const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\n');
const models = option('--datamodels').map((f) => [f, readFileSync(f, 'utf8')]);
let engine;
async function answer(method, params) {
  engine ??= await wasm.SchemaEngine.new(
    { datamodels: models.length ? models : undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(new Factory(url)),
  );
  const { migrationsList: list, filters } = params ?? {};
  if (method === 'createMigration') {
    // the wasm one cannot reach its shadow database: the same by diff
    const from = list.migrationDirectories.length ? { tag: 'migrations', ...list } : { tag: 'empty' };
    const { exitCode, stdout } = await engine.diff({
      from,
      to: { tag: 'schemaDatamodel', ...params.schema },
      script: true,
      exitCode: true,
      shadowDatabaseUrl: null,
      filters,
    });
    const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
    return {
      connectorType: 'postgresql',
      extension: 'sql',
      generatedMigrationName: `${stamp}_${params.migrationName}`,
      migrationScript: exitCode === 2 ? stdout : params.draft ? '-- This is an empty migration.' : null,
    };
  }
  // It reuses the schema that the last diagnosis replayed, which lacks what was applied since: diagnose once more.
  if (method === 'evaluateDataLoss')
    await engine.diagnoseMigrationHistory({ migrationsList: list, filters, optInToShadowDatabase: true });
  const result = await engine[method === 'getDatabaseVersion' ? 'version' : method](params);
  if (method !== 'diff') return result ?? {};
  if (typeof result.stdout === 'string') send({ id: 900000, method: 'print', params: { content: result.stdout } });
  return { exitCode: result.exitCode, stdout: null };
}

let queue = Promise.resolve();
createInterface({ input: process.stdin })
  .on('line', (line) => {
    const { id, method, params } = JSON.parse(line);
    if (!method) return;
    queue = queue.then(async () => {
      try {
        send({ id, result: await answer(method, params) });
      } catch (e) {
        const message = String(panic.get() || (e.message ?? e)).split('\n   0: ')[0];
        send({
          id,
          error: {
            code: 4466,
            message: 'see data',
            data: { is_panic: false, message, error_code: e.code, meta: e.meta ?? null },
          },
        });
      }
    });
  })
  .on('close', () => queue.then(() => process.exit(0)));
