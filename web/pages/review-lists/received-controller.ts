import { Router, type Request } from 'express';
import { notFound } from '../../../api/errors.js';
import { mayReadLists, type LinkHolder } from '../../../api/link-permissions.js';
import { receivedList, receivedLists } from '../../../api/use-cases/review-lists.js';
import { sendFile } from '../../files/send-file.js';
import { paths } from '../../paths.js';
import { part, show, SignInFirst, type Site } from '../../site.js';
import { LIST_WORDS as t } from '../../words/review-lists.js';
import { termWords } from '../../words/terms.js';
import { frameOf, holderOf } from '../link/holder.js';
import { listFile } from './files.js';
import { listShown, receivedShown } from './presenter.js';

/** Lists as a setting, the ICB or social care reads them, by link. */
export const receivedListRoutes = (site: Site): Router =>
  Router()
    .get(paths.receivedLists, async (req, res) => {
      const holder = await readerHere(site, req);
      const lists = await receivedLists(site.useCases, holder);
      show(site, req, res, {
        view: 'review-lists/received',
        title: t.received,
        shown: { ...frameOf(holder), words: t, intro: t.receivedIntro(site.useCases.council.name), back: holder.kind === 'setting' ? paths.settingReviews : null, lists: receivedShown(lists) },
      });
    })
    .get(paths.receivedList(':list'), async (req, res) => {
      const holder = await readerHere(site, req);
      const list = await receivedList(site.useCases, holder, part(req, 'list'));
      show(site, req, res, {
        view: 'review-lists/list',
        title: t.listOf(termWords(list.term), list.to.ref),
        shown: { ...frameOf(holder), words: t, back: paths.receivedLists, backText: t.backToReceived, ...listShown(list, (kind) => paths.receivedListFile(list.ref, kind), site.drawPdf !== null) },
      });
    })
    .get(paths.receivedListFile(':list', ':kind'), async (req, res) => {
      const list = await receivedList(site.useCases, await readerHere(site, req), part(req, 'list'));
      sendFile(res, await listFile(site, list, part(req, 'kind')));
    });

/** @throws SignInFirst for nobody; AppError `not-found` for whoever reads no lists */
async function readerHere(site: Site, req: Request): Promise<LinkHolder> {
  const holder = await holderOf(site, req);
  if (holder === null && site.visits.caller(req) === null) throw new SignInFirst();
  if (holder === null || !mayReadLists(holder)) throw notFound();
  return holder;
}
