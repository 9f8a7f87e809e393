import { Router, type Request, type Response } from 'express';
import { bringFileIn, listImports, problemsOfFile, putFileIn, sayColumns, viewImport } from '../../../api/use-cases/imports.js';
import { COLUMN_CODES, COLUMNS } from '../../../domain/backlog/columns.js';
import { longDay } from '../../dates.js';
import { londonDay } from '../../../domain/dates/london.js';
import { filesIn } from '../../files/uploads.js';
import { sendFile } from '../../files/send-file.js';
import { errorAt, type Field, type FieldError, type Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Site, type SummaryError } from '../../site.js';
import { IMPORT_WORDS as t } from '../../words/import.js';
import { refusedOnForm } from '../sending.js';
import { presentImport } from './presenter.js';

const SOURCE: Field = { kind: 'line', name: 'source', ...t.source, most: 60, autocomplete: 'off' };
const FILE: Field = { kind: 'line', name: 'file', label: t.file, missing: t.file, most: 1 };
const teamField = (teams: readonly Readonly<{ ref: string; name: string }>[]): Field => ({ kind: 'select', name: 'team', ...t.team, choices: teams.map(({ ref, name }) => ({ value: ref, text: name })) });

/** A caseload comes in: a file, what its headings mean, a dry run, and then the good rows of it. */
export const importRoutes = (site: Site): Router =>
  Router()
    .get(paths.imports, (req, res) => listPage(site, req, res, { typed: {}, errors: [], status: 200 }))
    .post(paths.imports, async (req, res) => {
      const caller = callerOf(site, req);
      const { teams } = await listImports(site.useCases, caller);
      const fields = [SOURCE, teamField(teams)];
      const typed = typedIn(fields, req.body);
      const { values, errors } = readFields(fields, typed, todayOf(site));
      const [file] = filesIn(req);
      const missing = file === undefined ? [errorAt(FILE, 'Choose a CSV or XLSX file')] : [];
      if (errors.length + missing.length > 0) return listPage(site, req, res, { typed, errors: [...missing, ...errors], status: 400 });
      try {
        const ref = await putFileIn(site.useCases, caller, { file: file ?? null, source: String(values['source']), team: String(values['team']) });
        res.redirect(303, paths.importFile(ref));
      } catch (error) {
        const refused = refusedOnForm(error, [FILE, ...fields]);
        if (refused === null) throw error;
        await listPage(site, req, res, { typed, errors: refused.errors, status: refused.status });
      }
    })
    .get(paths.importFile(':file'), (req, res) => filePage(site, req, res))
    .post(paths.importColumns(':file'), async (req, res) => {
      const { file } = await viewImport(site.useCases, callerOf(site, req), part(req, 'file'));
      const codes = file.header.map((_, at) => textOf(req.body, `column-${at}`));
      const problems = await sayColumns(site.useCases, callerOf(site, req), file.ref, codes);
      if (problems.length > 0) return filePage(site, req, res, { codes, errors: problems.map(({ code, column }) => ({ text: t.problemsOfColumns[code](COLUMNS[column].heading), href: '#column-0' })) });
      res.redirect(303, paths.importFile(file.ref));
    })
    .post(paths.importGo(':file'), async (req, res) => {
      const ref = part(req, 'file');
      const isCarried = await bringFileIn(site.useCases, callerOf(site, req), ref);
      res.redirect(303, `${paths.importFile(ref)}${isCarried ? '' : '?done=waits'}`);
    })
    .get(paths.importProblems(':file'), async (req, res) => {
      const text = await problemsOfFile(site.useCases, callerOf(site, req), part(req, 'file'));
      sendFile(res, { name: 'rows-to-mend.csv', mediaType: 'text/csv; charset=utf-8', content: Buffer.from(text) });
    });

type Filled = Readonly<{ typed: Typed; errors: readonly FieldError[]; status: number }>;

async function listPage(site: Site, req: Request, res: Response, { typed, errors, status }: Filled): Promise<Response> {
  const { files, teams } = await listImports(site.useCases, callerOf(site, req));
  return show(site, req, res, {
    view: 'import/list',
    title: t.title,
    section: 'import',
    status,
    errors: errorSummary(errors),
    shown: {
      words: t,
      action: paths.imports,
      exports: paths.exports,
      fields: showFields([SOURCE, teamField(teams)], typed, errors),
      fileError: errors.find(({ name }) => name === 'file')?.text ?? null,
      files: files.map(({ ref, fileName, source, state, putInAt }) => ({ href: paths.importFile(ref), name: fileName, about: `${source}, ${longDay(londonDay(putInAt))}: ${t.states[state]}` })),
      columns: COLUMN_CODES.map((code) => COLUMNS[code]),
    },
  });
}

async function filePage(site: Site, req: Request, res: Response, said: Readonly<{ codes: readonly string[]; errors: readonly SummaryError[] }> | null = null): Promise<Response> {
  const view = await viewImport(site.useCases, callerOf(site, req), part(req, 'file'));
  return show(site, req, res, {
    view: 'import/file',
    title: `${t.title}, ${view.file.ref}`,
    section: 'import',
    errors: said?.errors ?? null,
    notice: textOf(req.query, 'done') === 'waits' && view.file.state === 'going' ? { good: false, ...t.notCarried } : null,
    shown: { words: t, back: paths.imports, ...presentImport(view, said?.codes ?? null) },
  });
}
