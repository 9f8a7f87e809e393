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
      await call(`drop-database?url=${encodeURIComponent(url)}`);
    },
  };
}

/** The workflow bundle, built once a run from the code as it is: `workflowBundle: { codePath }`. */
export async function workflowBundlePath(): Promise<string> {
  return (await ask('bundle')).file;
}

/** A server that skips time, of the asker's own: its port on loopback. `end` ends it; the run's end ends it anyway. */
export async function timeSkippingServer(): Promise<{ port: number; end: () => Promise<void> }> {
  const { port } = await ask('time-skipping');
  return {
    port,
    end: async () => {
      await call(`end-time-skipping?port=${port}`);
    },
  };
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

/** One site, and nobody to defend it from: a process for all of its pages, where each blank page between two would start another. */
const FEW_PROCESSES = ['--disable-site-isolation-trials', '--process-per-site', '--in-process-gpu'];

/** A headless Chromium for our own pages, the worker's one: its start takes as long as ten pages. `close` leaves it without windows for the next file. */
export async function launchBrowser(): Promise<Browser> {
  const kept = await running;
  if (kept?.isConnected() === true) return kept;
  running = chromiumPath().then(async (program) => {
    const browser = await launchChromium(program, FEW_PROCESSES);
    browser.close = async () => {
      await Promise.all(browser.contexts().map((context) => context.close()));
    };
    return browser; // its pipe to this worker closes with it, and so does it
  });
  return running;
}

let running: Promise<Browser> | undefined;

async function ask<Name extends keyof Supplies>(name: Name): Promise<Supplies[Name]> {
  return (await call(name)) as Supplies[Name];
}

async function call(request: string): Promise<unknown> {
  const response = await fetch(`${inject('supply')}/${request}`);
  const body: unknown = await response.json();
  if (response.ok) return body;
  throw new Error(`${request.split('?')[0]}: ${(body as { message: string }).message}`);
}
