import * as wf from '@temporalio/workflow';
import type { ReviewListActivities, ReviewListsInput } from './messages.js';

const { sendLists } = wf.proxyActivities<ReviewListActivities>({
  startToCloseTimeout: '2h', // every plan of a county, beside other work
  heartbeatTimeout: '1m', // a few plans lie between two; a killed worker's lists are taken up after it
  retry: { initialInterval: '1s', maximumInterval: '1m' }, // attempts without limit: every list goes
});

/** A term's lists of reviews: each queued for its reader once, and recorded on each plan. */
export async function reviewLists(input: ReviewListsInput): Promise<void> {
  await sendLists(input);
}
