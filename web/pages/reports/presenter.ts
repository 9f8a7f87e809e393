import type { RecordedSince, ReportName } from '../../../api/report-models.js';
import type { OpenedReport } from '../../../api/use-cases/report-readers.js';
import { mondayOf } from '../../../domain/dates/iso-week.js';
import { londonDay } from '../../../domain/dates/london.js';
import { longTime, shortDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { texts } from '../../texts.js';
import { REPORT_WORDS as t } from '../../words/reports.js';

const reportLink = ({ week, number, on }: ReportName) => ({ week, number, href: paths.report(week), span: t.heading(shortDay(mondayOf(week)), shortDay(on)) });

/** The latest by itself, then the others by year. */
export function listShown(reports: readonly ReportName[]) {
  const [latest, ...others] = reports.map(reportLink);
  return { latest: latest ?? null, others };
}

export const readersShown = ({ readings }: Pick<OpenedReport, 'readings'>) =>
  readings.map(({ reader, openedAt, acknowledgedAt }) => ({ name: reader.name, opened: longTime(openedAt), acknowledged: acknowledgedAt === null ? null : longTime(acknowledgedAt) }));

export const sinceShown = (since: readonly RecordedSince[]) =>
  since.map(({ caseRef, type, on, recordedAt }) => ({ ref: caseRef, href: paths.case(caseRef), what: factWords(type), on: shortDay(on), recorded: shortDay(londonDay(recordedAt)) }));

const isFact = (type: string): type is keyof typeof texts.facts => Object.hasOwn(texts.facts, type);
const factWords = (type: string): string => (isFact(type) ? texts.facts[type].told : type);
