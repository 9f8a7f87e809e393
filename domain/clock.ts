import { z } from 'zod';
import { isoDate, type IsoDate } from './dates/iso-date.js';
import { workingDays, type WorkingDays } from './dates/working-days.js';
import { contradictionsOf, type Contradiction } from './contradictions.js';
import { derive, type Permission } from './derive.js';
import type { AgendaItem } from './agenda.js';
import type { Duty } from './duty.js';
import type { Fact, ToldFact } from './facts/fact.js';
import { dated, dayFieldOf, MissingDay } from './facts/receipt.js';
import { anyFact, civilDay } from './facts/schema.js';
import { isCorrection, replacementId, replacementOf } from './facts/story.js';
import { ENGLAND_2014 } from './law/packs.js';
import { REFUSALS } from './refusals.js';
import { calendarSchema, clockSettingsSchema, NO_CALENDAR, settingsWith, type Calendar } from './settings.js';
import type { Warning } from './warnings.js';

/** What is wrong with an input: the path of the field, as `facts[1].on`, a code, and what mends it. */
export type Problem = Readonly<{ path: string; code: string; message: string }>;

const MOST_FACTS = 1000;

/** The clock's input (docs/vocabulary.md section 5). Settings and calendar are optional: the published defaults apply. */
export const clockInput = z
  .strictObject({
    today: civilDay,
    facts: z.array(anyFact, { error: 'must be a list of facts' }).max(MOST_FACTS, { error: `must be at most ${MOST_FACTS} facts` }),
    settings: clockSettingsSchema.partial().optional(),
    calendar: calendarSchema.optional(),
  })
  .meta({ id: 'ClockInput' });

export type ClockAnswer = Readonly<{
  today: IsoDate;
  rulePacks: readonly string[];
  facts: readonly Fact[];
  duties: readonly Duty[];
  /** What is still to come, from `today` on. */
  agenda: readonly AgendaItem[];
  permissions: readonly Permission[];
  warnings: readonly Warning[];
}>;

export type ClockResult = Readonly<{ ok: true; answer: ClockAnswer } | { ok: false; problems: readonly Problem[] }>;

/** The whole clock: any input in, an answer or every problem found with its path. Reads no record and writes nothing. */
export function clock(input: unknown): ClockResult {
  const parsed = clockInput.safeParse(input);
  const shape = parsed.success ? { ...parsed.data, facts: parsed.data.facts.map((told, at) => ({ told, at })) } : readable(input);
  const problems: Problem[] = parsed.success ? [] : problemsOf(parsed.error, input);
  if (shape === null) return { ok: false, problems };
  const { today, facts: told, calendar = NO_CALENDAR } = shape;
  const { facts, missing } = withDays(told, workingDays(calendar.bankHolidays));
  problems.push(...missing, ...beforeTheLaw(facts, calendar), ...contradictory(facts, today, problems.length + missing.length > 0));
  if (problems.length > 0) return { ok: false, problems };
  const { agenda, climbs: _climbs, ...derived } = derive(factsOf(facts), today, settingsWith(shape.settings), calendar);
  return { ok: true, answer: { today, facts: factsOf(facts), ...derived, agenda: agenda.filter(({ on }) => on >= today) } };
}

type Told = Readonly<{ told: ToldFact; at: number }>;
type Placed = Told & Readonly<{ fact: Fact }>;
const factsOf = (placed: readonly Placed[]): Fact[] => placed.map(({ fact }) => fact);

type Readable = Readonly<{ today: IsoDate; facts: readonly Told[]; calendar?: Calendar; settings?: z.output<typeof clockInput>['settings'] }>;

/** Stands in for a `today` that cannot be read: nothing is in its future. */
const FAR_AHEAD = isoDate('9999-12-31');

/** What can be read of an input with problems, so that the rest of it is checked in the same answer. */
function readable(input: unknown): Readable | null {
  const shape = z.object({ today: civilDay.catch(FAR_AHEAD), facts: z.array(z.unknown()).max(MOST_FACTS) }).safeParse(input);
  if (!shape.success) return null;
  const facts = shape.data.facts.flatMap((told, at) => {
    const fact = anyFact.safeParse(told);
    return fact.success ? [{ told: fact.data, at }] : [];
  });
  return { today: shape.data.today, facts };
}

