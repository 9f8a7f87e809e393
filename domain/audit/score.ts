import { ANSWERS, criteriaFor, GRADES, NOT_APPLICABLE, type Answer, type Criterion, type Framework, type Grade } from './framework.js';

/** What an auditor answered, by the criterion's id. */
export type Answers = Readonly<Record<string, Answer>>;

/** A criterion's part in a grade. `points`: 0, 50 or 100 of its weight; null where it does not arise. */
export type Line = Readonly<{ criterion: string; section: string; answer: Answer; points: number | null; weight: number }>;
/** A section's score, to a tenth below; null where nothing in it arises. */
export type SectionScore = Readonly<{ section: string; weight: number; score: number | null }>;
/** A limiting criterion that was not met; `binds` where the score alone would have given more. */
export type Cap = Readonly<{ criterion: string; at: Grade; because: string; binds: boolean }>;

/** A grade with its whole derivation. */
export type Scored = Readonly<{
  lines: readonly Line[];
  sections: readonly SectionScore[];
  /** 0 to 100, to a tenth below: what is shown never looks like the next band's. */
  score: number;
  /** What the score alone gives. */
  band: Grade;
  caps: readonly Cap[];
  grade: Grade;
}>;

/** What keeps answers from making a grade. */
export type AnswerProblem = Readonly<{ criterion: string; code: 'unanswered' | 'must-apply' | 'unknown-criterion' | 'nothing-arises' }>;

const POINTS: Readonly<Record<Exclude<Answer, typeof NOT_APPLICABLE>, number>> = { 'not-met': 0, 'partly-met': 50, met: 100 };

/** Every reason why these answers make no grade yet; none: they do. @param role of the adviser, where advice is audited */
export function answerProblems(framework: Framework, answers: Answers, role: string | null = null): readonly AnswerProblem[] {
  const asked = criteriaFor(framework, role);
  const ids = new Set(asked.map(({ id }) => id));
  const problems: AnswerProblem[] = asked.flatMap(({ id, mayNotApply }): AnswerProblem[] => {
    const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
    if (answer === undefined) return [{ criterion: id, code: 'unanswered' }];
    return answer === NOT_APPLICABLE && !mayNotApply ? [{ criterion: id, code: 'must-apply' }] : [];
  });
  const unknown = Object.keys(answers).flatMap((id): AnswerProblem[] => (ids.has(id) ? [] : [{ criterion: id, code: 'unknown-criterion' }]));
  const first = asked[0];
  const arises = asked.some(({ id }) => answers[id] !== NOT_APPLICABLE);
  return [...problems, ...unknown, ...(first !== undefined && !arises ? [{ criterion: first.id, code: 'nothing-arises' as const }] : [])];
}

/**
 * The grade that follows from the answers: each section's weighted mean over what arises, the weighted mean of the sections, its
 * band, and no better than any cap. Reckoned in whole numbers, so that no rounding ever decides a grade. Improving an answer never
 * lowers it.
 *
 * @throws RangeError if the answers make no grade (`answerProblems`)
 */
export function scoreOf(framework: Framework, answers: Answers, role: string | null = null): Scored {
  const problem = answerProblems(framework, answers, role)[0];
  if (problem !== undefined) throw new RangeError(`the answers make no grade: ${problem.criterion} is ${problem.code}`);
  const asked = criteriaFor(framework, role);
  const lines = asked.map((criterion) => lineOf(criterion, answers[criterion.id] ?? NOT_APPLICABLE));
  const sections = framework.sections.map(({ id, weight }) => ({ section: id, weight, mean: meanOf(lines.filter(({ section }) => section === id)) }));
  const whole = weighted(sections.flatMap(({ mean, weight }) => (mean === null ? [] : [{ weight, mean }])));
  const band = bandOf(framework, whole);
  const caps = asked.flatMap((criterion) => capOf(criterion, answers[criterion.id], band));
  return {
    lines,
    sections: sections.map(({ section, weight, mean }) => ({ section, weight, score: mean && tenthsBelow(mean) })),
    score: tenthsBelow(whole),
    band,
    caps,
    grade: caps.reduce((lowest, { at }) => worse(lowest, at), band),
  };
}

/** The worse of two grades. */
export const worse = (one: Grade, other: Grade): Grade => (GRADES.indexOf(one) <= GRADES.indexOf(other) ? one : other);

function lineOf({ id, section, weight }: Criterion, answer: Answer): Line {
  return { criterion: id, section, answer, points: answer === NOT_APPLICABLE ? null : POINTS[answer], weight };
}

function capOf({ id, cap }: Criterion, answer: Answer | undefined, band: Grade): Cap[] {
  if (cap === null || answer === undefined || answer === NOT_APPLICABLE) return [];
  if (ANSWERS.indexOf(answer) > ANSWERS.indexOf(cap.when)) return [];
  return [{ criterion: id, at: cap.at, because: cap.because, binds: GRADES.indexOf(cap.at) < GRADES.indexOf(band) }];
}

/** A score out of 100 as a fraction of whole numbers. */
type Fraction = Readonly<{ over: bigint; under: bigint }>;

function meanOf(lines: readonly Line[]): Fraction | null {
  const arising = lines.flatMap(({ points, weight }) => (points === null ? [] : [{ points, weight }]));
  if (arising.length === 0) return null;
  return weighted(arising.map(({ points, weight }) => ({ weight, mean: { over: BigInt(points), under: 1n } })));
}

function weighted(parts: readonly Readonly<{ weight: number; mean: Fraction }>[]): Fraction {
  const sum = parts.reduce<Fraction>((so, { weight, mean }) => ({ over: so.over * mean.under + BigInt(weight) * mean.over * so.under, under: so.under * mean.under }), { over: 0n, under: 1n });
  return { over: sum.over, under: sum.under * BigInt(parts.reduce((total, { weight }) => total + weight, 0)) };
}

const tenthsBelow = ({ over, under }: Fraction): number => Number((over * 10n) / under) / 10;

function bandOf({ bands }: Framework, { over, under }: Fraction): Grade {
  const reached = bands.filter(({ from }) => over >= BigInt(from) * under).map(({ grade }) => grade);
  return GRADES.findLast((grade) => reached.includes(grade)) ?? GRADES[0];
}
