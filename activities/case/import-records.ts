import { setImmediate } from 'node:timers/promises';
import { instantOf, londonDay, type Instant } from '../../domain/dates/london.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Fact } from '../../domain/facts/fact.js';
import type { Believed, BulkImport, ImportedRow } from '../../prisma/repositories/bulk-import.js';
import { dutiesThen, projectionOf, type Rules } from './projection.js';
import { isBeforeImport, standingOf, unclaimed } from './standing.js';

/** A fact with when and by whom it was written down. */
export type RecordedFact = Fact & Readonly<{ recordedAt: Instant; recordedBy: string }>;

/** A record from elsewhere: its child, team and owner exist already; its facts are in the order they were written down. */
export type ImportedRecord = Readonly<{
  ref: string;
  kind: 'assessment' | 'reassessment' | 'plan';
  childRef: string;
  teamRef: string;
  /** Who holds it, unless an `owner-set` among the facts says. */
  owner: string | null;
  openedAt: Instant;
  /** Of a plan: the assessment it was made from, brought in before it. */
  madeFrom?: string | null;
  /** Rungs before this day are claimed as skipped, silently; null performs them all. */
  importedOn: IsoDate | null;
  /** Ids are given anew: `j1`, `j2`, ... */
  facts: readonly RecordedFact[];
}>;

/** A few hundred records at a time keep a statement's size within reason. */
const RECORDS_A_CALL = 250;

/**
 * Brings records in with their journal and with the duties as they were believed on every past day, by the same derivation as
 * the live path. Starts no workflow and writes to nobody: `rebuild` arms what is open.
 *
 * @param onProgress hears how many are in after each batch
 * @throws LawGap if a fact lies before the rules began; the batch it is in is not written
 */
export async function importRecords(records: readonly ImportedRecord[], to: BulkImport, rules: Rules, now: Date, onProgress: (done: number) => void = () => undefined): Promise<void> {
  const at = instantOf(now);
  let written: Promise<unknown> = Promise.resolve();
  try {
    for (let done = 0; done < records.length; done += RECORDS_A_CALL) {
      const batch = records.slice(done, done + RECORDS_A_CALL);
      const rows = await derived(batch, rules, at); // while PostgreSQL writes the batch before
      await written;
      written = to.records(rows).then(() => onProgress(done + batch.length));
      written.catch(() => undefined); // awaited in its turn
    }
  } finally {
    await written;
  }
}

const RECORDS_A_BREATH = 10;

/** Lets go of the thread now and then, so that statements under way go on. */
async function derived(batch: readonly ImportedRecord[], rules: Rules, at: Instant): Promise<ImportedRow[]> {
  const rows: ImportedRow[] = [];
  for (const record of batch) {
    rows.push(importedRow(record, rules, at));
    if (rows.length % RECORDS_A_BREATH === 0) await setImmediate();
  }
  return rows;
}

function importedRow(record: ImportedRecord, rules: Rules, now: Instant): ImportedRow {
  const facts = record.facts.map(({ recordedAt: _at, recordedBy: _by, ...fact }, index) => ({ ...fact, id: `j${index + 1}` }));
  const entries = facts.map(({ id: _id, ...payload }, index) => ({
    recordRef: record.ref, position: index + 1, kind: 'fact' as const, type: payload.type, happenedOn: payload.on, payload,
    actor: writtenBy(record, index).recordedBy, commandId: null, commandIndex: null, recordedAt: writtenBy(record, index).recordedAt,
  }));
  const last = entries.at(-1) ?? null;
  const head = { ref: record.ref, openedAt: record.openedAt, importedOn: record.importedOn, owner: record.owner, position: last?.position ?? 0, recordedAt: last?.recordedAt ?? null };
  const untold = projectionOf(facts, londonDay(now), rules);
  const closed = untold.closings();
  const skipped = unclaimed({ ...untold, closings: () => closed }, []).filter((item) => isBeforeImport(item, head));
  const claimed = skipped.map((item) => ({ ...item, skipped: true }));
  const told = skipped.length === 0 ? untold : projectionOf(facts, londonDay(now), rules, claimed); // nothing climbs from what was passed over
  const projection = closed.every((item) => isBeforeImport(item, head)) ? { ...told, closings: () => [] } : told; // all passed over: each window need not be asked again
  const standing = standingOf(head, facts, projection, unclaimed(projection, claimed), now);
  return { head, kind: record.kind, madeFrom: record.madeFrom ?? null, childRef: record.childRef, teamRef: record.teamRef, entries, believed: believed(record, facts, rules), skipped, standing, at: now };
}

function writtenBy({ facts }: ImportedRecord, index: number): Pick<RecordedFact, 'recordedAt' | 'recordedBy'> {
  const fact = facts[index];
  if (fact === undefined) throw new RangeError('a fact without its recording');
  return fact;
}

/** The duties, and how the record stood, as each day's new facts left them: a past day is asked at its end. */
function believed(record: ImportedRecord, facts: readonly Fact[], rules: Rules): Believed[] {
  return facts.flatMap((_, index) => {
    const { recordedAt: from } = writtenBy(record, index);
    const following = record.facts[index + 1];
    if (following !== undefined && londonDay(following.recordedAt) === londonDay(from)) return [];
    const known = facts.slice(0, index + 1);
    const then = dutiesThen(known, londonDay(from), rules);
    return [{ from, duties: then.duties, standing: standingOf({ owner: record.owner, openedAt: record.openedAt }, known, then, [], from) }];
  });
}
