import { z } from 'zod';
import { civilDay } from '../../domain/facts/schema.js';
import { ACTION_OUTCOMES, ACTION_STATES } from '../../domain/weekly-report/actions.js';
import { route } from '../http/route.js';
import { acknowledgeReport, markAction, openReport, setAction } from '../use-cases/report-readers.js';
import { openFigure, recordedSince, reportList } from '../use-cases/reports.js';
import { pageSize } from './paging.js';

const named = z.object({ ref: z.string(), name: z.string() });
const reportName = z.object({ week: z.string(), number: z.int(), on: z.string(), madeAt: z.string() }).meta({ id: 'ReportName', description: 'A weekly report: its ISO week, its number, the Sunday it counts as known at the end of' });
const cell = z.object({ value: z.number().nullable(), unit: z.enum(['count', 'days', 'weeks', 'percent']), opens: z.boolean() });
const table = z.object({ id: z.string(), columns: z.array(z.string()).readonly(), rows: z.array(z.object({ id: z.string(), cells: z.array(cell).readonly() })).readonly() }).meta({ id: 'ReportTable' });
const action = z
  .object({ ref: z.string(), week: z.string(), what: z.string(), owner: named, byOn: z.string(), figure: z.string().nullable(), setBy: named, setOn: z.string(), state: z.enum(ACTION_STATES) })
  .meta({ id: 'ReportAction' });
const report = reportName
  .extend({
    ofCouncil: z.boolean().meta({ description: 'False: the figures are of the reader\'s own teams' }),
    before: z.string().nullable().meta({ description: 'Week of the report before it' }),
    figures: z.array(table).readonly(),
    earlierActions: z.array(action).readonly(),
    actions: z.array(action).readonly(),
    readings: z.array(z.object({ reader: named, openedAt: z.string(), acknowledgedAt: z.string().nullable() })).readonly(),
    recordedSince: z.array(z.object({ caseRef: z.string(), entry: z.int(), type: z.string(), on: z.string(), recordedAt: z.string(), isCorrection: z.boolean() })).readonly(),
  })
  .meta({ id: 'Report' });
const reported = z.object({
  ref: z.string(), child: named.nullable(), owner: named.nullable(), subject: named.nullable(),
  counts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).meta({ description: 'Why it counts: its block and what was counted of it' }),
});

const ofWeek = z.strictObject({ week: z.string().max(20) });
const WEEK_PROBLEMS = ['not-found', 'invalid'] as const;

export const reportRoutes = [
  route({
    method: 'get',
    path: '/reports',
    may: 'report.read',
    summary: 'The weekly reports, newest first',
    response: { 200: { description: 'Reports', schema: z.object({ items: z.array(reportName).readonly() }) } },
    handler: async ({ deps, caller }) => ({ status: 200, body: { items: await reportList(deps, caller) } }),
  }),
  route({
    method: 'get',
    path: '/reports/{week}',
    may: 'report.read',
    summary: 'A report as it was frozen, over the teams its reader answers for. Whoever reads it is noted as having opened it',
    request: { params: ofWeek },
    response: { 200: { description: 'The report', schema: report } },
    problems: WEEK_PROBLEMS,
    handler: async ({ deps, caller, params: { week } }) => {
      const { before, figures, ...opened } = await openReport(deps, caller, week);
      const shown = figures.map(({ id, columns, rows }) => ({ id, columns, rows: rows.map((row) => ({ id: row.id, cells: row.cells.map(({ value, unit, opens }) => ({ value, unit, opens: opens !== null })) })) }));
      return { status: 200, body: { ...opened, before: before?.week ?? null, figures: shown, recordedSince: await recordedSince(deps, caller, week) } };
    },
  }),
  route({
    method: 'get',
    path: '/reports/{week}/cases',
    may: 'report.read',
    summary: 'The cases behind a figure of a report, as known on its day, each with what made it count',
    request: {
      params: ofWeek,
      query: z.strictObject({ table: z.string().max(60), row: z.string().max(60), column: z.string().max(60), team: z.string().max(60).optional().meta({ description: 'The figure as it is of one team that the reader answers for' }), offset: z.coerce.number({ error: 'must be a number' }).int().min(0, { error: 'must be at least 0' }).default(0), limit: pageSize }),
    },
    response: { 200: { description: 'Cases', schema: z.object({ total: z.int(), items: z.array(reported).readonly() }) } },
    problems: WEEK_PROBLEMS,
    handler: async ({ deps, caller, params, query }) => {
      const { total, cases } = await openFigure(deps, caller, params.week, query);
      const items = cases.map(({ item: { ref, subject: _subject, team: _team, ...counts }, ...names }) => ({ ref, ...names, counts }));
      return { status: 200, body: { total, items } };
    },
  }),
  route({
    method: 'post',
    path: '/reports/{week}/acknowledgement',
    may: 'report.read',
    summary: 'Say that you have read a report; said twice, the first time stands',
    request: { params: ofWeek },
    response: { 204: { description: 'Noted' } },
    problems: WEEK_PROBLEMS,
    handler: async ({ deps, caller, params }) => {
      await acknowledgeReport(deps, caller, params.week);
      return { status: 204 };
    },
  }),
  route({
    method: 'post',
    path: '/reports/{week}/actions',
    may: 'report.act',
    summary: 'Set an action about a report or one of its figures: what, who, by when. It is about work: name no child',
    request: {
      params: ofWeek,
      body: z.strictObject({
        what: z.string({ error: 'must say what is to be done' }),
        owner: z.string({ error: 'must be a staff reference' }).max(20),
        byOn: civilDay,
        figure: z.string().max(200).nullable().default(null).meta({ description: 'table/row/column of the figure it is about' }),
      }),
    },
    response: { 201: { description: 'Set', schema: z.object({ ref: z.string() }) } },
    problems: WEEK_PROBLEMS,
    handler: async ({ deps, caller, params, body }) => ({ status: 201, body: await setAction(deps, caller, { ...params, ...body }) }),
  }),
  route({
    method: 'post',
    path: '/reports/actions/{action}/marks',
    may: 'report.read',
    summary: 'Say what became of an action: kept, carried over to another day, or dropped with the reason. Its owner may, and whoever may set one',
    request: {
      params: z.strictObject({ action: z.string().max(20) }),
      body: z.strictObject({ outcome: z.enum(ACTION_OUTCOMES, { error: `must be one of ${ACTION_OUTCOMES.join(', ')}` }), byOn: civilDay.nullable().default(null), words: z.string().default('') }),
    },
    response: { 204: { description: 'Written down' } },
    problems: ['not-found', 'invalid', 'already-settled'],
    handler: async ({ deps, caller, params, body }) => {
      await markAction(deps, caller, { ...params, ...body });
      return { status: 204 };
    },
  }),
];
