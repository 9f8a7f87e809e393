import { daysFrom, workingDayOnOrBefore } from './days.js';
import { excusedDaysOf, type Excuse } from './exceptions.js';
import { factsOf, type AlsoCounted, type Day, type OracleDuty, type Outcome, type Story } from './story.js';

/** A deadline as its own rule found it; `undoneIs` says whether an undone duty is still owed. */
export type Deadline = Readonly<{
  code: string;
  subject?: string | null;
  occurrence: string;
  startOn: Day;
  dueOn: Day;
  doneOn: Day | null;
  undoneIs?: 'owed' | 'not-owed';
  notBefore?: Day | null;
  alsoCounted?: readonly AlsoCounted[];
  excuse?: Excuse;
}>;

/** How a deadline stands today: done, pending, late by so many days, excused, or not owed. */
export function deadline(story: Story, found: Deadline): OracleDuty {
  const { doneOn, dueOn } = found;
  const duty = (outcome: Outcome, done: Day | null, daysLate: number): OracleDuty => ({
    code: found.code,
    subject: found.subject ?? null,
    occurrence: found.occurrence,
    dueOn,
    actBy: workingDayOnOrBefore(dueOn),
    notBefore: outcome === 'not-owed' ? null : (found.notBefore ?? null), // nothing to wait for
    outcome,
    doneOn: done,
    daysLate,
    alsoCounted: sortedBases(found.alsoCounted),
  });
  const late = (by: number): Outcome =>
    found.excuse && excusedDaysOf(story, found.excuse, found.startOn, dueOn) >= by ? 'late-excused' : 'late';

  if (doneOn !== null) {
    if (doneOn <= dueOn) return duty('in-time', doneOn, 0);
    const by = daysFrom(dueOn, doneOn);
    return duty(late(by), doneOn, by);
  }
  if (found.undoneIs === 'not-owed') return duty('not-owed', null, 0);
  const ended = endOf(story, found.code, found.occurrence, found.startOn);
  if (ended !== null && dueOn >= ended) return duty('not-owed', null, 0);
  const upTo = ended ?? story.today;
  if (upTo <= dueOn) return duty('pending', null, 0);
  const by = daysFrom(dueOn, upTo);
  return duty(late(by), null, by);
}

export type Window = Readonly<{
  code: string;
  occurrence: string;
  startOn: Day;
  dueOn: Day;
  alsoCounted?: readonly AlsoCounted[];
  /** What events alone have settled; `null` leaves it to the calendar. */
  settled: 'respected' | 'breached' | 'open' | null;
}>;

/** How a window stands today. */
export function openWindow(story: Story, found: Window): OracleDuty {
  const ended = endOf(story, found.code, found.occurrence, found.startOn);
  const byCalendar = (): Outcome => {
    if (ended !== null && found.dueOn >= ended) return 'not-owed';
    return story.today > found.dueOn ? 'respected' : 'open';
  };
  return {
    code: found.code,
    subject: null,
    occurrence: found.occurrence,
    dueOn: found.dueOn,
    actBy: null,
    notBefore: null,
    outcome: found.settled ?? byCalendar(),
    doneOn: null,
    daysLate: 0,
    alsoCounted: sortedBases(found.alsoCounted),
  };
}

const ENDINGS = ['request-withdrawn', 'died', 'moved-away', 'plan-ceased', 'plan-transferred'];
const OUTLIVE_CEASING = [
  'appeal-window',
  'keep-plan-until',
  'respond-to-appeal',
  'answer-recommendation',
  'cease-on-order',
  'continue-on-order',
  'order-notify-assess',
  'order-refuse-plan',
  'order-issue-final',
  'order-send-draft',
  'order-amend',
  'order-name-setting',
  'order-reconsider',
];

/** First day that ended the story for a duty, on or after the day of the fact that started it. */
function endOf(story: Story, code: string, occurrence: string, startOn: Day): Day | null {
  const toldOn = story.facts.find((fact) => fact.id === occurrence)?.on ?? startOn; // a request may be received, a draft served, days later
  const ends = factsOf(story, ...ENDINGS).filter((fact) => {
    if (fact.on < toldOn) return false;
    if (fact.type === 'plan-ceased') return !OUTLIVE_CEASING.includes(code);
    // The old council's duty to hand over is what the move starts; its own doing does it.
    if (code === 'transfer-plan-out') return fact.type !== 'moved-away' && fact.type !== 'plan-transferred';
    return fact.type !== 'plan-transferred' || fact.to !== undefined;
  });
  return ends[0]?.on ?? null;
}

function sortedBases(found: readonly AlsoCounted[] | undefined): readonly AlsoCounted[] {
  return [...(found ?? [])].sort((a, b) => (a.basis < b.basis ? -1 : 1));
}
