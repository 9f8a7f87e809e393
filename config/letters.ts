import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { LETTER_CODES, type LetterCode } from '../domain/tell/letter-codes.js';
import { BadLetter, parseLetter } from '../domain/tell/parse-letter.js';
import { missingItems } from '../domain/tell/required.js';
import type { Template } from '../domain/tell/template.js';
import type { CouncilDetails } from '../domain/tell/values.js';

/** The letters as they stand beside this file; a council may keep a folder of its own. */
export const LETTERS_FOLDER = fileURLToPath(new URL('letters', import.meta.url));

const PARTS = 'parts';
const ENDING = '.md';

export type Letters = Readonly<Record<LetterCode, Template>>;

/** Letters that cannot be sent from: every fault of every letter, a line each. */
export class BadLetters extends Error {}

/**
 * Reads every letter once. One that cannot be read, is missing, or lacks something the law has it say keeps the process from
 * starting: no decision goes out without its rights of appeal.
 *
 * @throws BadLetters naming letter, item and authority
 */
export function readLetters(folder: string = LETTERS_FOLDER): Letters {
  const parts = Object.fromEntries(namesIn(path.join(folder, PARTS)).map((name) => [name, readFileSync(path.join(folder, PARTS, name + ENDING), 'utf8')]));
  const files = namesIn(folder);
  const faults = files.filter((name) => !LETTER_CODES.some((code) => code === name)).map((name) => `${name}: no letter has this name`);
  const templates = LETTER_CODES.flatMap((code) => {
    try {
      if (!files.includes(code)) throw new BadLetter(code, [`there is no file ${code}${ENDING}`]);
      const template = parseLetter(code, readFileSync(path.join(folder, code + ENDING), 'utf8'), parts);
      faults.push(...wanting(template));
      return [[code, template] as const];
    } catch (error) {
      if (!(error instanceof BadLetter)) throw error;
      faults.push(error.message);
      return [];
    }
  });
  if (faults.length > 0) throw new BadLetters(faults.join('\n'));
  return Object.fromEntries(templates) as Letters;
}

const wanting = (template: Template): string[] =>
  missingItems(template).map(({ item, channel, lacks }) => `${template.code}: ${item.code} (${item.law}) is missing ${lacks.join(', ')} by ${channel}`);

const namesIn = (folder: string): string[] => readdirSync(folder).filter((file) => file.endsWith(ENDING)).map((file) => file.slice(0, -ENDING.length));

const line = z.string().trim().min(1, { error: 'must not be empty' });
const lines = z.array(line, { error: 'must be a list of lines' }).min(1, { error: 'must have at least one line' }).readonly();
const council = z.strictObject({
  telephone: line, email: line, postal: line,
  mediationAdviser: lines, mediationContact: lines, disagreement: lines, sendiass: lines, tribunal: lines, schools: lines,
});

/** How the council and those it points to are reached, of `council.json` beside the letters. @throws BadLetters naming each field */
export function readCouncil(name: string, folder: string = LETTERS_FOLDER): CouncilDetails {
  const read = council.safeParse(JSON.parse(readFileSync(path.join(folder, 'council.json'), 'utf8')));
  if (!read.success) throw new BadLetters(read.error.issues.map((issue) => `council.json: ${issue.path.join('.')} ${issue.message}`).join('\n'));
  return { name, ...read.data };
}
