import { addDays, type IsoDate } from '../../domain/dates/iso-date.js';
import type { AlsoCounted, Duty, Reason } from '../../domain/duty.js';
import { days, fromToday, late, longDay, shortDay } from '../dates.js';
import { texts } from '../texts.js';
import { termWords } from '../words/terms.js';

/** How a duty is told to people: what must be done, by when, how it stands, and why that date. Shared by every page. */

export type Tag = Readonly<{ text: string; colour: 'red' | 'orange' | 'yellow' | 'green' | 'teal' | 'grey' }>;
export type ReasonStep = Readonly<{ from: string; rule: string; gives: string }>;
export type ReasonWords = Readonly<{ steps: readonly ReasonStep[]; law: string; notes: readonly string[] }>;

/** What every duty shown has: a whole duty, a row's next one, or a request for advice. */
type Shown = Pick<Duty, 'code' | 'kind' | 'dueOn' | 'outcome' | 'daysLate' | 'law' | 'because'> &
  Readonly<{ actBy: IsoDate | null; subject: string | null }> &
  Partial<Pick<Duty, 'alsoCounted' | 'exceptions' | 'notBefore' | 'doneOn' | 'shape' | 'excusedDays'>>;

/** Days ahead that count as soon: a working week and its weekend. */
const SOON = 7;

/** What must be done, naming the adviser or setting where there are several. */
export function actWords(duty: Pick<Shown, 'code' | 'subject'>, subjectName: string | null): string {
  const { act } = texts.duties[duty.code];
  const about = aboutWords(duty, subjectName);
  return about === null ? act : `${act}: ${about}`;
}

/** Whom or what a duty is about, where there are several of it: an adviser, a setting, a term. */
export const aboutWords = ({ subject }: Pick<Shown, 'subject'>, subjectName: string | null): string | null => subjectName ?? (subject === null ? null : termWords(subject));

/** The date to act by as people plan it: the last working day where the due day is none. */
export const actOn = (duty: Pick<Shown, 'actBy' | 'dueOn'>): IsoDate => duty.actBy ?? duty.dueOn;

export const isOverdue = (duty: Pick<Shown, 'outcome'> & { doneOn?: IsoDate | null }): boolean =>
  (duty.outcome === 'late' || duty.outcome === 'late-excused') && (duty.doneOn ?? null) === null;

/** Overdue and undone where the law or guidance set the day; a passed target of the council's own is no such thing. */
export const isLate = (duty: Pick<Shown, 'outcome' | 'kind'> & { doneOn?: IsoDate | null }): boolean =>
  isOverdue(duty) && duty.kind !== 'local';

export type WhenWords = Readonly<{ day: string; distance: string; besides: string | null; tag: Tag | null }>;

/** By when, in words: `Friday 28 August 2026`, `in 3 days`, and the due day itself where it is another. */
export function whenWords(duty: Shown, today: IsoDate): WhenWords {
  if (isOverdue(duty)) {
    return { day: longDay(duty.dueOn), distance: lateWords(duty), besides: null, tag: tagOf(duty, today) };
  }
  const on = actOn(duty);
  const besides = on === duty.dueOn ? null : texts.duty.lastWorkingDay(longDay(duty.dueOn));
  return { day: longDay(on), distance: fromToday(on, today), besides, tag: tagOf(duty, today) };
}

/** Days late; a target of the council's own is no limit of law, and is not called late. */
export const lateWords = ({ kind, daysLate }: Pick<Duty, 'kind' | 'daysLate'>): string =>
  kind === 'local' ? texts.duty.pastTarget(days(daysLate)) : late(daysLate);

/** A word and colour for how a duty stands; the word alone says it. */
export function tagOf(duty: Pick<Shown, 'outcome' | 'dueOn' | 'actBy' | 'kind'>, today: IsoDate): Tag | null {
  switch (duty.outcome) {
    case 'late':
      return duty.kind === 'local' ? { text: 'Past target', colour: 'orange' } : { text: 'Late', colour: 'red' };
    case 'late-excused':
      return { text: 'Late, excused', colour: 'orange' };
    case 'pending':
      return actOn(duty) <= addDays(today, SOON) ? { text: 'Due soon', colour: 'yellow' } : null;
    case 'in-time':
      return { text: 'In time', colour: 'green' };
    case 'open':
      return { text: 'Running', colour: 'teal' };
    case 'respected':
      return { text: 'Respected', colour: 'green' };
    case 'breached':
      return { text: 'Cut short', colour: 'red' };
    case 'not-owed':
      return { text: 'Not owed', colour: 'grey' };
  }
}

/** How it stands in one sentence, for tables and the picture's end of row. */
export function standingWords(duty: Shown, today: IsoDate): string {
  const done = duty.doneOn ?? null;
  switch (duty.outcome) {
    case 'in-time':
      return done === null ? 'Done in time' : `Done ${shortDay(done)}`;
    case 'late':
    case 'late-excused': {
      const excused = duty.outcome === 'late-excused' ? ', excused' : '';
      return done === null
        ? `${capital(lateWords(duty))}${excused}`
        : `Done ${shortDay(done)}, ${lateWords(duty)}${excused}`;
    }
    case 'pending':
      return `Due ${fromToday(duty.dueOn, today)}`;
    case 'open':
      return `Runs to the end of ${shortDay(duty.dueOn)}`;
    case 'respected':
      return `Ended ${shortDay(duty.dueOn)}`;
    case 'breached':
      return done === null ? 'Cut short' : `Cut short on ${shortDay(done)}`;
    case 'not-owed':
      return 'Not owed';
  }
}

/** Why this date: from which fact, by which rule, under which law, and how else some readers count it. */
export function reasonWords(duty: Shown): ReasonWords {
  const acts = duty.actBy ?? duty.dueOn;
  const notes = [
    ...(acts === duty.dueOn ? [] : [texts.duty.weekend(longDay(acts))]),
    ...(duty.notBefore ? [notBeforeWords(duty, duty.notBefore)] : []),
    ...(duty.exceptions ?? []).map((found) =>
      texts.duty.exception(texts.grounds[found.ground], found.qualifies, found.why),
    ),
    ...(duty.alsoCounted ?? []).map(alsoWords),
  ];
  return { steps: duty.because.map(stepWords), law: `${texts.kinds[duty.kind]}: ${duty.law}`, notes };
}

/** From when it is lawful; where that is after a due day still to come, that it will be late unless the family lets it be sooner. */
export function notBeforeWords(duty: Pick<Shown, 'outcome' | 'dueOn' | 'doneOn'>, notBefore: IsoDate): string {
  const day = longDay(notBefore);
  return notBefore > duty.dueOn && !isOverdue(duty) ? texts.duty.notBeforeLate(day) : texts.duty.notBefore(day);
}

const stepWords = ({ fact, on, rule, gives }: Reason): ReasonStep => ({
  from: `${fact === 'calendar' ? texts.duty.calendar : texts.facts[fact].told}, ${longDay(on)}`,
  rule,
  gives: longDay(gives),
});

const alsoWords = ({ basis, dueOn }: AlsoCounted): string => `${texts.counted[basis]}: ${longDay(dueOn)}.`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
