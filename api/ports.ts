import type { Ladders } from './ladder-models.js';
import type { GoodPractices } from './good-practice-models.js';
import type { AuditLearning } from './learning-models.js';
import type { OwnRules } from './rule-models.js';
import type { IsoDate } from '../domain/dates/iso-date.js';
import type { Instant } from '../domain/dates/london.js';
import type { OfDuty } from '../domain/delay-cause.js';
import type { Duty } from '../domain/duty.js';
import type { Fact, FactType, ToldFact } from '../domain/facts/fact.js';
import type { CostBand, Transport } from '../domain/placement.js';
import type { PanelDecision, PanelQuestion, PanelVote } from '../domain/panel.js';
import type { RefusalCode } from '../domain/sequence.js';
import type { DateKind, SettingCalendar } from '../domain/setting-calendar.js';
import type { Calendar, Settings } from '../domain/settings.js';
import type { BounceOutcome, Mended, MendedAddress, NotTold, SentMessage, TaskEnd, TaskQuery, TaskRow, WaitingNotice, WholeMessage } from './letter-models.js';
import type { ReviewFeeds, SettingReviews } from './setting-review-models.js';
import type { Imports } from './import-models.js';
import type { Improvement } from './improvement-models.js';
import type { Exports } from './export-models.js';
import type { AdviceStore } from './advice-models.js';
import type { AuditFrameworks, Audits, AuditStock } from './audit-models.js';
import type { Cohorts } from './cohort-models.js';
import type { DocumentRow, DocumentStore, NewDocument } from './document-models.js';
import type { Escalations } from './escalation-models.js';
import type { FamilyReads } from './family-models.js';
import type { FeedbackStore } from './feedback-models.js';
import type { ForecastReads } from './forecast-models.js';
import type { Links } from './link-models.js';
import type { PlanVersions } from './plan-models.js';
import type { PostBox } from './post-models.js';
import type { RedExplanations, ReportReaders, Reports } from './report-models.js';
import type { ReviewLists } from './review-list-models.js';
import type { ReviewReads } from './review-models.js';
import type { ConsultationAnswered } from '../domain/consultation.js';
import type { ConsultationSeen, PanelRow, PanelSheet, PaperChoice, PlacementRow } from './decision-models.js';
import type {
  AbsenceRow, CaseloadRow, CaseThen, FilterQuery, GatheredCase, SavedFilter,
  Adviser, AdviceQuery, AdviceRequestRow, AdviceScope, CaseAccess, CaseDuty, CaseKind, CaseRecord, CommandStatus, DemoAccount, Figures,
  HistoryEntry, Named, Page, Scope, SettingOption, StaffMember, WorkListQuery, WorkListRow,
} from './read-models.js';
import type { FamilyPerson } from './use-cases/family-people.js';

/** What use-cases need from the world. PostgreSQL's side is prisma/repositories, Temporal's is api/processes.ts. */

/** A fact ready for the journal: its day derived, its free text moved to a note, its id still to be given. */
export type DatedFact = ToldFact & Readonly<{ on: IsoDate }>;

/** What travels in one Update: references, days and codes only. */
export type RecordCommand = Readonly<{
  commandId: string;
  /** Who records: a staff reference. */
  actor: string;
  facts: readonly DatedFact[];
  /** The last entry its sender had seen: a later fact refuses the command, under the row's lock, with `changed-since`. */
  ifEntry?: number;
}>;

export type RecordResult = Readonly<
  | { kind: 'RECORDED'; entry: number } // position of the command's last fact
  | { kind: 'PENDING' } // no worker, no server: the sweeper sends it again
  | { kind: 'REFUSED'; code: RefusalCode | 'changed-since'; notBefore?: IsoDate }
>;

/** Temporal, seen from the API. */
export type Processes = Readonly<{
  record: (caseRef: string, command: RecordCommand) => Promise<RecordResult>;
}>;

export type Clock = Readonly<{ now: () => Date }>;

