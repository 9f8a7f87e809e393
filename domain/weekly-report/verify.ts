import type { Table } from './cells.js';

/**
 * Where two reports of one day differ, a line each: figure, what was frozen, what was counted again. None: they are the same. A table
 * that reports of that day did not have yet is not compared; that one was taken out of a report, its content hash says.
 */
export function differencesOf(frozen: readonly Table[], again: readonly Table[]): string[] {
  const [before, now] = [cellsOf(frozen), cellsOf(again.filter(({ id }) => frozen.some((table) => table.id === id)))];
  const names = [...new Set([...before.keys(), ...now.keys()])];
  return names.flatMap((name) => (before.get(name) === now.get(name) ? [] : [`${name}: ${said(before.get(name))} in the report, ${said(now.get(name))} from the journal`]));
}

const cellsOf = (tables: readonly Table[]): ReadonlyMap<string, number | null> =>
  new Map(tables.flatMap(({ id, columns, rows }) => rows.flatMap((row) => row.cells.map((cell, i) => [`${id}, ${row.id}, ${columns[i] ?? ''}`, cell.value] as const))));

const said = (value: number | null | undefined): string => (value === undefined ? 'absent' : value === null ? 'nothing' : String(value));
