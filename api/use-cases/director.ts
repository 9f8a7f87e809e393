import type { Table } from '../../domain/weekly-report/cells.js';
import { cellOf } from '../../domain/weekly-report/figures.js';
import { latePlansIn } from '../../domain/weekly-report/late-plans.js';
import type { Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { ReportName } from '../report-models.js';
import { readForecast, type ForecastRead } from './forecast.js';
import { redsOf, type RedsOfReport } from './red-explanations.js';
import { readReport, reportList } from './reports.js';

/** The director's page: the last weekly report and today's forecast, together. */
export type AtAGlance = Readonly<{
  forecast: ForecastRead;
  /** Null before the first report. */
  report: ReportName | null;
  /** What is red in it, and whether the board may see it; null before the first report. */
  reds: RedsOfReport | null;
  /** Of the plans of the last twelve weeks, by the report; null where there were none. */
  percentInTime: number | null;
  /** Of the last report; none before the first. */
  figures: readonly Table[];
  /** Assessments whose final plan was late at each report, oldest first; of the whole council, so none for whoever answers for teams. */
  before: readonly Readonly<{ week: string; late: number }>[];
}>;

const CASES = 40;

/** @throws AppError `forbidden` */
export async function atAGlance(deps: UseCaseDeps, caller: Caller): Promise<AtAGlance> {
  const forecast = await readForecast(deps, caller, CASES);
  const [last] = await reportList(deps, caller);
  if (last === undefined) return { forecast, report: null, reds: null, percentInTime: null, figures: [], before: [] };
  const [report, reds] = await Promise.all([readReport(deps, caller, last.week), redsOf(deps, caller, last.week)]);
  return {
    forecast,
    report: last,
    reds,
    percentInTime: cellOf(report.figures, 'timeliness', 'twelve-weeks', 'percent')?.value ?? null,
    figures: report.figures,
    before: forecast.ofCouncil ? report.trend.map(({ week, figures }) => ({ week, late: latePlansIn(figures) })) : [],
  };
}
