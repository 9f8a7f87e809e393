import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './support/app.js';

/** The clock from outside: the command and the API give the same answer, and the same problems. */

const STORY = {
  today: '2025-12-01',
  facts: [
    { id: 'f1', type: 'request-received', by: 'parent', channel: 'email', receivedAt: '2025-09-06T10:00:00+01:00' },
    { id: 'f2', type: 'assessment-agreed', on: '2025-10-14' },
  ],
};
const WRONG = { today: '2025-12-01', facts: [{ type: 'request-received', on: '2025-02-30' }, { type: 'nonsense', on: '2025-12-01' }], extra: 1 };
const CONTRADICTORY = { today: '2025-12-01', facts: [{ type: 'request-received', on: '2025-09-01' }, { type: 'request-received', on: '2025-12-02' }] };

let app: TestApp;
let folder: string;
beforeAll(async () => {
  app = await startTestApp();
  folder = await mkdtemp(path.join(tmpdir(), 'duly-clock-'));
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

type Ran = Readonly<{ code: number | null; out: string; err: string }>;

/** The command, with nothing in its environment: it needs no database and no settings. */
function duly(args: readonly string[], input = ''): Promise<Ran> {
  const command = spawn(process.execPath, ['--import', 'tsx', 'cli/main.ts', ...args], { env: { PATH: process.env['PATH'] } });
  let [out, err] = ['', ''];
  command.stdout.on('data', (text) => (out += String(text)));
  command.stderr.on('data', (text) => (err += String(text)));
  command.stdin.on('error', () => undefined); // a command that ended early reads no more
  command.stdin.end(input);
  return new Promise((done) => command.on('close', (code) => done({ code, out, err })));
}

const byApi = (input: unknown) => app.visitor().post('/api/clock', input);

describe('one case', () => {
  test('from a file, from standard input and by API answer alike', async () => {
    const file = path.join(folder, 'facts.json');
    await writeFile(file, JSON.stringify(STORY));
    const [fromFile, fromInput, api] = await Promise.all([duly(['clock', file]), duly(['clock', '-'], JSON.stringify(STORY)), byApi(STORY)]);
    expect(fromFile).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(fromInput.out)).toEqual(JSON.parse(fromFile.out));
    expect(api.status).toBe(200);
    expect(api.body).toEqual(JSON.parse(fromFile.out));
    expect(api.body['duties']).toContainEqual(expect.objectContaining({ code: 'issue-final-plan', dueOn: '2026-01-26', law: 'SEND Regulations 2014 reg 13(2)' }));
    expect(api.body['facts']).toContainEqual(expect.objectContaining({ id: 'f1', on: '2025-09-08', strictOn: '2025-09-06' }));
  });

  test.each([
    ['every wrong field', WRONG, ['facts[0].on', 'facts[1].type', 'extra']],
    ['a contradiction', CONTRADICTORY, ['facts[1].type', 'facts[1].on']],
    ['a day before the rules', { today: '2025-12-01', facts: [{ type: 'request-received', on: '2014-08-31' }] }, ['facts[0].on']],
    ['no object at all', [], ['']],
  ])('%s is answered by every problem: exit code 2, and 422', async (_name, input, paths) => {
    const [command, api] = await Promise.all([duly(['clock', '-'], JSON.stringify(input)), byApi(input)]);
    expect(command.code).toBe(2);
    const { problems } = JSON.parse(command.out) as { problems: { path: string }[] };
    expect(problems.map((one) => one.path).sort()).toEqual([...paths].sort());
    expect(api.status).toBe(422);
    expect(api.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(api.body['problems']).toEqual(problems);
  });

  test('a file that is not there, and text that is not JSON', async () => {
    const missing = await duly(['clock', path.join(folder, 'nowhere.json')]);
    expect(missing).toMatchObject({ code: 1, out: '', err: 'duly: clock: the file cannot be read (ENOENT)\n' });
    const broken = await duly(['clock', '-'], '{ "today": ');
    expect(broken.code).toBe(2);
    expect(JSON.parse(broken.out)).toMatchObject({ problems: [{ code: 'malformed-json' }] });
  });

  test('needs nobody signed in, and no token', async () => {
    const response = await fetch(`${app.url}/api/clock`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(STORY) });
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()).toEqual([]);
  });
});

describe('many cases, one a line', () => {
  test('are answered in their order; a bad line answers its problems and the rest go on', async () => {
    const lines = [JSON.stringify(STORY), '{ broken', JSON.stringify(WRONG), '', JSON.stringify({ ...STORY, today: '2025-12-02' })];
    const ran = await duly(['clock', '--lines', '-'], `${lines.join('\r\n')}\n`);
    expect(ran.code).toBe(2);
    const answers = ran.out.trimEnd().split('\n').map((line) => JSON.parse(line) as { today?: string; problems?: { code: string }[] });
    expect(answers.map(({ today, problems }) => today ?? problems?.[0]?.code)).toEqual(['2025-12-01', 'malformed-json', 'not-a-day', 'malformed-json', '2025-12-02']);
    expect(answers[0]).toEqual((await byApi(STORY)).body);
  });

  test('all good: exit code 0, and the last line needs no end', async () => {
    const ran = await duly(['clock', '--lines', '-'], `\uFEFF${JSON.stringify(STORY)}\n${JSON.stringify(STORY)}`);
    expect(ran.code).toBe(0);
    expect(ran.out.trimEnd().split('\n')).toHaveLength(2);
  });

  test('a line without end is not kept', async () => {
    const ran = await duly(['clock', '--lines', '-'], `${'x'.repeat(3_000_000)}\n${JSON.stringify(STORY)}\n`);
    const [first = '', second = ''] = ran.out.trimEnd().split('\n');
    expect(JSON.parse(first)).toMatchObject({ problems: [{ code: 'too-long' }] });
    expect(JSON.parse(second)).toMatchObject({ today: '2025-12-01' });
  });
});
