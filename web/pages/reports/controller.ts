import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { acknowledgeReport, actionOwners, openReport, setAction, type OpenedReport } from '../../../api/use-cases/report-readers.js';
import { auditsOn } from '../../../api/use-cases/audit-learning.js';
import { controlsOn } from '../../../api/use-cases/cohorts.js';
import { redsOf } from '../../../api/use-cases/red-explanations.js';
import { longestWaits, recordedSince, reportList } from '../../../api/use-cases/reports.js';
import { addDays, weekday, type IsoDate } from '../../../domain/dates/iso-date.js';
import type { Named } from '../../../api/read-models.js';
import { longDay } from '../../dates.js';
import { reportFile } from '../../files/report-file.js';
import { sendFile } from '../../files/send-file.js';
import type { FieldError, Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { reportPaper, type ReportPaper } from '../../presenting/report/paper.js';
import { auditsTable } from '../../presenting/report/audits.js';
import { controlsTable } from '../../presenting/report/controls.js';
import { publishedTable } from '../../presenting/report/published.js';
import { callerOf, part, show, textOf, todayOf, type Notice, type Site } from '../../site.js';
import { EXPLAINED_WORDS } from '../../words/explained.js';
import { REPORT_WORDS as t } from '../../words/reports.js';
import { errorsOf } from '../record-fact/read-fact.js';
import { actionFields } from './action-form.js';
import { namesFor } from './names.js';
import { listShown, readersShown, sinceShown } from './presenter.js';

const LONGEST_SHOWN = 5;

/** The weekly backlog report: one page first, then every block; read, said to be read, acted on, taken away. */
export const reportRoutes = (site: Site): Router =>
  Router()
    .get(paths.reports, async (req, res) => {
      const reports = await reportList(site.useCases, callerOf(site, req));
      show(site, req, res, { view: 'reports/list', title: t.title, section: 'reports', shown: { words: t, live: paths.figures, ...listShown(reports), empty: t.empty(longDay(nextMonday(todayOf(site)))) } });
    })
    .get(paths.report(':week'), async (req, res) => {
      await reportPage(site, req, res, { typed: {}, errors: [] });
    })
    .get(paths.reportFile(':week', ':kind'), async (req, res) => {
      const { report, paper } = await paperFor(site, req);
      sendFile(res, await reportFile(site, paper, part(req, 'kind'), { council: site.useCases.council.name, on: report.on }));
    })
    .post(paths.reportRead(':week'), async (req, res) => {
      await acknowledgeReport(site.useCases, callerOf(site, req), part(req, 'week'));
      res.redirect(303, `${paths.report(part(req, 'week'))}?done=read`);
    })
    .post(paths.reportActions(':week'), async (req, res) => {
      const caller = callerOf(site, req);
      const fields = actionFields(await actionOwners(site.useCases, caller), await openReport(site.useCases, caller, part(req, 'week')));
      const typed = typedIn(fields, req.body);
      const { values, errors } = readFields(fields, typed, todayOf(site));
      if (errors.length > 0) return reportPage(site, req, res, { typed, errors });
      try {
        const figure = values['figure'];
        await setAction(site.useCases, caller, { week: part(req, 'week'), what: String(values['what']), owner: String(values['owner']), byOn: values['byOn'] as IsoDate, figure: typeof figure === 'string' ? figure : null });
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
        return reportPage(site, req, res, { typed, errors: errorsOf(error.extra.errors ?? [], fields) });
      }
      res.redirect(303, `${paths.report(part(req, 'week'))}?done=action#actions`);
    });

const nextMonday = (today: IsoDate): IsoDate => addDays(today, 8 - weekday(today));

type Filled = Readonly<{ typed: Typed; errors: readonly FieldError[] }>;

export async function paperFor(site: Site, req: Request): Promise<Readonly<{ report: OpenedReport; paper: ReportPaper; owners: readonly Named[] }>> {
  const caller = callerOf(site, req);
  const week = part(req, 'week');
  const report = await openReport(site.useCases, caller, week).catch(asPage);
  const [reds, watched, waits, names, owners, demonstration, audits] = await Promise.all([
    redsOf(site.useCases, caller, week), controlsOn(site.useCases, report.on), longestWaits(site.useCases, caller, week, LONGEST_SHOWN), namesFor(site, report), report.maySetActions ? actionOwners(site.useCases, caller) : [], site.demonstration(), report.ofCouncil ? auditsOn(site.useCases, caller, report.on) : null,
  ]);
  return { report, owners, paper: reportPaper({ report, reds, today: todayOf(site), waits, names, more: report.ofCouncil ? [auditsTable(audits), controlsTable(watched), publishedTable(report.figures, { given: site.useCases.council.settings.published, notice: demonstration?.notice ?? null })].flatMap((table) => table ?? []) : [] }) };
}

/** An address of no week there is leads nowhere; a week that can have no report says why. */
function asPage(error: unknown): never {
  if (error instanceof AppError && error.code === 'invalid') throw new AppError('not-found', { detail: error.extra.errors?.map(({ message }) => `This week ${message}.`).join(' ') ?? '' });
  throw error;
}

async function reportPage(site: Site, req: Request, res: Response, { typed, errors }: Filled): Promise<void> {
  const { report, paper, owners } = await paperFor(site, req);
  const { week, before, next } = report;
  const fields = report.maySetActions ? actionFields(owners, report) : null;
  show(site, req, res, {
    view: 'reports/view',
    title: paper.title,
    section: 'reports',
    errors: errorSummary(errors),
    notice: noticeOf(textOf(req.query, 'done')),
    shown: {
      words: t,
      explained: EXPLAINED_WORDS,
      board: report.ofCouncil ? paths.reportBoard(week) : null,
      paper,
      previous: before === null ? null : paths.report(before.week),
      next: next === null ? null : paths.report(next),
      files: { pdf: site.drawPdf === null ? null : paths.reportFile(week, 'pdf'), xlsx: paths.reportFile(week, 'xlsx'), csv: paths.reportFile(week, 'csv') },
      readers: readersShown(report),
      hasAcknowledged: report.hasAcknowledged,
      readAction: paths.reportRead(week),
      since: sinceShown(await recordedSince(site.useCases, callerOf(site, req), week)),
      form: fields === null ? null : { action: paths.reportActions(week), fields: showFields(fields, typed, errors), isOpen: errors.length > 0 },
    },
  });
}

function noticeOf(done: string): Notice | null {
  const said = { read: t.readers.thanks, action: t.actions.done, marked: t.actions.marked }[done];
  return said === undefined ? null : { good: true, title: 'Done', text: said };
}

