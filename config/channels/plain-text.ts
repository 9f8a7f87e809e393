import type { Envelope } from '../../activities/delivery/channel.js';

/** A message as plain text, and as the small Markdown that GOV.UK Notify reads: the same words either way. */

/** Where a link block leads, by its words; a message never holds a link that leads nowhere. */
const linkLine = (text: string, link: string | null): string => (link === null ? text : `${text}: ${link}`);

export function plainText({ body, link }: Pick<Envelope, 'body' | 'link'>): string {
  return body.map((block) => {
    if (block.kind === 'list') return block.items.map((item) => `* ${item}`).join('\n');
    if (block.kind === 'link') return linkLine(block.text, link);
    return block.kind === 'heading' ? block.text.toUpperCase() : block.text;
  }).join('\n\n');
}

/** @source GOV.UK Notify, formatting of emails: `#` a heading, `*` a bullet, bare addresses become links */
export function notifyText({ body, link }: Pick<Envelope, 'body' | 'link'>): string {
  return body.map((block) => {
    if (block.kind === 'list') return block.items.map((item) => `* ${item}`).join('\n');
    if (block.kind === 'link') return linkLine(block.text, link);
    return block.kind === 'heading' ? `# ${block.text}` : block.text;
  }).join('\n\n');
}
