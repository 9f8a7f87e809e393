import { instantOf, type Instant } from '../../domain/dates/london.js';
import { londonDay } from '../../domain/dates/london.js';
import type { Block } from '../../domain/tell/template.js';
import type { ClaimedMessage, Settled } from '../../prisma/repositories/outbox.js';
import type { NewTask } from '../../prisma/repositories/task-rows.js';
import type { Attempt, Channel, Envelope } from './channel.js';

/** Where a message's link leads: a way in without an account for who has none, the record for staff. @returns null where there is none to give */
export type LinkFor = (message: Pick<ClaimedMessage, 'recordRef' | 'letter' | 'toKind' | 'toRef' | 'channel'>) => Promise<string | null>;

const MINUTE = 60_000;

/**
 * One attempt at one message. What may have been taken before is asked for by its reference first; where nobody can be asked, a
 * message whose sending was begun and never finished is a person's to settle, never sent twice.
 *
 * @param report hears of what a channel threw, before it is taken for a failure that passes
 */
export async function attempt(message: ClaimedMessage, channel: Channel, linkFor: LinkFor, report: (error: unknown) => void): Promise<Attempt> {
  if (message.isUnfinished && channel.find === null) return { kind: 'unknown', problem: 'sending-was-cut-off' };
  const later = (problem: string) => (error: unknown): Attempt => {
    report(error);
    return { kind: 'later', problem, after: MINUTE };
  };
  const prepared = await prepare(message, channel, linkFor).catch(later('not-prepared')); // nothing has gone yet
  if ('kind' in prepared) return prepared;
  return channel.send(prepared).catch((error: unknown): Attempt => {
    const passing = later('channel-failed')(error);
    return channel.find === null ? { kind: 'unknown', problem: 'channel-failed' } : passing;
  });
}

/** The envelope, or what became of the message before. */
async function prepare(message: ClaimedMessage, channel: Channel, linkFor: LinkFor): Promise<Envelope | Attempt> {
  const known = message.attempt > 1 && channel.find !== null ? await channel.find(message.reference) : null;
  if (known !== null) return { kind: 'accepted', providerRef: known === '' ? null : known };
  return envelopeOf(message, await linkOf(message, linkFor));
}

const linkOf = (message: ClaimedMessage, linkFor: LinkFor): Promise<string | null> =>
  (message.body as readonly Block[]).some(({ kind }) => kind === 'link') ? linkFor(message) : Promise.resolve(null);

function envelopeOf({ reference, channel, letter, toName, address, subject, body, largePrint, language, queuedAt }: ClaimedMessage, link: string | null): Envelope {
  return { reference, channel, letter, toName, address, subject, body: body as readonly Block[], link, largePrint, language, on: londonDay(queuedAt) };
}

/** After so many goes a person is told; it is tried on all the same. */
const GOES_BEFORE_A_TASK = 12;

/** What is written down of it. @param taskOf a task about this message, of a kind */
export function settledAs(message: ClaimedMessage, outcome: Attempt, now: Instant, taskOf: (kind: string) => NewTask): Settled {
  const nothing = { message, providerRef: null, problem: null, notBefore: null, tasks: [] };
  switch (outcome.kind) {
    case 'accepted':
      return { ...nothing, status: 'accepted', providerRef: outcome.providerRef };
    case 'refused':
      return { ...nothing, status: 'failed', problem: outcome.problem, tasks: [taskOf('not-sent')] };
    case 'unknown':
      return { ...nothing, status: 'unknown', problem: outcome.problem, tasks: [taskOf('unknown')] };
    case 'later': {
      const notBefore = instantOf(new Date(Date.parse(now) + waitBefore(message.attempt, outcome.after)));
      return { ...nothing, status: 'queued', problem: outcome.problem, notBefore, tasks: message.attempt === GOES_BEFORE_A_TASK ? [taskOf('held-up')] : [] };
    }
  }
}

const LONGEST_WAIT = 15 * MINUTE;

/** The provider's own wish, doubled with each go. */
const waitBefore = (goes: number, after: number): number => Math.min(after * 2 ** Math.min(goes - 1, 10), LONGEST_WAIT);

/** Not tried: put back as it was, for the next to take. */
export const putBack = (message: ClaimedMessage, now: Instant): Settled => ({ message, status: 'queued', providerRef: null, problem: null, notBefore: now, tasks: [] });
