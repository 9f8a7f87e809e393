import { quarterOf, type IsoQuarter } from '../dates/quarter.js';
import { later, type IsoDate } from '../dates/iso-date.js';
import { grouped } from '../grouped.js';
import { agreementOfLots, shareOf, type LotsAgreement, type Share } from './agreement.js';
import { ANSWERS, criteriaFor, NOT_APPLICABLE, type Answer, type AuditKind, type Framework, type FrameworkVersion, type Grade } from './framework.js';
import { questionsOf, versionsUsed, type Marked, type ModeratedAnswers } from './marked.js';
import { answerProblems, scoreOf, type AnswerProblem, type Answers, type Scored } from './score.js';
import { meanOf, type Mean } from './student-t.js';

/** Two markings of the same thing by the same framework: where they differ, what is agreed of it, and how far auditors agree over many. */

/** The first marking and the one that was made beside it, or later by the same auditor. */
export type Pair = Readonly<{ first: Marked; second: Marked }>;
/** Why a second marking is compared with nothing. */
export type Unpaired = Readonly<{ audit: string; why: 'first-not-there' | 'other-framework' | 'same-auditor' | 'other-auditor' }>;
export type Paired = Readonly<{ pairs: readonly Pair[]; leftOut: readonly Unpaired[] }>;

/** Blind second markings with the first. One by the auditor of the first is no second opinion. */
export const doublesOf = (marked: readonly Marked[]): Paired => paired(marked, 'double');
/** Auditors' blind re-marks of their own: how far they agree with themselves, which is never put together with doubles. */
export const reMarksOf = (marked: readonly Marked[]): Paired => paired(marked, 're-mark');

function paired(marked: readonly Marked[], why: 'double' | 're-mark'): Paired {
  const byAudit = new Map(marked.map((one) => [one.audit, one]));
  const seconds = inOrder(marked.filter((one) => one.why === why)).map((second) => ({ second, first: second.of === null ? undefined : byAudit.get(second.of) }));
  return {
    pairs: seconds.flatMap(({ first, second }) => (first !== undefined && mismatch(first, second, why) === null ? [{ first, second }] : [])),
    leftOut: seconds.flatMap(({ first, second }) => {
      const because = mismatch(first, second, why);
      return because === null ? [] : [{ audit: second.audit, why: because }];
    }),
  };
}

function mismatch(first: Marked | undefined, second: Marked, why: 'double' | 're-mark'): Unpaired['why'] | null {
  if (first === undefined) return 'first-not-there';
  if (first.framework.kind !== second.framework.kind || first.framework.number !== second.framework.number || first.role !== second.role) return 'other-framework';
  if (why === 'double') return first.auditor === second.auditor ? 'same-auditor' : null;
  return first.auditor === second.auditor ? null : 'other-auditor';
}

const inOrder = (marked: readonly Marked[]): readonly Marked[] => [...marked].sort((a, b) => (a.audit < b.audit ? -1 : 1));

/** What becomes of a marking's grade if it takes the other's answer to one criterion. `no-grade`: the answers then make none. */
export type Effect = Readonly<{ kind: 'grade'; from: Grade; to: Grade }> | Readonly<{ kind: 'no-grade'; why: AnswerProblem['code'] }>;

/** Two answers to a criterion that differ. `stepsApart` null: one says that it does not arise. `effect`: in the first's marking, and in the second's. */
export type Disagreement = Readonly<{
  criterion: string;
  section: string;
  first: Answer;
  second: Answer;
  stepsApart: number | null;
  effect: Readonly<{ first: Effect; second: Effect }>;
  /** Whether either marking's grade moves with it alone. */
  changesGrade: boolean;
}>;

/**
 * What a moderation meeting has before it: those that move a grade first, then those furthest apart, then in the framework's order.
 *
 * @throws RangeError where a marking's answers make no grade
 */
export function disagreementsOf(framework: Framework, { first, second }: Pair): readonly Disagreement[] {
  return criteriaFor(framework, first.role)
    .flatMap(({ id, section }): Disagreement[] => {
      const [one, other] = [first.answers[id], second.answers[id]];
      if (one === undefined || other === undefined || one === other) return [];
      const effect = { first: swapped(framework, first, id, other), second: swapped(framework, second, id, one) };
      return [{ criterion: id, section, first: one, second: other, stepsApart: stepsBetween(one, other), effect, changesGrade: moves(effect.first) || moves(effect.second) }];
    })
    .sort((a, b) => Number(b.changesGrade) - Number(a.changesGrade) || (b.stepsApart ?? FURTHEST) - (a.stepsApart ?? FURTHEST));
}

/** Whether a thing arises at all is a greater question than how well it is done. */
const FURTHEST = ANSWERS.length;
const moves = (effect: Effect): boolean => effect.kind === 'no-grade' || effect.from !== effect.to;

