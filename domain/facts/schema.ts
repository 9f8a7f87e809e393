import { z } from 'zod';
import { isIsoDate } from '../dates/iso-date.js';
import { DUTY_CODES } from '../duty-codes.js';

/*
 * What the outside may say happened (docs/vocabulary.md section 2). The one description of a fact: types, API, OpenAPI, the
 * clock's input and the forms are read from it. Unknown fields are refused, so that a misspelt one is never silently lost.
 */

/** Days that anyone living can mean. Arithmetic on them stays within four-digit years. */
const isOfOurTime = (text: string): boolean => text >= '1900' && text < '2200';
const YEARS = { error: 'must be from the year 1900 to 2199', params: { code: 'out-of-range' } };

export const civilDay = z
  .string({ error: 'must be a date written as 2025-09-02' })
  .refine(isIsoDate, { error: 'must be a day that exists, written as 2025-09-02', params: { code: 'not-a-day' }, abort: true })
  .refine(isOfOurTime, YEARS)
  .meta({ id: 'CivilDay', format: 'date', description: 'A civil day in England' });

const instant = z.iso
  .datetime({ offset: true, local: true, error: 'must be a date and time, as 2025-09-06T10:00:00+01:00; without an offset it is read as English time' })
  .refine(isOfOurTime, YEARS)
  .meta({ description: 'A moment; without an offset it is what a clock in England showed' });

const reference = z
  .string({ error: 'must be a short reference' })
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,63}$/, { error: 'must be 1 to 64 letters, digits or . : / _ - (no spaces)' });
const words = z.string().trim().max(2000, { error: 'must be at most 2,000 characters' });
/** The reasons of a decision, as the family reads them. */
const longWords = z.string().trim().max(10_000, { error: 'must be at most 10,000 characters' });
const yesNo = z
  .union([z.enum(['yes', 'no']), z.boolean()], { error: 'must be "yes" or "no"' })
  .transform((answer) => answer === true || answer === 'yes');
const dutyCode = z.enum(DUTY_CODES, { error: 'must be the code of a duty, as issue-final-plan' });
const datesByDuty = z.partialRecord(dutyCode, civilDay);

const CHANNELS = ['by-hand', 'email', 'online', 'signed-for', 'first-class-post', 'phone'] as const;

const common = {
  id: reference.optional(),
  on: civilDay.optional(),
  decidedOn: civilDay.optional(),
  note: reference.optional(),
  evidence: z.union([reference, z.array(reference)]).optional(),
  recordedBy: reference.optional(),
  recordedAt: instant.optional(),
};
const incoming = { channel: z.enum(CHANNELS).optional(), receivedAt: instant.optional(), postedOn: civilDay.optional(), strictOn: civilDay.optional(), estimated: z.boolean().optional() };
const outgoing = { channel: z.enum(CHANNELS).optional(), sentAt: instant.optional(), servedOn: civilDay.optional(), emailConsent: yesNo.optional() };

const fact = <const T extends string, S extends z.ZodRawShape>(type: T, shape: S) => z.strictObject({ type: z.literal(type), ...common, ...shape });

export const ADVISER_ROLES = [
  'parent', 'head-teacher', 'early-years-lead', 'college-principal', 'health', 'educational-psychology', 'social-care',
  'sensory-teacher', 'adulthood', 'youth-justice', 'ministry-of-defence', 'other',
] as const;
export const ORDER_KINDS = [
  'assess', 'reassess', 'make-plan', 'remit', 'amend-contents', 'amend-placement', 'amend-both', 'continue',
  'continue-and-amend', 'dismiss-cease',
] as const;
export const GROUNDS = ['school-closed', 'early-years-closed', 'personal-circumstances', 'absent'] as const;
/** Why a plan is ended. @source Children and Families Act 2014 s 45(1) to (3); SEND Regulations 2014 regs 29, 30 */
export const CEASE_GROUNDS = ['no-longer-necessary', 'outcomes-achieved', 'out-of-education', 'not-responsible'] as const;
export const TRANSFER_KINDS = [
  'early-years', 'infant-junior', 'primary-middle', 'primary-secondary', 'middle-secondary', 'secondary-post16', 'post16-post16',
] as const;
const APPEALS = [
  'refusal-to-assess', 'refusal-to-issue', 'contents', 'placement', 'contents-and-placement', 'ceasing', 'refusal-to-reassess',
  'refusal-to-amend',
] as const;

const adviser = { adviser: reference };
const setting = { setting: reference };
const orderKind = z.enum(ORDER_KINDS);

