import { Router } from 'express';
import { AppError } from '../../../api/errors.js';
import { mayAtAll } from '../../../api/permissions.js';
import { figures } from '../../../api/use-cases/figures.js';
import { reportList } from '../../../api/use-cases/reports.js';
import { longDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { callerOf, show, textOf, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { REPORT_WORDS } from '../../words/reports.js';
import { figureRows, openedFigure } from './presenter.js';

/** Open and late assessments by stage, as they stand today; every number opens to its cases. */
export const figuresRoutes = (site: Site): Router =>
  Router().get(paths.figures, async (req, res) => {
    const caller = callerOf(site, req);
    if (!mayAtAll(caller, 'report.read')) throw new AppError('forbidden');
    const [counted, [latest]] = await Promise.all([figures(site.useCases, caller), reportList(site.useCases, caller)]);
    const opened = openedFigure(counted, textOf(req.query, 'open'), textOf(req.query, 'stage'));
    show(site, req, res, {
      view: 'figures/view',
      title: texts.sections.figures,
      section: 'figures',
      shown: {
        on: longDay(counted.on),
        report: latest === undefined ? null : { text: REPORT_WORDS.titleOf(latest.week), href: paths.report(latest.week) },
        ...figureRows(counted),
        opened:
          opened === null
            ? null
            : { heading: opened.heading, cases: opened.cases.map((ref) => ({ ref, href: paths.case(ref) })) },
      },
    });
  });
