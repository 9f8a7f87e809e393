import { z } from 'zod';
import { adviceForm } from '../domain/advice/form.js';
import { isIsoDate, type IsoDate } from '../domain/dates/iso-date.js';
import type { Instant } from '../domain/dates/london.js';
import type { ClockAnswer } from '../domain/clock.js';
import type { Duty } from '../domain/duty.js';
import { DUTY_CODES } from '../domain/duty-codes.js';
import type { Fact, FactType } from '../domain/facts/fact.js';
import { ADVISER_ROLES, FACT_TYPES } from '../domain/facts/schema.js';
import type { NextStep } from '../domain/next-steps.js';
import type { Stage } from '../domain/stages.js';
import { PANEL_DECISIONS, PANEL_QUESTIONS, PANEL_VOTES } from '../domain/panel.js';
import { REVIEW_LIMITS } from '../domain/review-year/limits.js';
import { ROLES } from '../domain/settings.js';
import type { Unreached } from '../domain/tell/people.js';
import { SERVICES, type AdviceAsked, type DocumentOfCase, type PersonOfChild, type SaidCause } from './read-models.js';

/** The shapes of answers. What a schema does not name does not leave the API. */

export const day = z.custom<IsoDate>((text) => typeof text === 'string').meta({ id: 'Day', type: 'string', format: 'date', description: 'A civil day in England', example: '2026-01-20', override: { type: 'string', format: 'date' } });
export const instant = z.custom<Instant>((text) => typeof text === 'string').meta({ id: 'Instant', description: 'A moment, in UTC', override: { type: 'string', format: 'date-time' } });
const stage = z.custom<Stage>((text) => typeof text === 'string').meta({ id: 'Stage', description: 'Where the record stands', override: { type: 'string' }, example: 'assessing' });
const factType = z.custom<FactType>((text) => typeof text === 'string').meta({ id: 'FactType', override: { type: 'string', enum: FACT_TYPES } });
const role = z.enum(ROLES).meta({ id: 'Role' });
const dutyCode = z.enum(DUTY_CODES).meta({ id: 'DutyCode' });

/** A civil day asked for in a query. */
export const askedDay = z
  .string()
  .refine(isIsoDate, { error: 'must be a day that exists, written as 2025-09-02' })
  .transform((text) => text)
  .meta({ override: { type: 'string', format: 'date' } });

export const named = z.object({ ref: z.string(), name: z.string() }).meta({ id: 'Named' });

const reason = z.object({ fact: z.string(), on: day, rule: z.string(), gives: day }).meta({ id: 'Reason', description: 'One step of a derivation' });

const outcome = z.enum(['pending', 'in-time', 'late', 'late-excused', 'not-owed', 'open', 'respected', 'breached']).meta({ id: 'Outcome' });

const dutyShape = {
  code: dutyCode,
  subject: z.string().nullable(),
  occurrence: z.string(),
  shape: z.enum(['deadline', 'window']),
  kind: z.enum(['statutory', 'guidance', 'local']),
  by: z.enum(['authority', 'adviser', 'setting', 'icb']),
  dueOn: day,
  actBy: day.nullable(),
  notBefore: day.nullable(),
  outcome,
  doneOn: day.nullable(),
  stoppedOn: day.nullable(),
  daysLate: z.int(),
  excusedDays: z.int(),
  law: z.string(),
  because: z.array(reason).readonly(),
  alsoCounted: z.array(z.object({ basis: z.string(), dueOn: day })).readonly(),
  exceptions: z.array(z.object({ ground: z.string(), qualifies: z.boolean(), why: z.string() })).readonly(),
} satisfies Record<keyof Duty, z.ZodType>; // a field more in the law is a field more here
export const duty = z.object(dutyShape).meta({ id: 'Duty', description: 'Something owed by a day, or a window to leave open, with its derivation' });
export const caseDuty = z.object({ ...dutyShape, subjectName: z.string().nullable() }).meta({ id: 'CaseDuty' });

export const agendaItem = z
  .object({ on: day, at: instant, act: z.enum(['remind', 'tell', 'escalate', 'note-breach', 'close-window', 'ask-for-confirmation', 'digest']), duty: dutyCode, subject: z.string().nullable(), occurrence: z.string(), rung: z.string(), to: role.nullable() })
  .meta({ id: 'AgendaItem' });

const warning = z.object({ code: z.string(), message: z.string() }).meta({ id: 'Warning' });

