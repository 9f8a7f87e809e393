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
 * only; else its team's people and those who may see all, its owner, and whoever covers for the owner today.
 */
export function visibleTo({ staff, owns, covers = [], teams }: Scope, parameters: Parameters): string {
  const me = parameters.add(staff);
  const named = `EXISTS (SELECT 1 FROM record_access a WHERE a.record_ref = r.ref AND a.staff_ref = ${me})`;
  const granted = [...(teams === 'all' ? ['true'] : [`r.team_ref = ANY(${parameters.add(teams)}::text[])`]), ...(owns ? [heldBy([staff, ...covers], parameters)] : [])];
  return `r.kind IN ('assessment', 'reassessment') AND CASE WHEN r.restricted THEN ${named} ELSE (${granted.join(' OR ')}) END`;
}

/** SQL that holds for records (`r`) held by one of these people. */
export const heldBy = (owners: readonly string[], parameters: Parameters): string => `r.owner_ref = ANY(${parameters.add(owners)}::text[])`;
