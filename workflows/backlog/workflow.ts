import * as wf from '@temporalio/workflow';
import type { CaseImportInput, ImportActivities } from './messages.js';

const { bringIn } = wf.proxyActivities<ImportActivities>({
  startToCloseTimeout: '6h', // the largest caseload of a county, at night and beside other work
  heartbeatTimeout: '1m', // a batch lies between two; a killed worker's file is taken up after it
  retry: { initialInterval: '1s', maximumInterval: '1m' }, // attempts without limit: every row is in, or told why
});

/** One file of the backlog: its good rows come in and their workflows start. It writes to nobody. */
export async function caseImport(input: CaseImportInput): Promise<void> {
  await bringIn(input);
}
