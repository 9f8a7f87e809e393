import type { Command } from 'commander';
import { itemsFromJournal } from '../activities/weekly-report/from-journal.js';
import { freezeDue } from '../activities/weekly-report/freeze.js';
import type { FrozenReport } from '../api/report-models.js';
import { isIsoWeek } from '../domain/dates/iso-week.js';
import { instantOf, londonDay } from '../domain/dates/london.js';
import { figuresOf } from '../domain/weekly-report/figures.js';
import { counted } from '../domain/weekly-report/items.js';
import { whyNotReported } from '../domain/weekly-report/may-be-reported.js';
import { differencesOf } from '../domain/weekly-report/verify.js';
import { normsOf } from '../domain/settings.js';
import { openDatabase, type Database } from '../prisma/database.js';
import { createReportedRecords } from '../prisma/repositories/reported-records.js';
import { contentHashOf, createReports } from '../prisma/repositories/reports.js';
import { councilRules } from './council-rules.js';

/** `duly report freeze` and `duly report verify <week>`: weekly reports from the command line. */
export function register(program: Command): void {
  const report = program.command('report').description('weekly backlog reports');
  report
    .command('freeze')
    .description('freeze the report of every week that is over and has none, as the Schedule does on Mondays')
    .action(() => within(freeze));
  report
    .command('verify')
    .argument('<week>', 'as 2026-W47')
    .description('count a frozen report again from the journal alone, and say where it differs; exit code 1 if it does')
    .action((week: string) => within((database) => verify(database, week)));
}

async function within(work: (database: Database) => Promise<void>): Promise<void> {
  const url = process.env['DATABASE_URL'];
  if (url === undefined || url === '') throw new Error('report: DATABASE_URL is missing: the address of PostgreSQL, as postgresql://user@host:5432/duly');
  const database = openDatabase(url, { max: 3 });
  try {
    await work(database);
  } finally {
    await database.close();
  }
}

async function freeze(database: Database): Promise<void> {
  const { settings } = await councilRules(database, process.env);
  const frozen: string[] = [];
  const last = await freezeDue({ reports: createReports(database), clock: { now: () => new Date() }, norms: () => normsOf(settings) }, (week) => void frozen.push(week));
  process.stdout.write(last === null ? 'nothing is on record yet: there is no week to report\n' : `${frozen.length === 0 ? 'no week was due' : frozen.join('\n')}\nthe last report is ${last}\n`);
}

async function verify(database: Database, week: string): Promise<void> {
  const report = await reportOf(database, week);
  const rules = await councilRules(database, process.env);
  const again = counted(await itemsFromJournal(createReportedRecords(database), report, rules));
  const differences = [
    ...(contentHashOf(report) === report.contentHash ? [] : ['the frozen report is not what was kept: its content hash differs']),
    ...differencesOf(report.figures, figuresOf(again, report.on, report.norms)),
  ];
  const since = await createReports(database).recordedSince({ staff: '', owns: false, teams: 'all' }, report, 1_000);
  process.stdout.write(`${differences.length === 0 ? `${week} (report ${report.number}, as known on ${report.on}): every figure is the same from the journal` : differences.join('\n')}\n`);
  for (const { caseRef, entry, type, on, recordedAt } of since) process.stdout.write(`since then: ${caseRef} entry ${entry}, ${type} of ${on}, recorded ${recordedAt.slice(0, 10)}\n`);
  if (differences.length > 0) process.exitCode = 1;
}

async function reportOf(database: Database, week: string): Promise<FrozenReport> {
  if (!isIsoWeek(week)) throw new Error('report: the week must be one that exists, written as 2026-W47');
  const reports = createReports(database);
  const report = await reports.one(week);
  if (report !== null) return report;
  const why = whyNotReported(week, { today: londonDay(instantOf(new Date())), beganOn: await reports.beganOn() });
  throw new Error(`report: ${week} ${why ?? 'has no report: "duly report freeze" makes those that are missing after the last one'}`);
}
