import type { LearningRead } from '../../../api/use-cases/audit-learning.js';
import { GRADES } from '../../../domain/audit/framework.js';
import type { LearningCell, LearningRow } from '../../../domain/audit/learning/cells.js';
import { monthOf } from '../../../domain/dates/iso-month.js';
import { paths } from '../../paths.js';
import { GRADE_WORDS } from '../../words/audits.js';
import { LEARNING_WORDS } from '../../words/learning.js';
import { periodWords, rowWords } from '../learning/paper.js';
import type { PaperRow, PaperTable } from './tables.js';
import { valueWords } from './values.js';

const t = LEARNING_WORDS.weekly;
const STANDING = ['actions-open', 'actions-overdue'] as const;
const NOW = 0;

/** Quality audits as a block of the weekly report: grades of the last month that has any, version by version, and how actions stand. */
export function auditsTable(read: LearningRead | null): PaperTable | null {
  if (read === null) return null;
  const { period, on, tables, names } = read;
  const grades = tables.find(({ id }) => id === 'grades');
  const summary = tables.find(({ id }) => id === 'summary');
  const row = (id: string, name: string, cell: LearningCell | undefined, month: string): PaperRow => {
    const value = cell?.value ?? 0;
    return { id, name, rag: null, cells: [{ text: valueWords({ value, unit: 'count' }), value, unit: 'count', href: value === 0 ? null : `${paths.auditBoard}?month=${month}` }] };
  };
  const ofMonth = (grades?.rows ?? []).filter(isOf(period.id));
  return {
    id: 'audits', title: t.title, short: t.title, note: [t.note(periodWords(period.id)), ...tables.flatMap(({ id, notes }) => (id === 'summary' ? notes : [])).map(({ code, count }) => LEARNING_WORDS.notes[code](count))].join(' '), first: t.first, columnIds: ['count'], columns: [t.count], pictures: [], nothing: null, opens: t.opens,
    rows: [
      ...ofMonth.flatMap((own) => [...GRADES].reverse().map((grade) => row(`${own.id}/${grade}`, `${rowWords(own.name, names)}: ${GRADE_WORDS[grade]}`, own.cells[grades?.columns.indexOf(grade) ?? NOW], period.id))),
      ...STANDING.map((code) => row(code, LEARNING_WORDS.rows[code], summary?.rows.find(({ id }) => id === code)?.cells[NOW], monthOf(on))),
    ],
  };
}

const isOf = (month: string) => ({ name }: LearningRow): boolean => name.some((part) => part.kind === 'period' && part.id === month);
