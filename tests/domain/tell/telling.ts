// Facts as the journal has them, and the letters they cause, for tests of who is told what.
import { readCouncil, readLetters } from '../../../config/letters.js';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { workingDays } from '../../../domain/dates/working-days.js';
import type { Fact } from '../../../domain/facts/fact.js';
import { dated } from '../../../domain/facts/receipt.js';
import { anyFact as factSchema } from '../../../domain/facts/schema.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../../../domain/settings.js';
import { compose } from '../../../domain/tell/compose.js';
import { lettersFor } from '../../../domain/tell/letters-for.js';
import type { LetterCode } from '../../../domain/tell/letter-codes.js';
import { wordsOf } from '../../../domain/tell/parse-letter.js';
import { valuesOf, type Occasion } from '../../../domain/tell/values.js';
import { child } from './people.js';

const LETTERS = readLetters();
const COUNCIL = readCouncil('Exampleton Council');
const WORKING = workingDays();

/** Facts as the journal has them, f1, f2 and so on. */
export const facts = (...told: readonly object[]): Fact[] => told.map((one, index) => dated(factSchema.parse(one), `f${index + 1}`, WORKING));

/** What the last of these facts has said, as `letter > audience ref`. */
export function saidBy(...told: readonly object[]): string[] {
  const all = facts(...told);
  const last = all.at(-1);
  if (last === undefined) throw new Error('a story without facts');
  return lettersFor(last, all).map(({ letter, audience, ref }) => `${letter} > ${audience}${ref ? ` ${ref}` : ''}`);
}

/** The words of a letter of the last fact, written on its day, a line a block. */
export function letterOf(code: LetterCode, told: readonly object[], given: Partial<Occasion> = {}): string {
  const all = facts(...told);
  const cause = all.at(-1) ?? null;
  return composed(code, { today: cause?.on ?? isoDate('2026-01-01'), facts: all, cause, ...given });
}

/** The words of a letter about these facts. @throws MissingValue */
export function composed(code: LetterCode, about: Partial<Occasion> & Pick<Occasion, 'facts' | 'cause' | 'today'>): string {
  const { subject, body } = compose(code, LETTERS[code], valuesOf({
    reference: 'P-0042', child: child(), addressee: { kind: 'person', name: 'Pat Invented', channel: 'letter' }, council: COUNCIL, caseworker: 'Casey Invented',
    settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR, item: null, ...about,
  }));
  return [subject, ...body.map(wordsOf)].join('\n');
}
