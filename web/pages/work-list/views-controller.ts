import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { mayAtAll, type Caller } from '../../../api/permissions.js';
import type { FilterQuery } from '../../../api/read-models.js';
import { keepFilter, removeFilter, renameFilter, savedFilters } from '../../../api/use-cases/filters.js';
import { paths } from '../../paths.js';
import { callerOf, show, textOf, type Notice, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { addressOf, kindOf, readQuery } from './query.js';

const t = texts.day.views;

/** Views of the list that somebody keeps: under a name of their own, which stands in no address. */
export const viewRoutes = (site: Site): Router =>
  Router()
    .get(paths.views, async (req, res) => {
      await showViews(site, req, res, allowed(site, req), noticeOf(textOf(req.query, 'done')));
    })
    .post(paths.views, async (req, res) => {
      const caller = allowed(site, req);
      const query = kindOf(readQuery(req.body, caller));
      await doing(site, req, res, caller, 'kept', () =>
        keepFilter(site.useCases, caller, textOf(req.body, 'name'), query),
      );
    })
    .post(paths.viewRename, async (req, res) => {
      const caller = allowed(site, req);
      await doing(site, req, res, caller, 'renamed', () =>
        renameFilter(site.useCases, caller, textOf(req.body, 'from'), textOf(req.body, 'name')),
      );
    })
    .post(paths.viewRemove, async (req, res) => {
      const caller = allowed(site, req);
      await doing(site, req, res, caller, 'removed', () =>
        removeFilter(site.useCases, caller, textOf(req.body, 'from')),
      );
    });

function allowed(site: Site, req: Request): Caller {
  const caller = callerOf(site, req);
  if (!mayAtAll(caller, 'record.see')) throw new AppError('forbidden');
  return caller;
}

type Done = 'kept' | 'renamed' | 'removed';

async function doing(
  site: Site,
  req: Request,
  res: Response,
  caller: Caller,
  done: Done,
  act: () => Promise<void>,
): Promise<void> {
  try {
    await act();
    res.redirect(303, `${paths.views}?done=${done}`);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
    const [problem] = error.extra.errors ?? [];
    await showViews(site, req, res, caller, null, {
      text: t.problem(problem?.message ?? ''),
      from: textOf(req.body, 'from'),
      typed: textOf(req.body, 'name'),
    });
  }
}

type Problem = Readonly<{ text: string; from: string; typed: string }>;

async function showViews(
  site: Site,
  req: Request,
  res: Response,
  caller: Caller,
  notice: Notice | null,
  problem: Problem | null = null,
): Promise<void> {
  const kept = await savedFilters(site.useCases, caller);
  const rows = kept.map(({ name, query }, i) => {
    const wrong = problem !== null && problem.from === name ? problem : null;
    return {
      name,
      href: addressOf(query),
      about: aboutWords(query),
      field: `name-${i + 1}`,
      value: wrong?.typed ?? name,
      error: wrong?.text ?? null,
    };
  });
  const at = rows.find(({ error }) => error !== null)?.field ?? 'main-content';
  show(site, req, res, {
    view: 'work-list/views',
    title: t.title,
    section: 'cases',
    notice,
    errors: problem === null ? null : [{ text: problem.text, href: `#${at}` }],
    shown: { heading: t.title, rows, back: paths.cases },
  });
}

/** What a view shows, said again in the list's own words. */
function aboutWords({ view, stage, owner, by }: FilterQuery): string {
  const words = [
    view !== undefined && view in texts.workList.views
      ? texts.workList.views[view as keyof typeof texts.workList.views]
      : t.nothing,
    ...(stage !== undefined && stage in texts.stages ? [texts.stages[stage as keyof typeof texts.stages]] : []),
    ...(by === 'today' || by === 'week' ? [texts.day.by[by]] : []),
    ...(owner === undefined
      ? []
      : [
          owner === 'nobody'
            ? `${texts.day.owner.label}: ${texts.day.owner.nobody.toLowerCase()}`
            : `${texts.day.owner.label}: one person`,
        ]),
  ];
  return words.join(', ');
}

const noticeOf = (done: string): Notice | null =>
  done === 'kept' || done === 'renamed' || done === 'removed' ? { good: true, ...t[done] } : null;
