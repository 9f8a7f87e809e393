import { addDays, addMonths, earlier, type IsoDate } from '../dates/iso-date.js';
import { firstDayOf, isoMonth, monthOf, type IsoMonth } from '../dates/iso-month.js';
import { daysOfQuarter, quarterLater, quarterOf, type IsoQuarter } from '../dates/quarter.js';
import { grouped } from '../grouped.js';
import { SMALLEST_FOR_PERCENT, SMALLEST_LOTS } from './agreement.js';
import { AUDIT_KINDS, GRADES, NOT_APPLICABLE, type AuditKind, type FrameworkVersion } from './framework.js';
import { agreementCell, countCell, differenceCell, meanCell, partCell, plainCell, shareCell, wordCell, type LearningCell, type LearningNote, type LearningRow, type LearningTable, type NamePart, type RowCode } from './learning/cells.js';
import { worstCriteria, type CriterionRow } from './learning/criteria.js';
import { actionsOn, effectOf, reAuditsOf, type ActionEffect, type ActionRow } from './learning/effects.js';
import { exemplarsFor, exemplarsOf } from './learning/exemplars.js';
import { DIMENSIONS, drawnOf, gradesBy, gradesOverTime, sectionScores, type Dimension, type GradeFigure, type GradesAlike } from './learning/grades.js';
import { panelFigures, type PanelAnswers } from './learning/panels.js';
import { pointEffect, type Agreed, type LearningPoint } from './learning/points.js';
import { rulesOf, type JudgedAt } from './learning/rules.js';
import { recurringOf, servicesOf, themesOf } from './learning/themes.js';
import { asModerated, questionsOf, versionsUsed, likeWithLike, type Alike, type AuditAction, type Finding, type Marked, type ModeratedAnswers } from './marked.js';
import { agreementOf, doublesOf, driftOf, pairedOn, reMarksOf, type Pair, type PairsAgreement } from './moderation.js';

/**
 * What a quarter's audits, or a month's, taught: one model, from which page, PDF, workbook and CSV are made. Of every figure it knows the audits.
 * No table is by caseworker: those figures are theirs and their manager's (`learning/by-caseworker.ts`).
 */

/** A quarter's learning report or a month's board page; days inclusive. */
export type LearningPeriod = Readonly<{ kind: 'quarter' | 'month'; id: string; from: IsoDate; to: IsoDate }>;

export const quarterPeriod = (quarter: IsoQuarter): LearningPeriod => ({ kind: 'quarter', id: quarter, ...daysOfQuarter(quarter) });
export const monthPeriod = (month: IsoMonth): LearningPeriod => ({ kind: 'month', id: month, from: firstDayOf(month), to: addDays(firstDayOf(month, 1), -1) });
/** The period so many later of its kind; earlier when negative. */
export const periodLater = (period: LearningPeriod, later: number): LearningPeriod =>
  period.kind === 'quarter' ? quarterPeriod(quarterLater(quarterOf(period.from), later)) : monthPeriod(monthOf(firstDayOf(isoMonth(period.id), later)));

/** The days of which feedback is told, inclusive: of a month three to its end, for a month's answers alone are a handful. */
export const feedbackDays = ({ kind, from, to }: LearningPeriod): Readonly<{ from: IsoDate; to: IsoDate }> => ({ from: kind === 'month' ? addMonths(from, 1 - QUARTER) : from, to });
const QUARTER = 3;

/** What was said of one question by families or settings; counts only. */
export type FeedbackFigure = Readonly<{ party: 'family' | 'setting'; question: string; agreed: number; of: number }>;

/** What a report is made of: everything there is by the period's end, however old; feedback of `feedbackDays` alone. */
export type LearningInput = Readonly<{
  versions: readonly FrameworkVersion[];
  marked: readonly Marked[];
  moderated: readonly ModeratedAnswers[];
  findings: readonly Finding[];
  actions: readonly AuditAction[];
  /** Audits of which the findings are agreed, with the day. */
  agreed: readonly Agreed[];
  /** What auditors made of what rules had marked beforehand; re-marks left out. */
  judged: readonly JudgedAt[];
  points: readonly LearningPoint[];
  /** What voices of multi-agency panels said last. */
  panels: readonly PanelAnswers[];
  feedback: readonly FeedbackFigure[];
}>;