/** The council whose engine this is. */
export type Council = Readonly<{ name: string; settings: Settings; calendar: Calendar; /** Those of another day, where ladders or rules have been changed. */ settingsOn?: (day: IsoDate) => Settings }>;

/* ---------------------------------------------------------------- PostgreSQL */

export type CaseReads = Readonly<{
  workList: (scope: Scope, query: WorkListQuery) => Promise<Page<WorkListRow>>;
  /** Null when there is none, and when it is not the scope's to see: both look alike. */
  access: (scope: Scope, ref: string) => Promise<CaseAccess | null>;
  caseRecord: (scope: Scope, ref: string, today: IsoDate) => Promise<CaseRecord | null>;
  /** As it was known at the end of a past day. Null as `access`, and for a day before its first entry. */
  caseThen: (scope: Scope, ref: string, on: IsoDate) => Promise<CaseThen | null>;
  /** Those of these records that the scope holds. */
  gathered: (scope: Scope, refs: readonly string[], today: IsoDate) => Promise<readonly GatheredCase[]>;
  /** Duties as known at the end of a day: facts recorded later do not count. Null as `access`. */
  dutiesOn: (scope: Scope, ref: string, day: IsoDate) => Promise<readonly CaseDuty[] | null>;
  /** Newest first. `before` is an entry's position: entries before it. Null as `access`. */
  history: (scope: Scope, ref: string, page: { before: number | null; limit: number }) => Promise<Page<HistoryEntry> | null>;
  /** Facts recorded after an entry, for telling two people apart who record at once. */
  factsSince: (ref: string, entry: number) => Promise<readonly { entry: number; type: FactType; on: IsoDate }[]>;
  adviceRequests: (scope: AdviceScope, query: AdviceQuery) => Promise<Page<AdviceRequestRow>>;
  /** Whether this record has asked this adviser, and the scope may answer for them. */
  mayAnswer: (scope: AdviceScope, ref: string, adviser: string) => Promise<boolean>;
  /** Open assessments, and those late by stage. */
  figures: (scope: Scope, today: IsoDate) => Promise<Figures>;
}>;

export type NewChild = Readonly<{
  ref: string;
  givenName: string;
  familyName: string;
  bornOn: IsoDate;
  /** Unique pupil number, if there is one yet. */
  upn: string | null;
  councilReference: string | null;
  setting: string | null;
  /** Who speaks for the child, if told with the request. */
  person: { ref: string; name: string; relation: string } | null;
}>;

export type NewCase = Readonly<{ ref: string; kind: CaseKind; team: string; owner: string | null; child: NewChild }>;

/** Free text, kept out of the journal and of Temporal: the fact holds `ref` in its place. */
export type NewNote = Readonly<{ ref: string; caseRef: string; field: string; text: string; by: string }>;

export type NewCommand = Readonly<{
  command: RecordCommand;
  caseRef: string;
  /** Keyed hash of the request's body: the same key with another body is somebody's mistake. */
  bodyHash: string;
  sentAt: Instant;
  notes: readonly NewNote[];
  state: 'pending' | 'awaiting-second-person';
}>;

export type SavedCommand = CommandStatus & Readonly<{ bodyHash: string; command: RecordCommand }>;

export type Saving = Readonly<{ kind: 'saved' } | { kind: 'seen'; saved: SavedCommand }>;
export type Opening = Saving | Readonly<{ kind: 'already-open'; caseRef: string; field: 'child.upn' | 'child.councilReference' }>;

export type Commands = Readonly<{
  /** Command and notes in one transaction, before anything is sent to Temporal. */
  save: (command: NewCommand) => Promise<Saving>;
  /** Child, case row without facts, command and notes in one transaction. One open assessment for a child, and one plan. */
  open: (newCase: NewCase, command: NewCommand) => Promise<Opening>;
  find: (id: string) => Promise<SavedCommand | null>;
  /** Settles a pending command as refused; one already settled stays as it is. @returns whether it stands as refused: false where it was recorded meanwhile */
  refused: (id: string, refusal: { code: RefusalCode | 'changed-since'; notBefore: IsoDate | null }) => Promise<boolean>;
  /** A second person has agreed (true: it is pending now) or not; false when it was no longer waiting. */
  seconded: (id: string, by: string, agreed: boolean, at: Instant) => Promise<boolean>;
}>;

