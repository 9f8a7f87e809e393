import type { LearningRead } from '../../../api/use-cases/audit-learning.js';
import { GRADES } from '../../../domain/audit/framework.js';
import type { LearningPeriod } from '../../../domain/audit/learning-report.js';
import type { LearningCell, LearningRow, LearningTable, NamePart } from '../../../domain/audit/learning/cells.js';
import { isIsoMonth } from '../../../domain/dates/iso-month.js';
import { isIsoQuarter } from '../../../domain/dates/quarter.js';
import { isoDate, monthNumber, yearNumber } from '../../../domain/dates/iso-date.js';
import { monthName, shortDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { stackedBars, type Bar } from '../report/pictures.js';
import { texts } from '../../texts.js';
import { AUDITED_SERVICE_WORDS, PANEL_VOICE_WORDS, THEME_WORDS } from '../../words/audits.js';
import { LEARNING_TABLE_WORDS, LEARNING_WORDS as t } from '../../words/learning.js';

/** The learning report as it is read: the same words and numbers on the page, on paper, in the workbook and in the CSV. */

export type LearningPaperCell = LearningCell & Readonly<{ text: string; href: string | null }>;
export type LearningPaperTable = Readonly<{
  id: string; title: string; short: string; note: string; first: string; columnIds: readonly string[]; columns: readonly string[];
  rows: readonly Readonly<{ id: string; name: string; rag: null; cells: readonly LearningPaperCell[] }>[];
  pictures: readonly string[]; nothing: string | null; opens: string;
}>;
export type LearningPaper = Readonly<{ title: string; heading: string; period: string; asKnown: string; isBoard: boolean; isEmpty: boolean; tables: readonly LearningPaperTable[] }>;

export function learningPaper({ period, on, tables, names }: LearningRead): LearningPaper {
  const words = period.kind === 'quarter' ? t.learning : t.board;
  return { title: words.title, heading: periodWords(period.id), period: period.id, asKnown: t.known(shortDay(on)), isBoard: period.kind === 'month', isEmpty: tables.every(({ id, rows }) => id === 'summary' || rows.length === 0), tables: tables.map((table) => tableShown(period, table, names)) };
}

/** `October to December 2026`, `November 2026` */
export function periodWords(id: string): string {
  if (isIsoQuarter(id)) {
    const first = (Number(id.slice(-1)) - 1) * 3 + 1;
    return `${monthName(first)} to ${monthName(first + 2)} ${id.slice(0, 4)}`;
  }
  if (!isIsoMonth(id)) return id;
  const first = isoDate(`${id}-01`);
  return `${monthName(monthNumber(first))} ${yearNumber(first)}`;
}

type Names = ReadonlyMap<string, string>;

function tableShown(period: LearningPeriod, table: LearningTable, names: Names): LearningPaperTable {
  const { id, columns, rows, notes } = table;
  const { title, short, note, first, columns: heads } = LEARNING_TABLE_WORDS[id];
  const common = commonFramework(rows);
  const shown = rows.map((row) => ({
    id: row.id,
    name: rowWords(row.name.filter((part) => common === null || part.kind !== 'framework'), names),
    rag: null,
    cells: row.cells.map((cell, i) => ({ ...cell, text: cellWords(cell), href: cell.audits.length === 0 ? null : behind(period, id, row.id, columns[i] ?? '') })),
  }));
  return {
    id, title, short, first, columnIds: columns, columns: columns.map((column) => heads[column] ?? column), rows: shown, opens: t.opens,
    note: [note, ...(common === null ? [] : [t.allBy(partWords(common, names))]), ...notes.map(({ code, count }) => t.notes[code](count))].join(' '),
    pictures: id === 'grades' && rows.length > 0 ? [gradeBars(rows, shown.map(({ name }) => name))] : [],
    nothing: rows.length === 0 ? t.nothing : null,
  };
}

/** What names a row, in one breath: `Plans, version 2: November 2026`. */
export const rowWords = (name: LearningRow['name'], names: Names): string =>
  name.map((part) => partWords(part, names)).reduce((said, next) => `${said}${/[?.]$/.test(said) ? ' ' : ': '}${next}`).replace(/^./, (letter) => letter.toUpperCase());

/** Where all rows are of one framework version it is said once. */
function commonFramework(rows: readonly LearningRow[]): NamePart | null {
  const parts = rows.map(({ name }) => name.find(({ kind }) => kind === 'framework') ?? null);
  const [first = null] = parts;
  return first !== null && parts.every((part) => JSON.stringify(part) === JSON.stringify(first)) && rows.every(({ name }) => name.length > 1) ? first : null;
}

const behind = (period: LearningPeriod, table: string, row: string, column: string): string => `${paths.auditsBehind}?${new URLSearchParams({ period: period.id, table, row, column }).toString()}`;

function partWords(part: NamePart, names: Names): string {
  switch (part.kind) {
    case 'framework': {
      const kind = part.role === null ? t.kinds[part.of].many : `${t.kinds[part.of].many} (${wordIn(texts.advisers, part.role) ?? part.role})`;
      return t.version(kind, part.number);
    }
    case 'period':
      return periodWords(part.id);
    case 'trait':
      return part.value === null ? t.notKnown : `${t.traits[part.dimension]}${names.get(part.value) ?? wordIn(t.traitValues, part.value) ?? part.value.replaceAll('-', ' ')}`;
    case 'section':
    case 'criterion':
      return part.title ?? part.id;
    case 'service':
      return part.id === null ? t.nobody : (wordIn(AUDITED_SERVICE_WORDS, part.id) ?? part.id);
    case 'theme':
      return part.id === null ? t.noTheme : (wordIn(THEME_WORDS, part.id) ?? part.id);
    case 'grade':
      return t.grades[part.grade];
    case 'person':
      return names.get(part.ref) ?? part.ref;
    case 'audit':
      return part.ref;
    case 'words':
    case 'question':
      return part.text;
    case 'voice':
      return PANEL_VOICE_WORDS[part.id];
    case 'rule':
      return part.id.replaceAll('-', ' ');
    case 'training':
      return part.on === null ? t.point.noTraining : t.point.training(shortDay(part.on));
    case 'said':
      return t.rows[part.code];
  }
}

const wordIn = (words: Readonly<Record<string, string>>, code: string): string | null => (Object.hasOwn(words, code) ? (words[code] ?? null) : null);

/** `12`, `15 of 20, 75% (53 to 89)`, `82.4 (79.1 to 85.6)`, `0.62`; a dash where there is nothing to say. */
export function cellWords({ value, unit, of, percent, range, word }: LearningCell): string {
  if (word !== null) return t.said[word];
  if (value === null) return t.none;
  const said = unit === 'points' || unit === 'steps' ? signed(value) : number(value);
  const interval = range === null ? '' : ` (${t.range(number(range.from), number(range.to))})`;
  if (of === null) return `${said}${interval}`;
  return `${t.of(said, number(of))}${percent === null ? '' : `, ${number(percent)}%${interval}`}`;
}

const number = (value: number): string => value.toLocaleString('en-GB', { maximumFractionDigits: 2 }).replace('-', '−');
const signed = (value: number): string => (value > 0 ? `+${number(value)}` : number(value));

const COLOURS = ['#1d70b8', '#00583d', '#b58900', '#b3261e'] as const;

function gradeBars(rows: readonly LearningRow[], names: readonly string[]): string {
  const best = [...GRADES].reverse();
  const bars = rows.map((row, i): Bar => ({ name: names[i] ?? '', counts: best.map((_, grade) => row.cells[grade + 1]?.value ?? 0) }));
  return stackedBars({ id: 'chart-grades', title: LEARNING_TABLE_WORDS.grades.title, description: t.picture }, best.map((grade, i) => ({ name: t.grades[grade], colour: COLOURS[i] ?? '#0b0c0c' })), bars);
}

/** A figure in words, for the head of its audits: `What is done worst, Is …: Not met`. */
export function figureWords(paper: LearningPaper, figure: Readonly<{ table: string; row: string; column: string }>): string {
  const table = paper.tables.find(({ id }) => id === figure.table);
  const row = table?.rows.find(({ id }) => id === figure.row);
  return `${row?.name ?? ''}: ${table?.columns[table.columnIds.indexOf(figure.column)] ?? ''}`;
}
