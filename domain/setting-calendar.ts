import { addDays, daysBetween, isIsoDate, type IsoDate } from './dates/iso-date.js';
import type { AdviserRole } from './facts/fact.js';
import { ASKED_AROUND_CLOSURE, CLOSURE_DAYS, closureWindow, type ClosureGround } from './law/exceptions.js';

/** When a school, college or early-years setting is open: its terms and its closures. Both days of each are included. */

export const DATE_KINDS = ['term', 'closure'] as const;
export type DateKind = (typeof DATE_KINDS)[number];

export type Term = Readonly<{ name: string; from: IsoDate; to: IsoDate }>;
export type Closed = Readonly<{ from: IsoDate; to: IsoDate }>;
export type SettingCalendar = Readonly<{ terms: readonly Term[]; closures: readonly Closed[] }>;

/** A term's code, as the lists of reviews name it. */
export const TERM = /^(autumn|spring|summer)-\d{4}$/;

/** Longer than any holiday: a term between the two is not known, and nothing is said of the days. */
const LONGEST_HOLIDAY = 70;

/** Every closure that is known, in order: those given, and the holidays between two terms; those that touch are one. */
export function closuresOf({ terms, closures }: SettingCalendar): readonly Closed[] {
  const inOrder = [...terms].sort((a, b) => (a.from < b.from ? -1 : 1));
  const holidays = inOrder.flatMap((term, i): Closed[] => {
    const next = inOrder[i + 1];
    if (next === undefined) return [];
    const days = daysBetween(term.to, next.from) - 1;
    return days >= 1 && days <= LONGEST_HOLIDAY ? [{ from: addDays(term.to, 1), to: addDays(next.from, -1) }] : [];
  });
  return joined([...closures, ...holidays]);
}

function joined(closures: readonly Closed[]): Closed[] {
  const all: Closed[] = [];
  for (const one of [...closures].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = all.at(-1);
    if (last === undefined || one.from > addDays(last.to, 1)) all.push({ from: one.from, to: one.to });
    else if (one.to > last.to) all[all.length - 1] = { from: last.from, to: one.to };
  }
  return all;
}

export type ClosureFinding = Readonly<{
  closedFrom: IsoDate;
  reopensOn: IsoDate;
  days: number;
  /** `asked-in-window`: it may excuse. The rest excuse nothing. */
  verdict: 'asked-in-window' | 'too-short' | 'not-asked-in-window';
  /** The ground it may be, by who was asked in time. Null: none. */
  ground: ClosureGround | null;
  /** When the head, principal or early-years lead would have had to be asked. */
  window: Readonly<{ from: IsoDate; to: IsoDate }>;
}>;

/** Advice asked of somebody: as what, and on which day. */
export type Asked = Readonly<{ role: AdviserRole; on: IsoDate }>;

/**
 * What each closure of a setting is worth as evidence of an exception.
 *
 * @param asked everybody who was asked for advice; the law counts the head, the principal and the early-years lead
 * @source SEND Regulations 2014 regs 5(4)(a), (b), 10(4)(a), (b)
 */
export const closureFindings = (calendar: SettingCalendar, asked: readonly Asked[]): readonly ClosureFinding[] =>
  closuresOf(calendar).map(({ from, to }) => {
    const reopensOn = addDays(to, 1);
    const days = daysBetween(from, reopensOn);
    const window = closureWindow(from, reopensOn);
    const inWindow = asked.filter(({ on }) => on >= window.from && on <= window.to);
    const known = { closedFrom: from, reopensOn, days, window };
    const ground = GROUNDS_OF_CLOSURE.find((one) => inWindow.some(({ role }) => ASKED_AROUND_CLOSURE[one].includes(role)));
    if (days < CLOSURE_DAYS) return { ...known, verdict: 'too-short', ground: null };
    return ground === undefined ? { ...known, verdict: 'not-asked-in-window', ground: null } : { ...known, verdict: 'asked-in-window', ground };
  });

const GROUNDS_OF_CLOSURE: readonly ClosureGround[] = ['school-closed', 'early-years-closed'];

/** The law that says how long a closure must last. */
export const CLOSURE_LAW = 'SEND Regulations 2014 regs 5(4)(a), (b), 10(4)(a), (b)';

/** Why dates cannot be kept beside the others of a setting; empty where they can. */
export function problemsOfDates({ terms }: SettingCalendar, given: Readonly<{ kind: DateKind; name: string | null; from: string; to: string }>): { path: 'name' | 'from' | 'to'; message: string }[] {
  const { kind, name, from, to } = given;
  if (!isIsoDate(from) || !isIsoDate(to)) return [{ path: isIsoDate(from) ? 'to' : 'from', message: 'must be a day that exists, as 2026-09-02' }];
  if (to < from) return [{ path: 'to', message: 'must not be before the first day' }];
  if (daysBetween(from, to) > MOST_DAYS) return [{ path: 'to', message: `must be at most ${MOST_DAYS} days after the first day` }];
  if (kind === 'closure') return [];
  const clash = terms.find((term) => term.name !== name && term.from <= to && term.to >= from);
  return [
    ...(name !== null && TERM.test(name) ? [] : [{ path: 'name' as const, message: 'must be a term, as spring-2027' }]),
    ...(clash === undefined ? [] : [{ path: 'from' as const, message: `must not overlap ${clash.name}, ${clash.from} to ${clash.to}` }]),
  ];
}

const MOST_DAYS = 400;
