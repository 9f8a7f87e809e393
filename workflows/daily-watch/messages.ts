/** What the daily watch is told: counts only. */

export const DAILY_WATCH = 'dailyWatch';

/** Its Schedule, and the beginning of its runs' ids. */
export const dailyWatchId = (taskQueue: string): string => `daily-watch-${taskQueue}`;

export type DailyWatchActivities = Readonly<{
  /** Sees to it that every open record has a running process and no other has. */
  watchProcesses: () => Promise<Readonly<{ open: number; restarted: number; ended: number }>>;
  /** Has somebody see to every record that has gone quiet. */
  watchSilence: () => Promise<Readonly<{ quiet: number }>>;
  /** Asks those who were sent a plan some time ago how it was, and reminds who has not answered. */
  askFeedback: () => Promise<Readonly<{ asked: number; reminded: number }>>;
  /** Draws this month's quality audits, where they are sampled and not drawn yet. */
  drawAudits: () => Promise<Readonly<{ drawn: number }>>;
}>;
