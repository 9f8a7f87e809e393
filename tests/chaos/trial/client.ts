// A client as the API's contract asks for: it sends again, under the same key, whatever was not answered.
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Random } from '../../../domain/chance.js';

export type Answer = Readonly<{ status: number; body: Record<string, unknown> }>;

/** What clients met, all of them together. */
export type Weather = { unanswered: number; refusedForNow: number; signedInAgain: number; /** Answers nobody may give: `POST /api/cases: 500 unexpected`. */ readonly strange: string[] };

export const fairWeather = (): Weather => ({ unanswered: 0, refusedForNow: 0, signedInAgain: 0, strange: [] });

const PATIENCE = 15_000; // milliseconds for one answer

const session = z.object({ csrfToken: z.string() });
const record = z.record(z.string(), z.unknown());

/** Answers that a client may meet and must understand; anything else is a fault. */
const UNDERSTOOD: ReadonlySet<number> = new Set([200, 201, 202, 409]);
const FOR_NOW: ReadonlySet<number> = new Set([429, 503]);

export class Client {
  private cookie = '';
  private token = '';
  /** Not before the whole of it is done: others of the same account wait. */
  private isSignedIn = false;
  private signingIn: Promise<void> | null = null;

  constructor(private readonly url: string, private readonly account: string, private readonly weather: Weather, private readonly diary: (line: string) => void, private readonly random: Random, private readonly isOver: () => boolean) {}

  /** Signs in where nobody has, and asks until an answer comes that is one. @throws Error when time is up */
  async ask(method: 'GET' | 'POST', path: string, body?: object, key?: string): Promise<Answer> {
    for (;;) {
      if (this.isOver()) throw new Error(`time was up before ${method} ${path} was answered`);
      if (!this.isSignedIn) await (this.signingIn ??= this.signIn().finally(() => (this.signingIn = null)));
      const answer = await this.once(method, path, body, key);
      if (answer !== null && UNDERSTOOD.has(answer.status)) return answer;
      if (answer === null) this.weather.unanswered += 1;
      else if (FOR_NOW.has(answer.status)) this.weather.refusedForNow += 1;
      else this.strange(method, path, answer);
      await this.wait();
    }
  }

  private strange(method: string, path: string, { status, body }: Answer): void {
    this.weather.strange.push(`${method} ${path.replace(/[AC]-\w+|[0-9a-f-]{36}/g, '…')}: ${status} ${String(body['code'])}`);
    if (status === 401 || body['code'] === 'csrf-token') this.isSignedIn = false;
  }

  private async signIn(): Promise<void> {
    for (;;) {
      if (this.isOver()) throw new Error('time was up before anybody could sign in');
      this.cookie = '';
      const before = await this.once('GET', '/api/session');
      if (before?.status !== 200) {
        await this.wait();
        continue;
      }
      this.token = session.parse(before.body).csrfToken;
      const after = await this.once('POST', '/api/session', { account: this.account });
      if (after?.status !== 201) {
        await this.wait();
        continue;
      }
      this.token = session.parse(after.body).csrfToken;
      this.isSignedIn = true;
      this.weather.signedInAgain += 1;
      return;
    }
  }

  private wait = (): Promise<void> => pause(this.random.whole(300, 1_500));

  /** @returns null where no answer came */
  private async once(method: string, path: string, body?: object, key?: string): Promise<Answer | null> {
    const from = Date.now();
    try {
      const response = await fetch(`${this.url}${path}`, {
        method,
        headers: { 'Cookie': this.cookie, 'X-CSRF-Token': this.token, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...(key === undefined ? {} : { 'Idempotency-Key': key }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(PATIENCE),
      });
      const text = await response.text();
      this.diary(`${method} ${response.status} ${Date.now() - from} ms`);
      const [set] = response.headers.getSetCookie();
      if (set !== undefined) this.cookie = set.split(';')[0] ?? '';
      return { status: response.status, body: record.catch({}).parse(text === '' ? {} : JSON.parse(text)) };
    } catch {
      this.diary(`${method} unanswered ${Date.now() - from} ms`);
      return null;
    }
  }
}
