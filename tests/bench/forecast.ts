// A county's forecast and what-if: 12,000 plans, two years of requests, 1,700 a year; the reads and the reckoning apart.
import { askWhatIf } from '../../api/use-cases/what-if.js';
import { readForecast } from '../../api/use-cases/forecast.js';
import { addDays, isoDate, type IsoDate } from '../../domain/dates/iso-date.js';
import { londonInstant } from '../../domain/dates/london.js';
import type { Watched } from '../../domain/forecast/course.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../../domain/settings.js';
import { openDatabase } from '../../prisma/database.js';
import { createRepositories } from '../../prisma/repositories/repositories.js';
import { assessment } from '../domain/forecast/council.js';
import { bringIn } from '../web/support/assessments.js';
import { foundCouncil, STAFF } from '../web/support/council.js';
import { medianOf } from './median.js';

export type ForecastTimes = Readonly<{ plans: number; assessments: number; open: number; /** Milliseconds. */ whatIf: number; readingWhatIf: number; forecast: number; waiting: number }>;

const TODAY = isoDate('2026-11-23');
const PLANS = 12_000;
const ASSESSMENTS = 3_400;
const DAYS = 2 * 364;

export async function benchForecast(url: string): Promise<ForecastTimes> {
  const database = openDatabase(url, { max: 5 });
  try {
    await foundCouncil(database);
    const records = Array.from({ length: ASSESSMENTS }, (_, i): Watched => assessment(`A-${String(i).padStart(5, '0')}`, addDays(TODAY, -1 - Math.floor((i * DAYS) / ASSESSMENTS)), TODAY, `county ${i}`));
    await bringIn(database, records, TODAY);
    await plans(database.pool, TODAY);
    await database.pool.query('ANALYZE');
    const council = { name: 'Bench', settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR };
    const deps = { ...createRepositories(database, () => council), clock: { now: () => new Date(londonInstant(TODAY, '10:00')) }, council };
    const director = { ...((await deps.staff.byAccount('dara@demo.example', TODAY)) ?? never()), ref: STAFF.director };
    const asked = { of: 'educational-psychology', extra: 3, order: 'due' } as const;
    const { waiting } = await askWhatIf(deps, director, asked);
    const whatIf = await medianOf(() => askWhatIf(deps, director, asked));
    const readingWhatIf = await medianOf(() => deps.forecasts.watched(addDays(TODAY, -182)));
    const { open } = await readForecast(deps, director, 25);
    return { plans: PLANS, assessments: ASSESSMENTS, open, whatIf, readingWhatIf, waiting, forecast: await medianOf(() => readForecast(deps, director, 25)) };
  } finally {
    await database.close();
  }
}

const never = (): never => {
  throw new Error('nobody signs in as the director');
};

/** Plans with as many entries as a few years leave: they stand in the way of whoever reads assessments. */
async function plans(pool: ReturnType<typeof openDatabase>['pool'], today: IsoDate): Promise<void> {
  await pool.query(
    `INSERT INTO child (ref, given_name, family_name, born_on) SELECT 'C-P' || n, 'Wren', 'Testchild-' || n, '2014-01-01' FROM generate_series(1, $1::int) n`, [PLANS]);
  await pool.query(
    `INSERT INTO case_record (ref, kind, child_ref, team_ref, opened_at, position, head_hash, recorded_at, stage) SELECT 'P-' || n, 'plan', 'C-P' || n, 'east', $2::date, 30, n || '/30', $2::date, 'maintaining' FROM generate_series(1, $1::int) n`, [PLANS, today]);
  await pool.query(
    `INSERT INTO journal_entry (record_ref, position, kind, type, happened_on, payload, actor, recorded_at, previous_hash, hash)
     SELECT 'P-' || n, p, 'fact', 'contact-made', $2::date - p, jsonb_build_object('type', 'contact-made', 'on', $2::date - p), 'bench', $2::date - p, '', n || '/' || p FROM generate_series(1, $1::int) n, generate_series(1, 30) p`,
    [PLANS, today]);
}
