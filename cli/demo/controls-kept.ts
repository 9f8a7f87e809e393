import { keepControl } from '../../api/use-cases/cohorts.js';
import { addDays, daysBetween, type IsoDate } from '../../domain/dates/iso-date.js';
import { createCohorts } from '../../prisma/repositories/cohorts.js';
import { createReports } from '../../prisma/repositories/reports.js';
import { createViews } from '../../prisma/repositories/views.js';
import { callerOf } from './callers.js';
import { withAccount } from './desk.js';
import type { Living } from './living.js';
import type { Happening } from './weeks.js';

/** Days before today on which a control was opened: the later one is of a cause that had been said by then. */
const FIRST = 31;
const SECOND = 17;
const OF_LAST = 84;

/** Two faults are watched: late advice of the psychologists, and reviews that were late for want of caseworkers. */
export function controlsKept({ tx, council, today, rules, clock }: Living): Happening[] {
  const on = { pool: tx };
  const deps = { cohorts: createCohorts(on), reports: createReports(on), views: createViews(on), clock, council: { ...rules, name: '' } };
  const daysAgo = (days: number) => (day: IsoDate): boolean => daysBetween(day, today) === days;
  const nowhere = { setting: null, to: null } as const;
  return [
    {
      time: '14:20',
      on: daysAgo(FIRST),
      does: async (_, day) => {
        const fault = { ...nowhere, duty: 'give-advice' as const, cause: null, role: 'educational-psychology' as const, from: addDays(day, -OF_LAST) };
        await keepControl(deps, callerOf(withAccount(council, 'service-manager'), council), fault, 'Psychologists’ advice later than six weeks, after a post of the service fell empty');
      },
    },
    {
      time: '15:40',
      on: daysAgo(SECOND),
      does: async (_, day) => {
        const fault = { ...nowhere, duty: 'complete-review' as const, cause: 'staff-shortage', role: null, from: addDays(day, -OF_LAST) };
        await keepControl(deps, callerOf(withAccount(council, 'senior-manager'), council), fault, 'Annual reviews decided after their year because teams were short of caseworkers');
      },
    },
  ];
}
