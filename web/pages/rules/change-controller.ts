import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { previewSilence, saveRule, viewRule, type RuleHistory } from '../../../api/use-cases/own-rules.js';
import { everyCause, withNames, type RuleContent, type RuleContents, type SilenceChange } from '../../../domain/own-rules.js';
import { longDay } from '../../dates.js';
import type { Field, FieldError, Typed } from '../../forms/field.js';
import { readFields, typedDay, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Site } from '../../site.js';
import { RULE_WORDS as t } from '../../words/rules.js';
import { entryOr } from '../sending.js';
import { causeFields, EMPTY_CAUSE, inputsOfRows, MOST_CAUSES, rowsAfter, rowsSent } from './cause-rows.js';
import { changeShown } from './presenter.js';
import { errorsOfProblems, readRule, ruleFields, typedFrom, typedOf } from './rule-form.js';

const KEEP: readonly Field[] = [
  { kind: 'day', name: 'effectiveFrom', ...t.effective, future: true },
  { kind: 'text', name: 'note', ...t.noteField, most: 500, optional: true },
];

/** A rule is changed on one form. Norms of silence are tried against today's cases before they can be kept. It needs no script. */
export const ruleChangeRoutes = (site: Site): Router =>
  Router()
    .get(paths.ruleChange(':kind'), async (req, res) => {
      const history = await toEdit(site, req);
      const typed = typedOf(history.view.kind, begunWith(history, entryOr(textOf(req.query, 'again'))));
      changePage(site, req, res, { history, typed: { ...typed, ...typedDay('effectiveFrom', todayOf(site)) }, after: history.versions[0]?.number ?? 0 });
    })
    .post(paths.ruleChange(':kind'), async (req, res) => {
      const history = await toEdit(site, req);
      const page = { history, typed: { ...typedFrom(history.view.kind, req.body), ...typedIn(KEEP, req.body) }, after: entryOr(textOf(req.body, 'after')) ?? 0 };
      const wanted = textOf(req.body, 'do');
      return history.view.kind === 'delay-causes' && wanted !== 'keep' ? changePage(site, req, res, rearranged(page, wanted)) : tryOrKeep(site, req, res, page, wanted);
    });

/** @throws AppError `forbidden`, `not-found` */
async function toEdit(site: Site, req: Request): Promise<RuleHistory> {
  const history = await viewRule(site.useCases, callerOf(site, req), part(req, 'kind'));
  if (!history.view.mayEdit) throw new AppError('forbidden');
  return history;
}

/** What stands, or an earlier version; causes that it lacks and that have been given come with it, retired. */
function begunWith({ view, versions, original, given }: RuleHistory, again: number | null): RuleContent {
  const content = again === null ? view.content : again === 0 ? original : (versions.find(({ number }) => number === again)?.content ?? view.content);
  if (view.kind !== 'delay-causes') return content;
  const every = everyCause({ delayCauses: original as RuleContents['delay-causes'] }, [...versions].reverse());
  return withNames(content as RuleContents['delay-causes'], every.filter(({ code }) => given.has(code)));
}

type Page = Readonly<{ history: RuleHistory; typed: Typed; /** The last version when the form was opened. */ after: number; errors?: readonly FieldError[]; status?: number; /** What a change of norms would do, and the norms it was worked out for. */ tried?: Readonly<{ change: readonly SilenceChange[]; of: string }> }>;

function rearranged(page: Page, wanted: string): Page {
  const rows = rowsSent(page.typed);
  if (wanted === 'add' && rows.length >= MOST_CAUSES) return { ...page, errors: [top(t.cause.tooMany)], status: 400 };
  const changed = wanted === 'add' ? [...rows, EMPTY_CAUSE] : (rowsAfter(rows, wanted) ?? rows);
  return { ...page, typed: { ...inputsOfRows(changed), ...typedIn(KEEP, page.typed) } };
}

const top = (text: string): FieldError => ({ name: '', href: '#form', text });

async function tryOrKeep(site: Site, req: Request, res: Response, page: Page, wanted: string): Promise<Response> {
  const { kind } = page.history.view;
  const { content, errors } = readRule(kind, page.typed, todayOf(site));
  const { values, errors: ofKeep } = readFields(KEEP, page.typed, todayOf(site));
  const found = wanted === 'keep' ? [...errors, ...ofKeep] : errors;
  if (found.length > 0) return changePage(site, req, res, { ...page, errors: found, status: 400 });
  const said = (name: string): string => (typeof values[name] === 'string' ? values[name] : '');
  const of = JSON.stringify(content);
  try {
    if (kind === 'silence-norms' && (wanted !== 'keep' || textOf(req.body, 'tried') !== of)) {
      return changePage(site, req, res, { ...page, tried: { of, change: await previewSilence(site.useCases, callerOf(site, req), content) } });
    }
    const number = await saveRule(site.useCases, callerOf(site, req), { kind, content, effectiveFrom: said('effectiveFrom'), note: said('note'), after: page.after });
    res.redirect(303, `${paths.rule(kind)}?kept=${number}`);
    return res;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'changed-since') return changePage(site, req, res, { ...page, errors: [top(t.changedSince)], status: 409 });
    if (error.code !== 'invalid') throw error;
    return changePage(site, req, res, { ...page, errors: errorsOfProblems(kind, error.extra.errors ?? [], [...ruleFields(kind, page.typed), ...KEEP]), status: 400 });
  }
}

function changePage(site: Site, req: Request, res: Response, { history, typed, after, errors = [], status = 200, tried }: Page): Response {
  const { kind } = history.view;
  return show(site, req, res, {
    view: 'rules/change',
    title: t.changeTitle(t.kinds[kind].title),
    section: 'settings',
    status,
    errors: errorSummary(errors),
    shown: {
      words: t,
      rule: t.kinds[kind],
      coming: history.view.coming === null ? null : t.comesIn(longDay(history.view.coming.effectiveFrom)),
      back: paths.rule(kind),
      action: paths.ruleChange(kind),
      after,
      rows: kind === 'delay-causes' ? rowsShown(history, typed, errors) : null,
      fields: kind === 'delay-causes' ? [] : showFields(ruleFields(kind, typed), typed, errors),
      hint: kind === 'silence-norms' ? t.silence.hint : null,
      tried: tried === undefined ? null : { of: tried.of, ...changeShown(tried.change) },
      mustTry: kind === 'silence-norms' && tried === undefined,
      ofKeep: showFields(KEEP, typed, errors),
    },
  });
}

const rowsShown = ({ given }: RuleHistory, typed: Typed, errors: readonly FieldError[]) =>
  rowsSent(typed).map(({ code }, at) => ({
    title: t.cause.title(at + 1),
    code,
    codeInput: `cause-${at + 1}-code`,
    fields: showFields(causeFields(at), typed, errors),
    given: code === '' ? null : t.cause.given(given.get(code) ?? 0),
    up: at === 0 ? null : `up-${at + 1}`,
    out: given.has(code) ? null : `out-${at + 1}`,
  }));