/** A recorded fact; its other fields are those of its type, as ClockInput has them. */
export const fact = z
  .custom<Fact>((value) => typeof value === 'object' && value !== null)
  .meta({
    id: 'Fact',
    description: 'A recorded fact: its other fields are those of its type, as ClockInput has them. Free text is replaced by the reference of a note.',
    override: { type: 'object', properties: { id: { type: 'string' }, type: { type: 'string', enum: FACT_TYPES }, on: { type: 'string', format: 'date' } }, required: ['id', 'type', 'on'], additionalProperties: true },
  });

const permissions = z.array(z.object({ code: z.string(), until: day })).readonly();

export const clockAnswer = z
  .object({
    today: day,
    rulePacks: z.array(z.string()).readonly(),
    facts: z.array(fact).readonly(),
    duties: z.array(duty).readonly(),
    agenda: z.array(agendaItem).readonly(),
    permissions,
    warnings: z.array(warning).readonly(),
  } satisfies Record<keyof ClockAnswer, z.ZodType>)
  .meta({ id: 'ClockAnswer' });

const nextDuty = z
  .object({ code: dutyCode, subject: z.string().nullable(), subjectName: z.string().nullable(), occurrence: z.string(), kind: dutyShape.kind, dueOn: day, actBy: day.nullable(), outcome, daysLate: z.int(), law: z.string(), because: dutyShape.because })
  .meta({ id: 'NextDuty' });

const waits = z
  .object({ sinceRequest: z.int(), statutory: z.int(), withOwner: z.int().nullable() })
  .meta({ id: 'Waits', description: 'Calendar days: the family\'s, the law\'s, and the present owner\'s. None resets but the last, at a handover' });

const workListRow = z
  .object({
    ref: z.string(),
    child: named,
    yearGroup: z.int().nullable(),
    stage: stage.nullable(),
    owner: named.nullable(),
    team: z.string(),
    next: nextDuty.nullable(),
    countLate: z.int(),
    receivedOn: day.nullable(),
    waits: waits.nullable(),
    entry: z.int().meta({ description: 'Last journal entry' }),
  })
  .meta({ id: 'WorkListRow' });

/** A limit that a review's date would break, and the day or number that says so. */
export const breakOfLimit = z
  .object({ limit: z.enum(REVIEW_LIMITS), firstOn: day.optional(), lastOn: day.optional(), completeBy: day.optional(), amendBy: day.optional(), from: day.optional(), to: day.optional(), held: z.int().optional(), most: z.int().optional() })
  .meta({ id: 'BreakOfLimit' });

