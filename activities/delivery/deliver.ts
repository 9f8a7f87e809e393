import type { Delivered, DeliverySteps } from '../../workflows/delivery/messages.js';

/** Milliseconds after which a round is over though something is left: an activity has an end. */
const ROUND = 60_000;

export type RoundDeps = Readonly<{ isStopping?: (() => boolean) | undefined; heartbeat?: (() => void) | undefined }>;

/** Addresses, sends, asks for receipts, again and again until nothing is left to do now. */
export async function deliver({ addressNext, sendNext, followNext }: DeliverySteps, { isStopping = () => false, heartbeat = () => undefined }: RoundDeps): Promise<Delivered> {
  const from = performance.now();
  const counts = { addressed: 0, sent: 0, followed: 0 };
  for (;;) {
    heartbeat();
    const { addressed } = await addressNext();
    const { sent, wakeAt } = await sendNext();
    const { followed } = addressed + sent > 0 ? { followed: 0 } : await followNext();
    counts.addressed += addressed;
    counts.sent += sent;
    counts.followed += followed;
    const isMore = addressed + sent + followed > 0;
    if (!isMore || isStopping() || performance.now() - from > ROUND) return { ...counts, wakeAt, isMore };
  }
}
