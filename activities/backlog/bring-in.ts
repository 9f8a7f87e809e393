import { setTimeout as pause } from 'node:timers/promises';
import { judgeAgain } from '../../api/use-cases/import-file.js';
import { inLanes } from '../../api/in-lanes.js';
import { newRef } from '../../api/refs.js';
import { nowOf } from '../../api/now.js';
import type { Clock } from '../../api/ports.js';
import { renumbered } from '../../domain/backlog/facts-cell.js';
import { assessmentOf, matchOf, type KnownChild, type KnownRecord } from '../../domain/backlog/match.js';
import type { ReadRow } from '../../domain/backlog/read-row.js';
import { placeOf } from '../../domain/backlog/resolve.js';
import type { Verdict } from '../../domain/backlog/verdict.js';
import { londonDay, type Instant } from '../../domain/dates/london.js';
import type { NewChildRow } from '../../prisma/repositories/bulk-import.js';
import type { BatchWork, ImportBatches } from '../../prisma/repositories/import-batch.js';
import { importRecords, type ImportedRecord } from '../case/import-records.js';
import type { Rules } from '../case/projection.js';

export type BringInDeps = Readonly<{
  batches: ImportBatches;
  clock: Clock;
  rules: () => Rules;
  /** Starts a record's workflow where none is running; null: they are started by `rebuild`. */
  start: ((recordRef: string) => Promise<unknown>) | null;
  /** Hears that something was done: rows brought in, or records started. */
  onProgress?: (step: 'in' | 'started', more: number) => void;
  isStopping?: () => boolean;
}>;

const ROWS_A_BATCH = 100;
/** Between two batches, so that people's own work gets in between; milliseconds. */
const BREATH = 20;
const STARTS_A_ROUND = 20;
const AT_ONCE = 4;

/**
 * Brings the good rows of a file in, batch by batch, each whole or not at all; then starts their workflows, some at a time. May be
 * stopped or killed at any moment and called again: what is in is in once, and what is not follows. Writes to nobody: every rung of
 * before today is passed over, for a record's `importedOn` is today.
 *
 * @returns false where it was told to stop with something left
 */
export async function bringIn(ref: string, deps: BringInDeps): Promise<boolean> {
  const { batches, onProgress = () => undefined, isStopping = () => false } = deps;
  for (;;) {
    const took = await batches.next(ref, ROWS_A_BATCH, (batch) => written(batch, deps));
    if (took === 0) break;
    onProgress('in', took);
    if (isStopping()) return false;
    await pause(BREATH);
  }
  while (deps.start !== null) {
    const records = await batches.unarmed(ref, STARTS_A_ROUND);
    if (records.length === 0) break;
    await inLanes(records, AT_ONCE, deps.start);
    await batches.armed(ref, records);
    onProgress('started', records.length);
    if (isStopping()) return false;
    await pause(BREATH);
  }
  await batches.done(ref, nowOf(deps));
  return true;
}

type Coming = Readonly<{ verdict: Verdict; child: NewChildRow | null; record: ImportedRecord }>;

/** One batch inside its transaction: judged as things stand, its children and records written. */
async function written(batch: BatchWork, { clock, rules }: Pick<BringInDeps, 'clock' | 'rules'>): Promise<readonly Verdict[]> {
  const now = clock.now();
  const at = nowOf({ clock });
  const judged = await judgeAgain(batch, batch.file, batch.rows, londonDay(at));
  const good = judged.flatMap(({ verdict, row }) => (verdict.state === 'new' && row !== null ? [{ verdict, row }] : []));
  const coming = await comingOf(good, batch, at);
  await batch.to.children(coming.flatMap(({ child }) => (child === null ? [] : [child])));
  await importRecords(coming.map(({ record }) => record), batch.to, rules(), now);
  const left = judged.map(({ verdict }) => verdict).filter(({ state }) => state !== 'new');
  return [...left, ...coming.map(({ verdict, record }): Verdict => ({ ...verdict, state: 'in', recordRef: record.ref }))];
}

async function comingOf(good: readonly Readonly<{ verdict: Verdict; row: ReadRow }>[], { file, known, directory }: BatchWork, at: Instant): Promise<Coming[]> {
  const rows = good.map(({ row }) => row);
  const [there, names] = [await known(rows), await directory(rows)];
  const made: KnownChild[] = []; // of this batch: two records of one child may come together
  const records: KnownRecord[] = [...there.records];
  return good.flatMap(({ verdict, row }): Coming[] => {
    const match = matchOf(row, { children: [...there.children, ...made], records: there.records });
    if (match.kind !== 'new') return []; // of two rows at odds the first is in: the other is judged by it in the next batch
    const { place } = placeOf(row, names);
    const childRef = match.childRef ?? newRef('C');
    if (match.childRef === null) made.push({ ref: childRef, ...row.child });
    const madeFrom = assessmentOf(row, childRef, records);
    const record: ImportedRecord = {
      ref: newRef(row.kind === 'plan' ? 'P' : 'A'), kind: row.kind, madeFrom, childRef, teamRef: place.teamRef ?? file.teamRef, owner: place.ownerRef, openedAt: at, importedOn: londonDay(at),
      facts: renumbered(row.facts).map((fact) => ({ ...fact, recordedAt: at, recordedBy: file.putInBy })),
    };
    records.push({ ref: record.ref, childRef, kind: record.kind, madeFrom, facts: row.facts });
    return [{ verdict, record, child: match.childRef === null ? childRow(childRef, row, place.settingRef) : null }];
  });
}

function childRow(ref: string, { child, person }: ReadRow, settingRef: string | null): NewChildRow {
  const people = person === null ? [] : [{ ...person, ref: newRef('S'), contact: 'contactable' as const, emailConsent: false }];
  return { ref, ...child, settingRef, people };
}
