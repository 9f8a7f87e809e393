import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readSheet } from '../../api/sheets/read-sheet.js';
import { zipped } from '../support/zipped.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer, Browser } from './support/browser.js';
import { csvOf, judged, putIn } from './support/plans-in.js';

/** The backlog through the API: a file in, its columns said, a dry run, the good rows in, everything out; and files that nobody meant to send. */

let app: TestApp;
let officer: Browser;
beforeAll(async () => {
  app = await startTestApp({ now: '2026-11-23T09:00:00Z' });
  officer = await app.signedIn('data-officer');
});
afterAll(() => app.close());

type Row = Readonly<{ number: number; state: string; recordRef: string | null; problems: readonly { column: string | null; code: string; why: string; remedy: string }[] }>;
const HEAD = ['Surname', 'Forename', 'Date of birth', 'Plan made'];
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const rowsOf = async (put: Answer, query = ''): Promise<readonly Row[]> => {
  const answer = await officer.get(`/api/imports/${String(put.body['ref'])}/rows${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body['items'] as readonly Row[];
};

test('a caseload comes in: what its headings mean, what would become of each row, the good rows in, the others to mend; and out again', async () => {
  const rows = [['Ash-Testchild', 'Zoë', '01/02/2015', '01/09/2025', 'x'], ['Birch-Testchild', 'Wren', '29/02/2015', '01/09/2025', 'y'], ['Cedar-Testchild', 'Robin', '2014-03-04', '2025-09-01', '']];
  const put = await putIn(officer, csvOf(['Surname', 'Forename', 'DoB', 'Plan made', 'Shoe size'], ...rows), { source: 'Shoes' });
  expect(put.status, put.text).toBe(201);
  const file = `/api/imports/${String(put.body['ref'])}`;
  expect(put.headers.get('location')).toBe(file);
  expect(put.body).toMatchObject({ state: 'read', mapping: ['familyName', 'givenName', null, 'planOn', null], counts: { rows: 3, waiting: 3 } });

  const early = await officer.post(`${file}/go`, undefined);
  expect([early.status, early.body['code']]).toEqual([409, 'rule-refused']);
  const unsaid = await judged(officer, put);
  expect([unsaid.status, unsaid.body['errors']]).toEqual([422, [{ path: 'columns', message: 'no heading means “Date of birth”' }]]);
  const columns = ['familyName', 'givenName', 'bornOn', 'planOn', null];
  expect((await officer.post(`${file}/columns`, { columns })).body).toMatchObject({ state: 'judged', counts: { new: 2, refused: 1, in: 0 } });
  expect(await rowsOf(put, '?state=refused')).toEqual([{ number: 3, state: 'refused', recordRef: null, differs: [], problems: [{ column: 'DoB', code: 'not-a-day', why: expect.stringContaining('2015') as unknown, remedy: expect.any(String) as unknown }] }]);
  expect(await rowsOf(put, '?limit=1')).toHaveLength(1);
  expect((await officer.get(`${file}/rows?limit=2`)).body['next']).toBe('3');

  const problems = await officer.get(`${file}/problems`);
  expect(problems.headers.get('content-type')).toMatch(/^text\/csv/);
  expect(readSheet(Buffer.from(problems.text)).rows.map(({ cells }) => cells[0])).toEqual(['3']);

  expect([(await officer.post(`${file}/go`, undefined)).body, (await officer.get(file)).body]).toMatchObject([{ isCarried: true }, { state: 'done', counts: { in: 2, refused: 1 } }]);
  expect((await officer.post(`${file}/go`, undefined)).body['code']).toBe('already-settled');
  expect((await officer.post(`${file}/columns`, { columns })).body['code']).toBe('already-settled');
  const again = await putIn(officer, csvOf(['Surname', 'Forename', 'DoB', 'Plan made', 'Shoe size'], ...rows), { source: 'shoes' });
  expect((await judged(officer, again)).body).toMatchObject({ mapping: columns, counts: { same: 2, new: 0, refused: 1 } }); // remembered, and known

  const out = await officer.get('/api/exports/records');
  expect([out.status, out.headers.get('content-disposition'), readSheet(Buffer.from(out.text)).rows.length]).toEqual([200, 'attachment; filename=records.csv', 2]);
  expect((await officer.get('/api/exports')).body['items']).toContain('sen2-person');
  expect((await officer.get('/api/exports/everything')).status).toBe(404);
});

describe('a file that says what it says in another way is read all the same', () => {
  const row = ['Elm-Testchild', 'Łucja', '01/02/2015', '01/09/2025'];
  const text = csvOf(HEAD, row);
  const swap = (mark: string): string => [HEAD, row].map((cells) => cells.join(mark)).join('\r\n');
  test.each<[string, string | Uint8Array]>([
    ['UTF-8 with its mark', `\uFEFF${text}`],
    ['UTF-16 with its mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 the other way about', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['UTF-16 without a mark', Buffer.from(text, 'utf16le')],
    ['semicolons', swap(';')],
    ['tabs', swap('\t')],
    ['semicolons, and commas in a quoted heading', `${swap(';').replace('Plan made', 'Plan made;"Notes, if any, of whoever wrote"')};"a, b, c"`],
    ['quoted line breaks', csvOf([...HEAD, 'Notes'], [...row, 'first line\r\nsecond line'])],
    ['line feeds alone', text.replaceAll('\r\n', '\n')],
    ['carriage returns alone', text.replaceAll('\r\n', '\r')],
    ['twenty columns that Duly does not know', csvOf([...HEAD, ...Array.from({ length: 20 }, (_, nth) => `Mystery ${nth}`)], [...row, ...Array.from({ length: 20 }, () => '?')])],
    ['headings given twice: the first counts', csvOf([...HEAD, 'Surname', 'Forename'], [...row, 'Other', 'Other'])],
    ['rows that are shorter and longer than the headings', `${text},,,\r\n,,,,,,\r\n`],
    ['blank lines, two thousand of them', `${text}${'\r\n'.repeat(2_000)}`],
  ])('%s', async (source, content) => {
    const put = await putIn(officer, content, { source: source.slice(0, 60) });
    expect((await judged(officer, put)).body, put.text).toMatchObject({ counts: { rows: 1, new: 1, refused: 0 } });
  });
});

/** A workbook's first sheet. */
const book = (rows: string, more: Readonly<Record<string, string>> = {}): Buffer => zipped({ 'xl/workbook.xml': '<workbook><sheets><sheet name="Cases" r:id="rId1"/></sheets></workbook>', 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData><mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells></worksheet>`, ...more });
const cell = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const line = (...cells: readonly string[]): string => `<row>${cells.join('')}</row>`;
const heads = line(...HEAD.map(cell));
const putBook = async (content: Uint8Array, source: string): Promise<Answer> => {
  const put = await putIn(officer, content, { source, type: XLSX });
  await judged(officer, put);
  return put;
};
const told = (rows: readonly Row[]) => rows.map(({ number, state, problems }) => [number, state, problems.map(({ column, code }) => `${column ?? ''} ${code}`)]);

