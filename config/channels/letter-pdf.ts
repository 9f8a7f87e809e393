import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import nunjucks from 'nunjucks';
import { chromium, type Browser } from 'playwright-core';
import type { Envelope } from '../../activities/delivery/channel.js';

export type LetterPdf = Readonly<{
  /** A letter as a tagged PDF, page breaks and large print minded. @throws Error where no Chromium starts */
  draw: (envelope: Envelope) => Promise<Buffer>;
  close: () => Promise<void>;
}>;

export type LetterOptions = Readonly<{
  council: string;
  /** Program of a Chromium. */
  chromium: string;
  /** Milliseconds without a letter after which the browser is closed. */
  idle?: number;
}>;

const IDLE = 30_000;
const PATIENCE = 20_000;
/** A browser that has drawn so many is closed and another opened: it grows. */
const LETTERS_A_BROWSER = 500;

const environment = new nunjucks.Environment(null, { autoescape: true, trimBlocks: true, lstripBlocks: true });
let template: nunjucks.Template | null = null;

/** The page a letter is drawn from. */
export function letterHtml(council: string, { toName, address, subject, body, link, largePrint, on }: Envelope): string {
  template ??= new nunjucks.Template(readFileSync(fileURLToPath(new URL('letter.njk', import.meta.url)), 'utf8'), environment);
  return template.render({ council, toName, lines: address.split('\n'), subject, body, link, largePrint, day: longDay(on) });
}

const longDay = (on: string): string => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${on}T00:00:00Z`));

/** One browser, opened by the first letter, closed when there are no more for a while. */
export function letterPdf({ council, chromium: program, idle = IDLE }: LetterOptions): LetterPdf {
  let browser: Promise<Browser> | null = null;
  let drawn = 0;
  let drawing: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const close = async () => {
    clearTimeout(timer);
    const open = browser;
    browser = null;
    drawn = 0;
    await open?.then((one) => one.close()).catch(() => undefined);
  };
  const draw = async (envelope: Envelope): Promise<Buffer> => {
    clearTimeout(timer);
    if (drawn >= LETTERS_A_BROWSER) await close();
    browser ??= open(program);
    try {
      const page = await (await browser).newPage({ javaScriptEnabled: false });
      page.setDefaultTimeout(PATIENCE);
      await page.setContent(letterHtml(council, envelope));
      const pdf = await page.pdf({ tagged: true, outline: true, format: 'A4', preferCSSPageSize: true });
      await page.close();
      drawn += 1;
      return pdf;
    } catch (error) {
      await close(); // a browser that failed once is not trusted with the next letter
      throw error;
    } finally {
      timer = setTimeout(() => void close(), idle);
      timer.unref();
    }
  };
  return {
    draw: (envelope) => {
      const next = drawing.then(() => draw(envelope), () => draw(envelope)); // one at a time
      drawing = next.catch(() => undefined);
      return next;
    },
    close,
  };
}

function open(program: string): Promise<Browser> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []; // Chromium's sandbox refuses root; the pages are our own
  return chromium.launch({ executablePath: program, headless: true, args: ['--disable-gpu', ...asRoot], timeout: PATIENCE });
}
