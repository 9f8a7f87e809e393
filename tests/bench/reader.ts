// Somebody at a browser without script: opens a case, its form, fills it in, presses the button, and reads the page that comes.
import { paths } from '../../web/paths.js';
import { texts } from '../../web/texts.js';

const FORM = 'contact-made';
/** What the case page calls the fact. */
const SHOWN = texts.facts[FORM].told;
const MOST_WAITS = 200;

export class Reader {
  private cookie = '';
  private turn = 0;

  constructor(private readonly url: string, private readonly account: string, private readonly refs: readonly string[]) {}

  async signIn(): Promise<void> {
    const page = await this.open(paths.signIn);
    await this.press(paths.signIn, { ...hiddenIn(page.text), account: this.account });
  }

  /** Records a fact on the next of their cases, with a moment at each page. @returns milliseconds from the button to the page that shows it */
  async record(look: () => Promise<void>): Promise<number> {
    const ref = this.refs[this.turn % this.refs.length] ?? '';
    this.turn += 1;
    await this.open(paths.cases);
    await look();
    const before = timesShown((await this.open(paths.case(ref))).text);
    await look();
    const form = await this.open(paths.record(ref, FORM));
    await look();
    const today = new Date();
    const day = { 'on-day': String(today.getUTCDate()), 'on-month': String(today.getUTCMonth() + 1), 'on-year': String(today.getUTCFullYear()) };
    const from = performance.now();
    let page = await this.press(paths.record(ref, FORM), { ...hiddenIn(form.text), ...day });
    for (let waits = 0; timesShown(page.text) <= before; waits += 1) {
      if (waits > MOST_WAITS) throw new Error(`the fact never came to the screen: ${page.status} ${page.at}`);
      page = await this.open(page.at); // "saved": its reader asks again
    }
    return performance.now() - from;
  }

  /** Opens the work list. @returns milliseconds to its last byte */
  async look(): Promise<number> {
    const from = performance.now();
    await this.open(paths.cases);
    return performance.now() - from;
  }

  private open = (path: string): Promise<Page> => this.follow('GET', path);
  private press = (path: string, fields: Readonly<Record<string, string>>): Promise<Page> => this.follow('POST', path, new URLSearchParams(fields));

  /** As a browser does, to the end of all redirections. */
  private async follow(method: 'GET' | 'POST', path: string, body?: URLSearchParams): Promise<Page> {
    const response = await fetch(`${this.url}${path}`, { method, redirect: 'manual', headers: { Cookie: this.cookie, Accept: 'text/html' }, ...(body === undefined ? {} : { body }) });
    const [set] = response.headers.getSetCookie();
    if (set !== undefined) this.cookie = set.split(';')[0] ?? '';
    const text = await response.text();
    const to = response.headers.get('location');
    if (to !== null) return this.follow('GET', to);
    if (response.status >= 400) throw new Error(`${method} ${path} answered ${response.status}`);
    return { status: response.status, text, at: path };
  }
}

type Page = Readonly<{ status: number; text: string; at: string }>;

const timesShown = (page: string): number => page.split(SHOWN).length;

/** The hidden fields of a page's last form that has any: its token, the command's id, the entry that was seen. */
function hiddenIn(page: string): Record<string, string> {
  const fields = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value] as const);
  return Object.fromEntries(fields);
}
