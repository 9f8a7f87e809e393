import type { IsoDate } from '../dates/iso-date.js';
import type { Fact } from '../facts/fact.js';
import { story as storyOf } from '../facts/story.js';

/**
 * What became of one request for advice, as both sides read it. `returned`: it waits again, and the clock has not restarted;
 * `used`: a draft plan was sent with it in hand.
 */
export type AdviceFate = Readonly<
  | { kind: 'asked'; on: IsoDate }
  | { kind: 'returned'; on: IsoDate; /** Note that says why. */ reason: string | null }
  | { kind: 'received' | 'reused' | 'not-needed'; on: IsoDate }
  | { kind: 'declined'; on: IsoDate; reason: string | null }
  | { kind: 'used'; on: IsoDate; /** The day the draft that used it was sent. */ draftOn: IsoDate }
>;

/** @param occurrence id of the `advice-requested` fact */
export function fateOf(facts: readonly Fact[], adviser: string, occurrence: string): AdviceFate | null {
  const { facts: told } = storyOf(facts);
  const start = told.findIndex(({ id }) => id === occurrence);
  const asked = told[start];
  if (asked?.type !== 'advice-requested') return null;
  const after = told.slice(start + 1);
  const again = after.findIndex((fact) => fact.type === 'advice-requested' && fact.adviser === adviser);
  const theirs = (again === -1 ? after : after.slice(0, again)).filter((fact) => 'adviser' in fact && fact.adviser === adviser);
  const last = theirs.findLast(({ type }) => type.startsWith('advice-'));
  switch (last?.type) {
    case undefined:
      return { kind: 'asked', on: asked.on };
    case 'advice-returned':
      return { kind: 'returned', on: last.on, reason: last.reason ?? null };
    case 'advice-declined':
      return { kind: 'declined', on: last.on, reason: last.reason ?? null };
    case 'advice-reused':
      return { kind: 'reused', on: last.on };
    case 'advice-not-needed':
      return { kind: 'not-needed', on: last.on };
    default: {
      const on = last?.on ?? asked.on;
      const draft = told.find((fact) => fact.type === 'draft-plan-sent' && fact.on >= on);
      return draft === undefined ? { kind: 'received', on } : { kind: 'used', on, draftOn: draft.on };
    }
  }
}
