import { z } from 'zod';
import { AUDIT_KINDS, GRADES } from '../../domain/audit/framework.js';
import { judgedSchema, markingSchema } from '../../domain/audit/marking.js';
import { PANEL_VOICES, panelSaidSchema } from '../../domain/audit/panel.js';
import { THEMES } from '../../domain/audit/themes.js';
import { DUTY_CODES } from '../../domain/duty-codes.js';
import { AUDIT_STAGES } from '../../domain/stages.js';
import { AUDIT_STATES, AUDIT_WHYS, type AuditWhole, type MarkingKept } from '../audit-models.js';
import { route } from '../http/route.js';
import { AUDIT_REF } from '../refs.js';
import { day, named } from '../schemas.js';
import { actionSchema, agreeFindings, doAuditAction, doneSchema, findingsSchema, giveAudit, setAuditAction, withdrawAudit } from '../use-cases/audit-findings.js';
import { askForAudit, askForReMark, askSchema, auditDraw, auditDraws, drawAudits, drawSchema } from '../use-cases/audit-draws.js';
import { handInMarking, keepMarking } from '../use-cases/audit-marking.js';
import { readPanel, writePanel } from '../use-cases/audit-panel.js';
import { isDisputed, keepModeration, readModeration, settleModeration } from '../use-cases/audit-moderation.js';
import { auditList, readAudit, shownTo, type ReadAudit } from '../use-cases/audits.js';
import { COMMAND_PROBLEMS, commandAnswer, commandResponses, idempotencyHeader } from './command-answers.js';
import { cursor, pageSize } from './paging.js';

const kind = z.enum(AUDIT_KINDS);
const month = z.string();
const row = z.object({
  ref: z.string(), kind, why: z.enum(AUDIT_WHYS), of: z.object({ ref: z.string(), child: named }), adviser: named.nullable(), auditor: named.nullable(), beginsOn: day, month: month.nullable(),
  stage: z.enum(AUDIT_STAGES), due: z.object({ code: z.enum(DUTY_CODES), dueOn: day }).nullable(), grade: z.enum(GRADES).nullable(), score: z.number().nullable(), openActions: z.int(),
}).meta({ id: 'Audit' });
const drawnAudit = row.extend({ subject: z.string().meta({ description: 'What was drawn, as the draw names it' }), isBegun: z.boolean() }).meta({ id: 'DrawnAudit' });
const line = z.object({ criterion: z.string(), section: z.string(), answer: z.string(), points: z.number().nullable(), weight: z.number() });
const scored = z.object({
  lines: z.array(line).readonly(), sections: z.array(z.object({ section: z.string(), weight: z.number(), score: z.number().nullable() })).readonly(), score: z.number(), band: z.enum(GRADES),
  caps: z.array(z.object({ criterion: z.string(), at: z.enum(GRADES), because: z.string(), binds: z.boolean() })).readonly(), grade: z.enum(GRADES),
}).meta({ id: 'AuditScore', description: 'The grade with its whole derivation' });
const marking = z.object({ answers: markingSchema, judged: judgedSchema, saves: z.int(), handedInAt: z.string().nullable(), scored: scored.nullable() });
const finding = z.object({ ref: z.string(), criterion: z.string(), section: z.string(), theme: z.enum(THEMES), service: z.string().nullable(), words: z.string(), agreedBy: named, agreedAt: z.string() });
const action = z.object({
  ref: z.string(), finding: z.string().nullable(), theme: z.enum(THEMES).nullable(), service: z.string().nullable(), words: z.string(), training: z.boolean(), owner: named, dueOn: day, setBy: named,
  done: z.object({ on: day, by: named, words: z.string() }).nullable(),
});
const whole = row.extend({
  subject: z.string(), role: z.string().nullable(), textVersion: z.int().nullable(), framework: z.int(), after: z.string().nullable(), heldBy: named.nullable(),
  own: marking.nullable(), moderated: marking.nullable(), findings: z.array(finding).readonly(), actions: z.array(action).readonly(),
  suggestions: z.array(z.object({ key: z.string(), criterion: z.string(), section: z.string(), item: z.string().nullable(), rule: z.string(), found: z.string(), reason: z.string() })).readonly(),
}).meta({ id: 'WholeAudit' });

