import type { AgendaItem, Climb } from '../domain/agenda.js';
import type { IsoDate } from '../domain/dates/iso-date.js';
import type { Permission } from '../domain/derive.js';
import type { Instant } from '../domain/dates/london.js';
import type { OfDuty } from '../domain/delay-cause.js';
import type { Duty } from '../domain/duty.js';
import type { AdviserRole, Fact, FactType } from '../domain/facts/fact.js';
import type { NextStep } from '../domain/next-steps.js';
import type { Stage } from '../domain/stages.js';
import type { Progress } from '../domain/progress.js';
import type { RefusalCode } from '../domain/sequence.js';
import type { Role } from '../domain/settings.js';
import type { Unreached } from '../domain/tell/people.js';
import type { Waits } from '../domain/waits.js';

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
  /** Colleagues away today whose records this person looks after meanwhile. */
  covers: readonly Named[];
}>;

/** An account offered on the sign-in page, in demonstration mode only. */
export type DemoAccount = Readonly<{ account: string; name: string; roles: readonly Role[]; team: string | null }>;

/* ---------------------------------------------------------------- scope */

/**
 * Which records a person may see: those of `teams` (or of all), and, for a caseworker, those owned by `staff` or by somebody
 * they cover for. A restricted record is seen by the people named on it only, whatever else is granted. `audits`: quality audits too,
 * which are no cases.
 */
export type Scope = Readonly<{ staff: string; owns: boolean; covers?: readonly string[]; teams: readonly string[] | 'all'; audits?: boolean }>;

/**
 * Whose advice requests a person may see and answer: those asked of `staff`; those asked of a service and of nobody by name,
 * for `inboxes`; all asked of a service or its people, for `manages`.
 */
export type AdviceScope = Readonly<{ staff: string; inboxes: readonly string[]; manages: readonly string[] }>;

/* ---------------------------------------------------------------- cases */

export type CaseKind = 'assessment' | 'reassessment' | 'plan' | 'audit';

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
  waits: Waits | null;
  /** Position of the last journal entry: what somebody who acts on several cases at once had seen of this one. */
  entry: number;
}>;

export type WorkListQuery = Readonly<{
  today: IsoDate;
  cursor: string | null;
  limit: number;
  /** Held by the person asking, or by somebody they cover for. */
  mine?: boolean;
  /** Held by this person; `nobody`: by nobody. */
  owner?: string;
  /** Something is to be done by this day. */
  actBy?: IsoDate;
  /** Only records with an overdue statutory duty of the authority. */
  late?: boolean;
  stage?: Stage;
  team?: string;
  /** Ended records instead of open ones. */
  ended?: boolean;
  /** Part of the child's name, the day they were born, or the whole of a reference or UPN. */
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
  /** The child attends a school, college or other setting. */
  attends: boolean;
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

/** Somebody in the child's life, and how they may be written to. No address: that stands on their own envelope only. */
export type PersonOfChild = Readonly<{
  ref: string;
  name: string;
  relation: string;
  hasParentalResponsibility: boolean;
  contactable: boolean;
  hasCare: boolean;
  speaksFor: 'nobody' | 'chosen' | 'appointed';
  /** How letters of this record reach them; null where they get none, and then why. */
  writtenTo: 'email' | 'letter' | null;
  notWrittenTo: Unreached['why'] | null;
  addressProtected: boolean;
  language: string | null;
  interpreter: boolean;
  largePrint: boolean;
}>;

/** One request for advice and what became of it. */
export type AdviceAsked = Readonly<{
  adviser: Adviser;
  /** Id of the request. */
  occurrence: string;
  askedOn: IsoDate;
  dueOn: IsoDate;
  outcome: Duty['outcome'];
  daysLate: number;
  /** How it was answered, and when; null while it is not. */
  answer: Extract<FactType, 'advice-received' | 'advice-declined' | 'advice-reused' | 'advice-not-needed'> | null;
  answeredOn: IsoDate | null;
  /** Sent back for what was missing; null where it was not, or has been answered since. */
  returnedOn: IsoDate | null;
  /** The day the adviser says it will come. */
  expectedOn: IsoDate | null;
  /** Who of the service has taken it on. */
  heldBy: string | null;
  remindedOn: IsoDate | null;
}>;

/** A paper on file; its bytes are fetched by its reference. */
export type DocumentOfCase = Readonly<{
  ref: string; kind: string; name: string; mediaType: string; bytes: number; givenBy: string; givenAt: Instant;
  /** Of a paper that came by post and was filed for a fact that is not recorded yet: the item, and the fact. */
  toRecord: Readonly<{ post: string; fact: FactType }> | null;
}>;

/** One who may be asked for advice: a person or an inbox of a service. */
export type Adviser = Readonly<{ ref: string; name: string; role: AdviserRole; service: AdviceService | null; staff: string | null }>;
export type SettingOption = Readonly<{ ref: string; name: string; kind: string }>;

/** Why a step is late, as somebody said: for learning. It excuses nothing. */
export type SaidCause = OfDuty &
  Readonly<{
    /** Of the journal. */
    entry: number;
    /** A code of the council's list. */
    cause: string;
    text: string | null;
    on: IsoDate;
    by: Named;
  }>;

/** A duty with the name behind its subject. */
export type CaseDuty = Readonly<Duty & { subjectName: string | null }>;

export type { Waits };

/** What the repository reads for a case in one go; the use-case adds the lawful next steps. */
export type OtherRecord = Readonly<{ ref: string; kind: CaseKind; stage: Stage | null; isOpen: boolean }>;

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
  waits: Waits | null;
  /** The child's other records that the reader may see, oldest first: the plan that followed an assessment, the assessment before a plan. */
  others: readonly OtherRecord[];
  /** Every request for advice, in the order asked. */
  advice: readonly AdviceAsked[];
  /** Papers on file, newest first. */
  documents: readonly DocumentOfCase[];
  /** Every duty as it stands on the day asked, in the order actBy, dueOn, code; decided and not-owed ones last. */
  duties: readonly CaseDuty[];
  /** Causes of lateness that stand, oldest first. */
  causes: readonly SaidCause[];
  /** What the engine will do next, soonest first; not the past. */
  agenda: readonly AgendaItem[];
  /** Every owed duty with its ladder: what has been told of it, and what would be next. */
  climbs: readonly Climb[];
  /** What the law lets the council do, until a day. */
  permissions: readonly Permission[];
  warnings: readonly { code: string; message: string }[];
  /** Commands sent but not yet recorded: no worker has answered so far. */
  pending: readonly CommandStatus[];
  /** Latest entries, newest first. */
  latest: readonly HistoryEntry[];
}>;

