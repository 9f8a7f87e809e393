import type { Request, Response } from 'express';
import type { AdviceRequestRow } from '../../../api/read-models.js';
import type { Field, FieldError, Typed } from '../../forms/field.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { show, todayOf, type Site } from '../../site.js';
import { frameOf } from '../link/holder.js';
import type { Here } from './party.js';
import { requestWords } from './presenter.js';

export type SmallForm = Readonly<{ title: string; intro: string; button: string; fields: readonly Field[]; action: (ref: string, adviser: string) => string }>;
type Filled = Readonly<{ form: SmallForm; typed: Typed; errors: readonly FieldError[]; commandId: string; status?: number }>;

/** One or two questions about a request: to decline it, or to say when it will come. */
export function showSmallForm(site: Site, req: Request, res: Response, { holder }: Here, row: AdviceRequestRow, { form, typed, errors, commandId, status }: Filled): Response {
  return show(site, req, res, {
    view: 'advice/small-form',
    title: `${form.title}, ${row.caseRef}`,
    section: 'advice',
    errors: errorSummary(errors),
    ...(status === undefined ? {} : { status }),
    shown: {
      ...frameOf(holder),
      heading: form.title,
      intro: form.intro,
      button: form.button,
      request: requestWords(row, todayOf(site)),
      back: paths.adviceAnswer(row.caseRef, row.adviser.ref),
      action: form.action(row.caseRef, row.adviser.ref),
      fields: showFields(form.fields, typed, errors),
      commandId,
    },
  });
}
