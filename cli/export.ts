import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { once } from 'node:events';
import type { Command } from 'commander';
import { EXPORT_TABLES, exported, OWN_TABLES, SEN2_EXPORTS, type ExportTable } from '../api/use-cases/export-tables.js';
import { isIsoDate, type IsoDate } from '../domain/dates/iso-date.js';
import { instantOf, londonDay } from '../domain/dates/london.js';
import { ALWAYS_BLANK } from '../domain/sen2/tables.js';
import { openDatabase } from '../prisma/database.js';
import { createExports } from '../prisma/repositories/exports.js';
import { councilRules } from './council-rules.js';

/** `duly export <folder>`: everything as CSV, with the tables of the SEN2 return (docs/backlog.md). */

type Options = Readonly<{ on?: string; only?: string }>;

export function register(program: Command): void {
  program
    .command('export')
    .argument('<folder>', 'where the files are written; those there before are written over')
    .description('everything as CSV: children, people, records, facts, duties; and the tables of the SEN2 return')
    .option('--on <day>', 'as known at the end of a day, as 2026-01-15; today by default')
    .option('--only <what>', 'own or sen2')
    .action(async (folder: string, options: Options) => {
      process.stdout.write(`${await run(folder, options, process.env)}\n`);
    });
}

async function run(folder: string, options: Options, env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const url = env['DATABASE_URL'];
  if (url === undefined || url === '') throw new Error('export: DATABASE_URL is missing: the address of PostgreSQL, as postgresql://user@host:5432/duly');
  const [on, tables] = [dayOf(options.on), tablesOf(options.only)];
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const files = new Map(tables.map((table) => [table, createWriteStream(join(folder, `${table}.csv`), { mode: 0o600 })]));
  const database = openDatabase(url, { max: 2 });
  try {
    const council = await councilRules(database, env);
    for await (const { table, text } of exported(createExports(database), { tables, on, staff: null, council })) await written(files.get(table), text);
    for (const file of files.values()) file.end();
    await Promise.all([...files.values()].map((file) => finished(file)));
    await writeFile(join(folder, 'READ-ME.txt'), readMe(on), { mode: 0o600 });
    return `${tables.length} files as of ${on}`;
  } finally {
    await database.close();
  }
}

async function written(file: WriteStream | undefined, text: string): Promise<void> {
  if (file?.write(text) === false) await once(file, 'drain');
}

function dayOf(day: string | undefined): IsoDate {
  if (day === undefined) return londonDay(instantOf(new Date()));
  if (!isIsoDate(day)) throw new Error('export: --on must be a day that exists, written as 2026-01-15');
  return day;
}

function tablesOf(only: string | undefined): readonly ExportTable[] {
  if (only === undefined) return EXPORT_TABLES;
  if (only === 'own') return OWN_TABLES;
  if (only === 'sen2') return SEN2_EXPORTS;
  throw new Error('export: --only must be own or sen2');
}

const readMe = (on: IsoDate): string =>
  [
    `Personal data of children. As known at the end of ${on}.`,
    'records.csv is read again by "duly import". Protected addresses are left out everywhere.',
    'Blank in the SEN2 tables, because Duly does not keep it or its codes were not found:',
    ...Object.entries(ALWAYS_BLANK).map(([table, columns]) => `  sen2-${table}.csv: ${columns.join(', ')}`),
    'reviewoutcome is in words (keep, amend, cease). A plan whose request was never in Duly stands under a request of outcome H.',
    'Nothing is trimmed to a collection year. Check the specification of the year before submitting.',
    '',
  ].join('\r\n');
