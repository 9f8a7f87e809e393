import { setTimeout as pause } from 'node:timers/promises';
import { nowOf } from '../../api/now.js';
import type { Clock } from '../../api/ports.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { londonDay } from '../../domain/dates/london.js';
import { settingsWithLadders, versionsOn, type LadderVersion } from '../../domain/ladder-versions.js';
import { readVersion, settingsWithRules, type RuleVersion } from '../../domain/own-rules.js';
import type { Calendar, Settings } from '../../domain/settings.js';
import type { Database } from '../database.js';

export type CouncilRules = Readonly<{
  /** As of today by the clock. */
  settings: Settings;
  calendar: Calendar;
  /** As of any day; the same object wherever the same versions hold. */
  settingsOn: (day: IsoDate) => Settings;
}>;

export type LiveRules = Readonly<{
  /** What holds now: the council's settings file, overlaid by the ladders and rules changed in the browser. Never waits and never fails. */
  rules: () => CouncilRules;
  /** Reads what was changed since. @throws what the database throws; the rules known before go on holding */
  refresh: () => Promise<void>;
  /** Refreshes every few seconds until the signal. @param report hears what failed; the next round tries again */
  keepFresh: (signal: AbortSignal, report: (error: unknown) => void) => Promise<void>;
}>;

/** How old what a process knows may be, in milliseconds: whoever acts on a new version waits for twice as long. */
export const FRESH_FOR = 5_000;

/** The one source of the rules that a council lives by: its settings file, and the versions of ladders and rules in the database. */
export function createLiveRules({ pool }: Database, base: Readonly<{ settings: Settings; calendar: Calendar }>, clock: Clock): LiveRules {
  let ladders: readonly LadderVersion[] = [];
  let rules: readonly RuleVersion[] = [];
  let known = new Map<string, Settings>();
  const settingsOn = (day: IsoDate): Settings => {
    const [ofLadders, ofRules] = [versionsOn(ladders, day, ({ code }) => code), versionsOn(rules, day, ({ kind }) => kind)];
    if (ofLadders.length + ofRules.length === 0) return base.settings;
    const key = [ofLadders, ofRules].map((some) => some.map(({ number }) => number).join(' ')).join('/');
    const found = known.get(key) ?? settingsWithRules(settingsWithLadders(base.settings, ofLadders), ofRules, rules);
    known.set(key, found);
    return found;
  };
  const live: CouncilRules = {
    get settings() {
      return settingsOn(londonDay(nowOf({ clock })));
    },
    calendar: base.calendar,
    settingsOn,
  };
  const refresh = async (): Promise<void> => {
    const [newLadders, newRules] = await Promise.all([since<LadderVersion>(pool, LADDERS, ladders), since<unknown>(pool, RULES, rules)]);
    const before = ladders.length + rules.length;
    ladders = withNewer(ladders, newLadders);
    rules = withNewer(rules, newRules.map(readVersion));
    if (ladders.length + rules.length > before) known = new Map();
  };
  return {
    rules: () => live,
    refresh,
    keepFresh: async (signal, report) => {
      while (!signal.aborted) {
        await refresh().catch(report);
        await pause(FRESH_FOR, undefined, { signal, ref: false }).catch(() => undefined); // aborted: the loop ends
      }
    },
  };
}

type Numbered = Readonly<{ number: number }>;

const LADDERS = { name: 'ladders-since', text: `SELECT number, code, rungs, effective_from AS "effectiveFrom" FROM ladder_version WHERE number > $1 ORDER BY number` };
const RULES = { name: 'rules-since', text: `SELECT number, kind, content, effective_from AS "effectiveFrom" FROM rule_version WHERE number > $1 ORDER BY number` };

const since = async <R>(pool: Database['pool'], query: Readonly<{ name: string; text: string }>, known: readonly Numbered[]): Promise<readonly R[]> =>
  (await pool.query({ ...query, values: [known.at(-1)?.number ?? 0] })).rows as R[];

/** Two refreshes may cross: what is known already is left out. */
const withNewer = <V extends Numbered>(known: readonly V[], found: readonly V[]): readonly V[] => [...known, ...found.filter(({ number }) => number > (known.at(-1)?.number ?? 0))];
