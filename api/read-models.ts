import type { AgendaItem } from '../domain/agenda.js';
import type { IsoDate } from '../domain/dates/iso-date.js';
import type { Instant } from '../domain/dates/london.js';
import type { Duty } from '../domain/duty.js';
import type { AdviserRole, Fact, FactType } from '../domain/facts/fact.js';
import type { NextStep, Stage } from '../domain/next-steps.js';
import type { Progress } from '../domain/progress.js';
import type { RefusalCode } from '../domain/sequence.js';
import type { Role } from '../domain/settings.js';

/** What repositories return and routes and pages render: plain values, no database types. Days end in `On`, instants in `At`. */

/** One page of a longer list; `next` is the opaque cursor of the page after it, null on the last. */
export type Page<T> = Readonly<{ items: readonly T[]; next: string | null }>;

/** A reference and the name a person knows it by. Names are for screens: never for logs, URLs or Temporal. */
export type Named = Readonly<{ ref: string; name: string }>;

/* ---------------------------------------------------------------- staff */

/** Services that give advice (docs/vocabulary.md section 6). */
export const SERVICES = ['educational-psychology', 'health', 'social-care', 'education', 'other'] as const;
export type AdviceService = (typeof SERVICES)[number];

export type StaffMember = Readonly<{
  /** `S-...` */
  ref: string;
  /** The address the person signs in with. */
  account: string;
  name: string;
  /** False from the day the person left: signs in no more, loses every session at once. */
  active: boolean;
  /** A demonstration account: it signs in without a password, in demonstration mode only. */
  demo: boolean;
  roles: readonly Role[];
  team: string | null;
  /** Of a professional or partner's manager, one of SERVICES; of council staff, the service their team belongs to. */
  service: string | null;
  /** Every team of that service, so that one look-up settles what a service manager sees. */
  teamsOfService: readonly string[];
}>;

/** An account offered on the sign-in page, in demonstration mode only. */
export type DemoAccount = Readonly<{ account: string; name: string; roles: readonly Role[]; team: string | null }>;

/* ---------------------------------------------------------------- scope */

/**
 * Which records a person may see: those of `teams` (or of all), and, for a caseworker, those owned by `staff`.
 * A restricted record is seen by the people named on it only, whatever else is granted.
 */
export type Scope = Readonly<{ staff: string; owns: boolean; teams: readonly string[] | 'all' }>;

/**
 * Whose advice requests a person may see and answer: those asked of `staff`; those asked of a service and of nobody by name,
 * for `inboxes`; all asked of a service or its people, for `manages`.
 */
export type AdviceScope = Readonly<{ staff: string; inboxes: readonly string[]; manages: readonly string[] }>;

/* ---------------------------------------------------------------- cases */

export type CaseKind = 'assessment' | 'reassessment';

/** The duty a row or heading points at: the one to act on first. */
export type NextDuty = Readonly<
  Pick<Duty, 'code' | 'subject' | 'occurrence' | 'kind' | 'dueOn' | 'actBy' | 'outcome' | 'daysLate' | 'law' | 'because'> & {
    /** The name behind `subject`, where it is an adviser or a setting. */
    subjectName: string | null;
  }
>;

export type WorkListRow = Readonly<{
  ref: string;
  child: Named;
  /** National curriculum year, Reception 0; null outside school age. */
  yearGroup: number | null;
  stage: Stage | null;
  owner: Named | null;
  team: string;
  next: NextDuty | null;
  /** Statutory duties of the authority that are overdue and undone. */
  countLate: number;
  receivedOn: IsoDate | null;
  /** Calendar days since the request, never reset. */
  daysSinceRequest: number | null;
}>;

export type WorkListQuery = Readonly<{
  today: IsoDate;
  cursor: string | null;
  limit: number;
  /** `mine`: owned by the person asking. */
  mine?: boolean;
  /** Only records with an overdue statutory duty of the authority. */
  late?: boolean;
  stage?: Stage;
  team?: string;
  /** Ended records instead of open ones. */
  ended?: boolean;
  /** Part of the child's name, or the whole of a reference or UPN. */
  search?: string;
}>;

/** Enough of a record to decide whether a person may act on it, and on what. */
export type CaseAccess = Readonly<{
  ref: string;
  kind: CaseKind;
  team: string;
  owner: string | null;
  /** Position of the last journal entry. */
  position: number;
  stage: Stage | null;
  progress: Progress | null;
  outcome: string | null;
}>;

export type Child = Readonly<{
  ref: string;
  name: string;
  bornOn: IsoDate | null;
  upn: string | null;
  /** The council's own reference for the child. */
  councilReference: string | null;
  yearGroup: number | null;
  setting: Named | null;
}>;

