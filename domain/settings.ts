import { z } from 'zod';
import { civilDay } from './facts/schema.js';
import { DUTY_CODES } from './duty-codes.js';

/** Roles of the council's people and partners (docs/vocabulary.md section 6). */
export const ROLES = [
  'caseworker', 'team-manager', 'service-manager', 'senior-manager', 'director', 'qa-lead', 'auditor', 'panel-member',
  'professional', 'partner-manager', 'setting', 'data-officer', 'administrator', 'family',
] as const;
export type Role = (typeof ROLES)[number];

const timeOfDay = z.string().regex(/^(0[02-9]|1\d|2[0-3]):[0-5]\d$/, { error: 'must be a time as 08:00, and not between 01:00 and 02:00, which clock changes skip or repeat' });

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
});
export type Rung = z.output<typeof rung>;

/** The key of an agenda item holds its rung's name: it must say which one. */
const OF_THE_ENGINE: readonly string[] = ['note-breach', 'close-window'];
const ladder = z
  .array(rung)
  .max(20)
  .superRefine((rungs, context) => {
    rungs.forEach(({ rung: name }, i) => {
      const isRepeated = rungs.findIndex((other) => other.rung === name) < i;
      if (isRepeated || OF_THE_ENGINE.includes(name)) context.addIssue({ code: 'custom', path: [i, 'rung'], message: 'must be a name no other rung of the ladder has, nor note-breach or close-window', params: { code: 'repeated' } });
    });
  });

/** A reason for lateness the council counts: `code` in the journal, `words` on its pages. */
const delayCause = z.strictObject({
  code: z.string().regex(/^[a-z0-9-]{1,40}$/, { error: 'must be a short code as staff-shortage' }),
  words: z.string().trim().min(1, { error: 'is missing' }).max(100, { error: 'must be at most 100 letters' }),
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

const delayCauses = z
  .array(delayCause)
  .min(1, { error: 'must name one cause at least' })
  .max(30, { error: 'must name 30 causes at most' })
  .superRefine((causes, context) => {
    causes.forEach(({ code }, i) => {
      if (causes.findIndex((other) => other.code === code) < i) context.addIssue({ code: 'custom', path: [i, 'code'], message: 'must be a code no other cause has', params: { code: 'repeated' } });
    });
  });

/** What moves dates and rungs: all that the clock asks of a council. */
export const clockSettingsSchema = z.strictObject({
  /** Weeks from receipt by which the council means to send the draft plan: its own target, no limit of law. */
  draftWeeks: z.int().min(1).max(20).default(14),
  /** When people are written to, on a working day. */
  writeAt: timeOfDay.default('08:00'),
  /** When a passed date is noted, the day after it. */
  noteBreachAt: timeOfDay.default('00:05'),
  /** Rungs by duty code; `deadline` and `window` serve every duty without a ladder of its own. */
  ladders: z
    .partialRecord(z.enum([...DUTY_CODES, 'deadline', 'window']), ladder)
    .default({}),
});

const capacity = (what: string) => z.int({ error: `must be a whole number of ${what}` }).min(1, { error: 'must be at least 1' }).max(50, { error: 'must be at most 50' });

/** A council's settings, whole. */
export const settingsSchema = clockSettingsSchema.extend({
  /** Working days after which a message without receipt or opening is somebody's task. */
  silentAfterWorkingDays: z.int({ error: 'must be a whole number of working days' }).min(1, { error: 'must be at least 1' }).max(60, { error: 'must be at most 60' }).default(5),
  /** Why steps are late: for learning. None is an exception. */
  delayCauses: delayCauses.default([...DELAY_CAUSES]),
  /** How many review meetings there may be when the year of reviews is planned. */
  reviewCapacity: z
    .strictObject({
      /** Of one setting on one day. */
      meetingsADay: capacity('meetings a day').default(3),
      /** Of one caseworker in one week. */
      meetingsAWeek: capacity('meetings a week').default(8),
    })
    .default({ meetingsADay: 3, meetingsAWeek: 8 }),
});

export type Settings = z.output<typeof settingsSchema>;

/** The default ladder of advice: needs.md section 5, counted from the due date of six weeks. */
const ADVICE_LADDER: readonly Rung[] = [
  { rung: 'day-0', days: 0, from: 'start', act: 'tell', to: 'professional' },
  { rung: 'day-21', days: -21, from: 'due', act: 'remind', to: 'professional' },
  { rung: 'day-35', days: -7, from: 'due', act: 'remind', to: 'professional' },
  { rung: 'day-35-manager', days: -7, from: 'due', act: 'remind', to: 'team-manager' },
  { rung: 'day-43', days: 1, from: 'due', act: 'escalate', to: 'partner-manager' },
  { rung: 'day-43-manager', days: 1, from: 'due', act: 'escalate', to: 'service-manager' },
  { rung: 'day-49', days: 7, from: 'due', act: 'escalate', to: 'senior-manager' },
  { rung: 'day-56', days: 14, from: 'due', act: 'escalate', to: 'director' },
];

const DEADLINE_LADDER: readonly Rung[] = [
  { rung: 'due-minus-14', days: -14, from: 'due', act: 'remind', to: 'caseworker' },
  { rung: 'due-minus-3', days: -3, from: 'due', act: 'remind', to: 'caseworker' },
  { rung: 'late-1', days: 1, from: 'due', act: 'escalate', to: 'team-manager' },
  { rung: 'late-7', days: 7, from: 'due', act: 'escalate', to: 'service-manager' },
  { rung: 'late-30', days: 30, from: 'due', act: 'escalate', to: 'senior-manager' },
  { rung: 'late-84', days: 84, from: 'due', act: 'escalate', to: 'director' },
];

/** Section 42 is owed at once; five weeks is the practical outer line the High Court used. */
const PROVISION_LADDER: readonly Rung[] = [
  { rung: 'check-4-weeks', days: 28, from: 'due', act: 'ask-for-confirmation', to: 'caseworker' },
  { rung: 'alarm-5-weeks', days: 35, from: 'due', act: 'escalate', to: 'service-manager' },
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
  { rung: 'late-7', days: 7, from: 'due', act: 'escalate', to: 'team-manager' },
];

/** One press sends every list of a term: its managers are told once for all plans, as a task (`activities/delivery`), and nobody by mail. */
const LIST_LADDER: readonly Rung[] = [
  { rung: 'due-minus-14', days: -14, from: 'due', act: 'remind', to: 'team-manager' },
  { rung: 'late-1', days: 1, from: 'due', act: 'escalate', to: 'service-manager' },
];

/** What a council starts from; every figure is a setting. @source needs.md section 5, marked *default* there */
export const DEFAULT_SETTINGS: Settings = {
  draftWeeks: 14,
  writeAt: '08:00',
  noteBreachAt: '00:05',
  silentAfterWorkingDays: 5,
  delayCauses: [...DELAY_CAUSES],
  reviewCapacity: { meetingsADay: 3, meetingsAWeek: 8 },
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
    'ask-for-advice': [{ rung: 'late-1', days: 1, from: 'due', act: 'escalate', to: 'team-manager' }],
    'tell-partners-of-decision': [{ rung: 'late-1', days: 1, from: 'due', act: 'remind', to: 'caseworker' }],
  },
};

/** What was given, and for the rest what a council starts from; a ladder given takes the place of the one of its duty. */
export const settingsWith = (given: Partial<Settings> | undefined): Settings => ({ ...DEFAULT_SETTINGS, ...given, ladders: { ...DEFAULT_SETTINGS.ladders, ...given?.ladders } });

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
