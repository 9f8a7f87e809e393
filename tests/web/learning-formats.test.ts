import { parse } from 'csv-parse/sync';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pdfDrawer, type PdfDrawer } from '../../config/channels/pdf.js';
import { paths } from '../../web/paths.js';
import { keptAudits, type KeptAudit } from '../support/kept-audits.js';
import { pdfText } from '../support/pdf-text.js';
import { chromiumPath, launchBrowser } from '../support/resources.js';
import { unzipped } from '../support/unzip.js';
import { STAFF } from './support/council.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { visit, type Visitor } from './support/visitor.js';

/** A rich quarter cell by cell in every form, with names and words that a spreadsheet could run or a parser trip over. Today is 23 November 2026. */

let browser: Browser;
let app: TestApp;
let papers: PdfDrawer;
let quinn: Visitor;
const WORDS = '=HYPERLINK("https://evil.example","Say who")\nand "how long", Łódź 学校 <b>bold</b> & more';
const NAMES = { [STAFF.caseworker]: '=cmd|’ /C calc’!A0', [STAFF.manager]: '@SUM(1+1)*cmd', [STAFF.auditor]: '-Ægir O"Neill,\tJr', [STAFF.otherAuditor]: '+Ирина Петрова' };
beforeAll(async () => {
  papers = pdfDrawer({ chromium: await chromiumPath() });
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2026-11-23', drawPdf: papers.draw })]);
  const [mine, others] = [await app.openCase('2026-01-05'), await app.openCase('2026-01-06')];
  await app.database.pool.query('UPDATE case_record SET owner_ref = $2 WHERE ref = $1', [others, STAFF.otherCaseworker]);
  for (const [ref, name] of Object.entries(NAMES)) await app.database.pool.query('UPDATE staff SET name = $2 WHERE ref = $1', [ref, name]);
  await app.database.pool.query(`UPDATE team SET name = '=North, "the" team' WHERE ref = 'east'`);
  await app.database.pool.query(`INSERT INTO learning_point (ref, number, theme, service, words, training_on, made_by, made_at) VALUES ('G-P01NT000', 1, 'provision', 'casework', $1, '2026-08-31', $2, '2026-08-01T09:00:00Z')`, [WORDS, STAFF.qualityLead]);
  await keptAudits(app.database.pool, sixMonths(mine, others));
  quinn = await visit(browser, app.url, { as: 'qualityLead' });
});
afterAll(async () => {
  await quinn.leave();
  await browser.close();
  await papers.close();
  await app.close();
});

const two = (number: number): string => String(number).padStart(2, '0');
const sixMonths = (mine: string, others: string): readonly KeptAudit[] =>
  ['06', '07', '08', '09', '10', '11'].flatMap((month, m) =>
    Array.from({ length: 12 }, (_, i): readonly KeptAudit[] => {
      const failing = i < (m < 3 ? 9 : 3);
      const first: KeptAudit = {
        ref: `U-M${month}${two(i)}0000`.slice(0, 10), of: i % 2 === 0 ? mine : others, auditor: i % 3 === 0 ? STAFF.otherAuditor : STAFF.auditor, on: `2026-${month}-${two(5 + i)}`, not: failing ? { 'f-specified': 'not-met', 'e-smart': 'partly-met' } : {}, need: i % 3 === 0 ? 'ASD' : 'SEMH',
        findings: failing ? [{ criterion: 'f-specified', theme: 'provision' }] : [], action: failing && i < 2 ? { owner: i === 0 ? STAFF.caseworker : STAFF.manager, dueOn: `2026-${month}-28`, doneOn: m === 0 ? '2026-08-31' : null } : null,
        judged: { 'f-specified/F2/access': i % 4 !== 0, 'f-quantified/F1/no-amount': i % 6 === 0 },
      };
      const second: KeptAudit = { ...first, ref: first.ref.replace('U-M', 'U-D'), auditor: first.auditor === STAFF.auditor ? STAFF.otherAuditor : STAFF.auditor, why: 'double', after: first.ref, findings: [], action: null, not: { ...first.not, ...(i === 0 ? { 'f-who': 'partly-met' } : {}) } };
      const again: KeptAudit = { ...first, ref: first.ref.replace('U-M', 'U-A'), why: 're-audit', after: first.ref, on: `2026-${month}-25`, not: {}, findings: [], action: null };
      return [first, ...(i % 4 === 0 ? [second] : []), ...(i === 1 && m > 0 ? [again] : [])];
    }).flat(),
  );

type ApiCell = Readonly<{ value: number | null; unit: string; of: number | null; percent: number | null; range: Readonly<{ from: number; to: number }> | null; word: string | null; opens: boolean }>;
type ApiTable = Readonly<{ id: string; columns: readonly string[]; rows: readonly Readonly<{ id: string; cells: readonly ApiCell[] }>[] }>;
const get = async (path: string) => quinn.context.request.get(`${app.url}${path}`);

