import type { ErrorRequestHandler, RequestHandler } from 'express';
import { AppError } from '../../../api/errors.js';
import { asAppError } from '../../../api/http/failure.js';
import { longDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { show, SignInFirst, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { WRITTEN_WORDS } from '../../words/problems.js';
import { writtenIn } from './written.js';

/** An address nobody answers. */
export const noSuchPage: RequestHandler = (_req, _res, next) => next(new AppError('not-found'));

/** Last handler of the pages: every failure in plain words, with what to do; faults of ours are logged and say nothing else. */
export const answerWithPage =
  (site: Site): ErrorRequestHandler =>
  (error, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    if (error instanceof SignInFirst) {
      res.redirect(303, signInPath(req.method, req.originalUrl));
      return;
    }
    const known = asAppError(error);
    if (known.status >= 500) site.report(req, known.cause ?? known);
    if (known.code === 'database-unavailable') res.set('Retry-After', '30');
    const words = texts.problems[known.code];
    const { detail, law, notBefore } = known.extra;
    show(site, req, res, {
      view: 'problem/view',
      title: words.title,
      status: known.status,
      shown: {
        heading: words.title,
        text: detail ?? words.text,
        law: law ?? null,
        notBefore: notBefore === undefined ? null : longDay(notBefore),
        todo: words.todo,
        written: { ...WRITTEN_WORDS, texts: writtenIn(req) },
        back: known.extra.caseRef === undefined ? null : paths.case(known.extra.caseRef),
      },
    });
  };

/** After signing in, back to where one was going; a form sent meanwhile has to be filled in again. */
const signInPath = (method: string, url: string): string =>
  method === 'GET' && url !== paths.front ? `${paths.signIn}?back=${encodeURIComponent(url)}` : paths.signIn;
