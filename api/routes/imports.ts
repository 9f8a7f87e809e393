import { z } from 'zod';
import { mappingProblemWords } from '../../domain/backlog/mapping.js';
import { invalid } from '../errors.js';
import { route } from '../http/route.js';
import { columnCode, importList, importView, rowPage, rowState } from '../schemas-of-imports.js';
import { bringFileIn, listImports, problemsOfFile, putFileIn, rowsOfFile, sayColumns, viewImport, type ImportView } from '../use-cases/imports.js';
import { pageSize } from './paging.js';

/** Kinds of file that hold a table. Whatever is sent as one is known by its content. */
const TABLES = ['text/csv', 'text/tab-separated-values', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/octet-stream'] as const;
const MOST_BYTES = 25 * 1024 * 1024;

const ofFile = z.strictObject({ file: z.string().regex(/^I-[0-9A-Z]{8}$/) });
const putInQuery = z.strictObject({
  source: z.string({ error: 'is missing' }).trim().min(1, { error: 'is missing' }).max(60, { error: 'must be at most 60 characters' }).meta({ description: 'Where it comes from: what its headings mean is remembered under this name' }),
  team: z.string({ error: 'is missing' }).max(64).meta({ description: 'The team that holds records whose row names none; GET /imports lists them' }),
  name: z.string().trim().min(1, { error: 'is missing' }).max(150, { error: 'must be at most 150 characters' }).default('upload').meta({ description: 'What the file is called' }),
});

const viewBody = ({ file, counts }: ImportView) => ({ ...file, counts });

/** The backlog comes in from a file. */
export const importRoutes = [
  route({
    method: 'get',
    path: '/imports',
    may: 'backlog.move',
    summary: 'The last files put in, and the teams that may hold their records',
    response: { 200: { description: 'Files, latest first', schema: importList } },
    handler: async ({ deps, caller }) => {
      const { files, teams } = await listImports(deps, caller);
      return { status: 200, body: { items: files, teams } };
    },
  }),
  route({
    method: 'post',
    path: '/imports',
    may: 'backlog.move',
    summary: 'Put a CSV or XLSX file in, its bytes as the body. The same file from the same source goes on where it was left. Nothing comes in before POST /imports/{file}/go',
    request: { query: putInQuery, bytes: { types: TABLES, most: MOST_BYTES } },
    response: { 201: { description: 'Put in, with what its headings mean as far as is known', schema: importView, headers: ['Location'] } },
    problems: ['invalid'],
    handler: async ({ deps, caller, query: { source, team, name }, bytes }) => {
      const ref = await putFileIn(deps, caller, { file: { name, content: bytes }, source, team });
      return { status: 201, headers: { Location: `/api/imports/${ref}` }, body: viewBody(await viewImport(deps, caller, ref)) };
    },
  }),
  route({
    method: 'get',
    path: '/imports/{file}',
    may: 'backlog.move',
    summary: 'A file: its headings and what they mean, and how many of its rows stand how',
    request: { params: ofFile },
    response: { 200: { description: 'The file', schema: importView } },
    handler: async ({ deps, caller, params }) => ({ status: 200, body: viewBody(await viewImport(deps, caller, params.file)) }),
  }),
  route({
    method: 'post',
    path: '/imports/{file}/columns',
    may: 'backlog.move',
    summary: 'Say what each heading means, and judge every row by it: a dry run that brings nothing in',
    request: { params: ofFile, body: z.strictObject({ columns: z.array(columnCode.nullable(), { error: 'must be a list, one for each heading' }).meta({ description: 'In the order of the headings; null: not brought in' }) }).meta({ id: 'ImportColumns' }) },
    response: { 200: { description: 'Judged', schema: importView } },
    problems: ['invalid'],
    handler: async ({ deps, caller, params, body }) => {
      const problems = await sayColumns(deps, caller, params.file, body.columns);
      if (problems.length > 0) throw invalid(problems.map((problem) => ({ path: 'columns', message: mappingProblemWords(problem) })));
      return { status: 200, body: viewBody(await viewImport(deps, caller, params.file)) };
    },
  }),
  route({
    method: 'get',
    path: '/imports/{file}/rows',
    may: 'backlog.move',
    summary: 'Rows in their order, with what would become of each, or became of it, and why',
    request: { params: ofFile, query: z.strictObject({ state: rowState.optional(), cursor: z.string().regex(/^\d{1,9}$/, { error: 'is none that this list gave' }).optional(), limit: pageSize }) },
    response: { 200: { description: 'A page', schema: rowPage } },
    problems: ['invalid'],
    handler: async ({ deps, caller, params, query: { state, cursor, limit } }) => ({ status: 200, body: await rowsOfFile(deps, caller, params.file, { state: state ?? null, after: Number(cursor ?? 0), limit }) }),
  }),
  route({
    method: 'get',
    path: '/imports/{file}/problems',
    may: 'backlog.move',
    summary: 'The rows with problems as CSV, to mend and put in again',
    request: { params: ofFile },
    response: { 200: { description: 'The rows as they stood, with a column of why', file: 'text/csv' } },
    handler: async ({ deps, caller, params }) => ({ status: 200, file: { name: 'rows-to-mend.csv', pieces: [await problemsOfFile(deps, caller, params.file)] } }),
  }),
  route({
    method: 'post',
    path: '/imports/{file}/go',
    may: 'backlog.move',
    summary: 'Bring the good rows in, or go on where that was left; GET /imports/{file} says how far it is. No letter and no reminder goes out for anything before today',
    request: { params: ofFile },
    response: { 202: { description: 'They are coming in; where isCarried is false nobody was found to bring them, and it may be sent again', schema: z.object({ ref: z.string(), isCarried: z.boolean() }), headers: ['Location'] } },
    problems: ['already-settled', 'rule-refused'],
    handler: async ({ deps, caller, params }) => {
      const isCarried = await bringFileIn(deps, caller, params.file);
      return { status: 202, headers: { Location: `/api/imports/${params.file}` }, body: { ref: params.file, isCarried } };
    },
  }),
];
