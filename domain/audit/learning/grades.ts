import { monthOf } from '../../dates/iso-month.js';
import { quarterOf } from '../../dates/quarter.js';
import { grouped } from '../../grouped.js';
import { shareOf, type Share } from '../agreement.js';
import type { Framework, FrameworkVersion, Grade } from '../framework.js';
import { frameworkOf, likeWithLike, type Alike, type Marked, type MarkedWhy } from '../marked.js';
import type { Trait } from '../sampling.js';
import { scoreOf } from '../score.js';
import { meanOf, type Mean } from '../student-t.js';

/** Grades over time and by what was audited, like with like only. Every figure names its audits. */

/** A mean score is told, with its interval, from so many audits on. */
export const SMALLEST_FOR_MEAN = 10;

/** Some audits' grades: counts by grade add up to `of`. A percentage only from twenty on. */
export type GradeFigure = Readonly<{ of: number; grades: Readonly<Record<Grade, number>>; goodOrBetter: Share; score: Mean; audits: readonly string[] }>;
/** A part of them. `id` null: not known. */
export type GradeRow = Readonly<{ id: string | null; figure: GradeFigure }>;

/**
 * The audits that stand for what was not audited: those drawn by chance. Whoever was audited again, or because somebody asked, was chosen
 * for a reason, and a second marking would count a plan twice: they are counted apart, so that all add up.
 */
export type Drawn = Readonly<{ drawn: readonly Marked[]; apart: Readonly<Record<Exclude<MarkedWhy, 'sample'>, number>> }>;

export function drawnOf(marked: readonly Marked[]): Drawn {
  const count = (why: MarkedWhy): number => marked.filter((one) => one.why === why).length;
  return { drawn: marked.filter(({ why }) => why === 'sample'), apart: { 're-audit': count('re-audit'), double: count('double'), 're-mark': count('re-mark'), asked: count('asked') } };
}

/** The figure of some audits, which are for the caller to be alike. */
export function gradesOf(marked: readonly Marked[]): GradeFigure {
  const count = (grade: Grade): number => marked.filter((one) => one.grade === grade).length;
  const grades = { inadequate: count('inadequate'), 'requires-improvement': count('requires-improvement'), good: count('good'), outstanding: count('outstanding') };
  return {
    of: marked.length,
    grades,
    goodOrBetter: shareOf(grades.good + grades.outstanding, marked.length),
    score: meanOf(marked.map(({ score }) => score).sort((a, b) => a - b), SMALLEST_FOR_MEAN), // sorted: no order they come in changes the last digit
    audits: marked.map(({ audit }) => audit).sort(),
  };
}

/** Rows of what is alike. */
export type GradesAlike = Omit<Alike, 'marked'> & Readonly<{ rows: readonly GradeRow[] }>;

/** Grades by month, or by quarter, of the marking; periods without an audit have no row. */
export const gradesOverTime = (marked: readonly Marked[], by: 'month' | 'quarter'): readonly GradesAlike[] =>
  rowsAlike(marked, ({ markedOn }) => (by === 'month' ? monthOf(markedOn) : quarterOf(markedOn)));

/** What grades may be shown by. Not by caseworker: that figure is theirs and their manager's, and has a file of its own. */
export const DIMENSIONS = ['primary-need', 'setting', 'age-band', 'first-or-amended', 'service', 'team'] as const satisfies readonly (Exclude<Trait, 'caseworker'> | 'service' | 'team')[];
export type Dimension = (typeof DIMENSIONS)[number];

/** Grades by a dimension; what is not known is a row too, so that each version's rows add up to its audits. */
export const gradesBy = (marked: readonly Marked[], dimension: Dimension): readonly GradesAlike[] => rowsAlike(marked, (one) => valueOf(one, dimension));

const valueOf = ({ traits, service, team }: Marked, dimension: Dimension): string | null => (dimension === 'service' ? service : dimension === 'team' ? team : traits[dimension]);

/** By a key, the unknown last. */
export const rowsAlike = (marked: readonly Marked[], keyOf: (one: Marked) => string | null): readonly GradesAlike[] =>
  likeWithLike(marked).map(({ marked: alike, ...of }) => {
    const known = [...grouped(alike, keyOf)].map(([id, own]): GradeRow => ({ id, figure: gradesOf(own) })).sort((a, b) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1));
    const unknown = alike.filter((one) => keyOf(one) === null);
    return { ...of, rows: unknown.length === 0 ? known : [...known, { id: null, figure: gradesOf(unknown) }] };
  });

/** A section's scores over some audits. `notArising`: audits in which nothing in it arose; with those behind `score` they make all. */
export type SectionRow = Readonly<{ section: string; score: Mean; notArising: readonly string[]; audits: readonly string[] }>;
/** `frameworkUnknown`: audits whose framework was not handed over. */
export type SectionsAlike = Omit<Alike, 'marked'> & Readonly<{ rows: readonly SectionRow[]; frameworkUnknown: number }>;

/** Scores by section of the framework, in its order. */
export const sectionScores = (versions: readonly FrameworkVersion[], marked: readonly Marked[]): readonly SectionsAlike[] =>
  likeWithLike(marked).map(({ marked: alike, ...of }) => {
    const framework = alike[0] === undefined ? null : frameworkOf(versions, alike[0]);
    return framework === null ? { ...of, rows: [], frameworkUnknown: alike.length } : { ...of, rows: sectionRows(framework, alike), frameworkUnknown: 0 };
  });

function sectionRows(framework: Framework, marked: readonly Marked[]): readonly SectionRow[] {
  const scored = marked.map(({ audit, answers, role }) => ({ audit, sections: scoreOf(framework, answers, role).sections }));
  return framework.sections.map(({ id }) => {
    const own = scored.flatMap(({ audit, sections }) => sections.flatMap(({ section, score }) => (section === id && score !== null ? [{ audit, score }] : [])));
    return { section: id, score: meanOf(own.map(({ score }) => score).sort((a, b) => a - b), SMALLEST_FOR_MEAN), notArising: scored.filter(({ sections }) => sections.every(({ section, score }) => section !== id || score === null)).map(({ audit }) => audit).sort(), audits: own.map(({ audit }) => audit).sort() };
  });
}
