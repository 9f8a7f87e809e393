import type { RowState } from '../../domain/backlog/verdict.js';
import type { MappingProblem } from '../../domain/backlog/mapping.js';
import type { ImportState } from '../../api/import-models.js';
import type { ExportTable } from '../../api/use-cases/export-tables.js';

const number = (count: number): string => count.toLocaleString('en-GB');

/** Words about the backlog that comes in and all that goes out. */
export const IMPORT_WORDS = {
  title: 'Import and export',
  bring: 'Bring a caseload in',
  intro: 'A CSV or XLSX file with headings in its first row: a plan or an open request in each row. You say what the headings mean, see what would become of every row, and then decide.',
  columnsHelp: 'Columns Duly knows',
  column: 'Heading',
  sen2: 'In the SEN2 extract',
  says: 'What it says',
  file: 'File',
  fileHint: 'CSV or XLSX, up to 25 MB and 100,000 rows',
  source: { label: 'Where does it come from?', hint: 'For example, Capita One. What its headings mean is remembered under this name', missing: 'Enter where the file comes from' },
  team: { label: 'Which team holds the records?', hint: 'For rows that name no team', missing: 'Choose the team that holds records whose row names none' },
  put: 'Put the file in',
  earlier: 'Files put in',
  noFiles: 'No file has been put in yet.',
  states: { read: 'columns to be said', judged: 'dry run done', going: 'coming in', done: 'in' } satisfies Record<ImportState, string>,
  mean: 'What do the headings mean?',
  meanHint: 'Choose “Not brought in” for what is to stay out.',
  notBroughtIn: 'Not brought in',
  judge: 'See what would become of each row',
  problemsOfColumns: {
    twice: (column: string) => `Two headings mean “${column}”: choose one of them`,
    missing: (column: string) => `Choose the heading that means “${column}”: every row needs it`,
    'no-start': () => 'Choose a heading that means “Plan made” or “Request received”: a record starts from one of them',
  } satisfies Record<MappingProblem['code'], (column: string) => string>,
  dryRun: 'What would become of the rows',
  sofar: 'What became of the rows',
  counted: {
    new: 'would come in', in: 'brought in', same: 'known already: nothing changes', repeat: 'stand in the file twice: taken once', changed: 'tell otherwise than Duly holds: left as Duly has them', refused: 'with problems: not brought in', waiting: 'not looked at yet',
  } satisfies Record<RowState | 'waiting', string>,
  late: 'of those brought in were late already on the day they came: they are in the figures from that day',
  armed: (armed: number, open: number) => `${number(armed)} of ${number(open)} open records have their reminders running`,
  go: (rows: number) => `Bring ${number(rows)} ${rows === 1 ? 'row' : 'rows'} in`,
  goHint: 'No letter and no reminder goes out for anything before today.',
  goOn: 'Go on',
  look: 'Look again',
  going: 'The rows are coming in. You may leave this page: it goes on without you.',
  notCarried: { title: 'The rows wait', text: 'Nobody could be found to bring them in. Try again in a minute, or ask whoever runs Duly to run “duly import” with the same file.' },
  done: 'Every good row is in.',
  nothingNew: 'No row of this file would come in.',
  refusedRows: 'Rows with problems',
  download: 'Download them to mend (CSV)',
  downloadHint: 'The same columns and one of why. Mend it and put it in as you did this one.',
  row: (nth: number) => `Row ${nth}`,
  firstOf: (shown: number, all: number) => `The first ${shown} of ${number(all)} are shown. All are in the file.`,
  changedRows: 'Rows that tell otherwise than Duly holds',
  changedHint: 'Duly holds more than the file by now, or the file was wrong. Whoever holds the record changes it there.',
  differs: (columns: readonly string[]) => `Otherwise: ${columns.join(', ')}`,
  openRecord: 'Record',
  out: 'Take everything out',
  outIntro: 'CSV files as of today. They hold personal data of children: keep them as you keep the records. Protected addresses are left out; who takes a file is logged.',
  own: 'Everything',
  sen2Tables: 'The tables of the SEN2 return',
  sen2Hint: 'Modules 1 to 5, in the lower-case names of the extract. Blank is what Duly does not keep: check the specification of the year before submitting.',
  tables: { children: 'Children', people: 'People in their lives', records: 'Records with their facts, to bring in again', facts: 'Facts', duties: 'Duties as of today' } as Readonly<Partial<Record<ExportTable, string>>>,
} as const;
