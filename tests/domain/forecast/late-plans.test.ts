import { expect, test } from 'vitest';
import { addDays, isoDate } from '../../../domain/dates/iso-date.js';
import { workingDays } from '../../../domain/dates/working-days.js';
import { COURSE_FACTS, type Watched } from '../../../domain/forecast/course.js';
import { forecastOf } from '../../../domain/forecast/forecast.js';
import { DEFAULT_SETTINGS, NO_CALENDAR, normsOf } from '../../../domain/settings.js';
import { toTheEnd } from '../../../domain/steps.js';
import { figuresOf } from '../../../domain/weekly-report/figures.js';
import { counted } from '../../../domain/weekly-report/items.js';
import { itemsOf } from '../../../domain/weekly-report/items-of-record.js';
import { latePlansIn } from '../../../domain/weekly-report/late-plans.js';
import { assessment, written, type Told } from './council.js';

/** The director's chart and the number beside it: how many plans are late on a day, by the report and by the forecast. */

const SUNDAY = isoDate('2026-11-22');
const terms = { settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR, norms: normsOf(DEFAULT_SETTINGS), roleOf: () => null, leftOn: () => null, settingsOn: () => DEFAULT_SETTINGS, uncoveredSince: () => null };
const inReport = (records: readonly Watched[]): number =>
  latePlansIn(figuresOf(counted(records.flatMap((record) => itemsOf({ ...record, process: 'assessment', firstOwner: null, importedOn: null, causes: [], escalated: [], unreached: [] }, SUNDAY, terms))), SUNDAY, terms.norms));
const inForecast = (records: readonly Watched[]): number => {
  const read = records.map((record) => ({ ...record, facts: record.facts.filter(({ type }) => COURSE_FACTS.includes(type)) }));
  return toTheEnd(forecastOf(read, { today: SUNDAY, working: workingDays(), isAsked: () => true, seed: 'late' })).expected.lateNow;
};

const day = isoDate;
const ASKED: Told = { type: 'request-received', on: day('2026-01-05'), by: 'parent' };
const AGREED: Told = { type: 'assessment-agreed', on: day('2026-02-09') };
const REFUSED: Told = { type: 'assessment-refused', on: day('2026-02-09') };
const NOT_ISSUED: Told[] = [AGREED, { type: 'issue-refused', on: day('2026-04-20') }];
const ORDERED: Told = { type: 'tribunal-order', on: day('2026-06-01'), order: 'assess' };
const CONCEDED: Told = { type: 'appeal-conceded', on: day('2026-06-01'), what: 'assess' };
const DRAFT: Told = { type: 'draft-plan-sent', on: day('2026-09-07'), servedOn: day('2026-09-07') };
const later = (type: 'assessment-agreed' | 'issue-agreed', on: string): Told => ({ type, on: day(on) });

test.each<{ story: string; told: readonly Told[]; late: number }>([
  { story: 'going on past its twenty weeks', told: [AGREED], late: 1 },
  { story: 'refused', told: [REFUSED], late: 0 },
  { story: 'opened again by an order', told: [REFUSED, ORDERED], late: 0 },
  { story: 'by an order, and drafted since', told: [REFUSED, ORDERED, later('assessment-agreed', '2026-06-10'), later('issue-agreed', '2026-08-24'), DRAFT], late: 0 },
  { story: 'by an agreement in mediation', told: [REFUSED, { type: 'mediation-agreed', on: day('2026-05-04'), what: 'assess', party: 'authority' }, later('assessment-agreed', '2026-05-11')], late: 0 },
  { story: 'conceded, and nothing since', told: [REFUSED, CONCEDED], late: 1 },
  { story: 'conceded, and assessed since', told: [REFUSED, CONCEDED, later('assessment-agreed', '2026-06-10')], late: 1 },
  { story: 'no plan, conceded', told: [...NOT_ISSUED, { type: 'appeal-conceded', on: day('2026-06-01'), what: 'make-plan' }], late: 1 },
  { story: 'conceded, then ordered', told: [REFUSED, CONCEDED, { ...ORDERED, on: day('2026-07-06') }], late: 0 },
  { story: 'withdrawn', told: [AGREED, { type: 'request-withdrawn', on: day('2026-03-02') }], late: 0 },
])('$story: the report and the forecast count $late', ({ told, late }) => {
  const records = [written('A-1', [ASKED, ...told])];
  expect([inReport(records), inForecast(records)]).toEqual([late, late]);
});

test('of two years of requests the two count the same', () => {
  const records = Array.from({ length: 300 }, (_, i) => assessment(`A-${i}`, addDays(SUNDAY, -1 - Math.floor((i * 700) / 300)), SUNDAY, `late ${i}`));
  expect(inForecast(records)).toBe(inReport(records));
  expect(inReport(records)).toBeGreaterThan(3);
});
