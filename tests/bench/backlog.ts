import { setImmediate } from 'node:timers/promises';
import { bringIn } from '../../activities/backlog/bring-in.js';
import { judgeFile, openFile } from '../../api/use-cases/import-file.js';
import { instantOf, londonDay } from '../../domain/dates/london.js';
import { createImportBatches } from '../../prisma/repositories/import-batch.js';
import { createImports } from '../../prisma/repositories/imports.js';
import { newWorld, RULES, TEAM } from '../activities/world.js';
import { caseload, csvOf } from '../backlog/caseload.js';

const ROWS = 20_000;
const FAULTY = 0.05;

/** A county's caseload with a fault in one of twenty rows: judged, its good rows brought in; and what a reader waits meanwhile. */
export async function benchBacklog() {
  const world = await newWorld();
  try {
    const [now, imports] = [new Date(), createImports(world.database)];
    const today = londonDay(instantOf(now));
    const { faults, ...sheet } = caseload(ROWS, today, FAULTY, 'bench');
    const began = performance.now();
    const ref = await openFile(imports, { bytes: csvOf(sheet), name: 'caseload.csv', source: 'bench', team: TEAM, by: 'import', at: instantOf(now) });
    const file = await imports.find(ref);
    if (file === null) throw new Error('it was put in');
    await judgeFile(imports, file, today);
    const judged = performance.now();
    const refused = (await imports.rows(ref, { after: 0, limit: ROWS, states: ['refused'] })).flatMap(({ number, problems }) => problems.map(({ column, code }) => ({ row: number, column, code })));
    await imports.go(ref);
    const coming = performance.now();
    const reading = readers(world.database.pool);
    await bringIn(ref, { batches: createImportBatches(world.database), clock: { now: () => new Date() }, rules: () => RULES, start: null });
    const seconds = (performance.now() - coming) / 1000;
    const waits = await reading.stop();
    const counts = await imports.counts(ref);
    return { rows: ROWS, faults, refused, judging: (judged - began) / 1000, seconds, perSecond: counts.in / seconds, counts, waits };
  } finally {
    await world.close();
  }
}

/** Asks the database something small again and again, as a page would. @returns milliseconds each took */
function readers(pool: Awaited<ReturnType<typeof newWorld>>['database']['pool']) {
  const waits: number[] = [];
  const over = new AbortController();
  const work = (async () => {
    while (!over.signal.aborted) {
      const from = performance.now();
      await pool.query('SELECT ref FROM case_record WHERE outcome IS NULL ORDER BY next_act_by LIMIT 50');
      waits.push(performance.now() - from);
      await setImmediate();
    }
  })();
  return {
    stop: async () => {
      over.abort();
      await work;
      return waits.sort((a, b) => a - b);
    },
  };
}
