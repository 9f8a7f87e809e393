// What tests ask for: a database, the workflow bundle, servers, a browser. The first to ask waits for it to start.
import type { Browser } from 'playwright-core';
import { inject } from 'vitest';
import { launchChromium } from '../../config/channels/chromium.js';
import type { Supplies } from './supply.js';

/** An empty, migrated database of the test's own. `drop` ends every connection to it; the run's end drops it anyway. */
export async function freshDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const { url } = await ask('database');
  return {
    url,
    drop: async () => {
      await call(`drop?url=${encodeURIComponent(url)}`);
    },
  };
}

/** The workflow bundle, built once a run from the code as it is: `workflowBundle: { codePath }`. */
export async function workflowBundlePath(): Promise<string> {
  return (await ask('bundle')).file;
}

/** The server that skips time: `server: { executable: { type: 'existing-path', path } }`, one a test file. */
export async function timeSkippingServer(): Promise<string> {
  return (await ask('time-skipping')).file;
}

/** The address of a real Temporal development server, in memory, shared by the run: use task queues and ids of your own. */
export async function devServer(): Promise<string> {
  return (await ask('dev-server')).address;
}

/** The program of the development server, for tests that start, kill and restart one of their own (`startTemporal`). */
export async function temporalProgram(): Promise<string> {
  return (await ask('temporal-program')).file;
}

/** The program of a Chromium. */
export async function chromiumPath(): Promise<string> {
  return (await ask('chromium')).file;
}

/** A headless Chromium for our own pages; close it. */
export const launchBrowser = async (): Promise<Browser> => launchChromium(await chromiumPath());

async function ask<Name extends keyof Supplies>(name: Name): Promise<Supplies[Name]> {
  return (await call(name)) as Supplies[Name];
}

async function call(request: string): Promise<unknown> {
  const response = await fetch(`${inject('supply')}/${request}`);
  const body: unknown = await response.json();
  if (response.ok) return body;
  throw new Error(`${request.split('?')[0]}: ${(body as { message: string }).message}`);
}
