import { addWeeks, daysBetween, earlier, type IsoDate } from '../dates/iso-date.js';
import type { Instant } from '../dates/london.js';
import type { AdviserRole, Fact, FactType } from '../facts/fact.js';
import { ADVICE_ANSWERS, isCorrection, story as storyOf } from '../facts/story.js';
import { ASSESSMENT_WEEKS } from '../law/assessment.js';
import { stageOf } from '../next-steps.js';
import { areOwedOn, owedSpells, type Spell } from '../law/original-steps.js';
import { progressOf, type Progress } from '../progress.js';
import type { Stage } from '../stages.js';
import type { WorkingDays } from '../dates/working-days.js';

/** The course of an assessment from stage to stage, and of each request for advice in it, by what its journal says. */

/** An assessment as a forecast reads it: `facts` may be only those of `COURSE_FACTS`. */
export type Watched = Readonly<{
  ref: string;
  team: string;
  facts: readonly (Fact & Readonly<{ recordedAt: Instant }>)[];
  /** Why its final plan is late, as its caseworker said last; null: nobody did. */
  cause: string | null;
}>;

/** Stages in which an assessment goes on towards its final plan. What an order reopened has dates of its own. */
export const UNDER_WAY = ['considering', 'assessing', 'deciding-to-issue', 'drafting', 'hearing-representations', 'finalising'] as const satisfies readonly Stage[];
export type UnderWay = (typeof UNDER_WAY)[number];
export const isUnderWay = (stage: Stage): stage is UnderWay => (UNDER_WAY as readonly Stage[]).includes(stage);

/** Days in a stage. `to`: the day it left, null while it is there; `then`: where to, null for an end. */
export type StageSpell = Readonly<{ stage: UnderWay; from: IsoDate; to: IsoDate | null; then: UnderWay | null }>;
/** Days an adviser was waited for. `to`: the day the wait ended; `answered` false: because nobody waited any longer. */
export type AdviceSpell = Readonly<{ adviser: string; role: AdviserRole; from: IsoDate; to: IsoDate | null; answered: boolean }>;

export type Course = Readonly<{
  receivedOn: IsoDate;
  /** Last days in time of the decision to assess, the decision to issue and the final plan. */
  dueOn: Readonly<Record<keyof typeof ASSESSMENT_WEEKS, IsoDate>>;
  /** In their order; the last one is open while the assessment is under way. A stage come and gone in a day is none. */
  stages: readonly StageSpell[];
  advice: readonly AdviceSpell[];
  /** The day it ended: with a final plan, a refusal, withdrawn or moved. Null while it goes on. */
  endedOn: IsoDate | null;
  /** An order, an agreement or an unopposed appeal has taken the place of the twenty weeks: other dates hold. */
  reopened: boolean;
}>;

/** The facts that say where an assessment is; others move no stage. */
export const COURSE_FACTS: readonly FactType[] = [
  'request-received', 'came-to-attention', 'assessment-agreed', 'assessment-refused', 'advice-requested', 'advice-returned', ...ADVICE_ANSWERS, 'issue-agreed', 'issue-refused',
  'draft-plan-sent', 'representations-closed', 'final-plan-issued', 'mediation-agreed', 'appeal-not-opposed', 'appeal-conceded', 'tribunal-order', 'request-withdrawn', 'moved-away', 'died', 'correction',
];

/**
 * Of an assessment, from these facts in any order; null where none of them begins one.
 * @param until the last day they are known for
 */
export function courseOf(facts: readonly Fact[], until: IsoDate, working: WorkingDays): Course | null {
  const story = storyOf(facts);
  const told = story.facts.filter((fact) => !isCorrection(fact));
  const start = told.find(({ type }) => type === 'request-received' || type === 'came-to-attention');
  if (start === undefined) return null;
  const { stages, endedOn, reopened } = stagesOf(told, start, owedSpells(start, story), until, working);
  return {
    receivedOn: start.on,
    dueOn: { 'decide-to-assess': dueOn('decide-to-assess', start.on), 'decide-to-issue': dueOn('decide-to-issue', start.on), 'issue-final-plan': dueOn('issue-final-plan', start.on) },
    stages,
    advice: adviceOf(told, stages, endedOn),
    endedOn,
    reopened,
  };
}

