import type { DailyWatchActivities } from '../../workflows/daily-watch/messages.js';
import { watchQuiet, type QuietDeps } from './gone-quiet.js';
import { checkProcesses, type ProcessCheckDeps } from './processes-run.js';

/** The daily watch, each part safe to repeat. */
export const createWatchActivities = (deps: QuietDeps & ProcessCheckDeps): DailyWatchActivities => ({
  watchProcesses: () => checkProcesses(deps),
  watchSilence: async () => ({ quiet: await watchQuiet(deps) }),
});
