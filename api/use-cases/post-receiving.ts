import type { IsoDate } from '../../domain/dates/iso-date.js';
import { londonDay, londonInstant, londonTime, type Instant } from '../../domain/dates/london.js';
import { POST_CHANNELS, reachedAt, type Coming, type PostChannel } from '../../domain/post/came.js';
import { hintsOf } from '../../domain/post/hints.js';
import { AppError, invalid, type FieldProblem } from '../errors.js';
import { mayAtAll, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { LeftOut, NewPost, ReadMail } from '../post-models.js';
import { newRef } from '../refs.js';
import { faultOf, fileProblems, plainName, putAway, shaOf, type HandedIn } from './files.js';
import { nowOf } from '../now.js';

/** How post gets into the box: mails that the council's mailbox hands over, scans that somebody puts in. */

export const MOST_PAPERS = 20;
const MOST_LETTERS = 200_000;
const MOST_SUBJECT = 300;
const MAILBOX = 'mailbox';

export type PutIn = Readonly<{ kind: 'put' | 'there-already'; ref: string }>;
type Unkept = Omit<NewPost, 'ref' | 'at' | 'hints' | 'files' | 'leftOut'>;

type BoxDeps = Pick<UseCaseDeps, 'clock' | 'files' | 'post'>;

/**
 * Puts a mail in the box: its words as a paper, and each attachment that is what its name says. What is not kept is said by name.
 * The same mail again, over whatever way it came, is there already.
 */
export function receiveMail(deps: BoxDeps, mail: ReadMail): Promise<PutIn> {
  const { messageId, date, fromName, fromAddress, attachments } = mail;
  const receivedAt = reachedAt(mail.received, nowOf(deps));
  const cameOn = londonDay(receivedAt);
  const subject = mail.subject.slice(0, MOST_SUBJECT);
  const text = mail.text.slice(0, MOST_LETTERS);
  const words: HandedIn = { name: `Mail of ${cameOn}.txt`, content: Buffer.from(mailPaper(mail, receivedAt)) };
  const fingerprint = shaOf(JSON.stringify(['mail', messageId, date, fromAddress, mail.subject, mail.text, attachments.map(({ content }) => shaOf(content)).sort()]));
  return putIn(deps, { channel: 'email', receivedAt, cameOn, postedOn: null, by: MAILBOX, fromName, fromAddress, subject, text, fingerprint }, words, attachments);
}

function mailPaper({ fromName, fromAddress, date, subject, text }: ReadMail, receivedAt: Instant): string {
  const { on, time } = londonTime(receivedAt);
  const from = [fromName, fromAddress === null ? null : `<${fromAddress}>`].filter((one) => one !== null).join(' ');
  return [`From: ${from}`, `Sent: ${date ?? 'not said'}`, `Received: ${on} ${time} (time in England)`, `Subject: ${subject}`, '', text, ''].join('\n');
}

export type ScanSent = Readonly<{ channel: string; on: IsoDate | null; time: string | null; postedOn: IsoDate | null; fromName: string; about: string; files: readonly HandedIn[] }>;

/**
 * Puts scans in the box, with how and when the paper came. Unlike a mail's attachments each must be good: whoever scans is there
 * to scan again.
 *
 * @throws AppError `forbidden`; `invalid` naming each field and file
 */
export async function putInScans(deps: UseCaseDeps, caller: Caller, sent: ScanSent): Promise<PutIn> {
  if (!mayAtAll(caller, 'post.handle')) throw new AppError('forbidden');
  const coming = comingOf(deps, sent);
  const problems = [...coming.problems, ...scanProblems(sent)];
  if (problems.length > 0 || coming.how === null) throw invalid(problems);
  const fingerprint = shaOf(JSON.stringify(['scans', ...sent.files.map(({ content }) => shaOf(content)).sort()]));
  const fromName = sent.fromName.trim() === '' ? null : sent.fromName.trim();
  return putIn(deps, { ...coming.how, by: caller.ref, fromName, fromAddress: null, subject: sent.about.trim(), text: '', fingerprint }, null, sent.files);
}

function comingOf(deps: UseCaseDeps, { channel: named, on, time, postedOn }: ScanSent): { how: Coming | null; problems: FieldProblem[] } {
  const now = nowOf(deps);
  const today = londonDay(now);
  const channel = POST_CHANNELS.find((known): known is PostChannel => known === named);
  const isLater = on !== null && (on > today || (on === today && time !== null && time > londonTime(now).time.slice(0, 5)));
  const problems: FieldProblem[] = [
    ...(channel === undefined ? [{ path: 'channel', message: 'must be how it came' }] : []),
    ...(on === null && postedOn === null ? [{ path: 'on', message: 'is missing: the day it came, or give its postmark' }] : []),
    ...(isLater ? [{ path: 'on', message: 'must not be after this moment' }] : []),
    ...(postedOn !== null && (postedOn > today || (on !== null && postedOn > on)) ? [{ path: 'postedOn', message: 'must not be after the day it came' }] : []),
  ];
  if (channel === undefined || problems.length > 0) return { how: null, problems };
  return { how: { channel, cameOn: on, postedOn, receivedAt: on === null || time === null ? null : londonInstant(on, time) }, problems };
}

function scanProblems({ files, about, fromName }: ScanSent): FieldProblem[] {
  return [
    ...(files.length === 0 ? [{ path: 'file', message: 'is missing: choose the scan' }] : []),
    ...(about.trim() === '' ? [{ path: 'about', message: 'is missing: say in a few words what it is' }] : []),
    ...(about.length > MOST_SUBJECT ? [{ path: 'about', message: `must be at most ${MOST_SUBJECT} letters` }] : []),
    ...(fromName.length > 200 ? [{ path: 'fromName', message: 'must be at most 200 letters' }] : []),
    ...fileProblems(files),
  ];
}

/** @param words the mail's own paper, which is always kept */
async function putIn(deps: BoxDeps, item: Unkept, words: HandedIn | null, attached: readonly HandedIn[]): Promise<PutIn> {
  const judged = attached.map((paper, index) => ({ paper, why: index < MOST_PAPERS ? faultOf(paper) : 'too-many' as const }));
  const good = [...(words === null ? [] : [words]), ...judged.filter(({ why }) => why === null).map(({ paper }) => paper)];
  const leftOut = judged.flatMap(({ paper, why }): LeftOut[] => (why === null ? [] : [{ name: plainName(paper.name), why }]));
  const ref = newRef('E');
  const hints = hintsOf({ subject: item.subject, text: item.text, files: attached.map(({ name }) => name), sender: item.fromAddress });
  const files = await putAway(deps, good);
  const done = await deps.post.put({ ...item, ref, at: nowOf(deps), hints, leftOut, files });
  if (done.kind === 'put') return { kind: 'put', ref };
  await Promise.all(files.map((file) => deps.files.remove(file.ref)));
  return { kind: 'there-already', ref: done.ref };
}