export type StaffDirectory = Readonly<{
  /** @param today decides whom they cover for */
  byRef: (ref: string, today: IsoDate) => Promise<StaffMember | null>;
  byAccount: (account: string, today: IsoDate) => Promise<StaffMember | null>;
  accounts: () => Promise<readonly DemoAccount[]>;
  /** People who may own a record of a team. */
  owners: (team: string) => Promise<readonly { ref: string; name: string }[]>;
}>;

export type People = Readonly<{
  advisers: (query: { role?: string; search?: string; limit: number }) => Promise<readonly Adviser[]>;
  settings: (query: { search?: string; limit: number }) => Promise<readonly SettingOption[]>;
  /** Which of these references (advisers, settings, staff, notes) do not exist: a name typed as a reference goes no further. */
  unknown: (refs: readonly string[]) => Promise<readonly string[]>;
  /** Which of these are no notes of the record. */
  notNotesOf: (recordRef: string, refs: readonly string[]) => Promise<readonly string[]>;
}>;

/** The people in a child's life. */
export type Family = Readonly<{
  of: (caseRef: string) => Promise<readonly FamilyPerson[]>;
  save: (saved: { caseRef: string; person: FamilyPerson; isNew: boolean; by: string; at: Instant }) => Promise<void>;
}>;

/** Terms and closures of settings. */
export type SettingDates = Readonly<{
  /** Null where there is no such setting. */
  of: (setting: string) => Promise<Readonly<{ setting: SettingOption; calendar: SettingCalendar }> | null>;
  /** A term of the same name, or a closure from the same day, takes the place of the one there. */
  keep: (dates: { setting: string; kind: DateKind; name: string | null; from: IsoDate; to: IsoDate; by: string; at: Instant }) => Promise<void>;
  /** @returns false where there are none that begin on that day */
  remove: (dates: { setting: string; kind: DateKind; from: IsoDate }) => Promise<boolean>;
}>;

/** Settings consulted for a child, and what is weighed of each. */
export type Placements = Readonly<{
  of: (caseRef: string) => Promise<readonly PlacementRow[]>;
  weigh: (weighed: {
    caseRef: string; setting: string; costBand: CostBand | null; transport: Transport | null; reason: { ref: string; text: string } | null; by: string; at: Instant;
  }) => Promise<void>;
}>;

/** Why steps are late: acts that move no duty. */
export type DelayCauses = Readonly<{
  /** @returns the entry that says it: an earlier one where the same stands already */
  record: (said: OfDuty & Readonly<{ caseRef: string; cause: string; note: { ref: string; text: string } | null; by: string; at: Instant }>) => Promise<number>;
  /** @returns false where no such cause stands */
  takeBack: (back: { caseRef: string; entry: number; by: string; at: Instant }) => Promise<boolean>;
}>;

/** A setting consulted, as it reads and answers by link; and the papers it may see. */
export type Consultations = Readonly<{
  /** Null where the record has not consulted it. */
  seen: (caseRef: string, setting: string) => Promise<ConsultationSeen | null>;
  /** What it says beside its answer; it counts once the command is recorded. */
  keep: (answer: Omit<ConsultationAnswered, 'answer' | 'words'> & { commandId: string; caseRef: string; setting: string; at: Instant }) => Promise<void>;
  /** Every document of the record. */
  papers: (caseRef: string) => Promise<readonly PaperChoice[]>;
  /** Says which documents go to whoever is consulted; new files are added to the record first. With a journal entry. */
  setPapers: (papers: { caseRef: string; chosen: readonly string[]; added: readonly NewDocument[]; by: string; at: Instant }) => Promise<void>;
}>;

