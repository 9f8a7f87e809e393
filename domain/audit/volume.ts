import { firstDayOf, monthOf, type IsoMonth } from '../dates/iso-month.js';
import { inProportion, quotasOf, sumOf } from './quotas.js';
import { recentIn, stratified, type Audited, type Candidate } from './sample.js';
import type { Sampling } from './sampling.js';

/** What settings would come to, month after month, were the population to stay as it is: expected numbers, which no seed changes. */

/** From which month, for how many, and with how many auditors. */
export type Ahead = Readonly<{ from: IsoMonth; months: number; auditors: number; history: readonly Audited[] }>;

/** A stratum's part. `aMonth`: expected while none falls short; `least` and `most`: what a month may have of it then. `overAll`: over the months asked for. */
export type StratumAhead = Readonly<{ id: string; values: readonly (string | null)[]; size: number; share: number; aMonth: number; least: number; most: number; overAll: number }>;

/**
 * `months`: drawn in each, expected, and how many of the number asked were not to be had. `neverAudited`: of the population, today and
 * after those months. `atBest`: months until all have been audited once, were nothing drawn twice before. `likely`: months until fewer
 * than half a one is expected to be left; null: not within a hundred years. An auditor's load counts both marks; null: nobody audits.
 */
export type Volume = Readonly<{
  strata: readonly StratumAhead[];
  months: readonly Readonly<{ month: IsoMonth; drawn: number; unfilled: number }>[];
  neverAudited: Readonly<{ now: number; after: number }>;
  wholeStock: Readonly<{ atBest: number | null; likely: number | null }>;
  load: Readonly<{ audits: number; secondMarks: number; eachAuditor: number | null }>;
}>;

const HORIZON = 1200; // months
const HALF = 0.5;
const NOTHING = 1e-9;

/** What a council may expect of its settings; re-audits are not foreseen. */
export function previewVolume(settings: Sampling, population: readonly Candidate[], { from, months, auditors, history }: Ahead): Volume {
  const strata = [...stratified(settings, population)].sort((a, b) => (a.id < b.id ? -1 : 1));
  const pools = strata.map(({ members, fixed }) => poolOf(settings, members, fixed, from, history));
  const never = [neverIn(pools)];
  const course: (readonly number[])[] = [];
  while (course.length < months || (neverIn(pools) >= HALF && course.length < HORIZON)) {
    course.push(passMonth(settings, pools, course.length));
    never.push(neverIn(pools));
  }
  const ahead = course.slice(0, months).map((drawn, i) => ({ month: monthOf(firstDayOf(from, i)), drawn: sumOf(drawn), unfilled: settings.number - sumOf(drawn) }));
  const audits = months === 0 ? settings.number : sumOf(ahead.map(({ drawn }) => drawn)) / months;
  const now = never[0] ?? 0;
  const expected = quotasOf(settings.number, strata.map(({ members, fixed }) => ({ size: members.length, eligible: members.length, fixed })), inProportion).map((quota) => quota.expected);
  const likely = never.findIndex((left) => left < HALF);
  return {
    strata: strata.map(({ id, values, members }, i) => {
      const aMonth = expected[i] ?? 0;
      const size = members.length;
      return { id, values, size, share: size === 0 ? 0 : size / population.length, aMonth, least: Math.floor(aMonth + NOTHING), most: Math.ceil(aMonth - NOTHING), overAll: sumOf(course.slice(0, months).map((drawn) => drawn[i] ?? 0)) };
    }),
    months: ahead,
    neverAudited: { now, after: never[months] ?? 0 },
    wholeStock: { atBest: now === 0 ? 0 : settings.number === 0 ? null : Math.ceil(now / settings.number), likely: likely < 0 ? null : likely },
    load: { audits, secondMarks: audits * settings.doubleShare, eachAuditor: auditors === 0 ? null : (audits * (1 + settings.doubleShare)) / auditors },
  };
}

/** A stratum as months pass: who may be drawn, who never was, and who may be again, by the month from which. */
type Pool = { readonly size: number; readonly fixed: number | null; eligible: number; never: number; readonly back: number[] };

function poolOf(settings: Sampling, members: readonly Candidate[], fixed: number | null, from: IsoMonth, history: readonly Audited[]): Pool {
  const audited = new Set(history.filter(({ kind }) => kind === settings.kind).map(({ subject }) => subject));
  const never = members.filter(({ ref, lastAuditedOn }) => lastAuditedOn === null && !audited.has(ref)).length;
  const pool: Pool = { size: members.length, fixed, eligible: 0, never, back: [] };
  let waiting = members;
  for (let i = 0; waiting.length > 0 && i <= HORIZON; i += 1) {
    const isRecent = recentIn(settings, monthOf(firstDayOf(from, i)), history);
    const still = waiting.filter(isRecent);
    pool.back[i] = waiting.length - still.length;
    waiting = still;
  }
  return pool;
}

/** Draws a month of expected numbers. Chance within a stratum is alike for all, so those never audited fall in proportion. */
function passMonth({ number, notAgainWithin }: Sampling, pools: readonly Pool[], at: number): readonly number[] {
  for (const pool of pools) pool.eligible += pool.back[at] ?? 0;
  const quotas = quotasOf(number, pools, inProportion);
  return pools.map((pool, i) => {
    const { asked = 0, short = 0, extra = 0 } = quotas[i] ?? {};
    const drawn = asked - short + extra;
    const next = at + Math.max(1, notAgainWithin);
    if (pool.eligible > NOTHING) pool.never *= 1 - drawn / pool.eligible;
    pool.eligible -= drawn;
    pool.back[next] = (pool.back[next] ?? 0) + drawn;
    return drawn;
  });
}

const neverIn = (pools: readonly Pool[]): number => sumOf(pools.map(({ never }) => never));
