import { firstLive, liveSpells, reopeningConcession, undoneIs } from './chain.js';
import { daysFrom, plusDays, plusWeeks } from './days.js';
import type { Excuse } from './exceptions.js';
import { earliestFinal } from './representations.js';
import { deadline, type Deadline } from './standing.js';
import {
  factsOf,
  firstFrom,
  nextAfter,
  type AlsoCounted,
  type DatedFact,
  type Day,
  type OracleDuty,
  type Story,
} from './story.js';

const STARTS = ['request-received', 'came-to-attention'];

/** The duties of one assessment, from its start to the final plan. @source law.md 1.1 */
export function assessmentDuties(story: Story): OracleDuty[] {
  return [
    ...factsOf(story, ...STARTS).flatMap((start) => startDuties(story, start)),
    ...factsOf(story, 'assessment-agreed').map((agreed) => askForAdvice(story, agreed)),
    ...factsOf(story, 'advice-requested').map((request) => giveAdvice(story, request)),
    ...factsOf(story, 'setting-consulted').map((asked) => answerConsultation(story, asked)),
  ];
}

function startDuties(story: Story, start: DatedFact): OracleDuty[] {
  const from = (weeks: number) => ({
    occurrence: start.id,
    startOn: start.on,
    dueOn: plusWeeks(start.on, weeks),
    alsoCounted: strictReceipt(start, weeks),
  });
  return [
    decideToAssess(story, start, from(6)),
    deadline(story, {
      ...from(6),
      code: 'tell-partners-of-decision',
      doneOn: firstFrom(factsOf(story, 'partners-told'), start.on)?.on ?? null,
    }),
    ...chainOfPlan(story, start, from),
  ];
}

type Timed = Pick<Deadline, 'occurrence' | 'startOn' | 'dueOn' | 'alsoCounted'>;

function decideToAssess(story: Story, start: DatedFact, timed: Timed): OracleDuty {
  const decision = firstFrom(factsOf(story, 'assessment-agreed', 'assessment-refused'), start.on);
  // A "no" under reg 4 has no exception at all; reg 5(4) excuses reg 5(1) only.
  const underReg4 = decision?.type === 'assessment-refused' && decision.under !== 'reg-5';
  const excuse: Excuse = { list: 'assessment', step: 'decide-to-assess' };
  return deadline(story, {
    ...timed,
    code: 'decide-to-assess',
    doneOn: decision?.on ?? null,
    ...(underReg4 ? {} : { excuse }),
  });
}

/** 16 weeks, 14 and 20, all from the start, however late the earlier step. */
function chainOfPlan(story: Story, start: DatedFact, from: (weeks: number) => Timed): OracleDuty[] {
  const spells = liveSpells(story, start.on, true);
  const daysOf = (...types: string[]): Day[] => factsOf(story, ...types).map((fact) => fact.on);
  const decidedOn =
    firstLive(daysOf('issue-agreed', 'issue-refused'), spells) ?? firstLive(daysOf('draft-plan-sent'), spells);
  const finalOn = firstLive(daysOf('final-plan-issued'), spells);
  const link = (code: string, weeks: number, doneOn: Day | null): Deadline => {
    const timed = from(weeks);
    return {
      ...timed,
      code,
      doneOn,
      undoneIs: undoneIs(spells),
      alsoCounted: [...(timed.alsoCounted ?? []), ...ombudsman(story, start, code)],
    };
  };
  return [
    deadline(story, {
      ...link('decide-to-issue', 16, decidedOn),
      excuse: { list: 'assessment', step: 'decide-to-issue' },
    }),
    deadline(story, link('send-draft', 14, firstLive(daysOf('draft-plan-sent'), spells))),
    deadline(story, {
      ...link('issue-final-plan', 20, finalOn),
      excuse: { list: 'assessment', step: 'issue-final-plan' },
      notBefore: earliestFinal(story, factsOf(story, 'draft-plan-sent'), start.on, finalOn),
    }),
  ];
}

const AFTER_CONCESSION: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  assess: { 'decide-to-issue': 10, 'issue-final-plan': 14 },
  'make-plan': { 'send-draft': 5, 'issue-final-plan': 11 },
};

