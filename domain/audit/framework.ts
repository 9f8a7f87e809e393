import { z } from 'zod';
import { ADVISER_ROLES } from '../facts/schema.js';
import { RULES } from './feeds.js';

/**
 * What quality is: the criteria an audit asks, what good looks like beside each, how much each weighs, and which of them cap the
 * grade. Data of the council's own, in versions; an audit keeps the version it was scored by, and like is compared with like only.
 */

/** What is audited. A draft is audited before it is issued, and stops what fails the law. */
export const AUDIT_KINDS = ['plan', 'draft', 'advice', 'review-report', 'case'] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** From the worst to the best. */
export const GRADES = ['inadequate', 'requires-improvement', 'good', 'outstanding'] as const;
export type Grade = (typeof GRADES)[number];
const BEST: Grade = 'outstanding';

/** How an auditor answers, from the worst to the best; and that the question does not arise. */
export const ANSWERS = ['not-met', 'partly-met', 'met'] as const;
export const NOT_APPLICABLE = 'not-applicable';
export type Answer = (typeof ANSWERS)[number] | typeof NOT_APPLICABLE;

const WHOLE = 100;
const code = z.string({ error: 'must be a code' }).regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$/, { error: 'must be 1 to 40 letters, digits, full stops or hyphens' });
const words = (most: number) => z.string({ error: 'must be text' }).trim().min(1, { error: 'must be given' }).max(most, { error: `must be at most ${most.toLocaleString('en-GB')} characters` });
const weight = z.int({ error: 'must be a whole number from 1 to 100' }).min(1, { error: 'must be at least 1: leave out what weighs nothing' }).max(WHOLE, { error: 'must be at most 100' });
const grade = z.enum(GRADES, { error: `must be one of ${GRADES.join(', ')}` });

const sectionSchema = z.strictObject({ id: code, title: words(200), weight });
const criterionSchema = z.strictObject({
  id: code,
  section: code,
  asks: words(500),
  /** What good looks like. */
  good: words(2000),
  weight,
  /** The rule of law or the Code it stands on; nothing where it is good practice. */
  law: words(200).nullable().default(null),
  /** Whether an auditor may say that it does not arise. */
  mayNotApply: z.boolean().default(false),
  /** Of advice: asked of these professional groups only; none named, of all. */
  onlyFor: z.array(z.enum(ADVISER_ROLES)).default([]),
  /** Answered so or worse, the grade is no better than this, whatever the score. */
  cap: z.strictObject({ at: grade, when: z.enum(['not-met', 'partly-met'], { error: 'must be not-met or partly-met' }), because: words(500) }).nullable().default(null),
});
/** Scores from `from`, and below `to`; the best band has 100 too. */
const bandSchema = z.strictObject({ grade, from: z.int().min(0).max(WHOLE), to: z.int().min(0).max(WHOLE) });

/** Rules of plans and drafts, by their codes. */
export const retiredSchema = z.array(z.string().refine((rule) => RULES.includes(rule), { error: `must be the code of a rule, one of ${RULES.join(', ')}` })).max(RULES.length);

export type Section = Readonly<z.output<typeof sectionSchema>>;
export type Criterion = Readonly<z.output<typeof criterionSchema>>;
export type Band = Readonly<z.output<typeof bandSchema>>;
export type Framework = Readonly<{ kind: AuditKind; title: string; sections: readonly Section[]; criteria: readonly Criterion[]; bands: readonly Band[]; /** Rules that point out nothing any more: too few of their suggestions were accepted. */ retired?: readonly string[] | undefined }>;

/**
 * A framework as the outside may hand it over. Refused with the place and the reason: weights that do not make 100, a criterion of a
 * section that is not there, a section that asks nothing, bands that overlap, leave a gap or go against the grades, an id given twice.
 */
export const frameworkSchema = z
  .strictObject({
    kind: z.enum(AUDIT_KINDS, { error: `must be one of ${AUDIT_KINDS.join(', ')}` }),
    title: words(200),
    sections: z.array(sectionSchema).min(1, { error: 'must have at least one section' }).max(40),
    criteria: z.array(criterionSchema).min(1, { error: 'must have at least one criterion' }).max(200),
    bands: z.array(bandSchema).length(GRADES.length, { error: `must be one for each grade: ${GRADES.join(', ')}` }),
    retired: retiredSchema.optional(),
  })
  .superRefine((framework, context) => {
    for (const { path, message } of problemsOf(framework)) context.addIssue({ code: 'custom', path: [...path], message });
  });

