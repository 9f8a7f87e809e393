import { ADULT_LIFE, EMPTY_OUTCOME, INVITED, MOST_OUTCOMES, RECOMMENDATIONS, PARTS_TAKEN, PROGRESS, reviewForm, type OutcomeProgress, type ReportPart, type ReviewForm } from '../../../domain/review/form.js';
import { SECTION_CODES } from '../../../domain/plan/sections.js';
import type { FieldError } from '../../forms/field.js';
import { REVIEW_WORDS } from '../../words/setting-reviews.js';

/** The report as a browser sends it: parts by name, rows by number, everything as typed. */

const t = REVIEW_WORDS.report;
const OUTCOME_PARTS = ['outcome', 'progress', 'evidence'] as const;

export type ReadReport = Readonly<{ form: ReviewForm; errors: readonly FieldError[] }>;

/** @param body parsed form body, of unknown shape: what is no text, or no choice of ours, reads as empty */
export function readReport(body: unknown): ReadReport {
  const sent: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {};
  const text = (name: string): string => {
    const value = sent[name];
    return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '';
  };
  const one = <Choice extends string>(choices: readonly Choice[], name: string): Choice | '' => choices.find((choice) => choice === text(name)) ?? '';
  const each = <Key extends string, Value>(keys: readonly Key[], value: (key: Key) => Value): Record<Key, Value> => Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<Key, Value>;
  const rows = Array.from({ length: MOST_OUTCOMES }, (_, i) => i);
  const last = rows.filter((i) => OUTCOME_PARTS.some((part) => text(`outcomes-${i}-${part}`) !== '')).at(-1) ?? -1;
  const typed: ReviewForm = {
    attendance: each(INVITED, (who) => one(PARTS_TAKEN, `attendance-${who}`)),
    others: text('others'),
    outcomes: rows.slice(0, last + 1).map((i) => ({ outcome: text(`outcomes-${i}-outcome`), progress: one(PROGRESS, `outcomes-${i}-progress`), evidence: text(`outcomes-${i}-evidence`) })),
    childViews: text('childViews'),
    parentViews: text('parentViews'),
    changes: each(SECTION_CODES, (section) => text(`changes-${section}`)),
    disagreements: text('disagreements'),
    adulthood: each(ADULT_LIFE, (about) => text(`adulthood-${about}`)),
    recommendation: one(RECOMMENDATIONS, 'recommendation'),
    reasons: text('reasons'),
  };
  const parsed = reviewForm.safeParse(typed);
  if (parsed.success) return { form: parsed.data, errors: [] };
  const errors = parsed.error.issues.map(({ path, message }): FieldError => {
    const name = path.map(String).join('-');
    return { name, href: `#${name}`, text: `${t.parts[String(path[0]) as ReportPart]} ${message}` };
  });
  return { form: typed, errors };
}

/** With one empty row where there is none, or as many as asked for. */
export function withOutcomes(outcomes: readonly OutcomeProgress[], asked: number): readonly OutcomeProgress[] {
  return Array.from({ length: Math.min(MOST_OUTCOMES, Math.max(1, outcomes.length, asked)) }, (_, i) => outcomes[i] ?? EMPTY_OUTCOME);
}

/** `outcomes[0].progress` as the id of its input. */
export const inputOf = (path: string): string => {
  const id = path.replaceAll(/[[\].]+/g, '-');
  return id === 'outcomes' ? 'outcomes-0-outcome' : id;
};
