import { daysFrom, plusDays } from './days.js';
import { earlierOf, factsOf, laterOf, type DatedFact, type Day, type Story } from './story.js';

/** Which list of grounds covers a step (law.md 1.2), and whose appointment counts. */
export type Excuse = Readonly<
  | { list: 'assessment' } // regs 5(4), 10(4), 13(3), 27(3)
  | { list: 'order' } // regs 44(3), 45(7): two weeks' absence, not four
  | { list: 'adviser'; adviser: string } // reg 8(2): no closures; a missed appointment
> &
  Readonly<{ step: string }>;

const ABSENCE_DAYS = { assessment: 28, order: 14, adviser: 28 };
const CLOSURE_DAYS = 28;
const HEADS: Readonly<Record<string, readonly string[]>> = {
  'school-closed': ['head-teacher', 'college-principal'],
  'early-years-closed': ['early-years-lead'],
};

/** Days that the qualifying, evidenced exceptions to this step last; without end for an adviser whose appointment was missed. */
export function excusedDaysOf(story: Story, excuse: Excuse, startOn: Day, dueOn: Day): number {
  if (excuse.list === 'adviser' && appointmentMissed(story, excuse.adviser, startOn, dueOn)) return Infinity;
  const spans = factsOf(story, 'exception-recorded')
    .filter((fact) => fact.steps?.includes(excuse.step) === true)
    .filter((fact) => (fact.impracticalBecause ?? '').trim() !== '')
    .map((fact) => qualifyingSpan(story, fact, excuse, startOn, dueOn))
    .filter((span) => span !== null);
  return daysInUnion(spans);
}

type Span = Readonly<{ from: Day; to: Day }>; // both days included

function qualifyingSpan(story: Story, fact: DatedFact, excuse: Excuse, startOn: Day, dueOn: Day): Span | null {
  const heads = HEADS[fact.ground ?? ''];
  if (heads !== undefined) return excuse.list === 'adviser' ? null : closure(story, fact, heads);
  if (fact.from === undefined || fact.to === undefined) return null;
  const needed = fact.ground === 'absent' ? ABSENCE_DAYS[excuse.list] : 1;
  const inside = daysFrom(laterOf(fact.from, startOn), earlierOf(fact.to, dueOn)) + 1;
  return inside >= needed ? { from: fact.from, to: fact.to } : null;
}

function closure(story: Story, fact: DatedFact, heads: readonly string[]): Span | null {
  const { closedFrom, reopensOn } = fact;
  if (closedFrom === undefined || reopensOn === undefined) return null;
  if (daysFrom(closedFrom, reopensOn) < CLOSURE_DAYS) return null;
  const first = plusDays(closedFrom, -7);
  const last = plusDays(reopensOn, -7);
  const asked = factsOf(story, 'advice-requested').some(
    (request) => heads.includes(request.role ?? '') && request.on >= first && request.on <= last,
  );
  return asked ? { from: closedFrom, to: plusDays(reopensOn, -1) } : null;
}

function appointmentMissed(story: Story, adviser: string, startOn: Day, dueOn: Day): boolean {
  return factsOf(story, 'appointment-missed').some(
    (fact) => fact.adviser === adviser && fact.on >= startOn && fact.on <= dueOn,
  );
}

function daysInUnion(spans: readonly Span[]): number {
  let total = 0;
  let counted: Day | null = null; // everything up to this day has been counted
  for (const span of [...spans].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const from: Day = counted !== null && counted >= span.from ? plusDays(counted, 1) : span.from;
    if (span.to < from) continue;
    total += daysFrom(from, span.to) + 1;
    counted = span.to;
  }
  return total;
}
