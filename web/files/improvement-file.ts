import writeXlsxFile, { type Cell, type SheetData } from 'write-excel-file/node';
import type { FileContent } from '../../api/document-models.js';
import { notFound } from '../../api/errors.js';
import { csv, type CsvValue } from '../../api/sheets/write-csv.js';
import type { PackShown } from '../presenting/improvement/pack.js';
import type { PriorityShown } from '../presenting/improvement/plan.js';
import type { Site } from '../site.js';
import { IMPROVEMENT_WORDS as t } from '../words/improvement.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * A pack for the board to take away. @param kind `pdf`, `xlsx` or `csv`
 * @throws AppError `not-found` for another kind, and for a PDF where none can be drawn
 */
export async function packFile({ render, drawPdf }: Pick<Site, 'render' | 'drawPdf'>, pack: PackShown, kind: string, council: string): Promise<FileContent> {
  const name = `improvement-plan-pack-${pack.number}`;
  if (kind === 'csv') return { name: `${name}.csv`, mediaType: 'text/csv; charset=utf-8', content: Buffer.from(packCsv(pack)) };
  if (kind === 'xlsx') return { name: `${name}.xlsx`, mediaType: XLSX, content: await workbook(pack, council) };
  if (kind !== 'pdf' || drawPdf === null) throw notFound();
  return { name: `${name}.pdf`, mediaType: 'application/pdf', content: await drawPdf(render('pages/improvement/paper.njk', { pack, words: t, council })) };
}

const CSV_HEAD = ['priority', 'priority_words', 'measure', 'figure', 'figure_words', 'of_whom', 'week', 'as_known_on', 'value', 'counted', 'of', 'unit', 'baseline', 'target', 'target_by', 'status_from_figures', 'status_claimed', 'measured_until'];

/** A week of a measure a row. A percentage of fewer than 20 has no value: `counted` of `of` stand in its place; of a mean of fewer than 10, `of` alone. `measured_until`: the day a measure was ended, which counts in no status since. */
const packCsv = ({ plan }: PackShown): string =>
  csv(
    CSV_HEAD,
    plan.priorities.flatMap((priority) =>
      priority.measures.flatMap(({ number, figure, name, of, values, unit, numbers, byOn, status, endedOn }) =>
        values.map((one): CsvValue[] => [
          priority.ref, priority.title, number, figure, name, of, one.week, one.on, one.value, one.part, one.of, unit, numbers.baseline, numbers.target, byOn, status.words, priority.claimed.words, endedOn,
        ]),
      ),
    ),
  );

/** An empty text is an empty cell: a text cell must hold something. */
const text = (value: string): Cell => (value === '' ? null : { value, type: String, wrap: true });
const bold = (value: string): Cell => (value === '' ? null : { value, type: String, fontWeight: 'bold', wrap: true });
const amount = (value: number | null): Cell => (value === null ? null : { value, type: Number });

/** A sheet a part. Every text is a cell of text, which no spreadsheet runs as a formula. */
async function workbook({ title, made, hash, plan }: PackShown, council: string): Promise<Buffer> {
  const { columns, pack: { sheets, note }, measure: m, milestone } = t;
  const of = <Row>(rows: (priority: PriorityShown) => readonly Row[], cells: (row: Row) => readonly Cell[]): SheetData => plan.priorities.flatMap((priority) => rows(priority).map((row) => [text(priority.title), ...cells(row)]));
  const wide = (...widths: readonly number[]): { width: number }[] => widths.map((width) => ({ width }));
  const overview: SheetData = [
    [bold(title)], [text(council)], [text(plan.asKnown)], [text(made)], [text(hash)], [],
    ...plan.sums.map(({ label, count }) => [text(label), amount(count)]), [],
    [columns.priority, columns.leads, columns.computed, columns.claimed, columns.overdue, t.parts.signOff, t.about.from].map(bold),
    ...plan.priorities.map((one) => [text(one.title), text(one.leads), text(one.computed.words), text([one.claimed.words, one.claim ?? '', one.atOdds ?? ''].filter((words) => words !== '').join('. ')), amount(one.overdue), text(one.signed), text(`${one.origin}: ${one.source}`)]),
    [], [text(note)],
  ];
  const measures: SheetData = [
    [columns.priority, m.figure, m.baseline, m.target, m.by, m.latest, m.expected, m.status, m.week, t.parts.status].map(bold),
    ...of(({ measures: all }) => all, (one) => [text(one.name), amount(one.numbers.baseline), amount(one.numbers.target), text(one.byOn), one.numbers.latest === null ? text(one.latest) : amount(one.numbers.latest), amount(one.numbers.expected), text(one.status.words), text(one.week ?? ''), text([one.because, ...one.changes].join(' '))]),
  ];
  const values: SheetData = [
    [columns.priority, m.figure, m.week, m.value, m.of].map(bold),
    ...of(({ measures: all }) => all.flatMap(({ name, values: weeks }) => weeks.map((week) => ({ name, week }))), ({ name, week }) => [text(name), text(week.week), week.value === null ? text(week.text) : amount(week.value), amount(week.of)]),
  ];
  const milestones: SheetData = [
    [columns.priority, milestone.columns.what, milestone.columns.owner, milestone.columns.due, milestone.columns.state, milestone.columns.shown, milestone.columns.done].map(bold),
    ...of(({ milestones: all }) => all, (one) => [text(one.what), text(one.owner), text(one.dueOn), text(one.state.words), text(one.shownBy), text([...one.changes, one.became ?? ''].join(' ').trim())]),
  ];
  const highlights: SheetData = [
    [columns.priority, t.field.month.said, ...Object.values(t.highlights.parts)].map(bold),
    ...of(({ highlights: all }) => all, (one) => [text(one.month), ...Object.values(t.highlights.parts).map((part) => text(one.parts.find((said) => said.title === part)?.words ?? ''))]),
  ];
  const evidence: SheetData = [[columns.priority, t.parts.evidence, t.field.about.said, t.field.shows.said].map(bold), ...of(({ evidence: all }) => all, (one) => [text(one.name), text(one.about), text(one.of ?? '')])];
  return writeXlsxFile([
    { sheet: sheets.plan, data: overview, columns: wide(44, 34, 16, 50, 12, 40, 50) },
    { sheet: sheets.measures, data: measures, columns: wide(36, 44, 12, 12, 12, 12, 12, 14, 12, 80) },
    { sheet: sheets.values, data: values, columns: wide(36, 44, 12, 14, 10) },
    { sheet: sheets.milestones, data: milestones, columns: wide(36, 50, 26, 14, 12, 44, 60) },
    { sheet: sheets.highlights, data: highlights, columns: wide(36, 12, 40, 40, 40, 40, 40, 40) },
    { sheet: sheets.evidence, data: evidence, columns: wide(36, 40, 50, 44) },
  ]).toBuffer();
}
