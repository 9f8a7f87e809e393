import { addDays, daysBetween, earlier, later, type IsoDate } from '../../domain/dates/iso-date.js';
import type { Almanac } from './almanac.js';
import { adviceStory } from './advice-story.js';
import type { DemoAdviser, DemoSetting } from './council.js';
import type { Course } from './flows.js';
import type { Told } from './telling.js';

/** Who is in one child's story. */
export type Cast = Readonly<{
  age: number;
  /** Null: the record was never given to anybody. */
  owner: string | null;
  /** Where the child is; null where nowhere. */
  attends: DemoSetting | null;
  /** Settings the family or the council may name. */
  near: readonly DemoSetting[];
  advisers: readonly DemoAdviser[];
  emailConsent: boolean;
}>;

/** An assessment that was agreed: from the yes to its end. */
export type Assessing = Readonly<{
  receivedOn: IsoDate;
  agreedOn: IsoDate;
  endsOn: IsoDate;
  kind: 'issued' | 'not-issued';
}>;

/** The story of one request in the order of the work, to its end; what lies after today is left to be cut off. */
export function assessmentStory(course: Course, cast: Cast, days: Almanac): Told[] {
  const told = [...opening(course, cast, days), ...decision(course, days)];
  if (course.decision !== 'agreed' || course.ending === null) return told;
  const assessing = {
    receivedOn: course.receivedOn,
    agreedOn: course.decidedOn,
    endsOn: course.ending.on,
    kind: course.ending.kind,
  };
  return [...told, ...assessingStory(assessing, cast, days)];
}

function opening({ receivedOn, decidedOn }: Course, cast: Cast, days: Almanac): Told[] {
  const { random } = days;
  const last = addDays(decidedOn, -1);
  const told: Told[] = [startOf(receivedOn, cast.age, days)];
  if (cast.owner !== null)
    told.push({ type: 'owner-set', on: earlier(days.after(receivedOn, 0, 2), last), owner: cast.owner });
  told.push({
    type: 'considering-notified',
    on: days.within(addDays(receivedOn, random.whole(1, 8)), receivedOn, last),
    channel: 'email',
  });
  return told;
}

function startOf(on: IsoDate, age: number, { random }: Almanac): Told {
  if (random.chance(0.04))
    return { type: 'came-to-attention', on, by: random.pick(['health', 'social-care', 'other']) };
  const channel = random.pick(['email', 'email', 'email', 'online', 'online', 'first-class-post', 'by-hand'] as const);
  if (age >= 16)
    return { type: 'request-received', on, channel, by: random.pick(['young-person', 'parent', 'post-16']) };
  return { type: 'request-received', on, channel, by: random.chance(0.6) ? 'parent' : 'school' };
}

function decision({ decision: decided, decidedOn }: Course, days: Almanac): Told[] {
  const { random } = days;
  switch (decided) {
    case 'withdrawn':
      return [{ type: 'request-withdrawn', on: decidedOn, channel: 'email' }];
    case 'refused':
      return [
        {
          type: 'assessment-refused',
          on: decidedOn,
          channel: 'first-class-post',
          under: random.chance(0.9) ? 'reg-4' : 'reg-5',
        },
        { type: 'partners-told', on: days.after(decidedOn, 0, 2), channel: 'email' },
      ];
    case 'agreed':
      return [
        { type: 'assessment-agreed', on: decidedOn, channel: random.chance(0.7) ? 'email' : 'first-class-post' },
        { type: 'partners-told', on: days.after(decidedOn, 0, random.chance(0.92) ? 1 : 6), channel: 'email' },
      ];
  }
}

/** Advice, the decision to issue, draft, the family's days, consultations and the final plan; or advice and a refusal to issue. */
export function assessingStory(assessing: Assessing, cast: Cast, days: Almanac): Told[] {
  const { agreedOn, endsOn, kind } = assessing;
  if (kind === 'not-issued') {
    const adviceBy = days.within(
      addDays(endsOn, -days.random.whole(1, 12)),
      addDays(agreedOn, 14),
      addDays(endsOn, -1),
    );
    return [
      ...adviceStory({ ...assessing, adviceBy }, cast, days),
      ...waiting(assessing, endsOn, days),
      { type: 'issue-refused', on: endsOn, channel: 'first-class-post' },
    ];
  }
  const plan = planDays(assessing, days);
  return [
    ...adviceStory({ ...assessing, adviceBy: plan.adviceBy }, cast, days),
    ...waiting(assessing, plan.agreedToIssueOn, days),
    ...planStory(plan, endsOn, cast, days),
  ];
}

