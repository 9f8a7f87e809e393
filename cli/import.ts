import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { Command } from 'commander';
import { bringIn } from '../activities/backlog/bring-in.js';
import type { BacklogFile, ImportCounts, Imports } from '../api/import-models.js';
import { judgeFile, mapFile, openFile } from '../api/use-cases/import-file.js';
import { problemsCsv } from '../api/use-cases/import-problems.js';
import { UnreadableSheet } from '../api/sheets/unreadable.js';
import { COLUMNS } from '../domain/backlog/columns.js';
import { headingKey, mappingOf, mappingProblemWords } from '../domain/backlog/mapping.js';
import { instantOf, londonDay } from '../domain/dates/london.js';
import { temporalOptions } from '../config/temporal.js';
import { openDatabase, type Database } from '../prisma/database.js';
import { createImportBatches } from '../prisma/repositories/import-batch.js';
import { createImports } from '../prisma/repositories/imports.js';
import { arm } from '../worker/rebuild.js';
import { councilRules } from './council-rules.js';

/** `duly import <file>`: a council's caseload from a CSV or a workbook (docs/backlog.md). A dry run, unless told to go. */

type Options = Readonly<{ source: string; team?: string; map: readonly string[]; go?: boolean; problems?: string }>;

export function register(program: Command): void {
  program
    .command('import')
    .argument('<file>', 'CSV or XLSX with headings in its first row')
    .description('bring a caseload in: without --go, only say what would become of each row')
    .option('--source <name>', 'where the file comes from; what its headings mean is remembered under it', 'council')
    .option('--team <name>', 'the team that holds records whose row names none')
    .option('--map <heading=column>', 'what a heading means, as "DOB=Date of birth"; "Notes=" leaves it out; may be repeated', (value: string, before: readonly string[]) => [...before, value], [])
    .option('--go', 'bring the good rows in, and start their workflows where TEMPORAL_ADDRESS is set')
    .option('--problems <file>', 'write the rows with problems to a CSV: mend it and load it again')
    .action(async (file: string, options: Options) => {
      const { refused } = await run(file, options, process.env);
      if (refused > 0) process.exitCode = 1;
    });
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function run(path: string, options: Options, env: Readonly<Record<string, string | undefined>>): Promise<ImportCounts> {
  const url = env['DATABASE_URL'];
  if (url === undefined || url === '') throw new Error('import: DATABASE_URL is missing: the address of PostgreSQL, as postgresql://user@host:5432/duly');
  const bytes = await readFile(path).catch(() => {
    throw new Error('import: the file cannot be read; give the path of a CSV or XLSX file');
  });
  const database = openDatabase(url, { max: 3 });
  try {
    const imports = createImports(database);
    const file = await opened(imports, { bytes, name: basename(path) }, options);
    await dryRun(imports, file);
    if (options.problems !== undefined) await writeFile(options.problems, await problemsCsv(imports, file));
    if (options.go === true) await go(database, imports, file.ref, env);
    const counts = await imports.counts(file.ref);
    say(inWords(counts, options.go === true));
    return counts;
  } finally {
    await database.close();
  }
}

async function opened(imports: Imports, given: Readonly<{ bytes: Uint8Array; name: string }>, options: Options): Promise<BacklogFile> {
  const at = instantOf(new Date());
  const ref = await openFile(imports, { ...given, source: options.source, team: await teamOf(imports, options.team), by: IMPORTER, at }).catch((error: unknown) => {
    throw error instanceof UnreadableSheet ? new Error(`import: ${error.message}`) : error;
  });
  const file = await found(imports, ref);
  if (file.state === 'going') return file;
  const codes = mappedBy(file, options.map);
  const problems = await mapFile(imports, file, codes, { by: IMPORTER, at });
  const [problem] = problems;
  if (problem !== undefined) throw new Error(`import: ${mappingProblemWords(problem)}: say which heading means it with --map "heading=${COLUMNS[problem.column].heading}"`);
  return found(imports, ref);
}

/** Who put it in, where a command did. */
const IMPORTER = 'import';

async function found(imports: Imports, ref: string): Promise<BacklogFile> {
  const file = await imports.find(ref);
  if (file === null) throw new Error('import: the file was put in and cannot be found');
  return file;
}

async function teamOf(imports: Imports, name: string | undefined): Promise<string> {
  const teams = await imports.teams();
  const team = name === undefined ? (teams.length === 1 ? teams[0] : undefined) : teams.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (team === undefined) throw new Error(`import: say which team holds the records with --team: ${teams.map((one) => one.name).join(', ') || 'there is none in Duly yet'}`);
  return team.ref;
}

/** As the file's headings are known, and as the command says besides. */
function mappedBy({ header, mapping }: BacklogFile, said: readonly string[]): (string | null)[] {
  const own = new Map(said.map((one) => {
    const at = one.lastIndexOf('=');
    if (at < 1) throw new Error('import: --map takes "heading=column", as --map "DOB=Date of birth"');
    return [headingKey(one.slice(0, at)), one.slice(at + 1).trim()];
  }));
  return header.map((heading, at) => {
    const wanted = own.get(headingKey(heading));
    if (wanted === undefined) return mapping[at] ?? null;
    if (wanted === '') return null;
    const [code] = mappingOf([wanted]);
    if (code === undefined || code === null) throw new Error(`import: --map names a column that is none; the columns are ${Object.values(COLUMNS).map((column) => column.heading).join(', ')}`);
    return code;
  });
}

async function dryRun(imports: Imports, file: BacklogFile): Promise<void> {
  const unused = file.header.filter((_, at) => file.mapping[at] === null);
  if (unused.length > 0) say(`not brought in: ${unused.join(', ')}`);
  if (file.state !== 'going') await judgeFile(imports, file, londonDay(instantOf(new Date())), every('judged'));
}

async function go(database: Database, imports: Imports, ref: string, env: Readonly<Record<string, string | undefined>>): Promise<void> {
  if (!(await imports.go(ref))) return;
  const { start, close } = await starter(env);
  const { new: waiting, in: before } = await imports.counts(ref);
  const tell = every('brought in');
  let done = before;
  try {
    const clock = { now: () => new Date() };
    const rules = await councilRules(database, env, clock);
    await bringIn(ref, { batches: createImportBatches(database), clock, rules: () => rules, start, onProgress: (step, more) => { if (step === 'in') tell((done += more), waiting + before); } });
  } finally {
    await close();
  }
  if (start === null) say('TEMPORAL_ADDRESS is not set: start the workflows of what is open with duly rebuild');
}

async function starter(env: Readonly<Record<string, string | undefined>>) {
  if ((env['TEMPORAL_ADDRESS'] ?? '') === '') return { start: null, close: () => Promise.resolve() };
  const { connectionOptions, namespace, dataConverter } = temporalOptions(env);
  const connection = await Connection.connect(connectionOptions).catch((error: unknown) => {
    throw new Error('import: Temporal does not answer at TEMPORAL_ADDRESS', { cause: error });
  });
  const client = new Client({ connection, namespace, dataConverter });
  return { start: (ref: string) => arm(client, env['TEMPORAL_TASK_QUEUE'] ?? 'duly', ref), close: () => connection.close() };
}

/** A line for every tenth. */
function every(what: string): (done: number, of: number) => void {
  let told = 0;
  return (done, of) => {
    const tenths = Math.floor((10 * done) / of);
    if (tenths > told) say(`${tenths * 10} % of ${of} rows ${what}`);
    told = tenths;
  };
}

function inWords(counts: ImportCounts, gone: boolean): string {
  const { rows, new: waiting, in: within, same, repeat, changed, refused, late } = counts;
  const coming = gone ? `${within} brought in (${late} of them late already)` : `${waiting} would come in`;
  return `${rows} rows: ${coming}, ${same + repeat} known already, ${changed} changed since and left as Duly has them, ${refused} with problems`;
}