function swapped(framework: Framework, { answers, role }: Marked, criterion: string, answer: Answer): Effect {
  const changed: Answers = { ...answers, [criterion]: answer };
  const problem = answerProblems(framework, changed, role)[0];
  return problem === undefined ? { kind: 'grade', from: scoreOf(framework, answers, role).grade, to: scoreOf(framework, changed, role).grade } : { kind: 'no-grade', why: problem.code };
}

const stepOf = (answer: Answer): number | null => (answer === NOT_APPLICABLE ? null : ANSWERS.indexOf(answer));

function stepsBetween(one: Answer, other: Answer): number | null {
  const [a, b] = [stepOf(one), stepOf(other)];
  return a === null || b === null ? null : Math.abs(a - b);
}

/** What the meeting decided; `scored` only where every criterion has an answer that may be given. */
export type Moderated = Readonly<{ kind: 'agreed'; answers: Answers; scored: Scored }> | Readonly<{ kind: 'not-yet'; problems: readonly AnswerProblem[] }>;

/**
 * The final grade: what both answered alike, with what the meeting agreed. The meeting may also change what both had alike.
 * A criterion on which they differ and nothing is agreed is `unanswered`.
 */
export function moderated(framework: Framework, { first, second }: Pair, agreed: Answers): Moderated {
  const alike = Object.entries(first.answers).filter(([id, answer]) => second.answers[id] === answer);
  const answers: Answers = { ...Object.fromEntries(alike), ...agreed };
  const problems = answerProblems(framework, answers, first.role);
  return problems.length > 0 ? { kind: 'not-yet', problems } : { kind: 'agreed', answers, scored: scoreOf(framework, answers, first.role) };
}

/**
 * How far some pairs agree. `answered` = `compared` + both or one of them saying that it does not arise, which is no step of the scale and is
 * counted apart. `alike`: of those compared, plainly the same. `audits`: the first markings behind it; the others those behind a count.
 */
export type PairsAgreement = Readonly<{
  pairs: number;
  answered: number;
  compared: number;
  bothNotArising: number;
  oneNotArising: number;
  alike: Share;
  beyondChance: LotsAgreement;
  audits: readonly string[];
  alikeIn: readonly string[];
  bothNotArisingIn: readonly string[];
  oneNotArisingIn: readonly string[];
}>;

/** `id`: a criterion, an auditor or a quarter. */
export type AgreementRow = Readonly<{ id: string; agreement: PairsAgreement }>;

/** Of one kind of audit. `leftOut`: pairs of answers to a criterion's older words; nothing else is. `versions`: that were marked by. */
export type KindAgreement = Readonly<{
  kind: AuditKind;
  versions: readonly number[];
  leftOut: number;
  overall: PairsAgreement;
  byCriterion: readonly AgreementRow[];
  /** Each auditor against all colleagues they were paired with. */
  byAuditor: readonly AgreementRow[];
  byQuarter: readonly AgreementRow[];
}>;

/**
 * Agreement by kind of audit. Pairs of different versions are put together by criterion only where it asks the same word for word; its
 * newest words stand, and what answered older ones is left out and counted.
 */
export function agreementOf(versions: readonly FrameworkVersion[], pairs: readonly Pair[]): readonly KindAgreement[] {
  return [...grouped(pairs, ({ first }) => first.kind)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, of]) => of.slice(0, 1).map(({ first }) => agreementOfKind(versions, first.kind, of)));
}

/** One criterion answered by both. */
type Answered = Readonly<{ pair: Pair; criterion: string; one: Answer; other: Answer }>;

function agreementOfKind(versions: readonly FrameworkVersion[], kind: AuditKind, pairs: readonly Pair[]): KindAgreement {
  const questions = questionsOf(versionsUsed(versions, pairs.map(({ first }) => first)), kind);
  const all = pairs.flatMap(answeredBoth);
  const answered = all.filter(({ pair, criterion }) => questions.get(criterion)?.numbers.has(pair.first.framework.number) ?? false);
  const place = new Map([...questions.keys()].map((id, i) => [id, i]));
  return {
    kind,
    versions: [...new Set(pairs.map(({ first }) => first.framework.number))].sort((a, b) => a - b),
    leftOut: all.length - answered.length,
    overall: agreementIn(answered),
    byCriterion: rowsBy(answered, ({ criterion }) => criterion).sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0)),
    byAuditor: rowsBy([...answered, ...answered.map(turned)], ({ pair }) => pair.first.auditor).sort(byId),
    byQuarter: rowsBy(answered, ({ pair }) => quarterOf(pairedOn(pair))).sort(byId),
  };
}

const answeredBoth = (pair: Pair): readonly Answered[] =>
  Object.entries(pair.first.answers).flatMap(([criterion, one]) => {
    const other = pair.second.answers[criterion];
    return other === undefined ? [] : [{ pair, criterion, one, other }];
  });

