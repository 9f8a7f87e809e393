// How much of Temporal a case uses: events are alike on every machine, bytes nearly so.
import { temporal } from '@temporalio/proto';

export type HistorySize = Readonly<{ events: number; bytes: number }>;

export const sizeOfHistory = (history: temporal.api.history.v1.IHistory): HistorySize => ({
  events: history.events?.length ?? 0,
  bytes: temporal.api.history.v1.History.encode(history).finish().length,
});
