import { addDays, earlier, later, type IsoDate } from './dates/iso-date.js';
import { addWorkingDays, workingDayOnOrAfter, type WorkingDays } from './dates/working-days.js';
import type { Fact } from './facts/fact.js';
import type { Rung } from './settings.js';

/** The rungs of a ladder that escalate on one day of their own: one step up, whoever is told. */
export type Level = Readonly<{
  on: IsoDate;
  rungs: readonly Rung[];
  /** The day they were told in truth; `skipped` where the day was before the record came here; null while they are not. */
  told: IsoDate | 'skipped' | null;
}>;

/** A level with the day it is told, or was, and the last day to acknowledge it; null where the ladder asks for none. */
export type Step = Level & Readonly<{ firesOn: IsoDate; acknowledgeBy: IsoDate | null }>;

/** An acknowledgement that names its rung and a day by which what was promised is done. */
export type Promised = Fact<'escalation-acknowledged'> & Readonly<{ rung: string; promisedOn: IsoDate }>;

/**
 * When each level is told. On its own day; or on the first working day after the level below went unacknowledged, if that is
 * sooner. A promise holds every level above its rung until the first working day after it, then one: a day of its own that
 * passed while it was held counts no more, and the levels above go on by the time for acknowledging.
 *
 * @param levels lowest first, each with another day
 * @param promises of this duty, by the day made
 * @param today a level due before today that nobody has told yet is told today; null where nothing is known of what was told
 */
export function climb(levels: readonly Level[], promises: readonly Promised[], today: IsoDate | null, working: WorkingDays): Step[] {
  const steps: Step[] = [];
  let isHeld = false;
  for (const level of levels) {
    const below = steps.at(-1);
    const passed: boolean = below !== undefined && isHeld && level.on <= below.firesOn;
    const day: IsoDate = below === undefined ? level.on : unacknowledged(level.on, below, passed, today, working);
    const held = heldUntil(day, promises.filter(({ rung }) => steps.some(({ rungs }) => rungs.some((one) => one.rung === rung))), working);
    isHeld ||= held > day;
    steps.push(stepOf(level, held, today, working));
  }
  return steps;
}

function stepOf(level: Level, day: IsoDate, today: IsoDate | null, working: WorkingDays): Step {
  const firesOn = level.told === null || level.told === 'skipped' ? day : level.told;
  const acknowledgeBy = level.told === 'skipped' ? null : acknowledgedBy(level.rungs, toldOn({ ...level, firesOn }, today), working);
  return { ...level, firesOn, acknowledgeBy };
}

/** The last day to acknowledge what these rungs told on a day, which is not counted; null where none asks for it. */
export function acknowledgedBy(rungs: readonly Rung[], toldOn: IsoDate, working: WorkingDays): IsoDate | null {
  const within = rungs.flatMap(({ acknowledgeWithin }) => acknowledgeWithin ?? []);
  return within.length === 0 ? null : addWorkingDays(toldOn, Math.min(...within), working);
}

const toldOn = ({ told, firesOn }: Pick<Step, 'told' | 'firesOn'>, today: IsoDate | null): IsoDate => (told === null && today !== null ? later(firesOn, today) : firesOn);

/** @param passed whether its own day went by while a promise held it */
function unacknowledged(own: IsoDate, below: Step, passed: boolean, today: IsoDate | null, working: WorkingDays): IsoDate {
  if (below.acknowledgeBy === null && !passed) return own;
  const climbs = firstWorkingDayAfter(below.acknowledgeBy ?? toldOn(below, today), working);
  return passed ? climbs : earlier(own, climbs);
}

/** A promise made before the level was told; one made on its day comes after it. */
const heldUntil = (day: IsoDate, promises: readonly Promised[], working: WorkingDays): IsoDate =>
  promises.reduce((until, { on, promisedOn }) => (on < until ? later(until, firstWorkingDayAfter(promisedOn, working)) : until), day);

const firstWorkingDayAfter = (day: IsoDate, working: WorkingDays): IsoDate => workingDayOnOrAfter(addDays(day, 1), working);
