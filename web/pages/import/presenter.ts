import { ROWS_SHOWN, type ImportView } from '../../../api/use-cases/imports.js';
import { COLUMN_CODES, COLUMNS } from '../../../domain/backlog/columns.js';
import { paths } from '../../paths.js';
import { IMPORT_WORDS as t } from '../../words/import.js';

const COUNTED = ['new', 'in', 'same', 'repeat', 'changed', 'refused', 'waiting'] as const;
const number = (count: number): string => count.toLocaleString('en-GB');

/** @param said what was chosen for each heading, where that was refused; null: as the file has it */
export function presentImport({ file, counts, refused, changed }: ImportView, said: readonly string[] | null) {
  const isOpen = file.state === 'read' || file.state === 'judged';
  return {
    heading: file.fileName,
    source: file.source,
    team: file.team.name,
    columns: isOpen ? columnsOf(file, said) : null,
    columnsAction: paths.importColumns(file.ref),
    isJudged: file.state !== 'read',
    counts: COUNTED.filter((state) => counts[state] > 0).map((state) => ({ count: number(counts[state]), text: t.counted[state] })),
    countsHeading: isOpen ? t.dryRun : t.sofar,
    late: counts.late > 0 ? number(counts.late) : null,
    armed: counts.open > 0 ? t.armed(counts.armed, counts.open) : null,
    goAction: paths.importGo(file.ref),
    go: file.state === 'judged' && counts.new > 0 ? t.go(counts.new) : null,
    isNothingNew: file.state === 'judged' && counts.new === 0,
    progress: file.state === 'going' ? { done: counts.in, of: counts.in + counts.new } : null,
    look: paths.importFile(file.ref),
    isDone: file.state === 'done',
    refused: {
      rows: refused.map(({ number: nth, problems }) => ({ title: t.row(nth), problems: problems.map(({ column, why, remedy }) => ({ column, text: `${why}. ${remedy}` })) })),
      download: paths.importProblems(file.ref),
      cut: counts.refused > ROWS_SHOWN ? t.firstOf(ROWS_SHOWN, counts.refused) : null,
    },
    changed: {
      rows: changed.map(({ number: nth, recordRef, differs }) => ({ title: t.row(nth), record: recordRef, text: t.differs(differs) })),
      cut: counts.changed > ROWS_SHOWN ? t.firstOf(ROWS_SHOWN, counts.changed) : null,
    },
  };
}

function columnsOf({ header, mapping }: ImportView['file'], said: readonly string[] | null) {
  return header.map((heading, at) => {
    const chosen = said?.[at] ?? mapping[at] ?? '';
    return { id: `column-${at}`, heading, choices: COLUMN_CODES.map((code) => ({ value: code, text: COLUMNS[code].heading, chosen: code === chosen })) };
  });
}
