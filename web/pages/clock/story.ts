import { z } from 'zod';
import { clock, type ClockAnswer, type Problem } from '../../../domain/clock.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { isoDate, isIsoDate } from '../../../domain/dates/iso-date.js';
import { longDay } from '../../dates.js';
import { texts } from '../../texts.js';

/** What somebody has told the clock so far. It travels in the page's forms as text and is kept nowhere else. */
export type Story = Readonly<{
  today: string;
  facts: readonly Readonly<Record<string, unknown>>[];
  rest: Readonly<Record<string, unknown>>;
}>;

const written = z
  .object({ today: z.string().optional(), facts: z.array(z.record(z.string(), z.unknown())).max(1000) })
  .loose();

/** @returns null where the text is no story: no JSON, or JSON of another shape */
export function readStory(text: string, today: IsoDate): Story | null {
  try {
    const parsed = written.safeParse(JSON.parse(text));
    if (!parsed.success) return null;
    const { today: asked = today, facts, ...rest } = parsed.data;
    return { today: asked, facts, rest };
  } catch {
    return null;
  }
}

export const emptyStory = (today: IsoDate): Story => ({ today, facts: [], rest: {} });

const inputOf = ({ today, facts, rest }: Story): unknown => ({ today, facts, ...rest });

/** The story as the clock's own input, to be carried, copied or sent to the API. */
export const writeStory = (story: Story, indent = 0): string => JSON.stringify(inputOf(story), null, indent);

export type Told = Readonly<
  { kind: 'answer'; answer: ClockAnswer } | { kind: 'problems'; problems: readonly Problem[] } | { kind: 'nothing' }
>;

/** What follows from the story; nothing while it is empty. */
export function tell(story: Story): Told {
  if (story.facts.length === 0) return { kind: 'nothing' };
  const result = clock(inputOf(story));
  return result.ok ? { kind: 'answer', answer: result.answer } : { kind: 'problems', problems: result.problems };
}

/** The position of the fact a problem belongs to, or null for one of the whole story. */
export function factOf({ path }: Problem): number | null {
  const position = /^facts\[(\d+)\]/.exec(path)?.[1];
  return position === undefined ? null : Number(position);
}

/** A fact as one says it: what happened, on which day as far as told. */
export function factWords(fact: Readonly<Record<string, unknown>>): string {
  const { type } = fact;
  return typeof type === 'string' && type in texts.facts
    ? texts.facts[type as keyof typeof texts.facts].told
    : texts.clock.unknownFact;
}

/** The day as told; a day of receipt that is worked out comes with the answer. */
export function dayWords(fact: Readonly<Record<string, unknown>>, derivedOn: IsoDate | null): string {
  if (derivedOn !== null) return longDay(derivedOn);
  const { on } = fact;
  return typeof on === 'string' && isIsoDate(on) ? longDay(isoDate(on)) : texts.clock.noDay;
}
