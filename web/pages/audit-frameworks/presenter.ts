import type { Made } from '../../../api/audit-models.js';
import type { FieldProblem } from '../../../api/errors.js';
import type { FrameworkOfKind } from '../../../api/use-cases/audit-frameworks.js';
import { LACK_FEEDS } from '../../../domain/audit/feeds.js';
import { GRADES, type AuditKind, type Criterion, type Framework } from '../../../domain/audit/framework.js';
import { longTime } from '../../dates.js';
import type { FieldError } from '../../forms/field.js';
import { paths } from '../../paths.js';
import { FRAMEWORK_WORDS as t } from '../../words/audit-frameworks.js';
import { GRADE_WORDS, KIND_WORDS } from '../../words/audits.js';
import { ADVISER_WORDS } from '../../words/people.js';

/** Frameworks in plain words. */

export const madeWords = ({ madeBy, madeAt, why }: Made): Readonly<{ by: string; why: string | null }> => ({ by: madeBy === null || madeAt === null ? t.asItCame : t.madeBy(madeBy.name, longTime(madeAt)), why });

export const versionsShown = ({ kind, versions, draft, mayLead }: FrameworkOfKind): object => ({
  title: KIND_WORDS[kind].one,
  what: KIND_WORDS[kind].what,
  of: t.of(KIND_WORDS[kind].one),
  draft: draft.framework === null || draft.savedBy === null || draft.savedAt === null ? null : t.draft(draft.savedBy.name, longTime(draft.savedAt)),
  edit: mayLead ? paths.auditFrameworkDraft(kind) : null,
  versions: versions.map((one, i) => ({ href: paths.auditFramework(kind, String(one.number)), title: t.version(one.number), state: i === 0 ? t.inForce : t.before, isInForce: i === 0, holds: t.holds(one.framework.criteria.length, one.framework.sections.length), changes: changesHref(kind, one.number), ...madeWords(one) })),
});

/** Where a version is compared with the one before it; null of the first, which has none. */
export const changesHref = (kind: AuditKind, number: number): string | null => (number === 0 ? null : `${paths.auditFrameworkChanges(kind)}?from=${number - 1}&to=${number}`);

export const frameworkShown = ({ sections, criteria, bands, retired = [] }: Framework): object => ({
  retired: rulesShown(retired),
  sections: sections.map(({ id, title, weight }, i) => ({ place: i + 1, title, weight: t.weight(weight, t.ofWhole), criteria: criteria.filter(({ section }) => section === id).map(criterionShown) })),
  bands: [...bands].sort((a, b) => b.from - a.from).map(({ grade, from, to }) => ({ grade: GRADE_WORDS[grade], from, to: to === 100 ? t.bandTop : to })),
});

const criterionShown = ({ asks, good, law, weight, cap, mayNotApply, onlyFor }: Criterion): object => ({
  asks, good, law: law ?? t.noLaw, weight: t.weight(weight, t.ofSection),
  cap: cap === null ? null : t.capSaid(t.capWhen[cap.when], GRADE_WORDS[cap.at], cap.because),
  mayNotApply: mayNotApply ? t.mayNotApply : null,
  onlyFor: onlyFor.length === 0 ? null : onlyFor.map((role) => ADVISER_WORDS[role]).join(', '),
});

export const sumOfWeights = (of: readonly Readonly<{ weight: number }>[]): number => of.reduce((sum, { weight }) => sum + weight, 0);

/** The criteria of a section with their places in the framework. */
export const criteriaOf = ({ criteria }: Framework, section: string): readonly Readonly<{ one: Criterion; at: number }>[] => criteria.map((one, at) => ({ one, at })).filter(({ one }) => one.section === section);

/** What is wrong with a draft, each in words with its place and led to the field where it is mended. */
export const problemsShown = (framework: Framework, problems: readonly FieldProblem[]): readonly FieldError[] => problems.map(({ path, message }) => ({ name: '', ...placeOf(framework, path, message) }));

function placeOf(framework: Framework, path: string, message: string): Readonly<{ href: string; text: string }> {
  const [, list, place, field = ''] = /^framework\.(sections|criteria|bands)(?:\[(\d+)\])?\.?(.*)$/.exec(path) ?? [];
  const at = place === undefined ? -1 : Number(place);
  const draft = paths.auditFrameworkDraft(framework.kind);
  if (path === 'framework.title') return { href: `${draft}#title`, text: `${t.name.label}: ${worded(message)}` };
  if (list === 'bands' && at >= 0) {
    const grade = framework.bands[at]?.grade ?? 'good';
    const next = GRADES[GRADES.indexOf(grade) + 1] ?? grade;
    return { href: `${draft}#band-${field === 'to' || grade === 'inadequate' ? next : grade}`, text: `${t.where.bands}: ${worded(message)}` };
  }
  const section = list === 'sections' ? framework.sections[at] : framework.sections.find(({ id }) => id === framework.criteria[at]?.section);
  const orphan = list === 'criteria' && section === undefined ? framework.criteria[at] : undefined;
  if (orphan !== undefined) return { href: `${draft}#newCode`, text: `${t.where.orphan(orphan.asks === '' ? orphan.id : orphan.asks)}: ${worded(message)}` }; // it stands on no section's page
  if (section === undefined) return { href: list === 'sections' ? `${draft}#weight-1` : `${draft}#form`, text: `${t.where.whole}: ${worded(message)}` };
  const page = paths.auditFrameworkSection(framework.kind, String(framework.sections.indexOf(section) + 1));
  if (list === 'sections') return { href: field === 'weight' ? `${draft}#weight-${at + 1}` : `${page}#${field === 'title' ? 'title' : 'form'}`, text: `${t.where.section(section.title)}: ${worded(message)}` };
  const row = criteriaOf(framework, section.id).findIndex((one) => one.at === at);
  const input = FIELDS[field] ?? 'asks';
  return { href: `${page}#${inputOf(row, input)}`, text: `${t.where.criterion(section.title, row + 1, t.field[input].toLowerCase())}: ${worded(message)}` };
}

/** Grades by the names they have on pages. */
const worded = (message: string): string => GRADES.reduce((said, grade) => said.replaceAll(`“${grade}”`, `“${GRADE_WORDS[grade]}”`), message);

export type RowField = 'id' | 'asks' | 'good' | 'law' | 'weight' | 'capAt' | 'capWhen' | 'capBecause' | 'mayNotApply' | 'onlyFor';
/** The name of a criterion's input. @param row its place in its section, from 0 */
export const inputOf = (row: number, field: RowField): string => `c-${row + 1}-${field}`;
const FIELDS: Readonly<Record<string, Exclude<RowField, 'id'>>> = { asks: 'asks', good: 'good', law: 'law', weight: 'weight', 'cap.at': 'capAt', 'cap.when': 'capWhen', 'cap.because': 'capBecause', onlyFor: 'onlyFor' };

const LACKS: ReadonlyMap<string, string> = new Map(Object.entries(LACK_FEEDS).flatMap(([code, feed]) => (feed === null ? [] : [[code, feed.reason]])));

/** Rules in words: what each finds, or the words it looks for. */
export const rulesShown = (rules: readonly string[]): readonly string[] => rules.map((rule) => LACKS.get(rule) ?? t.wordsFound(rule.replaceAll('-', ' ')));
