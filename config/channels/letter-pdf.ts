import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import nunjucks from 'nunjucks';
import type { Envelope } from '../../activities/delivery/channel.js';
import { pdfDrawer, type PdfOptions } from './pdf.js';

export type LetterPdf = Readonly<{
  /** A letter as a tagged PDF, page breaks and large print minded. @throws Error where no Chromium starts */
  draw: (envelope: Envelope) => Promise<Buffer>;
  close: () => Promise<void>;
}>;

export type LetterOptions = PdfOptions & Readonly<{ council: string }>;

const environment = new nunjucks.Environment(null, { autoescape: true, trimBlocks: true, lstripBlocks: true });
let template: nunjucks.Template | null = null;

/** The page a letter is drawn from. */
export function letterHtml(council: string, { toName, address, subject, body, link, largePrint, on }: Envelope): string {
  template ??= new nunjucks.Template(readFileSync(fileURLToPath(new URL('letter.njk', import.meta.url)), 'utf8'), environment);
  return template.render({ council, toName, lines: address.split('\n'), subject, body, link, largePrint, day: longDay(on) });
}

const longDay = (on: string): string => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${on}T00:00:00Z`));

export function letterPdf({ council, ...options }: LetterOptions): LetterPdf {
  const { draw, close } = pdfDrawer(options);
  return { draw: (envelope) => draw(letterHtml(council, envelope)), close };
}