const dueOn = (code: keyof typeof ASSESSMENT_WEEKS, from: IsoDate): IsoDate => addWeeks(from, ASSESSMENT_WEEKS[code]);

type At = Readonly<{ on: IsoDate; stage: Stage }>;

/**
 * Where it stood at the end of each day on which that may have changed, by the domain's own word, and only while the law asks for the
 * original steps: a refusal ends them, as an order does, and an informal concession brings them back at their original dates.
 */
function stagesOf(told: readonly Fact[], { on: from }: Fact, owed: readonly Spell[], until: IsoDate, working: WorkingDays): Pick<Course, 'stages' | 'endedOn' | 'reopened'> {
  const { draft, reopenedOn } = progressOf(told, working);
  const turns = [...new Set([...told.map(({ on }) => on), ...(draft?.finalFrom ? [draft.finalFrom] : [])])].filter((on) => on >= from && on <= until).sort();
  const stages: StageSpell[] = [];
  let stood: At | null = null;
  for (const on of turns) {
    const progress = progressOf(told.filter((fact) => fact.on <= on), working);
    stood = { on, stage: stageOf(progress, on) };
    const last = stages.at(-1);
    const now = areOwedOn(owed, on) ? underWayAt(stood.stage, progress) : null;
    if (last?.to === null && last.stage === now) continue;
    if (last?.to === null) stages[stages.length - 1] = { ...last, to: on, then: now };
    if (now !== null) stages.push({ stage: now, from: on, to: null, then: null });
  }
  const last = stages.at(-1);
  const isOvertaken = reopenedOn !== null && reopenedOn <= until && !areOwedOn(owed, until);
  const goesOn = last?.to === null || (isOvertaken && stood !== null && (isUnderWay(stood.stage) || stood.stage === 'reopened'));
  return { stages, endedOn: goesOn ? null : (last?.to ?? stood?.on ?? null), reopened: isOvertaken };
}

/** After a concession nothing is decided yet: it is back where it was refused. */
const underWayAt = (stage: Stage, { issue }: Progress): UnderWay | null => (stage === 'reopened' ? (issue === 'refused' ? 'deciding-to-issue' : 'considering') : isUnderWay(stage) ? stage : null);

/** Once nobody waits for advice any more, a wait for it is over, unanswered. */
function adviceOf(told: readonly Fact[], stages: readonly StageSpell[], endedOn: IsoDate | null): AdviceSpell[] {
  const decided = stages.find(({ stage }) => stage === 'drafting' || stage === 'hearing-representations' || stage === 'finalising')?.from ?? endedOn;
  const waits: AdviceSpell[] = [];
  const asked = new Map<string, AdviserRole>();
  for (const fact of told) {
    if (!('adviser' in fact)) continue;
    const open = waits.findIndex(({ adviser, to }) => adviser === fact.adviser && to === null);
    if (fact.type === 'advice-requested') asked.set(fact.adviser, fact.role);
    const role = asked.get(fact.adviser);
    if ((fact.type === 'advice-requested' || fact.type === 'advice-returned') && open === -1 && role !== undefined)
      waits.push({ adviser: fact.adviser, role, from: fact.on, to: null, answered: false });
    const wait = waits[open];
    if (wait !== undefined && ADVICE_ANSWERS.some((answer) => answer === fact.type)) waits[open] = { ...wait, to: fact.on, answered: true };
  }
  return waits.flatMap((wait) => {
    if (decided === null || (wait.to !== null && wait.to <= decided)) return [wait];
    return wait.from >= decided ? [] : [{ ...wait, to: decided, answered: false }];
  });
}

/** The stage it is in; null once it has ended or was reopened. */
export function stageNow({ stages }: Course): StageSpell | null {
  const last = stages.at(-1);
  return last?.to === null ? last : null;
}

/** Whole days a spell has lasted; of an open one until `today`. None where it begins after today. */
export const daysOf = ({ from, to }: Readonly<{ from: IsoDate; to: IsoDate | null }>, today: IsoDate): number => Math.max(0, daysBetween(from, to ?? today));

/** A course ended in time: with its final plan, or by what ends the duty, on or before its last day. */
export const wasInTime = ({ endedOn, dueOn: { 'issue-final-plan': due } }: Course): boolean => endedOn !== null && earlier(endedOn, due) === endedOn;
