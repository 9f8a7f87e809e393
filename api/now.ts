import type { IsoDate } from '../domain/dates/iso-date.js';
import { instantOf, londonDay, type Instant } from '../domain/dates/london.js';
import type { Clock } from './ports.js';

/** This moment, by the one clock that everything goes by. */
export const nowOf = ({ clock }: Readonly<{ clock: Clock }>): Instant => instantOf(clock.now());

/** Today in England, by that clock. */
export const todayOf = (deps: Readonly<{ clock: Clock }>): IsoDate => londonDay(nowOf(deps));
