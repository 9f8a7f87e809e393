import { strictReceipt } from './assessment.js';
import { endOfMonthsBeginning, minusMonths, plusDays, plusWeeks, workingDayBeginning, yearOf } from './days.js';
import { lastDayToAppeal } from './disputes.js';
import { earliestFinal } from './representations.js';
import { deadline, openWindow } from './standing.js';
import {
  factsOf,
  firstFrom,
  laterOf,
  nextAfter,
  type DatedFact,
  type Day,
  type OracleDuty,
  type Permission,
  type Story,
} from './story.js';

/** Provision, phase transfer, reassessment, ceasing and moves. @source law.md A12, 4.2 to 4.5 */
export function lifeDuties(story: Story): OracleDuty[] {
  return [
    ...factsOf(story, 'final-plan-issued', 'amended-plan-issued').map((plan) => secureProvision(story, plan)),
    ...factsOf(story, 'phase-transfer-expected').flatMap((expected) => phaseDuties(story, expected)),
    ...factsOf(story, 'reassessment-requested').map((request) => decideToReassess(story, request)),
    ...factsOf(story, 'reassessment-agreed').map((agreed) => issueReassessed(story, agreed)),
    ...factsOf(story, 'cease-decided').map((decision) => keepPlan(story, decision)),
    ...moves(story).map((move) => transferOut(story, move)),
    ...factsOf(story, 'plan-transferred')
      .filter((fact) => fact.from !== undefined)
      .flatMap((transfer) => movedIn(story, transfer)),
  ];
}

/** What the council may still do because of when something was last done. @source reg 24 */
export function permissions(story: Story): Permission[] {
  return factsOf(story, 'reassessment-requested').flatMap((request) => {
    if (request.by === 'icb' || request.lastAssessedOn === undefined) return [];
    const until = endOfMonthsBeginning(request.lastAssessedOn, 6);
    return request.on <= until ? [{ code: 'may-refuse-to-reassess', until }] : [];
  });
}

function secureProvision(story: Story, plan: DatedFact): OracleDuty {
  return deadline(story, {
    code: 'secure-provision',
    occurrence: plan.id,
    startOn: plan.on,
    dueOn: plan.on,
    doneOn: firstFrom(factsOf(story, 'provision-confirmed'), plan.on)?.on ?? null,
  });
}

function phaseDuties(story: Story, expected: DatedFact): OracleDuty[] {
  const dueOn = phaseDue(expected);
  const base = { occurrence: expected.id, startOn: expected.on };
  const met = factsOf(story, 'amended-plan-issued', 'review-decision-sent').filter(
    (fact) => fact.type === 'amended-plan-issued' || fact.decision === 'keep',
  );
  return [
    deadline(story, {
      ...base,
      code: 'amend-for-phase-transfer',
      dueOn,
      doneOn: firstFrom(met, expected.on)?.on ?? null,
      alsoCounted: [{ basis: 'breach-line', dueOn: plusDays(dueOn, 1) }],
    }),
    deadline(story, {
      ...base,
      code: 'hold-transfer-review',
      dueOn: plusWeeks(dueOn, -12),
      doneOn: firstFrom(factsOf(story, 'review-meeting-held'), expected.on)?.on ?? null,
    }),
  ];
}

/** "Before" 15 February or 31 March; "at least five months before" as clear days. @source SEND Regs 2014 reg 18 */
function phaseDue(expected: DatedFact): Day {
  const transferOn = expected.transferOn ?? expected.on;
  const year = String(yearOf(transferOn));
  if (expected.kind === 'secondary-post16') return `${year}-03-30`;
  if (expected.kind === 'post16-post16') return plusDays(minusMonths(transferOn, 5), -1);
  return `${year}-02-14`;
}

const DECIDE_REASSESSMENT_DAYS = 15;

function decideToReassess(story: Story, request: DatedFact): OracleDuty {
  const next = nextAfter(factsOf(story, 'reassessment-requested'), request.on);
  const decided = factsOf(story, 'reassessment-agreed', 'reassessment-refused');
  return deadline(story, {
    code: 'decide-to-reassess',
    occurrence: request.id,
    startOn: request.on,
    dueOn: plusDays(request.on, DECIDE_REASSESSMENT_DAYS),
    doneOn: firstFrom(decided, request.on, next)?.on ?? null,
    alsoCounted: strictReceipt(request, 0, DECIDE_REASSESSMENT_DAYS),
  });
}

