import { causesToGive, isOfDuty, mayHaveCause, OTHER_CAUSE, type OfDuty } from '../../domain/delay-cause.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { withNames } from '../../domain/own-rules.js';
import type { DelayCause } from '../../domain/settings.js';
import { AppError, invalid, notFound, type FieldProblem } from '../errors.js';
import { mayOn, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { CaseRecord } from '../read-models.js';
import { newRef } from '../refs.js';
import { nowOf, todayOf } from '../now.js';

/** Why a step is late, for learning: never an exception, and no date moves. */

const MOST_LETTERS = 2000;

/** The causes this council counts, those retired among them. */
export const delayCauses = ({ council }: UseCaseDeps): readonly DelayCause[] => council.settings.delayCauses;

/** The same as they were worded on a day; those that came later stand after them. */
export const causesOn = ({ council }: Pick<UseCaseDeps, 'council'>, day: IsoDate): readonly DelayCause[] =>
  withNames((council.settingsOn?.(day) ?? council.settings).delayCauses, council.settings.delayCauses);

/** What is wrong with a cause that is to be given now; nothing where it may be. */
export function causeProblems(deps: Pick<UseCaseDeps, 'council'>, cause: string): readonly FieldProblem[] {
  const { delayCauses: known } = deps.council.settings;
  if (causesToGive(known).some(({ code }) => code === cause)) return [];
  const isRetired = known.some(({ code }) => code === cause);
  return [{ path: 'cause', message: isRetired ? 'is retired: give one of the others, from GET /delay-causes' : 'must be one of the council\'s causes, from GET /delay-causes' }];
}

export type CauseSent = OfDuty & Readonly<{ caseRef: string; cause: string; note: string }>;

/**
 * Writes down why a step is late or will be; the same said twice stands once.
 *
 * @returns the journal entry that says it
 * @throws AppError `not-found`, `not-yours-to-record`, `invalid`
 */
export async function recordCause(deps: UseCaseDeps, caller: Caller, { caseRef, cause, note, ...of }: CauseSent): Promise<{ entry: number }> {
  const { duties } = await ownRecord(deps, caller, caseRef);
  const text = note.trim();
  const problems: FieldProblem[] = [
    ...(duties.some((duty) => mayHaveCause(duty) && isOfDuty(of, duty)) ? [] : [{ path: 'duty', message: 'must be a step of this record that is late or still to come' }]),
    ...causeProblems(deps, cause),
    ...(cause === OTHER_CAUSE && text === '' ? [{ path: 'note', message: 'must say what the other cause is' }] : []),
    ...(text.length > MOST_LETTERS ? [{ path: 'note', message: `must be at most ${MOST_LETTERS} letters` }] : []),
  ];
  if (problems.length > 0) throw invalid(problems);
  const entry = await deps.delayCauses.record({ caseRef, ...of, cause, note: text === '' ? null : { ref: newRef('N'), text }, by: caller.ref, at: nowOf(deps) });
  return { entry };
}

/** Takes back a cause that was said by mistake; both stand in the history. @throws AppError `not-found`, `not-yours-to-record` */
export async function takeCauseBack(deps: UseCaseDeps, caller: Caller, caseRef: string, entry: number): Promise<void> {
  await ownRecord(deps, caller, caseRef);
  if (!(await deps.delayCauses.takeBack({ caseRef, entry, by: caller.ref, at: nowOf(deps) }))) throw notFound();
}

async function ownRecord(deps: UseCaseDeps, caller: Caller, ref: string): Promise<CaseRecord> {
  const record = await deps.cases.caseRecord(scopeFor(caller), ref, todayOf(deps));
  if (record === null) throw notFound();
  if (!mayOn(caller, 'record.facts', record.access)) throw new AppError('not-yours-to-record');
  return record;
}
