import type { Cell } from '../../../domain/weekly-report/cells.js';
import type { Headline } from '../../../domain/weekly-report/headlines.js';
import { days, weeks } from '../../dates.js';
import { REPORT_WORDS as t } from '../../words/reports.js';

/** `12,345`, `31.4` */
export const number = (value: number): string => value.toLocaleString('en-GB', { maximumFractionDigits: 1 });

export const pounds = (amount: number): string => `£${Math.round(amount).toLocaleString('en-GB')}`;

/** A figure where its column says the unit: `12`, `31.4`, `46.2%`; a dash where there is nothing to say. */
export const valueWords = ({ value, unit }: Pick<Cell, 'value' | 'unit'>): string => (value === null ? t.none : unit === 'percent' ? `${number(value)}%` : number(value));

/** A figure that stands alone: `31.4 weeks`, `12 days`. */
export function valueAlone({ value, unit }: Pick<Cell, 'value' | 'unit'>): string {
  if (value === null || unit === 'count' || unit === 'percent') return valueWords({ value, unit });
  if (unit === 'days') return days(value);
  return value === 1 ? weeks(1) : `${number(value)} weeks`;
}

const UNITS: Readonly<Record<Cell['unit'], readonly [string, string]>> = { count: ['', ''], days: [' day', ' days'], weeks: [' week', ' weeks'], percent: [' point', ' points'] };

/** `up 12 on the week before, worse` */
export function changeWords({ change, isBetter, cell }: Headline, isFirst: boolean): string {
  if (change === null) return isFirst ? t.change.first : '';
  if (change === 0) return t.change.none;
  const [one, many] = UNITS[cell.unit];
  const size = Math.abs(change);
  return `${change > 0 ? 'up' : 'down'} ${number(size)}${size === 1 ? one : many}${isBetter === null ? '' : `, ${isBetter ? t.change.better : t.change.worse}`}`;
}