test.each([
  { api: '/api/audits/learning?quarter=2026-Q4', page: `${paths.auditLearning}?quarter=2026-Q4`, file: (kind: string) => `${paths.auditLearningFile(kind)}?quarter=2026-Q4`, cells: 300 },
  { api: '/api/audits/board?month=2026-11', page: `${paths.auditBoard}?month=2026-11`, file: (kind: string) => `${paths.auditBoardFile(kind)}?month=2026-11`, cells: 60 },
])('$api: every cell of the API is in CSV, page, workbook and PDF, and its link opens as many audits as it names', async ({ api, page, file, cells: least }) => {
  const { tables } = (await (await get(api)).json()) as { tables: readonly ApiTable[] };
  const told = tables.flatMap(({ id, columns, rows }) => rows.flatMap((row) => row.cells.map((cell, i) => ({ key: [id, row.id, columns[i] ?? ''].join(' | '), cell }))));
  expect(told.length).toBeGreaterThan(least);

  const csv = (await (await get(file('csv'))).body()).toString('utf8');
  const lines = parse<Record<string, string>>(csv, { columns: true, bom: true });
  const read = (text: string | undefined): number | null => (text === undefined || text === '' ? null : Number(text));
  expect(lines.map((line) => ({ key: [line['table'], line['row'], line['column']].join(' | '), cell: [read(line['value']), line['unit'], read(line['of']), read(line['percent']), read(line['from']), read(line['to']), line['audits'] !== ''] }))).toEqual(
    told.map(({ key, cell: { value, unit, of, percent, range, opens } }) => ({ key, cell: [value, unit, of, percent, range?.from ?? null, range?.to ?? null, opens] })),
  );
  for (const line of lines) for (const cell of Object.values(line)) if (Number.isNaN(Number(cell))) expect(cell, 'no text of a spreadsheet’s that would run').not.toMatch(/^[=+@\t\r-]/);

  await quinn.open(page);
  const shown = await quinn.page.evaluate<{ id: string; rows: string[][] }[]>(`[...document.querySelectorAll('section.duly-report__block')].map((section) => ({ id: section.id, rows: [...section.querySelectorAll('tbody tr')].map((row) => [...row.cells].slice(1).map((cell) => {
    const copy = cell.cloneNode(true); copy.querySelectorAll('.govuk-visually-hidden').forEach((hidden) => hidden.remove()); return copy.textContent.trim(); })) }))`);
  const numbersIn = (text: string): readonly number[] => [...text.replaceAll('−', '-').replaceAll(',', '').matchAll(/-?\d+(?:\.\d+)?/g)].map(([number]) => Number(number));
  const saidOf = ({ value, of, percent, range, word }: ApiCell): readonly number[] => (word !== null ? [] : [value, of, percent, range?.from ?? null, range?.to ?? null].filter((one) => one !== null));
  expect(shown.map(({ id, rows }) => [id, rows.map((row) => row.map(numbersIn))])).toEqual(tables.map(({ id, rows }) => [id, rows.map(({ cells }) => cells.map(saidOf))]));

  const book = unzipped(await (await get(file('xlsx'))).body());
  for (const [name, content] of book) if (name.endsWith('.xml')) expect(await quinn.page.evaluate<boolean>(`new DOMParser().parseFromString(${JSON.stringify(content)}, 'application/xml').querySelector('parsererror') === null`), name).toBe(true);
  expect([...book.values()].some((content) => content.includes('<f>'))).toBe(false);
  const numbers = tables.map((_, i) => [...(book.get(`xl/worksheets/sheet${i + 2}.xml`) ?? '').matchAll(/<c r="[A-Z]+\d+"(?: s="\d+")?(?: t="n")?><v>(-?[\d.]+)<\/v>/g)].map(([, value]) => Number(value)));
  expect(numbers).toEqual(tables.map(({ rows }) => rows.flatMap(({ cells }) => cells.flatMap(saidOf))));

  const bare = (text: string): string => text.replaceAll(/\s/g, '');
  const paper = bare(pdfText(await (await get(file('pdf'))).body()).join(''));
  for (const { id, rows } of shown) for (const row of rows) expect(paper, id).toContain(bare(row.join('')));

  const links = await quinn.page.evaluate<string[]>(`[...document.querySelectorAll('section.duly-report__block tbody td a')].map((one) => one.getAttribute('href'))`);
  const wanted = new Map(lines.map((line) => [[line['table'], line['row'], line['column']].join(' | '), line['audits']?.split(' ') ?? []]));
  expect(links.length).toBe(lines.filter(({ audits }) => audits !== '').length);
  const each = new Map(links.map((link) => [link.replace(/row=[^&]*/, ''), link])); // the last of every column of every table: all of them take half a minute
  expect(each.size).toBeGreaterThan(least / 8);
  for (const link of each.values()) {
    const query = new URL(link, app.url).searchParams;
    const { total, items } = (await (await get(`/api/audits/learning/audits?${query.toString()}`)).json()) as { total: number; items: readonly { ref: string }[] };
    const audits = wanted.get([query.get('table'), query.get('row'), query.get('column')].join(' | ')) ?? [];
    expect([total, items.map(({ ref }) => ref).sort()], link).toEqual([audits.length, [...audits].sort()]);
  }
}, 120_000);

test('words that a spreadsheet could run stand on the page as they were written, and run nothing', async () => {
  await quinn.open(`${paths.auditLearning}?quarter=2026-Q4`);
  const main = await quinn.page.locator('main').innerText();
  for (const text of ['=HYPERLINK("https://evil.example","Say who")', 'Łódź 学校 <b>bold</b> & more', '=cmd|’ /C calc’!A0', '@SUM(1+1)*cmd', '+Ирина Петрова', '=North, "the" team']) expect(main).toContain(text);
});
