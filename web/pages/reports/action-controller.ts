import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { actionToMark, markAction } from '../../../api/use-cases/report-readers.js';
import { reportList } from '../../../api/use-cases/reports.js';
import { ACTION_OUTCOMES, byWhen } from '../../../domain/weekly-report/actions.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { shortDay } from '../../dates.js';
import { errorAt, type FieldError, type Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, todayOf, type Site } from '../../site.js';
import { REPORT_WORDS as t } from '../../words/reports.js';
import { errorsOf } from '../record-fact/read-fact.js';
import { markFields } from './action-form.js';

type Filled = Readonly<{ typed: Typed; errors: readonly FieldError[] }>;

/** What became of an action, said by its owner or a manager. */
export const reportActionRoutes = (site: Site): Router =>
  Router()
    .get(paths.reportAction(':action'), (req, res) => actionPage(site, req, res, { typed: {}, errors: [] }))
    .post(paths.reportAction(':action'), async (req, res) => {
      const fields = markFields();
      const typed = typedIn(fields, req.body);
      const { values, errors: found } = readFields(fields, typed, todayOf(site));
      const outcome = ACTION_OUTCOMES.find((one) => one === values['outcome']);
      const byOn = (values['byOn'] as IsoDate | undefined) ?? null;
      const day = fields.find(({ name }) => name === 'byOn');
      const lacksDay = outcome === 'carried-over' && byOn === null && found.length === 0 && day !== undefined ? [errorAt(day, t.actions.carriedTo)] : [];
      const errors = [...found, ...lacksDay];
      if (errors.length > 0 || outcome === undefined) return actionPage(site, req, res, { typed, errors });
      try {
        const sent = { action: part(req, 'action'), outcome, byOn: outcome === 'carried-over' ? byOn : null, words: typeof values['words'] === 'string' ? values['words'] : '' };
        await markAction(site.useCases, callerOf(site, req), sent);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
        return actionPage(site, req, res, { typed, errors: errorsOf(error.extra.errors ?? [], fields) });
      }
      const [latest] = await reportList(site.useCases, callerOf(site, req));
      res.redirect(303, `${latest === undefined ? paths.reports : paths.report(latest.week)}?done=marked#actions`);
    });

async function actionPage(site: Site, req: Request, res: Response, { typed, errors }: Filled): Promise<void> {
  const action = await actionToMark(site.useCases, callerOf(site, req), part(req, 'action'));
  show(site, req, res, {
    view: 'reports/action',
    title: t.actions.mark,
    section: 'reports',
    errors: errorSummary(errors),
    shown: { words: t, back: paths.report(action.week), what: action.what, who: action.owner.name, by: shortDay(byWhen(action, todayOf(site))), action: paths.reportAction(action.ref), fields: showFields(markFields(), typed, errors) },
  });
}
