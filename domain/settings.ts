import { z } from 'zod';
import { civilDay } from './facts/schema.js';
import { DUTY_CODES } from './duty-codes.js';
import { STAGES, type Stage } from './stages.js';
import type { NormedSilence, SilenceNorms } from './weekly-report/items.js';

/** Roles of the council's people and partners (docs/vocabulary.md section 6). */
export const ROLES = [
  'caseworker', 'team-manager', 'service-manager', 'senior-manager', 'director', 'qa-lead', 'auditor', 'panel-member',
  'professional', 'partner-manager', 'setting', 'data-officer', 'administrator', 'family',
] as const;
export type Role = (typeof ROLES)[number];

const timeOfDay = z.string().regex(/^(0[02-9]|1\d|2[0-3]):[0-5]\d$/, { error: 'must be a time as 08:00, and not between 01:00 and 02:00, which clock changes skip or repeat', abort: true });

/** How staff are sent a rung: in the one mail of the day, or by a mail of its own as soon as they may be written to. */
export const RUNG_CHANNELS = ['digest', 'at-once'] as const;
export type RungChannel = (typeof RUNG_CHANNELS)[number];

/**
 * A rung: `days` after the due date (before it when negative) or after the start of the duty, who is written to, and how.
 * Days are calendar days; a rung before the due date that falls on a non-working day moves back, one after it moves on.
 */
const rung = z.strictObject({
  rung: z.string().regex(/^[a-z0-9-]{1,40}$/, { error: 'must be a short code as due-minus-14' }),
  days: z.int().min(-400).max(400),
  from: z.enum(['due', 'start']).default('due'),
  act: z.enum(['remind', 'tell', 'escalate', 'ask-for-confirmation']),
  to: z.enum(ROLES),
  /** Left out: `channelOf` of `tell/digest.ts` says. */
  channel: z.enum(RUNG_CHANNELS).optional(),
  /** Working days within which an escalation is acknowledged, or the next rung fires; left out, none is asked for. */
  acknowledgeWithin: z.int().min(1).max(30).optional(),
});
export type Rung = z.output<typeof rung>;

/** Whose ladder it is: one duty's, or that of every deadline or window without its own. */
export const LADDER_CODES = [...DUTY_CODES, 'deadline', 'window'] as const;
export type LadderCode = (typeof LADDER_CODES)[number];

/** The key of an agenda item holds its rung's name: it must say which one. */
const OF_THE_ENGINE: readonly string[] = ['note-breach', 'close-window'];
export const ladderSchema = z
  .array(rung)
  .max(20)
  .superRefine((rungs, context) => {
    rungs.forEach(({ rung: name }, i) => {
      const isRepeated = rungs.findIndex((other) => other.rung === name) < i;
      if (isRepeated || OF_THE_ENGINE.includes(name)) context.addIssue({ code: 'custom', path: [i, 'rung'], message: 'must be a name no other rung of the ladder has, nor note-breach or close-window', params: { code: 'repeated' } });
    });
  });

/** A reason for lateness the council counts: `code` in the journal, `words` on its pages; one that is retired stays on what it was given to, and is given to nothing more. */
const delayCause = z.strictObject({
  code: z.string().regex(/^[a-z0-9-]{1,40}$/, { error: 'must be a short code as staff-shortage' }),
  words: z.string().trim().min(1, { error: 'is missing' }).max(100, { error: 'must be at most 100 letters' }),
  retired: z.boolean().optional(),
});
export type DelayCause = z.output<typeof delayCause>;

/** What a council counts until it says otherwise. */
const DELAY_CAUSES: readonly DelayCause[] = [
  { code: 'staff-shortage', words: 'Staff shortage' },
  { code: 'late-health-advice', words: 'Health advice came late' },
  { code: 'late-education-advice', words: 'Advice of the school, setting or educational psychologist came late' },
  { code: 'school-closure', words: 'School or setting closed, for less than an exception needs' },
  { code: 'family-asked', words: 'The family asked for more time' },
  { code: 'tribunal', words: 'Mediation or the Tribunal' },
  { code: 'other', words: 'Another cause' },
];

export const delayCausesSchema = z
  .array(delayCause)
  .min(1, { error: 'must name one cause at least' })
  .max(30, { error: 'must name 30 causes at most' })
  .superRefine((causes, context) => {
    causes.forEach(({ code }, i) => {
      if (causes.findIndex((other) => other.code === code) < i) context.addIssue({ code: 'custom', path: [i, 'code'], message: 'must be a code no other cause has', params: { code: 'repeated' } });
      if (causes.findIndex((other) => sameName(other, causes[i])) < i) context.addIssue({ code: 'custom', path: [i, 'words'], message: 'must be a name no other cause has, a retired one included: word it otherwise, or take up the other again', params: { code: 'repeated' } });
    });
    if (causes.length > 0 && causes.every(({ retired }) => retired === true)) context.addIssue({ code: 'custom', path: [], message: 'must leave one cause that is not retired', params: { code: 'none-left' } });
  });

