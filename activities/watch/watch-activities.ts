import { drawWhatIsDue, type DrawDeps } from '../../api/use-cases/audit-draws.js';
import type { DailyWatchActivities } from '../../workflows/daily-watch/messages.js';
import { askForFeedback, type AskDeps } from '../feedback/ask.js';
import { watchQuiet, type QuietDeps } from './gone-quiet.js';
import { checkProcesses, type ProcessCheckDeps } from './processes-run.js';

/** The daily watch, each part safe to repeat. */
export const createWatchActivities = (deps: QuietDeps & ProcessCheckDeps & AskDeps & Readonly<{ drawing: DrawDeps }>): DailyWatchActivities => ({
  watchProcesses: () => checkProcesses(deps),
  askFeedback: () => askForFeedback(deps),
  drawAudits: async () => ({ drawn: await drawWhatIsDue(deps.drawing) }),
  watchSilence: async () => ({ quiet: await watchQuiet(deps) }),
});