/** A next step the law allows, and whether this person may take it. */
export type OfferedStep = NextStep & Readonly<{ may: boolean; needsPanelOrManager: boolean }>;

export type CaseView = CaseRecord & Readonly<{ today: IsoDate; nextSteps: readonly OfferedStep[] }>;

/** A record as it was known at the end of a past day: facts recorded later do not count. */
export type CaseThen = Readonly<{
  ref: string;
  child: Named;
  on: IsoDate;
  /** The day of the first entry: nothing was known before it. */
  since: IsoDate;
  stage: Stage | null;
  owner: Named | null;
  receivedOn: IsoDate | null;
  waits: Waits | null;
  duties: readonly CaseDuty[];
  /** Position of the last entry then. */
  entry: number;
}>;

/** What the engine did, by itself: the keys of its claim, nothing personal. */
export type ActDone = Readonly<{ act: AgendaItem['act']; duty: Duty['code']; subject: string | null; occurrence: string; rung: string; to: Role | null }>;

export type HistoryEntry = Readonly<{
  /** Position in the record's journal; a fact's id is `j` and this. */
  entry: number;
  kind: 'fact' | 'act';
  recordedAt: Instant;
  /** Null for what the engine did by itself; the person's reference stays when the person has left. */
  recordedBy: Named | null;
  fact: Fact | null;
  act: ActDone | null;
  /** What was noted besides, moving no duty: a letter delivered, a panel's decision. Codes and references only. */
  noted: Readonly<{ type: string; about: Readonly<Record<string, unknown>> }> | null;
  /** The correction that took this entry out, if any. */
  correctedBy: number | null;
  /** Free text behind note references of the fact. */
  notes: readonly { ref: string; field: string; text: string }[];
  subjectName: string | null;
}>;

/* ---------------------------------------------------------------- the day's work */

/** A record as a step over several needs it. */
export type GatheredCase = Readonly<{
  ref: string;
  /** The child's name. */
  child: string;
  team: string;
  owner: string | null;
  entry: number;
  bornOn: IsoDate;
  sensory: 'none' | 'hearing' | 'vision' | 'both';
  forcesFamily: boolean;
  setting: SettingOption | null;
  facts: readonly Fact[];
  /** Advisers whose advice is overdue, with the request each is about. */
  lateAdvice: readonly Readonly<{ adviser: string; occurrence: string }>[];
}>;

/** What somebody holds; `staff` null: what nobody of the team holds. */
export type CaseloadRow = Readonly<{
  staff: Named | null;
  /** They have left, and hold records still. */
  leftOn: IsoDate | null;
  open: number;
  late: number;
  /** To be acted on within 7 days. */
  dueSoon: number;
  /** Days since the oldest request among them. */
  longestWait: number | null;
  awayUntil: IsoDate | null;
  cover: Named | null;
}>;

export type AbsenceRow = Readonly<{ id: number; staff: Named; fromOn: IsoDate; toOn: IsoDate; cover: Named | null }>;

/** What a kept view shows: codes and references only, never words somebody looked for. */
export type FilterQuery = Readonly<{ view?: string; stage?: string; owner?: string; by?: string }>;
export type SavedFilter = Readonly<{ name: string; query: FilterQuery }>;

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
  /** Id of the fact that asked: an adviser may be asked again. */
  occurrence: string;
  /** Who of the service has it: whoever took it or was given it, else the person asked by name. */
  holder: Named | null;
  /** The day the adviser expects to answer, where they have said they cannot be in time. */
  expectedOn: IsoDate | null;
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

export type AdviceQuery = Readonly<{
  today: IsoDate;
  cursor: string | null;
  limit: number;
  answered: boolean;
  /** Only those held by the person asking, by nobody, or past their day. */
  only?: 'mine' | 'unassigned' | 'late';
}>;

/* ---------------------------------------------------------------- figures */

/** A number that lists its cases: `count` is always `cases.length`. */
export type Figure = Readonly<{ code: string; stage: Stage | null; count: number; cases: readonly string[] }>;
export type Figures = Readonly<{ on: IsoDate; figures: readonly Figure[] }>;
