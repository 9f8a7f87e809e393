import { AppError, notFound } from '../errors.js';
import type { NotTold, SentMessage, WaitingNotice, WholeMessage } from '../letter-models.js';
import { scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { Page } from '../read-models.js';
import type { Mode } from './sign-in.js';
import { nowOf } from '../now.js';

/** Shown at most. */
const MOST_WAITING = 50;

type LetterDeps = Pick<UseCaseDeps, 'letters' | 'views' | 'clock'>;

/** Letters of a record, newest first; who was not written to and why; and what waits for staff. @throws AppError `not-found` */
export async function lettersOfRecord(deps: LetterDeps, caller: Caller, ref: string): Promise<{ sent: readonly SentMessage[]; notTold: readonly NotTold[]; waiting: readonly WaitingNotice[] }> {
  const scope = scopeFor(caller);
  const sent = await deps.letters.ofRecord(scope, ref);
  if (sent === null) throw notFound();
  await logged(deps, caller, ref);
  return { sent, notTold: await deps.letters.notTold(scope, ref), waiting: await deps.letters.waiting(ref, nowOf(deps), MOST_WAITING) };
}

/** One letter with its words as they went. @throws AppError `not-found` */
export async function letterOfRecord(deps: LetterDeps, caller: Caller, ref: string, message: string): Promise<WholeMessage> {
  const found = await deps.letters.whole(scopeFor(caller), ref, message);
  if (found === null) throw notFound();
  await logged(deps, caller, ref);
  return found;
}

async function logged({ views, clock }: LetterDeps, caller: Caller, caseRef: string): Promise<void> {
  await views.log({ staff: caller.ref, caseRefs: [caseRef], seen: 'letters', at: nowOf({ clock }) });
}

/** Everything sent: the post of a council that is made up. @throws AppError `not-found` outside the demonstration */
export async function demoOutbox({ letters }: Pick<UseCaseDeps, 'letters'>, mode: Mode, query: { caseRef: string | null; cursor: string | null; limit: number }): Promise<Page<SentMessage>> {
  if (mode !== 'demo') throw notFound();
  return letters.outbox(query);
}

/** What is queued for staff and leaves later, soonest first: the first fifty. @throws AppError `not-found` outside the demonstration */
export async function demoWaiting({ letters, clock }: Pick<UseCaseDeps, 'letters' | 'clock'>, mode: Mode, caseRef: string | null): Promise<readonly WaitingNotice[]> {
  if (mode !== 'demo') throw notFound();
  return letters.waiting(caseRef, nowOf({ clock }), MOST_WAITING);
}

/** @throws AppError `not-found` outside the demonstration, and where there is no such message */
export async function demoMessage({ letters }: Pick<UseCaseDeps, 'letters'>, mode: Mode, ref: string): Promise<WholeMessage> {
  const found = mode === 'demo' ? await letters.inOutbox(ref) : null;
  if (found === null) throw new AppError('not-found');
  return found;
}
