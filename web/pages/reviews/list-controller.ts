import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { mayAtAll, type Caller } from '../../../api/permissions.js';
import type { Named } from '../../../api/read-models.js';
import type { ReviewQuery } from '../../../api/review-models.js';
import { REVIEW_STEPS, type ReviewStep } from '../../../domain/review/next-step.js';
import { owners } from '../../../api/use-cases/lists.js';
import { reviewList } from '../../../api/use-cases/reviews.js';
import { longDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { callerOf, show, textOf, todayOf, type Notice, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { REVIEW_WORDS as t } from '../../words/reviews.js';
import { reviewBands, reviewPages } from './presenter.js';

const ROWS = 50;
type View = keyof typeof t.views;
type Asked = Readonly<{ view: View; step: ReviewStep | ''; owner: string }>;

/** Reviews by what must happen next, late first. */
export const reviewListRoutes = (site: Site): Router => Router().get(paths.reviews, (req, res) => showList(site, req, res));

async function showList(site: Site, req: Request, res: Response): Promise<void> {
  const caller = callerOf(site, req);
  if (!mayAtAll(caller, 'record.see')) throw new AppError('forbidden');
  const asked = readAsked(req.query, caller);
  const cursor = textOf(req.query, 'after');
  const [page, colleagues] = await Promise.all([
    reviewList(site.useCases, caller, { cursor: cursor === '' ? null : cursor, limit: ROWS, ...filtersOf(asked) }),
    mayAtAll(caller, 'team.see') ? owners(site.useCases, caller) : [],
  ]);
  const today = todayOf(site);
  show(site, req, res, {
    view: 'reviews/list',
    title: texts.sections.reviews,
    section: 'reviews',
    notice: noticeOf(textOf(req.query, 'done')),
    shown: {
      words: t,
      pages: reviewPages(caller, 'list'),
      todayWords: longDay(today),
      views: viewsOf(caller).map((view) => ({ text: t.views[view], href: addressOf({ ...asked, view }), current: view === asked.view })),
      view: asked.view,
      choices: choicesOf(asked, colleagues),
      bands: reviewBands(page, today),
      showOwner: asked.view !== 'mine',
      empty: asked.step === '' && asked.owner === '' && asked.view !== 'late' ? t.emptyList : t.emptyNarrowed,
      more: page.next === null ? null : addressOf({ ...asked, after: page.next }),
      notFirst: cursor === '' ? null : addressOf(asked),
    },
  });
}

const viewsOf = (caller: Caller): readonly View[] => (caller.roles.includes('caseworker') ? ['mine', 'all', 'late'] : ['all', 'late']);

function readAsked(query: unknown, caller: Caller): Asked {
  const views = viewsOf(caller);
  const owner = textOf(query, 'owner');
  return {
    view: views.find((view) => view === textOf(query, 'view')) ?? views[0] ?? 'all',
    step: REVIEW_STEPS.find((step) => step === textOf(query, 'step')) ?? '',
    owner: owner === 'nobody' || /^S-[0-9A-Z]{1,24}$/.test(owner) ? owner : '',
  };
}

const filtersOf = ({ view, step, owner }: Asked): Partial<ReviewQuery> => ({
  ...(view === 'mine' ? { mine: true } : {}),
  ...(view === 'late' ? { late: true } : {}),
  ...(step === '' ? {} : { step }),
  ...(owner === '' ? {} : { owner }),
});

function addressOf({ view, step, owner, after = '' }: Asked & Readonly<{ after?: string }>): string {
  const said = Object.entries({ view, step, owner, after }).filter(([, value]) => value !== '');
  return `${paths.reviews}?${new URLSearchParams(said).toString()}`;
}

function choicesOf({ step, owner }: Asked, colleagues: readonly Named[]): readonly object[] {
  const options = (all: readonly Readonly<{ value: string; text: string }>[], chosen: string) => all.map((one) => ({ ...one, selected: one.value === chosen }));
  const steps = [{ value: '', text: t.anyStep }, ...REVIEW_STEPS.map((value) => ({ value, text: t.steps[value] }))];
  const { anybody, nobody, label } = texts.day.owner;
  const people = [{ value: '', text: anybody }, { value: 'nobody', text: nobody }, ...colleagues.map(({ ref, name }) => ({ value: ref, text: name }))];
  return [{ name: 'step', label: t.step, options: options(steps, step) }, ...(colleagues.length === 0 ? [] : [{ name: 'owner', label, options: options(people, owner) }])];
}

const noticeOf = (done: string): Notice | null => (done === 'set' ? { good: true, ...t.date.done } : null);
