import { Router, type Request } from 'express';
import { causesOn } from '../../../api/use-cases/delay-causes.js';
import { openFigure, type OpenedFigure } from '../../../api/use-cases/reports.js';
import { csv } from '../../../api/sheets/write-csv.js';
import { notFound } from '../../../api/errors.js';
import type { ReportedCase } from '../../../api/report-models.js';
import { londonDay } from '../../../domain/dates/london.js';
import { longDay } from '../../dates.js';
import { sendFile } from '../../files/send-file.js';
import { paths } from '../../paths.js';
import { columnName, isTable, reasonOf, rowName, type ReportNames } from '../../presenting/report/names.js';
import { callerOf, part, show, textOf, type Site } from '../../site.js';
import { REPORT_WORDS as t, TABLE_WORDS } from '../../words/reports.js';

const A_PAGE = 50;
const c = t.cases;

/** The cases behind a figure of a report, each with the reason it counts; and the same as a CSV. */
export const reportCaseRoutes = (site: Site): Router =>
  Router()
    .get(paths.reportCases(':week'), async (req, res) => {
      const asked = figureOf(req);
      const offset = A_PAGE * Math.max(0, (Number(/^\d{1,6}$/.exec(textOf(req.query, 'page'))?.[0] ?? 1) || 1) - 1);
      const opened = await openFigure(site.useCases, callerOf(site, req), part(req, 'week'), { ...asked, offset, limit: A_PAGE });
      const names = await namesOf(site, asked, opened.report);
      const { report, total } = opened;
      const link = (page: number): string => `${paths.reportCases(report.week)}?${new URLSearchParams({ ...asked, page: String(page) }).toString()}`;
      const page = offset / A_PAGE + 1;
      show(site, req, res, {
        view: 'reports/cases',
        title: `${t.titleOf(report.week)}: ${TABLE_WORDS[asked.table].short}`,
        section: 'reports',
        shown: {
          words: t,
          caption: [t.titleOf(report.week), TABLE_WORDS[asked.table].title, ...(await teamNamed(site, asked))].join('. '),
          heading: `${c.title(rowName(asked.table, asked.row, names), columnName(asked.table, asked.column))} (${total})`,
          intro: c.intro(longDay(report.on)),
          back: `${paths.report(report.week)}#${asked.table}`,
          csv: `${paths.reportCasesFile(report.week)}?${new URLSearchParams(asked).toString()}`,
          rows: opened.cases.map((one) => caseShown(one, names)),
          span: total > A_PAGE ? c.page(Math.min(offset + 1, total), Math.min(offset + A_PAGE, total), total) : null,
          previous: page > 1 ? link(page - 1) : null,
          next: offset + A_PAGE < total ? link(page + 1) : null,
        },
      });
    })
    .get(paths.reportCasesFile(':week'), async (req, res) => {
      const asked = figureOf(req);
      const opened = await openFigure(site.useCases, callerOf(site, req), part(req, 'week'), asked);
      const name = `weekly-report-${opened.report.week}-${asked.table}-cases.csv`;
      sendFile(res, { name, mediaType: 'text/csv; charset=utf-8', content: Buffer.from(casesCsv(opened, await namesOf(site, asked, opened.report))) });
    });

type Asked = ReturnType<typeof figureOf>;

/** @throws AppError `not-found` for a table no report has */
function figureOf(req: Request) {
  const [table, row, column, team] = [textOf(req.query, 'table'), textOf(req.query, 'row'), textOf(req.query, 'column'), textOf(req.query, 'team')];
  if (!isTable(table)) throw notFound();
  return { table, row, column, ...(team === '' ? {} : { team }) };
}

/** Of a figure that is asked for one team. */
const teamNamed = async ({ useCases }: Site, { team }: Asked): Promise<readonly string[]> => (team === undefined ? [] : (await useCases.teams.named([team])).map(({ name }) => name));

const namesOf = async ({ useCases }: Site, { table, row }: Asked, { madeAt }: OpenedFigure['report']): Promise<ReportNames> => ({
  staff: table === 'loads' ? await useCases.reportReaders.names([row]) : new Map<string, string>(), causes: causesOn(useCases, londonDay(madeAt)),
});

const caseShown = (one: ReportedCase, names: ReportNames) => ({
  ref: one.item.ref, href: one.child === null ? null : paths.case(one.item.ref), child: one.child?.name ?? c.hidden, owner: one.child === null ? c.hidden : (one.owner?.name ?? c.nobody), why: reasonOf(one, names),
});

const casesCsv = ({ cases }: OpenedFigure, names: ReportNames): string =>
  csv([c.case, c.child, c.held, c.why], cases.map((one) => caseShown(one, names)).map(({ ref, child, owner, why }) => [ref, child, owner, why]));
