import { z } from 'zod';
import type { IsoDate } from './dates/iso-date.js';
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
import { calendarSchema, DEFAULT_SETTINGS, NO_CALENDAR, settingsSchema, type Settings } from './settings.js';
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
  if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error) };
  const { today, facts: told, calendar = NO_CALENDAR } = parsed.data;
  const settings: Settings = { ...DEFAULT_SETTINGS, ...parsed.data.settings, ladders: { ...DEFAULT_SETTINGS.ladders, ...parsed.data.settings?.ladders } };
  const { facts, problems } = withDays(told, workingDays(calendar.bankHolidays));
  if (problems.length > 0) return { ok: false, problems };
  const wrong = [...beforeTheLaw(facts), ...contradictionsOf(facts, today).map((contradiction) => problemOf(contradiction, facts))];
  if (wrong.length > 0) return { ok: false, problems: wrong };
  const { agenda, ...derived } = derive(facts, today, settings, calendar);
  return { ok: true, answer: { today, facts, ...derived, agenda: agenda.filter(({ on }) => on >= today) } };
}

/** The path of a Zod problem in the way people write it: `facts[1].on`. */
export const pathOf = (path: readonly PropertyKey[]): string =>
  path.map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i === 0 ? '' : '.'}${String(part)}`)).join('');

/** Every problem of a failed parse, each with its path. Input values are never repeated. */
export function problemsOf({ issues }: z.ZodError): Problem[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [{ path: pathOf(issue.path), code: codeOf(issue), message: issue.message }];
    return issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), code: 'unknown-field', message: 'is not a field of this; remove it or check its spelling' }));
  });
}

const codeOf = (issue: z.core.$ZodIssue): string => (issue.code === 'invalid_type' && issue.input === undefined ? 'missing' : issue.code.replaceAll('_', '-'));

/** Facts with their days, ids by position where none is given; a correction's replacement is dated likewise. */
function withDays(told: readonly ToldFact[], working: WorkingDays): { facts: Fact[]; problems: Problem[] } {
  const facts: Fact[] = [];
  const problems: Problem[] = [];
  told.forEach((fact, i) => {
    try {
      facts.push(datedWithReplacement(fact, `f${i + 1}`, working));
    } catch (error) {
      if (!(error instanceof MissingDay)) throw error;
      problems.push({ path: `facts[${i}].${error.field}`, code: 'missing', message: 'is needed: without it the day that counts in law is not known' });
    }
  });
  return { facts, problems };
}

function datedWithReplacement(told: ToldFact, id: string, working: WorkingDays): Fact {
  const fact = dated(told, id, working);
  if (fact.type !== 'correction') return fact;
  const correction = fact as Fact<'correction'>;
  if (correction.replacement === null) return fact;
  return { ...correction, replacement: dated(correction.replacement, replacementId(correction), working) } as Fact;
}

function beforeTheLaw(facts: readonly Fact[]): Problem[] {
  return facts.flatMap(({ on }, i) =>
    on < ENGLAND_2014.from ? [{ path: `facts[${i}].on`, code: 'before-the-law', message: 'is before 1 September 2014, when these rules began' }] : [],
  );
}

/** The field a person would mend: the day of a fact whose day was derived is in the field it came from. */
function problemOf({ code, id, field }: Contradiction, facts: readonly Fact[]): Problem {
  const i = facts.findIndex((fact) => fact.id === id || (fact.type === 'correction' && replacementId(fact as Fact<'correction'>) === id));
  const inReplacement = facts[i]?.id !== id;
  return { path: `facts[${i}]${inReplacement ? '.replacement' : ''}.${field}`, code, message: REFUSALS[code].sentence };
}
