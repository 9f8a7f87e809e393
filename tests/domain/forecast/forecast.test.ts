import { describe, expect, test } from 'vitest';
import { addDays, isoDate, type IsoDate } from '../../../domain/dates/iso-date.js';
import { workingDays } from '../../../domain/dates/working-days.js';
import { forecastOf, type ForecastTerms } from '../../../domain/forecast/forecast.js';
import type { Watched } from '../../../domain/forecast/course.js';
import { toTheEnd } from '../../../domain/steps.js';
import { assessment, council, written } from './council.js';

const TODAY = isoDate('2026-11-23');
const terms = (more: Partial<ForecastTerms> = {}): ForecastTerms => ({ today: TODAY, working: workingDays(), isAsked: () => true, seed: 'test', ...more });
const forecast = (records: readonly Watched[], more: Partial<ForecastTerms> = {}) => toTheEnd(forecastOf(records, terms(more)));
const COUNCIL = council(TODAY, 6, 'council');
const FORECAST = forecast(COUNCIL);

describe('a council of 624 requests in two years', () => {
  test('the same facts in another order, and the same seed: the same forecast; another seed moves only bands', () => {
    const other = COUNCIL.map((record) => ({ ...record, facts: [...record.facts].reverse() })).reverse();
    expect(forecast(other)).toEqual(FORECAST);
    const { expected, ...rest } = forecast(COUNCIL, { seed: 'another' });
    expect(rest).toEqual((({ expected: _, ...same }) => same)(FORECAST));
    expect(expected.ahead.map(({ late }) => late)).toEqual(FORECAST.expected.ahead.map(({ late }) => late));
  });

  test('past its date there is no chance left; a step that is done has none to say', () => {
    for (const { chances, daysLeft, stage } of FORECAST.cases) {
      if (daysLeft < 0) expect(chances['issue-final-plan']).toBe(0);
      expect(chances['decide-to-assess'] === null).toBe(stage !== 'considering');
      for (const chance of Object.values(chances)) if (chance !== null) expect(chance <= 1 && chance >= 0).toBe(true);
    }
    expect(FORECAST.cases.filter(({ chances }) => (chances['issue-final-plan'] ?? 0) > 0.05).length).toBeGreaterThan(60);
  });

  test('a day on which nothing happens never raises a chance, on the same curves', () => {
    // what is learnt is kept the same: one more record waits a day longer, its own day moved back
    const at = (days: number): number => {
      const receivedOn = addDays(TODAY, -days);
      const one = written('A-ONE', [{ type: 'request-received', on: receivedOn, by: 'parent' }]);
      return forecast([...COUNCIL, one], {}).cases.find(({ ref }) => ref === 'A-ONE')?.chances['decide-to-assess'] ?? -1;
    };
    const chances = [20, 30, 38, 41].map(at);
    expect([...chances].sort((a, b) => b - a)).toEqual(chances);
    expect(at(43)).toBe(0);
  });

  test('the psychologists are the bottleneck, for their advice is the slowest', () => {
    expect(FORECAST.services[0]?.role).toBe('educational-psychology');
    expect(FORECAST.services[0]?.spared).toBeGreaterThan(2 * (FORECAST.services[1]?.spared ?? 0));
    const waiting = FORECAST.cases.find(({ slow, daysLeft }) => slow.length > 1 && daysLeft > 20);
    expect(waiting?.slow[0]?.role).toBe('educational-psychology');
  });

  test('bands hold what is expected, and late now is counted, not forecast', () => {
    const { lateNow, ahead } = FORECAST.expected;
    expect(lateNow).toBe(FORECAST.cases.filter(({ daysLeft }) => daysLeft < 0).length);
    expect(ahead.map(({ weeks }) => weeks)).toEqual([4, 8, 12]);
    for (const { late, band, newly } of ahead) {
      expect(band.low).toBeLessThanOrEqual(late + 1);
      expect(band.high).toBeGreaterThanOrEqual(late - 1);
      expect(newly).toBeGreaterThan(0);
    }
    expect(ahead.map(({ newly }) => newly)).toEqual(ahead.map(({ newly }) => newly).sort((a, b) => a - b));
  });

  test('what was expected twelve weeks ago lies where it came to', () => {
    const then = addDays(TODAY, -84);
    const before = forecast(COUNCIL.map((record) => ({ ...record, facts: record.facts.filter(({ on }) => on <= then) })), { today: then });
    const lateOf = (on: IsoDate): number => before.cases.filter(({ ref, dueOn }) => dueOn < on && !COUNCIL.some((record) => record.ref === ref && record.facts.some(({ type, on: day }) => (type === 'final-plan-issued' || type === 'assessment-refused') && day <= on))).length;
    for (const { weeks, band } of before.expected.ahead) {
      const came = lateOf(addDays(then, 7 * weeks));
      expect(came).toBeGreaterThanOrEqual(band.low - 6);
      expect(came).toBeLessThanOrEqual(band.high + 6);
    }
  });

  test('past forecasts beat the naive one, and knew nothing that was written down later', () => {
    expect(FORECAST.score?.forecasts).toBeGreaterThan(200);
    expect(FORECAST.score?.brier).toBeLessThan(FORECAST.score?.naive ?? 0);
    const late = COUNCIL.map((record) => ({ ...record, facts: record.facts.map((fact) => ({ ...fact, recordedAt: '2026-11-23T09:00:00Z' as typeof fact.recordedAt })) }));
    expect(forecast(late).score).toBeNull(); // all written down today: on no Sunday was anything known
  });

  test('only the cases asked for are listed and counted, learnt from all', () => {
    const half = forecast(COUNCIL, { isAsked: ({ ref }) => Number(ref.slice(2)) % 2 === 0 });
    expect(half.stages).toEqual(FORECAST.stages);
    expect(half.cases).toEqual(FORECAST.cases.filter(({ ref }) => Number(ref.slice(2)) % 2 === 0));
  });
});

test('thin data: of three cases nothing is learnt, and it is said', () => {
  const few = forecast([1, 2, 3].map((i) => assessment(`A-${i}`, addDays(TODAY, -30 * i), TODAY, `few ${i}`)));
  expect(few.stages.every(({ isGuess }) => isGuess)).toBe(true);
  expect(few.score).toBeNull();
  expect(few.cases.length).toBeGreaterThan(0);
});

test('no record at all', () => {
  expect(forecast([])).toMatchObject({ cases: [], services: [], reopened: 0, score: null, expected: { lateNow: 0, ahead: [{ late: 0, newly: 0, band: { low: 0, high: 0 } }, {}, {}] } });
});
