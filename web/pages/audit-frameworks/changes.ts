import { changesNothing, type BandChange, type CriterionChange, type CriterionField, type FrameworkChanges, type SectionChange } from '../../../domain/audit/framework-changes.js';
import type { Criterion, Framework } from '../../../domain/audit/framework.js';
import { wordDifference, type Piece } from '../../../domain/plan/word-difference.js';
import { FRAMEWORK_WORDS } from '../../words/audit-frameworks.js';
import { GRADE_WORDS } from '../../words/audits.js';
import { ADVISER_WORDS } from '../../words/people.js';
import { rulesShown } from './presenter.js';

/** What one version changes against another, in two columns, and which figures may stand beside each other. */

const t = FRAMEWORK_WORDS.changes;

type FieldShown = Readonly<{ label: string; before: readonly Piece[]; after: readonly Piece[] }>;
type PartShown = Readonly<{ heading: string; fields: readonly FieldShown[] }>;

/** @param words what the two are called */
export function changesShown(changes: FrameworkChanges, [before, after]: readonly [Framework, Framework], words: Readonly<{ from: string; to: string }>): object {
  const titleOf = (id: string): string => [after, before].flatMap(({ sections }) => sections.filter((one) => one.id === id))[0]?.title ?? id;
  const sections = [...new Set([...after.sections, ...before.sections].map(({ id }) => id))];
  return {
    fromWords: words.from, toWords: words.to,
    summary: changesCounted(changes),
    groups: changesNothing(changes) || isOnlyReordered(changes) ? [] : [
      ...group(t.whole, [...wholeParts(changes), ...changes.sections.map(sectionPart)]),
      ...sections.flatMap((id) => group(titleOf(id), changes.criteria.filter(({ before: was, after: is }) => (is ?? was)?.section === id).map((one) => criterionPart(one, titleOf)))),
    ],
    isSame: changesNothing(changes),
    compare: compareShown(changes, words, after),
  };
}

/** The changes in short: how many criteria, and how. */
export const changesCounted = ({ title, sections, criteria, bands, rules, isReordered }: FrameworkChanges): readonly string[] => [
  ...(title === null ? [] : [t.retitled]), ...counted(t.sectionsCounted, sections), ...countsOf(criteria), ...(bands.length === 0 ? [] : [t.rebanded]),
  ...counted(t.rulesRetired, rules.retired), ...counted(t.rulesBack, rules.back), ...(isReordered ? [t.reordered] : []),
];

type OneAndMany = readonly [one: string, many: string];
const counted = ([one, many]: OneAndMany, of: readonly unknown[]): readonly string[] => (of.length === 0 ? [] : [`${of.length} ${of.length === 1 ? one : many}`]);

const group = (title: string, parts: readonly PartShown[]): readonly object[] => (parts.length === 0 ? [] : [{ title, parts }]);
const isOnlyReordered = (changes: FrameworkChanges): boolean => changesNothing({ ...changes, isReordered: false });

/** How many criteria changed, and how. */
function countsOf(criteria: readonly CriterionChange[]): readonly string[] {
  const has = (...fields: readonly CriterionField[]) => (one: CriterionChange): boolean => one.fields.some((field) => fields.includes(field));
  return [
    ...counted(t.kinds.added, criteria.filter(({ kind }) => kind === 'added')), ...counted(t.kinds['taken-out'], criteria.filter(({ kind }) => kind === 'taken-out')),
    ...counted(t.kinds.asked, criteria.filter(({ kind, isSameQuestion }) => kind === 'changed' && !isSameQuestion)), ...counted(t.kinds.weighs, criteria.filter(has('weight'))), ...counted(t.kinds.limits, criteria.filter(has('cap'))),
  ];
}

