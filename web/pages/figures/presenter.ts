import type { Figure, Figures } from '../../../api/read-models.js';
import { paths } from '../../paths.js';
import { texts } from '../../texts.js';
import { ASSESSMENT_STAGES } from '../../words/stages.js';

export type Cell = Readonly<{ count: number; href: string; about: string }>;
export type FigureRow = Readonly<{ stage: string; open: Cell; late: Cell }>;

/** `late`: with a statutory duty of the council overdue and undone; the rest are open and in time. */
type Code = 'open' | 'late';

/** A row for each stage that has cases, in the order a case goes, and one for all of them. */
export function figureRows({ figures }: Figures): { rows: readonly FigureRow[]; total: FigureRow } {
  const stages = [...ASSESSMENT_STAGES, ...figures.map(({ stage }) => stage)].filter(
    (stage, i, all) => stage !== null && all.indexOf(stage) === i,
  );
  const rows = stages.flatMap((stage) => {
    const about = texts.stages[stage ?? 'unknown'];
    const row = {
      stage: about,
      open: cellOf(casesOf(figures, 'open', stage), 'open', stage, about),
      late: cellOf(casesOf(figures, 'late', stage), 'late', stage, about),
    };
    return row.open.count === 0 ? [] : [row];
  });
  const all = texts.figures.all;
  return {
    rows,
    total: {
      stage: all,
      open: cellOf(casesOf(figures, 'open', null), 'open', null, all),
      late: cellOf(casesOf(figures, 'late', null), 'late', null, all),
    },
  };
}

/** The cases behind a number; null when none was opened. */
export function openedFigure(
  { figures }: Figures,
  code: string,
  stage: string,
): { heading: string; cases: readonly string[] } | null {
  if (code !== 'open' && code !== 'late') return null;
  const found = figures.map((figure) => figure.stage).find((one) => one === stage) ?? null;
  const about = found === null ? texts.figures.all : texts.stages[found];
  return { heading: `${texts.figures[code]}: ${about}`, cases: casesOf(figures, code, found) };
}

/** @param stage null: of all stages */
const casesOf = (figures: readonly Figure[], code: Code, stage: Figure['stage']): readonly string[] => [
  ...new Set(
    figures
      .filter((figure) => figure.code === code && (stage === null || figure.stage === stage))
      .flatMap(({ cases }) => cases),
  ),
];

const cellOf = (cases: readonly string[], code: Code, stage: Figure['stage'], about: string): Cell => ({
  count: cases.length,
  href: `${paths.figures}?${new URLSearchParams({ open: code, ...(stage === null ? {} : { stage }) }).toString()}#cases`,
  about: `${texts.figures[code].toLowerCase()}, ${about.toLowerCase()}`,
});
