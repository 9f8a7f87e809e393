import PostalMime, { type Attachment, type Email } from 'postal-mime';
import type { ReadBounce } from '../letter-models.js';

/** Parts of a report that hold what came back, or its headers alone. */
const RETURNED: readonly string[] = ['message/rfc822', 'message/global', 'text/rfc822-headers', 'message/global-headers'];
const STATUS: readonly string[] = ['message/delivery-status', 'message/global-delivery-status'];

/** How our mails are named (config/channels/smtp.ts). */
const OURS = /<?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@duly>?/i;

/**
 * A delivery status notification: which mail of ours it is about, and whether it says that the mail failed for good.
 *
 * @returns null for any other mail
 * @source RFC 3464 sections 2 and 2.3; RFC 3463 for the status
 */
export async function readBounce(raw: Buffer): Promise<ReadBounce | null> {
  const mail = await PostalMime.parse(raw).catch(() => null);
  const status = mail?.attachments.find(({ mimeType }) => STATUS.includes(mimeType.toLowerCase()));
  if (!mail || !status) return null;
  const groups = await Promise.all(textOf(status).split(/\r?\n[ \t]*\r?\n/).map(fieldsOf));
  const failed = groups.find((fields) => fields.get('action')?.toLowerCase() === 'failed');
  return {
    reference: await referenceOf(mail),
    final: failed !== undefined,
    problem: failed?.get('status')?.startsWith('4') === true ? 'temporary-failure' : 'permanent-failure',
  };
}

/** Fields of one group, unfolded as any header is. */
async function fieldsOf(group: string): Promise<ReadonlyMap<string, string>> {
  const { headers } = await PostalMime.parse(`${group.trim()}\r\n\r\n`);
  return new Map(headers.map(({ key, value }) => [key, value.trim()]));
}

/** By the mail that came back; by what the report answers, where that was left out. */
async function referenceOf(mail: Email): Promise<string | null> {
  const returned = mail.attachments.find(({ mimeType }) => RETURNED.includes(mimeType.toLowerCase()));
  const inner = returned === undefined ? null : await PostalMime.parse(`${textOf(returned)}\r\n\r\n`).catch(() => null);
  const named = [inner?.messageId, mail.inReplyTo, mail.references].map((text) => OURS.exec(text ?? '')?.[1]);
  return named.find((found) => found !== undefined)?.toLowerCase() ?? null;
}

function textOf({ content }: Attachment): string {
  if (typeof content === 'string') return content;
  return new TextDecoder().decode(content);
}
