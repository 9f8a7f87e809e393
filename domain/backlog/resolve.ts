import type { Fact } from '../facts/fact.js';
import { replacementOf, isCorrection } from '../facts/story.js';
import { problem, type RowProblem } from './problems.js';
import type { ReadRow } from './read-row.js';

/** What Duly has under the names and numbers that rows give: settings by URN, teams by name in lower case, people who can hold a record by account. */
export type Directory = Readonly<{
  settings: ReadonlyMap<string, string>;
  teams: ReadonlyMap<string, string>;
  caseworkers: ReadonlyMap<string, string>;
  /** References of advisers, settings and people that facts may name. */
  references: ReadonlySet<string>;
}>;

/** A row's place in Duly: references instead of names. */
export type Place = Readonly<{ settingRef: string | null; teamRef: string | null; ownerRef: string | null }>;

/** The names and numbers a row gives, to be looked up. */
export const namesOf = ({ settingUrn, team, caseworker, facts }: ReadRow) => ({
  urn: settingUrn, team: team?.toLowerCase() ?? null, account: caseworker?.toLowerCase() ?? null, references: referencesIn(facts),
});

const NAMING = ['adviser', 'setting', 'owner'] as const;

/** Whom facts name, by reference. */
function referencesIn(facts: readonly Fact[]): string[] {
  const all = [...facts, ...facts.filter(isCorrection).flatMap(replacementOf)];
  return [...new Set(all.flatMap((fact) => NAMING.flatMap((field) => {
    const held: unknown = Reflect.get(fact, field);
    return typeof held === 'string' ? [held] : [];
  })))];
}

/** Finds a row's place, or names what Duly does not have. */
export function placeOf(row: ReadRow, directory: Directory): Readonly<{ place: Place; problems: readonly RowProblem[] }> {
  const { urn, team, account, references } = namesOf(row);
  const find = (name: string | null, among: ReadonlyMap<string, string>): string | null | undefined => (name === null ? null : among.get(name));
  const [settingRef, teamRef, ownerRef] = [find(urn, directory.settings), find(team, directory.teams), find(account, directory.caseworkers)];
  const unknown = references.filter((reference) => !directory.references.has(reference));
  const problems = [
    ...(settingRef === undefined ? [problem('settingUrn', 'unknown-setting', `${urn ?? ''} is no setting in Duly`)] : []),
    ...(teamRef === undefined ? [problem('team', 'unknown-team', `“${row.team ?? ''}” is no team in Duly`)] : []),
    ...(ownerRef === undefined ? [problem('caseworker', 'unknown-caseworker', `“${row.caseworker ?? ''}” is nobody in Duly who can hold a record`)] : []),
    ...(unknown.length > 0 ? [problem('facts', 'unknown-reference', `The facts name ${unknown.slice(0, 5).join(', ')}, which Duly does not have`)] : []),
  ];
  return { place: { settingRef: settingRef ?? null, teamRef: teamRef ?? null, ownerRef: ownerRef ?? null }, problems };
}
