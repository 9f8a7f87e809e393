import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import * as wf from '@temporalio/workflow';
import { refusalOf } from '../../domain/sequence.js';
import { processOf } from './process-of.js';
import { agendaChangedSignal, recordFactsUpdate, type CaseActivities, type CaseState, type RecordCommand } from './messages.js';

const { readCase, recordFacts, performDue } = wf.proxyActivities<CaseActivities>({
  startToCloseTimeout: '10s', // one short transaction; also how long a killed worker is waited for
  retry: { initialInterval: '200ms', maximumInterval: '1m' }, // attempts without limit
});

const UNREAD: CaseState = { asOf: -1, progress: null, next: null, cycle: null, outcome: null };

/** Lives as long as its case: takes facts in, sleeps until the next agenda item, performs what is due. */
export async function liveByAgenda(caseRef: string, nextRun: () => Promise<never>): Promise<string> {
  let state = UNREAD;
  const agenda = { isStale: false };
  const here = () => ({ caseRef, now: new Date().toISOString() });
  const take = (read: CaseState) => {
    if (read.asOf >= state.asOf) state = read; // two activities may answer out of order
  };

  wf.setHandler(
    recordFactsUpdate,
    async (command) => {
      const recorded = await recordFacts({ ...here(), command });
      take(recorded.state);
      if (recorded.plan !== undefined) await startOrTell(recorded.plan);
      return recorded.receipt;
    },
    { validator: (command: RecordCommand) => { refuseEarly(state, command); } },
  );
  wf.setHandler(agendaChangedSignal, () => {
    agenda.isStale = true;
  });

  take(await readCase(here()));
  const cycle = state.cycle;
  const runIsOver = () => state.cycle !== cycle || wf.workflowInfo().continueAsNewSuggested;

  for (;;) {
    while (state.outcome === null && !runIsOver()) {
      if (agenda.isStale) {
        agenda.isStale = false;
        take(await readCase(here()));
        continue;
      }
      const { asOf, next } = state;
      const news = () => agenda.isStale || state.outcome !== null || state.next?.wakeAt !== next?.wakeAt || runIsOver();
      if (next === null) {
        await wf.condition(news);
        continue;
      }
      const wait = Date.parse(next.wakeAt) - Date.now();
      if (wait > 0 && (await wf.condition(news, wait))) continue;

      take(await performDue(here()));
      if (!news() && state.asOf === asOf) {
        wf.log.error('due, but nothing was performed', { caseRef, wakeAt: next.wakeAt });
        await wf.condition(() => news() || state.asOf !== asOf, '15m'); // never spin
      }
    }
    await wf.condition(wf.allHandlersFinished);
    if (state.outcome !== null) return state.outcome;
    if (runIsOver()) return nextRun();
    // a fact that came as the case ended has opened it again
  }
}

/** The process of another record: started where none runs, else told to read its record again. It outlives this one. */
async function startOrTell(caseRef: string): Promise<void> {
  const { type, workflowId, args } = processOf(caseRef);
  try {
    await wf.startChild(type, { workflowId, args, parentClosePolicy: 'ABANDON', workflowIdReusePolicy: 'ALLOW_DUPLICATE' });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    // One that has just ended has read its record as it is.
    await wf.getExternalWorkflowHandle(workflowId).signal(agendaChangedSignal).catch(() => undefined);
  }
}

/**
 * Courtesy: one fact that is plainly refused costs no events. Several are for the activity alone, as the later may be lawful only
 * after the earlier; it judges every command again, with the case row locked.
 */
function refuseEarly({ progress }: CaseState, { facts: [fact, ...more] }: RecordCommand): void {
  if (progress === null || fact === undefined || more.length > 0) return; // unread: the activity decides
  if (progress.latestOn !== null && fact.on < progress.latestOn) return; // out of order: only the whole story can tell
  const refusal = refusalOf(progress, { ...fact, id: 'told' });
  if (refusal === null) return;
  throw wf.ApplicationFailure.nonRetryable('refused by rule', refusal.code, { notBefore: refusal.notBefore });
}