const sameName = (a: DelayCause, b: DelayCause | undefined): boolean => spoken(a.words) === spoken(b?.words ?? '');
const spoken = (words: string): string => words.replace(/\s+/g, ' ').trim().toLowerCase();

const auditStep = (days: number) => z.int({ error: 'must be a whole number of working days' }).min(1, { error: 'must be at least 1' }).max(60, { error: 'must be at most 60' }).default(days);

/** What moves dates and rungs: all that the clock asks of a council. */
export const clockSettingsSchema = z.strictObject({
  /** Weeks from receipt by which the council means to send the draft plan: its own target, no limit of law. */
  draftWeeks: z.int().min(1).max(20).default(14),
  /** Working days to mark a quality audit, to moderate where two did not agree, and to agree what was found: the council's own targets. */
  auditDays: z.strictObject({ mark: auditStep(10), moderate: auditStep(10), agree: auditStep(10) }).default({ mark: 10, moderate: 10, agree: 10 }),
  /** When people are written to, on a working day. */
  writeAt: timeOfDay.default('08:00'),
  /** When a passed date is noted, the day after it. */
  noteBreachAt: timeOfDay.default('00:05'),
  /** Rungs by duty code; `deadline` and `window` serve every duty without a ladder of its own. */
  ladders: z
    .partialRecord(z.enum(LADDER_CODES), ladderSchema)
    .default({}),
});

/** No stage should pass this long without anything happening: half its lawful time or so, marked *default*. */
const SILENCE_NORMS: Readonly<Partial<Record<Stage, number>>> = {
  considering: 21, assessing: 28, 'deciding-to-issue': 14, drafting: 21, 'hearing-representations': 28, finalising: 21, reopened: 21, reviewing: 28, amending: 42, reassessing: 42,
};

/** An absence, a letter or an escalation that nobody sees to is told of at once; of the six weeks from draft to final plan the family has two. */
const SILENCES_LAST: Readonly<Record<NormedSilence, number>> = { 'owner-away': 0, 'dead-address': 0, 'not-acknowledged': 0, 'not-finalised': 21 };

const lasts = (days: number) => z.int({ error: 'must be a whole number of days' }).min(0, { error: 'must be 0 or more days' }).max(365, { error: 'must be at most 365 days' }).default(days);
const silences = z.strictObject({
  'owner-away': lasts(SILENCES_LAST['owner-away']), 'dead-address': lasts(SILENCES_LAST['dead-address']), 'not-acknowledged': lasts(SILENCES_LAST['not-acknowledged']), 'not-finalised': lasts(SILENCES_LAST['not-finalised']),
});

const capacity = (what: string) => z.int({ error: `must be a whole number of ${what}` }).min(1, { error: 'must be at least 1' }).max(50, { error: 'must be at most 50' });

const quietHours = z
  .strictObject({ from: timeOfDay, to: timeOfDay })
  .refine(({ from, to }) => from !== to, { path: ['to'], error: 'must be another time than from: leave quietHours null where there are none', params: { code: 'no-time' }, abort: true });

/** When everything that can wait goes, on each working day. */
const digestAt = timeOfDay;
/** Between these times no mail goes to staff, nor on weekends and bank holidays; null: at any hour of a working day. */
const noMail = quietHours.nullable();

const leavesOutside = { path: ['digestAt'], error: 'must be outside quietHours, or the day’s mail would never go', params: { code: 'in-quiet-hours' } };

/** When the council's own staff are written to. It moves no record, and no letter to anybody else. */
export const staffMailSchema = z.strictObject({ digestAt, quietHours: noMail }).refine(isOutside, leavesOutside);
export type StaffMail = z.output<typeof staffMailSchema>;

const STAFF_MAIL: StaffMail = { digestAt: '08:30', quietHours: { from: '19:00', to: '07:00' } };

/** The same in the settings file, which may say a part of it. */
const staffMailInFile = z.strictObject({ digestAt: digestAt.default(STAFF_MAIL.digestAt), quietHours: noMail.default(STAFF_MAIL.quietHours) }).refine(isOutside, leavesOutside);

