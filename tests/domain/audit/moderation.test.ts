import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomFrom } from '../../../domain/chance.js';
import type { Framework } from '../../../domain/audit/framework.js';
import { asModerated, type Marked } from '../../../domain/audit/marked.js';
import { agreementOf, disagreementsOf, doublesOf, driftOf, moderated, reMarksOf, type Pair } from '../../../domain/audit/moderation.js';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { answers, anyMarked, marking, SMALL, VERSIONS } from './marked-support.js';

const twice = (name: string, one: string, other: string, more: Parameters<typeof marking>[1] = {}): readonly Marked[] => [
  marking(name, { ...more, answers: one }),
  marking(`${name}-2`, { auditor: 'aud-2', ...more, answers: other, why: 'double', of: name }),
];
const pairOf = (one: string, other: string): Pair => {
  const pair = doublesOf(twice('a', one, other)).pairs[0];
  if (pair === undefined) throw new Error('no pair');
  return pair;
};

test('a double is paired with its first; what cannot be compared is left out with why', () => {
  const marked = [
    ...twice('a', 'mmm', 'mpm'),
    marking('lost', { why: 'double', of: 'nowhere', auditor: 'aud-2' }),
    marking('own', { why: 'double', of: 'a' }), // aud-1 marked the first
    marking('newer', { why: 'double', of: 'a', auditor: 'aud-2', version: 2 }),
    marking('again', { why: 're-mark', of: 'a' }),
    marking('not-own', { why: 're-mark', of: 'a', auditor: 'aud-2' }),
  ];
  expect(doublesOf(marked).pairs.map(({ first, second }) => [first.audit, second.audit])).toEqual([['a', 'a-2']]);
  expect(doublesOf(marked).leftOut).toEqual([{ audit: 'lost', why: 'first-not-there' }, { audit: 'newer', why: 'other-framework' }, { audit: 'own', why: 'same-auditor' }]);
  expect(reMarksOf(marked).pairs.map(({ second }) => second.audit)).toEqual(['again']);
  expect(reMarksOf(marked).leftOut).toEqual([{ audit: 'not-own', why: 'other-auditor' }]);
});

test('a disagreement says how far apart, and what each marking’s grade becomes with the other’s answer', () => {
  // mpm: A 75, B 100, 87.5 outstanding. nmp: A 50, B 50, 50 requires improvement, and c1 not met makes it inadequate
  const found = disagreementsOf(SMALL, pairOf('mpm', 'nmp'));
  expect(found.map(({ criterion, stepsApart, changesGrade }) => [criterion, stepsApart, changesGrade])).toEqual([['c1', 2, true], ['c3', 1, true], ['c2', 1, false]]);
  // npm: capped; mmp: A 100, B 50, 75 good
  expect(found[0]?.effect).toEqual({ first: { kind: 'grade', from: 'outstanding', to: 'inadequate' }, second: { kind: 'grade', from: 'inadequate', to: 'good' } });
  // mpp: A 75, B 50, 62.5; nmm: A 50, B 100, 75 and capped
  expect(found[1]?.effect).toEqual({ first: { kind: 'grade', from: 'outstanding', to: 'requires-improvement' }, second: { kind: 'grade', from: 'inadequate', to: 'inadequate' } });
});

test('one says that it does not arise: no step of the scale apart', () => {
  expect(disagreementsOf(SMALL, pairOf('mnm', 'm-m'))).toMatchObject([{ criterion: 'c2', first: 'not-met', second: 'not-applicable', stepsApart: null }]);
  expect(disagreementsOf(SMALL, pairOf('mmm', 'mmm'))).toEqual([]);
});

test('an answer that would leave nothing to grade is said, not graded', () => {
  const framework: Framework = { ...SMALL, criteria: SMALL.criteria.map((one) => ({ ...one, mayNotApply: true, cap: null })) };
  const [first, second] = [{ ...marking('a'), answers: answers('m--') }, { ...marking('b', { auditor: 'aud-2' }), answers: answers('--m') }];
  expect(disagreementsOf(framework, { first, second }).map(({ criterion, effect, changesGrade }) => [criterion, effect.first.kind, effect.second.kind, changesGrade])).toEqual([
    ['c1', 'no-grade', 'grade', true],
    ['c3', 'grade', 'no-grade', true],
  ]);
});