/** Without what some audits found: for whoever has still to mark the same, blind. Actions stay, which tell no answer. */
export function withoutAudits<T extends Omit<LearningInput, 'versions' | 'feedback'>>(input: T, audits: readonly string[]): T {
  const left = new Set(audits);
  const others = <One extends Readonly<{ audit: string }>>(of: readonly One[]): readonly One[] => of.filter(({ audit }) => !left.has(audit));
  return { ...input, marked: others(input.marked), moderated: others(input.moderated), findings: others(input.findings), agreed: others(input.agreed), judged: others(input.judged), panels: others(input.panels) };
}

/** `auditors`: with how each auditor marks, for whoever leads quality alone. */
export type LearningAsked = Readonly<{ period: LearningPeriod; today: IsoDate; auditors: boolean }>;

/** Periods that a row of time is shown of, this one among them. */
const BACK = 6;
/** Agreement and effects are reckoned over a year to the period's end: a month's doubles are a handful. */
const YEAR = 12;
const MOST_CRITERIA = 10;
const MOST_EXEMPLARS = 10;
const MOST_EFFECTS = 20;
const EXEMPLARS_EACH = 2;

type Known = Readonly<{ all: LearningInput; marked: readonly Marked[]; drawn: readonly Marked[]; inPeriod: readonly Marked[]; period: LearningPeriod; on: IsoDate }>;

/** Every table of the report, in the order it is read. The board's page is short: what it must know, on one sheet. */
export function learningReport(input: LearningInput, { period, today, auditors }: LearningAsked): readonly LearningTable[] {
  const known = knownBy(input, period, earlier(today, period.to));
  if (period.kind === 'month') return boardPage(known);
  return [
    summary(known), gradesTable(known), sectionsTable(known), ...DIMENSIONS.map((dimension) => dimensionTable(known, dimension)),
    criteriaTable(known, MOST_CRITERIA), themesTable(known), servicesTable(known), recurringTable(known), pointsTable(known), actionsTable(known), effectsTable(known, MOST_EFFECTS), reAuditsTable(known),
    agreementTable(known), agreementByCriterion(known), ...(auditors ? [auditorsTable(known)] : []), rulesTable(known), panelsTable(known), feedbackTable(input), exemplarsTable(known),
  ];
}

/** What a weekly report says: in short, and grades over time. */
export function learningInShort(input: LearningInput, { period, today }: Omit<LearningAsked, 'auditors'>): readonly LearningTable[] {
  const known = knownBy(input, period, earlier(today, period.to));
  return [summary(known), gradesTable(known)];
}

const boardPage = (known: Known): readonly LearningTable[] => [
  summary(known), gradesTable(known, BACK_ON_BOARD), criteriaTable(known, MOST_ON_BOARD), onlyOf(effectsTable(known, MOST_ON_BOARD), ['before', 'after', 'difference', 'shown']), onlyOf(overallOf(agreementTable(known)), ['pairs', 'answers', 'alike', 'alpha']), firstOf(recurringTable(known)), firstOf(feedbackTable({ feedback: leastFirst(known.all.feedback) })),
];
/** What fewest agree to is what a board must know. */
const leastFirst = (feedback: readonly FeedbackFigure[]): readonly FeedbackFigure[] => [...feedback].sort((one, other) => one.agreed * other.of - other.agreed * one.of);
/** Rows of a table on one sheet with six others. */
const MOST_ON_BOARD = 4;
const BACK_ON_BOARD = 3;
const firstOf = (table: LearningTable): LearningTable => ({ ...table, rows: table.rows.slice(0, MOST_ON_BOARD), notes: [...table.notes, ...note('not-shown', Math.max(0, table.rows.length - MOST_ON_BOARD))] });
/** Its chief columns: the rest is in the learning report. */
const onlyOf = (table: LearningTable, columns: readonly string[]): LearningTable => ({ ...table, columns, rows: table.rows.map((row) => ({ ...row, cells: columns.flatMap((column) => row.cells[table.columns.indexOf(column)] ?? []) })) });
const overallOf = (table: LearningTable): LearningTable => ({ ...table, rows: table.rows.filter(({ name }) => name.some((part) => part.kind === 'said')) });

/** As it stood at the end of a day: what came later is not known yet. */
function knownBy(input: LearningInput, period: LearningPeriod, on: IsoDate): Known {
  const all: LearningInput = {
    ...input,
    marked: input.marked.filter(({ markedOn }) => markedOn <= on),
    moderated: input.moderated.filter(({ agreedOn }) => agreedOn <= on),
    findings: input.findings.filter(({ agreedOn }) => agreedOn <= on),
    agreed: input.agreed.filter((one) => one.on <= on),
    judged: input.judged.filter((one) => one.on <= on),
    points: input.points.filter(({ saidOn }) => saidOn <= on),
    panels: input.panels.filter((one) => one.on <= on),
    actions: input.actions.filter(({ setOn }) => setOn <= on).map((one) => ({ ...one, doneOn: one.doneOn !== null && one.doneOn <= on ? one.doneOn : null })),
  };
  const marked = asModerated(all.marked, all.moderated);
  const inPeriod = marked.filter(({ markedOn }) => period.from <= markedOn);
  return { all, marked, drawn: drawnOf(inPeriod).drawn, inPeriod, period, on };
}

