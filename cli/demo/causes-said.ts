import { newRef } from '../../api/refs.js';
import { addDays } from '../../domain/dates/iso-date.js';
import { OTHER_CAUSE } from '../../domain/delay-cause.js';
import type { DutyCode } from '../../domain/duty-codes.js';
import type { Random } from '../../domain/chance.js';
import { createDelayCauses } from '../../prisma/repositories/delay-causes.js';
import type { LateStep } from '../../prisma/repositories/demo-life.js';
import type { Living } from './living.js';
import { isFriday, type Happening } from './weeks.js';

/** Causes said in a week, and how far back their steps were due. */
const A_WEEK = 7;
const LOOK_BACK = 120;

/** Steps whose lateness is asked about. */
const ASKED_OF: readonly DutyCode[] = ['decide-to-assess', 'give-advice', 'decide-to-issue', 'issue-final-plan', 'complete-review', 'decide-after-review', 'issue-amended-plan'];

/** Caseworkers say on Fridays why a step was late: most of what is late has no cause yet, as in life. */
export function causesSaid({ tx, random, life }: Living): Happening[] {
  const causes = createDelayCauses({ pool: tx });
  return [
    {
      time: '16:10',
      on: isFriday,
      does: async (at, day) => {
        for (const { ref, owner, duty, subject, occurrence, role } of await life.late({ duties: ASKED_OF, from: addDays(day, -LOOK_BACK), at, most: A_WEEK })) {
          const cause = causeOf({ duty, role }, random);
          const text = cause === OTHER_CAUSE ? random.pick(OTHERS) : random.chance(0.4) ? (WORDS[cause] ?? null) : null;
          await causes.record({ caseRef: ref, duty, subject, occurrence, cause, note: text === null ? null : { ref: newRef('N'), text }, by: owner, at });
        }
      },
    },
  ];
}

function causeOf({ duty, role }: Pick<LateStep, 'duty' | 'role'>, random: Random): string {
  if (role === 'health') return random.chance(0.8) ? 'late-health-advice' : 'family-asked';
  if (role === 'educational-psychology') return random.chance(0.8) ? 'late-education-advice' : 'staff-shortage';
  if (duty === 'give-advice') return random.pick(['late-education-advice', 'school-closure', 'staff-shortage'] as const);
  if (OF_REVIEWS.has(duty)) return random.pick(['staff-shortage', 'staff-shortage', 'family-asked', 'school-closure', OTHER_CAUSE] as const);
  return random.pick(['staff-shortage', 'staff-shortage', 'late-education-advice', 'late-health-advice', 'family-asked', 'school-closure', OTHER_CAUSE] as const);
}

const OF_REVIEWS: ReadonlySet<DutyCode> = new Set(['complete-review', 'decide-after-review', 'issue-amended-plan']);

const WORDS: Readonly<Record<string, string>> = {
  'staff-shortage': 'Two posts of the team were empty for six weeks.',
  'late-health-advice': 'The clinic gave its first appointment after ten weeks.',
  'late-education-advice': 'The service had one psychologist for this part of the borough.',
  'family-asked': 'The family wished to see the report before the meeting.',
  'school-closure': 'The school was closed for two weeks, which is less than an exception needs.',
};
const OTHERS = ['The papers of the panel went astray and were asked for again.', 'The child moved school in the middle of the assessment.'] as const;
