import { createHash } from 'node:crypto';
import { judgeFile, MEDIA_TYPES, type FileFault } from '../../domain/advice/file-kinds.js';
import type { NewDocument } from '../document-models.js';
import type { FieldProblem } from '../errors.js';
import type { UseCaseDeps } from '../ports.js';
import { newRef } from '../refs.js';

/** Files that people hand in, whatever for: judged, told what is wrong, put away. */

export type HandedIn = Readonly<{ /** As its owner calls it. */ name: string; content: Buffer }>;

const MOST_BYTES = 10 * 1024 * 1024;
const LONGEST_NAME = 150;

const FAULTS: Readonly<Record<FileFault | 'too-large', string>> = {
  empty: 'is empty: choose another file',
  'ending-unknown': 'must be a PDF, Word document (docx), OpenDocument text, plain text, PNG or JPEG',
  'not-what-it-says': 'is not what its name says: save it again in the program that made it, as PDF if you can',
  'holds-macros': 'carries macros: save it without them, as PDF if you can',
  'too-large': 'must be at most 10 MB',
};

/** Why a file cannot be kept; null where it can. */
export function faultOf({ name, content }: HandedIn): keyof typeof FAULTS | null {
  const verdict = judgeFile(name, content);
  if ('problem' in verdict) return verdict.problem;
  return content.length > MOST_BYTES ? 'too-large' : null;
}

/** What is wrong with each, by name. */
export const fileProblems = (files: readonly HandedIn[]): FieldProblem[] =>
  files.flatMap((file) => {
    const fault = faultOf(file);
    return fault === null ? [] : [{ path: 'file', message: `${plainName(file.name)} ${FAULTS[fault]}` }];
  });

/** Puts the bytes away. @returns what the record is to know of each */
export async function putAway({ files }: Pick<UseCaseDeps, 'files'>, handedIn: readonly HandedIn[]): Promise<NewDocument[]> {
  return Promise.all(
    handedIn.map(async ({ name, content }) => {
      const ref = newRef('D');
      await files.put(ref, content);
      return { ref, name: plainName(name), mediaType: mediaTypeOf(name, content), bytes: content.length, sha256: shaOf(content) };
    }),
  );
}

/** Without a folder before it or anything a header could misread. */
export const plainName = (name: string): string => (name.split(/[/\\]/).at(-1) ?? '').replaceAll(/[^\p{L}\p{N} ._()-]/gu, '-').slice(-LONGEST_NAME);

export const shaOf = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

function mediaTypeOf(name: string, content: Buffer): string {
  const verdict = judgeFile(name, content);
  return 'kind' in verdict ? MEDIA_TYPES[verdict.kind] : MEDIA_TYPES.txt; // our own paper of a mail
}
