import { isOf, type Climb } from './agenda.js';
import type { Promised, Step } from './climb.js';
import { addDays, earlier, type IsoDate } from './dates/iso-date.js';
import type { Duty } from './duty.js';
import type { Fact } from './facts/fact.js';
import { isCorrection, numberOfEntry, replacementOf } from './facts/story.js';
import type { Role } from './settings.js';

/** How an escalation stands: it waits to be acknowledged, or what was promised is awaited. */
export type EscalationState = 'waiting' | 'promised';

/** A duty still owed of which somebody above was told: how far it has climbed, what was promised, what follows. */
export type Escalation = Readonly<{
  duty: Duty;
  /** Every step of its ladder, told or to come. */
  steps: readonly Step[];
  /** The highest step that was told. */
  current: Step;
  /** The step that is told next, should the duty stay undone and nothing be promised. */
  next: Step | null;
  /** The last promise, whichever step made it; the day it names may have passed. */
  promise: Promised | null;
  state: EscalationState;
}>;

const isTold = ({ told }: Step): boolean => told !== null && told !== 'skipped';
const holds = (step: Step, rung: string): boolean => step.rungs.some((one) => one.rung === rung);
export const rolesOf = ({ rungs }: Step): Role[] => [...new Set(rungs.map(({ to }) => to))];

/** The escalations that are open on a day. @param climbs as derived from the record with what has been performed */
export const escalationsOf = (climbs: readonly Climb[], today: IsoDate): Escalation[] =>
  climbs.flatMap(({ duty, promises, steps }): Escalation[] => {
    const current = steps.findLast(isTold);
    if (current === undefined) return [];
    const promise = lastOf(promises);
    const stands = promise !== null && holds(current, promise.rung) && promise.promisedOn >= today;
    const next = steps[steps.indexOf(current) + 1] ?? null;
    return [{ duty, steps, current, next, promise, state: stands ? 'promised' : 'waiting' }];
  });

/** Of promises made on one day the one written down last holds. */
const lastOf = (promises: readonly Promised[]): Promised | null =>
  promises.reduce<Promised | null>((last, one) => (last === null || one.on > last.on || (one.on === last.on && numberOfEntry(one.id) > numberOfEntry(last.id)) ? one : last), null);

/** Whether somebody is asked to answer for it: its ladder gives a time to, or somebody has. */
export const isAsked = ({ current, promise }: Pick<Escalation, 'current' | 'promise'>): boolean => current.acknowledgeBy !== null || promise !== null;

/**
 * The last day in time to answer it: the day promised, or where nobody has promised the first day that was asked for. That somebody
 * above was told since does not put it off. Null where nobody was asked.
 */
export function answerBy({ steps, current, promise }: Pick<Escalation, 'steps' | 'current' | 'promise'>): IsoDate | null {
  if (promise === null) return steps.filter(isTold).flatMap(({ acknowledgeBy }) => acknowledgeBy ?? []).sort()[0] ?? null;
  return holds(current, promise.rung) || current.acknowledgeBy === null ? promise.promisedOn : earlier(promise.promisedOn, current.acknowledgeBy);
}

export type RefusedAcknowledgement = 'names-no-escalation' | 'already-promised' | 'promise-before-its-day' | 'promise-too-far';

/** The last day a promise made on a day may name. */
export const promiseBy = (on: IsoDate, { promiseWithinDays }: Readonly<{ promiseWithinDays: number }>): IsoDate => addDays(on, promiseWithinDays);

/** Why a promise may not name its day, by itself; null where it may. */
export function refusedPromise({ on, promisedOn }: Readonly<{ on: IsoDate; promisedOn?: IsoDate | undefined }>, settings: Readonly<{ promiseWithinDays: number }>): RefusedAcknowledgement | null {
  if (promisedOn === undefined || promisedOn < on) return 'promise-before-its-day';
  return promisedOn > promiseBy(on, settings) ? 'promise-too-far' : null;
}

/**
 * Why these new facts may not acknowledge what they name: a live acknowledgement names the step an owed duty has climbed to,
 * which nobody has promised to settle, and a day within the council's days; what a correction puts in its place names any step
 * that was told. Null where all may.
 */
export function refusedAcknowledgement(added: readonly Fact[], escalations: readonly Escalation[], settings: Readonly<{ promiseWithinDays: number }>): RefusedAcknowledgement | null {
  const corrected = added.filter(isCorrection).flatMap(replacementOf);
  for (const fact of [...added, ...corrected]) {
    if (fact.type !== 'escalation-acknowledged') continue;
    const refused = refusedOne(fact, escalations, corrected.includes(fact)) ?? refusedPromise(fact, settings);
    if (refused !== null) return refused;
  }
  return null;
}

function refusedOne(fact: Fact<'escalation-acknowledged'>, escalations: readonly Escalation[], corrects: boolean): RefusedAcknowledgement | null {
  const { rung, on } = fact;
  const named = escalations.find(({ duty }) => isOf(duty, fact));
  const step = rung === undefined ? undefined : named?.steps.find((one) => isTold(one) && holds(one, rung));
  if (named === undefined || step === undefined || on < step.firesOn) return 'names-no-escalation';
  if (corrects) return null;
  if (step !== named.current) return 'names-no-escalation';
  return named.state === 'promised' ? 'already-promised' : null;
}
