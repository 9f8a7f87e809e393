import { AUDIT_DUTIES, type DutyCode } from './duty-codes.js';
import { grouped } from './grouped.js';
import { PACKS } from './law/packs.js';
import type { Rule } from './law/rule.js';
import { OWED_BY_SETTING } from './review/cycle.js';
import { OUTSIDE_ROLES, upwardsFrom } from './role-order.js';
import type { LadderCode, Role, Rung } from './settings.js';

/** Something wrong with a ladder: the rung by its place in the list, null for the whole of it; and what it must be instead. */
export type LadderProblem = Readonly<{ rung: number | null; field: 'to' | 'days' | 'act' | 'acknowledgeWithin' | 'channel' | null; code: LadderProblemCode; message: string }>;
export type LadderProblemCode =
  | 'no-final-rung' | 'loop' | 'nobody-holds' | 'same-place' | 'not-reached' | 'may-not-see' | 'not-escalated-to' | 'escalates-early' | 'window-is-not-late' | 'only-escalations' | 'goes-at-once';

/** Where a rung stands among the others: those counted from the start come first, for a duty's length differs from record to record. */
export const placeOf = ({ from, days }: Pick<Rung, 'from' | 'days'>): number => (from === 'start' ? days - 1_000 : days);

/** By the days on which they come; rungs of one day as they were given. */
export const inOrder = (rungs: readonly Rung[]): readonly Rung[] => [...rungs].sort((a, b) => placeOf(a) - placeOf(b));

/** Whether the law owes it, by any rule of its code: then its ladder must end with somebody who answers for it. */
export function isStatutory(code: LadderCode): boolean {
  if (code === 'deadline' || code === 'window') return code === 'deadline';
  return rulesOf(code).some(({ shape, kind }) => shape === 'deadline' && (typeof kind === 'function' || kind === 'statutory'));
}

/** A window is left open and can be breached by the authority alone: nobody is late. */
export const isWindow = (code: LadderCode): boolean => code === 'window' || (code !== 'deadline' && rulesOf(code).some(({ shape }) => shape === 'window'));

/** Of every rule pack; a preview asks for each item of tens of thousands of ladders. */
const RULES = grouped(PACKS.flatMap(({ rules }) => rules), ({ code }) => code);
const rulesOf = (code: DutyCode): readonly Rule[] => RULES.get(code) ?? [];

/** Whoever may be written to about a case: the people it is about, and staff who may open it. */
export const TOLD_ROLES: readonly Role[] = ['caseworker', 'team-manager', 'service-manager', 'senior-manager', 'director', 'qa-lead', 'auditor', 'data-officer', ...OUTSIDE_ROLES];

/**
 * Everything wrong with a ladder: no final rung, a loop, a role nobody holds, a rung that could never be sent or would say what is
 * not so. Rungs are compared by their days, in whatever order they are given.
 *
 * @param held roles that somebody at work holds
 */
export function ladderProblems(code: LadderCode, rungs: readonly Rung[], held: ReadonlySet<Role>): readonly LadderProblem[] {
  const each = rungs.flatMap((rung, at) => [...problemsOfRole(code, rung, held), ...problemsOfAct(code, rung), ...problemsOfChannel(code, rung)].map((problem) => ({ rung: at, ...problem })));
  return [...each, ...repeats(rungs), ...loops(rungs), ...endProblems(code, rungs)];
}

type OfRung = Omit<LadderProblem, 'rung'>;

function problemsOfRole(code: LadderCode, { to, act }: Rung, held: ReadonlySet<Role>): OfRung[] {
  if (!TOLD_ROLES.includes(to)) return [{ field: 'to', code: 'may-not-see', message: `goes to the ${said(to)}, who may not open cases: choose a caseworker or a manager` }];
  if (!isReached(code, to)) return [{ field: 'to', code: 'not-reached', message: `goes to the ${said(to)}, whom this step of a case does not have: choose somebody of the council` }];
  if (act === 'escalate' && (to === 'setting' || to === 'family' || to === 'professional')) {
    return [{ field: 'act', code: 'not-escalated-to', message: `escalates to the ${said(to)}, who has nobody to answer for: remind them, or escalate to a manager` }];
  }
  if (act === 'ask-for-confirmation' && OUTSIDE_ROLES.includes(to)) return [{ field: 'act', code: 'not-escalated-to', message: `asks the ${said(to)} to confirm: only the council’s own staff can record it, so ask its caseworker` }];
  if (OUTSIDE_ROLES.includes(to) || held.has(to)) return [];
  return [{ field: 'to', code: 'nobody-holds', message: `goes to the ${said(to)}, and nobody holds that role: give somebody the role, or choose ${nextHeld(to, held)}` }];
}

