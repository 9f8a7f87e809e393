import type { DailyWatchActivities } from '../../workflows/daily-watch/messages.js';
import { askForFeedback, type AskDeps } from '../feedback/ask.js';
import { drawAudits, type DrawingDeps } from './draw-audits.js';
import { watchQuiet, type QuietDeps } from './gone-quiet.js';
import { checkProcesses, type ProcessCheckDeps } from './processes-run.js';

/** The daily watch, each part safe to repeat. */
export const createWatchActivities = (deps: QuietDeps & ProcessCheckDeps & AskDeps & DrawingDeps): DailyWatchActivities => ({
  watchProcesses: () => checkProcesses(deps),
  askFeedback: () => askForFeedback(deps),
  drawAudits: () => drawAudits(deps),
  watchSilence: async () => ({ quiet: await watchQuiet(deps) }),
});
