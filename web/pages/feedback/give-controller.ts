import { Router, type Request, type Response } from 'express';
import { AppError, notFound } from '../../../api/errors.js';
import type { MyAsking } from '../../../api/feedback-models.js';
import type { LinkHolder } from '../../../api/link-permissions.js';
import { giveFeedback, myFeedback } from '../../../api/use-cases/feedback.js';
import { weDid } from '../../../api/use-cases/feedback-themes.js';
import { longDay } from '../../dates.js';
import type { FieldError, Typed } from '../../forms/field.js';
import { typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { show, SignInFirst, type Site } from '../../site.js';
import { GIVE_WORDS as t, type FeedbackReader } from '../../words/feedback.js';
import { frameOf, holderOf } from '../link/holder.js';
import { answerOf, errorsOf, fieldsFor } from './answer-form.js';
import { weDidShown } from './presenter.js';

/** The questions on how it was, by link and code: asked once, answered once. */
export const howItWasRoutes = (site: Site): Router =>
  Router()
    .get(paths.howItWas, async (req, res) => {
      const holder = await answererOf(site, req);
      await showQuestions(site, req, res, holder, await myFeedback(site.useCases, holder), { typed: {}, errors: [] });
    })
    .post(paths.howItWas, async (req, res) => {
      const holder = await answererOf(site, req);
      const asking = await myFeedback(site.useCases, holder);
      if (asking === null) throw notFound();
      const fields = fieldsFor(asking.party, readerOf(holder));
      const typed = typedIn(fields, req.body);
      try {
        await giveFeedback(site.useCases, holder, answerOf(asking.party, typed));
        res.redirect(303, paths.howItWas);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        if (error.code !== 'already-settled' && error.code !== 'invalid') throw error;
        if (error.code === 'already-settled') res.redirect(303, paths.howItWas);
        else await showQuestions(site, req, res, holder, asking, { typed, errors: errorsOf(asking.party, fields, error) });
      }
    });

/** @throws SignInFirst for nobody; AppError `not-found` for whoever came otherwise */
async function answererOf(site: Site, req: Request): Promise<LinkHolder> {
  const holder = await holderOf(site, req);
  if (holder !== null) return holder;
  if (site.visits.caller(req) === null) throw new SignInFirst();
  throw notFound();
}

const readerOf = ({ kind }: LinkHolder): FeedbackReader => (kind === 'child' ? 'young-person' : kind === 'setting' ? 'setting' : 'parent');

type Filled = Readonly<{ typed: Typed; errors: readonly FieldError[] }>;

async function showQuestions(site: Site, req: Request, res: Response, holder: LinkHolder, asking: MyAsking | null, { typed, errors }: Filled): Promise<Response> {
  const shown = { ...frameOf(holder), words: t, weDid: weDidShown(await weDid(site.useCases)) };
  if (asking === null) return show(site, req, res, { view: 'feedback/settled', title: t.nothing.title, shown: { ...shown, heading: t.nothing.title, lines: [t.nothing.text] } });
  if (asking.answered) return show(site, req, res, { view: 'feedback/settled', title: t.thanks.title, shown: { ...shown, heading: t.thanks.title, lines: [t.thanks.text, t.answered] } });
  const reader = readerOf(holder);
  return show(site, req, res, {
    view: 'feedback/give',
    title: t.title,
    errors: errorSummary(errors),
    ...(errors.length === 0 ? {} : { status: 400 }),
    shown: {
      ...shown, ref: asking.caseRef, about: t.about[reader](asking.child, longDay(asking.sentOn)), before: t.before[reader],
      fields: showFields(fieldsFor(asking.party, reader), typed, errors), action: paths.howItWas,
    },
  });
}
