import { z } from 'zod';
import { TRANSFER_KINDS } from '../domain/facts/schema.js';
import type { Review } from '../domain/review/cycle.js';
import { reviewForm } from '../domain/review/form.js';
import { REVIEW_STEPS } from '../domain/review/next-step.js';
import type { Proposal, WhyThisDay } from '../domain/review-year/plan-the-year.js';
import { REVIEW_EVENTS, type ReviewRow, type TransferRow } from './review-models.js';
import { breakOfLimit, day, instant, named, pageOf } from './schemas.js';
import type { SentReport } from './setting-review-models.js';
import type { ProposedDate } from './use-cases/review-year.js';
import type { PhaseBoard, Unrecorded } from './use-cases/phase-transfers.js';

/** Shapes of the answers about annual reviews. */

export const reviewStep = z.enum(REVIEW_STEPS).meta({ id: 'ReviewStep', description: 'What must happen next in a review' });
export const transferKind = z.enum(TRANSFER_KINDS).meta({ id: 'TransferKind' });

const transferAhead = z.object({ kind: transferKind, transferOn: day, amendBy: day, lastMeetingOn: day }).meta({ id: 'TransferAhead', description: 'The last day to amend before it, and the last meeting from which that is safe' });

const rowShape = {
  ref: z.string(),
  child: named,
  yearGroup: z.int().nullable(),
  setting: named.nullable(),
  owner: named.nullable(),
  team: z.string(),
  entry: z.int().meta({ description: 'Last journal entry' }),
  completeBy: day.nullable(),
  meetingOn: day.nullable().meta({ description: 'Of a meeting that is set and not held' }),
  heldOn: day.nullable(),
  decideBy: day.nullable(),
  earlyAskedOn: day.nullable().meta({ description: 'An early review asked for and not answered' }),
  underFive: z.object({ from: day, to: day }).nullable().meta({ description: 'Between which days guidance has a review of a child under five considered' }),
  age: z.object({ turns25On: day, endsOn: day, latestOn: day }).nullable().meta({ description: 'Of whoever is about 25: until when the plan may go on' }),
};
const reviewRow = z
  .object({ ...rowShape, step: reviewStep, stepBy: day.meta({ description: 'The last day for that step' }), transfer: transferAhead.nullable() } satisfies Record<keyof ReviewRow, z.ZodType>)
  .meta({ id: 'ReviewOfPlan' });
export const reviewPage = pageOf(reviewRow).meta({ id: 'ReviewPage' });

const whyThisDay = z.object({
  from: day,
  to: day,
  binds: z.enum(['complete', 'transfer']),
  completeBy: day,
  amendBy: day.nullable(),
  openDays: z.int(),
  freeDays: z.int(),
  week: z.object({ from: day, held: z.int(), most: z.int() }).nullable(),
  settingDay: z.object({ held: z.int(), most: z.int() }).nullable(),
  isKnownOpen: z.boolean(),
} satisfies Record<keyof WhyThisDay, z.ZodType>);

const proposalShape = {
  ref: z.string(),
  meetingOn: day.nullable().meta({ description: 'Null: every day there is, is full or closed' }),
  why: whyThisDay,
  infeasible: z.enum(['too-near', 'closed', 'full']).nullable().meta({ description: 'Why no day meets every limit; null where this one does' }),
  breaks: z.array(breakOfLimit).readonly(),
} satisfies Record<keyof Proposal, z.ZodType>;
const proposedDate = z
  .object({ ...proposalShape, child: named, setting: named.nullable(), owner: named.nullable(), entry: z.int() } satisfies Record<keyof ProposedDate, z.ZodType>)
  .meta({ id: 'ProposedDate', description: 'A day proposed for the review meeting of a plan that has none, and why this day' });
export const proposedPage = z.object({ today: day, items: z.array(proposedDate).readonly(), next: z.string().nullable() }).meta({ id: 'ProposedDates' });

