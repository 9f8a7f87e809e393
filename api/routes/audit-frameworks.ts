import { z } from 'zod';
import { draftSchema } from '../../domain/audit/framework-draft.js';
import type { FrameworkChanges } from '../../domain/audit/framework-changes.js';
import { AUDIT_KINDS, GRADES } from '../../domain/audit/framework.js';
import { samplingSchema } from '../../domain/audit/sampling.js';
import type { Made } from '../audit-models.js';
import { route } from '../http/route.js';
import { named } from '../schemas.js';
import { compareFrameworks, draftSentSchema, inForceSchema, keepFrameworkDraft, putFrameworkInForce, viewDraft, viewFramework, viewFrameworks } from '../use-cases/audit-frameworks.js';
import { previewSampling, samplingSentSchema, setSampling, viewSampling } from '../use-cases/audit-sampling.js';

/** What quality is and how audits are sampled, version after version. */

const ofKind = z.strictObject({ kind: z.enum(AUDIT_KINDS, { error: `must be one of ${AUDIT_KINDS.join(', ')}` }) });
const ofVersion = ofKind.extend({ number: z.coerce.number().pipe(z.int({ error: 'must be the number of a version; 0 for the one Duly comes with' }).min(0)) });
const kind = z.enum(AUDIT_KINDS);
const made = z.object({ number: z.int(), madeBy: named.nullable(), madeAt: z.string().nullable(), why: z.string().nullable() });
const madeOut = ({ number, madeBy, madeAt, why }: Made) => ({ number, madeBy, madeAt, why });
const framework = draftSchema.meta({ id: 'AuditFramework', description: 'Sections, criteria with what good looks like, weights, caps and bands' });
const settings = z.looseObject({}).meta({ id: 'AuditSamplingSettings', description: 'How many a month, of what, and what is never drawn' });
const problem = z.object({ path: z.string(), message: z.string() });
const draft = z.object({ framework, saves: z.int(), basedOn: z.int(), begun: z.boolean(), savedBy: named.nullable(), savedAt: z.string().nullable(), problems: z.array(problem).readonly(), rulesUnheard: z.array(z.string()).readonly().meta({ description: 'Rules that would point out nothing: no criterion they speak to is left' }) });
const strata = z.array(z.object({ id: z.string(), values: z.array(z.string().nullable()).readonly(), size: z.int(), share: z.number(), aMonth: z.number(), least: z.int(), most: z.int(), overAll: z.number() })).readonly();
const volume = z.object({
  strata, months: z.array(z.object({ month: z.string(), drawn: z.number(), unfilled: z.number() })).readonly(), neverAudited: z.object({ now: z.number(), after: z.number() }),
  wholeStock: z.object({ atBest: z.number().nullable(), likely: z.number().nullable() }), load: z.object({ audits: z.number(), secondMarks: z.number(), eachAuditor: z.number().nullable() }),
});

const bandEnds = z.object({ from: z.int(), to: z.int() });
const { sections: { element: section }, criteria: { element: criterion } } = draftSchema.shape;
const change = { id: z.string(), kind: z.enum(['added', 'taken-out', 'changed']) };
const changes = z.object({
  kind, title: z.object({ before: z.string(), after: z.string() }).nullable(),
  sections: z.array(z.object({ ...change, before: section.nullable(), after: section.nullable(), fields: z.array(z.string()).readonly() })).readonly(),
  criteria: z.array(z.object({ ...change, before: criterion.nullable(), after: criterion.nullable(), fields: z.array(z.string()).readonly(), isSameQuestion: z.boolean() })).readonly(),
  bands: z.array(z.object({ grade: z.enum(GRADES), before: bandEnds, after: bandEnds })).readonly(),
  rules: z.object({ retired: z.array(z.string()).readonly(), back: z.array(z.string()).readonly() }),
  isReordered: z.boolean(),
  questions: z.object({ alike: z.array(z.string()).readonly(), otherwise: z.array(z.string()).readonly() }).meta({ description: 'Criteria of both: asked word for word alike, whose answers may be counted together, and asked otherwise, whose answers may not. Grades and scores of two versions are never compared' }),
}).meta({ id: 'AuditFrameworkChanges' });
const versionAsked = z.coerce.number().pipe(z.int({ error: 'must be the number of a version; 0 for the one Duly comes with' }).min(0)).optional();

