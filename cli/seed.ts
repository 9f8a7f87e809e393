import { MultiBar, Presets } from 'cli-progress';
import type { Command } from 'commander';
import { londonInstant } from '../domain/dates/london.js';
import { isIsoDate } from '../domain/dates/iso-date.js';
import { freezeDue } from '../activities/weekly-report/freeze.js';
import { receiveMail } from '../api/use-cases/post-receiving.js';
import { documentsFolder, folderStore } from '../config/documents.js';
import { normsOf } from '../domain/settings.js';
import { openDatabase } from '../prisma/database.js';
import { createTeams } from '../prisma/repositories/absences.js';
import { createImprovement } from '../prisma/repositories/improvement.js';
import { createPostBox } from '../prisma/repositories/post.js';
import { createReportReaders } from '../prisma/repositories/report-readers.js';
import { createReports } from '../prisma/repositories/reports.js';
import { createStaff } from '../prisma/repositories/staff.js';
import { evidenceAttached } from './demo/improvement.js';
import { makeDemonstration, type Made, type OnProgress } from './demo/make.js';
import { authorities, published } from './demo/published.js';
import { councilRules } from './council-rules.js';

/** `duly seed`: the demonstration council, from the published figures (docs/demonstration.md). Needs PostgreSQL, not Temporal. */

const DEFAULT_AUTHORITY = 'southend-on-sea';

type Options = Readonly<{ authority: string; today?: string; seed?: string }>;

export function register(program: Command): void {
  program
    .command('seed')
    .description('make the demonstration council, where there is none yet')
    .option(
      '--authority <name>',
      `whose published figures: ${authorities()
        .map(({ slug }) => slug)
        .join(', ')}`,
      DEFAULT_AUTHORITY,
    )
    .option('--today <day>', 'the day its year ends on, as 2026-11-22 (for tests); today by default')
    .option('--seed <word>', 'another word makes other children with the same counts')
    .action(async (options: Options) => {
      process.stdout.write(`${await seed(options, process.env)}\n`);
    });
}

/** @returns what was done, in one line @throws Error naming the option or variable that is wrong, before anything is written */
async function seed(options: Options, env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const { name } = published(options.authority);
  const url = env['DATABASE_URL'];
  if (url === undefined || url === '')
    throw new Error('DATABASE_URL is missing: the address of PostgreSQL, as postgresql://user@host:5432/duly');
  const now = momentOf(options.today);
  const database = openDatabase(url, { max: 2 });
  const progress = progressOf(name);
  const began = Date.now();
  try {
    const made = await makeDemonstration(database, {
      authority: options.authority,
      now,
      seed: options.seed,
      publicUrl: env['PUBLIC_URL'],
      onProgress: progress.at,
    });
    const box = { clock: { now: () => now }, files: folderStore(documentsFolder(env)), post: createPostBox(database) };
    for (const mail of made.mails) await receiveMail(box, mail);
    const plan = { improvement: createImprovement(database), reports: createReports(database), reportReaders: createReportReaders(database), teams: createTeams(database), staff: createStaff(database) };
    await evidenceAttached({ ...plan, clock: box.clock, files: box.files }, made.demonstration.asOn);
    const { settings } = await councilRules(database, env, box.clock);
    await freezeDue({ reports: createReports(database), clock: box.clock, norms: () => normsOf(settings) }); // the past weeks' reports, by the code that makes the next
    return inWords(made, options.authority, (Date.now() - began) / 1000);
  } finally {
    progress.end();
    await database.close();
  }
}

function momentOf(today: string | undefined): Date {
  if (today === undefined) return new Date();
  if (!isIsoDate(today)) throw new Error('--today must be a day that exists, written as 2026-11-22');
  return new Date(londonInstant(today, '12:00'));
}

function inWords({ kind, demonstration, records }: Made, authority: string, seconds: number): string {
  const { council, asOn } = demonstration;
  if (kind === 'made')
    return `${council}: ${records.toLocaleString('en-GB')} records to ${asOn}, in ${seconds.toFixed(0)} s`;
  if (demonstration.authority !== authority) {
    throw new Error(
      `the demonstration in this database is of ${council} (made to ${asOn}); give an empty database for another`,
    );
  }
  return `${council} is there already, made to ${asOn}; nothing was changed`;
}

type Progress = Readonly<{ at: OnProgress; end: () => void }>;
const PHASES: Readonly<Record<Parameters<OnProgress>[0], string>> = { records: 'records brought in', days: 'days lived through' };

/** A bar for each phase on a terminal; elsewhere a line for every tenth of each. */
function progressOf(name: string): Progress {
  if (process.stderr.isTTY) {
    const shown = new MultiBar({ format: `${name} {bar} {percentage}% | {value} of {total} {phase}`, stream: process.stderr, hideCursor: true }, Presets.shades_classic);
    const bars = new Map<string, ReturnType<MultiBar['create']>>();
    return {
      at: (phase, done, of) => {
        const bar = bars.get(phase) ?? shown.create(of, 0, { phase: PHASES[phase] });
        bars.set(phase, bar);
        bar.update(done);
      },
      end: () => shown.stop(),
    };
  }
  const told = new Map<string, number>();
  return {
    at: (phase, done, of) => {
      const tenths = Math.floor((10 * done) / of);
      if (tenths > (told.get(phase) ?? 0)) process.stdout.write(`${name}: ${tenths * 10} % of ${of} ${PHASES[phase]}\n`);
      told.set(phase, tenths);
    },
    end: () => undefined,
  };
}
