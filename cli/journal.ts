import type { Command } from 'commander';
import { openDatabase } from '../prisma/database.js';
import { auditJournal, type JournalFault } from '../prisma/repositories/journal-audit.js';

/** `duly journal verify [ref]`: follows the hash chains and names what was altered. Exit code 1 where anything was. */
export function register(program: Command): void {
  program
    .command('journal')
    .description('the append-only journal')
    .command('verify')
    .argument('[ref]', 'one record; all of them without it')
    .description('follow the hash chains and name an entry that was altered')
    .action(async (ref: string | undefined) => {
      const { said, isWhole } = await verify(process.env['DATABASE_URL'], ref ?? null);
      process.stdout.write(`${said}\n`);
      if (!isWhole) process.exitCode = 1;
    });
}

async function verify(url: string | undefined, ref: string | null): Promise<{ said: string; isWhole: boolean }> {
  if (url === undefined || url === '') throw new Error('journal: DATABASE_URL is missing: the address of PostgreSQL, as postgresql://user@host:5432/duly');
  const database = openDatabase(url, { max: 1 });
  try {
    const audit = await auditJournal(database, ref);
    if (audit === null) throw new Error('journal: there is no record of that reference');
    const { records, entries, faults } = audit;
    const looked = `${entries} entries of ${records} record${records === 1 ? '' : 's'}`;
    if (faults.length === 0) return { said: `${looked}: every chain is whole`, isWhole: true };
    return { said: [...faults.map(inWords), `${looked}: ${faults.length} broken`].join('\n'), isWhole: false };
  } finally {
    await database.close();
  }
}

const FAULTS: Readonly<Record<JournalFault['fault'], string>> = {
  altered: 'was altered: it does not say what was recorded',
  unchained: 'does not stand on the entry before it',
  missing: 'is missing',
  'head-differs': 'has another last entry than its journal',
};

const inWords = ({ recordRef, position, fault }: JournalFault): string => `${recordRef}${position === null ? '' : ` entry ${position}`} ${FAULTS[fault]}`;