test('the meeting’s answers make the final grade; a disagreement that nothing was agreed on keeps it open', () => {
  const pair = pairOf('mpm', 'nmp');
  expect(moderated(SMALL, pair, answers('mp'))).toEqual({ kind: 'not-yet', problems: [{ criterion: 'c3', code: 'unanswered' }] });
  expect(moderated(SMALL, pair, answers('mpp'))).toMatchObject({ kind: 'agreed', answers: answers('mpp'), scored: { score: 62.5, grade: 'requires-improvement' } });
  // both may have had it wrong
  expect(moderated(SMALL, pairOf('mmm', 'mmm'), { c3: 'not-met' })).toMatchObject({ kind: 'agreed', scored: { score: 50 } });
  const agreed = moderated(SMALL, pair, answers('mpp'));
  if (agreed.kind !== 'agreed') throw new Error('not agreed');
  const { grade, score } = agreed.scored;
  const left = asModerated([pair.first, pair.second], [{ audit: 'a', agreedOn: isoDate('2026-11-01'), answers: agreed.answers, grade, score }]);
  expect(left.map((one) => [one.audit, one.grade])).toEqual([['a', 'requires-improvement'], ['a-2', 'inadequate']]);
});

/** Of c1: met and met twice, not met and not met, not met and met. */
const FOUR = [...twice('a', 'mmm', 'm-m'), ...twice('b', 'm-m', 'm-m'), ...twice('c', 'nmm', 'nmm'), ...twice('d', 'nmm', 'mmm')];

test('agreement by hand: c1 alike in 3 of 4, by chance in half, so kappa ½; what does not arise is counted apart', () => {
  const [plans] = agreementOf(VERSIONS, doublesOf(FOUR).pairs);
  const [c1, c2] = plans?.byCriterion ?? [];
  // seven of c1's eight margins: the one met in ½, the other in ¾: ½·¾ + ½·¼ = ½ by chance
  expect(c1).toMatchObject({ id: 'c1', agreement: { pairs: 4, answered: 4, compared: 4, alike: { part: 3, of: 4, percent: null }, beyondChance: { linear: { kind: 'known', of: 4, value: 0.5, interval: null } } } });
  expect(c2).toMatchObject({ id: 'c2', agreement: { answered: 4, compared: 2, bothNotArising: 1, oneNotArising: 1, alike: { part: 2, of: 2 } } });
  expect(plans?.overall).toMatchObject({ pairs: 4, answered: 12, compared: 10, alike: { part: 9, of: 10 }, audits: ['a', 'b', 'c', 'd'] });
  expect(plans).toMatchObject({ kind: 'plan', versions: [1], leftOut: 0, byQuarter: [{ id: '2026-Q4' }], byAuditor: [{ id: 'aud-1', agreement: { pairs: 4 } }, { id: 'aud-2', agreement: { pairs: 4 } }] });
});

test('an auditor is held against all colleagues at once; a pair belongs to both', () => {
  const [plans] = agreementOf(VERSIONS, doublesOf([...FOUR, ...twice('e', 'mmm', 'pmm', { auditor: 'aud-3' }).map((one, i) => (i === 1 ? { ...one, auditor: 'aud-1' } : one))]).pairs);
  expect(plans?.byAuditor.map(({ id, agreement }) => [id, agreement.pairs, agreement.audits.length])).toEqual([['aud-1', 5, 5], ['aud-2', 4, 4], ['aud-3', 1, 1]]);
  expect(plans?.byAuditor[2]?.agreement.audits).toEqual(['e']);
});

test('of two versions only what is asked word for word alike is put together; answers to older words are counted', () => {
  const [plans] = agreementOf(VERSIONS, doublesOf([...FOUR, ...twice('e', 'mmm', 'mmm', { version: 2, on: '2026-07-01' })]).pairs);
  expect(plans).toMatchObject({ versions: [1, 2], leftOut: 4, overall: { pairs: 5, answered: 11 } }); // 4 × c2 of version 1
  expect(plans?.byCriterion.map(({ id, agreement }) => [id, agreement.pairs])).toEqual([['c1', 5], ['c2', 1], ['c3', 5]]);
  expect(plans?.byQuarter.map(({ id, agreement }) => [id, agreement.pairs])).toEqual([['2026-Q3', 1], ['2026-Q4', 4]]);
});

test('a version nobody has marked by does not unsay what was asked', () => {
  expect(agreementOf(VERSIONS, doublesOf(FOUR).pairs)[0]?.leftOut).toBe(0);
});

test('drift by hand: kinder by a third of a step three times in five is 0.2, from -0.027 to 0.427', () => {
  // pmm: A 75, B 100: 87.5, 12.5 below mmm. Thirds ⅓ ⅓ ⅓ 0 0: mean 0.2, error √(0.13333 / 20) = 0.08165, t of 4 is 2.776
  const marked = ['pmm', 'pmm', 'pmm', 'mmm', 'mmm'].flatMap((other, i) => twice(`a${i}`, 'mmm', other));
  const [kind, strict] = driftOf(doublesOf(marked).pairs, []);
  expect(kind).toMatchObject({ auditor: 'aud-1', quarter: '2026-Q4', pairs: 5, score: { mean: 7.5 } });
  expect(kind?.steps?.mean).toBeCloseTo(0.2, 12);
  expect(kind?.steps?.interval?.from).toBeCloseTo(-0.0267, 4);
  expect(kind?.steps?.interval?.to).toBeCloseTo(0.4267, 4);
  expect(strict?.steps?.mean).toBeCloseTo(-0.2, 12);
});

