import type { AdviceFate } from '../domain/advice/fate.js';
import type { AdviceForm } from '../domain/advice/form.js';
import type { QualityProblem } from '../domain/advice/quality.js';
import type { IsoDate } from '../domain/dates/iso-date.js';
import type { Instant } from '../domain/dates/london.js';
import type { Fact } from '../domain/facts/fact.js';
import type { NewDocument } from './document-models.js';
import type { AdviceRequestRow, AdviceScope, Named } from './read-models.js';

/** Requests for advice as those asked read and answer them, and as the caseworker reads what came. */

/** Whose requests somebody may open: those of their scope, or the one a link is for. */
export type AdviceReach = Readonly<({ kind: 'staff' } & AdviceScope) | { kind: 'link'; recordRef: string; adviser: string }>;

/** Somebody who answers: signed in, or come by a link. */
export type AdviceParty = Readonly<{
  /** Who the journal says did it: a staff reference, or the adviser's own where they came by a link. */
  actor: string;
  name: string;
  reach: AdviceReach;
}>;

export type StoredFile = Readonly<{ ref: string; name: string; mediaType: string; bytes: number; givenAt: Instant }>;

/** A draft as it was last saved, or what was sent. */
export type SavedAdvice = Readonly<{ form: AdviceForm; version: number; savedAt: Instant; savedBy: string; sentAt: Instant | null }>;

/** A text as it was sent, with the files that went with it; the first is number 1. */
export type SentAdvice = Readonly<{ number: number; form: AdviceForm; files: readonly StoredFile[]; sentAt: Instant; sentBy: string }>;

/** One request, whole. */
export type AdviceRequest = Readonly<{
  row: AdviceRequestRow;
  /** Waits for an answer. */
  open: boolean;
  owner: Named | null;
  /** Null until somebody has written in the form. */
  saved: SavedAdvice | null;
  files: readonly StoredFile[];
  /** Every text that was sent, in order: what came first stays when it is returned and sent again. */
  sent: readonly SentAdvice[];
  /** The record's facts: what became of the request is derived from them. */
  facts: readonly Fact[];
  /** Texts behind the notes that facts about this adviser name, by reference. */
  notes: Readonly<Record<string, string>>;
  /** The caseworker has read it and found it good. */
  acceptedOn: IsoDate | null;
  /** Why it cannot be in time, in the adviser's words. */
  expectedBecause: string | null;
}>;

/** What both sides read of a request: what became of it, with the reason in words, and what the check found. */
export type AdviceView = Readonly<{ request: AdviceRequest; fate: AdviceFate | null; reason: string | null; problems: readonly QualityProblem[]; form: AdviceForm; version: number; today: IsoDate }>;

export type ChildOfRecord = Readonly<{
  bornOn: IsoDate;
  sensory: 'none' | 'hearing' | 'vision' | 'both';
  forcesFamily: boolean;
  setting: (Named & { kind: string }) | null;
  facts: readonly Fact[];
  position: number;
}>;

type Asking = Readonly<{ recordRef: string; adviser: string; occurrence: string; by: string; at: Instant }>;

export type Saved = Readonly<{ kind: 'saved'; version: number } | { kind: 'changed'; latest: SavedAdvice } | { kind: 'closed' }>;

/** Requests for advice and what is written in answer to them. */
export type AdviceStore = Readonly<{
  /** Null when there is none, and when it is not theirs: both look alike. */
  request: (reach: AdviceReach, recordRef: string, adviser: string, today: IsoDate) => Promise<AdviceRequest | null>;
  /** Every request of a record, in the order asked. */
  ofRecord: (recordRef: string, today: IsoDate) => Promise<readonly AdviceRequest[]>;
  /** Saves over the version its writer had read (0: none), or tells what somebody else has saved since. */
  save: (asking: Asking & { form: AdviceForm; version: number; sent: boolean }) => Promise<Saved>;
  /** Takes back the mark that it was sent: the record would not have it. */
  notSent: (asking: Asking) => Promise<void>;
  /** Holds it, or lays it back in the inbox (null); with a journal entry. */
  hold: (asking: Asking & { holder: string | null }) => Promise<void>;
  /** Cannot be in time: the day it is expected and why, as a note; with a journal entry. */
  expect: (asking: Asking & { expectedOn: IsoDate; because: string }) => Promise<void>;
  accept: (asking: Asking) => Promise<void>;
  attach: (asking: Asking & { file: NewDocument }) => Promise<boolean>;
  /** `kept`: off the draft, but part of what was sent before. Null where the draft has none. */
  detach: (asking: Asking & { file: string }) => Promise<'gone' | 'kept' | null>;
  /** What regulation 6 looks at in the child of a record; null where there is no such record. */
  child: (recordRef: string) => Promise<ChildOfRecord | null>;
  /** People of a service who may hold its requests. */
  colleagues: (service: string) => Promise<readonly Named[]>;
}>;
