import { addDays, daysBetween, earlier, later, type IsoDate } from '../../domain/dates/iso-date.js';
import type { AdviserRole } from '../../domain/facts/fact.js';
import type { Almanac } from './almanac.js';
import type { Cast } from './assessment-story.js';
import type { DemoAdviser } from './council.js';
import type { Told } from './telling.js';

type Asking = Readonly<{ agreedOn: IsoDate; adviceBy: IsoDate }>;

/** Days an adviser takes when nothing holds them up. */
const USUAL_DAYS: Readonly<Record<AdviserRole, readonly [number, number]>> = {
  parent: [7, 35],
  'head-teacher': [14, 44],
  'early-years-lead': [10, 40],
  'college-principal': [14, 48],
  health: [24, 70],
  'educational-psychology': [35, 62],
  'social-care': [14, 48],
  'sensory-teacher': [20, 45],
  adulthood: [20, 50],
  'youth-justice': [14, 42],
  'ministry-of-defence': [14, 42],
  other: [14, 42],
};

/**
 * Advice asked of everyone and had from everyone by a day. Where that day is far off somebody was late: mostly the educational
 * psychologist, sometimes health, as councils report (needs.md section 5).
 */
export function adviceStory({ agreedOn, adviceBy }: Asking, cast: Cast, days: Almanac): Told[] {
  const { random } = days;
  const askedOn = random.chance(0.78)
    ? agreedOn
    : earlier(days.after(agreedOn, 1, 6), days.onOrBefore(addDays(adviceBy, -4)));
  const from = later(askedOn, agreedOn);
  const bottleneck = random.chance(0.75) ? 'educational-psychology' : random.chance(0.6) ? 'health' : 'social-care';
  const asked = cast.advisers.map((adviser) => ({ adviser, isLast: adviser.role === bottleneck }));
  return asked.flatMap(({ adviser, isLast }) => oneAdviser(adviser, isLast, from, adviceBy, days));
}

function oneAdviser(adviser: DemoAdviser, isLast: boolean, askedOn: IsoDate, adviceBy: IsoDate, days: Almanac): Told[] {
  const { random } = days;
  const { ref, role } = adviser;
  const receivedOn = role === 'health' && random.chance(0.3) ? earlier(days.after(askedOn, 1, 3), adviceBy) : askedOn;
  const request: Told = { type: 'advice-requested', on: askedOn, adviser: ref, role, receivedOn, channel: 'email' };
  const usual = addDays(askedOn, random.whole(...USUAL_DAYS[role]));
  const answerOn = days.within(
    isLast ? addDays(adviceBy, -random.whole(0, 5)) : usual,
    addDays(receivedOn, 2),
    later(addDays(receivedOn, 2), adviceBy),
  );
  if (role === 'social-care' && random.chance(0.05))
    return [request, { type: 'advice-not-needed', on: answerOn, adviser: ref }];
  if (role === 'health' && !isLast && random.chance(0.02))
    return [request, { type: 'advice-declined', on: answerOn, adviser: ref, channel: 'email' }];
  const answer: Told = { type: 'advice-received', on: answerOn, adviser: ref, channel: 'email' };
  return [
    request,
    ...missed(adviser, receivedOn, answerOn, days),
    answer,
    ...returned(adviser, answerOn, adviceBy, days),
  ];
}

/** A child who did not come to the examination the adviser had made. */
function missed({ ref, role }: DemoAdviser, from: IsoDate, answerOn: IsoDate, days: Almanac): Told[] {
  const sees = role === 'health' || role === 'educational-psychology';
  if (!sees || daysBetween(from, answerOn) < 20 || !days.random.chance(0.06)) return [];
  return [
    {
      type: 'appointment-missed',
      on: days.within(addDays(from, days.random.whole(10, 38)), from, addDays(answerOn, -1)),
      adviser: ref,
    },
  ];
}

/** Weak advice sent back and had again, where there is time. */
function returned({ ref }: DemoAdviser, answerOn: IsoDate, adviceBy: IsoDate, days: Almanac): Told[] {
  const { random } = days;
  if (daysBetween(answerOn, adviceBy) < 16 || !random.chance(0.04)) return [];
  const backOn = days.after(answerOn, 2, 5);
  const againOn = days.within(addDays(backOn, random.whole(5, 9)), addDays(backOn, 1), adviceBy);
  return [
    { type: 'advice-returned', on: backOn, adviser: ref, channel: 'email' },
    { type: 'advice-received', on: againOn, adviser: ref, channel: 'email' },
  ];
}

const SOMETIMES: readonly { name: string; chance: number }[] = [
  { name: 'Speech and language therapy', chance: 0.6 },
  { name: 'Occupational therapy', chance: 0.45 },
];
const SENSORY = 0.08;
/** From Year 9 advice is asked about preparing for adulthood. @source SEND Regulations 2014 reg 6(1)(g) */
const ADULTHOOD_FROM = 13;

/** Everyone of regulation 6(1) who is asked about a child of this age: about seven. */
export function advisersAsked(
  advisersOf: (role: AdviserRole) => readonly DemoAdviser[],
  head: DemoAdviser | null,
  age: number,
  { random }: Pick<Almanac, 'random'>,
): DemoAdviser[] {
  const one = (role: AdviserRole, named: boolean): DemoAdviser[] => {
    const all = advisersOf(role).filter((adviser) => !SOMETIMES.some(({ name }) => name === adviser.name));
    const people = all.filter(({ staffRef }) => (staffRef !== null) === named);
    return [random.pick(people.length > 0 ? people : all)];
  };
  const therapies = SOMETIMES.filter(({ chance }) => random.chance(chance)).map(({ name }) => name);
  return [
    ...one('parent', false),
    ...(head ? [head] : []),
    ...one('health', random.chance(0.9)),
    ...one('educational-psychology', random.chance(0.8)),
    ...one('social-care', random.chance(0.4)),
    ...advisersOf('health').filter(({ name }) => therapies.includes(name)),
    ...(random.chance(SENSORY) ? one('sensory-teacher', false) : []),
    ...(age >= ADULTHOOD_FROM ? one('adulthood', false) : []),
  ];
}
