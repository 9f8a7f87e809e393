import { Router, type Request, type Response } from 'express';
import { AppError, notFound } from '../../../api/errors.js';
import { mayAtAll, type Caller } from '../../../api/permissions.js';
import type { AdviceRequestRow } from '../../../api/read-models.js';
import { adviceRequests, answerAdvice } from '../../../api/use-cases/advice.js';
import { anyFact } from '../../../domain/facts/schema.js';
import type { Field, FieldError, Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { commandIdOr, newCommandId, refusedOnForm } from '../sending.js';
import { requestWords, shownRequests, todayTyped } from './presenter.js';

const ROWS = 100;

/** A professional's whole inbox in one list, and the form that answers one request. */
export const adviceRoutes = (site: Site): Router =>
  Router()
    .get(paths.advice, async (req, res) => {
      const caller = adviserOf(site, req);
      const answered = textOf(req.query, 'view') === 'answered';
      const after = textOf(req.query, 'after');
      const page = await adviceRequests(site.useCases, caller, {
        cursor: after === '' ? null : after,
        limit: ROWS,
        answered,
      });
      const sent = textOf(req.query, 'sent');
      show(site, req, res, {
        view: 'advice/list',
        title: texts.sections.advice,
        section: 'advice',
        notice:
          sent === ''
            ? null
            : {
                good: true,
                title: texts.advice.sentTitle,
                text: sent === 'saved' ? texts.advice.saved : texts.advice.sent,
              },
        shown: {
          answered,
          requests: shownRequests(page.items, todayOf(site)),
          views: [
            { href: paths.advice, text: texts.advice.open, current: !answered },
            { href: `${paths.advice}?view=answered`, text: texts.advice.answered, current: answered },
          ],
          more:
            page.next === null
              ? null
              : `${paths.advice}?${new URLSearchParams({ ...(answered ? { view: 'answered' } : {}), after: page.next }).toString()}`,
        },
      });
    })
    .get(paths.adviceAnswer(':ref', ':adviser'), async (req, res) => {
      const caller = adviserOf(site, req);
      const request = await requestOf(site, caller, req);
      showForm(site, req, res, request, {
        typed: todayTyped(todayOf(site)),
        errors: [],
        status: 200,
        commandId: newCommandId(),
      });
    })
    .post(paths.adviceAnswer(':ref', ':adviser'), async (req, res) => {
      const caller = adviserOf(site, req);
      const commandId = commandIdOr(textOf(req.body, 'commandId'));
      const typed = typedIn(FIELDS, req.body);
      const { values, errors } = readFields(FIELDS, typed, todayOf(site));
      const [ref, adviser] = [part(req, 'ref'), part(req, 'adviser')];
      const declined = values['answer'] === 'decline';
      const lacking: readonly FieldError[] =
        declined && values['reason'] === undefined
          ? [{ name: 'reason', href: '#reason', text: texts.advice.reasonMissing }]
          : [];
      if (errors.length + lacking.length > 0) {
        return showForm(site, req, res, await requestOf(site, caller, req), {
          typed,
          errors: [...errors, ...lacking],
          status: 400,
          commandId,
        });
      }
      const fact = anyFact.parse(
        declined
          ? { type: 'advice-declined', on: values['on'], adviser, reason: values['reason'] }
          : { type: 'advice-received', on: values['on'], adviser },
      );
      if (fact.type !== 'advice-received' && fact.type !== 'advice-declined') throw notFound();
      try {
        const outcome = await answerAdvice(site.useCases, caller, { caseRef: ref, adviser, commandId, answer: fact });
        res.redirect(303, `${paths.advice}?sent=${outcome.kind === 'RECORDED' ? 'yes' : 'saved'}`);
      } catch (error) {
        const refused = refusedOnForm(error, FIELDS);
        if (refused === null) throw error;
        showForm(site, req, res, await requestOf(site, caller, req), {
          typed,
          errors: refused.errors,
          status: refused.status,
          commandId: newCommandId(),
        });
      }
    });

type Filled = Readonly<{ typed: Typed; errors: readonly FieldError[]; status: number; commandId: string }>;

const t = texts.advice;
const FIELDS: readonly Field[] = [
  {
    kind: 'choice',
    name: 'answer',
    label: t.answer,
    missing: t.answerMissing,
    choices: [
      { value: 'give', text: t.give, hint: t.giveHint },
      { value: 'decline', text: t.decline, hint: t.declineHint },
    ],
  },
  { kind: 'day', name: 'on', label: t.on, hint: texts.form.dayHint, asked: t.onAsked },
  {
    kind: 'text',
    name: 'reason',
    label: t.reason,
    hint: t.reasonHint,
    missing: t.reasonMissing,
    most: 2000,
    optional: true,
  },
];

function adviserOf(site: Site, req: Request): Caller {
  const caller = callerOf(site, req);
  if (!mayAtAll(caller, 'advice.answer')) throw new AppError('forbidden');
  return caller;
}

/** The request in the person's own inbox. @throws AppError `not-found` where it is answered or another's */
async function requestOf(site: Site, caller: Caller, req: Request): Promise<AdviceRequestRow> {
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof adviceRequests>> = await adviceRequests(site.useCases, caller, {
      cursor,
      limit: ROWS,
      answered: false,
    });
    const found = page.items.find(
      (row) => row.caseRef === part(req, 'ref') && row.adviser.ref === part(req, 'adviser'),
    );
    if (found !== undefined) return found;
    cursor = page.next;
  } while (cursor !== null);
  throw notFound();
}

function showForm(site: Site, req: Request, res: Response, request: AdviceRequestRow, filled: Filled): Response {
  return show(site, req, res, {
    view: 'advice/answer',
    title: `${texts.advice.answerTitle}, ${request.caseRef}`,
    section: 'advice',
    status: filled.status,
    errors: errorSummary(filled.errors),
    shown: {
      back: paths.advice,
      action: paths.adviceAnswer(request.caseRef, request.adviser.ref),
      request: requestWords(request, todayOf(site)),
      fields: showFields(FIELDS, filled.typed, filled.errors),
      commandId: filled.commandId,
    },
  });
}
