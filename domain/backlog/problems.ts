import type { ColumnCode } from './columns.js';

/** Why a row is refused, and what mends it. `why` may hold what the row says: it goes into the council's own file, and into no log. */
export type RowProblem = Readonly<{ column: ColumnCode | null; code: ProblemCode; why: string }>;

/** Every reason a row is refused, with the remedy. */
export const REMEDIES = {
  missing: 'Fill it in.',
  'formula-failed': 'Put the value itself in place of the formula, and save the file again.',
  'not-a-day': 'Write the day as 02/09/2025, day first; check that it exists.',
  'year-unclear': 'Write the year with four figures.',
  'in-the-future': 'Give a day on or before today.',
  'too-old': 'Give a day of this child’s life; nobody with a plan was born so long ago.',
  'before-the-law': 'Give the day the EHC plan or request itself was made: the rules began on 1 September 2014. A statement’s day is not a plan’s.',
  'out-of-order': 'Check both days.',
  'letters-lost': 'Write the name anew: letters were lost when the file was saved. Save it as CSV UTF-8, or as XLSX.',
  'letters-garbled': 'Write the name anew, or save the file as CSV UTF-8 or XLSX: it was read in another encoding than it was written in.',
  'not-a-name': 'Write the name in letters.',
  'too-long': 'Shorten it.',
  'not-a-upn': 'Check the number with the school: a letter, 11 figures and a figure or letter, the first being right for the others. Leave it blank where there is none.',
  'unknown-code': 'Use one of the words or codes of this column.',
  'upn-of-two': 'Find whose number it is; take it out of the other row.',
  'reference-of-two': 'Find whose reference it is; take it out of the other row.',
  'upn-of-another': 'In Duly the number is another child’s. Find whose it is.',
  'reference-of-another': 'In Duly the reference is another child’s. Find whose it is.',
  'child-unclear': 'Give the UPN or your own reference: several children in Duly have this name and date of birth.',
  'told-twice': 'Leave one of them in.',
  'two-open': 'A child has one plan in force, and one request at a time. Give the day the earlier one ended, or leave it out.',
  'over-age': 'Give the day the plan ceased: nobody over 25 has a plan in force.',
  'no-start': 'Give the day the plan was made, or the day the request was received.',
  'needs-day': 'Give the day.',
  'needs-decision': 'Say what was decided: keep, amend or cease.',
  'nothing-open': 'Leave the row out: the request is over and there is no plan.',
  'plan-without-day': 'A plan was issued: give the day in “Plan made”.',
  'not-decided-yet': 'Give “Agreed to issue on”: it was decided to issue and no plan has been made.',
  contradiction: 'Check the days and decisions of this row against each other.',
  'not-facts': 'Leave the cell as Duly wrote it.',
  'facts-and-days': 'Leave the columns of days blank, or “Facts”.',
  'unknown-setting': 'Bring the register of settings in first (duly settings import), or leave it blank.',
  'unknown-team': 'Use the name of a team in Duly, or leave it blank.',
  'unknown-caseworker': 'Use the account of somebody in Duly who can hold a record, or leave it blank.',
  'unknown-reference': 'Bring the people and settings that the facts name in first.',
} as const;

export type ProblemCode = keyof typeof REMEDIES;

export const problem = (column: ColumnCode | null, code: ProblemCode, why: string): RowProblem => ({ column, code, why });
