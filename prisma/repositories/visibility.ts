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
 * SQL that holds for the assessments (`r`, a case_record) a person may see. A restricted record is seen by the people named on it
 * only; else its team's people and those who may see all, and its owner.
 */
export function visibleTo({ staff, owns, teams }: Scope, parameters: Parameters): string {
  const me = parameters.add(staff);
  const named = `EXISTS (SELECT 1 FROM record_access a WHERE a.record_ref = r.ref AND a.staff_ref = ${me})`;
  const granted = [...(teams === 'all' ? ['true'] : [`r.team_ref = ANY(${parameters.add(teams)}::text[])`]), ...(owns ? [`r.owner_ref = ${me}`] : [])];
  return `r.kind IN ('assessment', 'reassessment') AND CASE WHEN r.restricted THEN ${named} ELSE (${granted.join(' OR ')}) END`;
}
