import { isoDate } from '../../../domain/dates/iso-date.js';
import { DEFAULT_SETTINGS, normsOf } from '../../../domain/settings.js';
import type { Table } from '../../../domain/weekly-report/cells.js';
import { figuresOf } from '../../../domain/weekly-report/figures.js';
import { counted, type Item, type ItemOf } from '../../../domain/weekly-report/items.js';

export const SUNDAY = isoDate('2026-11-22');

let nth = 0;
/** So many items that are alike. */
export const items = (item: ItemOf, n = 1): Item[] => Array.from({ length: n }, () => ({ ...item, ref: `A-${(nth += 1)}`, team: 'east', subject: null }));

export const figures = (...of: readonly (readonly Item[])[]): readonly Table[] => figuresOf(counted(of.flat()), SUNDAY, normsOf(DEFAULT_SETTINGS));
