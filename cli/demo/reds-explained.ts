import { explainRed, redsOf, type ExplainDeps, type ExplainedRed } from '../../api/use-cases/red-explanations.js';
import { addDays, type IsoDate } from '../../domain/dates/iso-date.js';
import { addIsoWeeks, isoWeek, type IsoWeek } from '../../domain/dates/iso-week.js';
import { createTeams } from '../../prisma/repositories/absences.js';
import { createLadders } from '../../prisma/repositories/ladders.js';
import { createRedExplanations } from '../../prisma/repositories/red-explanations.js';
import { createReportReaders } from '../../prisma/repositories/report-readers.js';
import { createReports } from '../../prisma/repositories/reports.js';
import { createViews } from '../../prisma/repositories/views.js';
import { callerOf } from './callers.js';
import { withAccount } from './desk.js';
import type { Living } from './living.js';
import { isTuesday, type Happening } from './weeks.js';

/** The last reports whose reds were explained. */
const EXPLAINED = 3;
/** Days an action on a red is given: it is under way for all of them. */
const DAYS_GIVEN = 26;

/** Cause and action of everything red in the last reports; of the very last one red is left, and its board page withheld. */
export function redsExplained({ tx, council, today, rules, clock }: Living): Happening[] {
  const on = { pool: tx };
  const deps: ExplainDeps = {
    reports: createReports(on), reportReaders: createReportReaders(on), redExplanations: createRedExplanations(on), ladders: createLadders(on), teams: createTeams(on), views: createViews(on),
    clock, council: { ...rules, name: '' },
  };
  const latest = addIsoWeeks(isoWeek(today), -1);
  const first = addIsoWeeks(latest, 1 - EXPLAINED);
  const explain = async (week: IsoWeek, day: IsoDate): Promise<void> => {
    const { reds } = await redsOf(deps, callerOf(withAccount(council, 'senior-manager'), council), week);
    const left = week === latest ? (reds.find(isOfAdvice) ?? reds[0]) : undefined;
    for (const red of reds) if (red !== left) await explainOne(week, red, day);
  };
  const explainOne = async (week: IsoWeek, red: ExplainedRed, day: IsoDate): Promise<void> => {
    const account = red.accountable === 'service-manager' ? 'service-manager' : 'senior-manager';
    const { cause, words, what } = WORDS[red.measure] ?? WORDS[red.figure.table] ?? OTHERWISE;
    const action = red.actions.length > 0 ? null : { what, owner: withAccount(council, account).ref, byOn: addDays(day, DAYS_GIVEN) };
    await explainRed(deps, callerOf(withAccount(council, account), council), { week, measure: red.measure, cause, words, after: red.versions.length, action });
  };
  return [{ time: '14:30', on: (day) => isTuesday(day) && reported(day) >= first, does: (_, day) => explain(reported(day), day) }];
}

/** The week whose report came the day before. */
const reported = (tuesday: IsoDate): IsoWeek => isoWeek(addDays(tuesday, -2));

const isOfAdvice = ({ figure }: ExplainedRed): boolean => figure.table === 'advice';

type Words = Readonly<{ cause: string; words: string; what: string }>;
const OTHERWISE: Words = { cause: 'staff-shortage', words: 'Caseworkers left in the summer and their work was spread over the others.', what: 'Two caseworkers are appointed and begin with the oldest of these cases' };
/** By the table and row of a measure, else by its table. */
const WORDS: Readonly<Record<string, Words>> = {
  'limits/considering': { cause: 'school-closure', words: 'Schools answered late after the half-term, and the panel waited for what they know.', what: 'The panel decides every second week with what is there, and asks for the rest meanwhile' },
  'limits/assessing': { cause: 'late-education-advice', words: 'Most of these wait for the psychologists, who lost a post in the spring.', what: 'Each team manager goes through the requests for advice older than six weeks with the service on Thursdays' },
  'limits/hearing-representations': { cause: 'family-asked', words: 'Families asked to meet about the draft, and the meetings took weeks to find.', what: 'A meeting is offered in the letter that brings the draft, with three dates' },
  advice: { cause: 'late-education-advice', words: 'Requests came faster than the service could see children, most of all in the primary phase.', what: 'The service sends a list each Friday of whom it sees next week, the oldest request first' },
  'advice/health': { cause: 'late-health-advice', words: 'First appointments of the clinics are ten weeks away.', what: 'The health board keeps two clinics a month free for assessments' },
  orders: { cause: 'tribunal', words: 'Several orders fell into the same fortnight, and the schools they name had to be asked first.', what: 'One officer holds every order from the day it comes' },
  reviews: { cause: 'staff-shortage', words: 'Meetings were held in time, but the letters after them waited for somebody to write them.', what: 'One day a week is kept free for letters after reviews, the oldest meeting first' },
  transfers: { cause: 'school-closure', words: 'Reports of the last term came after the summer, and plans could not be amended without them.', what: 'Every plan of the next move of phase is read with its school by the half-term' },
  silent: { cause: 'staff-shortage', words: 'Cases of two caseworkers who left were not handed over the same day.', what: 'Each case without anything recorded is opened by its team manager and given a next step' },
};
