import type { CauseSent } from '../../../domain/own-rules.js';
import type { DelayCause } from '../../../domain/settings.js';
import type { Field, Typed } from '../../forms/field.js';
import { RULE_WORDS } from '../../words/rules.js';

/** The causes of delay as rows of a form, numbered from 1: each with the code it has had, none where it is new. */

const t = RULE_WORDS.cause;

export const MOST_CAUSES = 30;

export type CauseRow = Readonly<{ code: string; words: string; state: string }>;

export const EMPTY_CAUSE: CauseRow = { code: '', words: '', state: 'given' };

const PARTS = ['code', 'words', 'state'] as const;
export const causeInput = (at: number, name: (typeof PARTS)[number]): string => `cause-${at + 1}-${name}`;

export const causeFields = (at: number): readonly Field[] => [
  { kind: 'line', name: causeInput(at, 'words'), ...t.words, most: 100 },
  { kind: 'select', name: causeInput(at, 'state'), label: t.state.label, missing: t.state.missing, choices: (['given', 'retired'] as const).map((value) => ({ value, text: t.state.choices[value] })) },
];

/** The rows a browser sent, in their order; of anything else nothing. */
export function rowsSent(body: unknown): readonly CauseRow[] {
  const sent: Readonly<Record<string, unknown>> = typeof body === 'object' && body !== null ? { ...body } : {};
  const text = (name: string): string => (typeof sent[name] === 'string' ? sent[name].replaceAll('\0', '') : '');
  const places = Array.from({ length: MOST_CAUSES }, (_, at) => at).filter((at) => causeInput(at, 'words') in sent);
  return places.map((at) => ({ code: text(causeInput(at, 'code')), words: text(causeInput(at, 'words')), state: text(causeInput(at, 'state')) }));
}

export const rowsOf = (causes: readonly DelayCause[]): readonly CauseRow[] => causes.map(({ code, words, retired }) => ({ code, words, state: retired === true ? 'retired' : 'given' }));

export const causesOf = (rows: readonly CauseRow[]): readonly CauseSent[] =>
  rows.map(({ code, words, state }) => ({ ...(code === '' ? {} : { code }), words, ...(state === 'retired' ? { retired: true } : {}) }));

/** Under the names their inputs have. */
export const inputsOfRows = (rows: readonly CauseRow[]): Typed => Object.fromEntries(rows.flatMap((row, at) => PARTS.map((name) => [causeInput(at, name), row[name]])));

/** What a button of a row does: moves it up, or takes it out. Null where it is none of those. */
export function rowsAfter(rows: readonly CauseRow[], wanted: string): readonly CauseRow[] | null {
  const [, does, number] = /^(up|out)-(\d{1,2})$/.exec(wanted) ?? [];
  const at = Number(number) - 1;
  if (does === undefined) return null;
  if (does === 'out') return rows.filter((_, place) => place !== at);
  const [moved, above] = [rows[at], rows[at - 1]];
  return moved === undefined || above === undefined ? rows : [...rows.slice(0, at - 1), moved, above, ...rows.slice(at + 1)];
}