/** Somebody who speaks for the child. Details of a withheld contact are null. */
export type PersonOfChild = Readonly<{ ref: string; name: string; relation: string; hasParentalResponsibility: boolean; contactable: boolean }>;

/** One who may be asked for advice: a person or an inbox of a service. */
export type Adviser = Readonly<{ ref: string; name: string; role: AdviserRole; service: AdviceService | null; staff: string | null }>;
export type SettingOption = Readonly<{ ref: string; name: string; kind: string }>;

/** A duty with the name behind its subject. */
export type CaseDuty = Readonly<Duty & { subjectName: string | null }>;

/** How long, three ways, never reset (design.md, the clock): all in calendar days. */
export type Waits = Readonly<{ sinceRequest: number; withOwner: number | null }>;

/** What the repository reads for a case in one go; the use-case adds the lawful next steps. */
export type CaseRecord = Readonly<{
  access: CaseAccess;
  child: Child;
  people: readonly PersonOfChild[];
  /** Advisers this record has asked, by reference. */
  advisers: readonly Adviser[];
  /** Settings this record has consulted. */
  settings: readonly SettingOption[];
  owner: Named | null;
  team: Named;
  restricted: boolean;
  receivedOn: IsoDate | null;
  ownedSince: IsoDate | null;
  /** Every duty as it stands on the day asked, in the order actBy, dueOn, code; decided and not-owed ones last. */
  duties: readonly CaseDuty[];
  /** What the engine will do next, soonest first; not the past. */
  agenda: readonly AgendaItem[];
  warnings: readonly { code: string; message: string }[];
  /** Commands sent but not yet recorded: no worker has answered so far. */
  pending: readonly CommandStatus[];
  /** Latest entries, newest first. */
  latest: readonly HistoryEntry[];
}>;

/** A next step the law allows, and whether this person may take it. */
export type OfferedStep = NextStep & Readonly<{ may: boolean; needsPanelOrManager: boolean }>;

export type CaseView = CaseRecord & Readonly<{ today: IsoDate; waits: Waits | null; nextSteps: readonly OfferedStep[] }>;

/** What the engine did, by itself: the keys of its claim, nothing personal. */
export type ActDone = Readonly<{ act: AgendaItem['act']; duty: Duty['code']; subject: string | null; occurrence: string; rung: string; to: Role | null }>;

export type HistoryEntry = Readonly<{
  /** Position in the record's journal; a fact's id is `j` and this. */
  entry: number;
  kind: 'fact' | 'act';
  recordedAt: Instant;
  /** Null for what the engine did; the person's reference stays when the person has left. */
  recordedBy: Named | null;
  fact: Fact | null;
  act: ActDone | null;
  /** The correction that took this entry out, if any. */
  correctedBy: number | null;
  /** Free text behind note references of the fact. */
  notes: readonly { ref: string; field: string; text: string }[];
  subjectName: string | null;
}>;

/* ---------------------------------------------------------------- commands */

export type CommandStatus = Readonly<{
  id: string;
  caseRef: string;
  actor: string;
  sentAt: Instant;
  types: readonly FactType[];
}> &
  Readonly<
    | { state: 'pending' }
    /** A correction waits for a second person (docs/vocabulary.md section 6). */
    | { state: 'awaiting-second-person' }
    | { state: 'recorded'; entry: number; facts: readonly Fact[] }
    | { state: 'refused'; code: RefusalCode | 'changed-since'; notBefore: IsoDate | null }
    | { state: 'declined' }
  >;

/* ---------------------------------------------------------------- advice */

export type AdviceRequestRow = Readonly<{
  caseRef: string;
  adviser: Adviser;
  child: Readonly<{ ref: string; name: string; bornOn: IsoDate | null; setting: Named | null }>;
  requestedOn: IsoDate;
  dueOn: IsoDate;
  actBy: IsoDate | null;
  outcome: Duty['outcome'];
  daysLate: number;
  law: string;
  because: Duty['because'];
  /** The day advice came, or was declined. */
  answeredOn: IsoDate | null;
}>;

export type AdviceQuery = Readonly<{ today: IsoDate; cursor: string | null; limit: number; answered: boolean }>;

/* ---------------------------------------------------------------- figures */

/** A number that lists its cases: `count` is always `cases.length`. */
export type Figure = Readonly<{ code: string; stage: Stage | null; count: number; cases: readonly string[] }>;
export type Figures = Readonly<{ on: IsoDate; figures: readonly Figure[] }>;
