/** What the process of the weekly report is told: weeks and instants. Its figures stay in PostgreSQL. */

export const WEEKLY_BACKLOG = 'weeklyBacklog';

/** Its Schedule, and the beginning of its runs' ids. */
export const weeklyBacklogId = (taskQueue: string): string => `weekly-backlog-${taskQueue}`;

export type WeeklyBacklogActivities = Readonly<{
  /** Freezes the report of every week that is over and has none, oldest first. @returns the last week that has one now; null where nothing is recorded yet */
  freezeDue: () => Promise<Readonly<{ week: string | null }>>;
  /** Queues the mail to each reader who has not had it, and to each manager who owes a cause or an action of a red. @returns when it climbs, if it is unread then */
  sendReport: (input: Readonly<{ week: string }>) => Promise<Readonly<{ climbsAt: string }>>;
  /** Tells those above that nobody who must has read it, and each manager once more who still owes a cause or an action. @returns how many were told */
  climbUnread: (input: Readonly<{ week: string }>) => Promise<Readonly<{ told: number }>>;
}>;