/** A page of a list; `next` is the cursor of the page after it. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item).readonly(), next: z.string().nullable() });

export const workListPage = pageOf(workListRow).meta({ id: 'WorkListPage' });

export const adviser = z
  .object({ ref: z.string(), name: z.string(), role: z.enum(ADVISER_ROLES), service: z.enum(SERVICES).nullable(), staff: z.string().nullable() })
  .meta({ id: 'Adviser' });
export const setting = z.object({ ref: z.string(), name: z.string(), kind: z.string() }).meta({ id: 'Setting' });

const actDone = z.object({ act: agendaItem.shape.act, duty: dutyCode, subject: z.string().nullable(), occurrence: z.string(), rung: z.string(), to: role.nullable() });

const historyEntry = z
  .object({
    entry: z.int(),
    kind: z.enum(['fact', 'act']),
    recordedAt: instant,
    recordedBy: named.nullable(),
    fact: fact.nullable(),
    act: actDone.nullable(),
    noted: z.object({ type: z.string(), about: z.record(z.string(), z.unknown()) }).nullable(),
    correctedBy: z.int().nullable(),
    notes: z.array(z.object({ ref: z.string(), field: z.string(), text: z.string() })).readonly(),
    subjectName: z.string().nullable(),
  })
  .meta({ id: 'HistoryEntry' });
export const historyPage = pageOf(historyEntry).meta({ id: 'HistoryPage' });

const commandBase = { id: z.string(), caseRef: z.string(), actor: z.string(), sentAt: instant, types: z.array(factType).readonly() };
export const commandStatus = z
  .discriminatedUnion('state', [
    z.object({ ...commandBase, state: z.literal('pending') }),
    z.object({ ...commandBase, state: z.literal('awaiting-second-person') }),
    z.object({ ...commandBase, state: z.literal('recorded'), entry: z.int(), facts: z.array(fact).readonly() }),
    z.object({ ...commandBase, state: z.literal('refused'), code: z.string(), sentence: z.string(), law: z.string(), notBefore: day.nullable() }),
    z.object({ ...commandBase, state: z.literal('declined') }),
  ])
  .meta({ id: 'CommandStatus' });
const pendingCommand = z.object({ ...commandBase, state: z.enum(['pending', 'awaiting-second-person', 'recorded', 'refused', 'declined']) }).meta({ id: 'PendingCommand' });

const step = z.custom<NextStep>((value) => typeof value === 'object' && value !== null);
export const offeredStep = z
  .intersection(step, z.object({ may: z.boolean(), needsPanelOrManager: z.boolean() }))
  .meta({
    id: 'OfferedStep',
    override: {
      type: 'object',
      properties: { type: { type: 'string', enum: FACT_TYPES }, subjects: { type: 'array', items: { type: 'string' } }, notBefore: { type: 'string', format: 'date' }, may: { type: 'boolean' }, needsPanelOrManager: { type: 'boolean' } },
      required: ['type', 'may', 'needsPanelOrManager'],
    },
  });

const UNREACHED = ['withheld', 'no-parental-responsibility', 'young-person-decides', 'representative-decides', 'no-address', 'shares-address', 'nobody-known'] as const satisfies readonly Unreached['why'][];
const personOfChild = z
  .object({
    ref: z.string(),
    name: z.string(),
    relation: z.string(),
    hasParentalResponsibility: z.boolean(),
    contactable: z.boolean(),
    hasCare: z.boolean(),
    speaksFor: z.enum(['nobody', 'chosen', 'appointed']),
    writtenTo: z.enum(['email', 'letter']).nullable(),
    notWrittenTo: z.enum(UNREACHED).nullable(),
    addressProtected: z.boolean(),
    language: z.string().nullable(),
    interpreter: z.boolean(),
    largePrint: z.boolean(),
  } satisfies Record<keyof PersonOfChild, z.ZodType>)
  .meta({ id: 'PersonOfChild', description: 'How somebody in the child\'s life may be written to' });

const adviceAsked = z
  .object({
    adviser,
    occurrence: z.string(),
    askedOn: day,
    dueOn: day,
    outcome,
    daysLate: z.int(),
    answer: z.enum(['advice-received', 'advice-declined', 'advice-reused', 'advice-not-needed']).nullable(),
    answeredOn: day.nullable(),
    returnedOn: day.nullable(),
    expectedOn: day.nullable(),
    heldBy: z.string().nullable(),
    remindedOn: day.nullable(),
  } satisfies Record<keyof AdviceAsked, z.ZodType>)
  .meta({ id: 'AdviceAsked', description: 'One request for advice and what became of it' });

const documentOfCase = z
  .object({ ref: z.string(), kind: z.string(), name: z.string(), mediaType: z.string(), bytes: z.int(), givenBy: z.string(), givenAt: instant, toRecord: z.object({ post: z.string(), fact: z.string() }).nullable() } satisfies Record<keyof DocumentOfCase, z.ZodType>)
  .meta({ id: 'DocumentOfCase' });

const saidCause = z
  .object({ entry: z.int(), duty: dutyCode, subject: z.string().nullable(), occurrence: z.string(), cause: z.string(), text: z.string().nullable(), on: day, by: named } satisfies Record<keyof SaidCause, z.ZodType>)
  .meta({ id: 'CauseOfDelay', description: 'Why a step is late, for learning. It excuses nothing' });

const caseKind = z.enum(['assessment', 'reassessment', 'plan', 'audit']);

export const caseView = z
  .object({
    ref: z.string(),
    kind: caseKind,
    stage: stage.nullable(),
    outcome: z.string().nullable(),
    entry: z.int().meta({ description: 'Last journal entry: send it back as ifEntry to be told of what somebody else recorded meanwhile' }),
    child: z.object({ ref: z.string(), name: z.string(), bornOn: day.nullable(), upn: z.string().nullable(), councilReference: z.string().nullable(), yearGroup: z.int().nullable(), setting: named.nullable() }),
    people: z.array(personOfChild).readonly(),
    advisers: z.array(adviser).readonly(),
    settings: z.array(setting).readonly(),
    owner: named.nullable(),
    team: named,
    restricted: z.boolean(),
    receivedOn: day.nullable(),
    waits: waits.nullable(),
    others: z.array(z.object({ ref: z.string(), kind: caseKind, stage: stage.nullable(), isOpen: z.boolean() })).readonly().meta({ description: 'The child’s other records: the plan that followed, the assessment before' }),
    advice: z.array(adviceAsked).readonly(),
    documents: z.array(documentOfCase).readonly(),
    today: day,
    duties: z.array(caseDuty).readonly(),
    causes: z.array(saidCause).readonly(),
    agenda: z.array(agendaItem).readonly(),
    permissions,
    warnings: z.array(warning).readonly(),
    nextSteps: z.array(offeredStep).readonly(),
    pending: z.array(pendingCommand).readonly(),
    latest: z.array(historyEntry).readonly(),
  })
  .meta({ id: 'Case' });

const adviceRequest = z
  .object({
    caseRef: z.string(),
    occurrence: z.string(),
    adviser,
    holder: named.nullable(),
    expectedOn: day.nullable(),
    child: z.object({ ref: z.string(), name: z.string(), bornOn: day.nullable(), setting: named.nullable() }),
    requestedOn: day,
    dueOn: day,
    actBy: day.nullable(),
    outcome,
    daysLate: z.int(),
    law: z.string(),
    because: dutyShape.because,
    answeredOn: day.nullable(),
  })
  .meta({ id: 'AdviceRequest' });
export const advicePage = pageOf(adviceRequest).meta({ id: 'AdvicePage' });

export const adviceWhole = z
  .object({
    request: adviceRequest,
    open: z.boolean(),
    version: z.int().meta({ description: 'Of the draft; 0 where nothing is written yet' }),
    form: adviceForm.meta({ id: 'AdviceForm', description: 'As last saved, or as sent' }),
    problems: z.array(z.object({ path: z.string(), kind: z.enum(['missing', 'weak']), code: z.string(), found: z.string().nullable() })).readonly(),
    fate: z.enum(['asked', 'returned', 'received', 'declined', 'reused', 'not-needed', 'used']).nullable(),
    reason: z.string().nullable().meta({ description: 'Why it was returned or declined' }),
    acceptedOn: day.nullable(),
    files: z.array(z.object({ ref: z.string(), name: z.string(), mediaType: z.string(), bytes: z.int() })).readonly(),
  })
  .meta({ id: 'AdviceWhole' });

export const figures = z
  .object({ on: day, figures: z.array(z.object({ code: z.string(), stage: stage.nullable(), count: z.int(), cases: z.array(z.string()).readonly() })).readonly() })
  .meta({ id: 'Figures', description: 'Every count lists its cases' });

export const caseDuties = z.object({ on: day, duties: z.array(caseDuty).readonly() });

export const recorded = z
  .object({ commandId: z.string(), caseRef: z.string(), entry: z.int(), facts: z.array(fact).readonly() })
  .meta({ id: 'Recorded', description: 'Facts in the journal, the last of them at this entry' });
export const accepted = z
  .object({ commandId: z.string(), caseRef: z.string(), state: z.enum(['pending', 'awaiting-second-person']), status: z.string() })
  .meta({ id: 'Accepted', description: 'Taken, and not yet recorded; the address says what became of it' });

export const sessionAnswer = z
  .object({
    mode: z.enum(['demo', 'production']),
    csrfToken: z.string(),
    person: z.object({ ref: z.string(), name: z.string(), roles: z.array(role).readonly(), team: z.string().nullable(), service: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'Session' });

export const panelRow = z.object({ ref: z.string(), meetsOn: day, name: z.string(), team: z.string(), teamRef: z.string(), items: z.int(), decided: z.int() }).meta({ id: 'Panel' });

export const panelSheet = panelRow
  .omit({ items: true, decided: true })
  .extend({
    items: z
      .array(
        z.object({
          number: z.int(),
          caseRef: z.string(),
          question: z.enum(PANEL_QUESTIONS),
          decision: z.enum(PANEL_DECISIONS).nullable(),
          reason: z.string().nullable(),
          decidedAt: z.string().nullable(),
          decidedBy: z.string().nullable(),
          child: z.string().nullable(),
          bornOn: day,
          setting: z.string().nullable(),
          stage: z.string().nullable(),
          receivedOn: day.nullable(),
          owner: z.string().nullable(),
          dueOn: day.nullable(),
          law: z.string().nullable(),
          advice: z.array(z.object({ name: z.string(), role: z.string(), on: day })).readonly(),
          votes: z.array(z.object({ name: z.string(), vote: z.enum(PANEL_VOTES) })).readonly(),
        }),
      )
      .readonly(),
  })
  .meta({ id: 'PanelSheet' });
