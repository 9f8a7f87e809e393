import { addDays, type IsoDate } from './dates/iso-date.js';
import { londonInstant, type Instant } from './dates/london.js';
import { workingDayOnOrAfter, workingDayOnOrBefore, type WorkingDays } from './dates/working-days.js';
import { climb, type Level, type Promised, type Step } from './climb.js';
import { isOwed, type Duty } from './duty.js';
import type { DutyCode } from './duty-codes.js';
import type { Story } from './facts/story.js';
import { isCouncilsOwn } from './law/reviews.js';
import type { Role, Rung, Settings } from './settings.js';

export type Act = 'remind' | 'tell' | 'escalate' | 'note-breach' | 'close-window' | 'ask-for-confirmation' | 'digest';

/**
 * Something the system itself must do, and when. `on` is the civil day in England, `at` the instant; `to` the role written to,
 * null where the act is only recorded.
 */
export type AgendaItem = Readonly<{
  on: IsoDate;
  at: Instant;
  act: Act;
  duty: DutyCode;
  subject: string | null;
  occurrence: string;
  rung: string;
  to: Role | null;
}>;

/** The key under which an item is claimed once, whoever performs it. */
export const itemKey = ({ duty, subject, occurrence, rung }: Pick<AgendaItem, 'duty' | 'subject' | 'occurrence' | 'rung'>): string =>
  `${duty}/${subject ?? '-'}/${occurrence}/${rung}`;

/** A duty, and the day of the fact that raised it; null where the calendar did. */
export type Arisen = Readonly<{ duty: Duty; on: IsoDate | null }>;

/** An item that was performed, or passed over, and the day of that. `then`: its rung as the ladder of that day had it. */
export type Claimed = Readonly<Pick<AgendaItem, 'duty' | 'subject' | 'occurrence' | 'rung' | 'on'> & { skipped: boolean; then?: Rung }>;

/**
 * What was performed with the rungs of each day's own ladder, so that who was told stays told where the ladder has changed since. A
 * change may take effect in the middle of a day: the ladder of the day before is looked in too.
 */
export const asPerformed = (claimed: readonly Claimed[], settingsOn: (day: IsoDate) => Settings): Claimed[] =>
  claimed.map((claim) => {
    const then = rungOf(claim, settingsOn(claim.on)) ?? rungOf(claim, settingsOn(addDays(claim.on, -1)));
    return then === undefined ? claim : { ...claim, then };
  });

const rungOf = ({ duty, rung }: Claimed, { ladders }: Settings): Rung | undefined =>
  (ladders[duty] ?? [...(ladders.deadline ?? []), ...(ladders.window ?? [])]).find((one) => one.rung === rung);

/** What a record knows besides its duties: what was promised, and, of a live one, what has been performed by today. */
export type Climbing = Readonly<{ story: Story; live: Readonly<{ claimed: readonly Claimed[]; today: IsoDate }> | null; working: WorkingDays }>;

/** An owed duty with the rungs of its ladder on their own days, and the days on which those that escalate are told. */
export type Climb = Readonly<{ duty: Duty; rungs: readonly Readonly<{ rung: Rung; on: IsoDate }>[]; promises: readonly Promised[]; steps: readonly Step[] }>;

/** Every duty still owed, with its ladder. */
export const climbsOf = (arisen: readonly Arisen[], settings: Settings, climbing: Climbing): Climb[] =>
  arisen.filter(({ duty }) => isOwed(duty)).map((one) => {
    const rungs = rungsOf(one, settings, climbing.working);
    const promises = promisesOf(one.duty, climbing.story);
    return { duty: one.duty, rungs, promises, steps: stepsOf(one.duty, rungs, promises, climbing) };
  });

/**
 * What the system must do about the duties still owed: the rungs of their ladders, the noting of a passed date, the closing of a
 * window. People are written to at one time on working days, so that items share their instants.
 */
