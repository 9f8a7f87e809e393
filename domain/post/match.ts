import type { IsoDate } from '../dates/iso-date.js';
import { nameWords, type Hints } from './hints.js';

/** Which record an item of post may belong to. A proposal is never more than that: a person files it. */

export type PostCandidate = Readonly<{
  ref: string;
  isOpen: boolean;
  child: Readonly<{ givenName: string; familyName: string; bornOn: IsoDate; upn: string | null; councilReference: string | null }>;
  people: readonly Readonly<{ name: string; relation: string; email: string | null; withheld: boolean }>[];
  /** Advisers and settings whose answer the record waits for. */
  asked: readonly Readonly<{ name: string; email: string | null }>[];
}>;

export type MatchReason = Readonly<
  | { kind: 'reference' | 'upn' | 'council-reference'; where: 'subject' | 'text'; code: string }
  | { kind: 'family-address'; name: string; relation: string; withheld: boolean }
  | { kind: 'asked-address'; name: string }
  | { kind: 'born'; on: IsoDate }
  | { kind: 'name' }
>;

/** How much speaks for it: `certain` a number of ours, `likely` an address or birth date of the family's with it, `possible` a name, or who was asked. */
export const STRENGTHS = ['certain', 'likely', 'possible'] as const;
export type Strength = (typeof STRENGTHS)[number];

export type Proposal<Candidate extends PostCandidate = PostCandidate> = Readonly<{ candidate: Candidate; reasons: readonly MatchReason[]; strength: Strength; namesChild: boolean }>;

/** The records something speaks for, what is most likely first; of equals the open ones, then by reference. */
export function proposalsFor<Candidate extends PostCandidate>(hints: Hints, candidates: readonly Candidate[]): Proposal<Candidate>[] {
  const words = new Set(hints.words);
  return candidates.flatMap((candidate) => proposal(hints, words, candidate) ?? []).sort((a, b) => STRENGTHS.indexOf(a.strength) - STRENGTHS.indexOf(b.strength) || b.reasons.length - a.reasons.length || Number(b.candidate.isOpen) - Number(a.candidate.isOpen) || (a.candidate.ref < b.candidate.ref ? -1 : 1));
}

function proposal<Candidate extends PostCandidate>(hints: Hints, words: ReadonlySet<string>, candidate: Candidate): Proposal<Candidate> | null {
  const { ref, child, people, asked } = candidate;
  const names = namesOf(child);
  const has = (name: readonly string[]): boolean => name.length > 0 && name.every((word) => words.has(word));
  const [given, family, born] = [has(names.given), has(names.family), hints.days.includes(child.bornOn)];
  const numbers = [...numberOf(hints, 'reference', ref), ...numberOf(hints, 'upn', child.upn), ...numberOf(hints, 'council-reference', child.councilReference)];
  const fromFamily = people.filter(({ email }) => isSender(hints, email)).map(({ name, relation, withheld }): MatchReason => ({ kind: 'family-address', name, relation, withheld }));
  const fromAsked = asked.filter(({ email }) => isSender(hints, email)).map(({ name }): MatchReason => ({ kind: 'asked-address', name }));
  const name: MatchReason[] = given && family ? [{ kind: 'name' }] : [];
  const birth: MatchReason[] = born && (family || given || fromFamily.length + fromAsked.length > 0) ? [{ kind: 'born', on: child.bornOn }] : [];
  const reasons = [...numbers, ...fromFamily, ...name, ...birth, ...fromAsked];
  if (reasons.length === 0) return null;
  const isLikely = fromFamily.length > 0 || (birth.length > 0 && family) || (fromAsked.length > 0 && name.length > 0);
  return { candidate, reasons, strength: numbers.length > 0 ? 'certain' : isLikely ? 'likely' : 'possible', namesChild: numbers.length + fromFamily.length + name.length + birth.length > 0 };
}

type Names = Readonly<{ given: readonly string[]; family: readonly string[] }>;
const taken = new WeakMap<PostCandidate['child'], Names>();

/** A child's name taken apart, once however many items are held against it. */
function namesOf(child: PostCandidate['child']): Names {
  const known = taken.get(child) ?? { given: nameWords(child.givenName), family: nameWords(child.familyName) };
  taken.set(child, known);
  return known;
}

function numberOf({ inSubject, inText }: Hints, kind: 'reference' | 'upn' | 'council-reference', code: string | null): MatchReason[] {
  if (code === null) return [];
  const written = code.toUpperCase();
  if (inSubject.includes(written)) return [{ kind, where: 'subject', code }];
  return inText.includes(written) ? [{ kind, where: 'text', code }] : [];
}

const isSender = ({ sender }: Hints, email: string | null): boolean => sender !== null && email?.trim().toLowerCase() === sender;

/**
 * Whether somebody may see an item that is not filed yet. What speaks most for a child decides: it is shown to whoever may see one
 * of those records, and where one of them is restricted to the people named on that record alone. An item that says nothing of any
 * child is everybody's who opens the post.
 */
export function maySeeUnfiled(proposals: readonly Proposal<PostCandidate & Readonly<{ visible: boolean; restricted: boolean }>>[]): boolean {
  const about = proposals.filter(({ namesChild }) => namesChild);
  const strongest = about.filter(({ strength }) => strength === about[0]?.strength).map(({ candidate }) => candidate);
  if (strongest.length === 0) return true;
  return strongest.some(({ visible }) => visible) && strongest.every(({ restricted, visible }) => visible || !restricted);
}
