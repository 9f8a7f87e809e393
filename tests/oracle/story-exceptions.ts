import { plusDays } from './days.js';
import { lastDay, RULES_BEGAN, tell, type Script } from './story-script.js';
import { laterOf, type Day, type OracleFact } from './story.js';

const NEVER_EXCUSED = ['send-draft', 'tell-partners-of-decision'];

/** Records up to two exceptions to these steps of the assessment, near and not near enough to qualifying. */
export function exceptions(script: Script, startOn: Day, steps: readonly string[]): void {
  for (let left = script.dice.pick([0, 0, 0, 1, 1, 2]); left > 0; left -= 1) record(script, startOn, steps, 130);
}

/** Records one or two exceptions soon after an order of `madeOn`. */
export function exceptionsToOrder(script: Script, madeOn: Day, steps: readonly string[]): void {
  for (let left = script.dice.int(1, 2); left > 0; left -= 1) record(script, madeOn, steps, 20);
}

function record(script: Script, startOn: Day, steps: readonly string[], within: number): void {
  const { dice } = script;
  const named = dice.chance(0.5) ? steps : dice.shuffled([...steps, ...NEVER_EXCUSED]).slice(0, dice.int(1, 2));
  const why = dice.pick(['N-1', 'N-1', 'N-1', 'N-1', 'N-1', 'N-1', '', null]);
  tell(script, 'exception-recorded', recordedOn(script, startOn), {
    steps: named,
    ...span(script, startOn, within),
    ...(why === null ? {} : { impracticalBecause: why }),
  });
}

function recordedOn(script: Script, startOn: Day): Day {
  const day = plusDays(startOn, script.dice.int(10, 160));
  const last = lastDay(script);
  return day <= last || script.dice.chance(0.3) ? day : laterOf(startOn, last);
}

type Span = Pick<OracleFact, 'ground' | 'from' | 'to' | 'closedFrom' | 'reopensOn'>;

function span(script: Script, startOn: Day, within: number): Span {
  const { dice } = script;
  const from = laterOf(RULES_BEGAN, plusDays(startOn, dice.int(-20, within)));
  const lasting = (days: number): Day => plusDays(from, days - 1);
  switch (dice.int(0, 3)) {
    case 0:
      return { ground: 'absent', from, to: lasting(dice.pick([13, 14, 15, 27, 28, 29, 45, 70])) };
    case 1:
      return { ground: 'personal-circumstances', from, to: lasting(dice.pick([dice.int(1, 60), dice.int(60, 300)])) };
    case 2:
      return { ground: 'early-years-closed', ...closure(script, from, ['early-years-lead']) };
    default:
      return { ground: 'school-closed', ...closure(script, from, ['head-teacher', 'college-principal']) };
  }
}

/** A closure, where it can be one whose window begins or ends about the day the head was asked. */
function closure(script: Script, from: Day, roles: readonly string[]): { closedFrom: Day; reopensOn: Day } {
  const { dice } = script;
  const days = dice.pick([14, 27, 28, 29, 42, 42, 60]);
  const asked = script.entries.find(({ fact }) => fact.type === 'advice-requested' && roles.includes(fact.role ?? ''));
  if (asked === undefined || dice.chance(0.2)) return { closedFrom: from, reopensOn: plusDays(from, days) };
  const near = plusDays(asked.day, dice.pick([6, 7, 8]));
  return dice.chance(0.5)
    ? { closedFrom: near, reopensOn: plusDays(near, days) }
    : { closedFrom: laterOf(RULES_BEGAN, plusDays(near, -days)), reopensOn: near };
}
