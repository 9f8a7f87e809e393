import { firstInput, type Choice, type Field, type FieldError, type Typed } from './field.js';

/** A field as the GOV.UK macro of its kind wants it (components/fields.njk). */
export type ShownField = Readonly<{ kind: Field['kind']; params: Readonly<Record<string, unknown>> }>;

/** Fields with what was typed in them and the errors beside them. */
export const showFields = (
  fields: readonly Field[],
  typed: Typed,
  errors: readonly FieldError[],
): readonly ShownField[] =>
  fields.map((field) => ({
    kind: field.kind,
    params: { ...paramsOf(field, typed, errors), ...errorOf(field, errors) },
  }));

/** Errors in the order of the fields they belong to; those of no field stand first. */
export const errorSummary = (errors: readonly FieldError[]): readonly { text: string; href: string }[] | null =>
  errors.length === 0 ? null : errors.map(({ text, href }) => ({ text, href }));

const errorOf = (field: Field, errors: readonly FieldError[]): Readonly<Record<string, unknown>> => {
  const found = errors.find((error) => error.name === field.name);
  return found === undefined ? {} : { errorMessage: { text: found.text } };
};

const asText = (sent: string | readonly string[] | undefined): string =>
  typeof sent === 'string' ? sent : (sent?.[0] ?? '');
const asList = (sent: string | readonly string[] | undefined): readonly string[] =>
  typeof sent === 'string' ? [sent] : (sent ?? []);

const labelOf = (field: Field): string =>
  field.optional === true && field.oneOfMany !== true ? `${field.label} (optional)` : field.label;
const hintOf = (field: Field): Readonly<Record<string, unknown>> =>
  field.hint === undefined ? {} : { hint: { text: field.hint } };
const legendOf = (field: Field): Readonly<Record<string, unknown>> => ({
  fieldset: { legend: { text: labelOf(field), classes: 'govuk-fieldset__legend--s' } },
});
const plainLabel = (field: Field): Readonly<Record<string, unknown>> => ({
  label: { text: labelOf(field), classes: 'govuk-label--s', for: firstInput(field) },
});

function paramsOf(field: Field, typed: Typed, errors: readonly FieldError[]): Readonly<Record<string, unknown>> {
  const { name } = field;
  switch (field.kind) {
    case 'day':
      return {
        id: name,
        ...legendOf(field),
        ...hintOf(field),
        items: (['day', 'month', 'year'] as const).map((part) => ({
          id: `${name}-${part}`,
          name: `${name}-${part}`,
          label: part.charAt(0).toUpperCase() + part.slice(1),
          value: asText(typed[`${name}-${part}`]),
          ...(part === 'month' ? { inputmode: 'text' } : {}),
          classes: `govuk-input--width-${part === 'year' ? 4 : part === 'month' ? 3 : 2}${errors.some((error) => error.name === name) ? ' govuk-input--error' : ''}`,
        })),
      };
    case 'time':
      return {
        id: name,
        name,
        ...plainLabel(field),
        ...hintOf(field),
        value: asText(typed[name]),
        classes: 'govuk-input--width-5',
      };
    case 'choice':
      return {
        idPrefix: name,
        name,
        ...legendOf(field),
        ...hintOf(field),
        items: field.choices.flatMap((choice) => [
          ...divider(choice),
          item(choice, asText(typed[name]) === choice.value),
        ]),
        classes: `${field.inline === true ? 'govuk-radios--inline ' : ''}${field.choices.length > 2 ? 'govuk-radios--small' : ''}`,
      };
    case 'choices':
      return {
        idPrefix: name,
        name,
        ...legendOf(field),
        ...hintOf(field),
        items: field.choices.map((choice) => item(choice, asList(typed[name]).includes(choice.value))),
        classes: 'govuk-checkboxes--small',
      };
    case 'select':
      return {
        id: name,
        name,
        ...plainLabel(field),
        ...hintOf(field),
        items: [{ value: '', text: field.oneOfMany === true ? 'Nobody' : 'Choose one' }, ...field.choices].map(
          ({ value, text }) => ({ value, text, selected: asText(typed[name]) === value }),
        ),
      };
    case 'line':
      return {
        id: name,
        name,
        ...plainLabel(field),
        ...hintOf(field),
        value: asText(typed[name]),
        classes: field.width === 'short' ? 'govuk-input--width-10' : 'govuk-!-width-two-thirds',
        autocomplete: field.autocomplete ?? 'off',
        ...(field.spellcheck === undefined ? {} : { spellcheck: field.spellcheck }),
      };
    case 'text':
      return { id: name, name, ...plainLabel(field), ...hintOf(field), value: asText(typed[name]), rows: field.rows ?? 4 };
  }
}

const divider = ({ before }: Choice): readonly Readonly<Record<string, unknown>>[] =>
  before === undefined ? [] : [{ divider: before }];

const item = (choice: Choice, checked: boolean): Readonly<Record<string, unknown>> => ({
  value: choice.value,
  text: choice.text,
  ...(choice.hint === undefined ? {} : { hint: { text: choice.hint } }),
  checked,
});
