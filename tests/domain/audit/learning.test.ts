import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wilson } from '../../../domain/audit/agreement.js';
import { gradesOfCaseworker, gradesOfCaseworkers } from '../../../domain/audit/learning/by-caseworker.js';
import { worstCriteria } from '../../../domain/audit/learning/criteria.js';
import { actionsOn, effectOf, reAuditsOf } from '../../../domain/audit/learning/effects.js';
import { exemplarsFor, exemplarsOf } from '../../../domain/audit/learning/exemplars.js';
import { DIMENSIONS, drawnOf, gradesBy, gradesOf, gradesOverTime, sectionScores } from '../../../domain/audit/learning/grades.js';
import { recurringOf, servicesOf, themesOf } from '../../../domain/audit/learning/themes.js';
import { randomFrom } from '../../../domain/chance.js';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { daysOfQuarter, isIsoQuarter, isoQuarter, quarterLater, quarterOf } from '../../../domain/dates/quarter.js';
import { action, anyMarked, finding, marking, VERSIONS } from './marked-support.js';

const many = (count: number, name: string, of: Parameters<typeof marking>[1] = {}) => Array.from({ length: count }, (_, i) => marking(`${name}${i}`, of));

describe('grades', () => {
  test('by hand: counts, and a mean without an interval of fewer than ten, a percentage from twenty on', () => {
    // mmm 100, mpm 87.5, mpp 62.5, nmm 75 capped
    const four = gradesOf(['mmm', 'mpm', 'mpp', 'nmm'].map((letters, i) => marking(`a${i}`, { answers: letters })));
    expect(four).toEqual({ of: 4, grades: { inadequate: 1, 'requires-improvement': 1, good: 0, outstanding: 2 }, goodOrBetter: { part: 2, of: 4, percent: null }, score: { of: 4, mean: 81.25, interval: null }, audits: ['a0', 'a1', 'a2', 'a3'] });
    // ten: five of 100 and five of 87.5: mean 93.75, error 6.25 / 3 = 2.0833, t of 9 is 2.262
    const ten = gradesOf([...many(5, 'a'), ...many(5, 'b', { answers: 'mpm' })]).score;
    expect(ten.mean).toBe(93.75);
    expect([ten.interval?.from, ten.interval?.to].map((end) => end?.toFixed(2))).toEqual(['89.04', '98.46']);
    expect(gradesOf([...many(15, 'a'), ...many(5, 'b', { answers: 'nmm' })]).goodOrBetter.percent).toMatchObject({ value: 75 });
  });

  test('what was drawn by chance stands for the rest; the others are counted apart', () => {
    const all = [marking('a'), marking('b', { why: 'double', of: 'a' }), marking('c', { why: 're-audit', of: 'a' }), marking('d', { why: 'asked' }), marking('e', { why: 're-mark', of: 'a' })];
    expect(drawnOf(all)).toMatchObject({ drawn: [{ audit: 'a' }], apart: { double: 1, 're-audit': 1, asked: 1, 're-mark': 1 } });
  });

  test('over time by month or quarter, each framework version for itself', () => {
    const all = [marking('a', { on: '2026-07-31' }), marking('b', { on: '2026-08-01' }), marking('c', { on: '2026-10-01' }), marking('d', { on: '2026-10-01', version: 2 })];
    expect(gradesOverTime(all, 'month').map(({ number, rows }) => [number, rows.map(({ id, figure }) => [id, figure.of])])).toEqual([[1, [['2026-07', 1], ['2026-08', 1], ['2026-10', 1]]], [2, [['2026-10', 1]]]]);
    expect(gradesOverTime(all, 'quarter')[0]?.rows.map(({ id, figure }) => [id, figure.audits])).toEqual([['2026-Q3', ['a', 'b']], ['2026-Q4', ['c']]]);
  });

  test('advice of one professional group is not put together with another’s', () => {
    expect(gradesBy([marking('a', { role: 'educational-psychologist' }), marking('b', { role: 'health' })], 'service').map(({ role }) => role)).toEqual(['educational-psychologist', 'health']);
  });

  test('by need: the unknown is a row of its own, last', () => {
    expect(gradesBy([marking('a'), marking('b', { traits: { 'primary-need': 'SEMH' } })], 'primary-need')[0]?.rows.map(({ id, figure }) => [id, figure.of])).toEqual([['SEMH', 1], [null, 1]]);
  });

  test('by section: A of mpm is 75, of mnm 50; where nothing in it arises it is counted apart', () => {
    const [plans] = sectionScores(VERSIONS, [marking('a', { answers: 'mpm' }), marking('b', { answers: 'mnp' })]);
    expect(plans?.rows).toMatchObject([{ section: 'A', score: { of: 2, mean: 62.5 }, notArising: [] }, { section: 'B', score: { mean: 75 }, audits: ['a', 'b'] }]);
    expect(sectionScores([], [marking('a')])).toMatchObject([{ rows: [], frameworkUnknown: 1 }]);
  });

  test('totals reconcile: each dimension’s rows, and the months, make all', () => {
    fc.assert(fc.property(fc.string({ minLength: 3, maxLength: 8 }), (seed) => {
      const marked = anyMarked(randomFrom(seed), 60);
      const { drawn, apart } = drawnOf(marked);
      expect(drawn.length + Object.values(apart).reduce((a, b) => a + b, 0)).toBe(marked.length);
      for (const tables of [...DIMENSIONS.map((dimension) => gradesBy(drawn, dimension)), gradesOverTime(drawn, 'month'), gradesOverTime(drawn, 'quarter')]) {
        const rows = tables.flatMap(({ rows: own }) => own.map(({ figure }) => figure));
        expect(rows.reduce((sum, { of }) => sum + of, 0)).toBe(drawn.length);
        expect(rows.flatMap(({ audits }) => audits).sort()).toEqual(drawn.map(({ audit }) => audit).sort());
        for (const { of, grades, audits } of rows) expect([Object.values(grades).reduce((a, b) => a + b, 0), audits.length]).toEqual([of, of]);
      }
      expect(gradesBy([...drawn].reverse(), 'service')).toEqual(gradesBy(drawn, 'service'));
    }), { numRuns: 40 });
  });
});

