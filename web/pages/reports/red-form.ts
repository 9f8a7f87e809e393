import type { Named } from '../../../api/read-models.js';
import type { RedOpened } from '../../../api/use-cases/red-explanations.js';
import { causesToGive } from '../../../domain/delay-cause.js';
import type { DelayCause } from '../../../domain/settings.js';
import { errorAt, inputsOf, type Field, type FieldError, type Typed } from '../../forms/field.js';
import { EXPLAINED_WORDS } from '../../words/explained.js';

const t = EXPLAINED_WORDS.red;

/** What is asked of a red: its cause, and an action where none answers it. */
export const causeOfRedFields = (causes: readonly DelayCause[]): readonly Field[] => [
  { kind: 'select', name: 'cause', ...t.cause, choices: causesToGive(causes).map(({ code, words }) => ({ value: code, text: words })) },
  { kind: 'text', name: 'words', ...t.words, most: 1_000 },
];

/** @param isAnswered whether an action answers the red already: then none need be set */
export const actionOfRedFields = (owners: readonly Named[], isAnswered: boolean): readonly Field[] => [
  { kind: 'text', name: 'what', ...t.what, most: 500, optional: isAnswered },
  { kind: 'select', name: 'owner', ...t.owner, choices: owners.map(({ ref, name }) => ({ value: ref, text: name })), optional: isAnswered },
  { kind: 'day', name: 'byOn', ...t.byOn, future: true, optional: isAnswered },
];

/** What stands, or what was written of the same measure a week before, to begin with. */
export function begunWith({ red: { versions }, before }: RedOpened, causes: readonly DelayCause[]): Typed {
  const last = versions.at(-1) ?? before;
  return last === null ? {} : { ...(causesToGive(causes).some(({ code }) => code === last.cause) ? { cause: last.cause } : {}), words: last.words };
}

/** Whoever begins an action says the whole of it. */
export function halfAnAction(fields: readonly Field[], typed: Typed): readonly FieldError[] {
  const isEmpty = (field: Field): boolean => inputsOf(field).every((name) => (typed[name] ?? '') === '');
  if (fields.every(isEmpty)) return [];
  return fields.filter(isEmpty).map((field) => errorAt(field, field.kind === 'day' ? `Enter ${field.asked}` : 'missing' in field ? field.missing : field.label));
}
