import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../../api/errors.js';
import { inLanes } from '../../api/in-lanes.js';
import { nowOf } from '../../api/now.js';
import type { Clock, DatedFact } from '../../api/ports.js';
import type { ReviewLists } from '../../api/review-list-models.js';
import { keyOf } from '../../api/use-cases/over-cases.js';
import { readersOf, type Reader } from '../../api/use-cases/review-lists.js';
import { saveAndSend, type SendingDeps } from '../../api/use-cases/send-command.js';
import { londonDay } from '../../domain/dates/london.js';
import { workingDays } from '../../domain/dates/working-days.js';
import { actBy } from '../../domain/tell/act-by.js';
import { listedUntil } from '../../domain/review/term-list.js';
import type { Term } from '../../domain/settings.js';
import type { ReviewListsInput } from '../../workflows/review-lists/messages.js';
import type { Rules } from '../case/projection.js';
import type { WriteList } from './words.js';

export type SendListsDeps = SendingDeps &
  Readonly<{
    reviewLists: ReviewLists;
    write: WriteList;
    clock: Clock;
    rules: () => Rules;
    /** Told when messages wait to leave. */
    queued?: () => void;
    onProgress?: () => void;
    isStopping?: () => boolean;
  }>;

const PLANS_A_ROUND = 20;
const AT_ONCE = 4;
/** Between two rounds, so that people's own work gets in between; milliseconds. */
const BREATH = 20;

/**
 * Makes every list of a term that has not gone, or one setting's, each with its message, whole or not at all; then records on each plan
 * that its list was sent. May be stopped or killed at any moment and called again: nobody is listed or told twice.
 *
 * @returns false where it was told to stop with something left
 */
export async function sendLists(input: ReviewListsInput, deps: SendListsDeps): Promise<boolean> {
  const { reviewLists, onProgress = () => undefined, isStopping = () => false } = deps;
  const { terms } = deps.rules().calendar;
  const term = terms.find((one) => one.term === input.term);
  const until = term === undefined ? null : listedUntil(term, terms);
  if (term === undefined || until === null) return true; // taken out of the calendar since
  const readers = readersOf(await reviewLists.due(until), await reviewLists.posts());
  for (const reader of readers.filter((one) => input.setting === null || one.to?.ref === input.setting)) {
    await make(reader, term, input.by, deps);
    onProgress();
    if (isStopping()) return false;
  }
  deps.queued?.();
  for (;;) {
    const plans = await reviewLists.unnoted(input.term, PLANS_A_ROUND);
    if (plans.length === 0) return true;
    await inLanes(plans, AT_ONCE, (plan) => note(plan, input, deps));
    await reviewLists.noted(input.term, plans);
    onProgress();
    if (isStopping()) return false;
    await pause(BREATH);
  }
}

/** Of a setting without an address somebody is asked for it; a service's the page names. */
async function make({ audience, to, email, plans }: Reader, term: Term, by: string, { reviewLists, write, clock, rules }: SendListsDeps): Promise<void> {
  const [first] = [...plans].sort((a, b) => (a.ref < b.ref ? -1 : 1));
  if (to === null || first === undefined) return;
  if (email === null) {
    const now = nowOf({ clock });
    if (audience === 'setting') await reviewLists.askAddress({ plan: first.ref, setting: to.ref, actBy: actBy(londonDay(now), workingDays(rules().calendar.bankHolidays)), at: now });
    return;
  }
  const reviewBy = plans.map((plan) => plan.reviewBy).sort()[0] ?? term.startsOn;
  const at = nowOf({ clock });
  await reviewLists.make({
    term: term.term, startsOn: term.startsOn, to: { audience, ref: to.ref, name: to.name, email }, plans, by, at,
    words: (list) => write({ ...list, term, reviewBy, audience, today: londonDay(at) }),
  });
}

/** One fact a plan and term, whichever list named it first. A plan that has ended meanwhile is refused, and stands as it is. */
async function note(plan: string, { term, by }: ReviewListsInput, deps: SendListsDeps): Promise<void> {
  const commandId = keyOf(`review-list/${term}`, plan);
  if ((await deps.commands.find(commandId)) !== null) return; // accepted before: the sweeper sees to what waits
  const now = nowOf(deps);
  const fact: DatedFact = { type: 'review-list-sent', on: londonDay(now), term };
  try {
    await saveAndSend(deps, { ref: by }, { command: { commandId, actor: by, facts: [fact] }, caseRef: plan, bodyHash: commandId, sentAt: now, notes: [], state: 'pending' });
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
  }
}
