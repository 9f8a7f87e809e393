import { proxyActivities, sleep } from '@temporalio/workflow';

const { look } = proxyActivities<{ look: () => Promise<void> }>({ startToCloseTimeout: '10s' });

export async function bare(): Promise<void> {
  await look();
  await sleep('300 days');
}
