import type { LongestWait } from '../../../api/use-cases/reports.js';
import type { RedsOfReport } from '../../../api/use-cases/red-explanations.js';
import type { ActionNow, OpenedReport } from '../../../api/use-cases/report-readers.js';
import { changesOf } from '../../../domain/weekly-report/changes.js';
import { fairnessOf } from '../../../domain/weekly-report/fairness.js';
import { measureOf } from '../../../domain/weekly-report/explained.js';
import { headlinesOf, type FigureName, type Headline } from '../../../domain/weekly-report/headlines.js';
import { byWhen } from '../../../domain/weekly-report/actions.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { mondayOf } from '../../../domain/dates/iso-week.js';
import { cellOf } from '../../../domain/weekly-report/figures.js';
import { redItems, type Rag } from '../../../domain/weekly-report/rag.js';
import { longDay, shortDay, span } from '../../dates.js';
import { paths } from '../../paths.js';
import { texts } from '../../texts.js';
import { REPORT_WORDS as t, TABLE_WORDS } from '../../words/reports.js';
import { explainedPaper, type ExplainedPaper } from './explained.js';
import { casesOf, dueWords, figureName, rowName, storedFigure, type ReportNames } from './names.js';
import { reportTables, type PaperTable } from './tables.js';
import { changeWords, valueAlone, valueWords } from './values.js';

/** A report in words: the page, the PDF, the workbook and the CSV are all made of this, so that none can say another thing. */
export type ReportPaper = Readonly<{
  week: string;
  title: string;
  heading: string;
  asKnown: string;
  ofTeams: string | null;
  headlines: readonly Readonly<{ id: string; value: string; label: string; change: string; tone: 'better' | 'worse' | 'plain'; range: string; isNews: boolean; href: string | null }>[];
  changes: readonly string[];
  /** `more`: of the rows, those for which the front page has no room, the least pressing. */
  earlier: Readonly<{ asOn: string; rows: readonly ActionRow[]; more: readonly ActionRow[] }>;
  actions: readonly ActionRow[];
  reds: readonly Readonly<{ rag: string; code: Rag; name: string; count: string; href: string; why: string | null }>[];
  moreReds: number;
  explained: ExplainedPaper;
  waits: readonly Readonly<{ ref: string; href: string; stage: string; waited: string; owner: string; next: string }>[];
  fairness: Readonly<{ table: PaperTable; flag: string | null; fair: string | null }>;
  tables: readonly PaperTable[];
}>;
export type ActionRow = Readonly<{ ref: string; what: string; owner: string; by: string; state: string; code: ActionNow['state']; about: string | null; words: string | null; mark: string | null }>;

export type PaperOf = Readonly<{ report: OpenedReport; reds: RedsOfReport; today: IsoDate; waits: readonly LongestWait[]; names: ReportNames; /** Beside the council's own published figures, and of the faults that are watched, where there are any. */ more: readonly PaperTable[] }>;

const MOST_RED = 6;
const MOST_ACTIONS = 3;
/** Weeks apart of the two sides that are compared: long enough that one week's chance decides nothing. */
const FAIR_OVER = 4;

export function reportPaper({ report, reds: of, today, waits, names, more }: PaperOf): ReportPaper {
  const { week, figures, before, trend, on } = report;
  const headlines = headlinesOf(trend);
  const reds = redItems(figures);
  const explained = explainedPaper(of, names, today);
  const earlier = report.earlierActions.map((action) => actionRow(action, report, names));
  return {
    week,
    title: t.titleOf(week),
    heading: t.heading(shortDay(mondayOf(week)), shortDay(on)),
    asKnown: t.asKnown(longDay(on), report.number),
    ofTeams: report.ofCouncil ? null : t.ofTeams,
    headlines: headlines.map((headline) => headlineShown(week, headline, before === null)),
    changes: changesOf(figures, before?.figures ?? null, (table, row) => `${TABLE_WORDS[table].short}: ${rowName(table, row, names)}`),
    earlier: { asOn: t.actions.asOn(shortDay(report.actionsOn)), rows: earlier, more: earlier.slice(MOST_ACTIONS) },
    actions: report.actions.map((action) => actionRow(action, report, names)),
    reds: reds.slice(0, MOST_RED).map(({ figure, rag, count }) => ({ rag: t.rags[rag], code: rag, name: figureName(figure, names), count: String(count), href: casesOf(week, figure), why: report.ofCouncil ? whyInShort(explained, figure) : null })),
    moreReds: Math.max(0, reds.length - MOST_RED),
    explained,
    waits: waits.map(waitShown),
    fairness: fairnessShown(report),
    tables: [...reportTables(report, headlines, names), ...more],
  };
}

