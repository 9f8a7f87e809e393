import { setTimeout as pause } from 'node:timers/promises';
import { addDays, type IsoDate } from '../../domain/dates/iso-date.js';
import { workingDayOnOrBefore, workingDays } from '../../domain/dates/working-days.js';
import { actBy, mendedBy } from '../../domain/tell/act-by.js';
import { instantOf, londonDay, londonInstant, type Instant } from '../../domain/dates/london.js';
import { digestDay } from '../../domain/tell/digest.js';
import type { Digests } from '../../prisma/repositories/digests.js';
import type { ClaimedMessage, InTransit, MessageChannel, Outbox, Settled } from '../../prisma/repositories/outbox.js';
import type { NewTask } from '../../prisma/repositories/task-rows.js';
import type { DeliveryActivities, DeliverySteps } from '../../workflows/delivery/messages.js';
import type { Rules } from '../case/projection.js';
import { addressing, type AddressingDeps } from './addressing.js';
import { attempt, putBack, settledAs, type LinkFor } from './attempts.js';
import type { Channels } from './channel.js';
import { deliver } from './deliver.js';
import type { WriteDigest } from './digest-words.js';
import { whoHolds, whoStandsIn } from './roles.js';
import { nowOf } from '../../api/now.js';

export type DeliveryDeps = Readonly<{
  outbox: Outbox;
  digests: Digests;
  writeDigest: WriteDigest;
  channels: Channels;
  linkFor: LinkFor;
  clock: Readonly<{ now: () => Date }>;
  rules: () => Rules;
  /** Waits for a message's turn: a provider takes so many a second. */
  pace?: () => Promise<void>;
  /** What others have in hand is waited for, lest they die with it; else it is left to the next look. */
  waitsForOthers?: boolean;
  /** Says that the activity lives, between messages. */
  heartbeat?: () => void;
  /** The worker is asked to stop: what has not begun is put back. */
  isStopping?: () => boolean;
  /** Hears of what failed and will be tried again. */
  report?: (step: string, error: unknown) => void;
  /** Called when a message has gone and before that is written down: where a crash test kills. */
  afterSend?: (message: ClaimedMessage) => Promise<void>;
}> &
  Pick<AddressingDeps, 'write'>;

/** Notices addressed at a time, messages sent and asked after. */
const NOTICES = 50;
export const MESSAGES = 40;
export const AT_ONCE = 8;

/**
 * Milliseconds after which a sending that was begun counts as abandoned: its worker is gone. Nobody begins to send a message that
 * was taken longer ago than half of it, and no channel takes as long as the other half.
 */
export const LEASE = 120_000;

/** Addresses, sends and follows. Each takes a batch; a repetition finds the rest. */
export function createDeliveryActivities(deps: DeliveryDeps): DeliveryActivities {
  const now = (): Instant => nowOf(deps);
  const steps: DeliverySteps = {
    addressNext: async () => {
      const at = now();
      const { calendar, settings, settingsOn = () => settings } = deps.rules();
      const working = workingDays(calendar.bankHolidays);
      const mailOn = (on: IsoDate) => settingsOn(on).staffMail;
      const { notices } = await deps.outbox.address(NOTICES, at, londonDay(at), (queued, subjects, roster) => addressing({ ...deps, now: at, actBy: seenToBy(deps, at), mailOn, working }, queued, subjects, roster));
      const day = notices > 0 ? null : digestDay(at, settings.staffMail, working); // the mail of the day is made when everything for it is there
      return { addressed: day === null ? notices : await gatherDigests(deps, at, day) };
    },

    sendNext: async () => {
      const sent = canBeAsked(deps.channels) ? await sendBatch(deps, now) : await sendOneByOne(deps, now);
      return { sent, wakeAt: await deps.outbox.nextAt(deps.waitsForOthers === true ? LEASE : null, now()) };
    },

    followNext: async () => {
      const at = now();
      const moving = await deps.outbox.inTransit(MESSAGES, at, withReceipts(deps.channels));
      for (const message of moving) {
        deps.heartbeat?.();
        await follow(deps, message, now);
      }
      return { followed: moving.length + (await noteSilence(deps, at)) };
    },
  };
  return { ...steps, deliver: () => deliver(steps, { isStopping: deps.isStopping, heartbeat: deps.heartbeat }) };
}

/** @returns how many mails of the day were made */
const gatherDigests = ({ digests, writeDigest }: DeliveryDeps, at: Instant, day: IsoDate): Promise<number> =>
  digests.gather({
    at, day,
    route: ({ role, owner, team }, roster) => whoHolds(role, { owner, team }, roster, null).people.map(({ ref }) => ref),
    standsIn: whoStandsIn,
    write: (items) => writeDigest(items, day),
  });

/** Whether whatever was begun and not written down can be asked for afterwards. */
const canBeAsked = ({ email, letter }: Channels): boolean => email.find !== null && letter.find !== null;

const abandonedBefore = (at: Instant): Instant => instantOf(new Date(Date.parse(at) - LEASE));

