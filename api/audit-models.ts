import type { AuditKind, Framework, Grade } from '../domain/audit/framework.js';
import type { Judged, Marking } from '../domain/audit/marking.js';
import type { PanelSaid, PanelVoice } from '../domain/audit/panel.js';
import type { Audited, Candidate, MonthDraw, ReAudit, Why } from '../domain/audit/sample.js';
import type { Sampling } from '../domain/audit/sampling.js';
import type { Auditor, Barred } from '../domain/audit/allocation.js';
import type { Scored } from '../domain/audit/score.js';
import type { Theme } from '../domain/audit/themes.js';
import type { IsoDate } from '../domain/dates/iso-date.js';
import type { IsoMonth } from '../domain/dates/iso-month.js';
import type { Instant } from '../domain/dates/london.js';
import type { DutyCode } from '../domain/duty-codes.js';
import type { Progress } from '../domain/progress.js';
import type { AuditStage } from '../domain/stages.js';
import type { NewCommand, Saving } from './ports.js';
import type { Named, Page, Scope } from './read-models.js';

/** Quality audits as people read them, and what use-cases need of their store. */

/** Why it is audited: drawn by chance, again, a second time blind, again by the same person, or because somebody asked. */
export const AUDIT_WHYS = ['sample', 're-audit', 'double', 're-mark', 'asked'] as const;
export type AuditWhy = (typeof AUDIT_WHYS)[number];

/**
 * Whose eyes: an auditor sees their own audits; whoever owns an action, its audit; those who answer for the case, once its findings are
 * agreed; whoever leads quality, all. While somebody has still to mark one of several blind, the others of it are closed to them.
 */
export type AuditSeer = Readonly<{ staff: string; leads: boolean; scope: Scope }>;

export type AuditRow = Readonly<{
  ref: string;
  kind: AuditKind;
  why: AuditWhy;
  of: Readonly<{ ref: string; child: Named }>;
  /** Of advice, whose it is. */
  adviser: Named | null;
  auditor: Named | null;
  beginsOn: IsoDate;
  month: IsoMonth | null;
  stage: AuditStage;
  /** What is owed next; null where nothing is. */
  due: Readonly<{ code: DutyCode; dueOn: IsoDate }> | null;
  /** As moderated, else as marked; null where the reader may not know it yet. */
  grade: Grade | null;
  score: number | null;
  openActions: number;
}>;

/** A marking that a month's draw opened. `subject`: what was drawn; `isBegun`: something of it is answered. */
export type DrawnAudit = AuditRow & Readonly<{ subject: string; isBegun: boolean }>;

export const AUDIT_STATES = ['to-mark', 'to-agree', 'improving', 'closed'] as const;
export type AuditState = (typeof AUDIT_STATES)[number];
/** `mine` without a state: what is closed is left out. */
export type AuditQuery = Readonly<{ whose: 'mine' | 'all'; state: AuditState | null; kind: AuditKind | null; cursor: string | null; limit: number }>;

/** Answers as they are kept; `scored` once they are handed in. */
export type MarkingKept = Readonly<{ answers: Marking; judged: Judged; saves: number; savedBy: string; savedAt: Instant; begunAt: Instant; handedInAt: Instant | null; handedInBy: Named | null; scored: Scored | null }>;
export type MarkingPart = 'own' | 'moderated';

export type AuditFinding = Readonly<{ ref: string; criterion: string; section: string; theme: Theme; service: string | null; words: string; agreedBy: Named; agreedAt: Instant }>;
export type AuditAction = Readonly<{
  ref: string; finding: string | null; theme: Theme | null; service: string | null; words: string; training: boolean; owner: Named; dueOn: IsoDate; setBy: Named;
  done: Readonly<{ on: IsoDate; by: Named; words: string }> | null;
}>;

export type AuditWhole = AuditRow &
  Readonly<{
    subject: string;
    role: string | null;
    textVersion: number | null;
    framework: number;
    drawn: Why | null;
    after: string | null;
    team: string;
    heldBy: Named | null;
    progress: Progress | null;
    /** Last journal entry. */
    entry: number;
    own: MarkingKept | null;
    moderated: MarkingKept | null;
    findings: readonly AuditFinding[];
    actions: readonly AuditAction[];
    /** Audits that double, mark again or follow this one; blind ones are told to whoever leads quality alone. */
    later: readonly Readonly<{ ref: string; why: AuditWhy; stage: AuditStage; auditor: Named | null }>[];
  }>;