const whyInShort = ({ rows }: ExplainedPaper, figure: FigureName): string | null => {
  const row = rows.find(({ measure }) => measure === measureOf(figure));
  return row === undefined ? null : row.missing === null ? (row.why?.cause ?? null) : t.reds.unexplained;
};

function headlineShown(week: string, headline: Headline, isFirst: boolean): ReportPaper['headlines'][number] {
  const { id, cell, isBetter, figure, trend } = headline;
  return {
    id, value: valueAlone(cell), label: t.headlines[id], change: changeWords(headline, isFirst), tone: isBetter === null ? 'plain' : isBetter ? 'better' : 'worse',
    range: t.trend[trend.standing], isNews: trend.standing === 'outside' || trend.standing === 'run', href: cell.opens === null || cell.value === 0 ? null : casesOf(week, figure),
  };
}

function actionRow(action: ActionNow, { actionsOn }: OpenedReport, names: ReportNames): ActionRow {
  const { ref, what, owner, state, figure, mayMark, marks } = action;
  const last = marks.findLast(({ on }) => on <= actionsOn);
  return { ref, what, owner: owner.name, by: shortDay(byWhen(action, actionsOn)), state: t.actions.states[state], code: state, about: storedFigure(figure, names), words: last?.words ?? null, mark: mayMark ? paths.reportAction(ref) : null };
}

const waitShown = ({ ref, days, stage, owner, next }: LongestWait): ReportPaper['waits'][number] => ({
  ref, href: paths.case(ref), stage: texts.stages[stage], waited: span(days), owner: owner?.name ?? t.waits.nobody, next: next === null ? t.waits.nothing : `${texts.duties[next.code].act}, ${dueWords(next.days)}`,
});

function fairnessShown({ week, figures, trend }: OpenedReport): ReportPaper['fairness'] {
  const other = trend.slice(-FAIR_OVER - 1, -1)[0] ?? null;
  const { grew, leftBehind } = fairnessOf(figures, other?.figures ?? null);
  const value = (table: 'timeliness' | 'stock', row: string, column: string) => {
    const cell = cellOf(figures, table, row, column) ?? { value: null, unit: 'count' as const, opens: null };
    return { text: column === 'mean' || column === 'longest-wait' ? valueAlone(cell) : valueWords(cell), value: cell.value, unit: cell.unit, href: cell.opens === null || cell.value === 0 ? null : casesOf(week, { table, row, column }) };
  };
  const nothing = { text: t.none, value: null, unit: 'weeks' as const, href: null };
  const saidOf = (value: number): string => valueWords({ value, unit: 'percent' });
  const rose = grew.length === 2 ? 'both' : grew[0];
  const flags = [...(rose === undefined ? [] : [t.fairness.flag[rose]]), ...(leftBehind === null ? [] : [t.fairness.leftBehind(saidOf(leftBehind.late), saidOf(leftBehind.due))])];
  const { number, percent, mean, longest } = t.fairness.measures;
  const row = (id: string, name: string, cells: PaperTable['rows'][number]['cells']) => ({ id, name, rag: null, cells });
  return {
    table: {
      id: 'fairness', title: t.fairness.title, short: t.fairness.title, note: null, first: t.fairness.first, columnIds: ['issued', 'waiting'], columns: [t.fairness.issued, t.fairness.waiting], pictures: [], nothing: null,
      rows: [
        row('number', number, [value('timeliness', 'twelve-weeks', 'plans'), value('timeliness', 'waiting', 'plans')]),
        row('percent', percent, [value('timeliness', 'twelve-weeks', 'percent'), value('timeliness', 'waiting', 'percent')]),
        row('mean', mean, [value('timeliness', 'twelve-weeks', 'mean'), value('timeliness', 'waiting', 'mean')]),
        row('longest', longest, [nothing, value('stock', 'all', 'longest-wait')]),
      ],
    },
    flag: flags.length === 0 ? null : flags.join(' '),
    fair: flags.length > 0 ? null : other === null ? t.fairness.first4 : t.fairness.fair(other.week),
  };
}
