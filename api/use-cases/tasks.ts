import { z } from 'zod';
import { AppError, invalid, notFound, type FieldProblem } from '../errors.js';
import type { Mended, MendedAddress, TaskEnd, TaskRow } from '../letter-models.js';
import { mayAtAll, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { Page } from '../read-models.js';
import { nowOf } from '../now.js';

type TaskDeps = Pick<UseCaseDeps, 'tasks' | 'views' | 'clock' | 'nudgeDelivery'>;

/** Open tasks, soonest first. @param whose `mine`, or `all` of the records one may see @throws AppError `forbidden` */
export async function openTasks(deps: TaskDeps, caller: Caller, query: { whose: 'mine' | 'all'; cursor: string | null; limit: number }): Promise<Page<TaskRow>> {
  if (!mayAtAll(caller, 'task.see')) throw new AppError('forbidden');
  const page = await deps.tasks.open(scopeFor(caller, 'task.see'), { ...query, roles: caller.roles });
  const caseRefs = [...new Set(page.items.flatMap(({ caseRef }) => caseRef ?? []))];
  if (caseRefs.length > 0) await deps.views.log({ staff: caller.ref, caseRefs, seen: 'tasks', at: nowOf(deps) });
  return page;
}

/** @throws AppError `not-found`, also where it has been seen to */
export async function oneTask(deps: TaskDeps, caller: Caller, ref: string): Promise<TaskRow> {
  if (!mayAtAll(caller, 'task.see')) throw new AppError('forbidden');
  const task = await deps.tasks.one(scopeFor(caller, 'task.see'), ref);
  if (task === null) throw notFound();
  if (task.caseRef !== null) await deps.views.log({ staff: caller.ref, caseRefs: [task.caseRef], seen: 'task', at: nowOf(deps) });
  return task;
}

/** Says that it was seen to, and how. @throws AppError `not-found`; `already-settled` where somebody else was first */
export async function endTask(deps: TaskDeps, caller: Caller, ref: string, how: TaskEnd): Promise<TaskRow> {
  const task = await oneTask(deps, caller, ref);
  if (!(await deps.tasks.end({ ref, how, by: caller.ref, at: nowOf(deps) }))) throw new AppError('already-settled');
  return task;
}

const line = (name: string, most: number) => z.string().trim().min(1, { error: `${name} is missing` }).max(most, { error: `${name} is too long` });
/** Where somebody is to be written to from now on, as it is given. */
export const mendedAddress = z.discriminatedUnion('channel', [
  z.strictObject({ channel: z.literal('email'), email: z.email({ error: 'must be an email address, as name@example.org' }).max(254), consent: z.boolean() }),
  z.strictObject({
    channel: z.literal('letter'),
    lines: line('address', 300).transform((text) => text.split(/\r?\n/).map((one) => one.trim()).filter((one) => one !== '').join('\n')).refine((text) => text.split('\n').length <= 6, { error: 'must be six lines at most' }),
    postcode: z.string().trim().toUpperCase().regex(/^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/, { error: 'must be a postcode, as ZZ1 2BB' }),
  }),
]).meta({ id: 'MendedAddress' });

/**
 * Mends where somebody is written to and sends again what did not reach them.
 *
 * @throws AppError `invalid` naming the field; `not-found`; `already-settled` where somebody else was first
 */
export async function mendAddress(deps: TaskDeps, caller: Caller, ref: string, address: unknown): Promise<Mended> {
  await oneTask(deps, caller, ref);
  const read = mendedAddress.safeParse(address);
  if (!read.success) throw invalid(read.error.issues.map((issue): FieldProblem => ({ path: issue.path.join('.'), message: issue.message })));
  return settled(deps, await deps.tasks.mend({ ref, address: read.data satisfies MendedAddress, by: caller.ref, at: nowOf(deps) }));
}

/** Has what could not be written or addressed tried once more, now that what it lacked is there. */
export async function tryTaskAgain(deps: TaskDeps, caller: Caller, ref: string): Promise<Mended> {
  await oneTask(deps, caller, ref);
  const outcome = await deps.tasks.tryAgain({ ref, by: caller.ref, at: nowOf(deps) });
  if (outcome.kind === 'cannot') throw invalid([{ path: 'task', message: 'is no longer called for by the record as it stands: tell them another way' }]);
  return settled(deps, outcome);
}

function settled({ nudgeDelivery }: TaskDeps, outcome: Mended): Mended {
  if (outcome.kind === 'done-already') throw new AppError('already-settled');
  if (outcome.kind === 'cannot') throw invalid([{ path: 'address', message: 'cannot be mended here: without consent to email, or of somebody who is not on the record' }]);
  nudgeDelivery?.();
  return outcome;
}