const said = (code: RowCode): NamePart => ({ kind: 'said', code });
const nameOf = ({ kind, number, role }: Omit<Alike, 'marked'>): NamePart => ({ kind: 'framework', of: kind, number, role });
const idOf = (...parts: readonly (string | number | null)[]): string => parts.map((part) => part ?? '-').join('/');
const note = (code: LearningNote['code'], count: number): readonly LearningNote[] => (count === 0 ? [] : [{ code, count }]);
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

/** Everything marked in the period, and in the one before: the five kinds of marking make all. */
function summary({ all, marked, period, on }: Known): LearningTable {
  const before = periodLater(period, -1);
  const within = (of: LearningPeriod, day: IsoDate): boolean => of.from <= day && day <= of.to;
  const both = (cell: (of: LearningPeriod, end: IsoDate) => LearningCell): readonly LearningCell[] => [cell(period, on), cell(before, before.to)];
  const why = (code: Marked['why']) => both((of) => countCell(marked.filter((one) => within(of, one.markedOn) && one.why === code).map(({ audit }) => audit)));
  const actions = (standing: ActionRow['standing']) => (_of: LearningPeriod, end: IsoDate) => actionCell(actionsOn(all.actions, end).filter((one) => one.standing === standing));
  const row = (code: RowCode, cells: readonly LearningCell[]): LearningRow => ({ id: code, name: [said(code)], cells });
  return {
    id: 'summary',
    columns: ['now', 'before'],
    rows: [
      row('drawn', why('sample')), row('re-audit', why('re-audit')), row('double', why('double')), row('re-mark', why('re-mark')), row('asked', why('asked')),
      row('all', both((of) => countCell(marked.filter(({ markedOn }) => within(of, markedOn)).map(({ audit }) => audit)))),
      row('findings', both((of) => findingsCell(all.findings.filter(({ agreedOn }) => within(of, agreedOn))))),
      row('actions-open', both(actions('open'))), row('actions-overdue', both(actions('overdue'))),
      row('actions-done', both((of) => actionCell(actionsOn(all.actions.filter(({ doneOn }) => doneOn !== null && within(of, doneOn)), on)))),
    ],
    notes: [],
  };
}

const distinct = (audits: readonly string[]): readonly string[] => [...new Set(audits)].sort();
const actionCell = (rows: readonly ActionRow[]): LearningCell => plainCell(rows.length, 'count', distinct(rows.map(({ action }) => action.audit)));
const findingsCell = (findings: readonly Finding[]): LearningCell => plainCell(findings.length, 'count', distinct(findings.map(({ audit }) => audit)));

const GRADE_COLUMNS = ['audits', ...[...GRADES].reverse(), 'good-or-better', 'score'];
const gradeCells = (marked: readonly Marked[]) => (figure: GradeFigure): readonly LearningCell[] => {
  const own = new Set(figure.audits);
  const graded = (is: (grade: Marked['grade']) => boolean): readonly string[] => marked.filter((one) => own.has(one.audit) && is(one.grade)).map(({ audit }) => audit).sort();
  return [
    countCell(figure.audits), ...[...GRADES].reverse().map((grade) => countCell(graded((one) => one === grade))),
    shareCell(figure.goodOrBetter, graded((one) => one === 'good' || one === 'outstanding')), meanCell(figure.score, 'score', figure.audits),
  ];
};

const rowsOfGrades = (marked: readonly Marked[], alike: readonly GradesAlike[], partOf: (id: string | null) => NamePart): readonly LearningRow[] =>
  alike.flatMap((of) => of.rows.map(({ id, figure }) => ({ id: idOf(of.kind, of.number, of.role, id), name: [nameOf(of), partOf(id)], cells: gradeCells(marked)(figure) })));

function gradesTable({ marked, period, inPeriod }: Known, back = BACK): LearningTable {
  const { from } = periodLater(period, 1 - back);
  const shown = drawnOf(marked).drawn.filter(({ markedOn }) => markedOn >= from);
  const apart = inPeriod.length - drawnOf(inPeriod).drawn.length;
  return { id: 'grades', columns: GRADE_COLUMNS, rows: rowsOfGrades(shown, gradesOverTime(shown, period.kind), (id) => ({ kind: 'period', id: id ?? '' })), notes: note('apart', apart) };
}

