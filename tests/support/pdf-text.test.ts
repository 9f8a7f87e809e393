import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { pdfText } from './pdf-text.js';

const flate = (number: number, data: Buffer): string => `${number} 0 obj\n<</Filter /FlateDecode\n/Length ${data.length}>> stream\n${data.toString('latin1')}\nendstream\nendobj\n`;

test('a stream is read to the length it names, though its last byte is a carriage return', () => {
  const content = Array.from({ length: 256 }, (_, i) => deflateSync(`BT /F1 12 Tf <0001> Tj ET ${'!'.repeat(i)}`)).find((data) => data.at(-1) === 0x0d);
  if (content === undefined) throw new Error('none of them ends so');
  const letters = deflateSync('1 beginbfchar\n<0001> <0041>\nendbfchar');
  const pdf = `%PDF-1.4\n1 0 obj\n<</Type /Page /Contents 3 0 R /Font <</F1 2 0 R>>>>\nendobj\n2 0 obj\n<</Type /Font /ToUnicode 4 0 R>>\nendobj\n${flate(3, content)}${flate(4, letters)}`;
  expect(pdfText(Buffer.from(pdf, 'latin1'))).toEqual(['A']);
});
