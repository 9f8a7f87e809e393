import type { IsoDate } from '../domain/dates/iso-date.js';
import type { IsoWeek } from '../domain/dates/iso-week.js';
import type { Instant } from '../domain/dates/london.js';
import type { ActionMark, DatedAction } from '../domain/weekly-report/actions.js';
import type { Table } from '../domain/weekly-report/cells.js';
import type { Block, Counted, Item, SilenceNorms } from '../domain/weekly-report/items.js';
import type { Named, Scope } from './read-models.js';

/** What a report counts, and how: as known at the end of a Sunday, by these norms of silence. */
export type Reported = Readonly<{ on: IsoDate; norms: SilenceNorms }>;

/** A frozen report's name. `number` counts reports from 1. */
export type ReportName = Readonly<{ week: IsoWeek; number: number; on: IsoDate; madeAt: Instant }>;

/** A frozen report without its figures: its items may be asked for again. */
export type KeptReport = ReportName & Reported;

/** A report as it was frozen. `figures` are the whole council's. */
export type FrozenReport = ReportName & Readonly<{ norms: SilenceNorms; counted: readonly Counted[]; figures: readonly Table[]; contentHash: string }>;

/** A case behind a figure. `child` is null where the reader may not see the record: it is counted, and not shown. */
export type ReportedCase = Readonly<{ item: Item; child: Named | null; owner: Named | null; subject: Named | null }>;

/** Somebody recorded this after the report was frozen, about a day it covers: the report stands, and this stands beside it. */
export type RecordedSince = Readonly<{ caseRef: string; entry: number; type: string; on: IsoDate; recordedAt: Instant; isCorrection: boolean }>;

export type Reports = Readonly<{
  /** Newest first. */
  list: () => Promise<readonly ReportName[]>;
  /** Whole: what it counted is some ten thousand rows of a large council's. */
  one: (week: IsoWeek) => Promise<FrozenReport | null>;
  kept: (week: IsoWeek) => Promise<KeptReport | null>;
  /** Of what a report counted, the open assessments and what was late: all that delay can be reckoned from. */
  lateCounted: (week: IsoWeek) => Promise<readonly Counted[]>;
  /** What up to so many reports counted of these teams, that end with this week's, oldest first. */
  countedUntil: (week: IsoWeek, most: number, teams: readonly string[]) => Promise<readonly (ReportName & Pick<FrozenReport, 'counted' | 'norms'>)[]>;
  /** The figures of up to so many reports that end with this week's, oldest first. */
  figuresUntil: (week: IsoWeek, most: number) => Promise<readonly (ReportName & Readonly<{ figures: readonly Table[] }>)[]>;
  /** Keeps a report once for its week: whoever comes second gets what the first one kept. */
  keep: (report: Omit<FrozenReport, 'number' | 'contentHash'>) => Promise<Readonly<{ report: FrozenReport; isNew: boolean }>>;
  counted: (reported: Reported) => Promise<readonly Counted[]>;
  /** The items of a block, as the database counts them. */
  items: (block: Block, reported: Reported) => Promise<readonly Item[]>;
  /** Those of a block that are of these records. */
  itemsOf: (block: Block, reported: Reported, refs: readonly string[]) => Promise<readonly Item[]>;
  /** The open assessments that wait longest, the longest first. */
  longestOpen: (reported: Reported, teams: Scope['teams'], most: number) => Promise<readonly Item[]>;
  /** The same items with their names, for a reader. */
  named: (scope: Scope, items: readonly Item[]) => Promise<readonly ReportedCase[]>;
  recordedSince: (scope: Scope, report: Pick<FrozenReport, 'on'>, limit: number) => Promise<readonly RecordedSince[]>;
  /** The day the first entry of the journal was written down; null of an empty one. */
  beganOn: () => Promise<IsoDate | null>;
}>;

/** Who opened a report, and when they said that they had read it. */
export type ReportReading = Readonly<{ reader: Named; openedAt: Instant; acknowledgedAt: Instant | null }>;

/** What a manager set out to do about a report. `figure`: table, row and column of the one it is about. */
export type ReportAction = Omit<DatedAction, 'marks'> &
  Readonly<{
    ref: string; what: string; owner: Named; figure: string | null; setBy: Named; setOn: IsoDate;
    marks: readonly (ActionMark & Readonly<{ words: string | null; by: Named }>)[];
  }>;

export type NewAction = Readonly<{ ref: string; week: IsoWeek; what: string; owner: string; byOn: IsoDate; figure: string | null; by: string; at: Instant }>;

export type ReportReaders = Readonly<{
  opened: (reading: Readonly<{ week: IsoWeek; reader: string; at: Instant }>) => Promise<void>;
  /** Said twice, the first time stands. */
  acknowledged: (reading: Readonly<{ week: IsoWeek; reader: string; at: Instant }>) => Promise<void>;
  /** In the order in which they opened it. */
  readings: (week: IsoWeek) => Promise<readonly ReportReading[]>;
  /** Those set on the report of this week or of earlier ones, in the order in which they were set. */
  actions: (until: IsoWeek) => Promise<readonly ReportAction[]>;
  action: (ref: string) => Promise<ReportAction | null>;
  /** Staff who may be asked to see to an action: managers who have not left. */
  owners: () => Promise<readonly Named[]>;
  /** Names of staff, for rows that hold their references. */
  names: (refs: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  setAction: (action: NewAction) => Promise<void>;
  /** @returns false where it was settled already */
  mark: (mark: Readonly<{ action: string; outcome: ActionMark['outcome']; byOn: IsoDate | null; words: string | null; by: string; at: Instant }>) => Promise<boolean>;
}>;

/** Why a measure of a report is red, as a manager wrote it; the last `number` of a measure stands. `figure`: `table/row`, whatever made it red. */
export type RedExplanation = Readonly<{ week: IsoWeek; figure: string; number: number; cause: string; words: string; by: Named; at: Instant }>;

export type NewExplanation = Readonly<{
  week: IsoWeek; figure: string; cause: string; words: string; by: string; at: Instant;
  /** Number of the last version its author had seen; 0: none. */
  after: number;
  /** Set with it; null where one that was set before answers the red. */
  action: NewAction | null;
}>;

export type RedExplanations = Readonly<{
  /** Every version written of a report, oldest first. */
  of: (week: IsoWeek) => Promise<readonly RedExplanation[]>;
  /** The version with its action, or neither. @returns its number; null where another was written since */
  write: (explanation: NewExplanation) => Promise<number | null>;
}>;
