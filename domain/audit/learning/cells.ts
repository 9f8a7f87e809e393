import type { IsoDate } from '../../dates/iso-date.js';
import { oneDecimal } from '../../one-decimal.js';
import { shareOf, type Agreement, type Share } from '../agreement.js';
import type { Difference } from '../difference.js';
import type { AuditKind, Grade } from '../framework.js';
import type { PanelVoice } from '../panel.js';
import type { ActionEffect } from './effects.js';
import type { RuleFigure } from './rules.js';
import { SMALLEST_FOR_MEAN, type Dimension } from './grades.js';
import type { Mean } from '../student-t.js';

/** What the learning report's tables are made of: figures and codes, which every form it is read in puts into words alike. */

/** What is said in place of a number. */
export type LearningWord = ActionEffect['word'] | RuleFigure['word'];

/**
 * A figure. `of`: what it is a part of; `percent`: of that, from twenty on; `range`: its interval of 95%, in percent where there is a
 * percentage, else in its own unit; `word`: said in place of a number. `audits`: those behind it. Rounded here, so that no form rounds otherwise.
 */
export type LearningCell = Readonly<{
  value: number | null;
  unit: 'count' | 'days' | 'score' | 'steps' | 'agreement' | 'percent' | 'points' | 'word';
  of: number | null;
  percent: number | null;
  range: Readonly<{ from: number; to: number }> | null;
  word: LearningWord | null;
  audits: readonly string[];
}>;

/** What names a row, part by part: codes and the council's own words, never a family's. `number` null: of several versions. */
export type NamePart = Readonly<
  | { kind: 'framework'; of: AuditKind; number: number | null; role: string | null }
  | { kind: 'period'; id: string }
  | { kind: 'trait'; dimension: Dimension; value: string | null }
  | { kind: 'section' | 'criterion'; of: AuditKind; id: string; title: string | null }
  | { kind: 'service' | 'theme'; id: string | null }
  | { kind: 'grade'; grade: Grade }
  | { kind: 'person'; ref: string }
  | { kind: 'audit'; ref: string }
  | { kind: 'words'; text: string }
  | { kind: 'rule'; id: string }
  | { kind: 'voice'; id: PanelVoice }
  | { kind: 'question'; text: string }
  | { kind: 'training'; on: IsoDate | null }
  | { kind: 'said'; code: RowCode }
>;
/** Rows that only the report itself has. */
export type RowCode = 'all' | 'drawn' | 're-audit' | 'double' | 're-mark' | 'asked' | 'findings' | 'actions-open' | 'actions-overdue' | 'actions-done' | 'again' | 'overall' | 'self' | 'best-audit' | 'best-for' | 'family' | 'setting';

/** `id` is unique in its table. */
export type LearningRow = Readonly<{ id: string; name: readonly NamePart[]; cells: readonly LearningCell[] }>;
export type LearningTable = Readonly<{ id: LearningTableId; columns: readonly string[]; rows: readonly LearningRow[]; notes: readonly LearningNote[] }>;
/** What a table leaves out, counted. */
export type LearningNote = Readonly<{ code: 'older-words' | 'not-paired' | 'framework-gone' | 'not-marked' | 're-audit-unpaired' | 'apart' | 'not-shown' | 'lone-officer' | 'all-alike' | 'still-blind'; count: number }>;

export const LEARNING_TABLES = [
  'summary', 'grades', 'sections', 'by-primary-need', 'by-setting', 'by-age-band', 'by-first-or-amended', 'by-service', 'by-team',
  'criteria', 'themes', 'services', 'recurring', 'points', 'actions', 'effects', 're-audits', 'agreement', 'agreement-criteria', 'auditors', 'rules', 'panels', 'feedback', 'exemplars',
] as const;
export type LearningTableId = (typeof LEARNING_TABLES)[number];

const BLANK = { of: null, percent: null, range: null, word: null, audits: [] } as const;

export const plainCell = (value: number | null, unit: LearningCell['unit'], audits: readonly string[] = []): LearningCell => ({ ...BLANK, value, unit, audits });
export const countCell = (audits: readonly string[]): LearningCell => plainCell(audits.length, 'count', audits);
export const wordCell = (word: LearningWord): LearningCell => ({ ...BLANK, value: null, unit: 'word', word });

/** `15 of 20, 75% (53 to 89)`; of a handful `3 of 4`. */
export const shareCell = ({ part, of, percent }: Share, audits: readonly string[] = []): LearningCell => ({
  ...BLANK, value: part, unit: 'count', of, percent: percent === null ? null : tenths(percent.value), range: percent === null ? null : rounded(percent, tenths), audits,
});
export const partCell = (part: number, of: number, audits: readonly string[] = []): LearningCell => shareCell(shareOf(part, of), audits);

/** A mean, with its interval where there is one; of scores nothing of fewer than ten: 45 of one plan beside 91 of two reads like a percentage. Of leans the caller has a floor of its own. */
export const meanCell = (mean: Mean | null, unit: 'score' | 'steps' | 'points', audits: readonly string[] = []): LearningCell => {
  const round = unit === 'steps' ? twoDecimals : tenths;
  if (typeof mean?.mean !== 'number' || (unit === 'score' && mean.of < SMALLEST_FOR_MEAN)) return plainCell(null, unit);
  return { ...BLANK, value: round(mean.mean), unit, range: mean.interval === null ? null : rounded(unit === 'score' ? withinScale(mean.interval) : mean.interval, round), audits };
};

/** No score is below 0 or above 100, whatever a formula that knows of no ends says. */
const withinScale = ({ from, to }: Readonly<{ from: number; to: number }>) => ({ from: Math.max(0, from), to: Math.min(100, to) });

/** An agreement beyond chance; nothing where there is too little for an interval: a number alone would be taken for more than it is. */
export const agreementCell = (agreement: Agreement, audits: readonly string[] = []): LearningCell =>
  agreement.kind === 'unknown' || agreement.interval === null ? plainCell(null, 'agreement') : { ...BLANK, value: twoDecimals(agreement.value), unit: 'agreement', range: rounded(agreement.interval, twoDecimals), audits };

/** In points of a hundred; only where both shares may be said in percent. */
export const differenceCell = (difference: Difference | null, isTold: boolean, audits: readonly string[]): LearningCell =>
  difference === null || !isTold ? plainCell(null, 'points') : { ...BLANK, value: tenths(100 * difference.value), unit: 'points', range: rounded({ from: 100 * difference.from, to: 100 * difference.to }, tenths), audits };

const rounded = ({ from, to }: Readonly<{ from: number; to: number }>, round: (value: number) => number) => ({ from: round(from), to: round(to) });
/** Nothing is less than nothing: -0.04 is 0, not -0. */
const twoDecimals = (value: number): number => Math.round(value * 100) / 100 + 0;
const tenths = (value: number): number => oneDecimal(value) + 0;