function issueReassessed(story: Story, agreed: DatedFact): OracleDuty {
  const doneOn = firstFrom(factsOf(story, 'reassessed-plan-issued', 'plan-left-unchanged'), agreed.on)?.on ?? null;
  return deadline(story, {
    code: 'issue-reassessed-plan',
    occurrence: agreed.id,
    startOn: agreed.on,
    dueOn: plusWeeks(agreed.on, 14),
    doneOn,
    excuse: { list: 'assessment', step: 'issue-reassessed-plan' },
    notBefore: earliestFinal(story, factsOf(story, 'draft-plan-sent'), agreed.on, doneOn),
  });
}

/** The plan lives until the time to appeal is over, or an appeal brought in it is determined. @source s.45(4) */
function keepPlan(story: Story, decision: DatedFact): OracleDuty {
  const dueOn = lastDayToAppeal(story, decision);
  const ceased = firstFrom(factsOf(story, 'plan-ceased'), decision.on);
  const appeal = factsOf(story, 'appeal-lodged').find(
    (fact) => fact.against === 'ceasing' && fact.on >= decision.on && fact.on <= dueOn,
  );
  const determined =
    appeal === undefined ? null : firstFrom(factsOf(story, 'tribunal-order', 'appeal-withdrawn'), appeal.on);
  const settled = (): 'breached' | 'open' | null => {
    if (ceased !== null && ceased.on <= dueOn) return 'breached';
    if (appeal === undefined) return null;
    if (ceased !== null && (determined === null || determined.on > ceased.on)) return 'breached';
    return determined === null ? 'open' : null;
  };
  return openWindow(story, {
    code: 'keep-plan-until',
    occurrence: decision.id,
    startOn: decision.on,
    dueOn,
    settled: settled(),
  });
}

type Move = Readonly<{ first: DatedFact; movedOn: Day }>;

/** Each move once: known beforehand and then made is one. A move during an assessment that made no plan transfers nothing. */
function moves(story: Story): Move[] {
  const away = factsOf(story, 'moved-away');
  const known = factsOf(story, 'move-known');
  const paired = new Set<string>();
  const announced = known.map((first): Move => {
    const made = firstFrom(away, first.on, nextAfter(known, first.on));
    if (made !== null) paired.add(made.id);
    return { first, movedOn: made?.on ?? first.movesOn ?? first.on };
  });
  const unannounced = away.filter((fact) => !paired.has(fact.id)).map((first): Move => ({ first, movedOn: first.on }));
  return [...announced, ...unannounced].filter(({ first }) => hasPlan(story, first.on));
}

function hasPlan(story: Story, on: Day): boolean {
  const begun = factsOf(story, 'request-received', 'came-to-attention').length > 0;
  return !begun || firstPlanOn(story, on);
}

function firstPlanOn(story: Story, on: Day): boolean {
  return factsOf(story, 'final-plan-issued', 'plan-made').some((fact) => fact.on <= on);
}

const KNOWN_BEFORE_WORKING_DAYS = 15;

function transferOut(story: Story, { first, movedOn }: Move): OracleDuty {
  const transfers = factsOf(story, 'plan-transferred').filter((fact) => fact.to !== undefined);
  return deadline(story, {
    code: 'transfer-plan-out',
    occurrence: first.id,
    startOn: first.on,
    dueOn: laterOf(movedOn, workingDayBeginning(first.on, KNOWN_BEFORE_WORKING_DAYS)),
    doneOn: firstFrom(transfers, first.on)?.on ?? null,
  });
}

function movedIn(story: Story, transfer: DatedFact): OracleDuty[] {
  const base = { occurrence: transfer.id, startOn: transfer.on };
  const reviewed = factsOf(story, 'plan-made', 'review-decision-sent', 'reassessed-plan-issued')
    .filter((fact) => fact.on <= transfer.on)
    .at(-1);
  const byTransfer = endOfMonthsBeginning(transfer.on, 3);
  const dueOn = reviewed === undefined ? byTransfer : laterOf(endOfMonthsBeginning(reviewed.on, 12), byTransfer);
  return [
    deadline(story, {
      ...base,
      code: 'tell-family-of-transfer',
      dueOn: plusWeeks(transfer.on, 6),
      doneOn: firstFrom(factsOf(story, 'family-told-of-transfer'), transfer.on)?.on ?? null,
    }),
    deadline(story, {
      ...base,
      code: 'review-after-transfer',
      dueOn,
      doneOn: firstFrom(factsOf(story, 'review-decision-sent'), transfer.on)?.on ?? null,
    }),
  ];
}
