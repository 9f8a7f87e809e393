import type { FrozenReport } from '../../api/report-models.js';
import { longDay } from '../../domain/dates/said.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { compose } from '../../domain/tell/compose.js';
import type { Composed } from '../../domain/tell/template.js';
import { councilValues, type CouncilDetails } from '../../domain/tell/values.js';
import type { Table, TableId } from '../../domain/weekly-report/cells.js';
import { counted } from '../../domain/weekly-report/changes.js';
import type { OwedRed } from '../../domain/weekly-report/explained.js';
import { cellOf } from '../../domain/weekly-report/figures.js';
import type { Letters } from '../../config/letters.js';

/** What a mail about a report is for: it is there; somebody has not opened it; something red in it waits, or still waits, for whom the mail is to. */
export type ReportOccasion = Readonly<{ report: Pick<FrozenReport, 'week' | 'on' | 'figures'>; readBy: IsoDate }> &
  (Readonly<{ kind: 'report' }> | Readonly<{ kind: 'unread'; unreadBy: readonly string[] }> | Readonly<{ kind: 'red' | 'red-still'; owed: readonly OwedRed[] }>);
export type WriteReport = (occasion: ReportOccasion) => Composed;

type ReportLetters = Pick<Letters, 'staff-report' | 'staff-report-unread' | 'staff-report-red'>;
export const LETTER_OF = { report: 'staff-report', unread: 'staff-report-unread', red: 'staff-report-red', 'red-still': 'staff-report-red' } as const satisfies Record<ReportOccasion['kind'], keyof ReportLetters>;

/** The mail that leads to a report: a few figures and nobody's name but its readers'. */
export const createReportWriter = ({ letters, council, publicUrl }: Readonly<{ letters: ReportLetters; council: CouncilDetails; publicUrl: string }>): WriteReport => (occasion) => {
  const { report, readBy, kind } = occasion;
  const page = `${publicUrl}/reports/${report.week}`;
  const values = { ...councilValues(council), channel: 'email' as const, links: true, week: report.week, readBy: longDay(readBy) };
  if (kind === 'red' || kind === 'red-still') {
    return compose(LETTER_OF[kind], letters[LETTER_OF[kind]], { ...values, redsWait: redsWait(occasion), reds: redsByBlock(occasion.owed), reportPage: `${page}#explained` });
  }
  return compose(LETTER_OF[kind], letters[LETTER_OF[kind]], { ...values, reportedOn: longDay(report.on), headlines: headlines(report.figures), reportPage: page, unreadBy: kind === 'unread' ? occasion.unreadBy.join(', ') : undefined });
};

function redsWait({ readBy, kind, owed }: Extract<ReportOccasion, { kind: 'red' | 'red-still' }>): string {
  const n = counted(owed.length, 'measure', 'measures');
  return kind === 'red'
    ? `you answer for ${n} that ${owed.length === 1 ? 'is red and waits' : 'are red and wait'} for cause and action.`
    : `${n} you answer for ${owed.length === 1 ? 'still waits' : 'still wait'} for cause or action. They were owed by ${longDay(readBy)}.`;
}

/** Blocks of a report that can be red, as a mail names them. */
const BLOCKS_IN_WORDS: Readonly<Partial<Record<TableId, string>>> = {
  limits: 'Assessments against their limits', advice: 'Advice asked of services', orders: 'Tribunal orders, appeals and mediation', reviews: 'Annual reviews', transfers: 'Changes of school phase', silent: 'Cases gone quiet',
};

/** `Annual reviews: 2 measures, the largest of 31`, a line each. */
function redsByBlock(owed: readonly OwedRed[]): string[] {
  const blocks = [...new Set(owed.map(({ red }) => red.figure.table))];
  return blocks.map((block) => {
    const theirs = owed.filter(({ red }) => red.figure.table === block);
    const most = Math.max(...theirs.map(({ red }) => red.count));
    return `${BLOCKS_IN_WORDS[block] ?? block}: ${counted(theirs.length, 'measure', 'measures')}, the largest of ${most}`;
  });
}

/** A few figures in words. */
function headlines(figures: readonly Table[]): string[] {
  const value = (table: string, row: string, column: string): number => cellOf(figures, table, row, column)?.value ?? 0;
  const open = value('stock', 'all', 'open');
  return [
    `${counted(open, 'assessment is', 'assessments are')} open, ${value('stock', 'all', 'over-52')} of them for more than a year.`,
    `${value('advice', 'all', 'late')} of ${counted(value('advice', 'all', 'outstanding'), 'request', 'requests')} for advice ${value('advice', 'all', 'late') === 1 ? 'is' : 'are'} late.`,
    `${counted(value('reviews', 'complete-review', 'late'), 'annual review is', 'annual reviews are')} overdue.`,
  ];
}

