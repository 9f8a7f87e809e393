import { curriculumYear } from '../../domain/dates/school-year.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Random } from '../../domain/chance.js';
import { apportion } from './apportion.js';

/** What a school teaches, as the national register says it; the highest age is the one its oldest pupils turn. */
export type Phase = Readonly<{ name: string; phase: string; lowAge: number; highAge: number }>;

const PRIMARY: Phase = { name: 'Primary School', phase: 'Primary', lowAge: 4, highAge: 11 };
const SECONDARY: Phase = { name: 'Secondary School', phase: 'Secondary', lowAge: 11, highAge: 16 };
const SIXTH_FORM: Phase = { name: 'High School', phase: 'Secondary', lowAge: 11, highAge: 18 };
/** Of each of these a council has a few, so that every kind of transfer is met. */
const YOUNGER: readonly Phase[] = [
  { name: 'Infant School', phase: 'Primary', lowAge: 4, highAge: 7 },
  { name: 'Junior School', phase: 'Primary', lowAge: 7, highAge: 11 },
  { name: 'First School', phase: 'Primary', lowAge: 4, highAge: 9 },
];
const OLDER: readonly Phase[] = [{ name: 'Middle School', phase: 'Middle deemed secondary', lowAge: 9, highAge: 13 }];
/** One of each rarer kind to so many mainstream schools. */
const RARE_TO = 15;

/** Phases of so many mainstream schools, for so many younger and older pupils; the first is a primary school. */
export function mainstreamPhases(count: number, pupils: readonly [younger: number, older: number]): readonly Phase[] {
  const [younger = 0, older = 0] = apportion(count, pupils).map((share) => Math.max(1, share));
  const times = Math.floor(count / RARE_TO);
  const rare = { younger: repeated(YOUNGER, times), older: repeated(OLDER, times) };
  const primaries = Array.from({ length: Math.max(1, younger - rare.younger.length) }, () => PRIMARY);
  const seniors = Array.from({ length: Math.max(2, older - rare.older.length) }, (_, at) => (at % 2 === 0 ? SECONDARY : SIXTH_FORM));
  return [...primaries, ...rare.younger, ...seniors, ...rare.older];
}

const repeated = <T>(list: readonly T[], times: number): readonly T[] => Array.from({ length: times }, () => list).flat();

/** What the other sorts teach. */
export const OTHER_PHASES = {
  special: { phase: 'Not applicable', lowAge: 3, highAge: 19 },
  alternative: { phase: 'Not applicable', lowAge: 5, highAge: 16 },
  college: { phase: '16 plus', lowAge: 16, highAge: 25 },
  'early-years': { phase: 'Nursery', lowAge: 0, highAge: 4 },
} as const;

/** The rarer kinds are larger schools: few as they are, somebody moves on from each. */
const RARE_AGES: ReadonlySet<number> = new Set([...YOUNGER, ...OLDER].map(({ highAge }) => highAge).filter((age) => age !== PRIMARY.highAge));
const RARE_SIZE = 3;

/** A year's children turn five more than its number during it. */
const AGE_OVER_YEAR = 5;

/** A school that teaches the child's year; where none does, any of the ones whose pupils are nearest in age. */
export function schoolFor<School extends Readonly<{ lowAge: number; highAge: number }>>(schools: readonly School[], bornOn: IsoDate, today: IsoDate, random: Random): School {
  const turns = curriculumYear(bornOn, today) + AGE_OVER_YEAR;
  const away = ({ lowAge, highAge }: School): number => Math.max(0, lowAge + 1 - turns, turns - highAge);
  const nearest = Math.min(...schools.map(away));
  const near = schools.filter((school) => away(school) === nearest);
  return random.pick(near.flatMap((school) => repeated([school], RARE_AGES.has(school.highAge) ? RARE_SIZE : 1)));
}
