import { addDays, type IsoDate } from './dates/iso-date.js';
import { londonInstant, type Instant } from './dates/london.js';
import { workingDayOnOrAfter, workingDayOnOrBefore, type WorkingDays } from './dates/working-days.js';
import { isOwed, type Duty } from './duty.js';
import type { DutyCode } from './duty-codes.js';
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

/**
 * What the system must do about the duties still owed: the rungs of their ladders, the noting of a passed date, the closing of a
 * window. People are written to at one time on working days, so that items share their instants.
 */
export function agendaOf(arisen: readonly Arisen[], settings: Settings, working: WorkingDays): AgendaItem[] {
  const items = arisen.filter(({ duty }) => isOwed(duty)).flatMap((one) => [...rungsOf(one, settings, working), markOf(one.duty, settings)]);
  return items.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** The passing of the date itself, recorded just after midnight of the next day, holiday or not. */
function markOf({ code, subject, occurrence, shape, dueOn }: Duty, { noteBreachAt }: Settings): AgendaItem {
  const on = addDays(dueOn, 1);
  const act = shape === 'window' ? 'close-window' : 'note-breach';
  return { on, at: londonInstant(on, noteBreachAt), act, duty: code, subject, occurrence, rung: act, to: null };
}

function rungsOf(arisen: Arisen, { ladders, writeAt }: Settings, working: WorkingDays): AgendaItem[] {
  const { duty } = arisen;
  const ladder = ladders[duty.code] ?? ladders[duty.shape] ?? [];
  return (isCouncilsOwn(duty) ? withoutSetting(ladder) : ladder).flatMap((step) => {
    const on = dayOf(step, arisen, working);
    if (on === null) return [];
    return [{ on, at: londonInstant(on, writeAt), act: step.act, duty: duty.code, subject: duty.subject, occurrence: duty.occurrence, rung: step.rung, to: step.to }];
  });
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
