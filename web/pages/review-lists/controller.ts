import { Router, type Request, type Response } from 'express';
import { reviewLists, sendReviewLists, viewReviewList } from '../../../api/use-cases/review-lists.js';
import { sendFile } from '../../files/send-file.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Notice, type Site } from '../../site.js';
import { REVIEW_WORDS } from '../../words/reviews.js';
import { LIST_WORDS as t } from '../../words/review-lists.js';
import { termWords } from '../../words/terms.js';
import { reviewPages } from '../reviews/presenter.js';
import { listFile } from './files.js';
import { listShown, termShown } from './presenter.js';

/** Termly lists: who is due in a term, what has been sent to whom, and one press that sends the rest. */
export const reviewTermRoutes = (site: Site): Router =>
  Router()
    .get(paths.reviewLists, (req, res) => showTerm(site, req, res, noticeOf(textOf(req.query, 'done'))))
    .post(paths.reviewListsSend, async (req, res) => {
      const [term, setting] = [textOf(req.body, 'term'), textOf(req.body, 'setting')];
      const isCarried = await sendReviewLists(site.useCases, callerOf(site, req), { term, setting: setting === '' ? null : setting });
      res.redirect(303, `${paths.reviewLists}?term=${encodeURIComponent(term)}&done=${isCarried ? 'going' : 'waits'}`);
    })
    .get(paths.reviewList(':list'), async (req, res) => {
      const list = await viewReviewList(site.useCases, callerOf(site, req), part(req, 'list'));
      show(site, req, res, {
        view: 'review-lists/list',
        title: t.listOf(termWords(list.term), list.to.ref),
        section: 'reviews',
        shown: { words: t, back: `${paths.reviewLists}?term=${list.term}`, backText: t.backToTerm, ...listShown(list, (kind) => paths.reviewListFile(list.ref, kind), site.drawPdf !== null) },
      });
    })
    .get(paths.reviewListFile(':list', ':kind'), async (req, res) => {
      const list = await viewReviewList(site.useCases, callerOf(site, req), part(req, 'list'));
      sendFile(res, await listFile(site, list, part(req, 'kind')));
    });

const noticeOf = (done: string): Notice | null => (done === 'going' ? { good: true, ...t.going } : done === 'waits' ? { good: false, ...t.waits } : null);

async function showTerm(site: Site, req: Request, res: Response, notice: Notice | null): Promise<void> {
  const caller = callerOf(site, req);
  const view = await reviewLists(site.useCases, caller, textOf(req.query, 'term'));
  show(site, req, res, {
    view: 'review-lists/term',
    title: REVIEW_WORDS.pages.lists,
    section: 'reviews',
    notice,
    shown: { words: t, pages: reviewPages(caller, 'lists'), heading: REVIEW_WORDS.pages.lists, term: view === null ? null : termShown(view, todayOf(site)) },
  });
}
