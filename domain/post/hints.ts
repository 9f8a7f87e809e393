import type { IsoDate } from '../dates/iso-date.js';
import { daysIn } from './days-in.js';

/** What in a mail or on a scan may say whom it is about. Where each was found is kept, so that a reason can say it. */
export type Hints = Readonly<{
  /** Our own references and pupil numbers, by where they stand. */
  inSubject: readonly string[];
  inText: readonly string[];
  days: readonly IsoDate[];
  /** Words that may be part of a name, in small letters. */
  words: readonly string[];
  /** Whom it seems to come from, in small letters. */
  sender: string | null;
}>;

export type PostText = Readonly<{ subject: string; text: string; files: readonly string[]; sender: string | null }>;

const MOST_WORDS = 4000;
const MOST_CODES = 200;
/** A pupil number, a council's own number: letters and digits together, at least one digit. */
const CODE = /[A-Z0-9]+(?:[-/][A-Z0-9]+)*/gi;
/** A reference of ours, whatever is written before it without a space. */
const OUR_REFERENCE = /[AP]-[0-9A-HJKMNP-TV-Z]{8}(?![A-Z0-9])/gi;
const WORD = /\p{L}+/gu;
const GENITIVE = /['’]s\b/g;

/** @param files names of its attachments: people put the child's name there */
export function hintsOf({ subject, text, files, sender }: PostText): Hints {
  const names = files.map((name) => name.replaceAll('_', ' '));
  const all = [subject, text, ...names].join('\n');
  return {
    inSubject: codesIn([subject, ...names].join('\n')),
    inText: codesIn(text),
    days: daysIn(all),
    words: [...new Set([...wordsIn(all), ...nameWords(all), ...nameWords(all.replaceAll(GENITIVE, ''))])].slice(0, MOST_WORDS),
    sender: sender === null || sender.trim() === '' ? null : sender.trim().toLowerCase(),
  };
}

const codesIn = (text: string): string[] => {
  // Of 100 references of ours, five have no digit.
  const ours = matchesOf(text, OUR_REFERENCE);
  const others = matchesOf(text, CODE).filter((code) => code.length >= 4 && /\d/.test(code));
  return [...new Set([...ours, ...others])].slice(0, MOST_CODES);
};

const matchesOf = (text: string, shape: RegExp): string[] => Array.from(text.matchAll(shape), ([code]) => code.toUpperCase());

const wordsIn = (text: string): string[] => Array.from(text.matchAll(WORD), ([word]) => plain(word));

/** A name as words that can be compared: small letters, without accents or apostrophes, for O’Neill is written with and without. */
export const nameWords = (name: string): string[] => wordsIn(name.replaceAll(/['’]/g, ''));

/** Zoë is written without her dots. */
const plain = (word: string): string => word.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
