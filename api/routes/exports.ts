import { z } from 'zod';
import { route } from '../http/route.js';
import { exportTable, offeredTables } from '../use-cases/imports.js';

/** Everything out again, a table at a time. */
export const exportRoutes = [
  route({
    method: 'get',
    path: '/exports',
    may: 'backlog.move',
    summary: 'The tables that can be had: Duly\'s own, and those of the SEN2 return',
    response: { 200: { description: 'Their names', schema: z.object({ items: z.array(z.string()).readonly() }) } },
    handler: ({ caller }) => ({ status: 200, body: { items: offeredTables(caller) } }),
  }),
  route({
    method: 'get',
    path: '/exports/{table}',
    may: 'backlog.move',
    summary: 'One table as of today, as CSV. Whoever takes it is logged as having seen its records',
    request: { params: z.strictObject({ table: z.string().max(40) }) },
    response: { 200: { description: 'The table', file: 'text/csv' } },
    handler: ({ deps, caller, params: { table } }) => ({ status: 200, file: { name: `${table}.csv`, pieces: exportTable(deps, caller, table) } }),
  }),
];