/** Decision panels: what is put to them and what they decide. */
export type Panels = Readonly<{
  list: (teams: readonly string[] | 'all', page: { limit: number }) => Promise<readonly PanelRow[]>;
  /** A restricted record's child is named to those named on it only. */
  sheet: (ref: string, viewer: string) => Promise<PanelSheet | null>;
  /** Who may have voted: panel members, and the managers of its team. */
  members: (team: string) => Promise<readonly Named[]>;
  make: (panel: { ref: string; team: string; meetsOn: IsoDate; name: string; by: string; at: Instant }) => Promise<void>;
  put: (item: { panel: string; record: string; question: PanelQuestion; by: string; at: Instant }) => Promise<Readonly<{ kind: 'put' | 'there-already'; number: number } | { kind: 'no-such-panel' }>>;
  /** @returns false where there is no such item, or it is decided */
  decide: (decided: {
    panel: string; number: number; decision: PanelDecision; note: { ref: string; text: string }; votes: readonly { staff: string; vote: PanelVote }[]; by: string; at: Instant;
  }) => Promise<boolean>;
  /** What the item of a day says; null where there is none. */
  decided: (on: IsoDate, number: number) => Promise<Readonly<{ caseRef: string; question: PanelQuestion; decision: PanelDecision | null }> | null>;
}>;

/** Who of a team holds how much, who is away, who covers, and who leaves. */
export type Teams = Readonly<{
  named: (refs: readonly string[] | 'all') => Promise<readonly Named[]>;
  caseload: (team: string, today: IsoDate) => Promise<readonly CaseloadRow[]>;
  /** Absences of its people that have not ended, soonest first. */
  absences: (team: string, today: IsoDate) => Promise<readonly AbsenceRow[]>;
  setAbsence: (absence: { staff: string; cover: string | null; fromOn: IsoDate; toOn: IsoDate; by: string; at: Instant }) => Promise<'set' | 'already-away' | 'cover-away'>;
  /** @returns false where there is none of that team to end */
  endAbsence: (id: number, team: string, today: IsoDate) => Promise<boolean>;
  /** Refuses whoever still holds open records. `covered`: those they were to cover for, whom nobody covers for now. */
  leave: (leaver: { staff: string; today: IsoDate; by: string; at: Instant }) => Promise<Readonly<{ left: boolean; held: number; covered: readonly Named[] }>>;
}>;

export type SavedFilters = Readonly<{
  of: (staff: string) => Promise<readonly SavedFilter[]>;
  /** Under a name they have used it takes the earlier one's place. @returns false where they keep `most` others already */
  keep: (filter: { staff: string; name: string; query: FilterQuery; at: Instant; most: number }) => Promise<boolean>;
  /** @returns false where there is none of the old name, or one of the new */
  rename: (names: { staff: string; from: string; to: string }) => Promise<boolean>;
  remove: (staff: string, name: string) => Promise<void>;
}>;

export type Reminders = Readonly<{
  /** Reminds advisers of their requests, each once a day. @returns those reminded now */
  send: (reminders: { caseRef: string; asked: readonly Readonly<{ adviser: string; occurrence: string }>[]; by: string; on: IsoDate; at: Instant }) => Promise<readonly string[]>;
}>;

/** What was sent. Null as `CaseReads.access` where the record is not the scope's to see. */
export type LetterReads = Readonly<{
  /** Letters of a record, newest first; mail to staff left out. */
  ofRecord: (scope: Scope, ref: string) => Promise<readonly SentMessage[] | null>;
  notTold: (scope: Scope, ref: string) => Promise<readonly NotTold[]>;
  whole: (scope: Scope, caseRef: string, message: string) => Promise<WholeMessage | null>;
  /** Everything sent, newest first: for the demonstration alone. */
  outbox: (query: { caseRef: string | null; cursor: string | null; limit: number }) => Promise<Page<SentMessage>>;
  inOutbox: (message: string) => Promise<WholeMessage | null>;
  /** What is queued for staff and leaves after now, of one record or of all (null). */
  waiting: (caseRef: string | null, now: Instant, limit: number) => Promise<readonly WaitingNotice[]>;
}>;

