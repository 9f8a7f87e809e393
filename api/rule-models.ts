import type { IsoDate } from '../domain/dates/iso-date.js';
import type { Instant } from '../domain/dates/london.js';
import type { RuleContent, RuleKind, RuleVersion } from '../domain/own-rules.js';

/** A version of a rule, with who made it, and what they noted. */
export type RuleRow = RuleVersion & Readonly<{ author: Readonly<{ ref: string; name: string }>; madeAt: Instant; note: string | null }>;

export type NewRule = Readonly<{
  kind: RuleKind;
  content: RuleContent;
  by: string;
  at: Instant;
  effectiveFrom: IsoDate;
  note: string | null;
  /** Number of the last version its author had seen; 0: none. */
  after: number;
}>;

/** The versions of the council's own rules. */
export type OwnRules = Readonly<{
  /** Of a kind, newest first; null: of every kind. */
  versions: (kind: RuleKind | null) => Promise<readonly RuleRow[]>;
  /** @returns its number; null where another was made since */
  add: (rule: NewRule) => Promise<number | null>;
  /** How often each cause of delay has been given: to a step, to a red of a report, to a watched fault; taken back or not. */
  causesGiven: () => Promise<ReadonlyMap<string, number>>;
}>;
