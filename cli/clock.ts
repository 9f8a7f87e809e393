import { createReadStream } from 'node:fs';
import { once } from 'node:events';
import { StringDecoder } from 'node:string_decoder';
import type { Writable } from 'node:stream';
import type { Command } from 'commander';
import { clock, type Problem } from '../domain/clock.js';

/** `duly clock`: docs/vocabulary.md section 5. Reads no record, writes nothing, needs no database. */

const EXIT_ON_PROBLEMS = 2;
const MOST_CHARACTERS = 1_000_000;

export function register(program: Command): void {
  program
    .command('clock')
    .description('duties and agenda that follow from facts, as JSON')
    .argument('<file>', 'a file of facts, or - for standard input')
    .option('--lines', 'one object a line in, one answer a line out, in the same order')
    .action(async (file: string, options: { lines?: boolean }) => {
      const input = file === '-' ? process.stdin : opened(file);
      const allGood = options.lines ? await clockLines(input, process.stdout) : await clockOnce(input, process.stdout);
      if (!allGood) process.exitCode = EXIT_ON_PROBLEMS;
    });
}

/** The file as a stream; one that cannot be read is said so, without its stack. */
async function* opened(file: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(file)) yield chunk as Buffer;
  } catch (error) {
    throw new Error(`clock: the file cannot be read (${codeOf(error)})`, { cause: error });
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason');

/** One object in, one answer out. @returns whether it was answered without problems */
export async function clockOnce(input: AsyncIterable<Buffer | string>, output: Writable): Promise<boolean> {
  const pieces: Buffer[] = [];
  for await (const chunk of input) pieces.push(Buffer.from(chunk));
  const { ok, value } = answerTo(Buffer.concat(pieces).toString('utf8'));
  await written(output, `${JSON.stringify(value, null, 2)}\n`);
  return ok;
}

/**
 * One object a line in, one answer a line out, in the same order and in bounded memory: reading waits for writing.
 *
 * @returns whether every line was answered without problems
 */
export async function clockLines(input: AsyncIterable<Buffer | string>, output: Writable): Promise<boolean> {
  let allGood = true;
  for await (const line of linesOf(input)) {
    const { ok, value } = line === null ? problem('too-long', `is longer than ${MOST_CHARACTERS} characters`) : withoutFault(line);
    allGood &&= ok;
    await written(output, `${JSON.stringify(value)}\n`);
  }
  return allGood;
}

type Answer = Readonly<{ ok: boolean; value: object }>;

const problem = (code: string, message: string): Answer => ({ ok: false, value: { problems: [{ path: '', code, message }] satisfies Problem[] } });

/** One line must not end a hundred thousand: a fault of ours is its own answer. */
function withoutFault(line: string): Answer {
  try {
    return answerTo(line);
  } catch {
    return problem('fault', 'could not be clocked, by a fault of Duly: please report this line');
  }
}

function answerTo(text: string): Answer {
  let input: unknown;
  try {
    input = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch {
    return problem('malformed-json', 'is not JSON: give one object, as { "today": "2025-12-01", "facts": [] }');
  }
  const result = clock(input);
  return result.ok ? { ok: true, value: result.answer } : { ok: false, value: { problems: result.problems } };
}

/** Lines without their ends, null for one too long to be kept. A last line needs no end. */
async function* linesOf(input: AsyncIterable<Buffer | string>): AsyncGenerator<string | null> {
  const decoder = new StringDecoder('utf8');
  let rest: string | null = '';
  for await (const chunk of input) {
    const [first = '', ...others] = (typeof chunk === 'string' ? chunk : decoder.write(chunk)).split('\n');
    rest = longer(rest, first);
    for (const piece of others) {
      yield withoutReturn(rest);
      rest = longer('', piece);
    }
  }
  rest = longer(rest, decoder.end());
  if (rest !== '') yield withoutReturn(rest);
}

const longer = (line: string | null, piece: string): string | null =>
  line === null || line.length + piece.length > MOST_CHARACTERS ? null : line + piece;

const withoutReturn = (line: string | null): string | null => (line?.endsWith('\r') ? line.slice(0, -1) : line);

/** Waits where the reader is slower than we are. A reader that has gone away (`| head`) ends the command quietly. */
async function written(output: Writable, text: string): Promise<void> {
  if (output.write(text)) return;
  await once(output, 'drain');
}

