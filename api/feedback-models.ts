import type { IsoDate } from '../domain/dates/iso-date.js';
import type { Instant } from '../domain/dates/london.js';
import type { Answer } from '../domain/feedback/answer.js';
import type { Asked } from '../domain/feedback/count.js';
import type { Party } from '../domain/feedback/questions.js';
import type { Theme } from '../domain/feedback/themes.js';
import type { ChildInTell, PersonInLife } from '../domain/tell/people.js';
import type { LinkHolderKind } from './link-models.js';
import type { Named, Scope } from './read-models.js';

/** How it was, as families and settings say it: who was asked, what they answered, which themes their words were given, what was done. */

export type FeedbackSpan = Readonly<{ from: IsoDate; to: IsoDate; /** Teams counted; null: all. */ teams: readonly string[] | null }>;

/** An asking as a record shows it. */
export type FeedbackAsking = Readonly<{ ref: string; caseRef: string; party: Party; setting: Named | null; plan: string; sentOn: IsoDate; askedOn: IsoDate; remindedOn: IsoDate | null }>;

/** Who answers: a person, the young person, a setting. */
export type Answerer = Readonly<{ kind: Exclude<LinkHolderKind, 'adviser'>; ref: string }>;

export type GivenAnswer = Answer &
  Readonly<{ ref: string; by: Readonly<{ kind: Answerer['kind']; ref: string; name: string }>; answeredOn: IsoDate; /** Who wrote it down on the telephone. */ takenBy: Named | null; themes: readonly string[]; /** How often its themes were set. */ tagged: number }>;

/** What a link's holder is asked: the latest asking of theirs. */
export type MyAsking = FeedbackAsking & Readonly<{ child: string; answered: boolean }>;

export type WordsQuery = FeedbackSpan & Readonly<{ party: Party | null; /** One theme; `none`: words without one; null: all. */ theme: string | null; limit: number; offset: number }>;
export type WordsRow = GivenAnswer & Readonly<{ asking: FeedbackAsking }>;

export type ThemeList = Readonly<{ number: number; themes: readonly Theme[] }>;
export type ThemeDone = Readonly<{ ref: string; theme: string; what: string; doneOn: IsoDate; by: Named }>;

export type FeedbackStore = Readonly<{
  /** Every asking of a span, by the day of asking, with its envelopes and answers. */
  asked: (span: FeedbackSpan) => Promise<readonly Asked[]>;
  /** Of a record, the latest asking first. */
  ofRecord: (caseRef: string) => Promise<readonly (FeedbackAsking & Readonly<{ answers: readonly GivenAnswer[] }>)[]>;
  mine: (caseRef: string, by: Answerer) => Promise<MyAsking | null>;
  /** Keeps an answer with a journal entry. @returns false where they have answered before */
  answer: (given: Answer & Readonly<{ ref: string; asking: string; by: Answerer; takenBy: string | null; on: IsoDate; at: Instant }>) => Promise<boolean>;
  /** Who is in the child's life, of a record. */
  lifeOf: (caseRef: string) => Promise<Readonly<{ child: ChildInTell; people: readonly PersonInLife[] }> | null>;
  settingsNamed: (refs: readonly string[]) => Promise<readonly Named[]>;
  /** Answers with words of their own, of records that the scope sees, newest first. */
  words: (scope: Scope, query: WordsQuery) => Promise<Readonly<{ items: readonly WordsRow[]; total: number }>>;
  wordsOf: (scope: Scope, answer: string) => Promise<WordsRow | null>;
  /** Puts these themes in the place of those before. @returns false where somebody has set others since `after` */
  tag: (tagged: Readonly<{ answer: string; themes: readonly string[]; after: number; by: string; at: Instant }>) => Promise<boolean>;
  /** The list in force; number 0: the one that Duly comes with. */
  themes: () => Promise<ThemeList>;
  /** @returns the new list's number; null where somebody made one since `after` */
  setThemes: (list: Readonly<{ themes: readonly Theme[]; after: number; by: string; at: Instant }>) => Promise<number | null>;
  /** Of all themes, newest first. */
  done: () => Promise<readonly ThemeDone[]>;
  addDone: (done: Readonly<{ ref: string; theme: string; what: string; doneOn: IsoDate; by: string; at: Instant }>) => Promise<void>;
}>;
