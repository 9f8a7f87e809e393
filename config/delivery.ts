import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { BadEnvironment } from './environment.js';

/** How messages leave the house. Every wrong or missing variable is named at start, none of their values is shown. */

const CHROMIUMS = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const variables = z.object({
  /** `notify`: GOV.UK Notify; `smtp`: the council's own mail server; `outbox`: a folder to read in the browser, in demo mode. */
  MAIL_CHANNEL: z.enum(['notify', 'smtp', 'outbox'], { error: 'must be notify, smtp or outbox' }),
  /** `notify`: printed and posted by GOV.UK Notify; `folder`: PDFs for the post room; `outbox`: as for mail. */
  LETTER_CHANNEL: z.enum(['notify', 'folder', 'outbox'], { error: 'must be notify, folder or outbox' }).optional(),
  /** Where the pages are found from outside: the links of messages begin with it. */
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be the address people open Duly at, as https://duly.council.gov.uk' }).transform((url) => url.replace(/\/+$/, '')),
  DULY_MODE: z.enum(['production', 'demo']).default('production'),
  COUNCIL_NAME: z.string().trim().min(1).max(100).default('Demonstration Council'),
  NOTIFY_URL: z.url({ protocol: /^https?$/, error: 'must be an address' }).default('https://api.notifications.service.gov.uk'),
  NOTIFY_API_KEY: z.string().min(73, { error: 'must be an API key as GOV.UK Notify gives it' }).optional(),
  NOTIFY_EMAIL_TEMPLATE: z.uuid({ error: 'must be the id of the template that is ((subject)) and ((body))' }).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be the address of a mail server, as smtp://user:secret@host:587' }).optional(),
  MAIL_FROM: z.string().regex(/^[^@\s]+@[^@\s]+$|<[^@\s]+@[^@\s]+>$/, { error: 'must be the address mail comes from, as SEND team <send@council.gov.uk>' }).optional(),
  LETTER_FOLDER: z.string().min(1).optional(),
  DULY_OUTBOX: z.string().min(1).optional(),
  CHROMIUM: z.string().min(1).optional(),
  /** Messages a second, at most. */
  SEND_RATE: z.coerce.number({ error: 'must be a number' }).min(0.1).max(1_000).optional(),
});

export type MailWay = Readonly<{ kind: 'notify'; baseUrl: string; apiKey: string; templateId: string } | { kind: 'smtp'; url: string; from: string } | { kind: 'outbox'; folder: string }>;
export type LetterWay = Readonly<{ kind: 'notify'; baseUrl: string; apiKey: string; templateId: string } | { kind: 'folder'; folder: string } | { kind: 'outbox'; folder: string }>;

export type DeliveryEnvironment = Readonly<{
  mail: MailWay;
  letters: LetterWay;
  /** Begins every link; without a slash at its end. */
  publicUrl: string;
  council: string;
  /** Program that draws letters; null only where the outbox does without. */
  chromium: string | null;
  perSecond: number;
}>;

/** GOV.UK Notify takes 3,000 a minute; a council's mail server is asked more gently. */
const RATES: Readonly<Record<MailWay['kind'], number>> = { notify: 40, smtp: 5, outbox: 200 };

type Known = z.output<typeof variables>;

/**
 * @returns null where nothing says how messages leave: then none does, and they wait
 * @throws BadEnvironment naming every variable that is missing or wrong, without its value
 */
export function readDeliveryEnvironment(env: Readonly<Record<string, string | undefined>>): DeliveryEnvironment | null {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  if (given['MAIL_CHANNEL'] === undefined && given['LETTER_CHANNEL'] === undefined) return null;
  const read = variables.safeParse(given, { error: (issue) => (issue.input === undefined ? 'is missing' : undefined) });
  if (!read.success) throw new BadEnvironment(read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('\n'));
  const known = read.data;
  const letterKind = known.LETTER_CHANNEL ?? (known.MAIL_CHANNEL === 'smtp' ? 'folder' : known.MAIL_CHANNEL);
  const chromium = chromiumFor(known, env);
  const lacking = [...missing(known, letterKind), ...(chromium === null && letterKind !== 'outbox' ? ['CHROMIUM is missing, and no chromium is on PATH: letters are drawn by it'] : [])];
  if (lacking.length > 0) throw new BadEnvironment([...new Set(lacking)].join('\n'));
  return {
    mail: mailWay(known),
    letters: letterWay(known, letterKind),
    publicUrl: known.PUBLIC_URL,
    council: known.COUNCIL_NAME,
    chromium,
    perSecond: known.SEND_RATE ?? RATES[known.MAIL_CHANNEL],
  };
}

/** The demonstration's folder of sent messages, for the pages that show it; null in production. */
export const readOutboxFolder = (env: Readonly<Record<string, string | undefined>>): string | null => (env['DULY_MODE'] === 'demo' && env['DULY_OUTBOX'] ? env['DULY_OUTBOX'] : null);

function missing(known: Known, letterKind: LetterWay['kind']): string[] {
  const kinds: readonly string[] = [known.MAIL_CHANNEL, letterKind];
  const needed: readonly (readonly [string, keyof Known])[] = [
    ['notify', 'NOTIFY_API_KEY'], ...(known.MAIL_CHANNEL === 'notify' ? [['notify', 'NOTIFY_EMAIL_TEMPLATE'] as const] : []),
    ['smtp', 'SMTP_URL'], ['smtp', 'MAIL_FROM'], ['folder', 'LETTER_FOLDER'], ['outbox', 'DULY_OUTBOX'],
  ];
  const absent = needed.filter(([kind, name]) => kinds.includes(kind) && known[name] === undefined).map(([kind, name]) => `${name} is missing: the channel ${kind} needs it`);
  const isPretend = kinds.includes('outbox') && known.DULY_MODE !== 'demo';
  return [...absent, ...(isPretend ? ['MAIL_CHANNEL and LETTER_CHANNEL may be outbox in the demonstration only: nobody would be told'] : [])];
}

/** Asked only after `missing` has found nothing. */
const present = (text: string | undefined): string => text ?? '';

function mailWay(known: Known): MailWay {
  switch (known.MAIL_CHANNEL) {
    case 'notify':
      return { kind: 'notify', ...notifyOf(known) };
    case 'smtp':
      return { kind: 'smtp', url: present(known.SMTP_URL), from: present(known.MAIL_FROM) };
    case 'outbox':
      return { kind: 'outbox', folder: path.resolve(present(known.DULY_OUTBOX)) };
  }
}

function letterWay(known: Known, kind: LetterWay['kind']): LetterWay {
  switch (kind) {
    case 'notify':
      return { kind, ...notifyOf(known) };
    case 'folder':
      return { kind, folder: path.resolve(present(known.LETTER_FOLDER)) };
    case 'outbox':
      return { kind, folder: path.resolve(present(known.DULY_OUTBOX)) };
  }
}

const notifyOf = (known: Known) => ({ baseUrl: known.NOTIFY_URL, apiKey: present(known.NOTIFY_API_KEY), templateId: present(known.NOTIFY_EMAIL_TEMPLATE) });

/** Program that draws PDFs; null where there is none. @throws BadEnvironment where CHROMIUM names no program */
export function chromiumFor({ CHROMIUM }: Readonly<{ CHROMIUM?: string | undefined }>, env: Readonly<Record<string, string | undefined>>): string | null {
  if (CHROMIUM !== undefined && CHROMIUM !== '') {
    if (isProgram(CHROMIUM)) return CHROMIUM;
    throw new BadEnvironment('CHROMIUM names no program');
  }
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return CHROMIUMS.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isProgram) ?? null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
