import { NotifyClient } from 'notifications-node-client';
import { z } from 'zod';
import type { Attempt, Channel, Envelope, Receipt } from '../../activities/delivery/channel.js';
import { notifyText } from './plain-text.js';

export type NotifyOptions = Readonly<{
  /** Of GOV.UK Notify, or of a stand-in that keeps its contract. */
  baseUrl: string;
  apiKey: string;
  /** A template of the council's that is the two placeholders ((subject)) and ((body)) and nothing else. */
  templateId: string;
  /** Milliseconds for one answer. */
  patience?: number;
}>;

const PATIENCE = 15_000;
const SECOND = 1_000;

type Timed = { get: (path: string, options?: object) => Promise<unknown>; post: (path: string, data: object) => Promise<unknown> };

/** One client; every question has an end. */
function openClient({ baseUrl, apiKey, patience = PATIENCE }: NotifyOptions): NotifyClient {
  const client = new NotifyClient(baseUrl, apiKey);
  const api = client.apiClient as Timed;
  const inTime = <T>(answer: Promise<T>): Promise<T> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_done, fail) => {
      timer = setTimeout(() => fail(new Error('no answer in time')), patience);
    });
    return Promise.race([answer, late]).finally(() => clearTimeout(timer));
  };
  const [get, post] = [api.get.bind(api), api.post.bind(api)];
  api.get = (path, options) => inTime(get(path, options));
  api.post = (path, data) => inTime(post(path, data));
  return client;
}

const accepted = z.object({ data: z.object({ id: z.string().max(100) }) });
const known = z.object({ data: z.object({ notifications: z.array(z.object({ id: z.string().max(100) })) }) });
const standing = z.object({ data: z.object({ status: z.string().max(60) }) });

/** Emails by GOV.UK Notify. @source its REST API: POST /v2/notifications/email, GET /v2/notifications?reference= and /v2/notifications/{id} */
export function notifyEmail(options: NotifyOptions): Channel {
  const client = openClient(options);
  return {
    name: 'notify',
    send: ({ reference, address, ...envelope }) =>
      sent(() => client.sendEmail(options.templateId, address, { personalisation: { subject: envelope.subject, body: notifyText(envelope) }, reference })),
    ...asking(client),
    close: () => Promise.resolve(),
  };
}

/** Letters by GOV.UK Notify: it prints and posts our PDF. */
export function notifyLetter(options: NotifyOptions, pdf: (envelope: Envelope) => Promise<Buffer>): Channel {
  const client = openClient(options);
  return {
    name: 'notify',
    send: async (envelope) => {
      const file = await pdf(envelope);
      return sent(() => client.sendPrecompiledLetter(envelope.reference, file, 'second'));
    },
    ...asking(client),
    close: () => Promise.resolve(),
  };
}

async function sent(send: () => Promise<unknown>): Promise<Attempt> {
  try {
    return { kind: 'accepted', providerRef: accepted.parse(await send()).data.id };
  } catch (error) {
    return refusalOf(error);
  }
}

function asking(client: NotifyClient): Pick<Channel, 'find' | 'receipt'> {
  return {
    find: async (reference) => known.parse(await client.getNotifications(undefined, undefined, reference)).data.notifications[0]?.id ?? null,
    receipt: async ({ reference, providerRef }) => {
      const id = providerRef ?? known.parse(await client.getNotifications(undefined, undefined, reference)).data.notifications[0]?.id;
      return id === undefined ? { kind: 'in-transit' } : receiptOf(standing.parse(await client.getNotificationById(id)).data.status);
    },
  };
}

/** What Notify refuses for good, a person must mend; all else passes, and is asked for by its reference before it is sent again. */
function refusalOf(error: unknown): Attempt {
  const status = z.object({ response: z.object({ status: z.number() }) }).safeParse(error).data?.response.status ?? null;
  if (status === 429) return { kind: 'later', problem: 'notify-429', after: 5 * SECOND };
  if (status !== null && status >= 400 && status < 500 && status !== 408) return { kind: 'refused', problem: `notify-${status}` };
  return { kind: 'later', problem: status === null ? 'notify-unreachable' : `notify-${status}`, after: 10 * SECOND };
}

const DELIVERED: ReadonlySet<string> = new Set(['delivered', 'received']);
const BOUNCED: ReadonlySet<string> = new Set(['permanent-failure', 'temporary-failure', 'technical-failure', 'cancelled', 'validation-failed', 'virus-scan-failed']);

/** @source GOV.UK Notify, statuses: created, sending, pending, sent and accepted are under way */
function receiptOf(status: string): Receipt {
  if (DELIVERED.has(status)) return { kind: 'delivered' };
  return BOUNCED.has(status) ? { kind: 'bounced', problem: status } : { kind: 'in-transit' };
}
