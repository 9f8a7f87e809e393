// What Temporal Cloud would bill of a history (temporal.md section 6): https://docs.temporal.io/cloud/actions as of November 2026.
import type { temporal } from '@temporalio/proto';

export type Actions = Readonly<Record<'starts' | 'signals' | 'updates' | 'activities' | 'timers' | 'attributes' | 'markers', number>>;

type Event = temporal.api.history.v1.IHistoryEvent;

/** Runs begun, Signals and Updates taken, Activities with each of their attempts, timers begun, search attributes set, markers. Heartbeats stand in no history. */
export function actionsOf({ events }: temporal.api.history.v1.IHistory): Actions {
  const count = (amount: (event: Event) => number): number => (events ?? []).reduce((sum, event) => sum + amount(event), 0);
  const one = (field: keyof Event): number => count((event) => (event[field] ? 1 : 0));
  return {
    starts: one('workflowExecutionStartedEventAttributes'),
    signals: one('workflowExecutionSignaledEventAttributes'),
    updates: one('workflowExecutionUpdateAcceptedEventAttributes'),
    activities: count(({ activityTaskStartedEventAttributes: started }) => started?.attempt ?? 0),
    timers: one('timerStartedEventAttributes'),
    attributes: one('upsertWorkflowSearchAttributesEventAttributes'),
    markers: one('markerRecordedEventAttributes'),
  };
}

export const sumOf = (actions: Actions): number => Object.values(actions).reduce((sum, one) => sum + one, 0);

export function added(all: readonly Actions[]): Actions {
  const nothing: Actions = { starts: 0, signals: 0, updates: 0, activities: 0, timers: 0, attributes: 0, markers: 0 };
  return all.reduce((sum, one) => Object.fromEntries(Object.entries(sum).map(([kind, count]) => [kind, count + one[kind as keyof Actions]])) as Actions, nothing);
}
