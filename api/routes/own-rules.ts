import { z } from 'zod';
import { civilDay } from '../../domain/facts/schema.js';
import { RULE_KINDS, RULE_SCHEMAS, type RuleKind } from '../../domain/own-rules.js';
import { STAGES } from '../../domain/stages.js';
import { route, type Route } from '../http/route.js';
import type { RuleRow } from '../rule-models.js';
import { day } from '../schemas.js';
import { previewSilence, saveRule, viewRule, viewRules } from '../use-cases/own-rules.js';

/** The council's own rules, each with every version of it. What is wrong with one that is sent, the use-case says: as for the page. */

const anyContent = z.union([RULE_SCHEMAS['delay-causes'], RULE_SCHEMAS['silence-norms'], RULE_SCHEMAS['staff-mail']]);
const causesSent = z.array(z.strictObject({ code: z.string().optional().meta({ description: 'Left out of a new one: made of its words' }), words: z.string(), retired: z.boolean().optional() }));
const SENT: Readonly<Record<RuleKind, z.ZodType>> = { ...RULE_SCHEMAS, 'delay-causes': causesSent };

const version = z
  .object({ number: z.int(), kind: z.enum(RULE_KINDS), content: anyContent, effectiveFrom: day, madeAt: z.string(), author: z.object({ ref: z.string(), name: z.string() }), note: z.string().nullable() })
  .meta({ id: 'RuleVersion' });

const WORDS: Readonly<Record<RuleKind, string>> = {
  'delay-causes': 'the causes of delay, in their order. One that has been given cannot be left out, but retired',
  'silence-norms': 'the calendar days without a fact after which a case is silent, by its stage; a stage left out never is',
  'staff-mail': 'when staff are written to: the time of the mail of the day, and quiet hours; null for none',
};

const ofKind = (kind: RuleKind): readonly Route[] => [
  route({
    method: 'get',
    path: `/rules/${kind}/versions`,
    may: 'rules.see',
    summary: `Every version of ${WORDS[kind].split(/[.;:]/)[0] ?? kind}, newest first, with its author and the day it takes effect`,
    response: { 200: { description: 'The versions', schema: z.array(version).readonly() } },
    handler: async ({ deps, caller }) => ({ status: 200, body: (await viewRule(deps, caller, kind)).versions.map(versionOut) }),
  }),
  route({
    method: 'post',
    path: `/rules/${kind}/versions`,
    may: 'rules.edit',
    summary: `Keep a new version, from today or a later day on, of ${WORDS[kind]}. \`after\`: number of the last version you had read, 0 for none`,
    request: {
      body: z.strictObject({ content: z.unknown(), effectiveFrom: civilDay, note: z.string().max(2_000).default(''), after: z.int().min(0) }),
      shownBody: z.strictObject({ content: SENT[kind], effectiveFrom: day, note: z.string().optional(), after: z.int().min(0) }),
    },
    response: { 201: { description: 'Kept', schema: z.object({ number: z.int() }) } },
    problems: ['invalid', 'changed-since'],
    handler: async ({ deps, caller, body }) => ({ status: 201, body: { number: await saveRule(deps, caller, { kind, ...body }) } }),
  }),
];

const versionOut = ({ number, kind, content, effectiveFrom, madeAt, author, note }: RuleRow) => ({ number, kind, content: content, effectiveFrom, madeAt, author, note });

export const ownRuleRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/rules',
    may: 'rules.see',
    summary: 'The council\'s own rules in force today: causes of delay, norms of silence, mail to staff',
    response: { 200: { description: 'The rules', schema: z.array(z.object({ kind: z.enum(RULE_KINDS), content: anyContent, version: z.int().nullable(), comesIn: version.nullable() })).readonly() } },
    handler: async ({ deps, caller }) => ({
      status: 200,
      body: (await viewRules(deps, caller)).map(({ kind, content, version: by, coming }) => ({ kind, content: content, version: by?.number ?? null, comesIn: coming === null ? null : versionOut(coming) })),
    }),
  }),
  ...RULE_KINDS.flatMap(ofKind),
  route({
    method: 'post',
    path: '/rules/silence-norms/preview',
    may: 'rules.edit',
    summary: 'How many open cases would be silent today by other norms, beside those by the norms in force, stage by stage; nothing is kept',
    request: { body: z.strictObject({ content: z.unknown() }), shownBody: z.strictObject({ content: SENT['silence-norms'] }) },
    response: { 200: { description: 'Counts of cases', schema: z.object({ items: z.array(z.object({ stage: z.enum(STAGES), asItIs: z.int(), changed: z.int() })).readonly() }) } },
    problems: ['invalid'],
    handler: async ({ deps, caller, body }) => ({ status: 200, body: { items: await previewSilence(deps, caller, body.content) } }),
  }),
];
