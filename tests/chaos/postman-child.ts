// A worker for delivery as a process of its own, to be killed. With HOLD it stops for ever once a message has gone and before that
// is written down, and says so: the parent knows the moment, and no timing is involved.
import '../workflows/quiet.js';
import { NativeConnection } from '@temporalio/worker';
import { createDigestWriter } from '../../activities/delivery/digest-words.js';
import { createWriter } from '../../activities/delivery/words.js';
import { outboxFolder } from '../../config/channels/folder.js';
import { readCouncil, readLetters } from '../../config/letters.js';
import { temporalOptions } from '../../config/temporal.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../../domain/settings.js';
import { openDatabase } from '../../prisma/database.js';
import { createDeliveryWorker, linksTo } from '../../worker/compose-delivery.js';

const need = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing`);
  return value;
};
const say = (kind: string) => process.send?.({ kind });

const { connectionOptions, namespace, dataConverter } = temporalOptions(process.env);
const database = openDatabase(need('DATABASE_URL'));
const rules = () => ({ settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR });
// the clock runs ahead by what the parent says, so that nobody waits two minutes for a lease
const clock = { now: () => new Date(Date.now() + Number(process.env['AHEAD'] ?? 0)) };
const words = { letters: readLetters(), council: readCouncil('Invented Council'), publicUrl: 'https://duly.example' };
const channel = outboxFolder(need('OUTBOX'), null);
const worker = await createDeliveryWorker({
  connection: await NativeConnection.connect(connectionOptions),
  namespace, dataConverter, database, clock, rules,
  taskQueue: need('TASK_QUEUE'),
  bundle: need('BUNDLE'),
  channels: { email: channel, letter: channel },
  linkFor: linksTo(database, 'https://duly.example', clock),
  write: createWriter({ ...words, rules }),
  writeDigest: createDigestWriter(words),
  afterSend: async () => {
    if (process.env['HOLD'] !== 'yes') return;
    say('sent');
    await new Promise<never>(() => undefined); // only a kill ends this
  },
});
say('working');
await worker.run();
process.exit();
