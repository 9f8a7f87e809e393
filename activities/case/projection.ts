import { asPerformed, type AgendaItem, type Claimed } from '../../domain/agenda.js';
import { addDays, daysBetween, later, type IsoDate } from '../../domain/dates/iso-date.js';
import { workingDays, type WorkingDays } from '../../domain/dates/working-days.js';
import { derive, dutiesOn, type Derivation } from '../../domain/derive.js';
import type { Duty } from '../../domain/duty.js';
import type { Fact } from '../../domain/facts/fact.js';
import { PACKS } from '../../domain/law/packs.js';
import type { Calendar, Settings } from '../../domain/settings.js';
import type { ProjectedDuty } from '../../prisma/repositories/duty-rows.js';

/** The council's settings and calendar, as the domain takes them; `settingsOn`: those of another day, where ladders have been changed. */
export type Rules = Readonly<{ settings: Settings; calendar: Calendar; settingsOn?: (day: IsoDate) => Settings }>;

/** Duties as their rows say them. */
export type Duties = Readonly<{ duties: readonly ProjectedDuty[]; working: WorkingDays }>;

export type Projection = Duties &
  Readonly<{
    derivation: Derivation;
    /** What was on the agenda of a window on its last day, for windows that a day has closed. */
    closings: () => readonly AgendaItem[];
  }>;

/** By then every date of a live record has passed and every exception has lasted long enough. */
const FAR = '2399-12-31' as IsoDate;

/**
 * Derives a record, and asks the domain how it would stand on later days with nothing new recorded: what a day decides is left
 * to the day. No rule is repeated here.
 *
 * @param claimed what its agenda has performed
 * @throws LawGap if no rule pack covers a starting fact
 */
export function projectionOf(facts: readonly Fact[], today: IsoDate, rules: Rules, claimed: readonly Claimed[] = []): Projection {
  const { settings, calendar, settingsOn = () => settings } = rules;
  const performed = asPerformed(claimed, settingsOn);
  const derived = (day: IsoDate): Derivation => derive(facts, day, settings, calendar, PACKS, performed);
  const derivation = derived(today);
  return {
    ...rowsOf(derivation.duties, facts, today, rules),
    derivation,
    closings: () => derivation.duties.filter(wasClosedByDay).flatMap((duty) => derived(duty.dueOn).agenda.filter((item) => isOf(item, duty))),
  };
}

/** The duties alone, of a day whose agenda nobody asks for. @throws LawGap as `projectionOf` does */
export const dutiesThen = (facts: readonly Fact[], today: IsoDate, rules: Rules): Duties => rowsOf(dutiesOn(facts, today, rules.settings, rules.calendar), facts, today, rules);

function rowsOf(duties: readonly Duty[], facts: readonly Fact[], today: IsoDate, { settings, calendar }: Rules): Duties {
  const known = new Map<IsoDate, readonly Duty[]>([[today, duties]]);
  const on = (day: IsoDate): readonly Duty[] => {
    const found = known.get(day) ?? dutiesOn(facts, day, settings, calendar);
    known.set(day, found);
    return found;
  };
  return {
    duties: duties.map((duty, index) => projected(duty, today, (day) => on(day)[index] ?? duty)), // none comes or goes by the day
    working: workingDays(calendar.bankHolidays),
  };
}

/** The day closed it, so it is owed no longer, and its closing is still to be noted. */
const wasClosedByDay = ({ shape, outcome, doneOn }: Duty): boolean => shape === 'window' && outcome === 'respected' && doneOn === null;
const isOf = (item: AgendaItem, { code, subject, occurrence }: Duty): boolean => item.duty === code && item.subject === subject && item.occurrence === occurrence;

function projected(duty: Duty, today: IsoDate, on: (day: IsoDate) => Duty): ProjectedDuty {
  const far = on(FAR);
  return {
    duty,
    settled: settledOutcome(duty, far, today),
    excusing: far.excusedDays === duty.excusedDays ? null : excusing(duty, today, on),
  };
}

function settledOutcome({ shape, outcome, dueOn }: Duty, far: Duty, today: IsoDate): ProjectedDuty['settled'] {
  if (outcome === 'not-owed') return 'not-owed';
  if (shape === 'deadline') return null;
  const byDate = far.outcome === 'respected' && (outcome === 'open' || today > dueOn);
  return byDate ? null : (far.outcome as 'breached' | 'respected' | 'open');
}

/** The first day from today on from which each day excuses one more, found by halving: it begins once and goes on. */
function excusing(duty: Duty, today: IsoDate, on: (day: IsoDate) => Duty): ProjectedDuty['excusing'] {
  const end = on(FAR).excusedDays;
  const goesOnFrom = (day: IsoDate) => on(day).excusedDays === end - daysBetween(day, FAR);
  let from = today;
  let until = later(today, addDays(duty.dueOn, duty.excusedDays + 1));
  if (!goesOnFrom(until)) return null;
  if (goesOnFrom(from)) return { from, days: on(from).excusedDays };
  while (daysBetween(from, until) > 1) {
    const middle = addDays(from, Math.floor(daysBetween(from, until) / 2));
    if (goesOnFrom(middle)) until = middle;
    else from = middle;
  }
  return { from: until, days: on(until).excusedDays };
}
