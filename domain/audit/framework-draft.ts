import { z } from 'zod';
import { ADVISER_ROLES } from '../facts/schema.js';
import { AUDIT_KINDS, frameworkSchema, GRADES, problemsOf, retiredSchema, type Framework, type Problem } from './framework.js';

/** The next version of a framework while it is being written: of a framework's shape, and allowed to be wrong until it is put in force. */

const id = z.string().max(40);
const text = (most: number) => z.string().max(most, { error: `must be at most ${most.toLocaleString('en-GB')} characters` });
const score = z.int({ error: 'must be a whole number from 0 to 100' }).min(0, { error: 'must be 0 or more' }).max(100, { error: 'must be at most 100' });

export const draftSchema = z.strictObject({
  kind: z.enum(AUDIT_KINDS, { error: `must be one of ${AUDIT_KINDS.join(', ')}` }),
  title: text(200),
  sections: z.array(z.strictObject({ id, title: text(200), weight: score })).max(40),
  criteria: z
    .array(
      z.strictObject({
        id, section: id, asks: text(500), good: text(2000), weight: score, law: text(200).nullable().default(null), mayNotApply: z.boolean().default(false), onlyFor: z.array(z.enum(ADVISER_ROLES)).default([]),
        cap: z.strictObject({ at: z.enum(GRADES), when: z.enum(['not-met', 'partly-met']), because: text(500) }).nullable().default(null),
      }),
    )
    .max(200),
  bands: z.array(z.strictObject({ grade: z.enum(GRADES), from: score, to: score })).max(GRADES.length),
  retired: retiredSchema.optional(),
});

/** Everything that keeps a draft from being put in force, each with its place and its remedy; none: it may be. */
export function draftProblems(draft: Framework): readonly Problem[] {
  const parsed = frameworkSchema.safeParse(draft);
  if (parsed.success) return [];
  const shape = parsed.error.issues.map(({ path, message }) => ({ path: path.map((part) => (typeof part === 'number' ? part : String(part))), message }));
  const all = [...shape, ...problemsOf(draft)]; // what a field lacks hides from the schema what the whole lacks
  const keyOf = ({ path, message }: Problem): string => JSON.stringify([path, message]);
  return [...new Map(all.map((one) => [keyOf(one), one])).values()];
}

/** Whether two say the same, in whatever order their fields are kept. */
export const saysTheSame = (one: Framework, other: Framework): boolean => JSON.stringify(draftSchema.parse(one)) === JSON.stringify(draftSchema.parse(other));

/** So that an id with its number is no longer than one may be. */
const MOST_OF_SECTION = 30; // characters

/** An id for a criterion that is added to a section: one that neither the draft nor `taken` has. */
export function freeCriterionId(section: string, taken: readonly string[]): string {
  const base = section.toLowerCase().slice(0, MOST_OF_SECTION);
  for (let n = 1; ; n += 1) if (!taken.includes(`${base}-own-${n}`)) return `${base}-own-${n}`;
}
