import { expect } from 'vitest';
import type { Answer, Browser } from './browser.js';

/** Records that come in by the import, as another system of the council would bring them. */

const csvLine = (cells: readonly string[]): string => cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
export const csvOf = (...rows: readonly (readonly string[])[]): string => rows.map(csvLine).join('\r\n');

/** Puts a file in, its bytes as the body. */
export const putIn = (by: Browser, content: string | Uint8Array, { source = 'Old system', team = 'team-north', type = 'text/csv' } = {}): Promise<Answer> =>
  by.send('POST', `/api/imports?${new URLSearchParams({ source, team, name: 'caseload.csv' }).toString()}`, { raw: content, headers: { 'Content-Type': type, 'X-CSRF-Token': by.token } });

/** Has the file's rows judged by what its headings are known to mean. */
export async function judged(by: Browser, put: Answer): Promise<Answer> {
  expect(put.status, put.text).toBe(201);
  return by.post(`/api/imports/${String(put.body['ref'])}/columns`, { columns: put.body['mapping'] });
}

let count = 0;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** One made-up child's row, held by the caseworker, brought in. @returns the record's reference */
export async function planBroughtIn(by: Browser, cells: Readonly<Record<string, string>>): Promise<string> {
  count += 1;
  const row = { Surname: `Testchild-${LETTERS[Math.floor(count / 26)] ?? ''}${LETTERS[count % 26] ?? ''}`, Forename: 'Invented', 'Date of birth': '2016-03-27', Caseworker: 'caseworker', ...cells };
  const { status, body, text } = await judged(by, await putIn(by, csvOf(Object.keys(row), Object.values(row))));
  expect([status, body['counts']], text).toMatchObject([200, { rows: 1, new: 1 }]);
  const going = await by.post(`/api/imports/${String(body['ref'])}/go`, undefined);
  expect([going.status, going.body['isCarried']], going.text).toEqual([202, true]);
  const rows = (await by.get(`/api/imports/${String(body['ref'])}/rows`)).body['items'] as { state: string; recordRef: string }[];
  expect(rows).toMatchObject([{ state: 'in' }]);
  return rows[0]?.recordRef ?? '';
}
