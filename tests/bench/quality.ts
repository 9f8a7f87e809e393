// A county's quality audits: a grade, a month drawn of 12,000 plans, a quarter's report over three years; each beside the least that could do the same.
import { readLearning } from '../../api/use-cases/audit-learning.js';
import { PLAN_FRAMEWORK } from '../../domain/audit/default-frameworks/plan.js';
import type { Answer } from '../../domain/audit/framework.js';
import { drawMonth } from '../../domain/audit/sample.js';
import { samplingSchema } from '../../domain/audit/sampling.js';
import { scoreOf, type Answers } from '../../domain/audit/score.js';
import { addDays, isoDate } from '../../domain/dates/iso-date.js';
import { firstDayOf, isoMonth } from '../../domain/dates/iso-month.js';
import { londonInstant } from '../../domain/dates/london.js';
import { workingDays } from '../../domain/dates/working-days.js';
import { openDatabase } from '../../prisma/database.js';
import { createRepositories } from '../../prisma/repositories/repositories.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../../domain/settings.js';
import { keptAudits, type KeptAudit } from '../support/kept-audits.js';
import { foundCouncil, STAFF } from '../web/support/council.js';
import { medianOf } from './median.js';

/** Milliseconds, of a grade microseconds. */
export type QualityTimes = Readonly<{
  plans: number;
  audits: number;
  doubled: number;
  criteria: number;
  grade: number;
  gradeBare: number;
  drawn: number;
  draw: number;
  drawBare: number;
  report: number;
  reportFirst: number;
  reportBare: number;
}>;

const TODAY = isoDate('2026-11-23');
const NEXT = isoMonth('2026-12');
const PLANS = 12_000;
const MONTHS = 36;
const A_MONTH = 20;
const NEEDS = ['ASD', 'SEMH', 'SLCN', 'MLD', 'SPLD'];

export async function benchQuality(url: string): Promise<QualityTimes> {
  const database = openDatabase(url, { max: 5 });
  try {
    await foundCouncil(database);
    await keepPlans(database.pool);
    const audits = threeYears();
    await keptAudits(database.pool, audits);
    await database.pool.query('VACUUM ANALYZE');
    const deps = { ...createRepositories(database, () => ({ settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR })), clock: { now: () => new Date(londonInstant(TODAY, '10:00')) } };
    const lead = (await deps.staff.byAccount('quinn@demo.example', TODAY)) ?? never();
    const settings = samplingSchema.parse({ kind: 'plan', seed: 'bench-2026', number: A_MONTH, strataBy: ['primary-need', 'first-or-amended'], doubleShare: 0.25 });
    const draw = async (): Promise<number> => {
      const [population, history, reAudits, auditors] = await Promise.all([deps.auditStock.candidates('plan', TODAY), deps.audits.history('plan'), deps.audits.reAudits('plan', firstDayOf(NEXT, 1)), deps.audits.auditors(TODAY)]);
      return drawMonth(settings, NEXT, { population, history, reAudits, auditors, working: workingDays(NO_CALENDAR.bankHolidays), drawnOn: TODAY }).draws.length;
    };
    const from = performance.now();
    await readLearning(deps, lead, 'quarter', '2026-Q4');
    const reportFirst = performance.now() - from;
    return {
      plans: PLANS,
      audits: audits.length,
      doubled: audits.filter(({ why }) => why === 'double').length,
      ...grades(),
      drawn: await draw(),
      draw: await medianOf(draw),
      drawBare: await medianOf(() => database.pool.query(`SELECT ref FROM case_record WHERE kind = 'plan' ORDER BY random() LIMIT ${A_MONTH}`)),
      reportFirst,
      report: await medianOf(() => readLearning(deps, lead, 'quarter', '2026-Q4')),
      reportBare: await medianOf(() => database.pool.query(`SELECT e.key, e.value->>'answer', count(*) FROM audit_marking m CROSS JOIN LATERAL jsonb_each(m.answers) e GROUP BY 1, 2`)),
    };
  } finally {
    await database.close();
  }
}

const never = (): never => {
  throw new Error('nobody signs in as whoever leads quality');
};

const answerOf = (i: number): Answer => (i % 9 === 0 ? 'not-met' : i % 4 === 0 ? 'partly-met' : 'met');
const RUNS = 5_000;

