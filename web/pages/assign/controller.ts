import { Router, type Request, type Response } from 'express';
import type { Caller } from '../../../api/permissions.js';
import type { CaseView } from '../../../api/read-models.js';
import { assign, mayTakeOn } from '../../../api/use-cases/assign.js';
import { viewCase } from '../../../api/use-cases/read-case.js';
import { errorAt, type Field, type FieldError } from '../../forms/field.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { commandIdOr, entryOr, goOn, newCommandId, refusedOnForm } from '../sending.js';
import { personChoices } from './people.js';

const t = texts.day.assign;

/** Hands one case to somebody of its team. */
export const assignRoutes = (site: Site): Router =>
  Router()
    .get(paths.assign(':ref'), async (req, res) => {
      const form = await open(site, req);
      showForm(site, req, res, form, {
        to: '',
        errors: [],
        status: 200,
        commandId: newCommandId(),
        entry: form.view.access.position,
      });
    })
    .post(paths.assign(':ref'), async (req, res) => {
      const form = await open(site, req);
      const { access } = form.view;
      const sent = {
        to: textOf(req.body, 'to'),
        commandId: commandIdOr(textOf(req.body, 'commandId')),
        entry: entryOr(textOf(req.body, 'entry')) ?? access.position,
      };
      if (!form.field.choices.some(({ value }) => value === sent.to))
        return showForm(site, req, res, form, { ...sent, errors: [errorAt(form.field, t.whoMissing)], status: 400 });
      try {
        goOn(res, await assign(site.useCases, form.caller, { ...sent, caseRef: access.ref }));
      } catch (error) {
        const refused = refusedOnForm(error, [form.field]);
        if (refused === null) throw error;
        const again = refused.changed ? { commandId: newCommandId(), entry: access.position } : {};
        showForm(site, req, res, form, { ...sent, ...again, errors: refused.errors, status: refused.status });
      }
    });

type Form = Readonly<{ caller: Caller; view: CaseView; field: Extract<Field, { kind: 'choice' }> }>;

/** @throws AppError `not-found`, `not-yours-to-record` */
async function open(site: Site, req: Request): Promise<Form> {
  const caller = callerOf(site, req);
  const ref = part(req, 'ref');
  const people = await mayTakeOn(site.useCases, caller, ref);
  const view = await viewCase(site.useCases, caller, ref);
  const choices = personChoices(people.filter(({ staff }) => staff?.ref !== view.owner?.ref));
  return { caller, view, field: { kind: 'choice', name: 'to', label: t.who, missing: t.whoMissing, choices } };
}

type Filled = Readonly<{ to: string; errors: readonly FieldError[]; status: number; commandId: string; entry: number }>;

function showForm(
  site: Site,
  req: Request,
  res: Response,
  { view, field }: Form,
  { to, errors, status, commandId, entry }: Filled,
): Response {
  const { access, child, owner } = view;
  return show(site, req, res, {
    view: 'assign/view',
    title: `${t.title}, ${access.ref}`,
    section: 'cases',
    status,
    errors: errorSummary(errors),
    shown: {
      heading: t.title,
      caption: `${child.name}, ${access.ref}`,
      back: paths.case(access.ref),
      action: paths.assign(access.ref),
      held: owner === null ? t.nobodyHolds : t.nowHeld(owner.name),
      fields: showFields([field], { to }, errors),
      commandId,
      entry,
    },
  });
}
