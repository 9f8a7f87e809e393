import writeExcelFile from 'write-excel-file/node';
import { expect, test } from 'vitest';
import { readSheet } from '../../api/sheets/read-sheet.js';
import { UnreadableSheet } from '../../api/sheets/unreadable.js';
import { csv } from '../../api/sheets/write-csv.js';
import { zipped } from '../support/zipped.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const HEAD = 'Surname,Forename';

test('a CSV is read in any encoding a spreadsheet writes, with any mark between cells', () => {
  const rows = [{ number: 2, cells: ['Testchild', 'Zoë'] }];
  const text = `${HEAD}\r\nTestchild,Zoë\r\n`;
  expect(readSheet(bytes(text)).rows).toEqual(rows);
  expect(readSheet(bytes(`\uFEFF${text}`))).toEqual({ header: ['Surname', 'Forename'], rows });
  expect(readSheet(Uint8Array.from(text, (letter) => letter.charCodeAt(0))).rows).toEqual(rows); // Windows-1252
  expect(readSheet(Buffer.from(`\uFEFF${text}`, 'utf16le')).rows).toEqual(rows);
  expect(readSheet(bytes(text.replaceAll(',', ';'))).rows).toEqual(rows);
  expect(readSheet(bytes(text.replaceAll(',', '\t'))).rows).toEqual(rows);
});

test('rows keep their number past blank ones, and cells their lines', () => {
  expect(readSheet(bytes(`${HEAD}\n\nA,"B\nC"\n,\nD,E,F`)).rows).toEqual([{ number: 3, cells: ['A', 'B\nC'] }, { number: 5, cells: ['D', 'E'] }]);
});

test.each([
  ['nothing', '', 'no headings'], ['headings alone', HEAD, 'no rows'], ['a quotation mark never closed', `${HEAD}\n"A,B`, 'never closed'], ['no text', 'PK\u0000\u0001', 'neither CSV nor XLSX'],
])('%s is refused with what mends it', (_what, text, why) => {
  expect(() => readSheet(bytes(text))).toThrow(UnreadableSheet);
  expect(() => readSheet(bytes(text))).toThrow(why);
});

test('a workbook that another program wrote is read: text, numbers, days in cells of days, blanks', async () => {
  const day = new Date(Date.UTC(2024, 1, 29));
  const data = [
    [{ value: 'Surname' }, { value: 'Plan made' }, { value: 'Number' }, { value: 'Note' }],
    [{ value: 'O’Testchild & <Co>' }, { value: day, type: Date, format: 'dd/mm/yyyy' }, { value: 45902, type: Number }, null],
    [{ value: 'Zoë' }, null, { value: 1.5, type: Number }, { value: 'last' }],
  ];
  const book = await writeExcelFile(data as never, { sheet: 'Caseload' } as never).toBuffer();
  expect(readSheet(book)).toEqual({
    header: ['Surname', 'Plan made', 'Number', 'Note'],
    rows: [{ number: 2, cells: ['O’Testchild & <Co>', '2024-02-29', '45902'] }, { number: 3, cells: ['Zoë', '', '1.5', 'last'] }],
  });
});

test('a workbook with text in its cells, a hidden first sheet and days counted from 1904 is read', () => {
  const book = zipped({
    'xl/workbook.xml': '<x:workbook><x:workbookPr date1904="1"/><x:sheets><x:sheet name="Lists" state="hidden" r:id="rId1"/><x:sheet name="Cases" r:id="rId2"/></x:sheets></x:workbook>',
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Target="worksheets/a.xml"/><Relationship Id="rId2" Target="worksheets/b.xml"/></Relationships>',
    'xl/styles.xml': '<x:styleSheet><x:numFmts><x:numFmt numFmtId="170" formatCode="yyyy&quot;x&quot;"/></x:numFmts><x:cellXfs><x:xf numFmtId="0"/><x:xf numFmtId="170"/></x:cellXfs></x:styleSheet>',
    'xl/worksheets/a.xml': '<x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>wrong</x:t></x:is></x:c></x:row></x:sheetData>',
    'xl/worksheets/b.xml': '<x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>Surname</x:t></x:is></x:c><x:c r="C1" t="str"><x:v>Plan made</x:v></x:c></x:row><x:row r="3"><x:c r="A3" t="inlineStr"><x:is><x:r><x:t>Test</x:t></x:r><x:r><x:t>child &#233;</x:t></x:r></x:is></x:c><x:c r="C3" s="1"><x:v>1</x:v></x:c></x:row></x:sheetData>',
  });
  expect(readSheet(book)).toEqual({ header: ['Surname', '', 'Plan made'], rows: [{ number: 3, cells: ['Testchild é', '', '1904-01-02'] }] });
});

test('a workbook that is damaged, or unpacks to no end, is refused', () => {
  const book = zipped({ 'xl/workbook.xml': '<workbook/>', 'xl/worksheets/sheet1.xml': 'x'.repeat(210 * 1024 * 1024) });
  expect(() => readSheet(book)).toThrow('far too large');
  expect(() => readSheet(book.subarray(0, 60))).toThrow('damaged');
});

test('what Duly writes is read again as it was, and no text of it runs as a formula', () => {
  const cells = ['=1+1', '-5 points', '"quoted"', 'two\nlines', 'a,b', 'Zoë'];
  const written = csv(['A', 'B', 'C', 'D', 'E', 'F'], [cells]);
  expect(written.startsWith('\uFEFF')).toBe(true);
  expect(readSheet(bytes(written)).rows[0]?.cells).toEqual(["'=1+1", "'-5 points", ...cells.slice(2)]); // taken off where cells are read by column
});
