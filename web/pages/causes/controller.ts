import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { mayAtAll, mayOn } from '../../../api/permissions.js';
import type { CaseView } from '../../../api/read-models.js';
import { delayCauses, recordCause, takeCauseBack } from '../../../api/use-cases/delay-causes.js';
import { viewCase } from '../../../api/use-cases/read-case.js';
import { errorAt, type FieldError, type Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { errorSummary } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Notice, type Site } from '../../site.js';
import { CAUSE_WORDS as t } from '../../words/causes.js';
import { entryOr, refusedOnForm } from '../sending.js';
import { causeFields, causePanel, dutyOf, lacksWords } from './cause-form.js';

/** Why a step is late: said for learning, never an exception. */
export const causeRoutes = (site: Site): Router =>
  Router()
    .get(paths.causes(':ref'), async (req, res) => {
      const view = await ownCase(site, req);
      causesPage(site, req, res, view, { typed: { lateStep: textOf(req.query, 'step') }, errors: [], status: 200 });
    })
    .post(paths.causes(':ref'), async (req, res) => {
      const view = await ownCase(site, req);
      const fields = causeFields(view, delayCauses(site.useCases));
      const typed = typedIn(fields, req.body);
      const { values, errors: found } = readFields(fields, typed, todayOf(site));
      const note = fields.find(({ name }) => name === 'causeNote');
      const errors =
        note !== undefined && lacksWords(values['cause'], values['causeNote'])
          ? [...found, errorAt(note, t.note.missing)]
          : found;
      const of = dutyOf(view, typeof values['lateStep'] === 'string' ? values['lateStep'] : '');
      if (errors.length > 0 || of === null) return causesPage(site, req, res, view, { typed, errors, status: 400 });
      try {
        await recordCause(site.useCases, callerOf(site, req), {
          caseRef: view.access.ref,
          ...of,
          cause: String(values['cause']),
          note: typeof values['causeNote'] === 'string' ? values['causeNote'] : '',
        });
        res.redirect(303, `${paths.causes(view.access.ref)}?done=kept`);
      } catch (error) {
        const refused = refusedOnForm(error, fields);
        if (refused === null) throw error;
        causesPage(site, req, res, view, { typed, errors: refused.errors, status: refused.status });
      }
    })
    .post(paths.causeBack(':ref', ':entry'), async (req, res) => {
      const entry = entryOr(part(req, 'entry'));
      if (entry === null) throw new AppError('not-found');
      await takeCauseBack(site.useCases, callerOf(site, req), part(req, 'ref'), entry);
      res.redirect(303, `${paths.causes(part(req, 'ref'))}?done=back`);
    });

/** @throws AppError `not-found`, `not-yours-to-record` */
async function ownCase(site: Site, req: Request): Promise<CaseView> {
  const caller = callerOf(site, req);
  const view = await viewCase(site.useCases, caller, part(req, 'ref'));
  if (!mayOn(caller, 'record.facts', view.access)) throw new AppError('not-yours-to-record');
  return view;
}

type Filled = Readonly<{ typed: Typed; errors: readonly FieldError[]; status: number }>;

const causesPage = (
  site: Site,
  req: Request,
  res: Response,
  view: CaseView,
  { typed, errors, status }: Filled,
): Response =>
  show(site, req, res, {
    view: 'causes/view',
    title: `${t.title}, ${view.access.ref}`,
    section: 'cases',
    status,
    errors: errorSummary(errors),
    notice: noticeOf(textOf(req.query, 'done')),
    shown: {
      heading: t.title,
      caption: `${view.child.name}, ${view.access.ref}`,
      back: paths.case(view.access.ref),
      causes: causePanel(view, delayCauses(site.useCases), true, typed, errors, mayAtAll(callerOf(site, req), 'report.read')),
    },
  });

function noticeOf(done: string): Notice | null {
  if (done !== 'kept' && done !== 'back') return null;
  return { good: true, title: 'Done', text: done === 'kept' ? t.kept : t.takenBack };
}
