import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { newRef } from '../api/refs.js';
import type { Instant } from '../domain/dates/london.js';
import { openDatabase } from '../prisma/database.js';
import { registerSettings, type Registered, type RegisteredSetting } from '../prisma/repositories/register.js';
import { readRegister, type LeftOut } from './register/read-register.js';

/** `duly settings import <file>`: settings from the national register's own extract. Exit code 1 where lines were left out. */
export function register(program: Command): void {
  program
    .command('settings')
    .description('the register of schools, colleges and early-years settings')
    .command('import')
    .argument('<file>', 'CSV with the national register\'s own column names')
    .description('bring settings in by their URN; the same file twice changes nothing')
    .action(async (file: string) => {
      const { registered, leftOut } = await importFrom(file, process.env['DATABASE_URL']);
      for (const line of leftOut) process.stderr.write(`${inWords(line)}\n`);
      process.stdout.write(`${registered.added} added, ${registered.changed} changed, ${registered.same} the same, ${new Set(leftOut.map(({ line }) => line)).size} lines left out\n`);
      if (leftOut.length > 0) process.exitCode = 1;
    });
}

async function importFrom(file: string, url: string | undefined): Promise<{ registered: Registered; leftOut: readonly LeftOut[] }> {
  if (url === undefined || url === '') throw new Error('settings: DATABASE_URL is missing: the address of PostgreSQL, as postgresql://user@host:5432/duly');
  const bytes = await readFile(file).catch(() => {
    throw new Error('settings: the file cannot be read; give the path of a CSV file');
  });
  const { settings, leftOut } = readRegister(bytes);
  const database = openDatabase(url, { max: 1 });
  try {
    const at = new Date().toISOString() as Instant;
    const registered = await registerSettings(database, settings.map((setting) => ({ ref: newRef('T'), kind: kindOf(setting), setting })), at);
    return { registered, leftOut };
  } finally {
    await database.close();
  }
}

const inWords = ({ line, column, problem }: LeftOut): string => `line ${line}, ${column}: ${problem}`;

/** The council's own words for kinds of setting, from the register's. */
function kindOf({ establishmentType, phase }: RegisteredSetting): string {
  const type = establishmentType?.toLowerCase() ?? '';
  if (type.includes('special post 16') || type.includes('further education') || type.includes('sixth form')) return 'college';
  if (type.includes('special')) return 'special-school';
  if (type.includes('alternative provision') || type.includes('pupil referral')) return 'alternative-provision';
  return phase?.toLowerCase() === 'nursery' || type.includes('nursery') ? 'early-years' : 'mainstream-school';
}
