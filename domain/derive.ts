import { daysBetween, type IsoDate } from './dates/iso-date.js';
import { lastOfMonthsBeginning } from './dates/limits.js';
import { workingDayOnOrBefore, workingDays } from './dates/working-days.js';
import { agendaOf, climbsOf, type AgendaItem, type Arisen, type Claimed, type Climb } from './agenda.js';
import type { Duty } from './duty.js';
import type { Fact, FactType } from './facts/fact.js';
import { story as storyOf, type Story } from './facts/story.js';
import { missedAppointment } from './law/advice.js';
import { exceptionsFor, excusedDays, type Judged } from './law/exceptions.js';
import { packOn, PACKS, type RulePack } from './law/packs.js';
import type { Context, DeadlineRule, Due, Rule, Start, WindowRule } from './law/rule.js';
import { DEFAULT_SETTINGS, NO_CALENDAR, type Calendar, type Settings } from './settings.js';
import { notInForceYet, warningsOf, type Warning } from './warnings.js';

/** Something the law lets the council do, until a day. */
export type Permission = Readonly<{ code: 'may-refuse-to-reassess'; until: IsoDate }>;

export type Derivation = Readonly<{
  rulePacks: readonly string[];
  duties: readonly Duty[];
  /** Every item of duties still owed, in order of time; those already past were to be performed by then. */
  agenda: readonly AgendaItem[];
  /** Every owed duty with its ladder. */
  climbs: readonly Climb[];
  permissions: readonly Permission[];
  warnings: readonly Warning[];
}>;

/**
 * All that follows from the facts of one record: duties, agenda, permissions and warnings, as they stand at the end of `today`.
 * Nothing else in the engine decides a date.
 *
 * @param today civil day in England; it decides how a duty stands, never when it is due
 * @param claimed what a live record's agenda has performed: escalations climb from the day they were told. Null where nothing of that is known
 * @throws LawGap if no rule pack covers the day of a fact that starts a duty
 */
export function derive(facts: readonly Fact[], today: IsoDate, settings: Settings = DEFAULT_SETTINGS, calendar: Calendar = NO_CALENDAR, packs: readonly RulePack[] = PACKS, claimed: readonly Claimed[] | null = null): Derivation {
  const context = contextOf(facts, today, settings, calendar);
  const { inForce, notInForce } = startsOf(context, packs);
  const arisen = arisenFrom(inForce, context);
  const duties = arisen.map(({ duty }) => duty);
  const climbs = climbsOf(arisen, settings, { story: context.story, working: context.working, live: claimed && { claimed, today } });
  return {
    rulePacks: [...new Set(inForce.map(({ pack }) => pack.id))],
    duties,
    agenda: agendaOf(climbs, settings),
    climbs,
    permissions: permissionsOf(context.story),
    warnings: [...notInForce.map(({ rule, start }) => notInForceYet(rule.code, start.on, rule.effectiveFrom)), ...warningsOf(duties, context)],
  };
}

/**
 * The duties of `derive`, and nothing besides: a day in the past or far ahead is asked how duties stood or will, not who is to be written to.
 *
 * @throws LawGap as `derive` does
 */
export function dutiesOn(facts: readonly Fact[], today: IsoDate, settings: Settings, calendar: Calendar, packs: readonly RulePack[] = PACKS): readonly Duty[] {
  const context = contextOf(facts, today, settings, calendar);
  return arisenFrom(startsOf(context, packs).inForce, context).map(({ duty }) => duty);
}

const contextOf = (facts: readonly Fact[], today: IsoDate, settings: Settings, calendar: Calendar): Context =>
  ({ story: storyOf(facts), today, settings, calendar, working: workingDays(calendar.bankHolidays) });

function arisenFrom(arising: readonly Arising[], context: Context): Arisen[] {
  const ended = endingOf(context.story);
  return arising.map(({ rule, start }) => ({ duty: dutyOf(rule, start, context, ended), on: start.fact?.on ?? null }));
}

type Arising = Readonly<{ pack: RulePack; rule: Rule; start: Start }>;

/** Every occasion on which a rule raises a duty, and those on which it would have, had it been in force that day. */
function startsOf(context: Context, packs: readonly RulePack[]): { inForce: Arising[]; notInForce: Arising[] } {
  const inForce: Arising[] = [];
  const notInForce: Arising[] = [];
  for (const pack of packs) {
    for (const rule of pack.rules) {
      for (const start of rule.starts(context)) {
        const on = start.fact?.on ?? start.on;
        if (packOn(on, packs) !== pack) continue;
        const applies = on >= rule.effectiveFrom && (rule.effectiveTo === null || on <= rule.effectiveTo);
        (applies ? inForce : notInForce).push({ pack, rule, start });
      }
    }
  }
  return { inForce, notInForce };
}

type Ending = Readonly<{ type: FactType; on: IsoDate }> | null;
const ENDINGS = ['request-withdrawn', 'moved-away', 'died', 'plan-ceased', 'plan-transferred', 'audit-withdrawn'] as const;

