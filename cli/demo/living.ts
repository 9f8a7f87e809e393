import { createCaseActivities } from '../../activities/case/case-activities.js';
import type { Rules } from '../../activities/case/projection.js';
import type { Channel } from '../../activities/delivery/channel.js';
import { createDeliveryActivities } from '../../activities/delivery/delivery-activities.js';
import { createDigestWriter } from '../../activities/delivery/digest-words.js';
import { createWriter } from '../../activities/delivery/words.js';
import { watchQuiet } from '../../activities/watch/gone-quiet.js';
import { createReportWriter } from '../../activities/weekly-report/words.js';
import { readCouncil, readLetters } from '../../config/letters.js';
import { randomFrom, type Random } from '../../domain/chance.js';
import { addDays, daysBetween, type IsoDate } from '../../domain/dates/iso-date.js';
import { addIsoWeeks, isoWeek, mondayOf } from '../../domain/dates/iso-week.js';
import { instantOf, londonInstant, type Instant } from '../../domain/dates/london.js';
import { workingDays, type WorkingDays } from '../../domain/dates/working-days.js';
import { leadsTo } from '../../domain/feedback/asking.js';
import { WEEKS_APART } from '../../domain/weekly-report/items.js';
import { inTurn, type Transaction } from '../../prisma/database.js';
import { createCases } from '../../prisma/repositories/cases.js';
import { createDigests } from '../../prisma/repositories/digests.js';
import { createLinks } from '../../prisma/repositories/links.js';
import { createOutbox } from '../../prisma/repositories/outbox.js';
import { createReports } from '../../prisma/repositories/reports.js';
import { createWatch } from '../../prisma/repositories/watch.js';
import { createDemoLife, type DemoLife } from '../../prisma/repositories/demo-life.js';
import { answering } from './answering.js';
import { auditsFrom, auditsKept } from './audits.js';
import type { DemoCouncil } from './council.js';
import { BROUGHT_IN_AT, lastDayOf, type LivedIn } from './lived-in.js';
import { feedbackKept } from './feedback.js';
import { causesSaid } from './causes-said.js';
import { reportsRead } from './reports-read.js';
import { controlsKept } from './controls-kept.js';
import { improvementKept } from './improvement.js';
import { liveThrough } from './weeks.js';

/** What every part of the lived weeks is done with. */
export type Living = Readonly<{
  tx: Transaction;
  council: DemoCouncil;
  today: IsoDate;
  working: WorkingDays;
  rules: Rules;
  random: Random;
  life: DemoLife;
  /** The moment lived through, for everything that asks the time. */
  clock: Readonly<{ now: () => Date }>;
}>;

export type LivingOptions = Readonly<{ council: DemoCouncil; lived: LivedIn; today: IsoDate; seed: string; rules: Rules; councilName: string; publicUrl: string; /** The assessment whose draft fails a requirement of the law; null: none does. */ failingDraft: string | null; onProgress: (done: number, of: number) => void }>;

/**
 * Half a year of quality audits and feedback, and the twelve weeks before a day, lived by the code that a council lives by: what fell due is performed and told, people answer, say
 * why a step is late, and every Monday's report is frozen, sent, read and acted on. Ends with the day before.
 */