function dimensionTable({ drawn }: Known, dimension: Dimension): LearningTable {
  const told = dimension === 'team' ? withoutLoneOfficers(drawn) : drawn;
  return {
    id: `by-${dimension}`, columns: GRADE_COLUMNS, notes: note('lone-officer', drawn.length - told.length),
    rows: rowsOfGrades(told, gradesBy(told, dimension), (value) => (dimension === 'service' ? { kind: 'service', id: value } : { kind: 'trait', dimension, value })),
  };
}

/**
 * A team of which one caseworker's work alone was audited would show that officer's grades; a row is of one version, so each by itself. Where all
 * that is left out is one officer's, the total less the other teams would show them as well: the smallest of those goes with it.
 */
function withoutLoneOfficers(drawn: readonly Marked[]): readonly Marked[] {
  return likeWithLike(drawn).flatMap(({ marked }) => {
    const teams = [...grouped(marked, ({ team }) => team ?? UNKNOWN_TEAM)].sort(([a, one], [b, other]) => one.length - other.length || (a < b ? -1 : 1)).map(([, of]) => of);
    const others = teams.filter((of) => officersIn(of) !== 1);
    if (officersIn(teams.filter((of) => officersIn(of) === 1).flat()) !== 1) return others.flat();
    const hides = others.find((of) => officersIn(of) > 1);
    return hides === undefined ? [] : others.filter((of) => of !== hides).flat();
  });
}
const UNKNOWN_TEAM = '';
/** What nobody is known to have held tells of nobody, and hides nobody either. */
const officersIn = (marked: readonly Marked[]): number => new Set(marked.flatMap(({ traits }) => traits.caseworker ?? [])).size;

function sectionsTable({ drawn, all: { versions } }: Known): LearningTable {
  const scores = sectionScores(versions, drawn);
  const title = (kind: AuditKind, number: number, section: string): string | null => versions.find((one) => one.number === number && one.framework.kind === kind)?.framework.sections.find(({ id }) => id === section)?.title ?? null;
  return {
    id: 'sections',
    columns: ['audits', 'score', 'not-arising'],
    rows: scores.flatMap((of) => of.rows.map(({ section, score, notArising, audits }) => ({
      id: idOf(of.kind, of.number, of.role, section), name: [nameOf(of), { kind: 'section', of: of.kind, id: section, title: title(of.kind, of.number, section) }], cells: [countCell(audits), meanCell(score, 'score', audits), countCell(notArising)],
    }))),
    notes: note('framework-gone', sumOf(scores.map(({ frameworkUnknown }) => frameworkUnknown))),
  };
}

const criterionPart = (versions: readonly FrameworkVersion[], kind: AuditKind, id: string): NamePart => ({ kind: 'criterion', of: kind, id, title: questionsOf(versions, kind).get(id)?.criterion.asks ?? null });

const worstOf = ({ drawn, all: { versions } }: Known): readonly (CriterionRow & Readonly<{ kind: AuditKind }>)[] =>
  AUDIT_KINDS.flatMap((kind) => worstCriteria(versions, drawn, kind).map((row) => ({ ...row, kind }))).filter(({ shortfall }) => shortfall > 0).sort((a, b) => (b.atLeast ?? 0) - (a.atLeast ?? 0));

function criteriaTable(known: Known, most: number): LearningTable {
  const worst = worstOf(known);
  const weak = (audits: readonly string[], id: string, answer: string): readonly string[] => known.drawn.filter((one) => audits.includes(one.audit) && one.answers[id] === answer).map(({ audit }) => audit).sort();
  const answered = (kind: AuditKind, id: string, arises: boolean): readonly string[] => {
    const numbers = questionsOf(versionsUsed(known.all.versions, known.drawn), kind).get(id)?.numbers;
    return known.drawn.filter((one) => one.kind === kind && numbers?.has(one.framework.number) === true && one.answers[id] !== undefined && (one.answers[id] !== NOT_APPLICABLE) === arises).map(({ audit }) => audit).sort();
  };
  return {
    id: 'criteria',
    columns: ['asked', 'not-met', 'partly-met', 'weak', 'not-arising'],
    rows: worst.slice(0, most).map(({ kind, criterion, asked, notMet, partlyMet, notArising, audits }) => ({
      id: idOf(kind, criterion),
      name: [criterionPart(known.all.versions, kind, criterion)],
      cells: [plainCell(asked, 'count', answered(kind, criterion, true)), countCell(weak(audits, criterion, 'not-met')), countCell(weak(audits, criterion, 'partly-met')), partCell(notMet + partlyMet, asked, audits), plainCell(notArising, 'count', answered(kind, criterion, false))],
    })),
    notes: [...note('not-shown', Math.max(0, worst.length - most)), ...note('older-words', sumOf(worst.map(({ olderWords }) => olderWords)))],
  };
}

