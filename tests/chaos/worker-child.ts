// A worker as a process of its own, to be killed. With HOLD_AFTER it stops for ever after that step's transaction has committed
// and before its activity answers, and says so: the parent knows the moment, and no timing is involved.
import '../workflows/quiet.js';
import { NativeConnection } from '@temporalio/worker';
import { temporalOptions } from '../../config/temporal.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../../domain/settings.js';
import { openDatabase } from '../../prisma/database.js';
import { createCaseWorker } from '../../worker/compose.js';

const need = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing`);
  return value;
};
const say = (kind: string) => process.send?.({ kind });

const { connectionOptions, namespace, dataConverter } = temporalOptions(process.env);
const holdAfter = process.env['HOLD_AFTER'];
const worker = await createCaseWorker({
  connection: await NativeConnection.connect(connectionOptions),
  namespace,
  dataConverter,
  database: openDatabase(need('DATABASE_URL')),
  taskQueue: need('TASK_QUEUE'),
  bundle: need('BUNDLE'),
  clock: { now: () => new Date() },
  rules: () => ({ settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR }),
  afterCommit: async (step) => {
    if (step !== holdAfter) return;
    say('committed');
    await new Promise<never>(() => undefined); // only a kill ends this
  },
});
say('working');
await worker.run();
process.exit();