export type NewAudit = Readonly<{
  ref: string; kind: AuditKind; subject: string; of: string; adviser: string | null; role: string | null; framework: number; why: AuditWhy; drawn: Why | null;
  month: IsoMonth | null; beginsOn: IsoDate; after: string | null; traits: Candidate['traits']; heldBy: string | null; auditor: string;
}>;
export type OpenedAudit = Readonly<{ audit: NewAudit; command: NewCommand }>;

type Doing = Readonly<{ ref: string; by: string; at: Instant }>;
export type DraftKept = Readonly<{ kind: 'kept'; saves: number } | { kind: 'changed' } | { kind: 'handed-in' }>;
export type HandedIn = Readonly<{ kind: 'done'; saved: Saving; command: NewCommand; others: readonly NewCommand[] } | { kind: 'changed' } | { kind: 'handed-in' }>;

/** A finding or an action as it is set. */
export type NewFinding = Omit<AuditFinding, 'agreedBy' | 'agreedAt'>;
export type NewAuditAction = Readonly<{ ref: string; finding: string | null; theme: Theme | null; service: string | null; words: string; training: boolean; owner: string; dueOn: IsoDate }>;

/** What a voice of the multi-agency panel said last. */
export type PanelWords = Readonly<{ voice: PanelVoice; number: number; who: string; said: PanelSaid; writtenBy: Named; writtenAt: Instant }>;

export type Audits = Readonly<{
  list: (seer: AuditSeer, query: AuditQuery) => Promise<Page<AuditRow>>;
  /** Null where there is none, and where it is not the seer's: both look alike. */
  one: (seer: AuditSeer, ref: string) => Promise<AuditWhole | null>;
  /** Of a case, as far as the seer may know of them. */
  ofCase: (seer: AuditSeer, caseRef: string) => Promise<readonly AuditRow[]>;
  /** Those of some references that the seer may see, the latest first. */
  some: (seer: AuditSeer, refs: readonly string[]) => Promise<readonly AuditRow[]>;
  /** What a month's draw opened, as far as the seer may see it: the first marking of each subject before its second. */
  ofDraw: (seer: AuditSeer, kind: AuditKind, month: IsoMonth) => Promise<readonly DrawnAudit[]>;
  /** Both markings of a pair, by the reference of either; the first audit first. Null where it has no other. */
  pair: (ref: string) => Promise<readonly [PairedAudit, PairedAudit] | null>;
  /** What keeps somebody from marking an audit, as its record stands now; null: nothing does. */
  barred: (ref: string, staff: string) => Promise<Extract<Barred, 'owner' | 'restricted'> | null>;
  /** Of each voice that spoke. */
  panel: (ref: string) => Promise<readonly PanelWords[]>;
  /** @returns its number; null where somebody wrote that voice down since `after` */
  keepPanel: (said: Doing & Readonly<{ voice: PanelVoice; who: string; said: PanelSaid; after: number }>) => Promise<number | null>;
  keepDraft: (draft: Doing & Readonly<{ part: MarkingPart; answers: Marking; judged: Judged; after: number }>) => Promise<DraftKept>;
  /**
   * The answers as they stand, never to be changed again, with the commands that follow from them: `decide` is told how the other marking
   * of a pair stands, under a lock that both take.
   */
  handIn: (given: Doing & Readonly<{ part: MarkingPart; after: number; judged: Judged; scored: Scored; decide: (other: PairedAudit | null) => Readonly<{ command: NewCommand; others: readonly NewCommand[] }> }>) => Promise<HandedIn>;
  agree: (agreed: Doing & Readonly<{ findings: readonly NewFinding[]; command: NewCommand }>) => Promise<Saving>;
  setAction: (set: Doing & Readonly<{ action: NewAuditAction; command: NewCommand }>) => Promise<Saving>;
  /** @returns null where it is done already, or there is none */
  doAction: (done: Doing & Readonly<{ action: string; on: IsoDate; words: string; command: NewCommand }>) => Promise<Saving | null>;
  /** One, with its blind second where it has one, together. @returns how the first was saved */
  open: (opened: OpenedAudit, second: OpenedAudit | null) => Promise<Saving>;
  /** Both commands or neither: a second marking is taken back, and its first waits for it no more. @returns how the withdrawal was saved */
  withdrawSecond: (withdrawal: NewCommand, released: NewCommand) => Promise<Saving>;
  /**
   * The month as drawn, with its audits, once. `after`: how many months of its kind had been drawn when its stock was read: of what another
   * took since, nothing may be drawn again so soon.
   */
  keepDraw: (drawn: Readonly<{ draw: MonthDraw; audits: readonly OpenedAudit[]; by: string; at: Instant; after: number }>) => Promise<'kept' | 'drawn-before' | 'another-since'>;
  draws: () => Promise<readonly Readonly<{ kind: AuditKind; month: IsoMonth; audits: number; drawnBy: Named; drawnAt: Instant }>[]>;
  drawn: (kind: AuditKind, month: IsoMonth) => Promise<Readonly<{ draw: MonthDraw; drawnBy: Named; drawnAt: Instant }> | null>;
  history: (kind: AuditKind) => Promise<readonly Audited[]>;
  /** Due to be audited again before a day. */
  reAudits: (kind: AuditKind, before: IsoDate) => Promise<readonly ReAudit[]>;
  /** Staff who have not left: who may be given an action. */
  actionOwners: () => Promise<readonly Named[]>;
  auditors: (today: IsoDate) => Promise<readonly (Auditor & Readonly<{ name: string }>)[]>;
}>;

