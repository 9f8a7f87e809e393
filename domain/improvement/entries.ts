import { z } from 'zod';
import type { IsoDate } from '../dates/iso-date.js';
import { isIsoWeek } from '../dates/iso-week.js';
import type { Instant } from '../dates/london.js';
import { civilDay } from '../facts/schema.js';
import { MEASURE_CODES } from './measures.js';

/**
 * What can be written down about a priority of the improvement plan. Entries are added and never changed: the priority is what they say
 * together (`priority.ts`). A measure and a milestone are named by the number of the entry that added them.
 */

/** Where a priority comes from. */
export const ORIGINS = ['inspection', 'plan-of-action', 'own'] as const;
export type Origin = (typeof ORIGINS)[number];
/** What people say of a priority themselves. */
export const CLAIMS = ['not-begun', 'on-course', 'behind', 'done'] as const;
export type Claim = (typeof CLAIMS)[number];
/** What a month's highlights tell. @source needs.md 30 */
export const HIGHLIGHTS = ['progress', 'issues', 'risks', 'next', 'changes', 'decisions'] as const;
export type Highlight = (typeof HIGHLIGHTS)[number];
/** A measure of the whole council's figures; otherwise a team's reference. */
export const WHOLE_COUNCIL = 'council';

export const MOST_WORDS = 1_000;
export const MOST_LINE = 200;
export const MOST_SAID = 500;

const text = (most: number, missing: string) => z.string({ error: missing }).trim().min(1, { error: missing }).max(most, { error: `must be at most ${most} letters` });
const staff = (missing: string) => z.string({ error: missing }).max(40, { error: missing }).regex(/^S-[0-9A-Z]+$/, { error: missing });
const numbered = (message: string) => z.int({ error: message }).min(1, { error: message });
const optionalWords = z.string({ error: 'must be text' }).trim().max(MOST_WORDS, { error: `must be at most ${MOST_WORDS} letters` }).default('');
const amount = z.number({ error: 'must be a number' }).min(0, { error: 'must be 0 or more' }).max(1_000_000, { error: 'must be at most 1,000,000' });
const day = civilDay;
const week = z.string({ error: 'must be the week of a report, written as 2026-W47' }).refine(isIsoWeek, { error: 'must be a week that exists, written as 2026-W47' });

const why = text(MOST_WORDS, 'must say why');
const approved = { approvedBy: staff('must be whoever approved it'), reason: why };
const ofMeasure = { measure: numbered('must be a measure of this priority') };
const ofMilestone = { milestone: numbered('must be a milestone of this priority') };
const TWO = 'must be two members of staff';
const told = {
  title: text(MOST_LINE, 'must say what is to improve'),
  aim: text(MOST_WORDS, 'must say what will be different for children and families'),
  origin: z.enum(ORIGINS, { error: `must be one of ${ORIGINS.join(', ')}` }),
  source: text(MOST_LINE, 'must name the inspection report, the plan of action or the decision it comes from'),
  leads: z.tuple([staff(TWO), staff(TWO)], { error: TWO }),
};
const measureAdded = {
  kind: z.literal('measure-added'),
  figure: z.enum(MEASURE_CODES, { error: 'must be a figure that plans are measured by' }),
  of: z.string({ error: 'must be council, or the reference of a team' }).min(1).max(60),
  target: amount,
  byOn: day,
};

const changed = z.strictObject({ kind: z.literal('changed'), ...told, reason: why });
const measureRevised = z.strictObject({ kind: z.literal('measure-revised'), ...ofMeasure, target: amount, byOn: day, ...approved });
const measureEnded = z.strictObject({ kind: z.literal('measure-ended'), ...ofMeasure, ...approved });
const milestoneAdded = z.strictObject({
  kind: z.literal('milestone-added'),
  what: text(MOST_SAID, 'must say what is to be done'),
  owner: staff('must be a manager of the council who has not left'),
  dueOn: day,
  // The measure that should move by it; null: nothing shows its effect, and it stands as claimed only. Source: needs.md 34
  measure: z.int({ error: 'must be a measure of this priority, or null: then it stands as claimed only' }).min(1).nullable(),
});
const milestoneRevised = z.strictObject({ kind: z.literal('milestone-revised'), ...ofMilestone, dueOn: day, ...approved });
const milestoneDone = z.strictObject({ kind: z.literal('milestone-done'), ...ofMilestone, on: day, words: text(MOST_WORDS, 'must say what was done') });
const milestoneDropped = z.strictObject({ kind: z.literal('milestone-dropped'), ...ofMilestone, ...approved });
const claimed = z.strictObject({ kind: z.literal('claimed'), claim: z.enum(CLAIMS, { error: `must be one of ${CLAIMS.join(', ')}` }), words: text(MOST_WORDS, 'must say what it rests on') });
const highlights = z.strictObject({
  kind: z.literal('highlights'),
  month: z.string({ error: 'must be a month, written as 2026-11' }).regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'must be a month, written as 2026-11' }),
  progress: optionalWords, issues: optionalWords, risks: optionalWords, next: optionalWords, changes: optionalWords, decisions: optionalWords,
});
const signedOff = z.strictObject({ kind: z.literal('signed-off'), words: text(MOST_WORDS, 'must say what it rests on') });
const common = [changed, measureRevised, measureEnded, milestoneAdded, milestoneRevised, milestoneDone, milestoneDropped, claimed, highlights, signedOff] as const;

/** What a priority is, when it is set out. */
export const prioritySchema = z.strictObject(told);

/** What can be added to one that is there. `baselineWeek`: the week of the frozen report whose figure a measure starts from. */
export const entrySchema = z.discriminatedUnion('kind', [...common, z.strictObject({ ...measureAdded, baselineWeek: week })]);

/** As it is kept: a measure with the figure that the engine read for it, a document by its reference. An entry that is kept must go on being read: narrow none of these. */
export const keptSchema = z.discriminatedUnion('kind', [
  ...common,
  z.strictObject({ kind: z.literal('set-out'), ...told }),
  z.strictObject({ ...measureAdded, baseline: z.strictObject({ week, on: day, value: z.number() }) }),
  z.strictObject({ kind: z.literal('evidence'), document: z.string(), name: z.string(), about: text(MOST_SAID, 'must say what it shows'), measure: z.int().nullable(), milestone: z.int().nullable() }),
]);

export type PrioritySent = z.output<typeof prioritySchema>;
export type EntrySent = z.output<typeof entrySchema>;
export type EntryContent = Readonly<z.output<typeof keptSchema>>;
export type ContentOf<K extends EntryContent['kind']> = Extract<EntryContent, { kind: K }>;

/** An entry as it was written down: who, when, and the day that was in England. */
export type Entry = Readonly<{ number: number; by: string; at: Instant; on: IsoDate; content: EntryContent }>;
