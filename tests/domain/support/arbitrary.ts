import fc from 'fast-check';

import { clock } from '../../../domain/clock.js';
import { addDays, daysBetween, isoDate, type IsoDate } from '../../../domain/dates/iso-date.js';
import type { Fact } from '../../../domain/facts/fact.js';
import { NO_CALENDAR, type Calendar } from '../../../domain/settings.js';
import { inputOf, storyOf } from '../../oracle/stories.js';
import type { OracleInput } from '../../oracle/story.js';
import { answered } from './answered.js';

const FIRST = isoDate('2014-09-01');
const LAST = isoDate('2060-12-31');
const SPAN = daysBetween(FIRST, LAST);

/** Any civil day from the first day of the rules to the end of 2060. */
export const anyDay = (): fc.Arbitrary<IsoDate> => fc.integer({ min: 0, max: SPAN }).map((days) => addDays(FIRST, days));

/** A story as the journal has it: every fact with its id and its days, none left to be derived. */
export type Recorded = Readonly<{ today: IsoDate; facts: readonly Fact[]; calendar: Calendar }>;

const STORIES = 1_000;
const told = new Map<number, OracleInput>();
const recorded = new Map<number, Recorded>();

/** Telling a story takes longer than answering it: each is told once a run. */
function toldBy(seed: number): OracleInput {
  const known = told.get(seed) ?? inputOf(storyOf(seed));
  told.set(seed, known);
  return known;
}

function recordedBy(seed: number): Recorded {
  const known = recorded.get(seed) ?? asRecorded(toldBy(seed));
  recorded.set(seed, known);
  return known;
}

function asRecorded(input: OracleInput): Recorded {
  const terms = (input.calendar?.terms ?? []).map(({ term, startsOn }) => ({ term, startsOn: isoDate(startsOn) }));
  return { today: isoDate(input.today), facts: answered(clock(input)).facts, calendar: { ...NO_CALENDAR, terms } };
}

const anySeed = (): fc.Arbitrary<number> => fc.integer({ min: 1, max: STORIES });

/** A story without contradictions, as the clock takes it. */
export const anyStory = (): fc.Arbitrary<OracleInput> => anySeed().map(toldBy);

/** The same, as the journal has it. */
export const anyRecorded = (): fc.Arbitrary<Recorded> => anySeed().map(recordedBy);