/** As the outside reads it: copies, for what is kept is read only. */
const changesOut = ({ sections, criteria, ...rest }: FrameworkChanges) => ({
  ...rest, sections: sections.map((one) => ({ ...one })),
  criteria: criteria.map(({ before, after, ...one }) => ({ ...one, before: before === null ? null : criterion.parse(before), after: after === null ? null : criterion.parse(after) })),
});

export const auditFrameworkRoutes = [
  route({
    method: 'get', path: '/audits/frameworks', may: 'audit.see',
    summary: 'What quality is, by kind of audit: every version, the latest first, which is in force. Number 0 is the one Duly comes with',
    response: { 200: { description: 'Frameworks', schema: z.object({ items: z.array(z.object({ kind, title: z.string(), inForce: z.int(), versions: z.array(made).readonly(), draftSaves: z.int().nullable() })).readonly() }) } },
    handler: async ({ deps, caller }) => ({
      status: 200,
      body: {
        items: (await viewFrameworks(deps, caller)).map((one) => ({
          kind: one.kind, title: one.versions[0]?.framework.title ?? '', inForce: one.versions[0]?.number ?? 0, versions: one.versions.map(madeOut), draftSaves: one.draft.framework === null ? null : one.draft.saves,
        })),
      },
    }),
  }),
  route({
    method: 'get', path: '/audits/frameworks/{kind}/draft', may: 'audit.lead',
    summary: 'The draft of the next version, with what is wrong with it; where there is none, a copy of what is in force',
    request: { params: ofKind },
    response: { 200: { description: 'The draft', schema: draft } },
    handler: async ({ deps, caller, params }) => {
      const { framework: content, draft: { saves, savedBy, savedAt }, isBegun, inForce, problems, unheard } = await viewDraft(deps, caller, params.kind);
      return { status: 200, body: { framework: draftSchema.parse(content), saves, basedOn: inForce.number, begun: isBegun, savedBy, savedAt, problems, rulesUnheard: unheard } };
    },
  }),
  route({
    method: 'post', path: '/audits/frameworks/{kind}/draft', may: 'audit.lead',
    summary: 'Keep the draft, wrong as it may be, and hear what is wrong with it. Null throws it away. `after`: the saves you had seen',
    request: { params: ofKind, body: draftSentSchema, shownBody: z.strictObject({ framework: draftSchema.nullable(), after: z.int().min(0) }).meta({ id: 'AuditFrameworkDraft' }) },
    response: { 200: { description: 'Kept', schema: z.object({ saves: z.int(), problems: z.array(problem).readonly() }) } },
    problems: ['invalid', 'changed-since'],
    handler: async ({ deps, caller, params, body }) => ({ status: 200, body: await keepFrameworkDraft(deps, caller, { ...params, ...body }) }),
  }),
  route({
    method: 'get', path: '/audits/frameworks/{kind}/draft/changes', may: 'audit.lead',
    summary: 'What the draft would change of the version in force: what is added, taken out and asked otherwise, weights, limits, bands and rules',
    request: { params: ofKind },
    response: { 200: { description: 'The changes', schema: z.object({ basedOn: z.int(), saves: z.int(), changes }) } },
    handler: async ({ deps, caller, params }) => {
      const hand = await viewDraft(deps, caller, params.kind);
      return { status: 200, body: { basedOn: hand.inForce.number, saves: hand.draft.saves, changes: changesOut(hand.changes) } };
    },
  }),
  route({
    method: 'get', path: '/audits/frameworks/{kind}/changes', may: 'audit.see',
    summary: 'What one version changes against another. Without numbers: the one in force against the one before',
    request: { params: ofKind, query: z.strictObject({ from: versionAsked, to: versionAsked }) },
    response: { 200: { description: 'The changes', schema: z.object({ from: made, to: made, changes }) } },
    problems: ['invalid', 'not-found'],
    handler: async ({ deps, caller, params, query }) => {
      const compared = await compareFrameworks(deps, caller, params.kind, { from: query.from ?? null, to: query.to ?? null });
      return { status: 200, body: { from: madeOut(compared.from), to: madeOut(compared.to), changes: changesOut(compared.changes) } };
    },
  }),
  route({
    method: 'get', path: '/audits/frameworks/{kind}/{number}', may: 'audit.see',
    summary: 'One version, whole and for good',
    request: { params: ofVersion },
    response: { 200: { description: 'The version', schema: made.extend({ kind, inForce: z.boolean(), framework }) } },
    problems: ['not-found'],
    handler: async ({ deps, caller, params }) => {
      const version = await viewFramework(deps, caller, params.kind, params.number);
      return { status: 200, body: { ...madeOut(version), kind: version.kind, inForce: version.isInForce, framework: draftSchema.parse(version.framework) } };
    },
  }),
  route({
    method: 'post', path: '/audits/frameworks/{kind}', may: 'audit.lead',
    summary: 'Put the draft in force as the next version, for audits that begin from now on. Refused with everything that is wrong with it',
    request: { params: ofKind, body: inForceSchema },
    response: { 201: { description: 'In force', schema: z.object({ number: z.int() }) } },
    problems: ['invalid', 'changed-since'],
    handler: async ({ deps, caller, params, body }) => ({ status: 201, body: { number: await putFrameworkInForce(deps, caller, { ...params, ...body }) } }),
  }),
  route({
    method: 'get', path: '/audits/sampling/{kind}', may: 'audit.see',
    summary: 'How a kind of audit is sampled: every version, the latest first. The seed is told to whoever leads quality alone',
    request: { params: ofKind },
    response: { 200: { description: 'Settings', schema: z.object({ kind, versions: z.array(made.extend({ settings: settings.nullable() })).readonly() }) } },
    handler: async ({ deps, caller, params }) => {
      const { versions, ...of } = await viewSampling(deps, caller, params.kind);
      return { status: 200, body: { kind: of.kind, versions: versions.map((one) => ({ ...madeOut(one), settings: one.content === null ? null : { ...one.content } })) } };
    },
  }),
  route({
    method: 'post', path: '/audits/sampling/{kind}', may: 'audit.lead',
    summary: 'Keep a new version, for months that are not drawn yet. Null: not sampled any more. `after`: number of the last version you had seen, 0 for none',
    request: { params: ofKind, body: samplingSentSchema, shownBody: samplingSentSchema.extend({ settings: samplingSchema.nullable() }).meta({ id: 'AuditSampling' }) },
    response: { 201: { description: 'Kept', schema: z.object({ number: z.int() }) } },
    problems: ['invalid', 'changed-since'],
    handler: async ({ deps, caller, params, body }) => ({ status: 201, body: { number: await setSampling(deps, caller, { ...params, ...body }) } }),
  }),
  route({
    method: 'post', path: '/audits/sampling/{kind}/preview', may: 'audit.lead',
    summary: 'What settings would come to over a year, were the stock to stay as it is; nothing is kept',
    request: { params: ofKind, body: z.strictObject({ settings: z.unknown() }), shownBody: z.strictObject({ settings: samplingSchema }) },
    response: { 200: { description: 'Expected numbers', schema: volume } },
    problems: ['invalid'],
    handler: async ({ deps, caller, params, body }) => ({ status: 200, body: await previewSampling(deps, caller, params.kind, body.settings) }),
  }),
];
