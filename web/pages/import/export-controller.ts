import { pipeline } from 'node:stream/promises';
import { Router } from 'express';
import { exportTable, offeredTables } from '../../../api/use-cases/imports.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, type Site } from '../../site.js';
import { IMPORT_WORDS as t } from '../../words/import.js';

/** Everything out again, a file at a time, as it is read: none is kept whole in memory. */
export const exportRoutes = (site: Site): Router =>
  Router()
    .get(paths.exports, (req, res) => {
      const tables = offeredTables(callerOf(site, req)).map((table) => ({ name: t.tables[table] ?? table.replace('sen2-', ''), href: paths.exportTable(table), isSen2: table.startsWith('sen2-') }));
      show(site, req, res, {
        view: 'import/export',
        title: t.out,
        section: 'import',
        shown: { words: t, back: paths.imports, own: tables.filter(({ isSen2 }) => !isSen2), sen2: tables.filter(({ isSen2 }) => isSen2) },
      });
    })
    .get(paths.exportTable(':table'), async (req, res) => {
      const table = part(req, 'table');
      const chunks = exportTable(site.useCases, callerOf(site, req), table);
      const first = await chunks.next(); // refused before a word of it is sent
      res.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': "sandbox; default-src 'none'" });
      res.attachment(`${table}.csv`).type('text/csv; charset=utf-8');
      await pipeline(async function* () {
        if (first.done !== true) yield first.value;
        yield* chunks;
      }, res);
    });
