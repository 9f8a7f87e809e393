import { setImmediate } from 'node:timers/promises';
import type { Steps } from '../domain/steps.js';

/** Takes the steps of a long piece of work and lets go of the thread between them, so that other requests are answered meanwhile. */
export async function inBreaths<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    await setImmediate();
  }
}