test('what the meeting agreed is held against both; four pairs are too few', () => {
  const marked = Array.from({ length: 5 }, (_, i) => twice(`a${i}`, 'mmm', 'pmm')).flat();
  const met = Array.from({ length: 5 }, (_, i) => ({ audit: `a${i}`, agreedOn: isoDate('2026-11-01'), answers: answers('mmm'), grade: 'outstanding' as const, score: 100 }));
  const [one, other] = driftOf(doublesOf(marked).pairs, met);
  expect(one).toMatchObject({ auditor: 'aud-1', steps: { mean: 0, interval: null }, score: { mean: 0 } });
  expect(other).toMatchObject({ auditor: 'aud-2', score: { mean: -12.5 } });
  expect(driftOf(doublesOf(marked.slice(0, 8)).pairs, met)[0]).toMatchObject({ pairs: 4, steps: null, score: null });
});

const anyDoubles = fc.string({ minLength: 3, maxLength: 8 }).map((seed) => anyMarked(randomFrom(seed), 60));

test('in whatever order they come, agreement and drift are the same; pairs and left out make all doubles; rows add up', () => {
  fc.assert(fc.property(anyDoubles, (marked) => {
    const { pairs, leftOut } = doublesOf(marked);
    expect(doublesOf([...marked].reverse())).toEqual({ pairs, leftOut });
    expect(pairs.length + leftOut.length).toBe(marked.filter(({ why }) => why === 'double').length);
    const agreement = agreementOf(VERSIONS, pairs);
    expect(agreementOf([...VERSIONS].reverse(), [...pairs].reverse()).map(({ overall, byCriterion }) => [overall.audits, overall.alike, byCriterion.map(({ agreement: { alike } }) => alike)])).toEqual(
      agreement.map(({ overall, byCriterion }) => [overall.audits, overall.alike, byCriterion.map(({ agreement: { alike } }) => alike)]));
    expect(driftOf([...pairs].reverse(), [])).toEqual(driftOf(pairs, []));
    for (const { overall, byCriterion, byQuarter, leftOut: older } of agreement) {
      const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);
      expect(overall.answered + older).toBe(pairs.length * 3);
      expect(overall.compared + overall.bothNotArising + overall.oneNotArising).toBe(overall.answered);
      for (const rows of [byCriterion, byQuarter]) expect(sum(rows.map(({ agreement: { answered } }) => answered))).toBe(overall.answered);
    }
  }), { numRuns: 40 });
});

test('the two auditors change places: drift changes its sign, agreement does not change', () => {
  fc.assert(fc.property(anyDoubles, (marked) => {
    const pairs = doublesOf(marked).pairs.map(({ first, second }): Pair => ({ first: { ...first, auditor: 'aud-x' }, second: { ...second, auditor: 'aud-y' } }));
    const changed = pairs.map(({ first, second }): Pair => ({ first: { ...first, auditor: 'aud-y' }, second: { ...second, auditor: 'aud-x' } }));
    const of = (auditor: string, all: readonly Pair[]) => driftOf(all, []).filter((one) => one.auditor === auditor);
    of('aud-x', pairs).forEach((drift, i) => {
      const other = of('aud-x', changed)[i];
      expect(other?.pairs).toBe(drift.pairs);
      expect(drift.steps?.mean ?? 0).toBeCloseTo(-(other?.steps?.mean ?? 0), 9);
      expect(drift.score?.mean ?? 0).toBeCloseTo(-(other?.score?.mean ?? 0), 9);
    });
    const value = (all: readonly Pair[]) => agreementOf(VERSIONS, all).map(({ overall: { beyondChance } }) => (beyondChance.quadratic.kind === 'known' ? beyondChance.quadratic.value : null));
    value(pairs.map(({ first, second }): Pair => ({ first: second, second: first }))).forEach((one, i) => expect(one).toBeCloseTo(value(pairs)[i] ?? Number.NaN, 9));
  }), { numRuns: 30 });
});

test('any disagreement’s effect is what marking it so would have given', () => {
  fc.assert(fc.property(anyDoubles, (marked) => {
    for (const pair of doublesOf(marked).pairs.filter(({ first }) => first.framework.number === 1)) {
      for (const { criterion, first, second, effect } of disagreementsOf(SMALL, pair)) {
        expect(first).not.toBe(second);
        expect(effect.first).toEqual({ kind: 'grade', from: pair.first.grade, to: marking('x', { answers: { ...pair.first.answers, [criterion]: second } }).grade });
      }
    }
  }), { numRuns: 20 });
});
