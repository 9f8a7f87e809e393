import type { ActionNow } from '../../../api/use-cases/report-readers.js';
import type { ExplainedRed, RedsOfReport } from '../../../api/use-cases/red-explanations.js';
import { londonDay } from '../../../domain/dates/london.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { byWhen } from '../../../domain/weekly-report/actions.js';
import type { Lack } from '../../../domain/weekly-report/explained.js';
import type { Rag } from '../../../domain/weekly-report/rag.js';
import { longDay, shortDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { causeWords } from '../../words/causes.js';
import { EXPLAINED_WORDS as t } from '../../words/explained.js';
import { REPORT_WORDS } from '../../words/reports.js';
import { texts } from '../../texts.js';
import { casesOf, figureName, type ReportNames } from './names.js';
import { number, pounds } from './values.js';

/** A red with its cause and its action in words; `missing` null: it has both. */
export type ExplainedRow = Readonly<{
  measure: string; name: string; rag: Readonly<{ code: Rag; words: string }>; count: string; href: string; page: string; link: string;
  why: Readonly<{ cause: string; words: string; written: string }> | null;
  actions: readonly string[];
  owes: string; lacks: string; missing: string | null;
  exposure: string; months: string | null;
}>;
export type ExplainedPaper = Readonly<{ isReady: boolean; status: string; rows: readonly ExplainedRow[] }>;

/** @param today by which what is owed is late or not */
export function explainedPaper(of: RedsOfReport, names: ReportNames, today: IsoDate): ExplainedPaper {
  const { reds, owed, by, isReady } = of;
  const say = today > by ? t.late : t.owed;
  return { isReady, status: reds.length === 0 ? t.noReds : isReady ? t.ready : say(owed, reds.length, longDay(by)), rows: reds.map((red) => rowShown(red, of, names, today)) };
}

export const lacksWords = (lacks: readonly Lack[]): string => lacks.map((lack) => t.lacks[lack]).join(' and ');
export const roleWords = (red: Pick<ExplainedRed, 'accountable'>): string => texts.roles[red.accountable].toLowerCase();
export const redName = ({ figure }: Pick<ExplainedRed, 'figure'>, names: ReportNames): string => figureName(figure, names);
export const actionWords = (action: ActionNow, day: IsoDate): string => t.boardPage.action(action.what, action.owner.name, shortDay(byWhen(action, day)));

function rowShown(red: ExplainedRed, { report }: RedsOfReport, names: ReportNames, today: IsoDate): ExplainedRow {
  const { figure, rag, count, measure, mayExplain, versions, actions, lacks, exposure } = red;
  const stands = versions.at(-1);
  return {
    measure, name: redName(red, names), rag: { code: rag, words: REPORT_WORDS.rags[rag] }, count: number(count), href: casesOf(report.week, figure), page: paths.reportRed(report.week, measure),
    link: !mayExplain ? t.read : lacks.length > 0 ? t.explain : t.change,
    why: stands === undefined ? null : { cause: causeWords(names.causes, stands.cause), words: stands.words, written: t.written(stands.by.name, shortDay(londonDay(stands.at))) },
    actions: actions.map((action) => actionWords(action, today)),
    owes: texts.roles[red.accountable], lacks: lacksWords(lacks), missing: lacks.length === 0 ? null : t.missing(lacksWords(lacks), roleWords(red)),
    exposure: exposure === null ? t.noExposure : t.exposure(pounds(exposure.from), pounds(exposure.to)), months: exposure === null ? null : t.months(exposure.cases, exposure.months.toFixed(1)),
  };
}
