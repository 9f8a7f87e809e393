import { z } from 'zod';
import { isoDate, type IsoDate } from './dates/iso-date.js';
import { workingDays, type WorkingDays } from './dates/working-days.js';
import { contradictionsOf, type Contradiction } from './contradictions.js';
import { derive, type Permission } from './derive.js';
import type { AgendaItem } from './agenda.js';
import type { Duty } from './duty.js';
import type { Fact, ToldFact } from './facts/fact.js';
import { dated, MissingDay } from './facts/receipt.js';
import { anyFact, civilDay } from './facts/schema.js';
import { replacementId } from './facts/story.js';
import { ENGLAND_2014 } from './law/packs.js';
import { REFUSALS } from './refusals.js';
import { calendarSchema, DEFAULT_SETTINGS, NO_CALENDAR, settingsSchema, type Calendar, type Settings } from './settings.js';
import type { Warning } from './warnings.js';

/** What is wrong with an input: the path of the field, as `facts[1].on`, a code, and what mends it. */
export type Problem = Readonly<{ path: string; code: string; message: string }>;

const MOST_FACTS = 1000;

/** The clock's input (docs/vocabulary.md section 5). Settings and calendar are optional: the published defaults apply. */
export const clockInput = z
  .strictObject({
    today: civilDay,
    facts: z.array(anyFact, { error: 'must be a list of facts' }).max(MOST_FACTS, { error: `must be at most ${MOST_FACTS} facts` }),
    settings: settingsSchema.partial().optional(),
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
  problems.push(...missing, ...beforeTheLaw(facts), ...contradictory(facts, today, problems.length + missing.length > 0));
  if (problems.length > 0) return { ok: false, problems };
  const { agenda, ...derived } = derive(factsOf(facts), today, settingsOf(shape.settings), calendar);
  return { ok: true, answer: { today, facts: factsOf(facts), ...derived, agenda: agenda.filter(({ on }) => on >= today) } };
}

const settingsOf = (given: z.output<typeof clockInput>['settings']): Settings => ({ ...DEFAULT_SETTINGS, ...given, ladders: { ...DEFAULT_SETTINGS.ladders, ...given?.ladders } });

type Told = Readonly<{ told: ToldFact; at: number }>;
type Placed = Readonly<{ fact: Fact; at: number }>;
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

const problemAt = (path: string, { code, message }: z.core.$ZodIssue, missing: boolean): Problem =>
  missing ? { path, code: 'missing', message: `is missing; it ${message}` } : { path, code: code.replaceAll('_', '-'), message };

/** Whether the input has nothing at that path. */
function isMissing(input: unknown, path: readonly PropertyKey[]): boolean {
  let at: unknown = input;
  for (const part of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined;
  return at === undefined && path.length > 0;
}

/** Facts with their days, ids by position where none is given; a correction's replacement is dated likewise. */
function withDays(told: readonly Told[], working: WorkingDays): { facts: Placed[]; missing: Problem[] } {
  const facts: Placed[] = [];
  const missing: Problem[] = [];
  for (const { told: fact, at } of told) {
    try {
      facts.push({ fact: datedWithReplacement(fact, `f${at + 1}`, working), at });
    } catch (error) {
      if (!(error instanceof MissingDay)) throw error;
      missing.push({ path: `facts[${at}].${error.field}`, code: 'missing', message: 'is needed: without it the day that counts in law is not known' });
    }
  }
  return { facts, missing };
}

function datedWithReplacement(told: ToldFact, id: string, working: WorkingDays): Fact {
  const fact = dated(told, id, working);
  if (fact.type !== 'correction' || fact.replacement === null) return fact;
  return { ...fact, replacement: dated({ ...fact.replacement, on: fact.replacement.on ?? undayed(fact) }, replacementId(fact), working) } as Fact<'correction'>;
}

/** A replacement that brings no day of its own, and nothing to derive one from, happened on the day of the correction. */
const undayed = ({ on, replacement }: Fact<'correction'>): IsoDate | undefined => (replacement !== null && ('receivedAt' in replacement || 'postedOn' in replacement || 'sentAt' in replacement) ? undefined : on);

function beforeTheLaw(facts: readonly Placed[]): Problem[] {
  return facts
    .filter(({ fact }) => fact.on < ENGLAND_2014.from)
    .map(({ at }) => ({ path: `facts[${at}].on`, code: 'before-the-law', message: 'is before 1 September 2014, when these rules began' }));
}

/** Beside unreadable facts, an answer may only seem unasked and a correction only seem to name nothing. */
const UNSURE_BESIDE_PROBLEMS: readonly string[] = ['answer-without-asking', 'corrects-nothing', 'agreed-and-refused'];

function contradictory(placed: readonly Placed[], today: IsoDate, incomplete: boolean): Problem[] {
  return contradictionsOf(factsOf(placed), today)
    .filter(({ code }) => !(incomplete && UNSURE_BESIDE_PROBLEMS.includes(code)))
    .map((contradiction) => problemOf(contradiction, placed));
}

/** The field a person would mend; in a replacement, the field inside the correction. */
function problemOf({ code, id, field }: Contradiction, placed: readonly Placed[]): Problem {
  const holders = placed.filter(({ fact }) => fact.id === id);
  const holder = code === 'same-id' ? holders.at(-1) : holders[0];
  const correction = placed.find(({ fact }) => fact.type === 'correction' && fact.id !== id && replacementId(fact) === id);
  const path = holder ? `facts[${holder.at}]` : `facts[${correction?.at ?? 0}].replacement`;
  return { path: `${path}.${field}`, code, message: REFUSALS[code].sentence };
}