const findingsIn = ({ all, period }: Known): readonly Finding[] => all.findings.filter(({ agreedOn }) => agreedOn >= period.from);

/** `again`: of them, those found before and again although something was done about it. */
function themesTable(known: Known): LearningTable {
  const again = recurringOf(known.marked, known.all.findings, known.all.actions).map(({ finding }) => finding);
  return {
    id: 'themes',
    columns: ['findings', 'again', 'audits'],
    rows: themesOf(findingsIn(known)).flatMap(({ theme, services }) => services.map(({ service, findings, audits }) => ({
      id: idOf(theme, service), name: [{ kind: 'theme', id: theme }, { kind: 'service', id: service }],
      cells: [plainCell(findings, 'count', audits), findingsCell(again.filter((one) => one.theme === theme && one.service === service && one.agreedOn >= known.period.from)), countCell(audits)],
    }))),
    notes: [],
  };
}

/** Of audits whose findings were agreed in the period: in one that is only marked nobody has looked for any yet. */
function servicesTable(known: Known): LearningTable {
  const findings = findingsIn(known);
  const settled = new Set([...known.all.agreed.filter(({ on }) => on >= known.period.from), ...findings].map(({ audit }) => audit));
  const marked = known.marked.filter(({ audit, why }) => settled.has(audit) && why !== 'double' && why !== 're-mark');
  const { rows, notMarked } = servicesOf(marked, findings);
  const ofService = new Map(marked.map(({ audit, service }) => [audit, service]));
  return {
    id: 'services',
    columns: ['findings', 'own', 'elsewhere'],
    rows: rows.map(({ service, findings: found, own, elsewhere, audits }) => ({ id: service, name: [{ kind: 'service', id: service }], cells: [plainCell(found, 'count', audits), own.of === 0 ? plainCell(null, 'count') : partCell(own.part, own.of, audits.filter((audit) => ofService.get(audit) === service)), elsewhere.of === 0 ? plainCell(null, 'count') : partCell(elsewhere.part, elsewhere.of, audits.filter((audit) => ofService.get(audit) !== service))] })),
    notes: note('not-marked', notMarked),
  };
}

/** What came back in the period, although something had been done about it. */
function recurringTable(known: Known): LearningTable {
  const kindOf = new Map(known.marked.map(({ audit, kind }) => [audit, kind]));
  const again = recurringOf(known.marked, known.all.findings, known.all.actions).filter(({ finding }) => finding.agreedOn >= known.period.from);
  const rows = [...grouped(again, ({ by, finding }) => idOf(by, by === 'criterion' ? finding.criterion : finding.theme, finding.service))].flatMap(([id, of]) =>
    of.slice(0, 1).map(({ by, finding }): LearningRow => ({
      id,
      name: [by === 'criterion' ? criterionPart(known.all.versions, kindOf.get(finding.audit) ?? 'plan', finding.criterion) : { kind: 'theme', id: finding.theme }, { kind: 'service', id: finding.service }],
      cells: [findingsCell(of.map((one) => one.finding)), findingsCell([...new Set(of.flatMap(({ earlier: before }) => before))]), actionsCell([...new Set(of.flatMap(({ actions }) => actions))])],
    })),
  );
  return { id: 'recurring', columns: ['again', 'earlier', 'actions-done'], rows: rows.sort((a, b) => (b.cells[0]?.value ?? 0) - (a.cells[0]?.value ?? 0) || (a.id < b.id ? -1 : 1)), notes: [] };
}

const actionsCell = (actions: readonly AuditAction[]): LearningCell => plainCell(actions.length, 'count', distinct(actions.map(({ audit }) => audit)));