const start = [
  fact('request-received', { ...incoming, by: z.enum(['parent', 'young-person', 'school', 'post-16']).optional() }),
  fact('came-to-attention', { ...incoming, by: z.enum(['health', 'social-care', 'other']).optional() }),
  fact('request-withdrawn', incoming),
  fact('moved-away', { to: reference.optional() }),
  fact('died', {}),
] as const;

const assessment = [
  fact('considering-notified', outgoing),
  fact('assessment-agreed', outgoing),
  fact('assessment-refused', { ...outgoing, under: z.enum(['reg-4', 'reg-5']).default('reg-4'), reason: longWords.optional() }),
  fact('partners-told', outgoing),
  fact('advice-requested', { ...outgoing, ...adviser, role: z.enum(ADVISER_ROLES), receivedOn: civilDay.optional() }),
  fact('advice-received', { ...incoming, ...adviser }),
  fact('advice-declined', { ...incoming, ...adviser, reason: words.optional() }),
  fact('advice-returned', { ...outgoing, ...adviser, reason: words.optional() }),
  fact('advice-reused', { ...adviser, consents: z.array(z.enum(['adviser', 'authority', 'family'])).optional() }),
  fact('advice-not-needed', adviser),
  fact('appointment-missed', adviser),
] as const;

/** Why a manager lets a text go out that fails a requirement of the law (`domain/audit/found.ts`). */
const final = { setting: reference.optional(), despite: longWords.optional() };

const plan = [
  fact('issue-agreed', outgoing),
  fact('issue-refused', { ...outgoing, reason: longWords.optional() }),
  fact('draft-plan-sent', outgoing),
  fact('representations-received', incoming),
  fact('representations-closed', incoming),
  fact('setting-consulted', { ...outgoing, ...setting }),
  fact('setting-answered', { ...incoming, ...setting, answer: z.enum(['yes', 'no', 'other']).optional() }),
  fact('final-plan-issued', { ...outgoing, ...final }),
  fact('provision-confirmed', {}),
] as const;

const exception = [
  fact('exception-recorded', {
    ground: z.enum(GROUNDS),
    from: civilDay.optional(),
    to: civilDay.optional(),
    closedFrom: civilDay.optional(),
    reopensOn: civilDay.optional(),
    steps: z.array(dutyCode).min(1, { error: 'must name at least one duty, as ["issue-final-plan"]' }),
    impracticalBecause: words.optional(),
    familyToldOn: civilDay.optional(),
  }),
] as const;

const dispute = [
  fact('mediation-requested', { ...incoming, health: yesNo.default(false) }),
  fact('health-told-of-mediation', outgoing),
  fact('mediation-arranged', { meetingOn: civilDay.optional(), place: words.optional() }),
  fact('mediation-certificate', {}),
  fact('mediation-agreed', { what: z.enum([...ORDER_KINDS, 'other']), party: z.enum(['authority', 'icb', 'both']).default('authority'), dates: datesByDuty.optional() }),
  fact('agreement-reported', incoming),
  fact('agreement-carried-out', {}),
  fact('appeal-lodged', { against: z.enum(APPEALS), sentToAuthorityOn: civilDay.optional() }),
  fact('appeal-answered', outgoing),
  fact('appeal-not-opposed', { what: orderKind }),
  fact('appeal-conceded', { what: orderKind }),
  fact('appeal-withdrawn', {}),
  fact('tribunal-order', { order: orderKind, sentOutOn: civilDay.optional(), dates: datesByDuty.optional() }),
  fact('recommendation-made', { dates: datesByDuty.optional() }),
  fact('recommendation-answered', outgoing),
  fact('reconsidered', outgoing),
] as const;

/** A setting arranges the review of its pupil, reg 20, unless this says that the council does: the child attends none. */
const arranged = { arrangedBy: z.enum(['setting', 'authority']).optional() };

const review = [
  fact('plan-made', {}),
  fact('review-date-set', { meetingOn: civilDay, ...arranged }),
  fact('review-list-sent', { ...outgoing, term: reference }),
  fact('review-invitations-sent', { ...outgoing, place: words.optional() }),
  fact('review-papers-circulated', outgoing),
  fact('review-meeting-held', arranged),
  fact('review-report-sent', outgoing),
  fact('review-decision-sent', { ...outgoing, decision: z.enum(['keep', 'amend', 'cease']), reason: longWords.optional() }),
  fact('amendment-notice-sent', outgoing),
  fact('amended-plan-issued', { ...outgoing, ...final }),
  fact('amendment-dropped', { ...outgoing, reason: longWords.optional() }),
  fact('early-review-requested', { ...incoming, by: z.enum(['parent', 'young-person', 'setting']).optional() }),
  fact('early-review-answered', { ...outgoing, answer: z.enum(['yes', 'no']), reason: longWords.optional() }),
] as const;

