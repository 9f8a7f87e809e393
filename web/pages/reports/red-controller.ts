import { Router, type Request, type Response } from 'express';
import { explainRed, openRed, type ExplanationSent, type RedOpened } from '../../../api/use-cases/red-explanations.js';
import { actionOwners } from '../../../api/use-cases/report-readers.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { AppError } from '../../../api/errors.js';
import type { FieldError, Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Site } from '../../site.js';
import { EXPLAINED_WORDS } from '../../words/explained.js';
import { refusedOnForm } from '../sending.js';
import { actionOfRedFields, begunWith, causeOfRedFields, halfAnAction } from './red-form.js';
import { redShown } from './red-presenter.js';

const t = EXPLAINED_WORDS.red;

type Filled = Readonly<{ typed: Typed | null; errors: readonly FieldError[]; status: number }>;

/** One red of a report: its cause, its action, what it may cost; written by the manager who answers for it. */
export const reportRedRoutes = (site: Site): Router =>
  Router()
    .get(paths.reportRed(':week', ':table/:row'), async (req, res) => redPage(site, req, res, await opened(site, req), { typed: null, errors: [], status: 200 }))
    .post(paths.reportRed(':week', ':table/:row'), async (req, res) => {
      const red = await opened(site, req);
      const caller = callerOf(site, req);
      if (!red.red.mayExplain) throw new AppError('forbidden');
      const { ofCause, ofAction } = await fieldsFor(site, req, red);
      const fields = [...ofCause, ...ofAction];
      const typed = typedIn(fields, req.body);
      const { values, errors: found } = readFields(fields, typed, todayOf(site));
      const half = halfAnAction(ofAction, typed).filter(({ name }) => found.every((one) => one.name !== name));
      const errors = [...found, ...half];
      if (errors.length > 0) return redPage(site, req, res, red, { typed, errors, status: 400 });
      const said = (name: string): string => (typeof values[name] === 'string' ? values[name] : '');
      const action = said('what') === '' ? null : { what: said('what'), owner: said('owner'), byOn: said('byOn') as IsoDate };
      const sent: ExplanationSent = { week: red.report.week, measure: red.red.measure, cause: said('cause'), words: said('words'), after: Number(/^\d{1,6}$/.exec(textOf(req.body, 'after'))?.[0] ?? 0), action };
      try {
        await explainRed(site.useCases, caller, sent);
      } catch (error) {
        if (error instanceof AppError && error.code === 'changed-since') return redPage(site, req, res, await opened(site, req), { typed, errors: [{ name: '', href: '#form', text: t.changed }], status: 409 });
        const refused = refusedOnForm(error, fields);
        if (refused === null) throw error;
        return redPage(site, req, res, red, { typed, errors: refused.errors, status: refused.status });
      }
      res.redirect(303, `${paths.reportRed(red.report.week, red.red.measure)}?done=kept`);
    });

const opened = (site: Site, req: Request): Promise<RedOpened> => openRed(site.useCases, callerOf(site, req), part(req, 'week'), `${part(req, 'table')}/${part(req, 'row')}`).catch(asPage);

/** An address of no week there is leads nowhere. */
function asPage(error: unknown): never {
  if (error instanceof AppError && error.code === 'invalid') throw new AppError('not-found');
  throw error;
}

async function fieldsFor(site: Site, req: Request, { red }: RedOpened) {
  const owners = await actionOwners(site.useCases, callerOf(site, req));
  return { ofCause: causeOfRedFields(site.useCases.council.settings.delayCauses), ofAction: actionOfRedFields(owners, red.actions.length > 0) };
}

async function redPage(site: Site, req: Request, res: Response, red: RedOpened, { typed, errors, status }: Filled): Promise<void> {
  const causes = site.useCases.council.settings.delayCauses;
  const fields = red.red.mayExplain ? await fieldsFor(site, req, red) : null;
  const filled = typed ?? begunWith(red, causes);
  const shown = redShown(red, causes, todayOf(site));
  show(site, req, res, {
    view: 'reports/red',
    title: `${shown.title}, ${red.report.week}`,
    section: 'reports',
    status,
    errors: errorSummary(errors),
    notice: textOf(req.query, 'done') === 'kept' ? { good: true, title: 'Done', text: t.done } : null,
    shown: {
      words: EXPLAINED_WORDS,
      ...shown,
      form: fields === null ? null : { action: shown.page, after: red.red.versions.length, ofCause: showFields(fields.ofCause, filled, errors), ofAction: showFields(fields.ofAction, filled, errors), isBefore: typed === null && red.red.versions.length === 0 && red.before !== null },
    },
  });
}
