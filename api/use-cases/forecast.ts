import { addDays, daysBetween, type IsoDate } from '../../domain/dates/iso-date.js';
import { workingDays } from '../../domain/dates/working-days.js';
import type { Watched } from '../../domain/forecast/course.js';
import { exposureBy, type Exposure } from '../../domain/forecast/exposure.js';
import { forecastOf, type CaseForecast, type Forecast } from '../../domain/forecast/forecast.js';
import { DAYS_LEARNT } from '../../domain/forecast/model.js';
import { AppError } from '../errors.js';
import { inBreaths } from '../in-breaths.js';
import { nowOf, todayOf } from '../now.js';
import { mayAtAll, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { Named, Scope } from '../read-models.js';

/** What will be late, for whoever reads the weekly report: of the cases they answer for, learnt from the whole council's. */

/** A case with its names; `child` is null where the reader may not see the record. `adviser`: whoever holds it up most. */
export type NamedForecast = CaseForecast & Readonly<{ child: Named | null; owner: Named | null; adviser: Named | null }>;

export type ForecastRead = Omit<Forecast, 'cases'> & Readonly<{
  ofCouncil: boolean;
  open: number;
  /** Not late yet, the least likely to be in time first; at most so many as were asked for. */
  cases: readonly NamedForecast[];
  /** Late already, the longest first; at most so many. */
  longest: readonly NamedForecast[];
  exposure: Exposure;
  /** Names of the teams in it. */
  teams: readonly Named[];
}>;

const LONGEST = 10;

type Deps = Pick<UseCaseDeps, 'forecasts' | 'teams' | 'reports' | 'views' | 'clock' | 'council'>;

/** @param limit how many cases are named @throws AppError `forbidden` */
export async function readForecast(deps: Deps, caller: Caller, limit: number): Promise<ForecastRead> {
  if (!mayAtAll(caller, 'report.read')) throw new AppError('forbidden');
  const today = todayOf(deps);
  const scope = scopeFor(caller, 'report.read');
  const isAsked = ({ team }: Watched): boolean => scope.teams === 'all' || scope.teams.includes(team);
  const { forecast: { cases, ...forecast }, causes } = await reckoned(deps, today, scope.teams, isAsked);
  const atRisk = cases.filter(({ daysLeft }) => daysLeft >= 0).slice(0, limit);
  const longest = cases.filter(({ daysLeft }) => daysLeft < 0).slice(0, LONGEST);
  const shown = await named(deps, caller, [...atRisk, ...longest], today);
  const exposure = exposureBy(cases.map(({ ref, team, daysLeft }) => ({ ref, team, cause: causes.get(ref) ?? null, daysLate: -daysLeft })));
  return {
    ...forecast,
    ofCouncil: scope.teams === 'all',
    open: cases.length,
    cases: shown.slice(0, atRisk.length),
    longest: shown.slice(atRisk.length),
    exposure,
    teams: await deps.teams.named(exposure.byTeam.flatMap(({ key }) => key ?? [])),
  };
}

type Reckoned = Readonly<{ forecast: Forecast; /** By the record. */ causes: ReadonlyMap<string, string | null> }>;

/** How many are kept: of the council, and of the teams and services whose managers look most. */
const KEPT = 12;
/** Beside the reads they were made from, and gone with them; the one least lately asked for goes first. */
const kept = new WeakMap<Deps['forecasts'], Map<string, Promise<Reckoned>>>();

/** The same for as long as nothing is written and the day lasts: whoever asks meanwhile waits for the first one's. */
async function reckoned(deps: Deps, today: IsoDate, teams: Scope['teams'], isAsked: (record: Watched) => boolean): Promise<Reckoned> {
  const key = JSON.stringify([today, await deps.forecasts.version(), teams === 'all' ? teams : [...teams].sort(), deps.council.calendar.bankHolidays]);
  const known = kept.get(deps.forecasts) ?? new Map<string, Promise<Reckoned>>();
  kept.set(deps.forecasts, known);
  const found = known.get(key) ?? reckon(deps, today, isAsked);
  known.delete(key);
  known.set(key, found);
  for (const [oldest] of known) if (known.size > KEPT) known.delete(oldest);
  found.catch(() => known.delete(key)); // whoever waits for it hears why
  return found;
}

async function reckon(deps: Deps, today: IsoDate, isAsked: (record: Watched) => boolean): Promise<Reckoned> {
  const records = await deps.forecasts.watched(addDays(today, -2 * DAYS_LEARNT));
  const working = workingDays(deps.council.calendar.bankHolidays);
  const forecast = await inBreaths(forecastOf(records, { today, working, isAsked, seed: `forecast ${today}` }));
  return { forecast, causes: new Map(records.map(({ ref, cause }) => [ref, cause])) };
}

async function named(deps: Deps, caller: Caller, cases: readonly CaseForecast[], today: Forecast['today']): Promise<NamedForecast[]> {
  const items = cases.map(({ ref, team, stage, dueOn, slow }) => ({ ref, team, subject: slow[0]?.adviser ?? null, block: 'open' as const, stage, days: daysBetween(today, dueOn) }));
  const found = await deps.reports.named(scopeFor(caller, 'report.read'), items);
  const seen = found.flatMap(({ item, child }) => (child === null ? [] : [item.ref]));
  if (seen.length > 0) await deps.views.log({ staff: caller.ref, caseRefs: seen, seen: 'forecast', at: nowOf(deps) });
  return cases.map((one, i) => ({ ...one, child: found[i]?.child ?? null, owner: found[i]?.owner ?? null, adviser: found[i]?.subject ?? null }));
}
