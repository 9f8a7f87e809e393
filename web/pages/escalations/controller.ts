import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { ESCALATION_FILTERS, type EscalationWhole } from '../../../api/escalation-models.js';
import { mayOn } from '../../../api/permissions.js';
import { acknowledgeEscalation, oneEscalation, openEscalations } from '../../../api/use-cases/escalations.js';
import { DUTY_CODES } from '../../../domain/duty-codes.js';
import type { FieldError, Typed } from '../../forms/field.js';
import { typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Site } from '../../site.js';
import { ESCALATION_WORDS as t } from '../../words/escalations.js';
import { commandIdOr, entryOr, goOn, newCommandId, refusedOnForm } from '../sending.js';
import { promiseFields, readPromise } from './form.js';
import { escalationPage, escalationRows, rolesWords } from './presenter.js';

const ROWS = 50;

/** What has climbed: a list by how it stands, and of each why it is late, its ladder, and the answer to it. */
export const escalationRoutes = (site: Site): Router =>
  Router()
    .get(paths.escalations, (req, res) => showList(site, req, res))
    .get(paths.escalation(':ref', ':duty', ':subject', ':occurrence'), async (req, res) => {
      const whole = await oneEscalation(site.useCases, callerOf(site, req), namedIn(req));
      showOne(site, req, res, whole, { typed: {}, errors: [], status: 200, commandId: newCommandId(), entry: whole.entry });
    })
    .post(paths.escalation(':ref', ':duty', ':subject', ':occurrence'), (req, res) => acknowledge(site, req, res));

async function showList(site: Site, req: Request, res: Response): Promise<void> {
  const caller = callerOf(site, req);
  const whose = textOf(req.query, 'whose') === 'all' ? 'all' : 'mine';
  const state = ESCALATION_FILTERS.find((known) => known === textOf(req.query, 'state')) ?? 'waiting';
  const after = textOf(req.query, 'after');
  const page = await openEscalations(site.useCases, caller, { whose, state, cursor: after === '' ? null : after, limit: ROWS });
  const address = (of: { whose?: string; state?: string; after?: string }): string => `${paths.escalations}?${new URLSearchParams({ whose, state, ...of }).toString()}`;
  show(site, req, res, {
    view: 'escalations/list',
    title: t.title,
    section: 'escalations',
    shown: {
      words: t,
      whose: (['mine', 'all'] as const).map((one) => ({ text: t.whose[one], href: address({ whose: one }), current: one === whose })),
      filters: ESCALATION_FILTERS.map((one) => ({ text: t.filters[one], href: address({ state: one }), current: one === state })),
      rows: escalationRows(page.items, todayOf(site)),
      empty: t.empty[state],
      more: page.next === null ? null : address({ after: page.next }),
    },
  });
}

/** @throws AppError `not-found` for a duty there is none of */
function namedIn(req: Request) {
  const duty = DUTY_CODES.find((code) => code === part(req, 'duty'));
  if (duty === undefined) throw new AppError('not-found');
  const subject = part(req, 'subject');
  return { caseRef: part(req, 'ref'), duty, subject: subject === '-' ? null : subject, occurrence: part(req, 'occurrence') };
}

async function acknowledge(site: Site, req: Request, res: Response): Promise<void> {
  const caller = callerOf(site, req);
  const whole = await oneEscalation(site.useCases, caller, namedIn(req));
  const fields = promiseFields(whole.promiseBy);
  const typed = typedIn(fields, req.body);
  const commandId = commandIdOr(textOf(req.body, 'commandId'));
  const entry = entryOr(textOf(req.body, 'entry')) ?? whole.entry;
  const { action, promisedOn, errors } = readPromise(typed, todayOf(site), whole.promiseBy);
  if (errors.length > 0) {
    showOne(site, req, res, whole, { typed, errors, status: 400, commandId, entry });
    return;
  }
  try {
    const outcome = await acknowledgeEscalation(site.useCases, caller, { ...namedIn(req), commandId, action, promisedOn });
    if (mayOn(caller, 'record.see', whole.access)) goOn(res, outcome);
    else res.redirect(303, `${paths.escalations}?state=promised`);
  } catch (error) {
    const refused = refusedOnForm(error, fields);
    if (refused === null) throw error;
    const again = refused.changed ? { commandId: newCommandId(), entry: whole.entry } : { commandId, entry };
    showOne(site, req, res, whole, { typed, errors: refused.errors, status: refused.status, ...again });
  }
}

type Filled = Readonly<{ typed: Typed; errors: readonly FieldError[]; status: number; commandId: string; entry: number }>;

function showOne(site: Site, req: Request, res: Response, whole: EscalationWhole, { typed, errors, status, commandId, entry }: Filled): void {
  const { row } = whole;
  const corrects = mayOn(callerOf(site, req), 'record.correct', whole.access);
  show(site, req, res, {
    view: 'escalations/view',
    title: `${t.one.title}, ${row.caseRef}`,
    section: 'escalations',
    status,
    errors: errorSummary(errors),
    shown: {
      words: t.one,
      back: paths.escalations,
      ...escalationPage(whole, todayOf(site), { corrects, sees: mayOn(callerOf(site, req), 'record.see', whole.access) }),
      why: whole.mayAcknowledge ? t.one.answerIntro(rolesWords(row.to)) : row.state === 'promised' ? t.one.stands : t.one.notYours(rolesWords(row.to)),
      fields: whole.mayAcknowledge ? showFields(promiseFields(whole.promiseBy), typed, errors) : null,
      commandId,
      entry,
    },
  });
}
