import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { mayOn, type Caller } from '../../../api/permissions.js';
import type { CaseView, HistoryEntry } from '../../../api/read-models.js';
import { delayCauses } from '../../../api/use-cases/delay-causes.js';
import { viewCase, viewHistory } from '../../../api/use-cases/read-case.js';
import { recordFacts } from '../../../api/use-cases/record-facts.js';
import type { Fact, ToldFact } from '../../../domain/facts/fact.js';
import { anyFact } from '../../../domain/facts/schema.js';
import { typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import type { Field, FieldError, Typed } from '../../forms/field.js';
import { paths } from '../../paths.js';
import { historyWords } from '../../presenting/history.js';
import { callerOf, part, show, textOf, todayOf, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { commandIdOr, entryOr, goOn, newCommandId, refusedOnForm } from '../sending.js';
import { correctionFields, readCorrection, typedFrom } from './correction-form.js';

/** Putting right an entry recorded wrongly: taken out, or another in its place. A second person agrees before it counts. */
export const correctRoutes = (site: Site): Router =>
  Router()
    .get(paths.correct(':ref', ':entry'), async (req, res) => {
      const form = await openForm(site, req);
      showForm(site, req, res, form, {
        typed: typedFrom(form.fact),
        errors: [],
        status: 200,
        commandId: newCommandId(),
        seen: form.view.access.position,
      });
    })
    .post(paths.correct(':ref', ':entry'), async (req, res) => {
      const form = await openForm(site, req);
      const today = todayOf(site);
      const typed = typedIn(form.fields, req.body);
      const commandId = commandIdOr(textOf(req.body, 'commandId'));
      const seen = entryOr(textOf(req.body, 'seen')) ?? form.view.access.position;
      const { replacement, reason, errors } = readCorrection(form.fact, form.fields, typed, today);
      if (errors.length > 0) return showForm(site, req, res, form, { typed, errors, status: 400, commandId, seen });
      const correction: ToldFact = anyFact.parse({
        type: 'correction',
        on: today,
        corrects: form.fact.id,
        replacement,
        reason,
      });
      try {
        goOn(
          res,
          await recordFacts(site.useCases, form.caller, {
            caseRef: form.view.access.ref,
            commandId,
            facts: [correction],
            ifEntry: seen,
          }),
        );
      } catch (error) {
        const refused = refusedOnForm(error, form.fields);
        if (refused === null) throw error;
        showForm(site, req, res, form, {
          typed,
          errors: refused.errors,
          status: refused.status,
          commandId: newCommandId(),
          seen: form.view.access.position,
        });
      }
    });

type Form = Readonly<{ caller: Caller; view: CaseView; entry: HistoryEntry; fact: Fact; fields: readonly Field[] }>;
type Filled = Readonly<{
  typed: Typed;
  errors: readonly FieldError[];
  status: number;
  commandId: string;
  /** The last entry its reader had seen. */
  seen: number;
}>;

/** @throws AppError `not-found` for an entry that is no fact, `not-yours-to-record` */
async function openForm(site: Site, req: Request): Promise<Form> {
  const caller = callerOf(site, req);
  const view = await viewCase(site.useCases, caller, part(req, 'ref'));
  if (!mayOn(caller, 'record.correct', view.access)) throw new AppError('not-yours-to-record');
  const position = /^j(\d{1,9})$/.exec(part(req, 'entry'))?.[1];
  if (position === undefined) throw new AppError('not-found');
  const page = await viewHistory(site.useCases, caller, view.access.ref, { before: Number(position) + 1, limit: 1 });
  const entry = page.items.find((one) => one.entry === Number(position));
  if (entry?.fact === undefined || entry.fact === null || entry.correctedBy !== null) throw new AppError('not-found');
  return { caller, view, entry, fact: entry.fact, fields: correctionFields(entry.fact, view) };
}

function showForm(
  site: Site,
  req: Request,
  res: Response,
  { view, entry, fact, fields }: Form,
  filled: Filled,
): Response {
  const { ref } = view.access;
  return show(site, req, res, {
    view: 'correct/view',
    title: `${texts.correct.title}, ${ref}`,
    section: 'cases',
    status: filled.status,
    errors: errorSummary(filled.errors),
    shown: {
      heading: texts.correct.title,
      caption: `${view.child.name}, ${ref}`,
      back: paths.case(ref),
      action: paths.correct(ref, fact.id),
      wrong: historyWords([entry], ref, false, delayCauses(site.useCases))[0],
      fields: showFields(fields, filled.typed, filled.errors),
      commandId: filled.commandId,
      seen: filled.seen,
    },
  });
}
