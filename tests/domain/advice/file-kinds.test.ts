import { expect, test } from 'vitest';
import { judgeFile } from '../../../domain/advice/file-kinds.js';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const PDF = bytes('%PDF-1.7\n...');
const PNG = bytes('\x89PNG\r\n\x1a\n...');
const DOCX = bytes('PK\x03\x04....[Content_Types].xml....word/document.xml');

test.each([
  { name: 'report.pdf', content: PDF, kind: 'pdf' },
  { name: 'REPORT.PDF', content: PDF, kind: 'pdf' },
  { name: 'picture.png', content: PNG, kind: 'png' },
  { name: 'photo.jpg', content: bytes('\xff\xd8\xff\xe0'), kind: 'jpeg' },
  { name: 'report.docx', content: DOCX, kind: 'docx' },
  { name: 'report.odt', content: bytes('PK\x03\x04\x14\0\0\0\0\0mimetypeapplication/vnd.oasis.opendocument.text'), kind: 'odt' },
  { name: 'notes.txt', content: new TextEncoder().encode('Zoë reads.\r\n'), kind: 'txt' },
])('$name is $kind', ({ name, content, kind }) => {
  expect(judgeFile(name, content)).toEqual({ kind });
});

test.each([
  { name: 'report.pdf', content: bytes('MZ\x90\0'), problem: 'not-what-it-says' },
  { name: 'report.pdf', content: PNG, problem: 'not-what-it-says' },
  { name: 'report.docx', content: bytes('PK\x03\x04....xl/workbook.xml'), problem: 'not-what-it-says' },
  { name: 'notes.txt', content: bytes('MZ\x90\0'), problem: 'not-what-it-says' },
  { name: 'notes.txt', content: PDF, problem: 'not-what-it-says' },
  { name: 'report.exe', content: PDF, problem: 'ending-unknown' },
  { name: 'pdf', content: PDF, problem: 'ending-unknown' },
  { name: 'report.html', content: bytes('<script>'), problem: 'ending-unknown' },
  { name: 'empty.pdf', content: new Uint8Array(), problem: 'empty' },
  { name: 'report.docx', content: Uint8Array.of(...DOCX, ...bytes('word/vbaProject.bin')), problem: 'holds-macros' },
])('$name is refused: $problem', ({ name, content, problem }) => {
  expect(judgeFile(name, content)).toEqual({ problem });
});
