#!/usr/bin/env node
import { Command } from 'commander';

/** `duly`: each command is loaded when asked for, so that the clock starts fast and needs no database. */

type Registers = Readonly<{ register: (program: Command) => void }>;

const COMMANDS: Readonly<Record<string, Readonly<{ says: string; load: () => Promise<Registers> }>>> = {
  clock: { says: 'duties and agenda that follow from facts', load: () => import('./clock.js') },
  seed: { says: 'make the demonstration council, where there is none yet', load: () => import('./seed.js') },
  rebuild: { says: 'start a workflow for every open case that has none, from PostgreSQL alone', load: () => import('./rebuild.js') },
  journal: { says: 'follow the hash chains of the journal and name an entry that was altered', load: () => import('./journal.js') },
  import: { says: 'bring a caseload in from a CSV or a workbook', load: () => import('./import.js') },
  export: { says: 'everything as CSV, and the tables of the SEN2 return', load: () => import('./export.js') },
  settings: { says: 'bring schools and colleges in from the national register', load: () => import('./settings.js') },
  partner: { says: 'name the post of the integrated care board, or of social care, that notices go to', load: () => import('./partner.js') },
  report: { says: 'freeze the weekly backlog reports that are due, or verify one from the journal', load: () => import('./report.js') },
  accounts: { says: 'the demonstration accounts of the database', load: () => import('./accounts.js') },
};

export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('duly').description('The engine of a council\'s statutory work for children with EHC plans').showHelpAfterError('(duly --help lists the commands)');
  const asked = argv.find((word) => !word.startsWith('-')) ?? '';
  for (const [name, { says, load }] of Object.entries(COMMANDS)) {
    if (name === asked) (await load()).register(program);
    else program.command(name).description(says);
  }
  await program.parseAsync([...argv], { from: 'user' });
}

/** A failure in one line: what went wrong, never a stack or a value. */
function complain(error: unknown): void {
  process.stderr.write(`duly: ${error instanceof Error ? error.message : 'failed'}\n`);
  process.exitCode = 1;
}

await main(process.argv.slice(2)).catch(complain);