describe('a workbook', () => {
  test('with formulas: their results are read; one that failed, or was never worked out, refuses its row by name', async () => {
    const made = '<c><v>45901</v></c>';
    const rows = [
      line(cell('Fern-Testchild'), '<c t="str"><f>A1</f><v>Wren</v></c>', cell('2015-02-01'), `<c><f>TODAY()-400</f><v>45901</v></c>`),
      line(cell('Hazel-Testchild'), cell('Robin'), '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', made),
      line(cell('Ivy-Testchild'), cell('Robin'), cell('2015-02-01'), '<c><f>B1+1</f></c>'),
      line(cell('Yew-Testchild'), cell('#REF!'), cell('2015-02-01'), made),
    ];
    expect(told(await rowsOf(await putBook(book(heads + rows.join('')), 'formulas')))).toEqual([
      [2, 'new', []], [3, 'refused', ['Date of birth formula-failed']], [4, 'refused', ['Plan made formula-failed']], [5, 'refused', ['Forename formula-failed']],
    ]);
  });

  test('with merged cells: what stands in the first is not guessed for the others', async () => {
    const rows = [line(cell('Maple-Testchild'), cell('Wren'), cell('01/02/2015'), cell('1 Sept 2025')), line('<c/>', cell('Robin'), cell('02/02/2015'), cell('01.09.2025'))];
    expect(told(await rowsOf(await putBook(book(heads + rows.join('')), 'merged')))).toEqual([[2, 'new', []], [3, 'refused', ['Surname missing']]]);
  });

  test('with letters no text can hold: told as lost, in names and everywhere else', async () => {
    const rows = [line(cell('Thorn_x0000_Testchild'), cell('Wren'), cell('01/02/2015'), cell('01/09/2025')), line(cell('Rowan-Testchild'), cell('_xD83D_'), cell('01/02/2015'), cell('01/09/2025&#0;'))];
    const found = told(await rowsOf(await putBook(book(heads + rows.join('')), 'letters')));
    expect(found).toEqual([[2, 'refused', ['Surname letters-lost']], [3, 'refused', expect.arrayContaining(['Forename letters-lost'])]]);
  });
});

