import type { Fault } from '../cohort.js';
import { addDays, type IsoDate } from '../dates/iso-date.js';
import { DUTY_CODES, type DutyCode } from '../duty-codes.js';
import { ADVISER_ROLES } from '../facts/schema.js';
import type { FigureName } from './headlines.js';
import { DAYS_APART } from './items.js';

/** The step that ends the stage a limit is of. */
const ENDS_STAGE: Readonly<Record<string, DutyCode>> = {
  considering: 'decide-to-assess', assessing: 'decide-to-issue', 'deciding-to-issue': 'decide-to-issue', drafting: 'issue-final-plan', 'hearing-representations': 'issue-final-plan', finalising: 'issue-final-plan',
};

/** The fault behind a red measure, as far as its name says it: its step, of the last twelve weeks; null of one that is no late step. @param on the report's Sunday */
export function faultOfRed({ table, row }: Pick<FigureName, 'table' | 'row'>, cause: string | null, on: IsoDate): Fault | null {
  const duty = table === 'advice' ? 'give-advice' : table === 'transfers' ? 'amend-for-phase-transfer' : table === 'limits' ? ENDS_STAGE[row] : DUTY_CODES.find((code) => code === row);
  const role = table === 'advice' ? (ADVISER_ROLES.find((one) => one === row) ?? null) : null;
  return duty === undefined ? null : { duty, cause, role, setting: null, from: addDays(on, 1 - DAYS_APART), to: on };
}