describe('a caseworker’s own grades', () => {
  const marked = [marking('a', { traits: { caseworker: 'cw-1' } }), marking('b', { traits: { caseworker: 'cw-2' } }), marking('c')];

  test('hold nobody else’s', () => {
    expect(gradesOfCaseworker(marked, 'cw-1').flatMap(({ rows }) => rows.map(({ id, figure }) => [id, figure.audits]))).toEqual([['cw-1', ['a']]]);
    expect(gradesOfCaseworkers(marked, ['cw-2']).flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(['cw-2']);
  });

  test('are no dimension of a report', () => {
    expect(DIMENSIONS).not.toContain('caseworker');
  });
});

describe('the worst criteria', () => {
  test('three of three rank below forty of sixty', () => {
    // c1 not met 40 times in 60; c2 arises 3 times, never met
    const marked = [...many(40, 'a', { answers: 'n-m' }), ...many(17, 'b', { answers: 'm-m' }), ...many(3, 'c', { answers: 'mnm' })];
    const rows = worstCriteria(VERSIONS, marked, 'plan');
    expect(rows.map(({ criterion, asked, notMet, notArising }) => [criterion, asked, notMet, notArising])).toEqual([['c1', 60, 40, 0], ['c2', 3, 3, 57], ['c3', 60, 0, 0]]);
    expect(rows[0]?.atLeast?.toFixed(3)).toBe('0.541');
    expect(rows[1]?.atLeast?.toFixed(3)).toBe('0.439'); // 3 / 6.8415 = 0.43850
    expect(rows[0]?.audits).toHaveLength(40);
  });

  test('partly met costs half; older words are counted apart; of nothing asked nothing is said', () => {
    const marked = [marking('a', { answers: 'mpp' }), marking('b', { answers: 'm-n', version: 2 })];
    expect(worstCriteria(VERSIONS, marked, 'plan').map(({ criterion, asked, shortfall, olderWords, atLeast }) => [criterion, asked, shortfall, olderWords, atLeast])).toEqual([
      ['c3', 2, 1.5, 0, wilson(1.5, 2).from],
      ['c1', 2, 0, 0, 0],
      ['c2', 0, 0, 1, null],
    ]);
    expect(worstCriteria(VERSIONS, marked, 'advice')).toEqual([]);
  });

  test('each criterion’s answers make its audits', () => {
    fc.assert(fc.property(fc.string({ minLength: 3, maxLength: 8 }), (seed) => {
      const marked = anyMarked(randomFrom(seed), 40);
      for (const row of worstCriteria(VERSIONS, marked, 'plan')) {
        expect(row.asked).toBe(row.met + row.partlyMet + row.notMet);
        expect(row.asked + row.notArising + row.olderWords).toBe(marked.length);
        expect(row.audits).toHaveLength(row.partlyMet + row.notMet);
      }
    }), { numRuns: 30 });
  });
});

describe('themes and services', () => {
  test('findings by theme, and within it by service, the most first, the unnamed last', () => {
    const rows = themesOf([finding('a', 'c1', { theme: 'vague', service: 'ep' }), finding('b', 'c1', { theme: 'vague', service: 'health' }), finding('b', 'c2', { theme: 'vague', service: 'health' }), finding('c', 'c3'), finding('d', 'c3'), finding('e', 'c3', { theme: 'voice' })]);
    expect(rows.map(({ theme, findings, audits, services }) => [theme, findings, audits, services.map(({ service, findings: own }) => [service, own])])).toEqual([
      ['vague', 3, ['a', 'b'], [['health', 2], ['ep', 1]]],
      ['voice', 1, ['e'], [[null, 1]]],
      [null, 2, ['c', 'd'], [[null, 2]]],
    ]);
  });

  test('three bad of three do not outrank forty of sixty', () => {
    const marked = [...many(60, 'ep', { service: 'ep' }), ...many(3, 'ot', { service: 'ot' })];
    const findings = [...Array.from({ length: 40 }, (_, i) => finding(`ep${i}`, 'c1', { service: 'ep' })), ...[0, 1, 2].map((i) => finding(`ot${i}`, 'c1', { service: 'ot' }))];
    expect(servicesOf(marked, findings).rows.map(({ service, own }) => [service, own])).toEqual([['ep', { part: 40, of: 60 }], ['ot', { part: 3, of: 3 }]]);
  });

  test.each([['in audits of its own work', true], ['named in audits of plans', false]])('N8: a planted weak service surfaces first, %s, 200 times of 200', (_where, isOwn) => {
    const random = randomFrom(`planted ${isOwn}`);
    const services = ['ep', 'health', 'social-care', 'salt', 'ot'];
    for (let run = 0; run < 200; run += 1) {
      const weak = random.pick(services);
      // found in half of what the weak one does, one in eight of the others'
      const marked = Array.from({ length: 200 }, (_, i) => marking(`a${i}`, { service: isOwn ? (services[i % services.length] ?? null) : null }));
      const findings = marked.flatMap(({ audit, service }) => (service === null ? services : [service]).filter((one) => random.chance(one === weak ? 0.5 : 0.125)).map((one) => finding(audit, 'c1', { service: one })));
      expect(servicesOf(marked, findings).rows[0]?.service).toBe(weak);
    }
  });

  test('an audit counts once however much it found; what is nobody’s, or of no known audit, is counted apart', () => {
    const found = servicesOf([marking('a', { service: 'ep' }), marking('b')], [finding('a', 'c1', { service: 'ep' }), finding('a', 'c2', { service: 'ep' }), finding('b', 'c1'), finding('gone', 'c1', { service: 'ep' })]);
    expect(found).toMatchObject({ rows: [{ service: 'ep', findings: 2, own: { part: 1, of: 1 }, elsewhere: { part: 0, of: 1 }, audits: ['a'] }], ofNoService: 1, notMarked: 1 });
  });
});

describe('what is found again', () => {
  const first = finding('a', 'c1', { service: 'ep', theme: 'vague' });
  const done = action('a', { done: '2026-11-10' });
  const marked = [marking('a'), marking('b', { on: '2026-12-01' })];

  test('the same criterion for the same service, written after an action was done, is recurring, with both', () => {
    const again = finding('b', 'c1', { service: 'ep', on: '2026-12-05' });
    expect(recurringOf(marked, [first, again], [done])).toEqual([{ finding: again, by: 'criterion', earlier: [first], actions: [done] }]);
  });

  test('so is the same theme, where the criterion is another', () => {
    const again = finding('b', 'c3', { service: 'ep', theme: 'vague', on: '2026-12-05' });
    expect(recurringOf(marked, [first, again], [done])).toMatchObject([{ by: 'theme', actions: [{ action: 'act-a' }] }]);
  });

  test.each([
    ['another service', finding('b', 'c1', { service: 'health' }), done, marked],
    ['an action that is not done', finding('b', 'c1', { service: 'ep' }), action('a'), marked],
    ['an action done after it was written', finding('b', 'c1', { service: 'ep' }), done, [marking('a'), marking('b', { on: '2026-12-01', written: '2026-11-09' })]],
    ['no theme in common', finding('b', 'c3', { service: 'ep' }), done, marked],
    ['an action on another criterion', finding('b', 'c1', { service: 'ep' }), action('a', { done: '2026-11-10', criterion: 'c3' }), marked],
    ['an action on another service', finding('b', 'c1', { service: 'ep' }), action('a', { done: '2026-11-10', service: 'health' }), marked],
    ['an action on another theme', finding('b', 'c1', { service: 'ep' }), action('a', { done: '2026-11-10', theme: 'voice' }), marked],
  ])('not of %s', (_why, again, on, of) => {
    expect(recurringOf(of, [first, again], [on])).toEqual([]);
  });
});

describe('actions', () => {
  test('on a day: overdue the longest first, then open, then done; what was set or done later is not known yet', () => {
    const all = [action('done', { done: '2026-11-25' }), action('later', { set: '2026-12-02' }), action('not-yet', { due: '2026-11-25', done: '2026-12-05' }), action('late', { due: '2026-11-01' }), action('open', { due: '2026-12-01' })];
    expect(actionsOn(all, isoDate('2026-12-01')).map(({ action: { audit }, standing, daysLate }) => [audit, standing, daysLate])).toEqual([
      ['late', 'overdue', 30], ['not-yet', 'overdue', 6], ['open', 'open', 0], ['done', 'done', 5],
    ]);
  });

  const source = marking('src', { answers: 'npm' });
  const found = finding('src', 'c1', { theme: 'vague', service: 'ep' });
  const on = (count: number, name: string, day: string, letters: string) => many(count, name, { on: day, answers: letters });
  const effect = (marked: Parameters<typeof effectOf>[1], of = action('src', { done: '2026-11-01' })) => effectOf(VERSIONS, [source, ...marked], [found], of);

  test('20 of 50 before and 40 of 50 after is better: 40 points, from 21 to 55', () => {
    const shown = effect([...on(20, 'a', '2026-10-01', 'mmm'), ...on(30, 'b', '2026-10-02', 'nmm'), ...on(40, 'c', '2026-11-02', 'mmm'), ...on(10, 'd', '2026-11-03', 'pmm')]);
    expect(shown).toMatchObject({ word: 'better', criteria: ['c1'], before: { met: { part: 20, of: 50 }, score: { mean: 40 } }, after: { met: { part: 40, of: 50 }, score: { mean: 90 } }, leftOut: 1 });
    // Wilson: 20 of 50 0.2761 to 0.5382, 40 of 50 0.6696 to 0.8876: 0.4 - √(0.1304² + 0.1382²), 0.4 + √(0.0876² + 0.1239²)
    expect([shown?.difference?.from.toFixed(2), shown?.difference?.to.toFixed(2)]).toEqual(['0.21', '0.55']);
  });

  test('the honest words: worse, no change shown, and too few below ten either side', () => {
    expect(effect([...on(20, 'a', '2026-10-01', 'mmm'), ...on(20, 'b', '2026-12-01', 'nmm')])?.word).toBe('worse');
    expect(effect([...on(10, 'a', '2026-10-01', 'mmm'), ...on(2, 'n', '2026-10-01', 'nmm'), ...on(12, 'b', '2026-12-01', 'mmm')])?.word).toBe('no-change-shown');
    expect(effect([...on(9, 'a', '2026-10-01', 'nmm'), ...on(50, 'b', '2026-12-01', 'mmm')])).toMatchObject({ word: 'too-few', difference: null });
  });

  test('not counted: the audit it came of, the day itself, what was not drawn by chance; written before counts as before', () => {
    const shown = effect([marking('same-day', { on: '2026-11-01' }), marking('again', { on: '2026-12-01', why: 're-audit', of: 'src' }), marking('of-service', { on: '2026-12-01', service: 'ep' }), marking('old', { on: '2026-12-01', written: '2026-10-01' }), marking('new', { on: '2026-12-01' })]);
    expect([shown?.before.audits, shown?.after.audits, shown?.leftOut]).toEqual([['old'], ['new'], 2]);
  });

  test('an action not done, or on nothing found, has no effect to show', () => {
    expect(effect([], action('src'))).toBeNull();
    expect(effect([], action('src', { done: '2026-11-01', theme: 'voice' }))).toBeNull();
    expect(effectOf(VERSIONS, [], [found], action('src', { done: '2026-11-01' }))).toBeNull();
  });

  test('an action on several criteria: met where all that arise are', () => {
    const both = [found, finding('src', 'c2')];
    const shown = effectOf(VERSIONS, [source, marking('x', { on: '2026-10-01', answers: 'mpm' }), marking('y', { on: '2026-10-01', answers: 'm-m' })], both, action('src', { done: '2026-11-01' }));
    expect(shown?.before).toMatchObject({ met: { part: 1, of: 2 }, score: { mean: 87.5 } }); // 75 and 100
  });

  test('where nothing changed, a change is said about one time in twenty at most', () => {
    const random = randomFrom('no effect');
    let said = 0;
    for (let run = 0; run < 200; run += 1) {
      const marked = Array.from({ length: 60 }, (_, i) => marking(`a${i}`, { on: i < 30 ? '2026-10-01' : '2026-12-01', answers: random.chance(0.5) ? 'mmm' : 'nmm' }));
      if (effect(marked)?.word !== 'no-change-shown') said += 1;
    }
    expect(said).toBeLessThan(23); // 5% of 200 is 10; four standard errors are 12.3
  });

  test('the same plan audited again, by its grade before and after', () => {
    const again = reAuditsOf([marking('a', { answers: 'nmm' }), marking('b', { why: 're-audit', of: 'a' }), marking('c', { why: 're-audit', of: 'a', version: 2 }), marking('d', { why: 're-audit', of: 'gone' }), marking('e', { why: 're-audit', of: 'b', answers: 'mpp' })]);
    expect(again.pairs.map(({ audit, of, before, after, change }) => [audit, of, before, after, change])).toEqual([['b', 'a', 'inadequate', 'outstanding', 'better'], ['e', 'b', 'outstanding', 'requires-improvement', 'worse']]);
    expect(again.leftOut).toEqual(['c', 'd']);
  });
});

test('exemplars: outstanding when last audited, the best first; for one criterion the best that meet it', () => {
  const marked = [marking('a', { answers: 'mpm' }), marking('b'), marking('c', { answers: 'nmm' }), marking('old', { subject: 'p' }), marking('new', { subject: 'p', answers: 'mpp', on: '2026-11-01' }), marking('blind', { subject: 'p', why: 'double', of: 'new', on: '2026-11-02' })];
  expect(exemplarsOf(marked).map(({ audit, score }) => [audit, score])).toEqual([['b', 100], ['a', 87.5]]);
  expect(exemplarsFor(marked, 'c2', 2).map(({ audit }) => audit)).toEqual(['b', 'c']);
});

test('quarters are of the calendar', () => {
  expect([quarterOf(isoDate('2026-01-01')), quarterOf(isoDate('2026-03-31')), quarterOf(isoDate('2026-04-01')), quarterOf(isoDate('2026-12-31'))]).toEqual(['2026-Q1', '2026-Q1', '2026-Q2', '2026-Q4']);
  expect(daysOfQuarter(isoQuarter('2024-Q1'))).toEqual({ from: '2024-01-01', to: '2024-03-31' });
  expect([quarterLater(isoQuarter('2026-Q1'), -1), quarterLater(isoQuarter('2026-Q4'), 2)]).toEqual(['2025-Q4', '2027-Q2']);
  expect([isIsoQuarter('2026-Q5'), isIsoQuarter('2026Q1')]).toEqual([false, false]);
  expect(() => isoQuarter('2026-10')).toThrow(RangeError);
});