function isOutside(mail: Readonly<{ digestAt: string; quietHours: Readonly<{ from: string; to: string }> | null }>): boolean {
  return mail.quietHours === null || !isWithin(mail.digestAt, mail.quietHours);
}

/** Whether a time of day lies in hours that may go over midnight; the last minute is not theirs. */
export function isWithin(time: string, { from, to }: Readonly<{ from: string; to: string }>): boolean {
  return from < to ? time >= from && time < to : time >= from || time < to;
}

/** Calendar days without a fact after which a record counts as silent, by the stage it is at; a stage left out never does. */
export const silenceNormsSchema = z.partialRecord(
  z.enum(STAGES),
  z.int({ error: 'must be a whole number of days' }).min(1, { error: 'must be at least 1 day' }).max(365, { error: 'must be at most 365 days' }),
);

const percentage = z.number({ error: 'must be a percentage as 48.3' }).min(0, { error: 'must be 0 or more' }).max(100, { error: 'must be at most 100' });
const percentages = z.strictObject({ 'in-20-weeks': percentage.optional(), 'in-20-weeks-without-exceptions': percentage.optional(), 'decide-to-assess': percentage.optional() });
const named = (what: string, most: number) => z.string().trim().min(1, { error: `is missing: ${what}` }).max(most, { error: `must be at most ${most} letters` });

/** What was published of the council and its statistical neighbours: copied from the publication, never made up. */
const published = z
  .strictObject({
    source: named('where the figures are published', 300),
    year: z.int({ error: 'must be the calendar year the figures are of' }).min(2014, { error: 'must be 2014 or later' }).max(2100, { error: 'must be at most 2100' }),
    council: percentages.default({}),
    neighbours: z.array(z.strictObject({ name: named('the council’s name', 100), figures: percentages })).max(30, { error: 'must be 30 councils at most' }).default([]),
  })
  .superRefine(({ neighbours }, context) => {
    neighbours.forEach(({ name }, i) => {
      if (neighbours.findIndex((other) => other.name === name) < i) context.addIssue({ code: 'custom', path: ['neighbours', i, 'name'], message: 'must be a council named once', params: { code: 'repeated' } });
    });
  });

/** No council publishes when it asks: marked *default*. By then a plan has been read, and how it came about is not forgotten. */
const FEEDBACK = { askAfterDays: 14, remindAfterDays: 14 } as const;

const someDays = (most: number) => z.int({ error: 'must be a whole number of days' }).min(1, { error: 'must be at least 1 day' }).max(most, { error: `must be at most ${most} days` });
const feedbackSchema = z.strictObject({
  /** Calendar days after a plan was sent on which the family and the setting it names are asked how it was. */
  askAfterDays: someDays(90).default(FEEDBACK.askAfterDays),
  /** Calendar days after that on which who has not answered is reminded, once. */
  remindAfterDays: someDays(60).default(FEEDBACK.remindAfterDays),
});

/** A council's settings, whole. */
export const settingsSchema = clockSettingsSchema.extend({
  /** How many days ahead a promise may lie by which an escalation is acknowledged. */
  promiseWithinDays: z.int({ error: 'must be a whole number of days' }).min(1, { error: 'must be at least 1' }).max(90, { error: 'must be at most 90' }).default(28),
  /** Working days after which a message without receipt or opening is somebody's task. */
  silentAfterWorkingDays: z.int({ error: 'must be a whole number of working days' }).min(1, { error: 'must be at least 1' }).max(60, { error: 'must be at most 60' }).default(5),
  /** When the family and the setting are asked how it was. */
  feedback: feedbackSchema.default({ ...FEEDBACK }),
  /** Why steps are late: for learning. None is an exception. */
  delayCauses: delayCausesSchema.default([...DELAY_CAUSES]),
  /** How many review meetings there may be when the year of reviews is planned. */
  reviewCapacity: z
    .strictObject({
      /** Of one setting on one day. */
      meetingsADay: capacity('meetings a day').default(3),
      /** Of one caseworker in one week. */
      meetingsAWeek: capacity('meetings a week').default(8),
    })
    .default({ meetingsADay: 3, meetingsAWeek: 8 }),
  /** Published percentages that the report stands beside; null: none are given. */
  published: published.nullable().default(null),
  /** When staff are written to: the day's mail, and quiet hours. */
  staffMail: staffMailInFile.default(STAFF_MAIL),
  silenceNorms: silenceNormsSchema.default({ ...SILENCE_NORMS }),
  /** Calendar days that each other kind of silence may last; one left out is as published. */
  silences: silences.default({ ...SILENCES_LAST }),
});

export type Settings = z.output<typeof settingsSchema>;

