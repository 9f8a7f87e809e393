import type { IsoDate } from '../dates/iso-date.js';
import type { FactType, ToldFact } from '../facts/fact.js';

/** The versions of a plan's text: one is written at a time; sent, it never changes, and the next one starts from it. */

/** `draft` and `proposed` are sent for the family's views; `final` and `amended` are in force. */
export const VERSION_KINDS = ['draft', 'proposed', 'final', 'amended'] as const;
export type VersionKind = (typeof VERSION_KINDS)[number];

/** What a version becomes when this fact names it. @source SEND Regulations 2014 regs 13(1), 13(2), 14, 22(2), 22(3), 27(2) */
const SENT_BY: Readonly<Partial<Record<FactType, VersionKind>>> = {
  'draft-plan-sent': 'draft',
  'final-plan-issued': 'final',
  'amendment-notice-sent': 'proposed',
  'amended-plan-issued': 'amended',
  'reassessed-plan-issued': 'final',
};

/** The kind of version a fact sends; null for facts that send none. */
export const versionSentBy = (type: FactType): VersionKind | null => SENT_BY[type] ?? null;

export const isFinal = (kind: VersionKind): boolean => kind === 'final' || kind === 'amended';

/** What is written on a record before anything says it is final. */
export const kindWritten = (recordKind: string): VersionKind => (recordKind === 'plan' ? 'proposed' : 'draft');

/** A version as a fact's evidence names it: its number, and how often it had been saved when its sender read it. */
export type NamedVersion = Readonly<{ number: number; saves: number }>;

export const VERSION_EVIDENCE = /^plan:(\d{1,3})\/(\d{1,6})$/;

export const evidenceOfVersion = ({ number, saves }: NamedVersion): string => `plan:${number}/${saves}`;

/** The version a fact says it sends; null where it names none, or is of a kind that sends none. */
export function versionNamed(fact: Readonly<{ type: FactType; evidence?: ToldFact['evidence'] }>): NamedVersion | null {
  if (versionSentBy(fact.type) === null) return null;
  const named = [fact.evidence ?? []].flat().flatMap((evidence) => {
    const [, number, saves] = VERSION_EVIDENCE.exec(evidence) ?? [];
    return number === undefined || saves === undefined ? [] : [{ number: Number(number), saves: Number(saves) }];
  });
  return named[0] ?? null;
}

export type SentVersion = Readonly<{ number: number; kind: VersionKind; sentOn: IsoDate | null }>;

/**
 * The version that the next one starts from: the last sent, or, once proposed amendments were dropped, the one in force.
 * @param droppedOn civil day the last amendment was dropped; null: none was
 */
export function startsFrom(versions: readonly SentVersion[], droppedOn: IsoDate | null): SentVersion | null {
  const sent = versions.filter(({ sentOn }) => sentOn !== null).sort((a, b) => b.number - a.number);
  return sent.find(({ kind, sentOn }) => !(kind === 'proposed' && droppedOn !== null && sentOn !== null && sentOn <= droppedOn)) ?? null;
}
