import * as wf from '@temporalio/workflow';
import { nudgeSignal, type DeliveryActivities, type DeliveryCounts, type DeliveryInput } from './messages.js';

const { addressNext, followNext } = wf.proxyActivities<DeliveryActivities>({
  startToCloseTimeout: '30s', // a batch of short transactions, or of questions to a provider
  retry: { initialInterval: '1s', maximumInterval: '1m' }, // attempts without limit
});
const { sendNext } = wf.proxyActivities<DeliveryActivities>({
  startToCloseTimeout: '5m', // letters are drawn as PDFs first; what a killed worker held is taken up after its own lease
  heartbeatTimeout: '45s', // one message at most lies between two
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});

/** Waited for here; anything later is for the next nudge or the five minutes' Schedule. */
const SOON = 3 * 60_000;
/** A run's rounds: about 20 events each. */
const ROUNDS = 100;

/** Addresses what is queued, sends it, asks for receipts, until nothing is left to do now; then ends. @returns how much it did */
export async function delivery({ carried }: DeliveryInput): Promise<DeliveryCounts> {
  let counts: DeliveryCounts = carried ?? { addressed: 0, sent: 0, followed: 0 };
  const news = { nudged: false };
  const isNudged = (): boolean => news.nudged; // a signal may have come during any wait
  wf.setHandler(nudgeSignal, () => {
    news.nudged = true;
  });
  for (let round = 0; round < ROUNDS && !wf.workflowInfo().continueAsNewSuggested; round += 1) {
    news.nudged = false;
    const { addressed } = await addressNext();
    const { sent, wakeAt } = await sendNext();
    counts = { ...counts, addressed: counts.addressed + addressed, sent: counts.sent + sent };
    if (addressed > 0 || sent > 0 || isNudged()) continue;
    const { followed } = await followNext();
    counts = { ...counts, followed: counts.followed + followed };
    if (followed > 0 || isNudged()) continue;
    const wait = wakeAt === null ? Number.POSITIVE_INFINITY : Date.parse(wakeAt) - Date.now();
    if (wait > SOON) return counts; // a nudge that comes now makes the server ask again before the end
    if (wait > 0) await wf.condition(isNudged, wait);
  }
  return wf.continueAsNew<typeof delivery>({ v: 1, carried: counts });
}
