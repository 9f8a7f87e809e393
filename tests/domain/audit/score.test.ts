import { expect, test } from 'vitest';
import { randomFrom } from '../../../domain/chance.js';
import { DEFAULT_FRAMEWORKS } from '../../../domain/audit/default-frameworks/all.js';
import { PLAN_FRAMEWORK } from '../../../domain/audit/default-frameworks/plan.js';
import { frameworkSchema, GRADES, type Answer, type Framework, type Grade } from '../../../domain/audit/framework.js';
import { answerProblems, scoreOf, type Answers } from '../../../domain/audit/score.js';
import { scorings, type Scoring } from './support.js';

/** The grade that follows from the answers, against another way of reckoning it and against plans scored by hand. */

const HALVES = { 'not-met': 0, 'partly-met': 1, met: 2 } as const;

/**
 * The same grade reckoned otherwise: every section brought to one common measure (the least common multiple of what its criteria
 * that arise weigh), then all added up in half points, and compared without dividing.
 */
function reckoned({ framework, answers, asked }: Scoring): Readonly<{ tenths: bigint; band: Grade; grade: Grade; binding: readonly string[] }> {
  const rows = asked.flatMap(({ section, weight, id }) => {
    const answer = answers[id];
    return answer === undefined || answer === 'not-applicable' ? [] : [{ section, weight, halves: HALVES[answer] }];
  });
  const arising = framework.sections
    .map(({ id, weight }) => ({ weight, own: rows.filter(({ section }) => section === id) }))
    .filter(({ own }) => own.length > 0)
    .map(({ weight, own }) => ({ weight, whole: sum(own.map((row) => row.weight)), gained: sum(own.map((row) => row.weight * row.halves)) }));
  const common = arising.map(({ whole }) => whole).reduce(leastCommon, 1);
  const gained = arising.map((one) => BigInt(one.weight * one.gained) * BigInt(common / one.whole)).reduce((a, b) => a + b, 0n);
  const most = BigInt(sum(arising.map(({ weight }) => weight)) * 2) * BigInt(common); // in half points
  const band = framework.bands.find(({ from, to, grade }) => gained * 100n >= BigInt(from) * most && (gained * 100n < BigInt(to) * most || grade === 'outstanding'))?.grade ?? 'inadequate';
  const failed = asked.filter(({ id, cap }) => cap !== null && (answers[id] === 'not-met' || (answers[id] === 'partly-met' && cap.when === 'partly-met')));
  const lowest = Math.min(GRADES.indexOf(band), ...failed.map(({ cap }) => GRADES.indexOf(cap?.at ?? 'outstanding')));
  const binding = failed.filter(({ cap }) => GRADES.indexOf(cap?.at ?? 'outstanding') < GRADES.indexOf(band)).map(({ id }) => id);
  return { tenths: (gained * 1000n) / most, band, grade: GRADES[lowest] ?? 'inadequate', binding };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const greatestCommon = (a: number, b: number): number => (b === 0 ? a : greatestCommon(b, a % b));
function leastCommon(a: number, b: number): number {
  const made = (a / greatestCommon(a, b)) * b;
  if (!Number.isSafeInteger(made)) throw new RangeError('too many sections for the check');
  return made;
}

test('ten thousand random scorings: the grade, its band, its score and what binds it are those of another calculation, and a capped grade names its cap', () => {
  let capped = 0;
  for (const scoring of scorings('ten thousand scorings', 10_000)) {
    const scored = scoreOf(scoring.framework, scoring.answers, scoring.role);
    const { tenths, band, grade, binding } = reckoned(scoring);
    const fail = (): never => expect.fail(JSON.stringify({ scoring, scored }));
    if (Math.round(scored.score * 10) !== Number(tenths) || scored.band !== band || scored.grade !== grade) fail();
    const binds = scored.caps.filter((cap) => cap.binds);
    if (binds.map(({ criterion }) => criterion).sort().join() !== [...binding].sort().join()) fail();
    if (scored.grade !== scored.band) {
      capped += 1;
      const names = binds.find(({ at }) => at === scored.grade);
      if (names === undefined || names.because === '' || !scoring.asked.some(({ id }) => id === names.criterion)) fail();
    }
  }
  expect(capped).toBeGreaterThan(1000);
});

const BETTER: Readonly<Record<string, readonly Answer[]>> = { 'not-met': ['partly-met', 'met'], 'partly-met': ['met'] };

test('ten thousand single improvements: none lowers the score or the grade, and some raise them', () => {
  const random = randomFrom('ten thousand improvements');
  let tried = 0;
  let raised = 0;
  for (const { framework, role, answers } of scorings('what is improved', 20_000)) {
    const open = Object.keys(answers).filter((id) => answers[id] === 'not-met' || answers[id] === 'partly-met');
    if (open.length === 0 || tried === 10_000) continue;
    const id = random.pick(open);
    const better: Answers = { ...answers, [id]: random.pick(BETTER[answers[id] ?? ''] ?? []) };
    const [before, after] = [scoreOf(framework, answers, role), scoreOf(framework, better, role)];
    tried += 1;
    const [was, is] = [GRADES.indexOf(before.grade), GRADES.indexOf(after.grade)];
    if (is < was || after.score < before.score) expect.fail(JSON.stringify({ framework, answers, better }));
    if (is > was) raised += 1;
  }
  expect(tried).toBe(10_000);
  expect(raised).toBeGreaterThan(100);
});

const answersOf = (framework: Framework, otherwise: Answer, given: Readonly<Record<string, Answer>>): Answers =>
  Object.fromEntries(framework.criteria.map(({ id }) => [id, given[id] ?? otherwise]));
const all = (answer: Answer, ...ids: readonly string[]): Record<string, Answer> => Object.fromEntries(ids.map((id) => [id, answer]));

/**
 * Plans scored by hand with the default weights. What a criterion is worth is its section's weight times its own: the golden thread
 * 10 x 40% = 4 points; SMART outcomes 14 x 25% = 3.5; clear needs 12 x 25% = 3; watching progress 14 x 20% = 2.8, and so on.
 */
const DOWN_TO_85 = all('not-met', 'w-thread', 'e-smart', 'b-clear', 'e-monitoring', 'j-what-for'); // 4 + 3.5 + 3 + 2.8 + 0.8 = 14.1
const DOWN_TO_65 = all( // 4 + 3.5 + 2.8 + 3 + 2.4 + 2 + 2.1 + 1.8 + 1.8 + 2 + 2 + 2 + 2.4 + 2.4 + 0.8 = 35
  'not-met', 'w-thread', 'e-smart', 'e-monitoring', 'b-clear', 'b-strengths', 'w-language', 'e-aspirational', 'a-communication', 'b-own-place', 'f-who', 'f-therapy', 'f-from-advice',
  'c-effect', 'd-effect', 'j-what-for',
);
const DOWN_TO_40 = all('not-met', 'w-thread', 'e-smart', 'e-monitoring', 'b-clear', 'b-strengths', 'c-effect', 'i-only', 'f-until'); // of all half: 2 + 1.75 + 1.4 + 1.5 + 1.2 + 1.2 + 0.45 + 0.5 = 10
const CAPS_OF_A_PLAN = [
  'a-child-views', 'a-family-views', 'a-aspirations', 'b-needs', 'c-said', 'd-said', 'e-outcomes', 'f-every-need', 'f-specified', 'f-quantified', 'g-said', 'h-said', 'i-named', 'k-listed', 'w-adulthood',
];

test.each<{ what: string; otherwise: Answer; given: Record<string, Answer>; score: number; band: Grade; grade: Grade; caps?: readonly string[] }>([
  { what: 'all met', otherwise: 'met', given: {}, score: 100, band: 'outstanding', grade: 'outstanding' },
  { what: 'all partly met: half, and no cap, for each asks for a failure', otherwise: 'partly-met', given: {}, score: 50, band: 'requires-improvement', grade: 'requires-improvement' },
  { what: 'nothing met: every cap is named, though none is needed', otherwise: 'not-met', given: {}, score: 0, band: 'inadequate', grade: 'inadequate', caps: CAPS_OF_A_PLAN },
  { what: 'the child not heard: 100 less 12 x 30%', otherwise: 'met', given: all('not-met', 'a-child-views'), score: 96.4, band: 'outstanding', grade: 'requires-improvement', caps: ['a-child-views'] },
  { what: 'the child half heard: less 1.8, and no cap', otherwise: 'met', given: all('partly-met', 'a-child-views'), score: 98.2, band: 'outstanding', grade: 'outstanding' },
  { what: 'F without amounts: less 20 x 20%', otherwise: 'met', given: all('not-met', 'f-quantified'), score: 96, band: 'outstanding', grade: 'inadequate', caps: ['f-quantified'] },
  { what: 'no views and no placement: the lower cap holds, both are named', otherwise: 'met', given: all('not-met', 'a-child-views', 'i-named'), score: 94.3, band: 'outstanding', grade: 'inadequate', caps: ['a-child-views', 'i-named'] },
  { what: 'exactly 85: 14.1 down, and 0.9 for how the child communicates', otherwise: 'met', given: { ...DOWN_TO_85, ...all('partly-met', 'a-communication') }, score: 85, band: 'outstanding', grade: 'outstanding' },
  { what: '84.55: that, and half of 0.9 for what section I holds, is shown below the border', otherwise: 'met', given: { ...DOWN_TO_85, ...all('partly-met', 'a-communication', 'i-only') }, score: 84.5, band: 'good', grade: 'good' },
  { what: 'exactly 65', otherwise: 'met', given: DOWN_TO_65, score: 65, band: 'good', grade: 'good' },
  { what: '64.55', otherwise: 'met', given: { ...DOWN_TO_65, ...all('partly-met', 'i-only') }, score: 64.5, band: 'requires-improvement', grade: 'requires-improvement' },
  { what: 'exactly 40', otherwise: 'partly-met', given: DOWN_TO_40, score: 40, band: 'requires-improvement', grade: 'requires-improvement' },
  { what: '39.6: half of 0.8 less', otherwise: 'partly-met', given: { ...DOWN_TO_40, ...all('not-met', 'j-what-for') }, score: 39.6, band: 'inadequate', grade: 'inadequate' },
  {
    // F: 80 of 90 that arise, 20 x 10/90 = 2.222... down; whole: 65 of 75, 10 x 10/75 = 1.333... down
    what: 'a young child without health or care needs: what does not arise weighs nothing', otherwise: 'met',
    given: { ...all('not-applicable', 'c-effect', 'd-effect', 'g-specific', 'h-right-part', 'h-specific', 'f-therapy', 'j-what-for', 'w-adulthood'), ...all('not-met', 'f-who'), ...all('partly-met', 'w-language') },
    score: 96.4, band: 'outstanding', grade: 'outstanding',
  },
])('by hand: $what', ({ otherwise, given, score, band, grade, caps = [] }) => {
  const scored = scoreOf(PLAN_FRAMEWORK, answersOf(PLAN_FRAMEWORK, otherwise, given));
  expect({ score: scored.score, band: scored.band, grade: scored.grade, caps: scored.caps.map(({ criterion }) => criterion) }).toEqual({ score, band, grade, caps });
});

/** Two sections; in each the first criterion is met, the second is not, the third does not arise or is not met. */
const bordering = (first: readonly number[], second: readonly number[]): Framework =>
  frameworkSchema.parse({
    kind: 'plan', title: 'At the border',
    sections: [{ id: 'x', title: 'X', weight: 47 }, { id: 'y', title: 'Y', weight: 53 }],
    criteria: [...first.map((weight, i) => ({ section: 'x', id: `x${i}`, weight })), ...second.map((weight, i) => ({ section: 'y', id: `y${i}`, weight }))].map((one) => ({ ...one, asks: 'Is it?', good: 'It is.', mayNotApply: true })),
    bands: [{ grade: 'inadequate', from: 0, to: 40 }, { grade: 'requires-improvement', from: 40, to: 60 }, { grade: 'good', from: 60, to: 80 }, { grade: 'outstanding', from: 80, to: 100 }],
  });

test.each<{ what: string; weights: readonly [readonly number[], readonly number[]]; third: Answer; score: number; grade: Grade }>([
  // 47 x 69/98 + 53 x 77/87 = (282,141 + 399,938) / 8,526 = 682,079 / 8,526; 80 is 682,080 / 8,526
  { what: '79.99988, one part in 8,526 below the border', weights: [[69, 29, 2], [77, 10, 13]], third: 'not-applicable', score: 79.9, grade: 'good' },
  { what: '80 itself: 47 x 80/100 + 53 x 80/100', weights: [[80, 18, 2], [80, 7, 13]], third: 'not-met', score: 80, grade: 'outstanding' },
  // 47 x 70/98 + 53 x 77/87 = 686,168 / 8,526 = 80.479...
  { what: '80.479..., a point of weight above', weights: [[70, 28, 2], [77, 10, 13]], third: 'not-applicable', score: 80.4, grade: 'outstanding' },
])('at the border: $what', ({ weights: [first, second], third, score, grade }) => {
  const scored = scoreOf(bordering(first, second), { x0: 'met', x1: 'not-met', x2: third, y0: 'met', y1: 'not-met', y2: third });
  expect({ score: scored.score, grade: scored.grade }).toEqual({ score, grade });
});

test('an adviser is scored by the criteria for all and those of its own group, which then share their section', () => {
  const { advice } = DEFAULT_FRAMEWORKS;
  const ofHealth = Object.fromEntries(advice.criteria.filter(({ onlyFor }) => onlyFor.length === 0 || onlyFor.includes('health')).map(({ id }): [string, Answer] => [id, 'met']));
  expect(answerProblems(advice, ofHealth, 'health')).toEqual([]);
  // two criteria of equal weight in a section of 10: one not met is 5 down
  expect(scoreOf(advice, { ...ofHealth, 'health-educates': 'not-met' }, 'health')).toMatchObject({ score: 95, grade: 'outstanding' });
  expect(answerProblems(advice, ofHealth, 'social-care').map(({ criterion, code }) => `${criterion} ${code}`)).toEqual([
    'care-looked unanswered', 'care-parts unanswered', 'health-qualified unknown-criterion', 'health-educates unknown-criterion',
  ]);
});

test('answers that make no grade are named, and never scored', () => {
  const met = answersOf(PLAN_FRAMEWORK, 'met', {});
  const { 'a-child-views': _unanswered, ...short } = met;
  expect(answerProblems(PLAN_FRAMEWORK, short)).toEqual([{ criterion: 'a-child-views', code: 'unanswered' }]);
  expect(answerProblems(PLAN_FRAMEWORK, { ...met, 'e-smart': 'not-applicable' })).toEqual([{ criterion: 'e-smart', code: 'must-apply' }]);
  expect(answerProblems(PLAN_FRAMEWORK, { ...met, other: 'met' })).toEqual([{ criterion: 'other', code: 'unknown-criterion' }]);
  expect(() => scoreOf(PLAN_FRAMEWORK, short)).toThrow('a-child-views is unanswered');
});
