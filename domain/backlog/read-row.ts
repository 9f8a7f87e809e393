import { addMonths, type IsoDate } from '../dates/iso-date.js';
import type { Fact } from '../facts/fact.js';
import { contradictionsOf } from '../contradictions.js';
import { REFUSALS } from '../refusals.js';
import { ENGLAND_2014 } from '../law/packs.js';
import { readChild, type ReadChild, type ReadPerson } from './child-of-row.js';
import { COLUMNS, isColumnCode, type ColumnCode } from './columns.js';
import { readDay } from './days.js';
import { factsOfColumns } from './facts-of-row.js';
import { factsOfCell } from './facts-cell.js';
import { isFormulaError } from './formulas.js';
import type { Cells } from './mapping.js';
import { problem, type RowProblem } from './problems.js';

export type RecordKind = 'assessment' | 'reassessment' | 'plan';

/** A row understood: the child, and one record with its facts. Ids of facts are the columns they come from, or Duly's own. */
export type ReadRow = Readonly<{
  child: ReadChild;
  person: ReadPerson | null;
  settingUrn: string | null;
  team: string | null;
  caseworker: string | null;
  /** Duly's own reference, where the file has one. */
  record: string | null;
  kind: RecordKind;
  facts: readonly Fact[];
}>;

export type Reading = Readonly<{ ok: true; row: ReadRow } | { ok: false; problems: readonly RowProblem[] }>;

/** Days by their columns. */
export type Days = Readonly<Partial<Record<ColumnCode, IsoDate>>>;

/** Understands a row, or names every reason it cannot be brought in. @param today civil day in England: nothing can have happened after it */
export function readRow(cells: Cells, today: IsoDate): Reading {
  const failed = failedFormulas(cells);
  if (failed.length > 0) return { ok: false, problems: failed };
  const { days, problems } = daysOf(cells, today);
  const child = readChild(cells, days);
  const told = cells.facts === undefined ? factsOfColumns(cells, days, today) : factsOfCell(cells);
  const found = [...problems, ...child.problems, ...told.problems];
  if (found.length === 0) found.push(...outOfOrder(cells, days), ...unlawful(told.facts, today), ...overAge(child.child.bornOn, told, today));
  if (found.length > 0) return { ok: false, problems: once(found) };
  const row = {
    child: child.child, person: child.person, settingUrn: cells.settingUrn ?? null, team: cells.team ?? null, caseworker: cells.caseworker ?? null,
    record: cells.record ?? null, kind: told.kind, facts: told.facts,
  };
  return { ok: true, row };
}

/** Nothing is read of a row whose cells are not what they were to say. */
const failedFormulas = (cells: Cells): RowProblem[] =>
  Object.entries(cells).flatMap(([column, text]) => (isColumnCode(column) && isFormulaError(text) ? [problem(column, 'formula-failed', `${COLUMNS[column].heading}: ${text} is no value`)] : []));

/** The first problem of each column: one mistake is told once. */
function once(problems: readonly RowProblem[]): RowProblem[] {
  return problems.filter(({ column }, at) => column === null || problems.findIndex((other) => other.column === column) === at);
}

const BIRTHS_SINCE_MONTHS = 12 * 40; // longer ago than anybody a council still holds a record of

function daysOf(cells: Cells, today: IsoDate): { days: Days; problems: RowProblem[] } {
  const days: Partial<Record<ColumnCode, IsoDate>> = {};
  const problems: RowProblem[] = [];
  for (const [column, text] of Object.entries(cells)) {
    if (!isColumnCode(column) || (COLUMNS[column].kind !== 'day' && COLUMNS[column].kind !== 'future-day')) continue;
    const { kind, heading } = COLUMNS[column];
    const read = readDay(text, kind === 'future-day' ? addMonths(today, 36) : today);
    if (!read.ok) problems.push(problem(column, read.code, `${heading}: ${read.why}`));
    else if (kind === 'day' && read.on > today) problems.push(problem(column, 'in-the-future', `${heading}: ${read.on} has not come`));
    else if (read.on < addMonths(today, -BIRTHS_SINCE_MONTHS)) problems.push(problem(column, 'too-old', `${heading}: ${read.on} is too long ago`));
    else if (column !== 'bornOn' && read.on < ENGLAND_2014.from) problems.push(problem(column, 'before-the-law', `${heading}: ${read.on} is before 1 September 2014, when these rules began`));
    else days[column] = read.on;
  }
  return { days, problems };
}

/** Pairs of which the first cannot be after the second: the second is to be mended. */
const IN_ORDER: readonly (readonly [ColumnCode, ColumnCode])[] = [
  ['bornOn', 'requestOn'], ['bornOn', 'planOn'], ['requestOn', 'requestOutcomeOn'], ['requestOn', 'issueAgreedOn'], ['requestOutcomeOn', 'issueAgreedOn'],
  ['requestOutcomeOn', 'draftOn'], ['requestOn', 'assessmentOutcomeOn'], ['requestOutcomeOn', 'assessmentOutcomeOn'], ['requestOn', 'planOn'],
  ['requestOutcomeOn', 'planOn'], ['planOn', 'meetingOn'], ['planOn', 'reviewDecisionOn'], ['planOn', 'noticeOn'], ['planOn', 'amendedOn'], ['planOn', 'provisionOn'],
  ['planOn', 'ceasedOn'], ['meetingOn', 'ceasedOn'], ['meetingOn', 'nextMeetingOn'],
];

function outOfOrder(cells: Cells, days: Days): RowProblem[] {
  return IN_ORDER.flatMap(([first, second]) => {
    const [a, b] = [days[first], days[second]];
    if (a === undefined || b === undefined || a <= b) return [];
    return [problem(second, 'out-of-order', `${COLUMNS[second].heading} (${cells[second] ?? ''}) is before ${COLUMNS[first].heading} (${cells[first] ?? ''})`)];
  });
}

/** What no two facts of a record can both be, and days no rule pack covers. */
function unlawful(facts: readonly Fact[], today: IsoDate): RowProblem[] {
  const columnOf = (id: string): ColumnCode => (isColumnCode(id) ? id : 'facts');
  const gaps = facts.filter(({ on }) => on < ENGLAND_2014.from).map(({ id, on }) => problem(columnOf(id), 'before-the-law', `${on} is before 1 September 2014, when these rules began`));
  return [...gaps, ...contradictionsOf(facts, today).map(({ code, id }) => problem(columnOf(id), 'contradiction', REFUSALS[code].sentence))];
}

const LAST_AGE = 26; // @source Children and Families Act 2014 s 46: at most to the day before the 26th birthday

function overAge(bornOn: IsoDate, { kind, facts }: Readonly<{ kind: RecordKind; facts: readonly Fact[] }>, today: IsoDate): RowProblem[] {
  const isOver = facts.some(({ type }) => type === 'plan-ceased' || type === 'plan-transferred' || type === 'died' || type === 'request-withdrawn');
  if (isOver || kind !== 'plan' || addMonths(bornOn, 12 * LAST_AGE) > today) return [];
  return [problem('bornOn', 'over-age', `Born ${bornOn}: over 25, and the plan has not ceased`)];
}