/** An adviser stands behind a request for advice alone, a setting behind what it was asked or owes, an auditor behind an audit. */
function isReached(code: LadderCode, to: Role): boolean {
  if (to === 'professional' || to === 'partner-manager') return code === 'give-advice';
  if (to === 'auditor') return AUDIT_DUTIES.some((owed) => owed === code);
  if (to === 'setting') return code === 'answer-consultation' || OWED_BY_SETTING.some((owed) => owed === code);
  return true;
}

function nextHeld(role: Role, held: ReadonlySet<Role>): string {
  const above = upwardsFrom(role).slice(1).find((one) => held.has(one) && TOLD_ROLES.includes(one));
  return above === undefined ? 'another' : `the ${said(above)}`;
}

function problemsOfAct(code: LadderCode, { act, from, days, acknowledgeWithin }: Rung): OfRung[] {
  if (act !== 'escalate') {
    return acknowledgeWithin === undefined ? [] : [{ field: 'acknowledgeWithin', code: 'only-escalations', message: 'asks for an acknowledgement: only an escalation is acknowledged, so leave that empty' }];
  }
  if (isWindow(code)) return [{ field: 'act', code: 'window-is-not-late', message: 'escalates a time that is only left open, for which nobody can be late: remind or tell instead' }];
  if (from === 'start' || days <= 0) return [{ field: 'days', code: 'escalates-early', message: 'escalates before it is late: put it one day or more after the due date, or remind instead' }];
  return [];
}

/** Whether it tells of a day in law that has passed. A question whether something is in place tells of none. */
export const tellsLate = ({ act, from, days }: Pick<Rung, 'act' | 'from' | 'days'>, isOfLaw: boolean): boolean => isOfLaw && act !== 'ask-for-confirmation' && from === 'due' && days > 0;

/** What never waits for the mail of the day. */
function problemsOfChannel(code: LadderCode, rung: Rung): OfRung[] {
  if (rung.channel !== 'digest') return [];
  const why = OUTSIDE_ROLES.includes(rung.to) ? `goes to the ${said(rung.to)}, who gets no mail of the day` : tellsLate(rung, isStatutory(code)) ? 'tells that a day in law has passed, which never waits' : null;
  return why === null ? [] : [{ field: 'channel', code: 'goes-at-once', message: `${why}: send it at once` }];
}

/** Two rungs to one role on one day: one of them is a mistake. */
const repeats = (rungs: readonly Rung[]): LadderProblem[] =>
  rungs.flatMap((rung, at) => {
    const first = rungs.findIndex((other) => other.to === rung.to && placeOf(other) === placeOf(rung));
    return first >= at ? [] : [{ rung: at, field: 'days', code: 'same-place', message: `goes to the ${said(rung.to)} on the same day as step ${first + 1}: take one of them out, or give it another day` }];
  });

/** Escalations climb: to nobody a second time, and never down again. */
function loops(rungs: readonly Rung[]): LadderProblem[] {
  const late = rungs.map((rung, at) => ({ rung, at })).filter(({ rung }) => rung.act === 'escalate');
  return late.flatMap(({ rung, at }) => {
    const before = late.find((one) => placeOf(one.rung) < placeOf(rung) && upwardsFrom(rung.to).includes(one.rung.to));
    if (before === undefined) return [];
    const why = before.rung.to === rung.to ? `to whom step ${before.at + 1} has escalated already` : `below the ${said(before.rung.to)}, to whom step ${before.at + 1} escalates`;
    return [{ rung: at, field: 'to', code: 'loop', message: `goes round in a loop: it escalates to the ${said(rung.to)}, ${why}: choose somebody above, or take it out` }];
  });
}

/** What the law asks ends with an escalation: nothing else comes after it. */
function endProblems(code: LadderCode, rungs: readonly Rung[]): LadderProblem[] {
  const last = Math.max(...rungs.map(placeOf));
  if (!isStatutory(code) || rungs.some((rung) => rung.act === 'escalate' && placeOf(rung) === last)) return [];
  return [{ rung: null, field: null, code: 'no-final-rung', message: 'has no final step: the law asks for this, so the last step must escalate to a manager after the due date' }];
}

const said = (role: Role): string => role.replaceAll('-', ' ');