/** One scoring of the default framework, beside a weighted mean that explains nothing and knows no cap. */
function grades(): Pick<QualityTimes, 'criteria' | 'grade' | 'gradeBare'> {
  const { criteria } = PLAN_FRAMEWORK;
  const all = Array.from({ length: RUNS }, (_, run): Answers => Object.fromEntries(criteria.map(({ id }, i) => [id, answerOf(run + i)])));
  const VALUE: Readonly<Record<string, number>> = { met: 100, 'partly-met': 50, 'not-met': 0 };
  const bare = (answers: Answers): number => criteria.reduce((sum, { id, weight }) => sum + weight * (VALUE[answers[id] ?? ''] ?? 0), 0) / criteria.reduce((sum, { weight }) => sum + weight, 0);
  return { criteria: criteria.length, grade: microseconds(all, (answers) => scoreOf(PLAN_FRAMEWORK, answers).score), gradeBare: microseconds(all, bare) };
}

function microseconds(all: readonly Answers[], score: (answers: Answers) => number): number {
  for (const answers of all) score(answers); // warm
  const from = performance.now();
  let sum = 0;
  for (const answers of all) sum += score(answers);
  if (Number.isNaN(sum)) throw new Error('a grade is no number');
  return ((performance.now() - from) * 1_000) / all.length;
}

/** Twenty a month, the newest of this month; every fourth marked a second time; every fifth with a finding and an action done. */
function threeYears(): readonly KeptAudit[] {
  return Array.from({ length: MONTHS * A_MONTH }, (_, i): readonly KeptAudit[] => {
    const [ref, of, on] = [`U-K${String(i).padStart(6, '0')}`, `P-${i + 1}`, addDays(TODAY, -1 - Math.floor((i * 365 * 3) / (MONTHS * A_MONTH)))];
    const wanting = Object.fromEntries(PLAN_FRAMEWORK.criteria.filter((_criterion, at) => (at * 7 + i) % 11 === 0).map(({ id }) => [id, answerOf(i)]));
    const found = i % 5 === 0 ? { findings: [{ criterion: 'f-specified', theme: 'provision' as const }], action: { owner: STAFF.caseworker, dueOn: addDays(on, 28), doneOn: addDays(on, 20) }, not: { ...wanting, 'f-specified': 'partly-met' as const } } : { not: wanting };
    const first: KeptAudit = { ref, of, auditor: STAFF.auditor, on, need: NEEDS[i % NEEDS.length] ?? '', ...found };
    return i % 4 === 0 ? [first, { ref: `U-L${String(i).padStart(6, '0')}`, of, auditor: STAFF.otherAuditor, on, why: 'double', after: ref, not: i % 8 === 0 ? wanting : {} }] : [first];
  }).flat();
}

/** Plans in force, each with a text that was sent. */
async function keepPlans(pool: ReturnType<typeof openDatabase>['pool']): Promise<void> {
  await pool.query(`INSERT INTO child (ref, given_name, family_name, born_on, primary_need) SELECT 'C-P' || n, 'Wren', 'Testchild-' || n, '2014-01-01', $2::jsonb->>(n % 5) FROM generate_series(1, $1::int) n`, [PLANS, JSON.stringify(NEEDS)]);
  await pool.query(`INSERT INTO case_record (ref, kind, child_ref, team_ref, owner_ref, opened_at, position, head_hash, recorded_at, stage) SELECT 'P-' || n, 'plan', 'C-P' || n, 'east', $3, $2::date, 1, n || '/1', $2::date, 'maintaining' FROM generate_series(1, $1::int) n`, [PLANS, TODAY, STAFF.caseworker]);
  await pool.query(
    `INSERT INTO plan_version (record_ref, number, kind, content, started_by, started_at, saved_by, saved_at, sent_on, sent_at, sent_by)
     SELECT 'P-' || n, 1, CASE WHEN n % 3 = 0 THEN 'amended' ELSE 'final' END, '{}', $3, $2::date, $3, $2::date, $2::date, $2::date, $3 FROM generate_series(1, $1::int) n`,
    [PLANS, addDays(TODAY, -200), STAFF.caseworker]);
}
