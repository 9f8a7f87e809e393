import type { Scope } from '../../api/read-models.js';

/** Values of a statement under way: each gets its `$n`. */
export class Parameters {
  readonly values: unknown[] = [];
  /** @returns the placeholder of this value */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/**
 * SQL that holds for the records a person may see. A restricted record is seen by the people named on it only; else its team's
 * people and those who may see all, its owner, and whoever covers for the owner today. Quality audits are seen where they are asked for.
 *
 * @param row SQL name of the case_record
 */
export function visibleTo(scope: Scope, parameters: Parameters, row = 'r'): string {
  const seen = grantedTo(scope, parameters, row);
  return scope.audits === true ? seen : `(${row}.kind <> 'audit' AND ${seen})`;
}

function grantedTo({ staff, owns, covers = [], teams }: Scope, parameters: Parameters, row: string): string {
  const me = parameters.add(staff);
  const named = `EXISTS (SELECT 1 FROM record_access a WHERE a.record_ref = ${row}.ref AND a.staff_ref = ${me})`;
  const granted = [...(teams === 'all' ? ['true'] : [`${row}.team_ref = ANY(${parameters.add(teams)}::text[])`]), ...(owns ? [heldBy([staff, ...covers], parameters, row)] : [])];
  return `CASE WHEN ${row}.restricted THEN ${named} ELSE (${granted.join(' OR ')}) END`;
}

/** SQL that holds for records held by one of these people. */
export const heldBy = (owners: readonly string[], parameters: Parameters, row = 'r'): string => `${row}.owner_ref = ANY(${parameters.add(owners)}::text[])`;

/** SQL that holds for assessments (`r`), which have a list and figures of their own; plans have theirs. */
export const IS_ASSESSMENT = `r.kind IN ('assessment', 'reassessment')`;
/** SQL that holds for assessments and plans: a quality audit is a record too, on pages of its own. */
export const IS_CASE = `r.kind <> 'audit'`;
