import { randomUUID } from 'node:crypto';

export type Answer = Readonly<{ status: number; headers: Headers; body: Record<string, unknown>; text: string }>;
type Sent = Readonly<{ body?: unknown; raw?: string | Uint8Array; headers?: Record<string, string> }>;

/** Keeps a cookie and the form token, as a program that uses the API would. */
export class Browser {
  private cookie = '';
  token = '';

  constructor(private readonly url: string) {}

  get = (path: string, headers: Record<string, string> = {}): Promise<Answer> => this.send('GET', path, { headers });

  /** A change, with the form token and a new idempotency key unless given. */
  post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    this.send('POST', path, { body, headers: { 'X-CSRF-Token': this.token, 'Idempotency-Key': randomUUID(), ...headers } });

  async signIn(account: string): Promise<Answer> {
    await this.refresh();
    const answer = await this.post('/api/session', { account });
    if (typeof answer.body['csrfToken'] === 'string') this.token = answer.body['csrfToken'];
    return answer;
  }

  async refresh(): Promise<void> {
    this.token = String((await this.get('/api/session')).body['csrfToken']);
  }

  get cookies(): string {
    return this.cookie;
  }

  async send(method: string, path: string, { body, raw, headers = {} }: Sent = {}): Promise<Answer> {
    const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      headers: { ...(content === undefined ? {} : { 'Content-Type': 'application/json' }), ...(this.cookie === '' ? {} : { Cookie: this.cookie }), ...headers },
      ...(content === undefined ? {} : { body: content as RequestInit['body'] }),
    });
    const [set] = response.headers.getSetCookie();
    if (set !== undefined) this.cookie = set.split(';')[0] ?? '';
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  }
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
