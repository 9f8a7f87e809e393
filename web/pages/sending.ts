import { randomUUID } from 'node:crypto';
import type { Response } from 'express';
import { AppError } from '../../api/errors.js';
import type { Outcome } from '../../api/use-cases/send-command.js';
import { longDay } from '../dates.js';
import type { Field, FieldError } from '../forms/field.js';
import { paths } from '../paths.js';
import { texts } from '../texts.js';
import { errorsOf } from './record-fact/read-fact.js';

/** What every form that records carries: its own id, so that sending it twice records once, and the last entry its reader had seen. */
export type Carried = Readonly<{ commandId: string; entry: number | null }>;

export const newCommandId = (): string => randomUUID();

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The form's own id, or a new one where it came back damaged. */
export const commandIdOr = (text: string): string => (UUID.test(text) ? text.toLowerCase() : newCommandId());

export const entryOr = (text: string): number | null => (/^\d{1,9}$/.test(text) ? Number(text) : null);

/** A refusal that belongs on the form: its status, its errors, and whether the form needs a new id to be sent again. */
export type Refused = Readonly<{ status: number; errors: readonly FieldError[]; law: string | null; changed: boolean }>;

/** On to the case where it is recorded, else to the page that says when it will be. */
export function goOn(res: Response, outcome: Outcome): void {
  res.redirect(
    303,
    outcome.kind === 'RECORDED'
      ? `${paths.case(outcome.caseRef)}?recorded=${outcome.entry}`
      : paths.saved(outcome.caseRef, outcome.commandId),
  );
}

/** A failure that the form itself can show, or null for one that needs a page of its own. */
export function refusedOnForm(error: unknown, fields: readonly Field[]): Refused | null {
  if (!(error instanceof AppError)) return null;
  const { detail, errors = [], law = null, notBefore, changes = [] } = error.extra;
  const top = (text: string): FieldError => ({ name: '', href: '#form', text });
  switch (error.code) {
    case 'invalid':
      return { status: 400, errors: errorsOf(errors, fields), law: null, changed: false };
    case 'decision-needs-manager-or-panel':
    case 'not-yours-to-record':
      return { status: 403, errors: [top(texts.problems[error.code].text)], law: null, changed: false };
    case 'rule-refused': {
      const from = notBefore === undefined ? '' : ` ${texts.form.firstLawfulDay(longDay(notBefore))}`;
      return {
        status: 409,
        errors: [top(`${detail ?? texts.problems['rule-refused'].text}${from}`)],
        law,
        changed: true,
      };
    }
    case 'fails-the-law':
      return { status: 409, errors: errors.map(({ message }) => top(message)), law: null, changed: false };
    case 'changed-since': {
      const told = changes.map(({ type, on }) => `${typeWords(type)}, ${longDay(on)}`);
      return { status: 409, errors: [top(texts.form.changedSince(told))], law: null, changed: true };
    }
    default:
      return null;
  }
}

const typeWords = (type: string): string =>
  type in texts.facts ? texts.facts[type as keyof typeof texts.facts].told : type;
