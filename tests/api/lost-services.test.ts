import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Processes } from '../../api/ports.js';
import { recordingAtOnce, startTestApp, type TestApp } from './support/app.js';
import type { Browser } from './support/browser.js';
import { furnish } from './support/council.js';
import { aRequest } from './support/stories.js';
import { openDatabase } from '../../prisma/database.js';
import { freshDatabase } from '../support/resources.js';

/** A cable between the API and PostgreSQL that can be pulled out and put back. */
class Cable {
  private readonly sockets = new Set<Socket>();
  private isOut = false;
  private constructor(private readonly server: Server) {}

  static async between(host: string, port: number): Promise<Cable> {
    const server = createServer();
    const cable = new Cable(server);
    server.on('connection', (near) => {
      if (cable.isOut) return near.destroy();
      const far = connect({ host, port });
      for (const [one, other] of [[near, far], [far, near]] as const) {
        cable.sockets.add(one);
        one.on('error', () => other.destroy()).on('close', () => {
          cable.sockets.delete(one);
          other.destroy();
        });
        one.pipe(other);
      }
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return cable;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }
  pullOut(): void {
    this.isOut = true;
    for (const socket of this.sockets) socket.destroy();
  }
  putBack(): void {
    this.isOut = false;
  }
  close(): void {
    this.pullOut();
    this.server.close();
  }
}

let app: TestApp;
let cable: Cable;
let caseworker: Browser;
let direct: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  direct = await freshDatabase();
  const setUp = openDatabase(direct.url);
  await furnish(setUp.pool);
  await setUp.close();
  const { hostname, port } = new URL(direct.url);
  cable = await Cable.between(hostname, Number(port || 5432));
  app = await startTestApp({ databaseUrl: Object.assign(new URL(direct.url), { hostname: '127.0.0.1', port: String(cable.port) }).toString() });
  caseworker = await app.signedIn('caseworker');
});
afterAll(async () => {
  await app.close();
  cable.close();
  await direct.drop();
});

test('a lost PostgreSQL is named, nothing is half written, the process stays up and goes on when it returns', async () => {
  const key = { 'Idempotency-Key': randomUUID() };
  const request = aRequest();
  cable.pullOut();

  for (const answer of [await caseworker.get('/api/cases'), await caseworker.post('/api/cases', request, key), await app.visitor().get('/api/accounts')]) {
    expect(answer.status, answer.text).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('30');
    expect(answer.body).toMatchObject({ code: 'database-unavailable', title: 'PostgreSQL does not answer' });
    expect(answer.text).not.toContain(String(cable.port));
  }
  expect((await caseworker.get('/readyz')).status).toBe(503);
  expect((await caseworker.get('/readyz')).body).toMatchObject({ services: { postgresql: 'down' } });
  expect((await caseworker.get('/healthz')).status).toBe(200);
  expect((await caseworker.post('/api/clock', { today: '2026-03-02', facts: [] })).status).toBe(200);

  cable.putBack();
  expect((await caseworker.get('/readyz')).status).toBe(200);
  expect((await caseworker.get('/api/cases')).body).toMatchObject({ items: [] });
  expect((await caseworker.post('/api/cases', request, key)).status).toBe(201);
  expect(((await caseworker.get('/api/cases')).body['items'] as unknown[]).length).toBe(1);
});

test('refused because an earlier sending of the same command has just recorded it: its sender hears that it is recorded', async () => {
  const clock = { now: () => new Date('2026-03-02T09:00:00Z') };
  const twice: Processes = {
    record: async (caseRef, command) => {
      expect(await recordingAtOnce(app.database, clock).record(caseRef, command)).toMatchObject({ kind: 'RECORDED' });
      return { kind: 'REFUSED', code: 'two-starts' }; // as a workflow that rolled over answers the second sending
    },
  };
  const other = await startTestApp({ databaseUrl: direct.url, processes: twice });
  try {
    const answer = await (await other.signedIn('caseworker')).post('/api/cases', aRequest());
    expect(answer.status, answer.text).toBe(201);
    expect(answer.body).toMatchObject({ entry: 2, facts: [{ id: 'j1', type: 'request-received' }, { id: 'j2', type: 'owner-set' }] });
  } finally {
    await other.close();
  }
});

test('without Temporal the API is ready, and says that it is less', async () => {
  const answer = await app.visitor().get('/readyz');
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({ status: 'degraded', services: { postgresql: 'up', temporal: 'down' } });
});