/** One of two audits that mark the same thing. */
export type PairedAudit = Readonly<{ ref: string; auditor: Named | null; own: MarkingKept | null }>;

/** A version with who made it, and why. Number 0 is what Duly comes with: nobody made it. */
export type Made = Readonly<{ number: number; madeBy: Named | null; madeAt: Instant | null; why: string | null }>;
export type FrameworkKept = Made & Readonly<{ framework: Framework }>;
/** The next version as it is being written. `framework`: null where nobody is writing one; `saves` counts on. */
export type FrameworkDraft = Readonly<{ framework: Framework | null; saves: number; savedBy: Named | null; savedAt: Instant | null }>;
/** `content`: null where the kind is not sampled any more. */
export type SamplingKept = Made & Readonly<{ content: Sampling | null }>;

type NewVersion = Readonly<{ kind: AuditKind; by: string; at: Instant; why: string }>;

/** Where frameworks, settings of sampling and what may be drawn are kept and read. Versions are added to and never changed. */
export type AuditFrameworks = Readonly<{
  inForce: (kind: AuditKind, on: IsoDate) => Promise<Readonly<{ number: number; framework: Framework }>>;
  version: (kind: AuditKind, number: number) => Promise<Framework | null>;
  /** The latest first; the last is number 0. */
  versions: (kind: AuditKind) => Promise<readonly FrameworkKept[]>;
  draft: (kind: AuditKind) => Promise<FrameworkDraft>;
  /** @param draft null throws it away @returns how often it was saved by now; null where somebody saved it since */
  keepDraft: (draft: Readonly<{ kind: AuditKind; framework: Framework | null; after: number; by: string; at: Instant }>) => Promise<number | null>;
  /** The draft as it stood after so many saves, as the next version. @returns its number; null where it was saved since */
  putInForce: (version: NewVersion & Readonly<{ framework: Framework; after: number }>) => Promise<number | null>;
}>;
export type AuditStock = Readonly<{
  candidates: (kind: AuditKind, on: IsoDate) => Promise<readonly Candidate[]>;
  /** What a month that is not drawn yet would be drawn by; null: it is not sampled. */
  sampling: (kind: AuditKind, month: IsoMonth) => Promise<Sampling | null>;
  /** The latest first. */
  samplings: (kind: AuditKind) => Promise<readonly SamplingKept[]>;
  /** @param version `after`: number of the last its author had seen; 0: none @returns its number; null where another was made since */
  setSampling: (version: NewVersion & Readonly<{ content: Sampling | null; after: number }>) => Promise<number | null>;
}>;
