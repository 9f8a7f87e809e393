import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { z } from 'zod';
import type { Attempt, Channel, Envelope } from '../../activities/delivery/channel.js';
import { mailHtml } from './mail-html.js';
import { plainText } from './plain-text.js';

export type SmtpOptions = Readonly<{
  /** smtp://user:secret@host:587, or smtps:// */
  url: string;
  from: string;
  /** Milliseconds for each step of the conversation. */
  patience?: number;
}>;

const PATIENCE = 10_000;
const SECOND = 1_000;

/**
 * Mail by the council's own server, a conversation for each. The server can neither be asked whether it has a message nor tells
 * what became of it: a conversation that ends without an answer once the words have begun to flow is left to a person.
 */
export function smtp({ url, from, patience = PATIENCE }: SmtpOptions): Channel {
  return {
    name: 'smtp',
    send: async (envelope) => {
      const message = await composed(envelope, from);
      const words = wordsOnRequest(message);
      try {
        await converse(new URL(url), { from: bare(from), to: envelope.address }, words.stream, patience);
        return { kind: 'accepted', providerRef: null };
      } catch (error) {
        return refusalOf(error, words.haveBegun());
      }
    },
    find: null,
    receipt: null,
    close: () => Promise.resolve(),
  };
}

const composed = (envelope: Envelope, from: string): Promise<Buffer> =>
  new MailComposer({
    from,
    to: { name: envelope.toName, address: envelope.address },
    subject: envelope.subject,
    text: plainText(envelope),
    html: mailHtml(envelope),
    messageId: `<${envelope.reference}@duly>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile().build();

/** The message as a stream that knows whether anybody has begun to read it: the server asks for it by its answer to DATA. */
function wordsOnRequest(message: Buffer): { stream: Readable; haveBegun: () => boolean } {
  let begun = false;
  const stream = new Readable({
    read() {
      begun = true;
      this.push(message);
      this.push(null);
    },
  });
  return { stream, haveBegun: () => begun };
}

const bare = (address: string): string => /<([^>]+)>/.exec(address)?.[1] ?? address;

async function converse({ protocol, hostname, port, username, password }: URL, envelope: { from: string; to: string }, words: Readable, patience: number): Promise<void> {
  const secure = protocol === 'smtps:';
  const connection = new SMTPConnection({
    host: hostname, port: port === '' ? (secure ? 465 : 587) : Number(port), secure, connectionTimeout: patience, greetingTimeout: patience, socketTimeout: 2 * patience,
  });
  try {
    await new Promise<void>((done, fail) => {
      connection.once('error', fail); // also what comes between two steps
      connection.connect((error) => (error ? fail(error) : done()));
    });
    if (username !== '') {
      const credentials = { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
      await new Promise<void>((done, fail) => connection.login({ user: credentials.user, credentials }, (error) => (error ? fail(error) : done())));
    }
    await new Promise<void>((done, fail) => {
      connection.once('error', fail);
      connection.send(envelope, words, (error) => (error ? fail(error) : done()));
    });
    connection.quit();
  } catch (error) {
    connection.close();
    throw error;
  }
}

const failure = z.object({ code: z.string().optional(), responseCode: z.number().optional() });

/** An answer of the server settles it. Without one it matters whether the words had begun to flow. */
function refusalOf(error: unknown, haveBegun: boolean): Attempt {
  const { responseCode, code } = failure.safeParse(error).data ?? {};
  if (code === 'EAUTH') return { kind: 'later', problem: 'smtp-sign-in', after: 60 * SECOND }; // the deployment's to mend, not the message's
  if (responseCode !== undefined && responseCode >= 500) return { kind: 'refused', problem: `smtp-${responseCode}` };
  if (responseCode !== undefined && responseCode >= 400) return { kind: 'later', problem: `smtp-${responseCode}`, after: 30 * SECOND };
  if (code === 'EENVELOPE') return { kind: 'refused', problem: 'smtp-envelope' };
  if (haveBegun) return { kind: 'unknown', problem: 'smtp-cut-off' };
  return { kind: 'later', problem: 'smtp-unreachable', after: 30 * SECOND };
}
