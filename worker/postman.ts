import { deliver } from '../activities/delivery/deliver.js';
import type { DeliverySteps } from '../workflows/delivery/messages.js';

export type PostmanDeps = Readonly<{
  steps: (isStopping: () => boolean) => DeliverySteps;
  /** Hears what failed; it is tried again. */
  report: (error: unknown) => void;
}>;

export type Postman = Readonly<{
  /** Something was queued. Many at once are one, and one more after it. */
  soon: () => void;
  /** Takes nothing more; @returns when what is under way has ended */
  stop: () => Promise<void>;
}>;

/** Waited for here; anything later is for the five minutes' Schedule. Milliseconds. */
const SOON = 3 * 60_000;
/** What somebody else has in hand is not asked for again and again; milliseconds. */
const BREATH = 250;
/** Between goes where something fails, the last again and again. */
const AGAIN = [1_000, 2_000, 5_000, 15_000, 60_000] as const;

/**
 * Delivers what its own process has just queued, at once and without asking Temporal, whose actions are billed: fifty notices of a
 * case are fifty looks at the outbox. Should the process die, the Schedule finds what it left; claims keep two from sending one message.
 */
export function createPostman({ steps: stepsUntil, report }: PostmanDeps): Postman {
  const steps = stepsUntil(() => isStopping);
  let underWay: Promise<void> | null = null;
  let isAskedAgain = false;
  let isStopping = false;
  let failures = 0;
  let alarm: NodeJS.Timeout | undefined;

  const round = async (): Promise<void> => {
    try {
      const { wakeAt, isMore } = await deliver(steps, { isStopping: () => isStopping });
      failures = 0;
      const wait = isMore ? 0 : wakeAt === null ? Number.POSITIVE_INFINITY : Date.parse(wakeAt) - Date.now();
      if (wait <= SOON) later(Math.max(wait, BREATH));
    } catch (error) {
      report(error);
      later(AGAIN[Math.min(failures, AGAIN.length - 1)] ?? SOON);
      failures += 1;
    }
  };
  const later = (wait: number): void => {
    if (isStopping) return;
    clearTimeout(alarm);
    alarm = setTimeout(soon, wait);
  };
  const soon = (): void => {
    if (isStopping) return;
    if (underWay !== null) {
      isAskedAgain = true;
      return;
    }
    underWay = round().then(() => {
      underWay = null;
      if (!isAskedAgain) return;
      isAskedAgain = false;
      soon();
    });
  };
  return {
    soon,
    stop: async () => {
      isStopping = true;
      clearTimeout(alarm);
      await underWay;
    },
  };
}