/** The default ladder of advice: needs.md section 5, counted from the due date of six weeks. */
const ADVICE_LADDER: readonly Rung[] = [
  { rung: 'day-0', days: 0, from: 'start', act: 'tell', to: 'professional' },
  { rung: 'day-21', days: -21, from: 'due', act: 'remind', to: 'professional' },
  { rung: 'day-35', days: -7, from: 'due', act: 'remind', to: 'professional' },
  { rung: 'day-35-manager', days: -7, from: 'due', act: 'remind', to: 'team-manager' },
  { rung: 'day-43', days: 1, from: 'due', act: 'escalate', to: 'partner-manager' },
  { rung: 'day-43-manager', days: 1, from: 'due', act: 'escalate', to: 'service-manager', acknowledgeWithin: 3 },
  { rung: 'day-49', days: 7, from: 'due', act: 'escalate', to: 'senior-manager', acknowledgeWithin: 3 },
  { rung: 'day-56', days: 14, from: 'due', act: 'escalate', to: 'director', acknowledgeWithin: 5 },
];

const DEADLINE_LADDER: readonly Rung[] = [
  { rung: 'due-minus-14', days: -14, from: 'due', act: 'remind', to: 'caseworker' },
  { rung: 'due-minus-3', days: -3, from: 'due', act: 'remind', to: 'caseworker' },
  { rung: 'late-1', days: 1, from: 'due', act: 'escalate', to: 'team-manager', acknowledgeWithin: 3 },
  { rung: 'late-7', days: 7, from: 'due', act: 'escalate', to: 'service-manager', acknowledgeWithin: 5 },
  { rung: 'late-30', days: 30, from: 'due', act: 'escalate', to: 'senior-manager', acknowledgeWithin: 10 },
  { rung: 'late-84', days: 84, from: 'due', act: 'escalate', to: 'director', acknowledgeWithin: 10 },
];

/** Section 42 is owed at once; five weeks is the practical outer line the High Court used. */
const PROVISION_LADDER: readonly Rung[] = [
  { rung: 'check-4-weeks', days: 28, from: 'due', act: 'ask-for-confirmation', to: 'caseworker' },
  { rung: 'alarm-5-weeks', days: 35, from: 'due', act: 'escalate', to: 'service-manager', acknowledgeWithin: 5 },
];

const SETTING_LADDER: readonly Rung[] = [
  { rung: 'due-minus-3', days: -3, from: 'due', act: 'remind', to: 'setting' },
  { rung: 'late-1', days: 1, from: 'due', act: 'remind', to: 'caseworker' },
];

/** Inviting and papers are the setting's to do, and the council's in law: both hear, on the days of the usual ladder. */
const REVIEW_NOTICE_LADDER: readonly Rung[] = [
  ...DEADLINE_LADDER,
  { rung: 'due-minus-3-setting', days: -3, from: 'due', act: 'remind', to: 'setting' },
  { rung: 'late-1-setting', days: 1, from: 'due', act: 'remind', to: 'setting' },
];
const INVITE_LADDER: readonly Rung[] = [...REVIEW_NOTICE_LADDER, { rung: 'due-minus-14-setting', days: -14, from: 'due', act: 'remind', to: 'setting' }];

/** Late, a report is chased and its setting's silence climbs: the council's own four weeks go on running. */
const REPORT_LADDER: readonly Rung[] = [
  ...SETTING_LADDER,
  { rung: 'late-1-setting', days: 1, from: 'due', act: 'remind', to: 'setting' },
  { rung: 'late-7-setting', days: 7, from: 'due', act: 'remind', to: 'setting' },
  { rung: 'late-7', days: 7, from: 'due', act: 'escalate', to: 'team-manager', acknowledgeWithin: 5 },
];

/** One press sends every list of a term: its managers are told once for all plans, as a task (`activities/delivery`), and nobody by mail: it asks nobody to acknowledge it plan by plan. */
const LIST_LADDER: readonly Rung[] = [
  { rung: 'due-minus-14', days: -14, from: 'due', act: 'remind', to: 'team-manager' },
  { rung: 'late-1', days: 1, from: 'due', act: 'escalate', to: 'service-manager' },
];

/** An audit is its auditor's; behind them stands whoever leads quality, and then the senior manager: the team that is audited is not asked. */
const AUDIT_LADDER: readonly Rung[] = [
  { rung: 'due-minus-3', days: -3, from: 'due', act: 'remind', to: 'auditor' },
  { rung: 'late-1', days: 1, from: 'due', act: 'remind', to: 'auditor' },
  { rung: 'late-7', days: 7, from: 'due', act: 'escalate', to: 'qa-lead', acknowledgeWithin: 5 },
  { rung: 'late-30', days: 30, from: 'due', act: 'escalate', to: 'senior-manager', acknowledgeWithin: 10 },
];