const markingOut = (kept: MarkingKept | null) => (kept === null ? null : { answers: { ...kept.answers }, judged: { ...kept.judged }, saves: kept.saves, handedInAt: kept.handedInAt, scored: kept.scored });
function wholeOut(read: ReadAudit) {
  const audit: AuditWhole = shownTo(read);
  return { ...audit, own: markingOut(audit.own), moderated: markingOut(audit.moderated), suggestions: read.suggestions.map(({ part: _part, ...one }) => one) };
}

const ofAudit = z.strictObject({ ref: z.string().regex(AUDIT_REF, { error: 'must be an audit’s reference' }) });
const ofAction = ofAudit.extend({ action: z.string().regex(/^X-[0-9A-Z]{1,16}$/) });
const list = z.strictObject({
  whose: z.enum(['mine', 'all'], { error: 'must be mine, or all that you may see' }).default('mine').meta({ description: 'mine, of no state: without what is closed' }),
  state: z.enum(AUDIT_STATES, { error: `must be one of ${AUDIT_STATES.join(', ')}` }).optional(),
  kind: z.enum(AUDIT_KINDS, { error: `must be one of ${AUDIT_KINDS.join(', ')}` }).optional(),
  cursor, limit: pageSize,
});
const saved = z.object({ saves: z.int().meta({ description: 'To be named as `after` by whoever saves next' }) });
const after = z.int({ error: 'must be the number of saves you had seen' }).min(0);
const handIn = z.strictObject({ after });
const panelVoice = z.object({
  voice: z.enum(PANEL_VOICES), number: z.int(), who: z.string().nullable(), writtenBy: named.nullable(), writtenAt: z.string().nullable(),
  answers: z.array(z.object({ question: z.string(), asks: z.string(), good: z.string(), law: z.string().nullable(), answer: z.string().nullable(), words: z.string(), beside: z.string().nullable() })).readonly(),
}).meta({ id: 'AuditPanelVoice' });
const panelSpoken = z.strictObject({ who: z.string({ error: 'must say who spoke' }).trim().min(1, { error: 'must say who spoke' }).max(200, { error: 'must be at most 200 characters' }), said: panelSaidSchema, after: z.int({ error: 'must be the number you had read' }).min(0) });