/** Takes many, sends them, and writes them down together. @returns how many */
async function sendBatch(deps: DeliveryDeps, now: () => Instant): Promise<number> {
  const at = now();
  const claimed = await deps.outbox.claim(MESSAGES, at, abandonedBefore(at));
  const waiting = [...claimed];
  const begunBy = Date.parse(at) + LEASE / 2;
  const settled: Settled[] = [];
  await inLanes(async () => {
    for (let message = waiting.shift(); message !== undefined; message = waiting.shift()) {
      await deps.pace?.();
      deps.heartbeat?.();
      settled.push(deps.isStopping?.() === true || deps.clock.now().getTime() > begunBy ? putBack(message, now()) : await sendOne(deps, message, now));
    }
  });
  if (settled.length > 0) await writeDown(deps, settled, now);
  return claimed.length;
}

/** Takes each as its turn comes and writes it down at once: dies the worker, only what it had begun is in doubt. @returns how many */
async function sendOneByOne(deps: DeliveryDeps, now: () => Instant): Promise<number> {
  let [taken, isDone] = [0, false];
  await inLanes(async () => {
    while (!isDone && taken < MESSAGES) {
      taken += 1;
      await deps.pace?.();
      deps.heartbeat?.();
      const at = now();
      const [message] = deps.isStopping?.() === true ? [] : await deps.outbox.claim(1, at, abandonedBefore(at));
      if (message === undefined) {
        taken -= 1;
        isDone = true;
        return;
      }
      await writeDown(deps, [await sendOne(deps, message, now)], now);
    }
  });
  return taken;
}

/** Several at once; one that fails is heard of when the others have ended. */
async function inLanes(work: () => Promise<void>): Promise<void> {
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  for (const lane of ended) if (lane.status === 'rejected') throw lane.reason;
}

/** Milliseconds between goes, the last again and again, and all of them together: well before the lease is over. */
const GOES = [250, 500, 1_000, 2_000] as const;
const GIVE_UP = 45_000;

/** What has gone must be written down: should PostgreSQL be away for a moment, it is waited for. */
async function writeDown(deps: DeliveryDeps, settled: readonly Settled[], now: () => Instant): Promise<void> {
  let waited = 0;
  for (let go = 0; ; go += 1) {
    try {
      await deps.outbox.settle(settled, now());
      return;
    } catch (error) {
      if (waited >= GIVE_UP) throw error;
      deps.report?.('sendNext', error);
    }
    const wait = GOES[Math.min(go, GOES.length - 1)] ?? GIVE_UP;
    await pause(wait);
    waited += wait;
    deps.heartbeat?.();
  }
}

async function sendOne(deps: DeliveryDeps, message: ClaimedMessage, now: () => Instant): Promise<Settled> {
  const channel = deps.channels[message.channel];
  const outcome = await attempt(message, channel, deps.linkFor, (error) => deps.report?.('sendNext', error));
  await deps.afterSend?.(message);
  const at = now();
  return settledAs(message, outcome, at, (kind) => taskAbout(message, kind, deps, at));
}

async function follow(deps: DeliveryDeps, message: InTransit, now: () => Instant): Promise<void> {
  const ask = deps.channels[message.channel].receipt;
  if (ask === null) return;
  try {
    const receipt = await ask(message);
    if (receipt.kind === 'in-transit') return;
    const at = now();
    const bounced = receipt.kind === 'bounced';
    await deps.outbox.received(message, { status: receipt.kind, problem: bounced ? receipt.problem : null, tasks: bounced ? [taskAbout(message, 'bounced', deps, at)] : [] }, at);
  } catch (error) {
    deps.report?.('followNext', error); // asked again at its next turn
  }
}

/** Neither receipt nor opening for as many working days as the council waits: a person telephones, or mends the address. */
async function noteSilence(deps: DeliveryDeps, at: Instant): Promise<number> {
  const before = londonInstant(workingDaysBefore(deps, londonDay(at)), '00:00');
  const silent = await deps.outbox.silent(before, MESSAGES, deps.channels.email.receipt === null);
  if (silent.length > 0) await deps.outbox.openTasks(silent.map((message) => taskAbout(message, 'silence', deps, at)), at);
  return silent.length;
}

const withReceipts = (channels: Channels): readonly MessageChannel[] => (['email', 'letter'] as const).filter((channel) => channels[channel].receipt !== null);

function workingDaysBefore({ rules }: Pick<DeliveryDeps, 'rules'>, today: IsoDate): IsoDate {
  const { calendar, settings } = rules();
  const working = workingDays(calendar.bankHolidays);
  let day = today;
  for (let left = settings.silentAfterWorkingDays; left > 0; left -= 1) day = workingDayOnOrBefore(addDays(day, -1), working);
  return day;
}

function seenToBy({ rules }: Pick<DeliveryDeps, 'rules'>, at: Instant): IsoDate {
  return actBy(londonDay(at), workingDays(rules().calendar.bankHolidays));
}

function taskAbout(message: Pick<InTransit, 'ref' | 'recordRef' | 'toKind'>, kind: string, deps: DeliveryDeps, at: Instant): NewTask {
  return { recordRef: message.recordRef, kind, about: message.ref, forRole: mendedBy(message), forStaff: null, actBy: seenToBy(deps, at) };
}
