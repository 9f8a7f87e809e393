import { oneDecimal } from '../one-decimal.js';

/**
 * What the Department for Education publishes of each council that a report counts in the same way: percentages of a calendar year.
 * @source needs.md section 5, Timeliness: "DfE's own columns"
 */
export const PUBLISHED_MEASURES = ['in-20-weeks', 'in-20-weeks-without-exceptions', 'decide-to-assess'] as const;
export type PublishedMeasure = (typeof PUBLISHED_MEASURES)[number];
export type Percentages = Readonly<Partial<Record<PublishedMeasure, number | undefined>>>;

/** Published figures as a council's settings give them, with where they stand. */
export type PublishedFigures = Readonly<{
  source: string;
  /** The calendar year they are of. */
  year: number;
  /** The council's own. */
  council: Percentages;
  /** Of each of its statistical neighbours. */
  neighbours: readonly Readonly<{ name: string; figures: Percentages }>[];
}>;

/** How a measure lies among several councils, in percent; `councils`: how many published it. */
export type Spread = Readonly<{ median: number; lowest: number; highest: number; councils: number }>;

/** @returns null where no neighbour has a figure of it */
export function spreadOf(measure: PublishedMeasure, { neighbours }: Pick<PublishedFigures, 'neighbours'>): Spread | null {
  const values = neighbours.flatMap(({ figures }) => figures[measure] ?? []).sort((a, b) => a - b);
  const [lowest, highest] = [values[0], values.at(-1)];
  if (lowest === undefined || highest === undefined) return null;
  const middle = [values[Math.floor((values.length - 1) / 2)] ?? lowest, values[Math.ceil((values.length - 1) / 2)] ?? highest];
  return { median: oneDecimal(((middle[0] ?? 0) + (middle[1] ?? 0)) / 2), lowest, highest, councils: values.length };
}
