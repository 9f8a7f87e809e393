import { Router, type Request, type Response } from 'express';
import { mayAtAll, type Caller } from '../../../api/permissions.js';
import { RECORD_REF } from '../../../api/refs.js';
import type { ReviewRow } from '../../../api/review-models.js';
import { logged } from '../../../api/use-cases/read-case.js';
import { plannedYear, setDates, type ChosenDate } from '../../../api/use-cases/review-year.js';
import { isIsoDate } from '../../../domain/dates/iso-date.js';
import { paths } from '../../paths.js';
import { callerOf, show, textOf, type Site } from '../../site.js';
import { REVIEW_WORDS as t } from '../../words/reviews.js';
import { commandIdOr, newCommandId } from '../sending.js';
import { resultsShown } from '../work-list/results.js';
import { valuesOf } from '../work-list/chosen.js';
import { reviewPages } from './presenter.js';
import { NO_SETTING, shownYear, yearAddress, type YearQuery } from './year-presenter.js';

/** The year of reviews: the dates proposed by week and by setting, accepted one by one or all of those shown. */
export const reviewYearRoutes = (site: Site): Router =>
  Router()
    .get(paths.reviewYear, (req, res) => showYear(site, req, res, readQuery(req.query, callerOf(site, req)), false))
    .post(paths.reviewYearAccept, async (req, res) => {
      const caller = callerOf(site, req);
      const query = readQuery(req.body, caller);
      const key = commandIdOr(textOf(req.body, 'key'));
      const dates = datesIn(req.body);
      if (dates.length === 0) return showYear(site, req, res, query, true);
      const results = await setDates(site.useCases, caller, { key, dates });
      show(site, req, res, {
        view: 'work-list/results',
        title: t.year.results,
        section: 'reviews',
        shown: {
          heading: t.year.results,
          back: yearAddress(query),
          backText: t.pages.year,
          ...resultsShown('review-dates', results, paths.reviewDate),
          again: paths.reviewYearAccept,
          fields: [
            { name: 'key', value: key },
            ...Object.entries(query).map(([name, value]) => ({ name, value })),
            ...dates.map(({ ref, entry, meetingOn, knowing }) => ({ name: 'cases', value: [ref, entry ?? '', meetingOn, knowing.join(',')].join('@') })),
          ],
        },
      });
    });

async function showYear(site: Site, req: Request, res: Response, query: YearQuery, nothingChosen: boolean): Promise<void> {
  const caller = callerOf(site, req);
  const planned = await plannedYear(site.useCases, caller);
  const shown = shownYear(planned, query, ofView(query, caller));
  await logged(site.useCases, caller, [...new Set([...shown.dates, ...shown.late, ...shown.kept].map(({ ref }) => ref))], 'review-year');
  show(site, req, res, {
    view: 'reviews/year',
    title: t.pages.year,
    section: 'reviews',
    errors: nothingChosen ? [{ text: t.year.chooseSome, href: '#dates' }] : null,
    shown: {
      words: t,
      pages: reviewPages(caller, 'year'),
      views: viewsOf(caller).map((view) => ({ text: t.views[view], href: yearAddress({ view, setting: '', week: '' }), current: view === query.view })),
      query: Object.entries(query).map(([name, value]) => ({ name, value })),
      ...shown,
      accept: mayAtAll(caller, 'record.facts') ? { action: paths.reviewYearAccept, key: newCommandId() } : null,
    },
  });
}

const viewsOf = (caller: Caller): readonly YearQuery['view'][] => (caller.roles.includes('caseworker') ? ['mine', 'all'] : ['all']);

function ofView({ view }: YearQuery, caller: Caller): (row: ReviewRow) => boolean {
  const own = [caller.ref, ...caller.covers.map(({ ref }) => ref)];
  return ({ owner }) => view === 'all' || (owner !== null && own.includes(owner.ref));
}

function readQuery(from: unknown, caller: Caller): YearQuery {
  const views = viewsOf(caller);
  const [setting, week] = [textOf(from, 'setting'), textOf(from, 'week')];
  return {
    view: views.find((view) => view === textOf(from, 'view')) ?? views[0] ?? 'all',
    setting: setting === NO_SETTING || /^T-[0-9A-Z]{1,24}$/.test(setting) ? setting : '',
    week: isIsoDate(week) ? week : '',
  };
}

/** The dates a form names, ticked one by one or all of those shown. */
function datesIn(body: unknown): readonly ChosenDate[] {
  const everything = valuesOf(body, 'everything').flatMap((all) => all.split(' '));
  return (everything.length > 0 ? everything : valuesOf(body, 'cases')).flatMap((value): ChosenDate[] => {
    const [ref = '', entry = '', meetingOn = '', knowing = ''] = value.split('@');
    return RECORD_REF.test(ref) ? [{ ref, entry: /^\d{1,9}$/.test(entry) ? Number(entry) : null, meetingOn, knowing: knowing === '' ? [] : knowing.split(',') }] : [];
  });
}
