import type { IsoDate } from '../dates/iso-date.js';
import { workingDays } from '../dates/working-days.js';
import type { Fact } from '../facts/fact.js';
import { dated } from '../facts/receipt.js';
import { plainFact, TRANSFER_KINDS } from '../facts/schema.js';
import { CEASE_REASONS, OUTCOMES, REVIEW_DECISIONS, SOURCES } from './codes.js';
import { COLUMNS, type ColumnCode } from './columns.js';
import type { Cells } from './mapping.js';
import { problem, type ProblemCode, type RowProblem } from './problems.js';
import type { Days, RecordKind } from './read-row.js';

export type FactsOfRow = Readonly<{ kind: RecordKind; facts: readonly Fact[]; problems: readonly RowProblem[] }>;

/** Facts of which the row gives what was set, not the day it was set: that is not known, and it is told as of the import. */
export const SET_BY_IMPORT: ReadonlySet<string> = new Set<ColumnCode>(['nextMeetingOn', 'transferOn']);

const WORKING = workingDays();

type Telling = { facts: Fact[]; problems: RowProblem[] };
type Row = Readonly<{ cells: Cells; days: Days; today: IsoDate; into: Telling }>;

/**
 * The facts a row's days tell, each under the column it comes from. With “Plan made” the row is a plan; without it, an open request.
 * The request behind a plan that is made is over, and is not brought in again.
 */
export function factsOfColumns(cells: Cells, days: Days, today: IsoDate): FactsOfRow {
  const into: Telling = { facts: [], problems: [] };
  const row = { cells, days, today, into };
  if (cells.planOn !== undefined) {
    tellPlan(row);
    return { kind: 'plan', ...into };
  }
  if (cells.requestOn !== undefined) tellRequest(row);
  else refuse(row, 'planOn', 'no-start', 'There is neither a plan nor a request');
  return { kind: 'assessment', ...into };
}

/** A fact on the day its column gives; none where that is blank or no day. */
function tell({ days, into }: Row, column: ColumnCode, fact: Readonly<{ type: string } & Record<string, unknown>>, on: IsoDate | undefined = days[column]): void {
  if (on !== undefined) into.facts.push(dated(plainFact.parse({ ...fact, on }), column, WORKING));
}

function refuse({ into }: Row, column: ColumnCode, code: ProblemCode, why: string): void {
  into.problems.push(problem(column, code, why));
}

/** What a cell's word or code means; a word that is not known is a problem of its row. */
function known<T>(row: Row, column: ColumnCode, words: Readonly<Record<string, T>>): T | undefined {
  const cell = row.cells[column];
  if (cell === undefined) return undefined;
  const meaning = words[cell.toLowerCase()];
  if (meaning === undefined) refuse(row, column, 'unknown-code', `${COLUMNS[column].heading}: “${cell}” is not known`);
  return meaning;
}

function tellPlan(row: Row): void {
  const { cells } = row;
  tell(row, 'planOn', { type: 'plan-made' });
  tell(row, 'meetingOn', { type: 'review-meeting-held' });
  tellDecision(row);
  tell(row, 'noticeOn', { type: 'amendment-notice-sent' });
  tell(row, 'amendedOn', { type: 'amended-plan-issued' });
  tell(row, 'provisionOn', { type: 'provision-confirmed' });
  if (row.days.nextMeetingOn !== undefined) tell(row, 'nextMeetingOn', { type: 'review-date-set', meetingOn: row.days.nextMeetingOn }, row.today);
  tellTransfer(row);
  const reason = known(row, 'ceaseReason', CEASE_REASONS);
  tell(row, 'ceasedOn', { type: 'plan-ceased', ...(reason === undefined ? {} : { reason }) });
  if (cells.ceaseReason !== undefined && cells.ceasedOn === undefined) refuse(row, 'ceasedOn', 'needs-day', 'There is a reason for ceasing and no day');
}

function tellDecision(row: Row): void {
  const decision = known(row, 'reviewDecision', REVIEW_DECISIONS);
  const isBlank = row.cells.reviewDecision === undefined;
  if (row.cells.reviewDecisionOn === undefined) {
    if (decision !== undefined && decision !== 'none') refuse(row, 'reviewDecisionOn', 'needs-day', 'There is a review decision and no day');
    return;
  }
  if (isBlank || decision === 'none') refuse(row, 'reviewDecision', 'needs-decision', 'There is a day of a review decision and no decision');
  else if (decision !== undefined) tell(row, 'reviewDecisionOn', { type: 'review-decision-sent', decision });
}

const TRANSFERS: Readonly<Record<string, (typeof TRANSFER_KINDS)[number]>> = Object.fromEntries(TRANSFER_KINDS.map((kind) => [kind, kind]));

function tellTransfer(row: Row): void {
  const kind = known(row, 'transferKind', TRANSFERS);
  const { transferOn } = row.days;
  if (row.cells.transferKind === undefined && transferOn !== undefined) refuse(row, 'transferKind', 'missing', 'There is a day of a phase transfer and no kind');
  if (row.cells.transferKind !== undefined && row.cells.transferOn === undefined) refuse(row, 'transferOn', 'needs-day', 'There is a phase transfer and no day');
  if (kind !== undefined && transferOn !== undefined) tell(row, 'transferOn', { type: 'phase-transfer-expected', kind, transferOn }, row.today);
}

function tellRequest(row: Row): void {
  const source = known(row, 'requestBy', SOURCES) ?? { type: 'request-received' };
  tell(row, 'requestOn', source);
  const first = known(row, 'requestOutcome', OUTCOMES);
  const second = known(row, 'assessmentOutcome', OUTCOMES);
  if (first === 'yes' || first === 'no') tellOutcome(row, 'requestOutcomeOn', first === 'yes' ? 'assessment-agreed' : 'assessment-refused');
  if (first === 'withdrawn') tellOutcome(row, 'requestOutcomeOn', 'request-withdrawn');
  if (first === 'historical' || second === 'historical') refuse(row, 'requestOutcome', 'nothing-open', 'The request is of an earlier year and no plan stands in the row');
  if (first === undefined && row.cells.requestOutcome === undefined && row.cells.requestOutcomeOn !== undefined) refuse(row, 'requestOutcome', 'missing', 'There is a day of a decision and no decision');
  tell(row, 'issueAgreedOn', { type: 'issue-agreed' });
  tell(row, 'draftOn', { type: 'draft-plan-sent' });
  if (second === 'no') tellOutcome(row, 'assessmentOutcomeOn', 'issue-refused');
  if (second === 'withdrawn') tellOutcome(row, 'assessmentOutcomeOn', 'request-withdrawn');
  if (second === 'yes' && row.cells.assessmentOutcomeOn !== undefined) refuse(row, 'planOn', 'plan-without-day', 'A plan was issued and “Plan made” is blank');
  if (second === 'yes' && row.cells.assessmentOutcomeOn === undefined && row.cells.issueAgreedOn === undefined) refuse(row, 'issueAgreedOn', 'not-decided-yet', 'It was decided to issue, on no day');
}

function tellOutcome(row: Row, column: ColumnCode, type: string): void {
  if (row.cells[column] === undefined) refuse(row, column, 'needs-day', `${COLUMNS[column].heading}: there is a decision and no day`);
  else tell(row, column, { type });
}