export function agendaOf(climbs: readonly Climb[], settings: Settings): AgendaItem[] {
  const items = climbs.flatMap((one) => [...itemsOf(one, settings), markOf(one.duty, settings)]);
  return items.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function itemsOf({ duty: { code, subject, occurrence }, rungs, steps }: Climb, { writeAt }: Settings): AgendaItem[] {
  const told = new Map(steps.flatMap((step) => step.rungs.map(({ rung }) => [rung, step.firesOn] as const)));
  return rungs.map(({ rung: { rung, act, to }, on: own }) => {
    const on = told.get(rung) ?? own;
    return { on, at: londonInstant(on, writeAt), act, duty: code, subject, occurrence, rung, to };
  });
}

/** The passing of the date itself, recorded just after midnight of the next day, holiday or not. */
function markOf({ code, subject, occurrence, shape, dueOn }: Duty, { noteBreachAt }: Settings): AgendaItem {
  const on = addDays(dueOn, 1);
  const act = shape === 'window' ? 'close-window' : 'note-breach';
  return { on, at: londonInstant(on, noteBreachAt), act, duty: code, subject, occurrence, rung: act, to: null };
}

function rungsOf(arisen: Arisen, { ladders }: Settings, working: WorkingDays): Climb['rungs'] {
  const { duty } = arisen;
  const ladder = ladders[duty.code] ?? ladders[duty.shape] ?? [];
  return (isCouncilsOwn(duty) ? withoutSetting(ladder) : ladder).flatMap((rung) => {
    const on = dayOf(rung, arisen, working);
    return on === null ? [] : [{ rung, on }];
  });
}

type OfDuty = Readonly<{ duty?: DutyCode | undefined; subject?: string | null | undefined; occurrence?: string | undefined }>;
/** Whether this names the duty: a claim, or a fact, which leaves out a subject where there is none. */
export const isOf = ({ code, subject, occurrence }: Duty, of: OfDuty): boolean => of.duty === code && (of.subject ?? null) === subject && of.occurrence === occurrence;

/** What was promised about a duty, by the day promised: as it names a rung and a day. */
const promisesOf = (duty: Duty, { of }: Story): Promised[] =>
  of('escalation-acknowledged').filter((fact): fact is Promised => fact.rung !== undefined && fact.promisedOn !== undefined && isOf(duty, fact));

function stepsOf(duty: Duty, rungs: Climb['rungs'], promises: readonly Promised[], { live, working }: Climbing): Step[] {
  const escalating = rungs.filter(({ rung }) => rung.act === 'escalate');
  const claims = live?.claimed.filter((claim) => isOf(duty, claim)) ?? [];
  const levels = byDay(escalating).map(({ on, rungs: own }): Level => ({ on, rungs: own, told: toldOn(own, claims) }));
  const former = claims.flatMap(({ rung, on, skipped, then }) => (then?.act !== 'escalate' || skipped || rungs.some((one) => one.rung.rung === rung) ? [] : [{ rung: then, on }]));
  const told = byDay(former).map(({ on, rungs: own }): Level => ({ on, rungs: own, told: on }));
  return climb([...told, ...levels].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)), promises, live?.today ?? null, working);
}

function byDay(rungs: Climb['rungs']): Readonly<{ on: IsoDate; rungs: readonly Rung[] }>[] {
  const days = [...new Set(rungs.map(({ on }) => on))].sort();
  return days.map((day) => ({ on: day, rungs: rungs.filter(({ on }) => on === day).map(({ rung }) => rung) }));
}

/** A level has been told when the first of its rungs was. */
function toldOn(rungs: readonly Rung[], claims: readonly Claimed[]): Level['told'] {
  const claimed = claims.filter(({ rung }) => rungs.some((one) => one.rung === rung));
  const told = claimed.flatMap(({ on, skipped }) => (skipped ? [] : [on])).sort()[0];
  return told ?? (claimed.length > 0 ? 'skipped' : null);
}

/** Where there is no setting, what it would be told its caseworker is: once a day. */
function withoutSetting(ladder: readonly Rung[]): readonly Rung[] {
  const told = ladder.map((step) => (step.to === 'setting' ? { ...step, to: 'caseworker' as const } : step));
  return told.filter(({ to, days, from }, i) => to !== 'caseworker' || told.findIndex((other) => other.to === to && other.days === days && other.from === from) === i);
}

/**
 * A rung before the due date moves back off a non-working day, one after it moves on; none falls before the duty began. One that is
 * counted backwards, as from a meeting, began when its fact was told: nobody is reminded of what nobody could know.
 */
function dayOf({ days, from }: Rung, { duty, on }: Arisen, working: WorkingDays): IsoDate | null {
  const startedOn = duty.because[0]?.on ?? duty.dueOn;
  if (from === 'start') return workingDayOnOrAfter(addDays(startedOn, days), working);
  const day = addDays(duty.dueOn, days);
  if (days > 0) return workingDayOnOrAfter(day, working);
  const before = workingDayOnOrBefore(day, working);
  const began = startedOn > duty.dueOn ? on : startedOn;
  return began === null || before >= began ? before : null;
}