/** Two markings are brought together by whoever leads quality. */
const MODERATION_LADDER: readonly Rung[] = [
  { rung: 'due-minus-3', days: -3, from: 'due', act: 'remind', to: 'qa-lead' },
  { rung: 'late-1', days: 1, from: 'due', act: 'remind', to: 'qa-lead' },
  { rung: 'late-7', days: 7, from: 'due', act: 'escalate', to: 'senior-manager', acknowledgeWithin: 5 },
];

/** What a council starts from; every figure is a setting. @source needs.md section 5, marked *default* there */
export const DEFAULT_SETTINGS: Settings = {
  draftWeeks: 14,
  auditDays: { mark: 10, moderate: 10, agree: 10 },
  writeAt: '08:00',
  noteBreachAt: '00:05',
  silentAfterWorkingDays: 5,
  promiseWithinDays: 28,
  feedback: { ...FEEDBACK },
  delayCauses: [...DELAY_CAUSES],
  reviewCapacity: { meetingsADay: 3, meetingsAWeek: 8 },
  published: null,
  silenceNorms: { ...SILENCE_NORMS },
  silences: { ...SILENCES_LAST },
  staffMail: STAFF_MAIL,
  ladders: {
    deadline: [...DEADLINE_LADDER],
    window: [],
    'give-advice': [...ADVICE_LADDER],
    'secure-provision': [...PROVISION_LADDER],
    'answer-consultation': [...SETTING_LADDER],
    'invite-to-review': [...INVITE_LADDER],
    'circulate-review-papers': [...REVIEW_NOTICE_LADDER],
    'send-review-report': [...REPORT_LADDER],
    'send-review-list': [...LIST_LADDER],
    'mark-audit': [...AUDIT_LADDER],
    'moderate-audit': [...MODERATION_LADDER],
    'agree-findings': [...AUDIT_LADDER],
    'do-audit-action': [...AUDIT_LADDER],
    'audit-again': [...MODERATION_LADDER],
    'ask-for-advice': [{ rung: 'late-1', days: 1, from: 'due', act: 'escalate', to: 'team-manager', acknowledgeWithin: 5 }],
    'tell-partners-of-decision': [
      { rung: 'late-1', days: 1, from: 'due', act: 'remind', to: 'caseworker' },
      { rung: 'late-7', days: 7, from: 'due', act: 'escalate', to: 'team-manager', acknowledgeWithin: 5 },
    ],
  },
};

/** What was given, and for the rest what a council starts from; a ladder given takes the place of the one of its duty. */
export const settingsWith = (given: Partial<Settings> | undefined): Settings => ({ ...DEFAULT_SETTINGS, ...given, ladders: { ...DEFAULT_SETTINGS.ladders, ...given?.ladders } });

/** By which norms a report counts silence, and the watch looks for it. */
export const normsOf = ({ silenceNorms, silences: others }: Pick<Settings, 'silenceNorms' | 'silences'>): SilenceNorms => ({ ...silenceNorms, ...others });

const term = z
  .strictObject({
    term: z.string().regex(/^[A-Za-z0-9-]{1,40}$/, { error: 'must be a short code as spring-2027' }),
    startsOn: civilDay,
    /** Its last day: known, only reviews due in the term are to be listed for it. */
    endsOn: civilDay.optional(),
  })
  .refine(({ startsOn, endsOn }) => endsOn === undefined || endsOn > startsOn, { path: ['endsOn'], error: 'must be after the first day of the term', params: { code: 'before-start' } });
export type Term = z.output<typeof term>;

export const calendarSchema = z.strictObject({
  /** The school terms, for the lists of plans due for review. */
  terms: z
    .array(term)
    .superRefine((terms, context) => {
      terms.forEach(({ term }, i) => {
        if (terms.findIndex((other) => other.term === term) < i) context.addIssue({ code: 'custom', path: [i, 'term'], message: 'must be a code no other term has', params: { code: 'repeated' } });
      });
    })
    .default([]),
  /** Bank holidays proclaimed or withdrawn since this release. */
  bankHolidays: z.strictObject({ added: z.array(civilDay).default([]), removed: z.array(civilDay).default([]) }).default({ added: [], removed: [] }),
});
export type Calendar = z.output<typeof calendarSchema>;

export const NO_CALENDAR: Calendar = { terms: [], bankHolidays: { added: [], removed: [] } };
