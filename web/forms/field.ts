/** What a form asks, apart from how it looks and what it is for. */

/** `before`: words that part it from the choices above. */
export type Choice = Readonly<{ value: string; text: string; hint?: string; before?: string }>;

type Common = Readonly<{
  name: string;
  label: string;
  hint?: string;
  optional?: boolean;
  /** One of several of which some are needed: not marked as optional. */
  oneOfMany?: boolean;
}>;

export type DayField = Common &
  Readonly<{
    kind: 'day';
    /** How an error names it, after `Enter `: `the day it was sent`. */
    asked: string;
    /** May it lie after today? Things that happened may not. */
    future?: boolean;
  }>;
export type TimeField = Common & Readonly<{ kind: 'time' }>;
export type ChoiceField = Common &
  Readonly<{ kind: 'choice'; choices: readonly Choice[]; missing: string; inline?: boolean }>;
export type ChoicesField = Common & Readonly<{ kind: 'choices'; choices: readonly Choice[]; missing: string }>;
export type SelectField = Common & Readonly<{ kind: 'select'; choices: readonly Choice[]; missing: string }>;
export type LineField = Common &
  Readonly<{
    kind: 'line';
    missing: string;
    most: number;
    width?: 'short' | 'wide';
    autocomplete?: string;
    spellcheck?: boolean;
  }>;
export type TextField = Common & Readonly<{ kind: 'text'; missing: string; most: number; /** Lines to be seen at once; four unless it says more. */ rows?: number }>;

export type Field = DayField | TimeField | ChoiceField | ChoicesField | SelectField | LineField | TextField;

/** What the browser sent, as typed; it survives every refusal. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

/** A problem with one field; `href` leads from the summary to its first input. */
export type FieldError = Readonly<{ name: string; href: string; text: string }>;

/** Every input a field may send. */
export const inputsOf = (field: Field): readonly string[] =>
  field.kind === 'day' ? [`${field.name}-day`, `${field.name}-month`, `${field.name}-year`] : [field.name];

/** The id of the first input of a field, where an error leads. */
export const firstInput = (field: Field): string => (field.kind === 'day' ? `${field.name}-day` : field.name);

export const errorAt = (field: Field, text: string): FieldError => ({
  name: field.name,
  href: `#${firstInput(field)}`,
  text,
});