export const auditRoutes = [
  route({
    method: 'get', path: '/audits', may: 'audit.see',
    summary: 'Quality audits: one\'s own to mark and to act on, or all one may see; what is owed soonest first',
    request: { query: list },
    response: { 200: { description: 'A page of audits', schema: z.object({ items: z.array(row).readonly(), next: z.string().nullable() }) } },
    problems: ['invalid'],
    handler: async ({ deps, caller, query }) => ({ status: 200, body: await auditList(deps, caller, { ...query, state: query.state ?? null, kind: query.kind ?? null, cursor: query.cursor ?? null }) }),
  }),
  route({
    method: 'post', path: '/audits', may: 'audit.lead',
    summary: 'Have one thing audited, outside any draw',
    request: { headers: idempotencyHeader, body: askSchema.meta({ id: 'AuditAsked' }) },
    response: commandResponses, problems: [...COMMAND_PROBLEMS],
    handler: async ({ deps, caller, headers, body }) => {
      const outcome = await askForAudit(deps, caller, { ...body, commandId: headers['idempotency-key'] });
      return commandAnswer(outcome, `/api/audits/${outcome.caseRef}`);
    },
  }),
  route({
    method: 'get', path: '/audits/draws', may: 'audit.lead',
    summary: 'Months that were drawn, the latest first',
    response: { 200: { description: 'Draws', schema: z.object({ items: z.array(z.object({ kind, month, audits: z.int(), drawnBy: named, drawnAt: z.string() })).readonly() }) } },
    handler: async ({ deps, caller }) => ({ status: 200, body: { items: await auditDraws(deps, caller) } }),
  }),
  route({
    method: 'post', path: '/audits/draws', may: 'audit.lead',
    summary: 'Draw a month, once: what is audited, when each begins, who marks it, and why',
    request: { body: drawSchema.meta({ id: 'AuditDrawAsked' }) },
    response: { 201: { description: 'Drawn, as it is kept', schema: z.object({ kind, month, draws: z.array(z.looseObject({})).readonly(), notGiven: z.array(z.looseObject({})).readonly(), leftOut: z.array(z.looseObject({})).readonly() }) } },
    problems: ['invalid', 'already-settled'],
    handler: async ({ deps, caller, body }) => {
      const { draws, notGiven, leftOut, ...drawn } = await drawAudits(deps, caller, body);
      return { status: 201, body: { kind: drawn.kind, month: drawn.month, draws: draws.map((one) => ({ ...one })), notGiven: notGiven.map((one) => ({ ...one })), leftOut: leftOut.map((one) => ({ ...one })) } };
    },
  }),
  route({
    method: 'get', path: '/audits/draws/{kind}/{month}', may: 'audit.lead',
    summary: 'A month as it was drawn: its strata, what was drawn of each and with what chance, what was left out and why; and the audits it opened, as they stand today',
    request: { params: z.strictObject({ kind: z.string().max(20), month: z.string().max(7) }) },
    response: { 200: { description: 'The draw', schema: z.object({ draw: z.looseObject({}), drawnBy: named, drawnAt: z.string(), audits: z.array(drawnAudit).readonly() }) } },
    problems: ['not-found'],
    handler: async ({ deps, caller, params }) => {
      const { draw, drawnBy, drawnAt, audits } = await auditDraw(deps, caller, params.kind, params.month);
      return { status: 200, body: { drawnBy, drawnAt, draw: { ...draw }, audits } };
    },
  }),
  route({
    method: 'get', path: '/audits/{ref}', may: 'audit.see',
    summary: 'One audit: its answers with their evidence, the grade with its derivation, findings and actions',
    request: { params: ofAudit },
    response: { 200: { description: 'The audit', schema: whole } },
    problems: ['not-found'],
    handler: async ({ deps, caller, params }) => ({ status: 200, body: wholeOut(await readAudit(deps, caller, params.ref)) }),
  }),
  route({
    method: 'post', path: '/audits/{ref}/marking', may: 'audit.mark',
    summary: 'Keep a draft of one\'s answers, unfinished as it may be. It takes the place of the one before',
    request: { params: ofAudit, body: z.strictObject({ answers: markingSchema, judged: judgedSchema.default({}), after }).meta({ id: 'AuditMarking' }) },
    response: { 200: { description: 'Kept', schema: saved } },
    problems: ['not-found', 'invalid', 'not-yours-to-record', 'already-settled', 'changed-since'],
    handler: async ({ deps, caller, params, body }) => ({ status: 200, body: { saves: await keepMarking(deps, caller, { ref: params.ref, ...body }) } }),
  }),
  route({
    method: 'post', path: '/audits/{ref}/marking/hand-in', may: 'audit.mark',
    summary: 'Hand the answers in, for good: the grade follows from them. It is never typed',
    request: { params: ofAudit, headers: idempotencyHeader, body: handIn },
    response: commandResponses, problems: ['not-found', 'already-settled', ...COMMAND_PROBLEMS],
    handler: async ({ deps, caller, params, headers, body }) => commandAnswer(await handInMarking(deps, caller, { ref: params.ref, ...body, commandId: headers['idempotency-key'] }), `/api/audits/${params.ref}`),
  }),
  route({
    method: 'get', path: '/audits/{ref}/moderation', may: 'audit.lead',
    summary: 'Two markings of one thing beside each other, by criterion, and what was agreed so far',
    request: { params: ofAudit },
    response: { 200: { description: 'Both markings', schema: z.object({ first: z.object({ ref: z.string(), auditor: named.nullable(), answers: markingSchema }), second: z.object({ ref: z.string(), auditor: named.nullable(), answers: markingSchema }), agreed: markingSchema, disputed: z.array(z.string()).readonly(), saves: z.int() }) } },
    problems: ['not-found'],
    handler: async ({ deps, caller, params }) => {
      const both = await readModeration(deps, caller, params.ref);
      const { first, second, agreed, saves } = both;
      return { status: 200, body: { first: { ...first, answers: { ...first.answers } }, second: { ...second, answers: { ...second.answers } }, agreed: { ...agreed }, saves, disputed: both.framework.criteria.map(({ id }) => id).filter((id) => isDisputed(both, id)) } };
    },
  }),
  route({
    method: 'post', path: '/audits/{ref}/moderation', may: 'audit.lead',
    summary: 'Keep what the moderation meeting has agreed so far',
    request: { params: ofAudit, body: z.strictObject({ answers: markingSchema, after }) },
    response: { 200: { description: 'Kept', schema: saved } },
    problems: ['not-found', 'invalid', 'already-settled', 'changed-since'],
    handler: async ({ deps, caller, params, body }) => ({ status: 200, body: { saves: await keepModeration(deps, caller, { ref: params.ref, ...body }) } }),
  }),
  route({
    method: 'post', path: '/audits/{ref}/moderation/settlement', may: 'audit.lead',
    summary: 'End the moderation: the grade follows from what was agreed, and is that of both',
    request: { params: ofAudit, headers: idempotencyHeader, body: handIn },
    response: commandResponses, problems: ['not-found', 'already-settled', ...COMMAND_PROBLEMS],
    handler: async ({ deps, caller, params, headers, body }) => commandAnswer(await settleModeration(deps, caller, { ref: params.ref, ...body, commandId: headers['idempotency-key'] }), `/api/audits/${params.ref}`),
  }),
  route({
    method: 'get', path: '/audits/{ref}/panel', may: 'audit.see',
    summary: 'What a multi-agency panel said of an audited plan, voice by voice, beside what the auditor answered',
    request: { params: ofAudit },
    response: { 200: { description: 'Each voice with its questions', schema: z.object({ voices: z.array(panelVoice).readonly() }) } },
    problems: ['not-found'],
    handler: async ({ deps, caller, params }) => {
      const { voices } = await readPanel(deps, caller, params.ref);
      return { status: 200, body: { voices: voices.map(({ voice, words, answers }) => ({
        voice, number: words?.number ?? 0, who: words?.who ?? null, writtenBy: words?.writtenBy ?? null, writtenAt: words?.writtenAt ?? null,
        answers: answers.map(({ question: { id, asks, good, law }, said, beside }) => ({ question: id, asks, good, law, answer: said?.answer ?? null, words: said?.words ?? '', beside })),
      })) } };
    },
  }),
  route({
    method: 'post', path: '/audits/{ref}/panel/{voice}', may: 'audit.lead',
    summary: 'Write down what a voice of the panel said. What was written before stays; the latest counts',
    request: { params: ofAudit.extend({ voice: z.enum(PANEL_VOICES) }), body: panelSpoken.meta({ id: 'AuditPanelSpoken' }) },
    response: { 201: { description: 'Written down', schema: z.object({ number: z.int() }) } },
    problems: ['not-found', 'invalid', 'already-settled', 'changed-since'],
    handler: async ({ deps, caller, params, body }) => ({ status: 201, body: { number: await writePanel(deps, caller, { ...params, ...body }) } }),
  }),
  route({
    method: 'post', path: '/audits/{ref}/findings', may: 'audit.see',
    summary: 'Write down what was found wanting, as agreed, and by when it is audited again. For its auditor and whoever leads quality',
    request: { params: ofAudit, headers: idempotencyHeader, body: findingsSchema.meta({ id: 'AuditFindings' }) },
    response: commandResponses, problems: ['not-found', 'already-settled', ...COMMAND_PROBLEMS],
    handler: async ({ deps, caller, params, headers, body }) => commandAnswer(await agreeFindings(deps, caller, { ref: params.ref, ...body, commandId: headers['idempotency-key'] }), `/api/audits/${params.ref}`),
  }),
  route({
    method: 'post', path: '/audits/{ref}/actions', may: 'audit.see',
    summary: 'Give somebody something to do about it, by a day. For its auditor and whoever leads quality',
    request: { params: ofAudit, headers: idempotencyHeader, body: actionSchema.meta({ id: 'AuditAction' }) },
    response: commandResponses, problems: ['not-found', ...COMMAND_PROBLEMS],
    handler: async ({ deps, caller, params, headers, body }) => commandAnswer(await setAuditAction(deps, caller, { ref: params.ref, ...body, commandId: headers['idempotency-key'] }), `/api/audits/${params.ref}`),
  }),
  route({
    method: 'post', path: '/audits/{ref}/actions/{action}/done', may: 'audit.see',
    summary: 'Say that an action is done, and what was done. For its owner, the auditor and whoever leads quality',
    request: { params: ofAction, headers: idempotencyHeader, body: doneSchema },
    response: commandResponses, problems: ['not-found', 'already-settled', ...COMMAND_PROBLEMS],
    handler: async ({ deps, caller, params, headers, body }) => commandAnswer(await doAuditAction(deps, caller, { ...params, ...body, commandId: headers['idempotency-key'] }), `/api/audits/${params.ref}`),
  }),
  route({
    method: 'post', path: '/audits/{ref}/auditor', may: 'audit.lead',
    summary: 'Give an audit that is not marked yet to another auditor',
    request: { params: ofAudit, headers: idempotencyHeader, body: z.strictObject({ auditor: z.string().min(1, { error: 'must be chosen' }).max(64) }) },
    response: commandResponses, problems: ['not-found', 'already-settled', ...COMMAND_PROBLEMS],
    handler: async ({ deps, caller, params, headers, body }) => commandAnswer(await giveAudit(deps, caller, { ref: params.ref, ...body, commandId: headers['idempotency-key'] }), `/api/audits/${params.ref}`),
  }),
  route({
    method: 'post', path: '/audits/{ref}/re-mark', may: 'audit.lead',
    summary: 'Have the same auditor mark again what they marked, without seeing what they answered',
    request: { params: ofAudit, headers: idempotencyHeader },
    response: commandResponses, problems: ['not-found', 'already-settled', ...COMMAND_PROBLEMS],
    handler: async ({ deps, caller, params, headers }) => {
      const outcome = await askForReMark(deps, caller, { ref: params.ref, commandId: headers['idempotency-key'] });
      return commandAnswer(outcome, `/api/audits/${outcome.caseRef}`);
    },
  }),
  route({
    method: 'post', path: '/audits/{ref}/withdrawal', may: 'audit.lead',
    summary: 'Take an audit back, with the reason: drawn by mistake, or of something that cannot be audited',
    request: { params: ofAudit, headers: idempotencyHeader, body: z.strictObject({ why: z.string({ error: 'must say why' }).trim().min(1, { error: 'must say why' }).max(2000, { error: 'must be at most 2,000 characters' }) }) },
    response: commandResponses, problems: ['not-found', ...COMMAND_PROBLEMS],
    handler: async ({ deps, caller, params, headers, body }) => commandAnswer(await withdrawAudit(deps, caller, { ref: params.ref, ...body, commandId: headers['idempotency-key'] }), `/api/audits/${params.ref}`),
  }),
];
