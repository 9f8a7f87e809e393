import type { Clock } from '../api/ports.js';
import { readCalendar, readSettings } from '../config/settings.js';
import type { Database } from '../prisma/database.js';
import { createLiveRules, type CouncilRules } from '../prisma/repositories/council-rules.js';

/** The rules that the council lives by, as the API and the workers read them: its settings file, and what was changed in the browser. */
export async function councilRules(database: Database, env: Readonly<Record<string, string | undefined>>, clock: Clock = { now: () => new Date() }): Promise<CouncilRules> {
  const { rules, refresh } = createLiveRules(database, { settings: readSettings(env), calendar: readCalendar(env) }, clock);
  await refresh();
  return rules();
}