/** The path of a Zod problem in the way people write it: `facts[1].on`. */
export const pathOf = (path: readonly PropertyKey[]): string =>
  path.map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i === 0 ? '' : '.'}${String(part)}`)).join('');

/** Every problem of a failed parse of this input, each with its path. Input values are never repeated. */
export function problemsOf({ issues }: z.ZodError, input: unknown): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    if (issue.code !== 'unrecognized_keys') return [problemAt(pathOf(issue.path), issue, isMissing(input, issue.path))];
    return issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), code: 'unknown-field', message: 'is not a field of this; remove it or check its spelling' }));
  });
}

const problemAt = (path: string, issue: z.core.$ZodIssue, missing: boolean): Problem =>
  missing ? { path, code: 'missing', message: `is missing; it ${issue.message}` } : { path, code: codeOf(issue), message: issue.message };

/** Our own checks bring their own code. */
function codeOf(issue: z.core.$ZodIssue): string {
  const own: unknown = issue.code === 'custom' ? issue.params?.code : undefined;
  return typeof own === 'string' ? own : issue.code.replaceAll('_', '-');
}

/** Whether the input has nothing at that path. */
function isMissing(input: unknown, path: readonly PropertyKey[]): boolean {
  let at: unknown = input;
  for (const part of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined;
  return at === undefined && path.length > 0;
}

/** Facts with their days, ids by position where none is given; a correction's replacement is dated likewise. */
function withDays(told: readonly Told[], working: WorkingDays): { facts: Placed[]; missing: Problem[] } {
  const given = new Set(told.map(({ told: { id } }) => id));
  const idAt = (at: number): string => (given.has(`f${at + 1}`) ? `fact-${at + 1}` : `f${at + 1}`);
  const facts: Placed[] = [];
  const missing: Problem[] = [];
  const day = (fact: ToldFact, id: string, path: string): Fact | null => {
    try {
      return dated(fact, id, working);
    } catch (error) {
      if (!(error instanceof MissingDay)) throw error;
      missing.push({ path: `${path}.${error.field}`, code: 'missing', message: 'is needed: without it the day that counts in law is not known' });
      return null;
    }
  };
  for (const { told: one, at } of told) {
    const fact = day(one, idAt(at), `facts[${at}]`);
    if (fact === null) continue;
    if (!isCorrection(fact) || fact.replacement === null) facts.push({ fact, told: one, at });
    else {
      const replacement = day(fact.replacement, replacementId(fact), `facts[${at}].replacement`);
      if (replacement !== null) facts.push({ fact: { ...fact, replacement } as Fact, told: one, at });
    }
  }
  return { facts, missing };
}

const NO_LAW_YET = { code: 'before-the-law', message: 'is before 1 September 2014, when these rules began' } as const;

function beforeTheLaw(placed: readonly Placed[], { terms }: Calendar): Problem[] {
  const days = seatsOf(placed).map(({ fact, path, told }) => ({ on: fact.on, path: `${path}.${dayFieldOf(told)}` }));
  const starts = terms.map(({ startsOn }, i) => ({ on: startsOn, path: `calendar.terms[${i}].startsOn` }));
  return [...days, ...starts].filter(({ on }) => on < ENGLAND_2014.from).map(({ path }) => ({ path, ...NO_LAW_YET }));
}

/** Where in the input each fact stands: those told, then those that corrections bring in. */
type Seat = Readonly<{ fact: Fact; told: ToldFact; path: string }>;

function seatsOf(placed: readonly Placed[]): Seat[] {
  const brought = placed.flatMap(({ fact, told, at }) => {
    if (!isCorrection(fact) || told.type !== 'correction' || told.replacement === null) return [];
    const { replacement } = told;
    return replacementOf(fact).map((inside) => ({ fact: inside, told: replacement, path: `facts[${at}].replacement` }));
  });
  return [...placed.map(({ fact, told, at }) => ({ fact, told, path: `facts[${at}]` })), ...brought];
}

/** Beside unreadable facts, an answer may only seem unasked and a correction only seem to name nothing. */
const UNSURE_BESIDE_PROBLEMS: readonly string[] = ['answer-without-asking', 'corrects-nothing', 'agreed-and-refused'];

function contradictory(placed: readonly Placed[], today: IsoDate, incomplete: boolean): Problem[] {
  const seats = seatsOf(placed);
  return contradictionsOf(factsOf(placed), today)
    .filter(({ code }) => !(incomplete && UNSURE_BESIDE_PROBLEMS.includes(code)))
    .map((contradiction) => problemOf(contradiction, seats));
}

/** The field a person would mend: for a derived day, the one it came from. */
function problemOf({ code, id, field }: Contradiction, seats: readonly Seat[]): Problem {
  const holds = ({ fact }: Seat): boolean => fact.id === id;
  const seat = code === 'same-id' ? seats.findLast(holds) : seats.find(holds);
  const name = field === 'on' && seat ? dayFieldOf(seat.told) : field;
  return { path: seat ? `${seat.path}.${name}` : name, code, message: REFUSALS[code].sentence };
}