export type Problem = Readonly<{ path: readonly (string | number)[]; message: string }>;

/** What is wrong with the whole, whatever its parts say. */
export const problemsOf = (framework: Framework): Problem[] => [...twice(framework), ...orphans(framework), ...asked(framework), ...caps(framework), ...weights(framework), ...bandProblems(framework)];

function twice({ sections, criteria }: Framework): Problem[] {
  const again = (of: 'sections' | 'criteria', ids: readonly string[]): Problem[] =>
    ids.flatMap((id, i) => (ids.indexOf(id) < i ? [{ path: [of, i, 'id'], message: `“${id}” is given twice` }] : []));
  return [...again('sections', sections.map(({ id }) => id)), ...again('criteria', criteria.map(({ id }) => id))];
}

function orphans({ sections, criteria }: Framework): Problem[] {
  const there = new Set(sections.map(({ id }) => id));
  const asked = new Set(criteria.map(({ section }) => section));
  return [
    ...criteria.flatMap(({ section }, i) => (there.has(section) ? [] : [{ path: ['criteria', i, 'section'], message: `there is no section “${section}”: add it, or move the criterion to one of ${[...there].join(', ')}` }])),
    ...sections.flatMap(({ id }, i) => (asked.has(id) ? [] : [{ path: ['sections', i], message: `section “${id}” asks nothing: give it a criterion, or take it out` }])),
  ];
}

/** Professional groups are asked of advice alone, and each of them something. */
function asked({ kind, criteria }: Framework): Problem[] {
  if (kind !== 'advice') return criteria.flatMap(({ onlyFor }, i) => (onlyFor.length === 0 ? [] : [{ path: ['criteria', i, 'onlyFor'], message: 'is for advice alone: leave it out' }]));
  const unasked = ADVISER_ROLES.filter((role) => criteriaFor({ criteria }, role).length === 0);
  return unasked.length === 0 ? [] : [{ path: ['criteria'], message: `nothing is asked of ${unasked.join(', ')}: give one criterion at least that is for all` }];
}

const caps = ({ criteria }: Framework): Problem[] =>
  criteria.flatMap(({ cap }, i) => (cap?.at === BEST ? [{ path: ['criteria', i, 'cap', 'at'], message: `“${BEST}” caps nothing: choose a grade below it, or leave the cap out` }] : []));

function weights({ sections, criteria }: Framework): Problem[] {
  const total = (of: readonly { weight: number }[]): number => of.reduce((sum, one) => sum + one.weight, 0);
  const ofSections = total(sections);
  return [
    ...(ofSections === WHOLE ? [] : [{ path: ['sections'], message: `the sections’ weights make ${ofSections}: they must make 100` }]),
    ...sections.flatMap(({ id }, i) => {
      const own = criteria.filter(({ section }) => section === id);
      const sum = total(own);
      return own.length === 0 || sum === WHOLE ? [] : [{ path: ['sections', i], message: `the weights of section “${id}”’s criteria make ${sum}: they must make 100` }];
    }),
  ];
}

function bandProblems({ bands }: Framework): Problem[] {
  let reached = 0;
  return GRADES.flatMap((of, i): Problem[] => {
    const at = bands.findIndex((band) => band.grade === of);
    const band = bands[at];
    if (band === undefined) return [{ path: ['bands'], message: `“${of}” has no band` }];
    const { from, to } = band;
    const problems: Problem[] = [];
    if (to <= from) problems.push({ path: ['bands', at, 'to'], message: `“${of}” must end above ${from}, where it begins` });
    if (from < reached) problems.push({ path: ['bands', at, 'from'], message: `“${of}” overlaps the grade below it, which reaches to ${reached}` });
    if (from > reached) problems.push({ path: ['bands', at, 'from'], message: `nothing covers the scores from ${reached} to ${from}` });
    reached = Math.max(reached, to);
    if (i === GRADES.length - 1 && reached !== WHOLE) problems.push({ path: ['bands', at, 'to'], message: `nothing covers the scores from ${reached} to 100` });
    return problems;
  });
}

/** A council's framework as it stands in its own record. */
export type FrameworkVersion = Readonly<{ ref: string; number: number; framework: Framework }>;

/** The criteria asked of a subject. @param role the adviser's role, where advice is audited */
export const criteriaFor = ({ criteria }: Pick<Framework, 'criteria'>, role: string | null): readonly Criterion[] =>
  criteria.filter(({ onlyFor }) => onlyFor.length === 0 || (role !== null && (onlyFor as readonly string[]).includes(role)));
