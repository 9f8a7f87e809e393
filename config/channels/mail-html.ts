import type { Envelope } from '../../activities/delivery/channel.js';

const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** A message as a plain HTML mail: readable text of a decent size, one column, a link that says where it leads. */
export function mailHtml({ subject, body, link, largePrint }: Pick<Envelope, 'subject' | 'body' | 'link' | 'largePrint'>): string {
  const size = largePrint ? 24 : 18;
  const blocks = body.map((block) => {
    if (block.kind === 'list') return `<ul>${block.items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
    const text = escaped(block.text);
    if (block.kind === 'heading') return `<h2 style="font-size:1.2em">${text}</h2>`;
    if (block.kind === 'paragraph' || link === null) return `<p>${text}</p>`;
    return `<p><a href="${escaped(link)}">${text}</a><br>${escaped(link)}</p>`;
  });
  return `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body style="font-family:Helvetica,Arial,sans-serif;font-size:${size}px;line-height:1.4;max-width:40em;color:#0b0c0c">${blocks.join('\n')}</body></html>`;
}
