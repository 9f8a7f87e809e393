import type { z } from 'zod';
import type { IsoDate } from '../dates/iso-date.js';
import type { anyFact, GROUNDS, ORDER_KINDS, plainFact, TRANSFER_KINDS, ADVISER_ROLES } from './schema.js';

/** A fact as the outside tells it: id and day may still be missing. */
export type ToldFact = z.output<typeof anyFact>;
export type ToldPlainFact = z.output<typeof plainFact>;
export type FactType = ToldFact['type'];

/** What receipt and service rules add to a told fact (law.md section 5). */
type Dated = { readonly id: string; readonly on: IsoDate };

/** A fact with its id and the day that counts in law. Never edited; only corrected by another. */
export type Fact<T extends FactType = FactType> = Readonly<Extract<ToldFact, { type: T }>> & Dated;

export type Ground = (typeof GROUNDS)[number];
export type OrderKind = (typeof ORDER_KINDS)[number];
export type TransferKind = (typeof TRANSFER_KINDS)[number];
export type AdviserRole = (typeof ADVISER_ROLES)[number];
