import { Router, type Request, type Response } from 'express';
import { AppError, notFound } from '../../../api/errors.js';
import { recordFeedback, takeFeedback, type RecordFeedback } from '../../../api/use-cases/feedback.js';
import type { Field, FieldError, Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Site } from '../../site.js';
import { FEEDBACK_WORDS as t, GIVE_WORDS, type FeedbackReader } from '../../words/feedback.js';
import { answerOf, errorsOf, fieldsFor } from './answer-form.js';
import { askingsShown } from './presenter.js';

/** What was said of one record, and an answer written down while somebody is on the telephone. */
export const caseFeedbackRoutes = (site: Site): Router =>
  Router()
    .get(paths.caseFeedback(':ref'), async (req, res) => {
      const ref = part(req, 'ref');
      const read = await recordFeedback(site.useCases, callerOf(site, req), ref);
      show(site, req, res, {
        view: 'feedback/case', title: `${t.onCase.title}, ${ref}`, section: 'cases', notice: textOf(req.query, 'done') === 'saved' ? { good: true, title: t.onCase.savedTitle, text: t.onCase.saved } : null,
        shown: { words: t, give: GIVE_WORDS, ref, back: paths.case(ref), askings: askingsShown(read, ref) },
      });
    })
    .get(paths.takeFeedback(':ref', ':asking'), async (req, res) => {
      takePage(site, req, res, await toTake(site, req), { typed: {}, errors: [], status: 200 });
    })
    .post(paths.takeFeedback(':ref', ':asking'), (req, res) => take(site, req, res));

type Asking = RecordFeedback['askings'][number];
/** Where nobody is left to choose, the form itself. */
const answeredAlready = ({ mayTake }: Asking): FieldError => ({ name: 'by', href: mayTake.length === 0 ? '#form' : '#by', text: t.onCase.twice });

/** @throws AppError `not-found`, also where nobody is left to answer */
async function toTake(site: Site, req: Request): Promise<Asking> {
  const { askings } = await recordFeedback(site.useCases, callerOf(site, req), part(req, 'ref'));
  const asking = askings.find(({ ref }) => ref === part(req, 'asking'));
  if (asking === undefined || (asking.mayTake.length === 0 && asking.answers.length === 0)) throw notFound();
  return asking;
}

const whoField = ({ mayTake }: Asking): Field => ({ kind: 'choice', name: 'by', label: t.onCase.who, choices: mayTake.map(({ ref, name }) => ({ value: ref, text: name })), missing: t.onCase.whoMissing });
/** A young person is asked in their own words only where nobody else could be answering. */
const readerOf = ({ party, mayTake }: Asking): FeedbackReader => (party === 'setting' ? 'setting' : mayTake.length > 0 && mayTake.every(({ kind }) => kind === 'child') ? 'young-person' : 'parent');

async function take(site: Site, req: Request, res: Response): Promise<void> {
  const asking = await toTake(site, req);
  const who = whoField(asking);
  const questions = fieldsFor(asking.party, readerOf(asking));
  const typed = typedIn([who, ...questions], req.body);
  const twice = asking.answers.some(({ by }) => by.ref === textOf(req.body, 'by'));
  const errors = twice ? [answeredAlready(asking)] : readFields([who], typed, todayOf(site)).errors;
  if (errors.length > 0) {
    takePage(site, req, res, asking, { typed, errors, status: twice ? 409 : 400 });
    return;
  }
  try {
    await takeFeedback(site.useCases, callerOf(site, req), part(req, 'ref'), asking.ref, { ...answerOf(asking.party, typed), by: textOf(req.body, 'by') });
    res.redirect(303, `${paths.caseFeedback(part(req, 'ref'))}?done=saved`);
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'invalid' && error.code !== 'already-settled')) throw error;
    const refused = error.code === 'already-settled' ? [answeredAlready(asking)] : errorsOf(asking.party, questions, error);
    takePage(site, req, res, await toTake(site, req), { typed, errors: refused, status: error.code === 'invalid' ? 400 : 409 });
  }
}

function takePage(site: Site, req: Request, res: Response, asking: Asking, { typed, errors, status }: Readonly<{ typed: Typed; errors: readonly FieldError[]; status: number }>): void {
  const ref = part(req, 'ref');
  const fields = [whoField(asking), ...fieldsFor(asking.party, readerOf(asking))];
  show(site, req, res, {
    view: 'feedback/take', title: `${t.onCase.takeTitle}, ${ref}`, section: 'cases', status, errors: errorSummary(errors),
    shown: { words: t.onCase, ref, back: paths.caseFeedback(ref), action: paths.takeFeedback(ref, asking.ref), fields: showFields(fields, typed, errors) },
  });
}
