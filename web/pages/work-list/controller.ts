import { Router, type Request } from 'express';
import { mayAtAll, type Caller } from '../../../api/permissions.js';
import { workList } from '../../../api/use-cases/read-case.js';
import { AppError } from '../../../api/errors.js';
import { longDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { callerOf, show, textOf, todayOf, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { ASSESSMENT_STAGES, isStage } from '../../words/stages.js';
import { bands } from './presenter.js';

/** Rows of a page: a week of a full caseload, and quick to print. */
const ROWS = 50;

type View = keyof typeof texts.workList.views;

/** The work list: what is to be done next, case by case, soonest first. */
export const workListRoutes = (site: Site): Router =>
  Router()
    .get(paths.cases, async (req, res) => {
      const caller = callerOf(site, req);
      if (!mayAtAll(caller, 'record.see')) throw new AppError('forbidden');
      const view = viewOf(req, caller);
      const stage = textOf(req.query, 'stage');
      const cursor = textOf(req.query, 'after');
      const search = site.visits.search(req);
      const today = todayOf(site);
      const page = await workList(site.useCases, caller, {
        cursor: cursor === '' ? null : cursor,
        limit: ROWS,
        ...(view === 'mine' && search === '' ? { mine: true } : {}),
        ...(view === 'late' ? { late: true } : {}),
        ...(view === 'ended' ? { ended: true } : {}),
        ...(isStage(stage) ? { stage } : {}),
        ...(search === '' ? {} : { search }),
      });
      const address = (more: Readonly<Record<string, string>>): string => addressOf({ view, stage, ...more });
      show(site, req, res, {
        view: 'work-list/view',
        title: texts.workList.views[view],
        section: 'cases',
        shown: {
          heading: texts.workList.views[view],
          todayWords: longDay(today),
          newCase: mayAtAll(caller, 'record.start') ? paths.newCase : null,
          views: viewsFor(caller).map((code) => ({
            text: texts.workList.views[code],
            href: addressOf({ view: code, stage }),
            current: code === view,
          })),
          keep: [{ name: 'view', value: view }],
          stages: [
            { value: '', text: texts.workList.anyStage },
            ...ASSESSMENT_STAGES.map((code) => ({ value: code, text: texts.stages[code], selected: code === stage })),
          ],
          search,
          showOwner: view !== 'mine' || search !== '',
          bands: bands(page, today, caller.covers),
          empty: emptyWords(view, search !== '' || stage !== ''),
          more: page.next === null ? null : address({ after: page.next }),
          notFirst: cursor === '' ? null : address({}),
        },
      });
    })
    .post(paths.search, async (req, res) => {
      callerOf(site, req);
      await site.visits.keepSearch(req, textOf(req.body, 'search').slice(0, 100));
      res.redirect(303, addressOf({ view: 'all' }));
    });

/** A caseworker begins with their own cases, a manager with everything they may see. */
const viewsFor = (caller: Caller): readonly View[] =>
  caller.roles.includes('caseworker') ? ['mine', 'all', 'late', 'ended'] : ['all', 'late', 'ended'];

function viewOf(req: Request, caller: Caller): View {
  const asked = textOf(req.query, 'view');
  const views = viewsFor(caller);
  return views.find((view) => view === asked) ?? views[0] ?? 'all';
}

function addressOf(query: Readonly<Record<string, string>>): string {
  const kept = Object.entries(query).filter(([, value]) => value !== '');
  return kept.length === 0 ? paths.cases : `${paths.cases}?${new URLSearchParams(kept).toString()}`;
}

function emptyWords(view: View, narrowed: boolean): { text: string; href?: string; link?: string } {
  if (narrowed) return { text: texts.workList.empty.narrowed };
  if (view === 'late')
    return { text: texts.workList.empty.late, href: paths.cases, link: texts.workList.empty.showAll };
  return { text: view === 'ended' ? texts.workList.empty.ended : texts.workList.empty.all };
}
