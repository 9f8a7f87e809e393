import { fingerprint } from '../../api/use-cases/send-command.js';
import { newRef } from '../../api/refs.js';
import { addDays, type IsoDate } from '../../domain/dates/iso-date.js';
import type { Instant } from '../../domain/dates/london.js';
import { workingDayOnOrAfter } from '../../domain/dates/working-days.js';
import type { Role } from '../../domain/settings.js';
import { createCommands } from '../../prisma/repositories/commands.js';
import type { Unanswered } from '../../prisma/repositories/demo-life.js';
import type { CaseActivities } from '../../workflows/case/messages.js';
import type { Living } from './living.js';
import type { Happening } from './weeks.js';
import { uuid } from './uuid.js';

/** Roles of the council that answer for an escalation, the lowest first. */
const ANSWERING: readonly Role[] = ['team-manager', 'service-manager', 'senior-manager', 'director'];
/** How often somebody answers on a day, and after a promise that was not kept. */
const ANSWERS = 0.2;
const ANSWERS_AGAIN = 0.05;
/** Of promises, those for a few days; the others give weeks. */
const SHORT = 0.45;

/** Managers acknowledge what has climbed to them, some with a promise they do not keep; much goes on climbing. */
export function answering(living: Living, recordFacts: CaseActivities['recordFacts']): Happening[] {
  const { working, random, life } = living;
  const commands = createCommands({ pool: living.tx });
  const answer = async (one: Unanswered, at: Instant, on: IsoDate): Promise<void> => {
    const by = whoAnswers(living, one);
    if (by === null) return;
    const promisedOn = workingDayOnOrAfter(addDays(on, random.chance(SHORT) ? random.whole(3, 6) : random.whole(14, 24)), working);
    const note = newRef('N');
    const { duty, subject, occurrence, rung } = one;
    const fact = { type: 'escalation-acknowledged' as const, on, duty, ...(subject === null ? {} : { subject }), occurrence, rung, promisedOn, note };
    const command = { commandId: uuid(random), actor: by, facts: [fact] };
    await commands.save({
      command, caseRef: one.ref, bodyHash: fingerprint('demonstration', [one.ref, fact]), sentAt: at, state: 'pending',
      notes: [{ ref: note, caseRef: one.ref, by, field: 'action', text: random.pick(duty === 'give-advice' ? OF_ADVICE : OF_OTHERS) }],
    });
    await recordFacts({ caseRef: one.ref, now: at, command });
  };
  return [
    {
      time: '11:15',
      on: (day) => working.has(day),
      does: async (at, day) => {
        for (const one of await life.unanswered(day)) if (random.chance(one.hasPromise ? ANSWERS_AGAIN : ANSWERS)) await answer(one, at, day);
      },
    },
  ];
}

/** Who holds the lowest of its roles for the record. */
function whoAnswers({ council }: Living, { to, team }: Unanswered): string | null {
  const role = ANSWERING.find((one) => to.includes(one));
  const holder = council.staff.find(({ roles }) => roles.some((held) => held.role === role && (role !== 'team-manager' || held.teamRef === team)));
  return holder?.ref ?? null;
}

const OF_ADVICE = [
  'Spoke with the head of the service: the appointment is made, and the report follows within a week of it.',
  'The assessment has been given to a locum, who sees the child this week.',
  'Asked for what is written so far; the service finishes the rest meanwhile.',
] as const;
const OF_OTHERS = [
  'A second caseworker writes the sections that are missing, and I read them before they go.',
  'Taken to the panel of this week with everything we have; the decision goes out the day after.',
  'Two days of the caseworker are kept free for this case, their other work is covered.',
  'Rang the family to say where it stands and by when they hear from us.',
] as const;
