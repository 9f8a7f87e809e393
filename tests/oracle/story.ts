/**
 * The words the oracle reads and writes: the clock's own JSON (docs/vocabulary.md sections 2, 3 and 5), typed by hand so that
 * nothing here leans on the code it is there to check.
 */

/** A civil day in England, `YYYY-MM-DD`. Days are compared as text, which for this form is their order in time. */
export type Day = string;

/** A fact as told to the clock; `on` may be left out where it can be derived (law.md section 5). */
export type OracleFact = Readonly<{
  id: string;
  type: string;
  on?: Day;
  by?: string;
  channel?: string;
  receivedAt?: string;
  postedOn?: Day;
  sentAt?: string;
  servedOn?: Day;
  emailConsent?: boolean;
  to?: string;
  from?: string;
  under?: string;
  adviser?: string;
  role?: string;
  receivedOn?: Day;
  setting?: string;
  answer?: string;
  ground?: string;
  closedFrom?: Day;
  reopensOn?: Day;
  steps?: readonly string[];
  impracticalBecause?: string;
  health?: string | boolean;
  what?: string;
  party?: string;
  dates?: Readonly<Record<string, Day>>;
  against?: string;
  sentToAuthorityOn?: Day;
  order?: string;
  sentOutOn?: Day;
  meetingOn?: Day;
  term?: string;
  decision?: string;
  kind?: string;
  transferOn?: Day;
  lastAssessedOn?: Day;
  reason?: string;
  movesOn?: Day;
  promisedOn?: Day;
  corrects?: string;
  replacement?: OracleFact | null;
}>;

export type OracleInput = Readonly<{
  today: Day;
  facts: readonly OracleFact[];
  settings?: Readonly<Record<string, never>>;
  calendar?: Readonly<{ terms: readonly Readonly<{ term: string; startsOn: Day }>[] }>;
}>;

export type Outcome = 'pending' | 'in-time' | 'late' | 'late-excused' | 'not-owed' | 'open' | 'respected' | 'breached';

export type AlsoCounted = Readonly<{ basis: string; dueOn: Day }>;

/** One duty as the law has it on the day asked. `alsoCounted` is in order of basis. Windows have no `actBy`, `doneOn` or lateness. */
export type OracleDuty = Readonly<{
  code: string;
  subject: string | null;
  occurrence: string;
  dueOn: Day;
  actBy: Day | null;
  notBefore: Day | null;
  outcome: Outcome;
  doneOn: Day | null;
  daysLate: number;
  alsoCounted: readonly AlsoCounted[];
}>;

export type Permission = Readonly<{ code: string; until: Day }>;

export type OracleAnswer = Readonly<{
  facts: readonly DatedFact[];
  duties: readonly OracleDuty[];
  permissions: readonly Permission[];
}>;

/** A fact whose legal day is known; `strictOn` only where the stricter view gives another day. */
export type DatedFact = OracleFact & Readonly<{ on: Day; strictOn?: Day }>;

/** What the duties are read from: standing facts in order of their day, corrections already applied. */
export type Story = Readonly<{
  facts: readonly DatedFact[];
  today: Day;
  terms: readonly Readonly<{ term: string; startsOn: Day }>[];
}>;

/** Facts of these types, in order of their day. */
export function factsOf(story: Story, ...types: readonly string[]): DatedFact[] {
  return story.facts.filter((fact) => types.includes(fact.type));
}

/** First of these facts on or after `from` and strictly before `before` (null: no end). */
export function firstFrom(facts: readonly DatedFact[], from: Day, before: Day | null = null): DatedFact | null {
  return facts.find((fact) => fact.on >= from && (before === null || fact.on < before)) ?? null;
}

/** Day of the next of these facts strictly after `day`. */
export function nextAfter(facts: readonly DatedFact[], day: Day): Day | null {
  return facts.find((fact) => fact.on > day)?.on ?? null;
}

/** The later, or the earlier, of two days. */
export const laterOf = (a: Day, b: Day): Day => (a >= b ? a : b);
export const earlierOf = (a: Day, b: Day): Day => (a <= b ? a : b);
