import { Router, type Request, type Response } from 'express';
import { endFeed, feedOf, makeFeed, readFeed } from '../../../api/use-cases/review-feed.js';
import { settingReviews } from '../../../api/use-cases/setting-reviews.js';
import { nowOf } from '../../../api/now.js';
import { icalendar } from '../../../domain/review/icalendar.js';
import { longTime } from '../../dates.js';
import { paths } from '../../paths.js';
import { part, show, textOf, todayOf, type Site } from '../../site.js';
import { REVIEW_WORDS as t } from '../../words/setting-reviews.js';
import { frameOf } from '../link/holder.js';
import { calendarDays, csvOf } from './feed.js';
import { settingHere } from './here.js';
import { countWords, pupilWords } from './presenter.js';

/** A setting's inbox over all its pupils' reviews, and their dates for its own calendar and tables. */
export const reviewInboxRoutes = (site: Site): Router =>
  Router()
    .get(paths.settingReviews, (req, res) => showInbox(site, req, res, null))
    .get(paths.settingReviewDates, async (req, res) => {
      const pupils = await settingReviews(site.useCases, await settingHere(site, req));
      sendTable(res, csvOf(pupils, site.useCases.council.name));
    })
    .post(paths.settingCalendar, async (req, res) => {
      const token = await makeFeed(site.useCases, await settingHere(site, req));
      await showInbox(site, req, res, token);
    })
    .post(paths.settingCalendarEnd, async (req, res) => {
      await endFeed(site.useCases, await settingHere(site, req));
      res.redirect(303, `${paths.settingReviews}?calendar=ended`);
    })
    .get(paths.reviewFeed(':token'), async (req, res) => {
      const { setting, pupils } = await readFeed(site.useCases, part(req, 'token'));
      const council = site.useCases.council.name;
      res.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', 'Content-Disposition': 'inline; filename="reviews.ics"' });
      res.type('text/calendar; charset=utf-8').send(icalendar(t.calendar.name(setting, council), calendarDays(pupils, council), nowOf(site.useCases)));
    })
    .get(paths.reviewFeedTable(':token'), async (req, res) => {
      const { pupils } = await readFeed(site.useCases, part(req, 'token'));
      sendTable(res, csvOf(pupils, site.useCases.council.name));
    });

function sendTable(res: Response, table: string): void {
  res.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
  res.attachment('reviews.csv').type('text/csv; charset=utf-8').send(table);
}

/** @param token of an address made now: shown this once, and in no address of ours */
async function showInbox(site: Site, req: Request, res: Response, token: string | null): Promise<void> {
  const holder = await settingHere(site, req);
  const pupils = await settingReviews(site.useCases, holder);
  const feed = await feedOf(site.useCases, holder);
  const from = `${req.protocol}://${req.get('Host') ?? ''}`;
  show(site, req, res, {
    view: 'setting-reviews/list',
    title: t.title,
    notice: textOf(req.query, 'calendar') === 'ended' ? { good: true, title: t.calendar.title, text: t.calendar.ended } : null,
    shown: {
      ...frameOf(holder),
      words: t,
      intro: t.intro(holder.name, site.useCases.council.name),
      counts: countWords(pupils),
      pupils: pupils.map((pupil) => pupilWords(pupil, todayOf(site))),
      feed: feed === null ? null : t.calendar.inUse(longTime(feed.madeAt), feed.readAt === null ? null : longTime(feed.readAt)),
      made: token === null ? null : { ics: `${from}${paths.reviewFeed(token)}`, csv: `${from}${paths.reviewFeedTable(token)}` },
    },
  });
}