/** The days of a plan in the making. */
export type PlanDays = Readonly<{ adviceBy: IsoDate; agreedToIssueOn: IsoDate; draftOn: IsoDate }>;

/** Worked back from the end: the family's fifteen days, the draft, the decision to issue, the last advice. */
function planDays({ agreedOn, endsOn }: Assessing, days: Almanac): PlanDays {
  const rest = daysBetween(agreedOn, endsOn);
  const familyAndMore = Math.min(days.random.whole(18, 42), Math.floor(rest * 0.45));
  const draftOn = days.onOrBefore(addDays(endsOn, -Math.max(16, familyAndMore)));
  const agreedToIssueOn = later(
    days.onOrBefore(addDays(draftOn, -days.random.whole(0, Math.min(9, Math.floor(rest / 12))))),
    addDays(agreedOn, 8),
  );
  const adviceBy = days.within(
    addDays(agreedToIssueOn, -days.random.whole(0, Math.min(10, Math.floor(rest / 12)))),
    addDays(agreedOn, 7),
    agreedToIssueOn,
  );
  return { adviceBy, agreedToIssueOn, draftOn };
}

/** From the decision to issue to the final plan and its provision. */
export function planStory({ agreedToIssueOn, draftOn }: PlanDays, endsOn: IsoDate, cast: Cast, days: Almanac): Told[] {
  const { random } = days;
  const told: Told[] = [
    { type: 'issue-agreed', on: agreedToIssueOn, channel: 'email' },
    draftSent(draftOn, endsOn, cast, days),
  ];
  for (const setting of random.shuffled(cast.near).slice(0, random.whole(1, 3)))
    told.push(...consultation(setting, draftOn, endsOn, days));
  if (random.chance(0.85))
    told.push({
      type: 'representations-received',
      on: held(addDays(draftOn, random.whole(5, 14)), draftOn, endsOn),
      channel: 'email',
    });
  if (random.chance(0.1))
    told.push({
      type: 'representations-closed',
      on: held(addDays(draftOn, random.whole(8, 15)), draftOn, endsOn),
      channel: 'email',
    });
  told.push({ type: 'final-plan-issued', on: endsOn, channel: 'first-class-post', ...(cast.attends === null ? {} : { setting: cast.attends.ref }) });
  if (random.chance(0.94))
    told.push({ type: 'provision-confirmed', on: days.after(endsOn, 0, random.chance(0.8) ? 20 : 45) });
  return told;
}

/** By email with consent, served that morning; by post only where its second working day still leaves the family fifteen days. */
function draftSent(draftOn: IsoDate, endsOn: IsoDate, { emailConsent }: Cast, { random }: Almanac): Told {
  const timeForPost = daysBetween(draftOn, endsOn) >= 24;
  if (!emailConsent && timeForPost) return { type: 'draft-plan-sent', on: draftOn, channel: 'first-class-post' };
  if (!emailConsent) return { type: 'draft-plan-sent', on: draftOn, channel: 'by-hand' };
  const minute = String(random.whole(0, 59)).padStart(2, '0');
  return {
    type: 'draft-plan-sent',
    on: draftOn,
    channel: 'email',
    emailConsent: true,
    sentAt: `${draftOn}T10:${minute}:00`,
  };
}

function consultation({ ref }: DemoSetting, draftOn: IsoDate, endsOn: IsoDate, days: Almanac): Told[] {
  const { random } = days;
  const askedOn = days.after(draftOn, 0, 2);
  const answeredOn = held(
    addDays(askedOn, random.chance(0.7) ? random.whole(5, 15) : random.whole(16, 26)),
    askedOn,
    addDays(endsOn, -1),
  );
  return [
    { type: 'setting-consulted', on: askedOn, setting: ref, channel: 'email' },
    {
      type: 'setting-answered',
      on: answeredOn,
      setting: ref,
      channel: 'email',
      answer: random.pick(['yes', 'yes', 'no', 'other']),
    },
  ];
}


/** Calls to the family while it waits, in most cases. */
function waiting({ agreedOn }: Assessing, until: IsoDate, days: Almanac): Told[] {
  const { random } = days;
  const told: Told[] = [];
  if (random.chance(0.8)) {
    let next = addDays(agreedOn, random.whole(20, 50));
    while (next < until) {
      told.push({ type: 'contact-made', on: days.within(next, agreedOn, until) });
      next = addDays(next, random.whole(25, 60));
    }
  }
  return told;
}

const held = (day: IsoDate, from: IsoDate, to: IsoDate): IsoDate => later(from, earlier(day, to));
