/** Files that people hand in: what every form says of them. */

export const MOST_BYTES = 10 * 1024 * 1024;
const LONGEST_NAME = 150;

export const FILE_PROBLEMS = {
  empty: 'is empty: choose another file',
  'ending-unknown': 'must be a PDF, Word document (docx), OpenDocument text, plain text, PNG or JPEG',
  'not-what-it-says': 'is not what its name says: save it again in the program that made it, as PDF if you can',
  'holds-macros': 'carries macros: save it without them, as PDF if you can',
} as const;

/** Without a folder before it or anything a header could misread. */
export const plainName = (name: string): string => (name.split(/[/\\]/).at(-1) ?? '').replaceAll(/[^\p{L}\p{N} ._()-]/gu, '-').slice(-LONGEST_NAME);