/** By whoever is to do them, and together. */
function actionsTable({ all, on }: Known): LearningTable {
  const rows = actionsOn(all.actions, on);
  const cells = (of: readonly ActionRow[]): readonly LearningCell[] => {
    const standing = (is: ActionRow['standing']) => of.filter((one) => one.standing === is);
    const worst = Math.max(0, ...standing('overdue').map(({ daysLate }) => daysLate));
    return [actionCell(standing('open')), actionCell(standing('overdue')), worst === 0 ? plainCell(null, 'days') : plainCell(worst, 'days', distinct(standing('overdue').filter(({ daysLate }) => daysLate === worst).map(({ action }) => action.audit))), actionCell(standing('done'))];
  };
  const owners = [...grouped(rows, ({ action }) => action.owner)].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    id: 'actions', columns: ['open', 'overdue', 'longest', 'done'], notes: [],
    rows: rows.length === 0 ? [] : [...owners.map(([owner, of]): LearningRow => ({ id: owner, name: [{ kind: 'person', ref: owner }], cells: cells(of) })), { id: 'all', name: [said('all')], cells: cells(rows) }],
  };
}

/** Of actions done within a year before the period's end: those of which something is shown first, then the latest done. */
function effectsTable({ all, marked, period, on }: Known, most: number): LearningTable {
  const since = addMonths(period.to, -YEAR);
  const done = all.actions.filter(({ doneOn }) => doneOn !== null && doneOn > since && doneOn <= on);
  const effects = done.flatMap((action) => effectOf(all.versions, marked, all.findings, action) ?? []).sort((a, b) => weightOf(a) - weightOf(b) || ((a.action.doneOn ?? '') > (b.action.doneOn ?? '') ? -1 : 1));
  const kindOf = new Map(marked.map(({ audit, kind }) => [audit, kind]));
  return {
    id: 'effects',
    columns: ['before', 'after', 'difference', 'score-before', 'score-after', 'shown'],
    rows: effects.slice(0, most).map(({ action, criteria, before, after, difference, word }) => ({
      id: action.action,
      name: [{ kind: 'audit', ref: action.audit }, ...criteria.map((id) => criterionPart(all.versions, kindOf.get(action.audit) ?? 'plan', id)).slice(0, 1), ...(criteria.length > 1 && action.theme !== null ? [{ kind: 'theme' as const, id: action.theme }] : [])],
      cells: [
        shareCell(before.met, before.metIn), shareCell(after.met, after.metIn), differenceCell(difference, Math.min(before.met.of, after.met.of) >= SMALLEST_FOR_PERCENT, [...before.audits, ...after.audits]),
        meanCell(before.score, 'score', before.audits), meanCell(after.score, 'score', after.audits), wordCell(word),
      ],
    })),
    notes: note('not-shown', Math.max(0, effects.length - most)),
  };
}
const SHOWN: readonly ActionEffect['word'][] = ['better', 'worse', 'no-change-shown', 'too-few'];
const weightOf = ({ word }: ActionEffect): number => SHOWN.indexOf(word);

/** Rows: the grade before; columns: the grade when audited again. */
function reAuditsTable({ marked, inPeriod }: Known): LearningTable {
  const again = new Set(inPeriod.filter(({ why }) => why === 're-audit').map(({ audit }) => audit));
  const { pairs, leftOut } = reAuditsOf(marked);
  const shown = pairs.filter(({ audit }) => again.has(audit));
  const best = [...GRADES].reverse();
  return {
    id: 're-audits',
    columns: ['audits', ...best],
    rows: shown.length === 0 ? [] : best.map((before) => {
      const own = shown.filter((one) => one.before === before);
      return { id: before, name: [{ kind: 'grade', grade: before }], cells: [countCell(own.map(({ audit }) => audit)), ...best.map((after) => countCell(own.filter((one) => one.after === after).map(({ audit }) => audit)))] };
    }),
    notes: note('re-audit-unpaired', leftOut.filter((audit) => again.has(audit)).length),
  };
}

const AGREEMENT_COLUMNS = ['pairs', 'answers', 'alike', 'linear', 'quadratic', 'alpha', 'one-not-arising', 'both-not-arising'];
function agreementCells(agreement: PairsAgreement): readonly LearningCell[] {
  const { pairs, compared, beyondChance, oneNotArising, oneNotArisingIn, bothNotArising, bothNotArisingIn, audits } = agreement;
  return [
    plainCell(pairs, 'count', audits), plainCell(compared, 'count', audits), alikeCell(agreement), agreementCell(beyondChance.linear, audits), agreementCell(beyondChance.quadratic, audits), agreementCell(beyondChance.alpha, audits),
    plainCell(oneNotArising, 'count', oneNotArisingIn), plainCell(bothNotArising, 'count', bothNotArisingIn),
  ];
}
/** The answers of one pair are no independent witnesses: Wilson's interval of many criteria at once would be too narrow, and is not told; nor is a percentage of few pairs. */
const alikeCell = ({ alike, alikeIn, pairs, answered }: PairsAgreement): LearningCell => {
  const share = shareCell(alike, alikeIn);
  return pairs === answered ? share : { ...share, percent: pairs < SMALLEST_LOTS ? null : share.percent, range: null };
};

