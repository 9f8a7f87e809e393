import { z } from 'zod';
import { auditsBehind } from '../../domain/audit/learning-report.js';
import type { LearningTable } from '../../domain/audit/learning/cells.js';
import { AUDIT_KINDS, GRADES } from '../../domain/audit/framework.js';
import { AUDITED_SERVICES, THEMES } from '../../domain/audit/themes.js';
import { route } from '../http/route.js';
import { POINT_REF } from '../refs.js';
import { day, named } from '../schemas.js';
import { readBehind, readLearning, readOfficers, type LearningRead } from '../use-cases/audit-learning.js';
import { changePoint, makePoint, pointSchema, readPoint } from '../use-cases/learning-points.js';

/** What audits taught. The learning report and the board's page are one shape. */

const cell = z.object({
  value: z.number().nullable(), unit: z.string(), of: z.number().nullable(), percent: z.number().nullable().meta({ description: 'Of `of`, from 20 on; of fewer the counts are told alone' }),
  range: z.object({ from: z.number(), to: z.number() }).nullable().meta({ description: 'Interval of 95%' }), word: z.string().nullable(), opens: z.boolean(),
});
const name = z.looseObject({ kind: z.string() });
const table = z.object({
  id: z.string(), columns: z.array(z.string()).readonly(), rows: z.array(z.object({ id: z.string(), name: z.array(name).readonly(), cells: z.array(cell).readonly() })).readonly(),
  notes: z.array(z.object({ code: z.string(), count: z.int() })).readonly(),
}).meta({ id: 'LearningTable' });
const report = z.object({ period: z.object({ kind: z.enum(['quarter', 'month']), id: z.string(), from: day, to: day }), on: day.meta({ description: 'As known at the end of this day' }), tables: z.array(table).readonly() }).meta({ id: 'LearningReport' });

const tableOut = ({ id, columns, rows, notes }: LearningTable) => ({
  id, columns, notes,
  rows: rows.map((row) => ({ id: row.id, name: row.name.map((part) => ({ ...part })), cells: row.cells.map(({ audits, ...of }) => ({ ...of, opens: audits.length > 0 })) })),
});
const reportOut = ({ period, on, tables }: LearningRead) => ({ period, on, tables: tables.map(tableOut) });

const ofPoint = z.strictObject({ ref: z.string().regex(POINT_REF, { error: 'must be a learning point’s reference' }) });
const point = z.object({ ref: z.string(), number: z.int(), theme: z.enum(THEMES), service: z.enum(AUDITED_SERVICES), words: z.string(), trainingOn: day.nullable(), saidOn: day, isWithdrawn: z.boolean(), by: named, at: z.string() }).meta({ id: 'LearningPoint' });

export const learningRoutes = [
  route({
    method: 'get', path: '/audits/learning', may: 'audit.learn',
    summary: 'A quarter’s learning report: grades, criteria, themes, actions and their effect, agreement. Like with like only; `quarter` as 2026-Q4, this one where left out',
    request: { query: z.strictObject({ quarter: z.string().max(20).default('') }) },
    response: { 200: { description: 'The report', schema: report } },
    problems: ['invalid'],
    handler: async ({ deps, caller, query }) => ({ status: 200, body: reportOut(await readLearning(deps, caller, 'quarter', query.quarter)) }),
  }),
  route({
    method: 'get', path: '/audits/board', may: 'audit.learn',
    summary: 'A month’s quality of plans for the board, short; `month` as 2026-11, this one where left out',
    request: { query: z.strictObject({ month: z.string().max(20).default('') }) },
    response: { 200: { description: 'The page', schema: report } },
    problems: ['invalid'],
    handler: async ({ deps, caller, query }) => ({ status: 200, body: reportOut(await readLearning(deps, caller, 'month', query.month)) }),
  }),
  route({
    method: 'get', path: '/audits/learning/audits', may: 'audit.learn',
    summary: 'The audits behind a figure of either report, as far as its reader may open them',
    request: { query: z.strictObject({ period: z.string().max(20), table: z.string().max(60), row: z.string().max(200), column: z.string().max(60) }) },
    response: { 200: { description: 'Audits', schema: z.object({ total: z.int(), items: z.array(z.object({ ref: z.string(), kind: z.enum(AUDIT_KINDS), of: z.object({ ref: z.string(), child: named }), grade: z.enum(GRADES).nullable() })).readonly() }) } },
    problems: ['not-found', 'invalid'],
    handler: async ({ deps, caller, query: { period, ...figure } }) => {
      const { tables, audits } = await readBehind(deps, caller, period, figure);
      return { status: 200, body: { total: auditsBehind(tables, figure)?.length ?? 0, items: audits.map(({ ref, kind, of, grade }) => ({ ref, kind, of, grade })) } };
    },
  }),
  route({
    method: 'get', path: '/audits/officers', may: 'audit.officers',
    summary: 'Grades by caseworker over a year: one’s own, and a team manager’s of the team. Nobody else reads them',
    response: { 200: { description: 'Grades', schema: z.object({
      from: day, to: day, officers: z.array(named).readonly(),
      grades: z.array(z.object({ kind: z.enum(AUDIT_KINDS), framework: z.int(), officer: z.string().nullable(), of: z.int(), grades: z.object({ inadequate: z.int(), 'requires-improvement': z.int(), good: z.int(), outstanding: z.int() }), audits: z.array(z.string()).readonly() })).readonly(),
    }) } },
    handler: async ({ deps, caller }) => {
      const { from, to, officers, grades } = await readOfficers(deps, caller);
      return { status: 200, body: { from, to, officers, grades: grades.flatMap(({ kind, number, rows }) => rows.map(({ id, figure }) => ({ kind, framework: number, officer: id, of: figure.of, grades: figure.grades, audits: figure.audits }))) } };
    },
  }),
  route({
    method: 'post', path: '/audits/learning/points', may: 'audit.lead',
    summary: 'Make a learning point: what a service is to learn of a theme, and the day of the training offered with it',
    request: { body: pointSchema.meta({ id: 'LearningPointSent' }) },
    response: { 201: { description: 'Made', schema: z.object({ ref: z.string() }) } },
    problems: ['invalid'],
    handler: async ({ deps, caller, body }) => ({ status: 201, body: { ref: await makePoint(deps, caller, body) } }),
  }),
  route({
    method: 'get', path: '/audits/learning/points/{ref}', may: 'audit.learn',
    summary: 'A learning point with all its versions, newest first',
    request: { params: ofPoint },
    response: { 200: { description: 'Versions', schema: z.object({ versions: z.array(point).readonly() }) } },
    problems: ['not-found'],
    handler: async ({ deps, caller, params }) => ({ status: 200, body: { versions: await readPoint(deps, caller, params.ref) } }),
  }),
  route({
    method: 'post', path: '/audits/learning/points/{ref}', may: 'audit.lead',
    summary: 'Say a learning point anew; what was said before stays. `after`: number of the version its author had read',
    request: { params: ofPoint, body: pointSchema.extend({ after: z.int({ error: 'must be the number of the version you had read' }).min(1) }) },
    response: { 201: { description: 'Kept', schema: z.object({ number: z.int() }) } },
    problems: ['not-found', 'invalid', 'changed-since'],
    handler: async ({ deps, caller, params, body }) => ({ status: 201, body: { number: await changePoint(deps, caller, params.ref, body) } }),
  }),
];
