import type { IsoDate } from './dates/iso-date.js';
import type { LadderCode, Rung, Settings } from './settings.js';

/** A ladder as it was set, in force from a day on; `rungs` null: the duty has no ladder of its own from then on. */
export type LadderVersion = Readonly<{ number: number; code: LadderCode; rungs: readonly Rung[] | null; effectiveFrom: IsoDate }>;

/** Of these versions the one in force on a day: the latest to take effect by then, of two that did on one day the later made. */
export function versionOn<V extends Pick<LadderVersion, 'number' | 'effectiveFrom'>>(versions: readonly V[], day: IsoDate): V | null {
  return versions.reduce<V | null>((found, one) => (one.effectiveFrom > day || (found !== null && isEarlier(one, found)) ? found : one), null);
}

const isEarlier = (a: Pick<LadderVersion, 'number' | 'effectiveFrom'>, b: Pick<LadderVersion, 'number' | 'effectiveFrom'>): boolean =>
  a.effectiveFrom < b.effectiveFrom || (a.effectiveFrom === b.effectiveFrom && a.number < b.number);

/** Every version in force on a day, one for each thing that has any. @param of what a version is of: a ladder's duty, a rule's kind */
export const versionsOn = <V extends Pick<LadderVersion, 'number' | 'effectiveFrom'>>(versions: readonly V[], day: IsoDate, of: (version: V) => string): readonly V[] =>
  [...new Set(versions.map(of))].flatMap((name) => versionOn(versions.filter((one) => of(one) === name), day) ?? []);

/** The settings with these ladders in the place of theirs. */
export function settingsWithLadders(base: Settings, changed: readonly Pick<LadderVersion, 'code' | 'rungs'>[]): Settings {
  const kept = Object.entries(base.ladders).filter(([code]) => changed.every((one) => one.code !== code));
  const set = changed.flatMap(({ code, rungs }) => (rungs === null ? [] : [[code, [...rungs]] as const]));
  return { ...base, ladders: Object.fromEntries([...kept, ...set]) };
}