const pairedWithin = ({ all: { marked }, period }: Known) => {
  const since = addMonths(period.to, -YEAR);
  const isRecent = (pair: Pair): boolean => pairedOn(pair) > since;
  const [doubles, reMarks] = [doublesOf(marked), reMarksOf(marked)];
  const unpaired = new Set([...doubles.leftOut, ...reMarks.leftOut].map(({ audit }) => audit));
  return { doubles: doubles.pairs.filter(isRecent), reMarks: reMarks.pairs.filter(isRecent), unpaired: marked.filter((one) => unpaired.has(one.audit) && one.markedOn > since).length };
};

function agreementTable(known: Known): LearningTable {
  const { doubles, reMarks, unpaired } = pairedWithin(known);
  const between = agreementOf(known.all.versions, doubles);
  const self = agreementOf(known.all.versions, reMarks);
  const kindPart = (kind: AuditKind, [only, ...others]: readonly number[]): NamePart => ({ kind: 'framework', of: kind, number: others.length > 0 ? null : (only ?? null), role: null });
  return {
    id: 'agreement',
    columns: AGREEMENT_COLUMNS,
    rows: [
      ...between.flatMap(({ kind, versions, overall, byQuarter }): readonly LearningRow[] => [
        { id: idOf(kind, 'overall'), name: [kindPart(kind, versions), said('overall')], cells: agreementCells(overall) },
        ...byQuarter.map(({ id, agreement }) => ({ id: idOf(kind, id), name: [kindPart(kind, versions), { kind: 'period' as const, id }], cells: agreementCells(agreement) })),
      ]),
      ...self.map(({ kind, versions, overall }): LearningRow => ({ id: idOf(kind, 'self'), name: [kindPart(kind, versions), said('self')], cells: agreementCells(overall) })),
    ],
    notes: [...note('older-words', sumOf([...between, ...self].map(({ leftOut }) => leftOut))), ...note('not-paired', unpaired)],
  };
}

/** Criteria on which any two differed; those on which all were alike are counted. */
function agreementByCriterion(known: Known): LearningTable {
  const between = agreementOf(known.all.versions, pairedWithin(known).doubles);
  const all = between.flatMap(({ kind, byCriterion }) => byCriterion.map((one) => ({ ...one, kind })));
  const differing = all.filter(({ agreement: { alike, oneNotArising } }) => alike.part < alike.of || oneNotArising > 0);
  return {
    id: 'agreement-criteria',
    columns: AGREEMENT_COLUMNS,
    rows: differing.map(({ kind, id, agreement }) => ({ id: idOf(kind, id), name: [criterionPart(known.all.versions, kind, id)], cells: agreementCells(agreement) })),
    notes: [...note('all-alike', all.length - differing.length), ...note('older-words', sumOf(between.map(({ leftOut }) => leftOut)))],
  };
}

/** How each auditor agrees with all colleagues over the year, and leans in each quarter of it. */
function auditorsTable(known: Known): LearningTable {
  const { doubles } = pairedWithin(known);
  const drift = driftOf(doubles, known.all.moderated);
  const blank = (): readonly LearningCell[] => AGREEMENT_COLUMNS.slice(2, 6).map(() => plainCell(null, 'agreement'));
  const over = agreementOf(known.all.versions, doubles).flatMap(({ kind, byAuditor }) => byAuditor.map(({ id, agreement }): LearningRow => ({
    id: idOf(id, kind), name: [{ kind: 'person', ref: id }, { kind: 'framework', of: kind, number: null, role: null }],
    cells: [plainCell(agreement.pairs, 'count', agreement.audits), ...agreementCells(agreement).slice(2, 6), plainCell(null, 'steps'), plainCell(null, 'points')],
  })));
  const leans = drift.map(({ auditor, quarter, pairs, steps, score, audits }): LearningRow => ({
    id: idOf(auditor, quarter), name: [{ kind: 'person', ref: auditor }, { kind: 'period', id: quarter }], cells: [plainCell(pairs, 'count', audits), ...blank(), meanCell(steps, 'steps', audits), meanCell(score, 'points', audits)],
  }));
  return { id: 'auditors', columns: ['pairs', 'alike', 'linear', 'quadratic', 'alpha', 'drift-steps', 'drift-score'], rows: [...over, ...leans].sort((a, b) => (a.id < b.id ? -1 : 1)), notes: [] };
}

