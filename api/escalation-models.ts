import type { IsoDate } from '../domain/dates/iso-date.js';
import type { DutyCode } from '../domain/duty-codes.js';
import type { EscalationState } from '../domain/escalation.js';
import type { Role, Rung } from '../domain/settings.js';
import type { CaseAccess, CaseDuty, Named, Page, Scope } from './read-models.js';

/** What names an escalation: the duty it is about. */
export type OfEscalation = Readonly<{ caseRef: string; duty: DutyCode; subject: string | null; occurrence: string }>;

/** Which are asked for: those that wait for an answer, those with a promise that stands, those whose promise passed, or all. */
export const ESCALATION_FILTERS = ['waiting', 'promised', 'broken', 'all'] as const;
export type EscalationFilter = (typeof ESCALATION_FILTERS)[number];

/** What somebody said they will do, and by when. */
export type SaidPromise = Readonly<{ entry: number; on: IsoDate; promisedOn: IsoDate; by: Named; action: string | null }>;

export type EscalationRow = OfEscalation &
  Readonly<{
    child: Named;
    subjectName: string | null;
    owner: Named | null;
    dueOn: IsoDate;
    /** The step it has climbed to, and whom that is told to. */
    rung: string;
    to: readonly Role[];
    toldOn: IsoDate;
    /** Last day to acknowledge; null where the ladder gives none. */
    acknowledgeBy: IsoDate | null;
    state: EscalationState;
    /** The last promise; it may have passed. */
    promise: SaidPromise | null;
    /** The day passed by which it was to be done. */
    isBroken: boolean;
    /** Whom it climbs to next, and when, should nothing come between. */
    next: Readonly<{ on: IsoDate; to: readonly Role[] }> | null;
    /** Whether the reader holds a role that answers for it. */
    isMine: boolean;
  }>;

export type EscalationQuery = Readonly<{
  /** Those that wait for the reader's own roles, or of every record they answer for. */
  whose: 'mine' | 'all';
  state: EscalationFilter;
  today: IsoDate;
  cursor: string | null;
  limit: number;
}>;

/** One step of an escalation's ladder. */
export type EscalationStep = Readonly<{
  on: IsoDate;
  rungs: readonly Pick<Rung, 'rung' | 'to'>[];
  isTold: boolean;
  /** Passed over: its day was before the record came here. */
  isSkipped: boolean;
  acknowledgeBy: IsoDate | null;
  /** Who was written to, by name. */
  names: readonly string[];
  promises: readonly SaidPromise[];
}>;

export type EscalationWhole = Readonly<{
  row: EscalationRow;
  duty: CaseDuty;
  steps: readonly EscalationStep[];
  /** The last day a promise made today may name. */
  promiseBy: IsoDate;
  mayAcknowledge: boolean;
  access: CaseAccess;
  entry: number;
}>;

/** Which records a person may see, and in whose place they answer: their own, and of those they cover for today. `manages`: services whose escalations are theirs, whatever records they see; `audits`: those of quality audits are. */
export type AnsweringScope = Scope & Readonly<{ answersAs: readonly string[]; manages: readonly string[]; audits: boolean }>;

/** Escalations that are open, each only as far as the person asking may see its record. */
export type Escalations = Readonly<{
  /** Those told longest ago first. */
  open: (scope: AnsweringScope, query: EscalationQuery) => Promise<Page<EscalationRow>>;
  ofRecord: (scope: AnsweringScope, ref: string, today: IsoDate) => Promise<readonly EscalationRow[]>;
  one: (scope: AnsweringScope, of: OfEscalation, today: IsoDate) => Promise<EscalationRow | null>;
  /** How many wait for the person's own answer. */
  count: (scope: AnsweringScope, today: IsoDate) => Promise<number>;
  /** Who was written to of each rung, by name. */
  told: (of: OfEscalation) => Promise<readonly Readonly<{ rung: string; name: string }>[]>;
  /** Who made these entries of a record, and in which words. */
  said: (ref: string, entries: readonly number[]) => Promise<readonly Readonly<{ entry: number; by: Named; action: string | null }>[]>;
}>;
