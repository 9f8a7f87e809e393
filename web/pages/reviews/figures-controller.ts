import { Router } from 'express';
import { reviewFigures } from '../../../api/use-cases/review-figures.js';
import { paths } from '../../paths.js';
import { callerOf, show, textOf, type Site } from '../../site.js';
import { REVIEW_WORDS as t } from '../../words/reviews.js';
import { figuresShown } from './figures-presenter.js';
import { reviewPages } from './presenter.js';

/** Reviews due, held, decided and finished, by month, caseworker and setting; and the weeks ahead against what they can hold. */
export const reviewFigureRoutes = (site: Site): Router =>
  Router().get(paths.reviewFigures, async (req, res) => {
    const caller = callerOf(site, req);
    const [what = '', month = '', owner = '', setting = '', week = ''] = ['what', 'month', 'owner', 'setting', 'week'].map((name) => textOf(req.query, name));
    const figures = await reviewFigures(site.useCases, caller);
    show(site, req, res, {
      view: 'reviews/figures',
      title: t.pages.figures,
      section: 'reviews',
      shown: { words: t, pages: reviewPages(caller, 'figures'), ...figuresShown(figures, { what, month, owner, setting, week }) },
    });
  });
