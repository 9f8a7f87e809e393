import type { Browser } from 'playwright-core';
import { launchChromium } from './chromium.js';

export type PdfDrawer = Readonly<{
  /** A page as a tagged PDF, with an outline of its headings. @throws Error where no Chromium starts */
  draw: (html: string) => Promise<Buffer>;
  close: () => Promise<void>;
}>;

export type PdfOptions = Readonly<{
  /** Program of a Chromium. */
  chromium: string;
  /** Milliseconds without a page after which the browser is closed. */
  idle?: number;
}>;

const IDLE = 30_000;
const PATIENCE = 20_000;
/** A browser that has drawn so many is closed and another opened: it grows. */
const PAGES_A_BROWSER = 500;

/** One browser, opened by the first page, closed when there are no more for a while. */
export function pdfDrawer({ chromium: program, idle = IDLE }: PdfOptions): PdfDrawer {
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
  const draw = async (html: string): Promise<Buffer> => {
    clearTimeout(timer);
    if (drawn >= PAGES_A_BROWSER) await close();
    browser ??= launchChromium(program);
    try {
      const page = await (await browser).newPage({ javaScriptEnabled: false });
      page.setDefaultTimeout(PATIENCE);
      await page.setContent(html);
      const pdf = await page.pdf({ tagged: true, outline: true, format: 'A4', preferCSSPageSize: true });
      await page.close();
      drawn += 1;
      return pdf;
    } catch (error) {
      await close(); // a browser that failed once is not trusted with the next page
      throw error;
    } finally {
      timer = setTimeout(() => void close(), idle);
      timer.unref();
    }
  };
  return {
    draw: (html) => {
      const next = drawing.then(() => draw(html), () => draw(html)); // one at a time
      drawing = next.catch(() => undefined);
      return next;
    },
    close,
  };
}
