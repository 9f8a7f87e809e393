import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { mayAtAll, type Caller } from '../../../api/permissions.js';
import type { FilterQuery, Named } from '../../../api/read-models.js';
import { savedFilters } from '../../../api/use-cases/filters.js';
import { owners } from '../../../api/use-cases/lists.js';
import { workList } from '../../../api/use-cases/read-case.js';
import { openTasks } from '../../../api/use-cases/tasks.js';
import { addDays, type IsoDate } from '../../../domain/dates/iso-date.js';
import { longDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { callerOf, show, textOf, todayOf, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { ASSESSMENT_STAGES, isStage } from '../../words/stages.js';
import { addressOf, kindOf, readQuery, viewsFor, type ListQuery, type View } from './query.js';
import { bands, shownTasks } from './presenter.js';

/** Rows of a page: a week of a full caseload, and quick to print. */
const ROWS = 50;
const TASKS = 50;
const WEEK = 7;

/** The work list: what must be done today and why, then the rest, case by case, soonest first. */
export const workListRoutes = (site: Site): Router =>
  Router()
    .get(paths.cases, (req, res) => showList(site, req, res))
    .post(paths.search, async (req, res) => {
      callerOf(site, req);
      await site.visits.keepSearch(req, textOf(req.body, 'search').slice(0, 100));
      res.redirect(303, addressOf({ view: 'all' }));
    });

async function showList(site: Site, req: Request, res: Response): Promise<void> {
  const caller = callerOf(site, req);
  if (!mayAtAll(caller, 'record.see')) throw new AppError('forbidden');
  const query = readQuery(req.query, caller);
  const cursor = textOf(req.query, 'after');
  const search = site.visits.search(req);
  const today = todayOf(site);
  const [page, tasks, kept, colleagues] = await Promise.all([
    workList(site.useCases, caller, {
      cursor: cursor === '' ? null : cursor,
      limit: ROWS,
      ...filtersOf(query, search, today),
    }),
    showsTasks(caller, query, search, cursor)
      ? openTasks(site.useCases, caller, { whose: 'mine', cursor: null, limit: TASKS })
      : null,
    savedFilters(site.useCases, caller),
    mayAtAll(caller, 'team.see') ? owners(site.useCases, caller) : [],
  ]);
  const { view, stage } = query;
  const shownBands = bands(page, today, caller.covers, shownTasks(tasks?.items ?? [], today));
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
        href: addressOf({ ...query, view: code }),
        current: code === view,
      })),
      keep: [{ name: 'view', value: view }],
      choices: choicesOf(query, colleagues),
      search,
      showOwner: view !== 'mine' || search !== '',
      covering: caller.covers.map(({ name }) => texts.workList.coveringFor(name)),
      yours: kept.map(({ name, query: own }) => ({ name, href: addressOf(own), current: same(own, query) })),
      query: Object.entries(kindOf(query)).map(([name, value]) => ({ name, value })),
      bands: shownBands,
      allTasks: tasks === null || tasks.items.length === 0 ? null : paths.tasks,
      steps: page.items.length > 0 && view !== 'ended' && mayAtAll(caller, 'record.facts') ? STEPS : null,
      everything: page.items.map(({ ref, entry }) => `${ref}@${entry}`).join(' '),
      count: page.items.length,
      empty: emptyWords(view, search !== '' || stage !== ''),
      more: page.next === null ? null : addressOf({ ...query, after: page.next }),
      notFirst: cursor === '' ? null : addressOf(query),
    },
  });
}

const STEPS = (['ask-advice', 'remind-late'] as const).map((value) => ({ value, text: texts.day.steps[value].title }));

/** Tasks belong to the day, not to a search or to the list's further pages. */
const showsTasks = (caller: Caller, { view, stage, owner }: ListQuery, search: string, cursor: string): boolean =>
  mayAtAll(caller, 'task.see') &&
  search === '' &&
  cursor === '' &&
  stage === '' &&
  owner === '' &&
  (view === 'mine' || (view === 'all' && !caller.roles.includes('caseworker')));

function filtersOf({ view, stage, owner, by }: ListQuery, search: string, today: IsoDate) {
  return {
    ...(view === 'mine' && search === '' ? { mine: true } : {}),
    ...(view === 'late' ? { late: true } : {}),
    ...(view === 'ended' ? { ended: true } : {}),
    ...(isStage(stage) ? { stage } : {}),
    ...(owner === '' ? {} : { owner }),
    ...(by === '' ? {} : { actBy: by === 'today' ? today : addDays(today, WEEK) }),
    ...(search === '' ? {} : { search }),
  };
}

function choicesOf({ stage, owner, by }: ListQuery, colleagues: readonly Named[]): readonly object[] {
  const { day, workList: words, stages } = texts;
  const options = (all: readonly { value: string; text: string }[], chosen: string) =>
    all.map((one) => ({ ...one, selected: one.value === chosen }));
  const people = [
    { value: '', text: day.owner.anybody },
    { value: 'nobody', text: day.owner.nobody },
    ...colleagues.map(({ ref, name }) => ({ value: ref, text: name })),
  ];
  return [
    {
      name: 'stage',
      label: 'Stage',
      options: options(
        [
          { value: '', text: words.anyStage },
          ...ASSESSMENT_STAGES.map((code) => ({ value: code, text: stages[code] })),
        ],
        stage,
      ),
    },
    {
      name: 'by',
      label: 'By when',
      options: options(
        [
          { value: '', text: day.by.any },
          { value: 'today', text: day.by.today },
          { value: 'week', text: day.by.week },
        ],
        by,
      ),
    },
    ...(colleagues.length === 0 ? [] : [{ name: 'owner', label: day.owner.label, options: options(people, owner) }]),
  ];
}

const same = (kept: FilterQuery, { view, stage, owner, by }: ListQuery): boolean =>
  (kept.view ?? '') === view && (kept.stage ?? '') === stage && (kept.owner ?? '') === owner && (kept.by ?? '') === by;

function emptyWords(view: View, narrowed: boolean): { text: string; href?: string; link?: string } {
  if (narrowed) return { text: texts.workList.empty.narrowed };
  if (view === 'late')
    return { text: texts.workList.empty.late, href: paths.cases, link: texts.workList.empty.showAll };
  return { text: view === 'ended' ? texts.workList.empty.ended : texts.workList.empty.all };
}
