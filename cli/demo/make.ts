import type { IsoDate } from '../../domain/dates/iso-date.js';
import { instantOf, londonDay, londonInstant, type Instant } from '../../domain/dates/london.js';
import type { Rules } from '../../activities/case/projection.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../../domain/settings.js';
import { importRecords, type ImportedRecord } from '../../activities/case/import-records.js';
import { inTransaction, type Database, type Transaction } from '../../prisma/database.js';
import { bulkImportWithin } from '../../prisma/repositories/bulk-import.js';
import {
  demonstrationWithin,
  keepDemonstration,
  layDesk,
  lockDemonstration,
  type Demonstration,
} from '../../prisma/repositories/demonstration.js';
import type { ReadMail } from '../../api/post-models.js';
import { newRef } from '../../api/refs.js';
import { workingDays } from '../../domain/dates/working-days.js';
import { actBy } from '../../domain/tell/act-by.js';
import { demoDesk, partnerPosts } from './desk.js';
import { live } from './living.js';
import { BROUGHT_IN_AT, livedIn, type LivedIn } from './lived-in.js';
import { demoMails } from './mails.js';
import { matches, misfits, stockInWords } from './misfits.js';
import { layWritten } from '../../prisma/repositories/demo-written.js';
import { textsAudited } from './texts-audited.js';
import { written } from './written.js';
import { demoPopulation, type DemoPopulation, type DemoRecord } from './population.js';

export type OnProgress = (of: 'records' | 'days', done: number, all: number) => void;

export type MakeOptions = Readonly<{
  authority: string;
  /** The moment it is made: its year ends on this day, and nothing is on record after the day before. */
  now: Date;
  seed?: string;
  /** Begins the links of what was written to people meanwhile; the address of the demonstration. */
  publicUrl?: string;
  /** Hears how many records of how many are in, and then how many days of how many were lived through. */
  onProgress?: OnProgress;
}>;

export type Made = Readonly<{
  kind: 'made' | 'was-there';
  demonstration: Demonstration;
  records: number;
  /** What came by mail meanwhile, for the post. */
  mails: readonly ReadMail[];
}>;

/** A database with records and no demonstration: a council's own, which is left alone. */
export class NotOurs extends Error {
  constructor() {
    super('this database holds records that are no demonstration: nothing was written. Give an empty database');
  }
}

/**
 * Makes the demonstration council, in one transaction: killed at any moment it leaves nothing, and started again it begins anew.
 * Where one has been made it changes nothing. Starts no workflow: `rebuild` arms what is open.
 *
 * @throws RangeError if there are no figures for the authority; NotOurs
 */
export function makeDemonstration(database: Database, options: MakeOptions): Promise<Made> {
  const { authority, now, seed = 'duly', publicUrl = 'http://localhost:3000', onProgress = () => undefined } = options;
  const today = londonDay(now.toISOString());
  return inTransaction(database.pool, async (tx) => {
    await lockDemonstration(tx);
    const before = await demonstrationWithin(tx);
    if (before !== null) return { kind: 'was-there' as const, demonstration: before, records: 0, mails: [] };
    if (!(await bulkImportWithin(tx).isEmpty())) throw new NotOurs();
    const unwritten = demoPopulation({ authority, today, seed });
    const { records: ofPlans, ...texts } = written(unwritten);
    const withText = new Set(texts.versions.map(({ recordRef }) => recordRef));
    const { records, versions, advice, failingDraft } = textsAudited(ofPlans, (plan) => withText.has(plan), { council: unwritten.council, children: new Map(unwritten.children.map((child) => [child.ref, child])), today });
    const population = { ...unwritten, records };
    const lived = livedIn(records, today, workingDays());
    await writePopulation(tx, population, lived, now, onProgress);
    await layWritten(tx, { ...texts, versions: [...texts.versions, ...versions], advice });
    await live(tx, { council: population.council, lived, today, seed, rules: RULES, councilName: population.figures.name, publicUrl, failingDraft, onProgress: (done, of) => onProgress('days', done, of) });
    const demonstration = describe(population, { seed, today, madeAt: instantOf(now) });
    await keepDemonstration(tx, demonstration);
    return {
      kind: 'made' as const,
      demonstration,
      records: population.records.length,
      mails: demoMails(population, now),
    };
  });
}

async function writePopulation(
  tx: Transaction,
  population: DemoPopulation,
  lived: LivedIn,
  now: Date,
  onProgress: OnProgress,
): Promise<void> {
  const { council, children, records } = population;
  const to = bulkImportWithin(tx);
  await to.teams(council.teams.map(({ ref, name }) => ({ ref, name })));
  await to.staff(council.staff.map((one) => ({ ...one, demo: true })));
  await to.settings(council.settings.map(({ head: _head, sort: _sort, ...setting }) => setting));
  await to.advisers([...council.advisers, ...partnerPosts(council, () => newRef('V'))]);
  await to.children(children);
  const today = population.year.to;
  let done = 0;
  for (const [importedOn, brought] of byImport(records, lived, today)) {
    const moment = importedOn === today ? now : new Date(londonInstant(importedOn, BROUGHT_IN_AT));
    await importRecords(brought.map((record) => imported(record, importedOn)), to, RULES, moment, (some) => onProgress('records', done + some, records.length));
    done += brought.length;
  }
  await to.notes(records.flatMap(({ ref, notes }) => notes.map((note) => ({ ...note, recordRef: ref }))));
  const desk = demoDesk(population, today, actBy(today, workingDays()));
  await layDesk(tx, desk, instantOf(now));
}

const RULES: Rules = { settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR };
/** The earliest brought in first; an assessment before the plan that was made from it. */
function byImport(records: readonly DemoRecord[], lived: LivedIn, today: IsoDate): ReadonlyMap<IsoDate, readonly DemoRecord[]> {
  const days = [...new Set(lived.values()), today].sort();
  return new Map(days.map((day) => [day, records.filter(({ ref }) => (lived.get(ref) ?? today) === day)]));
}

const imported = ({ ref, kind, childRef, teamRef, ownerRef, madeFrom, facts }: DemoRecord, importedOn: IsoDate): ImportedRecord => {
  const opened = facts[0];
  if (opened === undefined) throw new RangeError('a record without a fact');
  return { ref, kind, childRef, teamRef, owner: ownerRef, openedAt: opened.recordedAt, madeFrom, importedOn, facts };
};

const SOURCE = 'Department for Education, Education, health and care plans, reporting year 2025';
const LICENCE = 'Contains public sector information licensed under the Open Government Licence v3.0';

function describe(
  { figures, stock }: DemoPopulation,
  made: Readonly<{ seed: string; today: IsoDate; madeAt: Instant }>,
): Demonstration {
  return {
    authority: figures.slug,
    council: figures.name,
    asOn: made.today,
    seed: made.seed,
    madeAt: made.madeAt,
    notice: {
      source: SOURCE,
      licence: LICENCE,
      stock: stockInWords(stock),
      matches: matches(figures),
      misfits: misfits(figures),
    },
  };
}
