import { expect, test } from 'vitest';
import { emptyItem } from '../../../domain/plan/content.js';
import { NOT_QUANTIFIED, SPECIFIC_RULES, unspecific, unspecificProvision, unspecificWords } from '../../../domain/plan/specific.js';
import { HELD_BACK, LINES, type LabelledLine } from './provision-lines.js';

/** Which lines of provision leave room for doubt (L v Clarke and Somerset CC [1998] ELR 129): measured on lines labelled by hand. */

function measured(lines: readonly LabelledLine[]) {
  const pointedOut = lines.filter(({ line }) => unspecific(line).length > 0);
  const rightly = pointedOut.filter(({ specific }) => !specific).length;
  const vague = lines.filter(({ specific }) => !specific).length;
  return {
    precision: rightly / pointedOut.length, recall: rightly / vague,
    wrongly: pointedOut.filter(({ specific }) => specific).map(({ line }) => line),
    missed: lines.filter(({ line, specific }) => !specific && unspecific(line).length === 0).map(({ line }) => line),
  };
}

const percent = (part: number): string => `${(part * 100).toFixed(1)}%`;

test('never on what is fine: precision and recall over the lines the rules were written with, and over those held back', () => {
  const [seen, held] = [measured(LINES), measured(HELD_BACK)];
  const say = (name: string, { precision, recall, wrongly, missed }: typeof seen, lines: readonly LabelledLine[]) =>
    `${name}: ${lines.length} lines, precision ${percent(precision)}, recall ${percent(recall)}${wrongly.map((line) => `\n  wrongly: ${line}`).join('')}${missed.map((line) => `\n  missed: ${line}`).join('')}`;
  process.stdout.write(`${say('seen', seen, LINES)}\n${say('held back', held, HELD_BACK)}\n`);
  expect(LINES.length + HELD_BACK.length).toBeGreaterThanOrEqual(60);
  expect(seen.wrongly).toEqual([]);
  expect(seen.recall).toBeGreaterThanOrEqual(0.95);
  expect(held.precision).toBeGreaterThanOrEqual(0.9);
  expect(held.recall).toBeGreaterThanOrEqual(0.8);
});

test.each(SPECIFIC_RULES.flatMap(({ code, caught }) => caught.map((line) => ({ code, line }))))('$code catches “$line”, with a reason', ({ code, line }) => {
  const found = unspecificWords(line).find((one) => one.code === code);
  expect(found?.reason).toMatch(/\.$/);
  expect(line.slice(found?.at, (found?.at ?? 0) + (found?.found.length ?? 0)).trim()).not.toBe('');
  expect(line).toContain(found?.found);
});

test.each(SPECIFIC_RULES.flatMap(({ code, fine }) => fine.map((line) => ({ code, line }))))('$code passes over “$line”', ({ code, line }) => {
  expect(unspecificWords(line).map((one) => one.code)).not.toContain(code);
});

test.each(NOT_QUANTIFIED.caught)('no amount in “%s”', (line) => {
  expect(unspecific(line).map(({ code }) => code)).toEqual(['not-quantified']);
});
test.each(NOT_QUANTIFIED.fine)('nothing to count in “%s”', (line) => {
  expect(unspecific(line)).toEqual([]);
});

const provision = (words: Readonly<Record<string, string>>) => ({ words: { ...emptyItem('provision').words, ...words } });
const found = (words: Readonly<Record<string, string>>) => unspecificProvision(provision(words)).map(({ code, part }) => `${code} in ${part}`);

test('a provision in parts is read as one line: an amount in another part makes it good, and each finding names its part', () => {
  expect(found({ what: 'Reading with an adult', howOften: 'daily', howLong: '15 minutes', who: 'teaching assistant' })).toEqual([]);
  expect(found({ what: 'Regular reading with an adult.', howOften: '3 times a week', howLong: '15 minutes' })).toEqual([]);
  expect(found({ what: 'Regular reading with an adult' })).toEqual(['regular in what', 'not-quantified in howOften']);
  expect(found({ what: 'Reading', howOften: 'as required', howLong: 'up to 20 minutes', who: 'suitably trained staff' })).toEqual(['as-required in howOften', 'up-to in howLong', 'skill-open in who']);
  expect(found({})).toEqual(['not-quantified in howOften']);
  expect(unspecific('')).toEqual([]);
});
