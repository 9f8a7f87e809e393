import * as wf from '@temporalio/workflow';
import { nudgeSignal, type DeliveryActivities, type DeliveryCounts, type DeliveryInput } from './messages.js';

const { addressNext, followNext } = wf.proxyActivities<DeliveryActivities>({
  startToCloseTimeout: '30s', // a batch of short transactions, or of questions to a provider
  retry: { initialInterval: '1s', maximumInterval: '1m' }, // attempts without limit
});
const { deliver, sendNext } = wf.proxyActivities<DeliveryActivities>({
  startToCloseTimeout: '5m', // letters are drawn as PDFs first; what a killed worker held is taken up after its own lease
  heartbeatTimeout: '45s', // one message at most lies between two
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});

/** Waited for here; anything later is for the next nudge or the five minutes' Schedule. */
const SOON = 3 * 60_000;
/** A run's rounds: at most 20 events each. */
const ROUNDS = 100;

type News = { nudged: boolean };
/** What one round did, and whether something is left to do now. */
type Round = DeliveryCounts & Readonly<{ wakeAt: string | null; isMore: boolean }>;

/** Addresses what is queued, sends it, asks for receipts, until nothing is left to do now; then ends. @returns how much it did */
export async function delivery({ v, carried }: DeliveryInput): Promise<DeliveryCounts> {
  let counts: DeliveryCounts = carried ?? { addressed: 0, sent: 0, followed: 0 };
  const news: News = { nudged: false };
  const isNudged = (): boolean => news.nudged; // a signal may have come during any wait
  wf.setHandler(nudgeSignal, () => {
    news.nudged = true;
  });
  for (let round = 0; round < ROUNDS && !wf.workflowInfo().continueAsNewSuggested; round += 1) {
    news.nudged = false;
    const { addressed, sent, followed, wakeAt, isMore } = await (v === 1 ? stepByStep(isNudged) : deliver());
    counts = { addressed: counts.addressed + addressed, sent: counts.sent + sent, followed: counts.followed + followed };
    if (isMore || isNudged()) continue;
    const wait = wakeAt === null ? Number.POSITIVE_INFINITY : Date.parse(wakeAt) - Date.now();
    if (wait > SOON) return counts; // a nudge that comes now makes the server ask again before the end
    if (wait > 0) await wf.condition(isNudged, wait);
  }
  return wf.continueAsNew<typeof delivery>({ v, carried: counts });
}

/** A round of the runs of before: three activities, the last where the others found nothing. */
async function stepByStep(isNudged: () => boolean): Promise<Round> {
  const { addressed } = await addressNext();
  const { sent, wakeAt } = await sendNext();
  if (addressed > 0 || sent > 0 || isNudged()) return { addressed, sent, followed: 0, wakeAt, isMore: true };
  const { followed } = await followNext();
  return { addressed, sent, followed, wakeAt, isMore: followed > 0 };
}
