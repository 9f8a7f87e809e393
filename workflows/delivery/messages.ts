import { defineSignal } from '@temporalio/workflow';

/** What the process of delivery is told and answers: counts and instants; never a reference to anybody. */

export const DELIVERY = 'delivery';

/** The queue of the council's own worker is `duly`: its mail goes by another, so that a jam never delays a fact. */
export const deliveryQueue = (taskQueue: string): string => `${taskQueue}-delivery`;

/** One process for a queue. */
export const deliveryId = (taskQueue: string): string => (taskQueue === 'duly' ? DELIVERY : `${DELIVERY}-${taskQueue}`);

/** `v` 1: a run begun by a release that took each step as an activity of its own. It ends as it began. */
export type DeliveryInput = Readonly<{ v: 1 | 2; carried?: DeliveryCounts }>;
export type DeliveryCounts = Readonly<{ addressed: number; sent: number; followed: number }>;

/** What a new run is told. */
export const NEW_RUN: DeliveryInput = { v: 2 };

/** Something was queued. */
export const nudgeSignal = defineSignal('nudge');

/** How much one activity did; `wakeAt`: when the next message may go, null where none waits. */
export type Sent = Readonly<{ sent: number; wakeAt: string | null }>;

/** `isMore`: it stopped with something left to do now. */
export type Delivered = DeliveryCounts & Readonly<{ wakeAt: string | null; isMore: boolean }>;

/** Each takes a batch, and may be repeated at any point: nothing is lost and nothing goes twice. */
export type DeliverySteps = Readonly<{
  addressNext: () => Promise<{ addressed: number }>;
  sendNext: () => Promise<Sent>;
  followNext: () => Promise<{ followed: number }>;
}>;

export type DeliveryActivities = DeliverySteps & Readonly<{ /** All three, until nothing is left to do now or its time is up. */ deliver: () => Promise<Delivered> }>;