/** Mails that came back after their server had taken them. */
export type Bounces = Readonly<{
  came: (bounce: { reference: string; problem: string; actBy: IsoDate; at: Instant }) => Promise<Exclude<BounceOutcome, 'not-final'>>;
}>;

/** What a person must see to that is no duty of law. */
export type Tasks = Readonly<{
  /** Soonest first. */
  open: (scope: Scope, query: TaskQuery) => Promise<Page<TaskRow>>;
  one: (scope: Scope, ref: string) => Promise<TaskRow | null>;
  /** @returns false where somebody else has seen to it */
  end: (ended: { ref: string; how: TaskEnd; by: string; at: Instant }) => Promise<boolean>;
  /** Mends where somebody is written to, and sends again what did not arrive. */
  mend: (mended: { ref: string; address: MendedAddress; by: string; at: Instant }) => Promise<Mended>;
  tryAgain: (tried: { ref: string; by: string; at: Instant }) => Promise<Mended>;
}>;

/** Every view of a record is logged: who saw which records, by which page, when. */
export type Views = Readonly<{
  log: (view: { staff: string; caseRefs: readonly string[]; seen: string; at: Instant }) => Promise<void>;
}>;

/** Answers when the database does; throws when it does not. */
export type Health = Readonly<{ database: () => Promise<void>; temporal: () => Promise<void> }>;

export type Documents = Readonly<{ byRef: (ref: string) => Promise<DocumentRow | null> }>;

export type Repositories = Readonly<{
  letters: LetterReads;
  tasks: Tasks;
  bounces: Bounces;
  advice: AdviceStore;
  documents: Documents;
  families: FamilyReads;
  links: Links;
  cases: CaseReads;
  commands: Commands;
  staff: StaffDirectory;
  people: People;
  views: Views;
  teams: Teams;
  filters: SavedFilters;
  reminders: Reminders;
  reviews: ReviewReads;
  panels: Panels;
  planVersions: PlanVersions;
  delayCauses: DelayCauses;
  escalations: Escalations;
  placements: Placements;
  settingDates: SettingDates;
  family: Family;
  post: PostBox;
  consultations: Consultations;
  settingReviews: SettingReviews;
  reviewFeeds: ReviewFeeds;
  reviewLists: ReviewLists;
  imports: Imports;
  exports: Exports;
  reports: Reports;
  ladders: Ladders;
  ownRules: OwnRules;
  reportReaders: ReportReaders;
  redExplanations: RedExplanations;
  cohorts: Cohorts;
  feedback: FeedbackStore;
  forecasts: ForecastReads;
  audits: Audits;
  auditFrameworks: AuditFrameworks;
  auditStock: AuditStock;
  learning: AuditLearning;
  goodPractice: GoodPractices;
  improvement: Improvement;
}>;

/** What every use-case is given. */
export type UseCaseDeps = Repositories &
  Readonly<{
    processes: Processes;
    /** Bytes of documents. */
    files: DocumentStore;
    /** Tells the outbox that something was queued; left out, it is found at the next look. */
    nudgeDelivery?: () => void;
    /** Has a file of the backlog brought in; left out, the command does it. */
    carryImport?: (importRef: string) => Promise<void>;
    /** Has a term's lists of reviews sent; left out, none can be. */
    carryLists?: (lists: Readonly<{ term: string; setting: string | null; by: string }>) => Promise<void>;
    /** Reads what was changed of the rules at once; left out, they are read again in a few seconds. */
    refreshRules?: () => Promise<void>;
    clock: Clock;
    council: Council;
    /** Key of the hashes that tell whether two requests are the same. */
    secret: string;
  }>;

export type { Duty, Fact };
