import type { IsoDate } from '../domain/dates/iso-date.js';
import type { Watched } from '../domain/forecast/course.js';

export type ForecastReads = Readonly<{
  /** Every assessment that is open, or into which something was written since a day. Codes and days only: whose they are `reports.named` says. */
  watched: (since: IsoDate) => Promise<readonly Watched[]>;
  /** Another whenever anything was written into an assessment, or one was opened or changed hands between teams. */
  version: () => Promise<string>;
}>;
