// A made-up council of assessments, seeded: how long each stage takes is drawn, and everything is written down the day it happens.
import { randomFrom } from '../../../domain/chance.js';
import { addDays, type IsoDate } from '../../../domain/dates/iso-date.js';
import { londonInstant } from '../../../domain/dates/london.js';
import type { Fact } from '../../../domain/facts/fact.js';
import type { Watched } from '../../../domain/forecast/course.js';

export type Told = Readonly<{ type: Fact['type']; on: IsoDate } & Record<string, unknown>>;

/** Facts as a journal has them; each written down on its own day unless it says when. */
export const written = (ref: string, told: readonly Told[], team = 'east'): Watched => ({
  ref, team, cause: null,
  facts: told.map(({ writtenOn, ...fact }, i) => ({ id: `j${i + 1}`, recordedAt: londonInstant((writtenOn as IsoDate | undefined) ?? fact.on, '12:00'), ...fact }) as unknown as Watched['facts'][number]),
});

/** One assessment from its request, cut off after `today`. */
export function assessment(ref: string, receivedOn: IsoDate, today: IsoDate, seed: string): Watched {
  const random = randomFrom(seed);
  const agreed = addDays(receivedOn, random.whole(28, 44));
  const advice = (['educational-psychology', 'health', 'social-care'] as const).map((role) => ({ role, on: addDays(agreed, role === 'educational-psychology' ? random.whole(30, 120) : random.whole(15, 50)) }));
  const last = advice.map(({ on }) => on).sort().at(-1) ?? agreed;
  const issue = addDays(last, random.whole(3, 12));
  const draft = addDays(issue, random.whole(2, 8));
  const told: Told[] = [
    { type: 'request-received', on: receivedOn, by: 'parent' },
    ...(random.chance(0.2)
      ? [{ type: 'assessment-refused', on: agreed } as Told]
      : [
          { type: 'assessment-agreed', on: agreed } as Told,
          ...advice.flatMap(({ role, on }): Told[] => [{ type: 'advice-requested', on: agreed, adviser: `V-${role}`, role }, { type: 'advice-received', on, adviser: `V-${role}` }]),
          { type: 'issue-agreed', on: issue } as Told,
          { type: 'draft-plan-sent', on: draft, servedOn: draft } as Told,
          { type: 'final-plan-issued', on: addDays(draft, random.whole(16, 35)) } as Told,
        ]),
  ];
  return written(ref, told.filter(({ on }) => on <= today).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)));
}

/** Two years of requests, so many a week. */
export function council(today: IsoDate, aWeek: number, seed: string): Watched[] {
  const random = randomFrom(seed);
  return Array.from({ length: 104 * aWeek }, (_, i) => assessment(`A-${String(i).padStart(5, '0')}`, addDays(today, -random.whole(1, 728)), today, `${seed} ${i}`));
}
