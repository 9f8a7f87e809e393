import { GRADES, type AuditKind, type Band, type Criterion, type Framework, type Grade, type Section } from './framework.js';
import { isSameQuestion } from './marked.js';

/** What one version of a framework changes against another of its kind, and what of their figures may stand beside each other. */

const SECTION_FIELDS = ['title', 'weight'] as const;
const CRITERION_FIELDS = ['section', 'asks', 'good', 'weight', 'law', 'mayNotApply', 'onlyFor', 'cap'] as const;
export type SectionField = (typeof SECTION_FIELDS)[number];
export type CriterionField = (typeof CRITERION_FIELDS)[number];

/** `before`, `after`: null where that version has not got it. `fields`: in which the two differ; none where one of them is null. */
type Change<T, F> = Readonly<{ id: string; kind: 'added' | 'taken-out' | 'changed'; before: T | null; after: T | null; fields: readonly F[] }>;
export type SectionChange = Change<Section, SectionField>;
/** `isSameQuestion`: whether what is asked, and of what, is word for word the same: what it weighs or limits changes no answer. */
export type CriterionChange = Change<Criterion, CriterionField> & Readonly<{ isSameQuestion: boolean }>;
export type BandChange = Readonly<{ grade: Grade; before: Pick<Band, 'from' | 'to'>; after: Pick<Band, 'from' | 'to'> }>;

export type FrameworkChanges = Readonly<{
  kind: AuditKind;
  /** Null: the same. */
  title: Readonly<{ before: string; after: string }> | null;
  sections: readonly SectionChange[];
  criteria: readonly CriterionChange[];
  bands: readonly BandChange[];
  /** Rules by their codes: retired by the later version, and pointing things out again by it. */
  rules: Readonly<{ retired: readonly string[]; back: readonly string[] }>;
  /** Sections, or criteria within one, that are in both stand in another order. It changes no figure. */
  isReordered: boolean;
  /** Criteria of both by id: those asked word for word alike, whose answers may be counted together, and those whose answers may not. */
  questions: Readonly<{ alike: readonly string[]; otherwise: readonly string[] }>;
}>;

/** Sections and criteria in the later version's order; what it took out stands after what came before it. @throws RangeError for two of different kinds */
export function frameworkChanges(before: Framework, after: Framework): FrameworkChanges {
  if (before.kind !== after.kind) throw new RangeError(`a framework for ${before.kind} is compared with one for ${after.kind}`);
  const sections = changesOf<Section, SectionField>(before.sections, after.sections, SECTION_FIELDS);
  const criteria = changesOf<Criterion, CriterionField>(before.criteria, after.criteria, CRITERION_FIELDS).map((one) => ({ ...one, isSameQuestion: one.before !== null && one.after !== null && isSameQuestion(one.before, one.after) }));
  const bands = bandChanges(before, after);
  const [wasRetired, isRetired] = [before.retired ?? [], after.retired ?? []];
  const both = before.criteria.flatMap((was) => after.criteria.filter(({ id }) => id === was.id).map((is) => ({ id: was.id, isAlike: isSameQuestion(was, is) })));
  return {
    kind: after.kind,
    title: before.title === after.title ? null : { before: before.title, after: after.title },
    sections, criteria, bands,
    rules: { retired: isRetired.filter((one) => !wasRetired.includes(one)), back: wasRetired.filter((one) => !isRetired.includes(one)) },
    isReordered: isReordered(before, after),
    questions: { alike: both.filter(({ isAlike }) => isAlike).map(({ id }) => id), otherwise: both.filter(({ isAlike }) => !isAlike).map(({ id }) => id) },
  };
}

/** Whether two versions differ in nothing at all. */
export const changesNothing = ({ title, sections, criteria, bands, rules, isReordered: isMoved }: FrameworkChanges): boolean =>
  title === null && !isMoved && [sections, criteria, bands, rules.retired, rules.back].every((changes) => changes.length === 0);

type Entry = Readonly<{ id: string }>;

function changesOf<T extends Entry, F extends keyof T>(was: readonly T[], is: readonly T[], fields: readonly F[]): readonly Change<T, F>[] {
  return inOrderOfBoth(was, is).flatMap((id): Change<T, F>[] => {
    const [before, after] = [was.find((one) => one.id === id) ?? null, is.find((one) => one.id === id) ?? null];
    if (before === null || after === null) return [{ id, kind: before === null ? 'added' : 'taken-out', before, after, fields: [] }];
    const differ = fields.filter((field) => !isSame(before[field], after[field]));
    return differ.length === 0 ? [] : [{ id, kind: 'changed', before, after, fields: differ }];
  });
}

/** Each id once: the later's order, one taken out after whatever stood before it. */
function inOrderOfBoth(was: readonly Entry[], is: readonly Entry[]): readonly string[] {
  const order = is.map(({ id }) => id);
  was.forEach(({ id }, i) => {
    if (!order.includes(id)) order.splice(i === 0 ? 0 : order.indexOf(was[i - 1]?.id ?? '') + 1, 0, id);
  });
  return order;
}

/** Of text, numbers, lists and caps: their fields in whatever order. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) return one === other;
  const [mine, theirs] = [new Map<string, unknown>(Object.entries(one)), new Map<string, unknown>(Object.entries(other))];
  return mine.size === theirs.size && [...mine].every(([key, value]) => isSame(value, theirs.get(key)));
}

const bandChanges = (before: Framework, after: Framework): readonly BandChange[] =>
  GRADES.flatMap((grade) => {
    const [was, is] = [bandOf(before, grade), bandOf(after, grade)];
    return was.from === is.from && was.to === is.to ? [] : [{ grade, before: was, after: is }];
  });

/** A draft may lack one. */
function bandOf({ bands }: Framework, grade: Grade): Pick<Band, 'from' | 'to'> {
  const { from = 0, to = 0 } = bands.find((band) => band.grade === grade) ?? {};
  return { from, to };
}

function isReordered(before: Framework, after: Framework): boolean {
  const orders = [before, after].map((framework) => framework.sections.map(({ id }) => id).filter((id) => [before, after].every(({ sections }) => sections.some((one) => one.id === id))));
  if (!isSame(orders[0], orders[1])) return true;
  const within = ([one, other]: readonly [Framework, Framework], section: string): readonly string[] =>
    one.criteria.filter((criterion) => criterion.section === section && other.criteria.some(({ id, section: theirs }) => id === criterion.id && theirs === section)).map(({ id }) => id);
  return after.sections.some(({ id }) => !isSame(within([before, after], id), within([after, before], id)));
}