/** Seen from the second auditor. */
const turned = ({ pair: { first, second }, criterion, one, other }: Answered): Answered => ({ pair: { first: second, second: first }, criterion, one: other, other: one });
/** The day from which both markings were there. */
export const pairedOn = ({ first, second }: Pair): IsoDate => later(first.markedOn, second.markedOn);
const rowsBy = (answered: readonly Answered[], keyOf: (one: Answered) => string): AgreementRow[] => [...grouped(answered, keyOf)].map(([id, of]) => ({ id, agreement: agreementIn(of) }));
const byId = (a: Readonly<{ id: string }>, b: Readonly<{ id: string }>): number => (a.id < b.id ? -1 : 1);
/** The marking that was drawn, whichever side of the pair it is on. */
const drawnOf = ({ first, second }: Pair): string => (second.of === first.audit ? first.audit : second.audit);

function agreementIn(answered: readonly Answered[]): PairsAgreement {
  const lots = [...grouped(answered, ({ pair }) => `${pair.first.audit} ${pair.second.audit}`).values()];
  const steps = lots.map((lot) => lot.flatMap(({ one, other }) => bothSteps(one, other)));
  const compared = steps.flat();
  const both = answered.filter(({ one, other }) => one === NOT_APPLICABLE && other === NOT_APPLICABLE);
  const either = answered.filter(({ one, other }) => (one === NOT_APPLICABLE) !== (other === NOT_APPLICABLE));
  const alike = answered.filter(({ one, other }) => one === other && one !== NOT_APPLICABLE);
  return {
    pairs: lots.length,
    answered: answered.length,
    compared: compared.length,
    bothNotArising: both.length,
    oneNotArising: either.length,
    alike: shareOf(alike.length, compared.length),
    beyondChance: agreementOfLots(steps, ANSWERS.length),
    audits: pairsIn(answered),
    alikeIn: pairsIn(alike),
    bothNotArisingIn: pairsIn(both),
    oneNotArisingIn: pairsIn(either),
  };
}

const pairsIn = (answered: readonly Answered[]): readonly string[] => [...new Set(answered.map(({ pair }) => drawnOf(pair)))].sort();

function bothSteps(one: Answer, other: Answer): readonly (readonly [number, number])[] {
  const [a, b] = [stepOf(one), stepOf(other)];
  return a === null || b === null ? [] : [[a, b]];
}

/** Below it a lean is as likely the plans' as the auditor's. */
export const SMALLEST_FOR_DRIFT = 5;

/**
 * How much kinder (above 0) or stricter (below 0) an auditor was in a quarter than what is held against them. `steps`: of an answer, from -2
 * to 2, the mean over a pair's criteria being one number; `score`: points of 100. Null: of fewer than five pairs.
 */
export type Drift = Readonly<{ auditor: string; quarter: IsoQuarter; pairs: number; steps: Mean | null; score: Mean | null; audits: readonly string[] }>;

/**
 * Drift by auditor and quarter. Held against an auditor: what the moderation meeting agreed on; where it has not met, the colleague's
 * blind marking. Each difference is of one pair, marked by one version, so differences of several versions may stand together.
 *
 * @source the t interval of a mean: Student, Biometrika 6 (1908) 1
 */
export function driftOf(pairs: readonly Pair[], moderations: readonly ModeratedAnswers[]): readonly Drift[] {
  const agreed = new Map(moderations.map((one) => [one.audit, one]));
  const leans = pairs.flatMap((pair) => {
    const met = agreed.get(pair.first.audit);
    const quarter = quarterOf(pairedOn(pair));
    return [leanOf(pair.first, met ?? pair.second, quarter, pair), leanOf(pair.second, met ?? pair.first, quarter, pair)];
  });
  return [...grouped(leans, ({ auditor, quarter }) => `${quarter}/${auditor}`)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, of]) => of.slice(0, 1).map(({ auditor, quarter }): Drift => ({ auditor, quarter, pairs: of.length, steps: leanIn(of.flatMap(({ steps }) => (steps === null ? [] : [steps]))), score: leanIn(of.map(({ score }) => score)), audits: of.map(({ audit }) => audit).sort() })));
}

type Lean = Readonly<{ auditor: string; quarter: IsoQuarter; steps: number | null; score: number; audit: string }>;

function leanOf(own: Marked, against: Pick<Marked, 'answers' | 'score'>, quarter: IsoQuarter, pair: Pair): Lean {
  const apart = Object.entries(own.answers).flatMap(([id, answer]) => {
    const other = against.answers[id];
    return other === undefined ? [] : bothSteps(answer, other).map(([a, b]) => a - b);
  });
  return { auditor: own.auditor, quarter, steps: meanOf(apart, SMALLEST_FOR_DRIFT).mean, score: own.score - against.score, audit: pair.first.audit };
}

/** In an order of their own, so that the order they came in changes not even the last digit. */
const leanIn = (values: readonly number[]): Mean | null => (values.length < SMALLEST_FOR_DRIFT ? null : meanOf([...values].sort((a, b) => a - b), SMALLEST_FOR_DRIFT));