/** What ended the record: withdrawal, death, moving away, the plan ceasing or going to another council, an audit taken back. */
function endingOf(story: Story): readonly NonNullable<Ending>[] {
  return ENDINGS.flatMap((type): readonly Fact[] => story.of(type)).filter((fact) => fact.type !== 'plan-transferred' || fact.to !== undefined);
}

/** The ending that bears on this duty: the first after its start that it does not outlive. What only the calendar starts has no start in the record. */
function endFor(rule: Rule, start: Start, endings: readonly NonNullable<Ending>[]): IsoDate | null {
  let end: IsoDate | null = null;
  for (const { type, on } of endings) {
    if ((start.fact === null || on >= start.fact.on) && !rule.outlives?.includes(type) && (end === null || on < end)) end = on;
  }
  return end;
}

function dutyOf(rule: Rule, start: Start, context: Context, endings: readonly NonNullable<Ending>[]): Duty {
  const due = rule.due(start, context);
  const endedOn = endFor(rule, start, endings);
  const ended = endedOn !== null && endedOn <= due.dueOn;
  const notOwed = (rule.notOwed?.(start, context, due.dueOn) ?? false) || ended;
  const { law, kind, by } = resolved(rule, start);
  const stands = rule.shape === 'window' ? windowStanding(rule, start, context, due, endedOn) : deadlineStanding(rule, start, context, due, notOwed, endedOn);
  const { exceptions, ...standing } = stands;
  return {
    code: rule.code, subject: start.subject, occurrence: start.occurrence, shape: rule.shape, kind, by, dueOn: due.dueOn,
    ...standing, law, because: due.because, alsoCounted: due.alsoCounted, exceptions,
  };
}

/** Authority, kind and duty-holder, where they depend on what started the duty. */
const resolved = ({ law, kind, by }: Rule, start: Start): Pick<Duty, 'law' | 'kind' | 'by'> => ({
  law: typeof law === 'function' ? law(start) : law,
  kind: typeof kind === 'function' ? kind(start) : kind,
  by: typeof by === 'function' ? by(start) : by,
});

type Standing = Pick<Duty, 'actBy' | 'notBefore' | 'outcome' | 'doneOn' | 'daysLate' | 'excusedDays' | 'stoppedOn' | 'exceptions'>;

/** A window the record's end cut off protects nobody any more; one already cut short was. */
function windowStanding(rule: WindowRule, start: Start, context: Context, { dueOn }: Due, endedOn: IsoDate | null): Standing {
  const { outcome, doneOn } = rule.stands(start, context, dueOn);
  const isCutOff = endedOn !== null && (outcome === 'open' || (outcome === 'respected' && doneOn === null && endedOn <= dueOn));
  return { actBy: null, notBefore: null, outcome: isCutOff ? 'not-owed' : outcome, doneOn, daysLate: 0, excusedDays: 0, stoppedOn: null, exceptions: [] };
}

function deadlineStanding(rule: DeadlineRule, start: Start, context: Context, { dueOn }: Due, notOwed: boolean, endedOn: IsoDate | null): Standing {
  const { story, today, working } = context;
  const doneOn = rule.done(start, context)?.on ?? null;
  const isNotOwed = doneOn === null && notOwed;
  const countedTo = doneOn ?? (endedOn !== null && endedOn < today ? endedOn : today);
  const daysLate = isNotOwed ? 0 : Math.max(0, daysBetween(dueOn, countedTo));
  const from = start.on < dueOn ? start.on : dueOn;
  const judged: Judged[] = exceptionsFor({ code: rule.code, from, dueOn, today, excuses: rule.excuses?.(start, context) ?? null }, story);
  const missed = rule.code === 'give-advice' ? missedAppointment(start.subject, start.on, dueOn, story) : null;
  const lasted = excusedDays(judged);
  const excused = missed?.qualifies ? Math.max(lasted, daysLate) : lasted;
  const outcome = isNotOwed ? 'not-owed' : daysLate > 0 ? (excused >= daysLate ? 'late-excused' : 'late') : doneOn === null ? 'pending' : 'in-time';
  return {
    actBy: workingDayOnOrBefore(dueOn, working),
    notBefore: isNotOwed ? null : (rule.notBefore?.(start, context, doneOn) ?? null),
    outcome,
    doneOn,
    daysLate,
    excusedDays: excused,
    stoppedOn: doneOn === null && !isNotOwed && endedOn !== null ? endedOn : null,
    exceptions: [...judged, ...(missed ? [missed] : [])].map(({ ground, qualifies, why }) => ({ ground, qualifies, why })),
  };
}

const HALF_A_YEAR = 6;

/**
 * A request to reassess, other than the ICB's, may be refused where the last assessment was done within the six months before it.
 * @source SEND Regulations 2014 reg 24; D45
 */
function permissionsOf(story: Story): Permission[] {
  return story.of('reassessment-requested').flatMap(({ by, on, lastAssessedOn }) => {
    if (by === 'icb' || lastAssessedOn === undefined) return [];
    const until = lastOfMonthsBeginning(lastAssessedOn, HALF_A_YEAR);
    return on <= until ? [{ code: 'may-refuse-to-reassess' as const, until }] : [];
  });
}
