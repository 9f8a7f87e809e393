import { plusDays } from './days.js';
import { serviceOf } from './receipt.js';
import { openWindow, type Window } from './standing.js';
import { earlierOf, factsOf, firstFrom, type DatedFact, type Day, type OracleDuty, type Story } from './story.js';

const LAST_DAY_AFTER_SERVICE = 14; // 15 days beginning with the day of service

/** The family's fifteen days after each served draft and amendment notice. @source SEND Regs 2014 regs 13(1), 22(2)(c), 27(1) */
export function representationWindows(story: Story): OracleDuty[] {
  return [
    ...factsOf(story, 'draft-plan-sent').flatMap((draft) =>
      windowAfter(story, draft, ['final-plan-issued', 'reassessed-plan-issued']),
    ),
    ...factsOf(story, 'amendment-notice-sent').flatMap((notice) => windowAfter(story, notice, ['amended-plan-issued'])),
  ];
}

function windowAfter(story: Story, sent: DatedFact, plans: readonly string[]): OracleDuty[] {
  const service = serviceOf(sent);
  if (service === null) return [];
  const { servedOn, nextDayServedOn } = service;
  const dueOn = plusDays(servedOn, LAST_DAY_AFTER_SERVICE);
  const closed = firstFrom(factsOf(story, 'representations-closed'), servedOn);
  const plan = firstFrom(factsOf(story, ...plans), sent.on);
  const settled = (): Window['settled'] => {
    if (plan === null) return closed === null ? null : 'respected';
    const closedFirst = closed !== null && closed.on <= plan.on;
    return plan.on <= dueOn && !closedFirst ? 'breached' : 'respected';
  };
  return [
    openWindow(story, {
      code: 'hear-representations',
      occurrence: sent.id,
      startOn: servedOn,
      dueOn,
      settled: settled(),
      alsoCounted:
        nextDayServedOn === null
          ? []
          : [{ basis: 'next-day-service', dueOn: plusDays(nextDayServedOn, LAST_DAY_AFTER_SERVICE) }],
    }),
  ];
}

/**
 * Earliest lawful day for a plan after the latest of these drafts sent from `from` to the plan's own day: the day after the
 * family's fifteen, or the day it wrote that it had no more to say. Null while no draft has been served.
 */
export function earliestFinal(story: Story, drafts: readonly DatedFact[], from: Day, planOn: Day | null): Day | null {
  const latest = drafts.filter((draft) => draft.on >= from && (planOn === null || draft.on <= planOn)).at(-1);
  const service = latest === undefined ? null : serviceOf(latest);
  if (service === null) return null;
  const after = plusDays(service.servedOn, LAST_DAY_AFTER_SERVICE + 1);
  const closed = firstFrom(factsOf(story, 'representations-closed'), service.servedOn);
  return closed === null ? after : earlierOf(after, closed.on);
}