export const reviewToDate = z
  .object({ today: day, review: reviewRow, proposal: z.object(proposalShape).nullable(), breaks: z.array(breakOfLimit).readonly().meta({ description: 'Limits that the date already set breaks' }) })
  .meta({ id: 'ReviewToDate' });

const lines = { kind: transferKind, transferOn: day, amendBy: day, breachOn: day, lastMeetingOn: day };
export const phaseBoards = z
  .object({ today: day, items: z.array(z.object({ ...lines, recorded: z.int(), done: z.int(), unrecorded: z.int() })).readonly() })
  .meta({ id: 'PhaseBoards', description: 'Every phase with a child in it, and how many' });

const moving = z.object({ ...rowShape, step: reviewStep.nullable(), stepBy: day.nullable(), transfer: transferAhead, doneOn: day.nullable() } satisfies Record<keyof TransferRow, z.ZodType>);
const unrecorded = z.object({
  ref: z.string(),
  child: named,
  bornOn: day,
  setting: named.nullable(),
  owner: named.nullable(),
  entry: z.int(),
  expected: z.object({ kind: transferKind, transferOn: day, yearGroup: z.int(), mayStay: z.boolean() }),
} satisfies Record<keyof Unrecorded, z.ZodType>);
export const phaseBoard = z
  .object({ today: day, board: z.object({ ...lines, recorded: z.array(moving).readonly(), unrecorded: z.array(unrecorded).readonly() } satisfies Record<keyof PhaseBoard, z.ZodType>).nullable() })
  .meta({ id: 'PhaseBoard', description: 'Null where nobody is in that phase' });

const load = z.object({ caseworker: z.string().nullable(), week: day, refs: z.array(z.string()).readonly() });
export const reviewFigures = z
  .object({
    today: day,
    months: z.array(day).readonly().meta({ description: 'First days of the months counted' }),
    events: z.array(z.object({ ref: z.string(), what: z.enum(REVIEW_EVENTS), on: day, owner: named.nullable(), setting: named.nullable() })).readonly(),
    weeks: z.array(day).readonly(),
    loads: z.array(load).readonly(),
    caseworkers: z.array(named).readonly(),
    capacity: z.object({ meetingsADay: z.int(), meetingsAWeek: z.int() }),
  })
  .meta({ id: 'ReviewFigures', description: 'Reviews due, held, decided and finalised, each by its plan: every count lists its plans' });

const review = z
  .object({
    plannedOn: day.nullable(),
    setBy: z.string().nullable(),
    byCouncil: z.boolean().meta({ description: 'The child attends no setting: the council holds it' }),
    invitedOn: day.nullable(),
    papersOn: day.nullable(),
    held: z.object({ on: day, occurrence: z.string() }).nullable(),
    reportOn: day.nullable(),
    decision: z.object({ decision: z.enum(['keep', 'amend', 'cease']), on: day }).nullable(),
    noticeOn: day.nullable(),
    ended: z.object({ by: z.enum(['amended-plan-issued', 'amendment-dropped']), on: day }).nullable(),
  } satisfies Record<keyof Review, z.ZodType>)
  .meta({ id: 'Review' });

const sentReport = z
  .object({
    commandId: z.string(),
    occurrence: z.string().meta({ description: 'Id of the meeting it reports' }),
    setting: named,
    form: reviewForm.meta({ id: 'ReviewForm', description: 'As it was sent' }),
    files: z.array(z.object({ ref: z.string(), name: z.string(), mediaType: z.string(), bytes: z.int(), givenAt: instant })).readonly(),
    sentAt: instant,
  } satisfies Record<keyof SentReport, z.ZodType>)
  .meta({ id: 'ReviewReport' });

export const reviewsOfPlan = z
  .object({ ref: z.string(), reviews: z.array(review).readonly(), reports: z.array(sentReport).readonly() })
  .meta({ id: 'ReviewsOfPlan', description: 'Every review, the one under way first; every report that was sent, latest first' });
