// @ts-check
// Lets the Temporal SDK fetch a server by itself, where there is internet: `sdk-download.mjs dev-server|time-skipping <folder>`.
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [, , kind, downloadDir] = process.argv;
const server = { executable: { type: /** @type {const} */ ('cached-download'), downloadDir, ttl: '3650 days' } };
const environment =
  kind === 'time-skipping'
    ? await TestWorkflowEnvironment.createTimeSkipping({ server })
    : await TestWorkflowEnvironment.createLocal({ server });
await environment.teardown();
