import type { IsoDate } from '../dates/iso-date.js';
import { longDay } from '../dates/said.js';

/** A day as a letter says it; nothing where there is none. */
export const said = (on: IsoDate | null | undefined): string | undefined => (on ? longDay(on) : undefined);

/** What is not known stays out, so that a letter that needs it cannot be composed. */
export const defined = <K extends string>(values: Readonly<Partial<Record<K, string | undefined>>>): Readonly<Partial<Record<K, string>>> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Record<K, string>>;
