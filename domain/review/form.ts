import { z } from 'zod';
import { SECTION_CODES } from '../plan/sections.js';

/**
 * The report of a review meeting, as a setting writes it: who took part, progress towards each outcome, what child and parent say,
 * what should change in which section of the plan, and where people differ.
 * @source SEND Regulations 2014 regs 12(1), 20(5) to (8)
 */

export const MOST_OUTCOMES = 20;
const LONGEST = 20_000;
export const LONGEST_LINE = 500;

const words = z.string().max(LONGEST, { error: 'must be at most 20,000 characters' }).default('');
const line = z.string().max(LONGEST_LINE, { error: 'must be at most 500 characters' }).default('');

/** Whom the regulation has invited, and the child. @source SEND Regulations 2014 reg 20(2) */
export const INVITED = ['child', 'parent', 'setting', 'authority', 'health', 'social-care'] as const;
export type Invited = (typeof INVITED)[number];

/** How each took part; empty: not said yet. */
export const PARTS_TAKEN = ['', 'came', 'in-writing', 'apologies', 'not-invited'] as const;

export const PROGRESS = ['', 'met', 'on-track', 'some', 'none', 'no-longer-right'] as const;

/** What preparation for adulthood is about. @source SEND Code of Practice 8.10 */
export const ADULT_LIFE = ['employment', 'independence', 'community', 'health'] as const;
export type AdultLife = (typeof ADULT_LIFE)[number];

export const RECOMMENDATIONS = ['', 'keep', 'amend', 'cease'] as const;
export type Recommendation = (typeof RECOMMENDATIONS)[number];

const each = <Key extends string, Value extends z.ZodType>(keys: readonly Key[], value: Value) => z.strictObject(Object.fromEntries(keys.map((key) => [key, value])) as Record<Key, Value>);

export const reviewForm = z.strictObject({
  attendance: each(INVITED, z.enum(PARTS_TAKEN)),
  /** Anybody else who took part, by what they are. */
  others: line,
  outcomes: z.array(z.strictObject({ outcome: line, progress: z.enum(PROGRESS), evidence: words })).max(MOST_OUTCOMES).default([]),
  childViews: words,
  parentViews: words,
  /** What should change, by section; empty: nothing there. */
  changes: each(SECTION_CODES, words),
  disagreements: words,
  /** From Year 9 on. */
  adulthood: each(ADULT_LIFE, words),
  recommendation: z.enum(RECOMMENDATIONS),
  /** Why, and anything else the council should know. */
  reasons: words,
});
export type ReviewForm = z.output<typeof reviewForm>;
export type OutcomeProgress = ReviewForm['outcomes'][number];

export const EMPTY_OUTCOME: OutcomeProgress = { outcome: '', progress: '', evidence: '' };

const same = <Key extends string, Value>(keys: readonly Key[], value: (key: Key) => Value): Record<Key, Value> => Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<Key, Value>;

/** A report nobody has written in yet. */
export const EMPTY_REPORT: ReviewForm = {
  attendance: same(INVITED, () => ''),
  others: '',
  outcomes: [],
  childViews: '',
  parentViews: '',
  changes: same(SECTION_CODES, () => ''),
  disagreements: '',
  adulthood: same(ADULT_LIFE, () => ''),
  recommendation: '',
  reasons: '',
};

/** Without rows nobody wrote in, and without spaces around what they wrote. */
export function tidiedReport(form: ReviewForm): ReviewForm {
  const outcomes = form.outcomes.map(({ outcome, progress, evidence }) => ({ outcome: outcome.trim(), progress, evidence: evidence.trim() }));
  return {
    ...form,
    others: form.others.trim(),
    outcomes: outcomes.filter(({ outcome, progress, evidence }) => outcome !== '' || progress !== '' || evidence !== ''),
    childViews: form.childViews.trim(),
    parentViews: form.parentViews.trim(),
    changes: same(SECTION_CODES, (section) => form.changes[section].trim()),
    disagreements: form.disagreements.trim(),
    adulthood: same(ADULT_LIFE, (about) => form.adulthood[about].trim()),
    reasons: form.reasons.trim(),
  };
}

export type ReportPart = keyof ReviewForm;

/** In the order of the form. */
export const REPORT_PARTS: readonly ReportPart[] = ['attendance', 'others', 'outcomes', 'childViews', 'parentViews', 'adulthood', 'changes', 'disagreements', 'recommendation', 'reasons'];

/** Parts in which two versions differ: what somebody else has changed meanwhile. Both tidied. */
export const changedReportParts = (mine: ReviewForm, theirs: ReviewForm): readonly ReportPart[] => REPORT_PARTS.filter((part) => canonical(mine[part]) !== canonical(theirs[part]));

/** A store may give an object's fields back in another order. */
const canonical = (part: ReviewForm[ReportPart]): string =>
  typeof part === 'string' || Array.isArray(part)
    ? JSON.stringify(typeof part === 'string' ? part : part.map(({ outcome, progress, evidence }) => [outcome, progress, evidence]))
    : JSON.stringify(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