const life = [
  fact('phase-transfer-expected', { kind: z.enum(TRANSFER_KINDS), transferOn: civilDay }),
  fact('reassessment-requested', { ...incoming, by: z.enum(['parent', 'young-person', 'setting', 'icb']).optional(), lastAssessedOn: civilDay.optional() }),
  fact('reassessment-agreed', outgoing),
  fact('reassessment-refused', { ...outgoing, reason: longWords.optional() }),
  fact('reassessed-plan-issued', { ...outgoing, ...final }),
  fact('plan-left-unchanged', { ...outgoing, reason: longWords.optional() }),
  fact('cease-proposed', { ...outgoing, ground: z.enum(CEASE_GROUNDS).optional(), reason: longWords.optional() }),
  fact('cease-decided', { ...outgoing, ground: z.enum(CEASE_GROUNDS).optional(), reason: longWords.optional() }),
  fact('plan-ceased', { reason: reference.optional() }),
  fact('move-known', { movesOn: civilDay, to: reference.optional() }),
  fact('plan-transferred', { to: reference.optional(), from: reference.optional() }),
  fact('family-told-of-transfer', { ...outgoing, reassess: yesNo.optional() }),
] as const;

/** A quality audit: of what, why it was drawn, and what came of it. Grades are codes; what was found stands in its marking. */
const auditGrade = z.enum(['inadequate', 'requires-improvement', 'good', 'outstanding']);
const audit = [
  fact('audit-drawn', {
    audits: z.enum(['plan', 'draft', 'advice', 'review-report', 'case']),
    /** The record audited; `about`: of advice, the adviser whose it is. */
    of: reference,
    about: reference.optional(),
    framework: reference,
    why: z.enum(['sample', 're-audit', 'double', 're-mark', 'asked']),
    /** The day it is to begin on. */
    beginOn: civilDay.optional(),
    /** The audit that this one doubles, marks again or follows. */
    after: reference.optional(),
  }),
  /** `awaits`: the second marking that was not in then. */
  fact('audit-marked', { marking: reference, grade: auditGrade, awaits: reference.optional() }),
  fact('moderation-called', { other: reference }),
  /** The second marking came in and differs in nothing, or was taken back: the first waits for it no more. */
  fact('second-marking-settled', { other: reference }),
  fact('audit-moderated', { grade: auditGrade, marking: reference.optional() }),
  fact('findings-agreed', { auditAgainBy: civilDay.optional() }),
  fact('audit-action-set', { action: reference, owner: reference, dueOn: civilDay }),
  fact('audit-action-done', { action: reference }),
  fact('audited-again', { by: reference }),
  /** Drawn by mistake, or of something that cannot be audited after all: its words say why. */
  fact('audit-withdrawn', {}),
] as const;

/** An acknowledgement names the step of which ladder it answers; told without, as once it was, it is history and moves nothing. */
const work = [
  fact('owner-set', { owner: reference.optional() }),
  fact('contact-made', {}),
  fact('escalation-acknowledged', {
    promisedOn: civilDay.optional(),
    duty: dutyCode.optional(),
    subject: reference.optional(),
    occurrence: reference.optional(),
    rung: z.string().regex(/^[a-z0-9-]{1,40}$/, { error: 'must be the short code of a rung, as late-7' }).optional(),
    action: words.optional(),
  }),
] as const;

const NOT_A_FACT = 'must be a type of fact, as listed in docs/vocabulary.md section 2';

/** Every kind of fact but a correction. */
export const plainFact = z.discriminatedUnion('type', [...start, ...assessment, ...plan, ...exception, ...dispute, ...review, ...life, ...audit, ...work], {
  error: NOT_A_FACT,
});

/** Takes the named entry out of the derivation and puts the replacement, if any, in its place. */
export const correctionFact = fact('correction', {
  corrects: reference,
  replacement: plainFact.nullable().default(null),
  reason: words.optional(),
});

export const anyFact = z.discriminatedUnion('type', [...plainFact.options, correctionFact], {
  error: NOT_A_FACT,
});

/** The schema of one type of fact, for a form or a route that takes only it. */
export function factSchema(type: string): z.ZodObject | undefined {
  return anyFact.options.find((option) => option.shape.type.value === type);
}

/** In the order in which a process usually goes: facts of one day are read in this order. */
export const FACT_TYPES = anyFact.options.map((option) => option.shape.type.value);

/** Facts of quality audits: they follow from what is marked, agreed and done on pages of their own, and are typed in no form. */
export const AUDIT_FACT_TYPES: ReadonlySet<string> = new Set(audit.map((option) => option.shape.type.value));
