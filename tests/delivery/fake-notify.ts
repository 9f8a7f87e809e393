// GOV.UK Notify as its REST documentation describes it: the one stand-in of these tests, at the edge.
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type NotifyStatus = 'created' | 'sending' | 'pending' | 'delivered' | 'permanent-failure' | 'temporary-failure' | 'technical-failure' | 'received';
type Kept = { id: string; reference: string | null; type: 'email' | 'letter'; status: NotifyStatus; email_address?: string; personalisation?: { subject?: string; body?: string }; content?: string };

/** What it does with the next message: takes it, refuses it, is busy, fails, takes it without ever answering, or hangs up before it. */
export type Mood = 'well' | 400 | 403 | 429 | 500 | 503 | 'takes-and-hangs-up' | 'hangs-up';

export type FakeNotify = Readonly<{
  url: string;
  apiKey: string;
  templateId: string;
  kept: Kept[];
  /** Questions and messages, in the order they came. */
  asked: string[];
  /** Of the messages to come, one each; then it is well. */
  moods: Mood[];
  close: () => Promise<void>;
}>;

export async function fakeNotify(): Promise<FakeNotify> {
  const [service, secret, templateId] = [randomUUID(), randomUUID(), randomUUID()];
  const kept: Kept[] = [];
  const asked: string[] = [];
  const moods: Mood[] = [];

  const answer = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://notify');
    asked.push(`${req.method} ${pathname}${searchParams.has('reference') ? '?reference' : ''}`);
    if (!isSigned(req.headers.authorization ?? '', service, secret)) {
      refuse(res, 403, 'AuthError', 'Invalid token');
      return;
    }
    if (req.method === 'GET') {
      look(res, pathname, searchParams);
      return;
    }
    const mood = moods.shift() ?? 'well';
    if (mood === 'hangs-up') {
      req.socket.destroy();
      return;
    }
    if (mood === 429) {
      refuse(res, 429, 'RateLimitError', 'Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds');
      return;
    }
    if (typeof mood === 'number') {
      refuse(res, mood, mood === 400 ? 'BadRequestError' : mood === 403 ? 'BadRequestError' : 'Exception', 'Not taken');
      return;
    }
    const body = await jsonOf(req);
    const type = pathname.endsWith('/letter') ? 'letter' : 'email';
    if (type === 'email' && (body['template_id'] !== templateId || !String(body['email_address']).includes('@'))) {
      refuse(res, 400, 'ValidationError', 'email_address Not a valid email address');
      return;
    }
    const one = { ...body, id: randomUUID(), reference: (body['reference'] as string | undefined) ?? null, type, status: 'created' } as Kept;
    kept.push(one);
    if (mood === 'takes-and-hangs-up') {
      req.socket.destroy();
      return;
    }
    reply(res, 201, {
      id: one.id,
      reference: one.reference,
      uri: `${pathname}/${one.id}`,
      ...(type === 'letter' ? { postage: 'second' } : { content: { subject: one.personalisation?.subject, body: one.personalisation?.body }, template: { id: templateId, version: 1 } }),
    });
  };

  function look(res: ServerResponse, pathname: string, searchParams: URLSearchParams): void {
    const id = /^\/v2\/notifications\/([\w-]+)$/.exec(pathname)?.[1];
    if (id !== undefined) {
      const one = kept.find((each) => each.id === id);
      if (one === undefined) refuse(res, 404, 'NoResultFound', 'No result found');
      else reply(res, 200, one);
      return;
    }
    reply(res, 200, { notifications: kept.filter(({ reference }) => reference === searchParams.get('reference')), links: { current: pathname } });
  }

  const server = createServer((req, res) => void answer(req, res));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey: `test-${service}-${secret}`,
    templateId,
    kept,
    asked,
    moods,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const reply = (res: ServerResponse, status: number, body: object): void => void res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
const refuse = (res: ServerResponse, status: number, error: string, message: string): void => {
  reply(res, status, { status_code: status, errors: [{ error, message }] });
};

/** A token signed with the key's secret by the service it belongs to, HS256. */
function isSigned(authorization: string, service: string, secret: string): boolean {
  const [head = '', claims = '', signature = ''] = authorization.replace(/^Bearer /, '').split('.');
  const expected = createHmac('sha256', secret).update(`${head}.${claims}`).digest('base64url');
  return signature === expected && (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { iss: string }).iss === service;
}

async function jsonOf(req: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
}