/** The Ombudsman counts from the day the council gave way. @source law.md 1.4 */
function ombudsman(story: Story, start: DatedFact, code: string): AlsoCounted[] {
  const conceded = reopeningConcession(story, start.on);
  const weeks = AFTER_CONCESSION[conceded?.what ?? '']?.[code];
  return conceded === null || weeks === undefined ? [] : [{ basis: 'ombudsman', dueOn: plusWeeks(conceded.on, weeks) }];
}

/** The same weeks counted from the stricter day of receipt. */
export function strictReceipt(start: DatedFact, weeks: number, days = 0): AlsoCounted[] {
  if (start.strictOn === undefined) return [];
  return [{ basis: 'strict-receipt', dueOn: plusDays(plusWeeks(start.strictOn, weeks), days) }];
}

function askForAdvice(story: Story, agreed: DatedFact): OracleDuty {
  const next = nextAfter(factsOf(story, 'assessment-agreed'), agreed.on);
  const spells = liveSpells(story, agreed.on, false);
  const asked = factsOf(story, 'advice-requested')
    .map((request) => request.on)
    .filter((on) => on >= agreed.on && (next === null || on < next));
  return deadline(story, {
    code: 'ask-for-advice',
    occurrence: agreed.id,
    startOn: agreed.on,
    dueOn: agreed.on,
    doneOn: firstLive(asked.reverse(), spells),
    undoneIs: undoneIs(spells),
  });
}

const ANSWERS = ['advice-received', 'advice-reused', 'advice-not-needed', 'advice-declined'];

function giveAdvice(story: Story, request: DatedFact): OracleDuty {
  const adviser = request.adviser ?? '';
  const sameAdviser = (...types: string[]): DatedFact[] =>
    factsOf(story, ...types).filter((fact) => fact.adviser === adviser && fact.on >= request.on);
  const next = nextAfter(sameAdviser('advice-requested'), request.on);
  const ofThisRequest = (fact: DatedFact): boolean => next === null || fact.on < next;
  const returns = sameAdviser('advice-returned').filter(ofThisRequest);
  const given = sameAdviser(...ANSWERS).filter(ofThisRequest);
  const returned = returns.at(-1)?.on ?? '';
  const answers = given.filter((fact) => fact.on > returned || (fact.on === returned && isInHandAtEndOf(returned, given, returns)));
  const startOn = request.receivedOn ?? request.on;
  const spells = liveSpells(story, request.on, false);
  return deadline(story, {
    code: 'give-advice',
    subject: adviser,
    occurrence: request.id,
    startOn,
    dueOn: plusWeeks(startOn, 6),
    doneOn: firstLive(
      answers.map((fact) => fact.on),
      spells,
    ),
    undoneIs: undoneIs(spells),
    excuse: { list: 'adviser', adviser, step: 'give-advice' },
  });
}

/** Day by day: in hand or not at its start, one more for each answer, one less for each return; never more than one the next morning, nor less than none. */
function isInHandAtEndOf(day: string, given: readonly DatedFact[], returns: readonly DatedFact[]): boolean {
  const days = [...new Set([...given, ...returns].map((fact) => fact.on))].filter((on) => on <= day).sort();
  const inHand = days.reduce((before, on) => {
    const count = (facts: readonly DatedFact[]): number => facts.filter((fact) => fact.on === on).length;
    return Math.max(0, Math.min(1, before + count(given) - count(returns)));
  }, 0);
  return inHand === 1;
}

const CONSULTATION_DAYS = 15;

function answerConsultation(story: Story, asked: DatedFact): OracleDuty {
  const sameSetting = (type: string): DatedFact[] =>
    factsOf(story, type).filter((fact) => fact.setting === asked.setting);
  const next = nextAfter(sameSetting('setting-consulted'), asked.on);
  const answers = sameSetting('setting-answered').filter(
    (fact) => daysFrom(asked.on, fact.on) >= 0 && (next === null || fact.on < next),
  );
  const spells = liveSpells(story, asked.on, false);
  return deadline(story, {
    code: 'answer-consultation',
    subject: asked.setting ?? null,
    occurrence: asked.id,
    startOn: asked.on,
    dueOn: plusDays(asked.on, CONSULTATION_DAYS),
    doneOn: firstLive(
      answers.map((fact) => fact.on),
      spells,
    ),
    undoneIs: undoneIs(spells),
  });
}
