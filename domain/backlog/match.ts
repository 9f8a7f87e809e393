import type { Fact } from '../facts/fact.js';
import { story as storyOf } from '../facts/story.js';
import { identity } from './child-of-row.js';
import { COLUMNS, isColumnCode, type ColumnCode } from './columns.js';
import { SET_BY_IMPORT } from './facts-of-row.js';
import { problem, type RowProblem } from './problems.js';
import type { ReadRow } from './read-row.js';
import { isOver, startOf } from './span.js';

/** What Duly holds that a row may be about. */
export type KnownChild = Readonly<{ ref: string } & ReadRow['child']>;
export type KnownRecord = Readonly<{ ref: string; childRef: string; kind: string; madeFrom: string | null; facts: readonly Fact[] }>;
export type Known = Readonly<{ children: readonly KnownChild[]; records: readonly KnownRecord[] }>;

/**
 * What a row brings. `new`: its record, and its child where Duly has none. `same`: nothing; Duly holds all it tells. `changed`: it
 * tells otherwise than Duly holds, in these columns; nothing is written over, a live record is changed by whoever holds it.
 */
export type Match = Readonly<
  | { kind: 'new'; childRef: string | null }
  | { kind: 'same'; recordRef: string }
  | { kind: 'changed'; recordRef: string; differs: readonly string[] }
  | { kind: 'refused'; problems: readonly RowProblem[] }
>;

/** Finds what Duly has of a row's child and record, and whether it tells the same. */
export function matchOf(row: ReadRow, known: Known): Match {
  const found = childOf(row, known.children);
  if ('problems' in found) return { kind: 'refused', problems: found.problems };
  if (found.child === null) return { kind: 'new', childRef: null };
  const record = recordOf(row, found.child, known.records);
  if (record === null) return { kind: 'new', childRef: found.child.ref };
  const differs = [...childDiffers(row.child, found.child), ...factsDiffer(row.facts, record.facts)];
  return differs.length === 0 ? { kind: 'same', recordRef: record.ref } : { kind: 'changed', recordRef: record.ref, differs };
}

/** The assessment a plan began with, where Duly has it: the child's, whose final plan was issued the day the plan was made, and that has no plan yet. */
export function assessmentOf(row: ReadRow, childRef: string, records: readonly KnownRecord[]): string | null {
  if (row.kind !== 'plan') return null;
  const [start, taken] = [startOf(row.facts), new Set(records.map(({ madeFrom }) => madeFrom))];
  const issuedThen = (facts: readonly Fact[]): boolean => storyOf(facts).of('final-plan-issued').some(({ on }) => on === start);
  return records.find((record) => record.childRef === childRef && record.kind === 'assessment' && !taken.has(record.ref) && issuedThen(record.facts))?.ref ?? null;
}

type FoundChild = Readonly<{ child: KnownChild | null } | { problems: readonly RowProblem[] }>;

/** By UPN, by the council's reference, else by name and date of birth. Never by a number alone that would join two people. */
function childOf({ child }: ReadRow, children: readonly KnownChild[]): FoundChild {
  const byUpn = child.upn === null ? undefined : children.find(({ upn }) => upn === child.upn);
  if (byUpn !== undefined && byUpn.bornOn !== child.bornOn) return { problems: [problem('upn', 'upn-of-another', `${child.upn ?? ''} is in Duly for somebody born ${byUpn.bornOn}`)] };
  const byReference = child.councilReference === null ? undefined : children.find(({ councilReference }) => councilReference === child.councilReference);
  if (byReference !== undefined && (byReference.bornOn !== child.bornOn || (byUpn !== undefined && byUpn.ref !== byReference.ref)))
    return { problems: [problem('councilReference', 'reference-of-another', `${child.councilReference ?? ''} is in Duly for somebody else`)] };
  const numbered = byUpn ?? byReference;
  if (numbered !== undefined) return { child: numbered };
  const alike = children.filter((one) => one.bornOn === child.bornOn && identity(one) === identity(child) && agree(one.upn, child.upn) && agree(one.councilReference, child.councilReference));
  if (alike.length > 1) return { problems: [problem('upn', 'child-unclear', `${alike.length} children in Duly have this name and date of birth`)] };
  return { child: alike[0] ?? null };
}

/** Two numbers that may be one person's. */
const agree = (a: string | null, b: string | null): boolean => a === null || b === null || a === b;

function recordOf(row: ReadRow, child: KnownChild, records: readonly KnownRecord[]): KnownRecord | null {
  const theirs = records.filter(({ childRef, kind }) => childRef === child.ref && kind === row.kind);
  const start = startOf(row.facts);
  const same = theirs.find(({ ref }) => ref === row.record) ?? theirs.find(({ facts }) => startOf(facts) === start);
  if (same !== undefined) return same;
  return isOver(row.facts) ? null : (theirs.find(({ facts }) => !isOver(facts)) ?? null);
}

const OF_CHILD = ['familyName', 'givenName', 'bornOn', 'upn', 'councilReference', 'sex', 'primaryNeed'] as const satisfies readonly ColumnCode[];

/** What the row says of the child and Duly does not; what it leaves blank says nothing. */
function childDiffers(told: ReadRow['child'], known: KnownChild): string[] {
  return OF_CHILD.filter((column) => told[column] !== null && told[column] !== known[column]).map((column) => COLUMNS[column].heading);
}

/** Facts the row tells that are not in force in the record: by the columns they come from. What the record has beside them is its own. */
function factsDiffer(told: readonly Fact[], known: readonly Fact[]): string[] {
  const inForce = storyOf(known).facts;
  const missing = storyOf(told).facts.filter((fact) => !inForce.some((other) => tellsSame(fact, other)));
  return [...new Set(missing.map(({ id }) => (isColumnCode(id) ? COLUMNS[id].heading : COLUMNS.facts.heading)))];
}

/** Of who recorded it and how it was numbered nothing is asked; nor of the day of service, where a column told the sending alone. */
const UNTOLD: ReadonlySet<string> = new Set(['id', 'recordedBy', 'recordedAt']);

function tellsSame(told: Fact, known: Fact): boolean {
  const held = new Map<string, unknown>(Object.entries(known));
  const isAsked = (field: string): boolean => !UNTOLD.has(field) && !(isColumnCode(told.id) && (field === 'servedOn' || (field === 'on' && SET_BY_IMPORT.has(told.id))));
  return Object.entries(told).every(([field, value]) => !isAsked(field) || value === undefined || alike(value, held.get(field)));
}

/** Equal as JSON, whatever the order of keys: the database has one of its own. */
function alike(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [left, right] = [new Map<string, unknown>(Object.entries(a)), new Map<string, unknown>(Object.entries(b))];
  return left.size === right.size && [...left].every(([key, value]) => alike(value, right.get(key)));
}
