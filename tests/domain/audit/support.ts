import { randomFrom, type Random } from '../../../domain/chance.js';
import type { Answers } from '../../../domain/audit/score.js';
import { AUDIT_KINDS, GRADES, type Answer, type Band, type Criterion, type Framework } from '../../../domain/audit/framework.js';
import { ADVISER_ROLES } from '../../../domain/facts/schema.js';
import { DEFAULT_FRAMEWORKS } from '../../../domain/audit/default-frameworks/all.js';

/** Whole numbers from 1 up that make 100. */
function shares(random: Random, parts: number): number[] {
  const cuts = random.shuffled(Array.from({ length: 99 }, (_, i) => i + 1)).slice(0, parts - 1).sort((a, b) => a - b);
  return [...cuts, 100].map((cut, i) => cut - (cuts[i - 1] ?? 0));
}

function anyBands(random: Random): Band[] {
  const ends = [0, ...random.shuffled(Array.from({ length: 99 }, (_, i) => i + 1)).slice(0, GRADES.length - 1).sort((a, b) => a - b), 100];
  return random.shuffled(GRADES.map((grade, i) => ({ grade, from: ends[i] ?? 0, to: ends[i + 1] ?? 0 })));
}

/** A framework as a council might write it: any shape, any weights, any caps. */
export function anyFramework(random: Random): Framework {
  const kind = random.pick(AUDIT_KINDS);
  const sections = shares(random, random.whole(1, 6)).map((weight, i) => ({ id: `s${i}`, title: `Section ${i}`, weight }));
  const criteria = sections.flatMap(({ id: section }) =>
    shares(random, random.whole(1, 7)).map((weight, i): Criterion => ({
      id: `${section}.${i}`, section, weight, asks: 'asked', good: 'good', law: null, mayNotApply: random.chance(0.4),
      onlyFor: kind === 'advice' && i > 0 && random.chance(0.3) ? [random.pick(ADVISER_ROLES)] : [],
      cap: random.chance(0.25) ? { at: random.pick(GRADES.slice(0, -1)), when: random.pick(['not-met', 'partly-met'] as const), because: `${section}.${i} fails` } : null,
    })),
  );
  return { kind, title: 'any', sections, criteria: random.shuffled(criteria), bands: anyBands(random) };
}

/** Answers to every criterion asked; null where chance made nothing arise. */
export type Scoring = Readonly<{ framework: Framework; role: string | null; answers: Answers; asked: readonly Criterion[] }>;

/** `isAsked` is written out here, so that the check does not lean on what it checks. */
function anyScoring(random: Random, framework: Framework): Scoring | null {
  const role = framework.kind === 'advice' ? random.pick(ADVISER_ROLES) : null;
  const asked = framework.criteria.filter(({ onlyFor }) => onlyFor.length === 0 || onlyFor.some((one) => one === role));
  const mostly = random.pick<readonly Answer[]>([['met'], ['met', 'partly-met'], ['not-met', 'partly-met', 'met'], ['not-met']]);
  const answers = Object.fromEntries(asked.map(({ id, mayNotApply }): [string, Answer] => [id, mayNotApply && random.chance(0.3) ? 'not-applicable' : random.chance(0.85) ? random.pick(mostly) : random.pick(['not-met', 'partly-met', 'met'])]));
  return Object.values(answers).every((answer) => answer === 'not-applicable') ? null : { framework, role, answers, asked };
}

/** So many scorings, half of them of the default frameworks. */
export function scorings(seed: string, count: number): Scoring[] {
  const random = randomFrom(seed);
  const made: Scoring[] = [];
  while (made.length < count) {
    const scoring = anyScoring(random, made.length % 2 === 0 ? DEFAULT_FRAMEWORKS[random.pick(AUDIT_KINDS)] : anyFramework(random));
    if (scoring !== null) made.push(scoring);
  }
  return made;
}
