import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { previewLadder, problemsOfLadder, saveLadder, viewLadder, type LadderHistory } from '../../../api/use-cases/ladders.js';
import { isIsoDate, type IsoDate } from '../../../domain/dates/iso-date.js';
import type { Rung } from '../../../domain/settings.js';
import type { Field, FieldError, Typed } from '../../forms/field.js';
import { readFields, typedDay, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Site } from '../../site.js';
import { LADDER_WORDS as t, ladderTitle } from '../../words/ladders.js';
import { entryOr, refusedOnForm } from '../sending.js';
import { generalOf, previewShown, rungShown } from './presenter.js';
import { EMPTY_RUNG, errorsOfProblems, inputsOfRungs, MOST_RUNGS, readRungs, rungFields, typedOf, typedRungs, type TypedRung } from './rung-fields.js';

const KEEP: readonly Field[] = [
  { kind: 'day', name: 'effectiveFrom', ...t.effective, future: true },
  { kind: 'text', name: 'reason', ...t.why, most: 500 },
];

/** A ladder is changed on one form, tried against the last 90 days, and only then kept. It needs no script. */
export const ladderChangeRoutes = (site: Site): Router =>
  Router()
    .get(paths.ladderChange(':duty'), async (req, res) => {
      const history = await viewLadder(site.useCases, callerOf(site, req), part(req, 'duty'));
      const again = entryOr(textOf(req.query, 'again'));
      const from = again === null ? history.view.rungs : again === 0 ? history.original : history.versions.find(({ number }) => number === again)?.rungs;
      const rungs = from ?? (await viewLadder(site.useCases, callerOf(site, req), generalOf(history.view.code))).view.rungs ?? [];
      changePage(site, req, res, { history, typed: typedOf(rungs), after: lastOf(history), errors: [] });
    })
    .post(paths.ladderChange(':duty'), async (req, res) => {
      const history = await viewLadder(site.useCases, callerOf(site, req), part(req, 'duty'));
      const page = { history, typed: typedRungs(req.body), after: entryOr(textOf(req.body, 'after')) ?? 0, errors: [] };
      const wanted = textOf(req.body, 'do');
      const out = /^out-(\d{1,2})$/.exec(wanted);
      if (out !== null) return changePage(site, req, res, { ...page, typed: page.typed.filter((_, at) => at !== Number(out[1]) - 1) });
      if (wanted === 'add') return changePage(site, req, res, added(page));
      if (wanted === 'again') return changePage(site, req, res, page);
      return tryOrKeep(site, req, res, page, wanted);
    });

type ChangePage = Readonly<{ history: LadderHistory; typed: readonly TypedRung[]; /** The last version when the form was opened. */ after: number; errors: readonly FieldError[] }>;

const lastOf = ({ versions }: LadderHistory): number => versions[0]?.number ?? 0;

const added = (page: ChangePage): ChangePage =>
  page.typed.length >= MOST_RUNGS ? { ...page, errors: [{ name: '', href: '#form', text: t.tooMany }] } : { ...page, typed: [...page.typed, EMPTY_RUNG] };

async function tryOrKeep(site: Site, req: Request, res: Response, page: ChangePage, wanted: string): Promise<Response> {
  const { history } = page;
  const { code } = history.view;
  const withoutOwn = wanted === 'general' || textOf(req.body, 'own') === 'no';
  const general = await viewLadder(site.useCases, callerOf(site, req), generalOf(code));
  const known = [history, general].flatMap(({ versions, original }) => [...versions.flatMap(({ rungs }) => rungs ?? []), ...(original ?? [])]); // a record may have had any of them
  const read = withoutOwn ? { rungs: null, errors: [] } : readRungs(page.typed, known, todayOf(site));
  if (read.errors.length > 0) return changePage(site, req, res, { ...page, errors: read.errors });
  const typed = read.rungs === null ? page.typed : typedOf(read.rungs); // in the order of their days, as findings name them
  const problems = await problemsOfLadder(site.useCases, code, read.rungs);
  if (problems.length > 0) return changePage(site, req, res, { ...page, typed, errors: errorsOfProblems(problems) });
  const tried = { ...page, typed, rungs: read.rungs };
  if (wanted !== 'keep') return previewPage(site, req, res, tried, { typed: typedDay('effectiveFrom', todayOf(site)), errors: [], status: 200 });
  return keep(site, req, res, tried);
}

type Tried = ChangePage & Readonly<{ rungs: readonly Rung[] | null }>;

async function keep(site: Site, req: Request, res: Response, tried: Tried): Promise<Response> {
  const typed = typedIn(KEEP, req.body);
  const { values, errors } = readFields(KEEP, typed, todayOf(site));
  const effectiveFrom = String(values['effectiveFrom']);
  if (errors.length > 0 || !isIsoDate(effectiveFrom)) return previewPage(site, req, res, tried, { typed, errors, status: 400 });
  try {
    const { code } = tried.history.view;
    const number = await saveLadder(site.useCases, callerOf(site, req), { code, rungs: tried.rungs, effectiveFrom: effectiveFrom satisfies IsoDate, reason: String(values['reason']), after: tried.after });
    res.redirect(303, `${paths.ladder(code)}?kept=${number}`);
    return res;
  } catch (error) {
    if (error instanceof AppError && error.code === 'changed-since') return previewPage(site, req, res, tried, { typed, errors: [{ name: '', href: '#form', text: t.changedSince }], status: 409 });
    const refused = refusedOnForm(error, KEEP);
    if (refused === null) throw error;
    return previewPage(site, req, res, tried, { typed, errors: refused.errors, status: refused.status });
  }
}

function changePage(site: Site, req: Request, res: Response, { history, typed, after, errors }: ChangePage): Response {
  const { code } = history.view;
  const inputs = inputsOfRungs(typed);
  return show(site, req, res, {
    view: 'ladders/change',
    title: t.changeTitle(ladderTitle(code)),
    section: 'settings',
    status: errors.length > 0 ? 400 : 200,
    errors: errorSummary(errors),
    shown: {
      words: t,
      heading: ladderTitle(code),
      back: paths.ladder(code),
      action: paths.ladderChange(code),
      after,
      rungs: typed.map((rung, at) => ({ title: t.rung(at + 1), name: rung['name'] ?? '', nameInput: `step-${at + 1}-name`, fields: showFields(rungFields(at), inputs, errors), out: `out-${at + 1}` })),
      mayGoGeneral: code !== 'deadline' && code !== 'window' && history.view.rungs !== null,
    },
  });
}

type Filled = Readonly<{ typed: Typed; errors: readonly FieldError[]; status: number }>;

async function previewPage(site: Site, req: Request, res: Response, { history, typed, after, rungs }: Tried, filled: Filled): Promise<Response> {
  const { code } = history.view;
  const previewed = await previewLadder(site.useCases, callerOf(site, req), code, rungs);
  return show(site, req, res, {
    view: 'ladders/preview',
    title: t.previewTitle(ladderTitle(code)),
    section: 'settings',
    status: filled.status,
    errors: errorSummary(filled.errors),
    shown: {
      words: t,
      heading: ladderTitle(code),
      back: paths.ladder(code),
      action: paths.ladderChange(code),
      preview: previewShown(code, previewed),
      ladder: rungs?.map((rung) => rungShown(code, rung)) ?? null,
      carried: [{ name: 'after', value: String(after) }, ...(rungs === null ? [{ name: 'own', value: 'no' }] : []), ...Object.entries(inputsOfRungs(typed)).map(([name, value]) => ({ name, value }))],
      fields: showFields(KEEP, filled.typed, filled.errors),
    },
  });
}