function wholeParts({ title, bands, rules }: FrameworkChanges): readonly PartShown[] {
  const ruled = [...rules.retired.map((rule) => ({ rule, was: t.points, is: t.retired })), ...rules.back.map((rule) => ({ rule, was: t.retired, is: t.points }))];
  return [
    ...(title === null ? [] : [{ heading: t.wholeTitle, fields: [fieldOf(t.sectionField.title, title.before, title.after)] }]),
    ...(bands.length === 0 ? [] : [{ heading: FRAMEWORK_WORDS.bands, fields: bands.map(bandField) }]),
    ...(ruled.length === 0 ? [] : [{ heading: t.rules, fields: ruled.map(({ rule, was, is }) => fieldOf(rulesShown([rule])[0] ?? rule, was, is)) }]),
  ];
}

const bandField = ({ grade, before, after }: BandChange): FieldShown => fieldOf(GRADE_WORDS[grade], t.band(before.from, before.to), t.band(after.from, after.to));

function sectionPart({ kind, before, after, fields }: SectionChange): PartShown {
  const shown = kind === 'changed' ? fields : (['title', 'weight'] as const);
  return { heading: t.section((after ?? before)?.title ?? '', t.kind[kind]), fields: shown.map((field) => fieldOf(t.sectionField[field], String(before?.[field] ?? ''), String(after?.[field] ?? ''))) };
}

const ALL: readonly CriterionField[] = ['asks', 'good', 'weight', 'law', 'mayNotApply', 'onlyFor', 'cap'];

/** Of one that is added or taken out all that it says; of one that changed what did. */
function criterionPart({ kind, before, after, fields }: CriterionChange, titleOf: (section: string) => string): PartShown {
  const said = (criterion: Criterion | null, field: CriterionField): string => (criterion === null ? '' : wordsOf(criterion, field, titleOf));
  const shown = kind === 'changed' ? fields : ALL.filter((field) => isTold(after ?? before, field));
  return { heading: t.criterion((after ?? before)?.asks ?? '', t.kind[kind]), fields: shown.map((field) => fieldOf(t.field[field], said(before, field), said(after, field))) };
}

/** What is the plain case of a whole criterion is not told. */
const isTold = (criterion: Criterion | null, field: CriterionField): boolean =>
  criterion !== null && !(field === 'law' && criterion.law === null) && !(field === 'mayNotApply' && !criterion.mayNotApply) && !(field === 'onlyFor' && criterion.onlyFor.length === 0) && !(field === 'cap' && criterion.cap === null);

function wordsOf(criterion: Criterion, field: CriterionField, titleOf: (section: string) => string): string {
  switch (field) {
    case 'section': return titleOf(criterion.section);
    case 'law': return criterion.law ?? FRAMEWORK_WORDS.noLaw;
    case 'mayNotApply': return criterion.mayNotApply ? t.yes : t.no;
    case 'onlyFor': return criterion.onlyFor.length === 0 ? t.ofAll : criterion.onlyFor.map((role) => ADVISER_WORDS[role]).join(', ');
    case 'cap': return criterion.cap === null ? FRAMEWORK_WORDS.field.capAtNone : FRAMEWORK_WORDS.capSaid(FRAMEWORK_WORDS.capWhen[criterion.cap.when], GRADE_WORDS[criterion.cap.at], criterion.cap.because);
    default: return String(criterion[field]);
  }
}

function fieldOf(label: string, before: string, after: string): FieldShown {
  const pieces = wordDifference(before, after);
  return { label, before: pieces.filter(({ kind }) => kind !== 'in'), after: pieces.filter(({ kind }) => kind !== 'out') };
}

/** Which figures by the one may stand beside figures by the other; nothing to say of a version and itself. */
function compareShown({ criteria, questions, rules }: FrameworkChanges, { from, to }: Readonly<{ from: string; to: string }>, after: Framework): object {
  const [added, takenOut] = (['added', 'taken-out'] as const).map((of) => criteria.filter(({ kind }) => kind === of).length);
  return {
    never: [t.grades(from, to), t.again],
    alike: [
      t.alike(questions.alike.length), ...(added === undefined || added === 0 ? [] : [t.added(added)]), ...(takenOut === undefined || takenOut === 0 ? [] : [t.takenOut(takenOut)]), ...(rules.retired.length === 0 ? [] : [t.noRules]),
    ],
    otherwise: after.criteria.filter(({ id }) => questions.otherwise.includes(id)).map(({ asks }) => asks),
  };
}
