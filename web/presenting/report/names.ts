import type { ReportedCase } from '../../../api/report-models.js';
import { isIsoDate } from '../../../domain/dates/iso-date.js';
import type { DutyCode } from '../../../domain/duty-codes.js';
import type { DelayCause } from '../../../domain/settings.js';
import type { Silence } from '../../../domain/weekly-report/items.js';
import type { FigureName } from '../../../domain/weekly-report/headlines.js';
import type { TableId } from '../../../domain/weekly-report/cells.js';
import { days, late, shortDay, span, weeks } from '../../dates.js';
import { paths } from '../../paths.js';
import { texts } from '../../texts.js';
import { causeWords } from '../../words/causes.js';
import { REPORT_WORDS as t, ROW_WORDS, TABLE_WORDS } from '../../words/reports.js';

/** What names rows of a report that are codes: staff by reference, causes as the council words them. */
export type ReportNames = Readonly<{ staff: ReadonlyMap<string, string>; causes: readonly DelayCause[] }>;

export function rowName(table: TableId, row: string, { staff, causes }: ReportNames): string {
  const own = ROW_WORDS[table]?.[row];
  if (own !== undefined) return own;
  if (row === 'all') return t.all;
  if (table === 'loads') return staff.get(row) ?? row;
  if (table === 'causes') return causeWords(causes, row);
  if (isIsoDate(row)) return shortDay(row);
  return wordIn(texts.stages, row) ?? (table === 'advice' ? wordIn(texts.advisers, row) : null) ?? (table === 'exceptions' ? wordIn(texts.grounds, row) : null) ?? dutyName(row) ?? row;
}

const wordIn = (words: Readonly<Record<string, string>>, code: string): string | null => (Object.hasOwn(words, code) ? (words[code] ?? null) : null);
const isDuty = (code: string): code is DutyCode => Object.hasOwn(texts.duties, code);
const dutyName = (code: string): string | null => (isDuty(code) ? texts.duties[code].act : null);

export const columnName = (table: TableId, column: string): string => TABLE_WORDS[table].columns[column] ?? column;

/** `Open assessments, Getting advice: Over 20 weeks` */
export const figureName = ({ table, row, column }: FigureName, names: ReportNames): string => `${TABLE_WORDS[table].short}, ${rowName(table, row, names)}: ${columnName(table, column)}`;

/** The figure a stored action is about, in words; null of the whole report, or of a table no report has any more. */
export function storedFigure(figure: string | null, names: ReportNames): string | null {
  const [table = '', row = '', column = ''] = figure?.split('/') ?? [];
  return isTable(table) ? figureName({ table, row, column }, names) : null;
}

export const isTable = (id: string): id is TableId => Object.hasOwn(TABLE_WORDS, id);

const nothingRecorded = (lasted: string): string => `nothing recorded for ${lasted}`;
/** What its days count from. */
const LASTED: Readonly<Record<Silence, (days: string) => string>> = {
  'no-owner': nothingRecorded, 'owner-left': nothingRecorded, 'no-fact': nothingRecorded,
  'owner-away': (lasted) => `away for ${lasted}`,
  'dead-address': (lasted) => `somebody was to see to it ${lasted} before`,
  'not-acknowledged': (lasted) => `the last day to answer was ${lasted} before`,
  'not-finalised': (lasted) => `the family’s days ended ${lasted} before`,
};

/** Why a case counts, in a sentence: what was counted of it, as it was on the report's day. */
export function reasonOf({ item, subject }: ReportedCase, { causes }: ReportNames): string {
  const act = 'code' in item ? `${texts.duties[item.code].act}${subject === null ? '' : `, ${subject.name}`}` : '';
  switch (item.block) {
    case 'open':
      return `${texts.stages[item.stage]}: waiting ${span(item.days)} since the request`;
    case 'flow':
      return t.cases.ways[item.way];
    case 'owed':
      return `${act}: ${dueWords(item.days)}${item.excused ? ', excused by an exception' : ''}`;
    case 'done':
      return `${act}: done ${whenWords(item.week)}, ${item.outcome === 'in-time' ? 'in time' : item.outcome === 'late' ? 'late' : 'late, excused by an exception'}; it took ${span(item.took)}`;
    case 'held':
      return `A review meeting was held ${whenWords(item.week)}`;
    case 'load':
      return `${texts.stages[item.stage]}: held, ${item.late ? 'and something the law requires is late' : 'nothing the law requires is late'}`;
    case 'exception':
      return `${act}: exception recorded, ${texts.grounds[item.ground].toLowerCase()}; it ${item.qualifies ? 'counts' : 'does not count'} in law`;
    case 'silent':
      return `${texts.stages[item.stage]}: ${(ROW_WORDS.silent?.[item.reason] ?? '').toLowerCase()}; ${LASTED[item.reason](days(item.days))}`;
    case 'cause':
      return `${act}: ${causeWords(causes, item.cause)}, said ${whenWords(item.week)}`;
  }
}

export const dueWords = (from: number): string => (from > 0 ? late(from) : from === 0 ? t.waits.today : t.waits.due(days(-from)));
const whenWords = (week: number): string => (week === 0 ? 'in the report’s week' : week >= 12 ? 'more than 11 weeks before it' : `${weeks(week)} before it`);

/** Where the cases behind a figure stand; of one team, where it is named. */
export const casesOf = (week: string, figure: FigureName & Readonly<{ team?: string }>): string => `${paths.reportCases(week)}?${new URLSearchParams({ ...figure }).toString()}`;
