import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { newRef } from '../api/refs.js';
import { instantOf, type Instant } from '../domain/dates/london.js';
import { openDatabase, type Database } from '../prisma/database.js';
import { importDates } from '../prisma/repositories/setting-dates.js';
import { registerSettings, type RegisteredSetting } from '../prisma/repositories/register.js';
import { isDatesFile, readDates } from './register/read-dates.js';
import { readRegister, type LeftOut } from './register/read-register.js';

/** `duly settings import <file>`: settings from the national register's own extract. Exit code 1 where lines were left out. */
export function register(program: Command): void {
  program
    .command('settings')
    .description('the register of schools, colleges and early-years settings')
    .command('import')
    .argument('<file>', 'CSV with the national register\'s own column names; or of term dates and closures, with the columns URN, Kind, Term, From, To')
    .description('bring settings in by their URN; the same file twice changes nothing')
    .action(async (file: string) => {
      const { done, leftOut } = await importFrom(file, process.env['DATABASE_URL']);
      for (const line of leftOut) process.stderr.write(`${inWords(line)}\n`);
      process.stdout.write(`${done}, ${new Set(leftOut.map(({ line }) => line)).size} lines left out\n`);
      if (leftOut.length > 0) process.exitCode = 1;
    });
}

type Imported = Readonly<{ done: string; leftOut: readonly LeftOut[] }>;

async function importFrom(file: string, url: string | undefined): Promise<Imported> {
  if (url === undefined || url === '') throw new Error('settings: DATABASE_URL is missing: the address of PostgreSQL, as postgresql://user@host:5432/duly');
  const bytes = await readFile(file).catch(() => {
    throw new Error('settings: the file cannot be read; give the path of a CSV file');
  });
  const database = openDatabase(url, { max: 1 });
  try {
    const at = instantOf(new Date());
    return await (isDatesFile(bytes) ? importOfDates(database, bytes, at) : importOfSettings(database, bytes, at));
  } finally {
    await database.close();
  }
}

async function importOfSettings(database: Database, bytes: Uint8Array, at: Instant): Promise<Imported> {
  const { settings, leftOut } = readRegister(bytes);
  const { added, changed, same } = await registerSettings(database, settings.map((setting) => ({ ref: newRef('T'), kind: kindOf(setting), setting })), at);
  return { done: `${added} added, ${changed} changed, ${same} the same`, leftOut };
}

async function importOfDates(database: Database, bytes: Uint8Array, at: Instant): Promise<Imported> {
  const { dates, leftOut } = readDates(bytes);
  const { kept, same, unknown } = await importDates(database, dates, IMPORTER, at);
  const strangers = unknown.map((line): LeftOut => ({ line, column: 'URN', problem: 'is no setting of the register: bring its extract in first' }));
  return { done: `${kept} kept, ${same} the same`, leftOut: [...leftOut, ...strangers] };
}

/** Who kept the dates, where a file did. */
const IMPORTER = 'import';

const inWords = ({ line, column, problem }: LeftOut): string => `line ${line}, ${column}: ${problem}`;

/** The council's own words for kinds of setting, from the register's. */
function kindOf({ establishmentType, phase }: RegisteredSetting): string {
  const type = establishmentType?.toLowerCase() ?? '';
  if (type.includes('special post 16') || type.includes('further education') || type.includes('sixth form')) return 'college';
  if (type.includes('special')) return 'special-school';
  if (type.includes('alternative provision') || type.includes('pupil referral')) return 'alternative-provision';
  return phase?.toLowerCase() === 'nursery' || type.includes('nursery') ? 'early-years' : 'mainstream-school';
}
