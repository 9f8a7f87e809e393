import { z } from 'zod';
import { civilDay } from '../../domain/facts/schema.js';
import { ROLES } from '../../domain/settings.js';
import { ACTION_STATES } from '../../domain/weekly-report/actions.js';
import { route } from '../http/route.js';
import { day, named } from '../schemas.js';
import { explainRed, openRed, redsOf, type ExplainedRed } from '../use-cases/red-explanations.js';

const pounds = z.object({ cases: z.int(), months: z.number(), from: z.number(), to: z.number() });
const exposed = pounds.extend({ key: z.string().nullable() });
const version = z.object({ number: z.int(), cause: z.string(), words: z.string(), by: named, at: z.string() });
const red = z
  .object({
    measure: z.string().meta({ description: 'table/row of the report' }),
    column: z.string(), rag: z.enum(['red', 'black']), count: z.int(),
    accountable: z.enum(ROLES).meta({ description: 'The role that owes cause and action' }),
    lacks: z.array(z.enum(['cause', 'action'])).readonly(),
    versions: z.array(version).readonly().meta({ description: 'Causes as written, oldest first: the last one stands' }),
    actions: z.array(z.object({ ref: z.string(), what: z.string(), owner: named, byOn: day, state: z.enum(ACTION_STATES) })).readonly(),
    exposure: pounds.nullable().meta({ description: 'GBP, a range: what published awards would come to; null where it counts no delays' }),
  })
  .meta({ id: 'RedMeasure' });

const redOut = ({ figure, measure, rag, count, accountable, lacks, versions, actions, exposure }: ExplainedRed) => ({
  measure, column: figure.column, rag, count, accountable, lacks, exposure,
  versions: versions.map(({ number, cause, words, by, at }) => ({ number, cause, words, by, at })),
  actions: actions.map(({ ref, what, owner, byOn, state }) => ({ ref, what, owner, byOn, state })),
});

const PROBLEMS = ['not-found', 'invalid'] as const;
const ofWeek = z.strictObject({ week: z.string().max(20) });
const ofRed = z.strictObject({ week: z.string().max(20), table: z.string().max(60), row: z.string().max(60) });

export const redExplanationRoutes = [
  route({
    method: 'get',
    path: '/reports/{week}/reds',
    may: 'report.read',
    summary: 'What is red in a report of the whole council, with its cause and action as written, and whether the board may see it: every red has both',
    request: { params: ofWeek },
    response: { 200: { description: 'The reds', schema: z.object({ ready: z.boolean(), owed: z.int(), by: day, items: z.array(red).readonly() }) } },
    problems: PROBLEMS,
    handler: async ({ deps, caller, params }) => {
      const { reds, owed, by, isReady } = await redsOf(deps, caller, params.week);
      return { status: 200, body: { ready: isReady, owed, by, items: reds.map(redOut) } };
    },
  }),
  route({
    method: 'get',
    path: '/reports/{week}/reds/{table}/{row}',
    may: 'report.read',
    summary: 'One red with what its delays may have to be made good with, by team and by the cause that caseworkers said',
    request: { params: ofRed },
    response: { 200: { description: 'The red', schema: red.extend({ byTeam: z.array(exposed).readonly(), byCause: z.array(exposed).readonly() }) } },
    problems: PROBLEMS,
    handler: async ({ deps, caller, params: { week, table, row } }) => {
      const opened = await openRed(deps, caller, week, `${table}/${row}`);
      return { status: 200, body: { ...redOut(opened.red), byTeam: opened.exposure?.byTeam ?? [], byCause: opened.exposure?.byCause ?? [] } };
    },
  }),
  route({
    method: 'post',
    path: '/reports/{week}/reds/{table}/{row}/explanations',
    may: 'report.act',
    summary: 'Write why a measure is red, with an action where none answers it yet. Whoever answers for it does, or stands above; it is about work: name no child. What was written before stays',
    request: {
      params: ofRed,
      body: z
        .strictObject({
          cause: z.string({ error: 'must be a code of GET /delay-causes' }).max(40),
          words: z.string({ error: 'must say what happened, for the board to read' }),
          after: z.int().min(0).meta({ description: 'Number of the last version you had read, 0 for none' }),
          action: z.strictObject({ what: z.string({ error: 'must say what is to be done' }), owner: z.string({ error: 'must be a staff reference' }).max(20), byOn: civilDay }).nullable().default(null),
        })
        .meta({ id: 'NewRedExplanation' }),
    },
    response: { 201: { description: 'Written', schema: z.object({ number: z.int() }) } },
    problems: [...PROBLEMS, 'changed-since'],
    handler: async ({ deps, caller, params: { week, table, row }, body }) => ({ status: 201, body: { number: await explainRed(deps, caller, { week, measure: `${table}/${row}`, ...body }) } }),
  }),
];
