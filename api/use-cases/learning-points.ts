import { z } from 'zod';
import { AUDITED_SERVICES, THEMES } from '../../domain/audit/themes.js';
import { civilDay } from '../../domain/facts/schema.js';
import { AppError, invalid, notFound } from '../errors.js';
import type { PointRow } from '../learning-models.js';
import { nowOf, todayOf } from '../now.js';
import { mayAtAll, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import { newRef, POINT_REF } from '../refs.js';
import { addMonths } from '../../domain/dates/iso-date.js';

/** Learning points: whoever leads quality says what a service is to learn of a theme, and the training offered with it. */

export const MOST_WORDS = 500;
export const pointSchema = z.strictObject({
  theme: z.enum(THEMES, { error: `must be one of ${THEMES.join(', ')}` }),
  service: z.enum(AUDITED_SERVICES, { error: `must be one of ${AUDITED_SERVICES.join(', ')}` }),
  /** What is to be done otherwise from now on. Of practice, never of a child. */
  words: z.string({ error: 'must be text' }).trim().min(1, { error: 'must say what is to be learnt' }).max(MOST_WORDS, { error: `must be at most ${MOST_WORDS} characters` }),
  /** The day training on it is, or was, offered; null: none. */
  trainingOn: civilDay.nullable().default(null),
  /** Taught no more: it leaves the reports to come. */
  isWithdrawn: z.boolean({ error: 'must be true or false' }).default(false),
});
export type PointSent = z.output<typeof pointSchema>;

/** Every version of one, newest first. @throws AppError `forbidden`, `not-found` */
export async function readPoint(deps: Pick<UseCaseDeps, 'learning'>, caller: Caller, ref: string): Promise<readonly [PointRow, ...PointRow[]]> {
  if (!mayAtAll(caller, 'audit.learn')) throw new AppError('forbidden');
  const [newest, ...earlier] = POINT_REF.test(ref) ? await deps.learning.learningPoint(ref) : [];
  if (newest === undefined) throw notFound();
  return [newest, ...earlier];
}

/** Makes a learning point. @returns its reference @throws AppError `forbidden`, `invalid` */
export async function makePoint(deps: Pick<UseCaseDeps, 'learning' | 'clock'>, caller: Caller, sent: PointSent): Promise<string> {
  mayLead(caller);
  const ref = newRef('G');
  mustBeNear(deps, sent);
  await deps.learning.keepPoint({ ...sent, ref, by: caller.ref, at: nowOf(deps), after: 0 });
  return ref;
}

/** Says one anew; what was said before stays. @param after number of the version its author had read @throws AppError `forbidden`, `not-found`, `invalid`, `changed-since` */
export async function changePoint(deps: Pick<UseCaseDeps, 'learning' | 'clock'>, caller: Caller, ref: string, { after, ...sent }: PointSent & Readonly<{ after: number }>): Promise<number> {
  mayLead(caller);
  await readPoint(deps, caller, ref);
  mustBeNear(deps, sent);
  const isKept = await deps.learning.keepPoint({ ...sent, ref, by: caller.ref, at: nowOf(deps), after });
  if (!isKept) throw new AppError('changed-since', { detail: 'Somebody has changed this learning point since you opened it. Read it, then change it again if yours still holds.' });
  return after + 1;
}

const FURTHEST = 12; // months
function mustBeNear(deps: Pick<UseCaseDeps, 'clock'>, { trainingOn }: PointSent): void {
  const today = todayOf(deps);
  if (trainingOn === null) return;
  if (trainingOn > addMonths(today, FURTHEST)) throw invalid([{ path: 'trainingOn', message: 'must be within a year from today' }]);
  if (trainingOn < addMonths(today, -FURTHEST)) throw invalid([{ path: 'trainingOn', message: 'must be within the year before today' }]);
}

function mayLead(caller: Caller): void {
  if (!mayAtAll(caller, 'audit.lead')) throw new AppError('forbidden');
}
