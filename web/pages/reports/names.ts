import type { FrozenReport } from '../../../api/report-models.js';
import { causesOn } from '../../../api/use-cases/delay-causes.js';
import { londonDay } from '../../../domain/dates/london.js';
import { NOBODY } from '../../../domain/weekly-report/figures-of-work.js';
import type { ReportNames } from '../../presenting/report/names.js';
import type { Site } from '../../site.js';

/** Names of the staff whose caseloads stand in a report, and the council's words for causes on the day it was made. */
export async function namesFor({ useCases }: Pick<Site, 'useCases'>, { figures, madeAt }: Pick<FrozenReport, 'figures' | 'madeAt'>): Promise<ReportNames> {
  const refs = figures.find(({ id }) => id === 'loads')?.rows.map(({ id }) => id).filter((id) => id !== NOBODY) ?? [];
  return { staff: await useCases.reportReaders.names(refs), causes: causesOn(useCases, londonDay(madeAt)) };
}
