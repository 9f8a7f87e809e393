import type { Fault, Step } from '../domain/cohort.js';
import type { IsoDate } from '../domain/dates/iso-date.js';
import type { Instant } from '../domain/dates/london.js';
import type { Named } from './read-models.js';

/** A fault kept as a standing control. `found`: records it had hit when it was opened, of the whole council. */
export type CohortControl = Readonly<{
  ref: string; what: string; fault: Fault; setting: Named | null; found: number; openedBy: Named; openedAt: Instant;
  closed: Readonly<{ by: Named; at: Instant; because: string }> | null;
}>;

export type Cohorts = Readonly<{
  /** Steps that may belong to the cohort of a fault, as known at the end of a day: those late on some day of it. */
  steps: (fault: Fault, day: IsoDate) => Promise<readonly Step[]>;
  /** Newest first. */
  all: () => Promise<readonly CohortControl[]>;
  open: (control: Readonly<{ ref: string; what: string; fault: Fault; found: number; by: string; at: Instant }>) => Promise<void>;
  /** @returns false where it was closed already */
  close: (closing: Readonly<{ ref: string; because: string; by: string; at: Instant }>) => Promise<boolean>;
  /** A setting by its reference, or those whose name holds some words. */
  settings: (named: Readonly<{ ref: string } | { name: string }>) => Promise<readonly Named[]>;
}>;
