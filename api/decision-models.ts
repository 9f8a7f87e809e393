import type { IsoDate } from '../domain/dates/iso-date.js';
import type { Instant } from '../domain/dates/london.js';
import type { RefusalGround } from '../domain/consultation.js';
import type { AdviserRole } from '../domain/facts/fact.js';
import type { Stage } from '../domain/stages.js';
import type { PanelDecision, PanelQuestion, PanelVote } from '../domain/panel.js';
import type { SettingCalendar } from '../domain/setting-calendar.js';
import type { CostBand, Transport } from '../domain/placement.js';
import type { StoredFile } from './advice-models.js';
import type { Named } from './read-models.js';

/** What repositories return about deciding: settings weighed for a child, and panels. */

/* ---------------------------------------------------------------- placements */

/** A setting consulted for a child, by its last consultation. */
export type PlacementRow = Readonly<{
  ref: string;
  name: string;
  /** The national register's words. */
  establishmentType: string | null;
  section41: boolean;
  closedOn: IsoDate | null;
  capacity: number | null;
  pupils: number | null;
  calendar: SettingCalendar;
  consultedOn: IsoDate;
  dueOn: IsoDate | null;
  answeredOn: IsoDate | null;
  answer: string | null;
  costBand: CostBand | null;
  transport: Transport | null;
  reason: string | null;
  /** By the final plan. */
  named: boolean;
  /** What it said beside its answer, where it answered by link. */
  said: SaidBeside | null;
}>;

/** What a setting said beside yes or no. */
export type SaidBeside = Readonly<{ grounds: readonly RefusalGround[]; words: string | null; places: number | null; yearlyCost: number | null; startsOn: IsoDate | null }>;

/** A document of the record, and whether it goes to whoever is consulted. */
export type PaperChoice = StoredFile & Readonly<{ chosen: boolean }>;

/* ---------------------------------------------------------------- a setting's own page */

/** A consultation as the setting reads it: nothing of other settings, of the family's details, or of advice that is no paper of it. */
export type ConsultationSeen = Readonly<{
  caseRef: string;
  setting: Named;
  child: Readonly<{ name: string; bornOn: IsoDate }>;
  owner: Named | null;
  consultedOn: IsoDate;
  dueOn: IsoDate | null;
  /** Waits for an answer. */
  open: boolean;
  answer: Readonly<{ answer: string | null; on: IsoDate; said: SaidBeside | null }> | null;
  papers: readonly StoredFile[];
  /** The final plan, and whether it names this setting. */
  plan: Readonly<{ on: IsoDate; namesIt: boolean }> | null;
}>;

/* ---------------------------------------------------------------- panels */

export type PanelRow = Readonly<{ ref: string; meetsOn: IsoDate; name: string; team: string; teamRef: string; items: number; decided: number }>;

/** One question on a panel's list, with what its members need to answer it. */
export type PanelItem = Readonly<{
  number: number;
  caseRef: string;
  question: PanelQuestion;
  decision: PanelDecision | null;
  reason: string | null;
  decidedAt: Instant | null;
  decidedBy: string | null;
  /** Null where the record is restricted and the person asking not named on it. */
  child: string | null;
  bornOn: IsoDate;
  setting: string | null;
  stage: Stage | null;
  receivedOn: IsoDate | null;
  owner: string | null;
  ownerRef: string | null;
  teamRef: string;
  /** By when the law wants the answer. */
  dueOn: IsoDate | null;
  law: string | null;
  advice: readonly Readonly<{ name: string; role: AdviserRole; on: IsoDate }>[];
  votes: readonly Readonly<{ name: string; vote: PanelVote }>[];
}>;

export type PanelSheet = Omit<PanelRow, 'items' | 'decided'> & Readonly<{ items: readonly PanelItem[] }>;