export async function live(under: Transaction, { council, lived, today, seed, rules, councilName, publicUrl, failingDraft, onProgress }: LivingOptions): Promise<void> {
  let moment = new Date(0);
  const at = <Rest extends unknown[]>(does: (at: Instant, ...rest: Rest) => Promise<unknown>) => async (instant: Instant, ...rest: Rest): Promise<void> => {
    moment = new Date(instant);
    await does(instant, ...rest);
  };
  const tx = inTurn(under);
  const on = { pool: tx };
  const clock = { now: () => moment };
  const working = workingDays(rules.calendar.bankHolidays);
  const living: Living = { tx, council, today, working, rules, random: randomFrom(`${seed}/lived`), life: createDemoLife(tx), clock };
  let isQueued = false;
  const queued = (): void => void (isQueued = true);
  const { performDue, recordFacts } = createCaseActivities({ cases: createCases(on), clock, rules: () => rules, queued });
  const words = { letters: readLetters(), council: readCouncil(councilName), publicUrl };
  const links = createLinks(on);
  const { deliver } = createDeliveryActivities({
    outbox: createOutbox(on), digests: createDigests(on), clock, rules: () => rules,
    write: createWriter({ ...words, rules: () => rules }), writeDigest: createDigestWriter(words), channels: { email: PRETENDED, letter: PRETENDED },
    linkFor: async ({ recordRef, letter, toKind, toRef }) => {
      if (recordRef === null || toKind === 'staff' || toKind === 'service') return null;
      return `${publicUrl}/a/${await links.issue({ recordRef, forKind: toKind, forRef: toRef, now: instantOf(moment), ...leadsTo(letter, instantOf(moment)) })}`;
    },
  });
  const tell = async (): Promise<void> => {
    if (isQueued) await deliver();
    isQueued = false;
  };
  const wake = async (instant: Instant): Promise<void> => {
    const here = [...lived].flatMap(([ref, since]) => (londonInstant(since, BROUGHT_IN_AT) <= instant ? [ref] : []));
    for (const caseRef of await living.life.awake([...here, ...audits.open()], instant)) await performDue({ caseRef, now: instant });
    await tell();
  };
  const audits = auditsKept(living, recordFacts, failingDraft);
  const halfYear = [...audits.happenings, ...feedbackKept(living, deliver)].map((one) => ({ ...one, does: at(one.does) }));
  const last = lastDayOf(today, working);
  const from = mondayOf(addIsoWeeks(isoWeek(today), 1 - WEEKS_APART));
  const isAtWork = (day: IsoDate): boolean => working.has(day);
  const isLived = (day: IsoDate): boolean => [...lived.values()].some((since) => since <= day);
  const reports = createReports(on);
  const start = auditsFrom(today);
  const evening = (day: IsoDate): void => onProgress(daysBetween(start, day) + 1, daysBetween(start, today));
  await tx.query('ANALYZE'); // what has just been brought in is looked through week by week
  await liveThrough(start, addDays(from, -1), [
    ...halfYear,
    { time: '00:05', on: () => true, does: at(wake) },
    { time: '08:00', on: isAtWork, does: at(wake) },
    { time: '08:30', on: isAtWork, does: at(deliver) },
  ], evening);
  await liveThrough(from, addDays(today, -1), [
    ...halfYear,
    { time: '00:05', on: isLived, does: at(wake) },
    { time: '06:00', on: (day) => day === last, does: at(() => watchQuiet({ reports, watch: createWatch(on), clock, rules: () => rules })) },
    { time: '08:00', on: (day) => isAtWork(day) && isLived(day), does: at(wake) },
    { time: '08:30', on: (day) => isAtWork(day) && isLived(day), does: at(deliver) },
    { time: BROUGHT_IN_AT, on: (day) => [...lived.values()].includes(day), does: at(wake) },
    ...answering(living, recordFacts).map((one) => ({ ...one, does: at(one.does) })),
    ...causesSaid(living).map((one) => ({ ...one, does: at(one.does) })),
    ...controlsKept(living).map((one) => ({ ...one, does: at(one.does) })),
    ...improvementKept(living).map((one) => ({ ...one, does: at(one.does) })),
    ...reportsRead(living, { write: createReportWriter(words), queued, tell }).map((one) => ({ ...one, does: at(one.does) })),
  ], evening);
}

/** Nothing of the weeks before leaves the house: it was read long ago. */
const PRETENDED: Channel = {
  name: 'outbox',
  send: () => Promise.resolve({ kind: 'accepted', providerRef: null }),
  find: () => Promise.resolve(null),
  receipt: () => Promise.resolve({ kind: 'delivered' }),
  close: () => Promise.resolve(),
};