/** What each learning point came to: how often its theme is found, before and since. */
function pointsTable({ all, marked }: Known): LearningTable {
  const effects = all.points.map((point) => pointEffect(point, marked, all.findings, all.agreed));
  return {
    id: 'points',
    columns: ['before', 'after', 'difference', 'shown'],
    rows: effects.map(({ point, before, after, difference, word }) => ({
      id: point.ref,
      name: [{ kind: 'theme', id: point.theme }, { kind: 'service', id: point.service }, { kind: 'words', text: point.words }, { kind: 'training', on: point.trainingOn }],
      cells: [shareCell(before.found, before.foundIn), shareCell(after.found, after.foundIn), differenceCell(difference, Math.min(before.found.of, after.found.of) >= SMALLEST_FOR_PERCENT, [...before.audits, ...after.audits]), wordCell(word)],
    })),
    notes: [],
  };
}

/** Over a year: a rule speaks a few times a month. */
function rulesTable({ all, period }: Known): LearningTable {
  const since = addMonths(period.to, -YEAR);
  return {
    id: 'rules',
    columns: ['made', 'accepted', 'dismissed', 'unjudged', 'shown'],
    rows: rulesOf(all.judged.filter(({ on }) => on > since)).map(({ rule, made, accepted, dismissed, unjudged, word, audits }) => ({
      id: rule, name: [{ kind: 'rule', id: rule }], cells: [plainCell(made, 'count', audits.made), shareCell(accepted, audits.accepted), plainCell(dismissed, 'count', audits.dismissed), plainCell(unjudged, 'count', audits.unjudged), wordCell(word)],
    })),
    notes: [],
  };
}

/** What panels said in the period. Their answers are no part of any grade. */
function panelsTable({ all, marked, period }: Known): LearningTable {
  return {
    id: 'panels',
    columns: ['panels', 'not-met', 'partly-met', 'met', 'alike', 'panel-more', 'auditor-more'],
    rows: panelFigures(marked, all.panels.filter(({ on }) => on >= period.from)).map(({ question, answered, byAnswer, beside }) => {
      const compared = beside.alike.length + beside['panel-finds-more'].length + beside['auditor-found-more'].length;
      return {
        id: question.id, name: [{ kind: 'voice', id: question.voice }, { kind: 'question', text: question.asks }],
        cells: [
          countCell(answered), countCell(byAnswer['not-met']), countCell(byAnswer['partly-met']), countCell(byAnswer.met),
          compared === 0 ? plainCell(null, 'count') : partCell(beside.alike.length, compared, beside.alike), countCell(beside['panel-finds-more']), countCell(beside['auditor-found-more']),
        ],
      };
    }),
    notes: [],
  };
}

const feedbackTable = ({ feedback }: Pick<LearningInput, 'feedback'>): LearningTable => ({
  id: 'feedback',
  columns: ['agreed'],
  rows: feedback.map(({ party, question, agreed, of }) => ({ id: idOf(party, question), name: [said(party), { kind: 'words', text: question }], cells: [partCell(agreed, of)] })),
  notes: [],
});

/** The best of the period, and for each of the worst criteria those who did it well: for somebody to make anonymous. */
function exemplarsTable(known: Known): LearningTable {
  const best = exemplarsOf(known.inPeriod);
  const forWorst = worstOf(known).slice(0, 3).flatMap(({ kind, criterion }) => exemplarsFor(known.inPeriod.filter((one) => one.kind === kind), criterion, EXEMPLARS_EACH).map(({ audit, score }): LearningRow => ({
    id: idOf(kind, criterion, audit), name: [said('best-for'), criterionPart(known.all.versions, kind, criterion), { kind: 'audit', ref: audit }], cells: [plainCell(score, 'score', [audit])],
  })));
  return {
    id: 'exemplars',
    columns: ['score'],
    rows: [...best.slice(0, MOST_EXEMPLARS).map(({ audit, score }): LearningRow => ({ id: audit, name: [said('best-audit'), { kind: 'audit', ref: audit }], cells: [plainCell(score, 'score', [audit])] })), ...forWorst],
    notes: note('not-shown', Math.max(0, best.length - MOST_EXEMPLARS)),
  };
}

/** The audits behind a figure; null where the report has no such figure. */
export const auditsBehind = (tables: readonly LearningTable[], figure: Readonly<{ table: string; row: string; column: string }>): readonly string[] | null => {
  const table = tables.find(({ id }) => id === figure.table);
  const cell = table?.rows.find(({ id }) => id === figure.row)?.cells[table.columns.indexOf(figure.column)];
  return cell === undefined || cell.audits.length === 0 ? null : cell.audits;
};