describe('what is no table, or far too much of one, is refused with what mends it, and nothing is written', () => {
  let before: unknown;
  const written = async (): Promise<unknown> => (await app.database.pool.query('SELECT (SELECT count(*) FROM backlog_import) AS files, (SELECT count(*) FROM backlog_row) AS rows')).rows[0];
  beforeEach(async () => {
    before = await written();
  });
  async function refused(answer: Answer, status: number, words: string, path?: string): Promise<void> {
    expect(answer.status, answer.text).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.text).toContain(words);
    if (path !== undefined) expect((answer.body['errors'] as { path: string }[]).map((error) => error.path)).toEqual([path]);
    expect(await written()).toEqual(before);
    expect((await officer.get('/healthz')).status).toBe(200);
  }
  const MEGABYTE = 1024 * 1024;

  test.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'no headings'],
    ['headings alone', csvOf(HEAD), 'no rows'],
    ['blank lines alone, 24 MB of them', '\n'.repeat(24 * MEGABYTE), 'more than 1,048,576 lines'],
    ['NUL bytes', 'Surname,Forename\n\0\0\0,\0\n', 'neither CSV nor XLSX'],
    ['a quotation mark never closed', `${csvOf(HEAD)}\r\n"Elm,Wren`, 'never closed'],
    ['one row of 24 MB', `${csvOf(HEAD)}\r\n${'x'.repeat(24 * MEGABYTE)}`, 'cannot be read as CSV'],
    ['a million rows', `${csvOf(HEAD)}\r\n${'Elm,Wren,,\r\n'.repeat(1_000_000)}`, 'more than 100,000 rows'],
    ['five thousand columns', csvOf(Array.from({ length: 5_000 }, (_, nth) => `Column ${nth}`), ['a']), 'more than 500 columns'],
    ['a workbook of before 2007', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'Save it as XLSX'],
    ['a ZIP of something else', zipped({ 'readme.txt': 'hello' }), 'no workbook'],
    ['a ZIP cut short', zipped({ 'xl/workbook.xml': '<workbook/>' }).subarray(0, 50), 'damaged'],
    ['a ZIP that unpacks to 300 MB', book('', { 'xl/worksheets/sheet1.xml': 'x'.repeat(300 * MEGABYTE) }), 'far too large'],
    ['a workbook whose rows never end', book('<row><c><v>'.repeat(2_000_000)), 'more than 1,048,576 rows'],
    ['a workbook of a million rows', book(line(cell('Surname')).repeat(1_000_000)), 'more than 100,000 rows'],
  ])('%s', async (_what, content, words) => {
    const type = typeof content === 'string' ? 'text/csv' : 'application/octet-stream';
    await refused(await putIn(officer, content, { type }), 422, words, 'file');
  });

  test('a body that says it is 2 GB is not read', async () => {
    const answer = await new Promise<number>((done, fail) => {
      const asked = request(`${app.url}/api/imports?source=x&team=team-north`, { method: 'POST', headers: { 'Content-Type': 'text/csv', 'Content-Length': 2 ** 31, Cookie: officer.cookies, 'X-CSRF-Token': officer.token } });
      asked.on('response', ({ statusCode = 0 }) => {
        done(statusCode);
        asked.destroy();
      });
      asked.on('error', fail);
      asked.write('Surname,Forename\n');
    });
    expect(answer).toBe(413);
    await refused(await putIn(officer, Buffer.alloc(26 * MEGABYTE, 'a')), 413, 'up to 25 MB');
  });

  test('another kind of body, and whoever may not bring anything in, are not read', async () => {
    await refused(await officer.post('/api/imports?source=x&team=team-north', { rows: [] }), 415, 'text/csv');
    await refused(await putIn(officer, 'x', { type: 'text/html' }), 415, 'text/csv');
    const caseworker = await app.signedIn('caseworker');
    await refused(await putIn(caseworker, csvOf(HEAD, HEAD)), 403, 'None of your roles');
  });

  test('fields: a source, a team there is, a name; and meanings for the headings there are', async () => {
    const given = (query: string) => officer.send('POST', `/api/imports?${query}`, { raw: csvOf(HEAD, HEAD), headers: { 'Content-Type': 'text/csv', 'X-CSRF-Token': officer.token } });
    await refused(await given('team=team-north'), 422, 'is missing', 'source');
    await refused(await given('source=x&team=team-nowhere'), 422, 'team', 'team');
    await refused(await given('source=%00&team=team-north'), 422, 'source', 'source');
    await refused(await given('source=x&team=team-north&name=%00.csv'), 422, 'name', 'name');
    await refused(await given('source=x&team=team-north&colour=blue'), 422, 'not a field', 'colour');
    const put = await putIn(officer, csvOf(HEAD, ['Willow-Testchild', 'Wren', '01/02/2015', '01/09/2025']), { source: 'fields' });
    before = await written();
    const columns = (body: unknown) => officer.post(`/api/imports/${String(put.body['ref'])}/columns`, body);
    await refused(await columns({ columns: ['familyName'] }), 422, '4 headings', 'columns');
    await refused(await columns({ columns: ['familyName', 'givenName', 'bornOn', 'shoeSize'] }), 422, 'must be one of', 'columns[3]');
    await refused(await columns({ columns: ['familyName', 'familyName', 'bornOn', 'planOn'] }), 422, 'two headings mean “Surname”');
    await refused(await columns({}), 422, 'must be a list', 'columns');
    expect((await officer.get('/api/imports/I-00000000')).status).toBe(404);
  });
});
