import { markAction, setAction } from '../../api/use-cases/report-readers.js';
import { addDays, daysBetween, weekday, type IsoDate } from '../../domain/dates/iso-date.js';
import { addIsoWeeks, isoWeek, sundayOf } from '../../domain/dates/iso-week.js';
import type { ActionOutcome } from '../../domain/weekly-report/actions.js';
import { createReportReaders } from '../../prisma/repositories/report-readers.js';
import { createReports } from '../../prisma/repositories/reports.js';
import { createViews } from '../../prisma/repositories/views.js';
import { callerOf } from './callers.js';
import { withAccount } from './desk.js';
import type { Living } from './living.js';
import type { Happening } from './weeks.js';

type Taken = Readonly<{
  /** On the report of so many weeks before the last one. */
  weeks: number;
  what: string;
  owner: string;
  /** Days it is given. */
  days: number;
  figure: string | null;
  /** What became of it, so many days after it was set; null: nobody has said. */
  became: Readonly<{ after: number; outcome: ActionOutcome; /** Days more, of one carried over. */ more: number | null; words: string | null }> | null;
}>;

const TAKEN: readonly Taken[] = [
  {
    weeks: 5, what: 'Share the oldest ten assessments out among the three teams, each with a date for its draft', owner: 'team-manager', days: 10, figure: 'stock/all/longest-wait',
    became: { after: 9, outcome: 'kept', more: null, words: 'All ten have a caseworker and a date; four drafts have gone.' },
  },
  { weeks: 4, what: 'Ask the health board for clinic times kept free for assessments', owner: 'service-manager', days: 9, figure: 'advice/all/late', became: null },
  {
    weeks: 3, what: 'Hire a locum psychologist for the requests older than ten weeks', owner: 'senior-manager', days: 7, figure: 'stock/all/over-20',
    became: { after: 7, outcome: 'carried-over', more: 24, words: 'Offered; the locum starts next month.' },
  },
];

/** Actions of managers on earlier reports: one was kept, one missed, one carried over. */
export function actionsTaken({ tx, council, today, clock }: Living): Happening[] {
  const on = { pool: tx };
  const deps = { reports: createReports(on), reportReaders: createReportReaders(on), views: createViews(on), clock };
  const caller = callerOf(withAccount(council, 'senior-manager'), council);
  const latest = addIsoWeeks(isoWeek(today), -1);
  return TAKEN.flatMap(({ weeks, what, owner, days, figure, became }): Happening[] => {
    const week = addIsoWeeks(latest, -weeks);
    const setOn = addDays(sundayOf(week), 2);
    let action = '';
    const set: Happening = {
      time: '09:40',
      on: (day) => day === setOn,
      does: async (_, day) => {
        ({ ref: action } = await setAction(deps, caller, { week, what, owner: withAccount(council, owner).ref, byOn: workday(addDays(day, days)), figure }));
      },
    };
    if (became === null) return [set];
    const said: Happening = {
      time: '15:05',
      on: (day) => daysBetween(setOn, day) === became.after,
      does: async (_, day) => {
        await markAction(deps, caller, { action, outcome: became.outcome, byOn: became.more === null ? null : addDays(day, became.more), words: became.words ?? '' });
      },
    };
    return [set, said];
  });
}

const SATURDAY = 6;
/** Nothing is promised for a weekend. */
const workday = (day: IsoDate): IsoDate => (weekday(day) >= SATURDAY ? addDays(day, 8 - weekday(day)) : day);
