import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { mayAtAll, type Caller } from '../../../api/permissions.js';
import { owners, settings } from '../../../api/use-cases/lists.js';
import { planMovedIn } from '../../../api/use-cases/plan-moved-in.js';
import type { Field, FieldError, Typed } from '../../forms/field.js';
import { typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, show, textOf, todayOf, type Site } from '../../site.js';
import { MOVED_IN_WORDS as t } from '../../words/moved-in.js';
import type { Section } from '../new-case/request-form.js';
import { commandIdOr, goOn, newCommandId, refusedOnForm } from '../sending.js';
import { movedInErrors, movedInSections, readMovedIn } from './moved-in-form.js';

/** A plan that another council made, of a child who has moved in. */
export const movedInRoutes = (site: Site): Router =>
  Router()
    .get(paths.movedIn, async (req, res) => {
      const form = await openForm(site, req);
      showForm(site, req, res, form, { typed: {}, errors: [], status: 200, commandId: newCommandId(), known: null });
    })
    .post(paths.movedIn, async (req, res) => {
      const form = await openForm(site, req);
      const typed = typedIn(form.fields, req.body);
      const commandId = commandIdOr(textOf(req.body, 'commandId'));
      const { sent, errors } = readMovedIn(form.fields, typed, todayOf(site));
      if (sent === null) return showForm(site, req, res, form, { typed, errors, status: 400, commandId, known: null });
      try {
        goOn(res, await planMovedIn(site.useCases, form.caller, { ...sent, commandId }));
      } catch (error) {
        showForm(site, req, res, form, { typed, commandId: newCommandId(), ...refused(error, form.fields) });
      }
    });

/** @throws what no form can show */
function refused(error: unknown, fields: readonly Field[]): Pick<Filled, 'errors' | 'status' | 'known'> {
  if (error instanceof AppError && (error.code === 'invalid' || error.code === 'already-open')) {
    const { errors = [], caseRef } = error.extra;
    return { errors: movedInErrors(errors, fields), status: error.code === 'invalid' ? 400 : 409, known: caseRef === undefined ? null : paths.case(caseRef) };
  }
  const shown = refusedOnForm(error, fields);
  if (shown === null) throw error;
  return { errors: shown.errors, status: shown.status, known: null };
}

type Form = Readonly<{ caller: Caller; sections: readonly Section[]; fields: readonly Field[] }>;
type Filled = Readonly<{ typed: Typed; errors: readonly FieldError[]; status: number; commandId: string; /** Where the plan is kept already. */ known: string | null }>;

/** @throws AppError `forbidden` */
async function openForm(site: Site, req: Request): Promise<Form> {
  const caller = callerOf(site, req);
  if (!mayAtAll(caller, 'record.start')) throw new AppError('forbidden');
  const [choices, people] = await Promise.all([settings(site.useCases, caller, {}), owners(site.useCases, caller)]);
  const sections = movedInSections(choices, people);
  return { caller, sections, fields: sections.flatMap((section) => section.fields) };
}

const showForm = (site: Site, req: Request, res: Response, { sections }: Form, { typed, errors, status, commandId, known }: Filled): Response =>
  show(site, req, res, {
    view: 'moved-in/view',
    title: t.title,
    section: 'new-case',
    status,
    errors: errorSummary(errors),
    shown: {
      words: t,
      known,
      commandId,
      sections: sections.map(({ heading, hint, fields }) => ({ heading, hint: hint ?? null, fields: showFields(fields, typed, errors) })),
    },
  });
