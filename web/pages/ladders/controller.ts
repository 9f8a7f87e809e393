import { Router } from 'express';
import { notFound } from '../../../api/errors.js';
import { viewLadder, viewLadders } from '../../../api/use-cases/ladders.js';
import { longDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Notice, type Site } from '../../site.js';
import { LADDER_WORDS as t } from '../../words/ladders.js';
import { mailWords } from '../../words/rules.js';
import { entryOr } from '../sending.js';
import { differenceShown, ladderShown, listShown } from './presenter.js';

/** Who is reminded and escalated to: each ladder in plain words, with every version it has had. */
export const ladderRoutes = (site: Site): Router =>
  Router()
    .get(paths.ladders, async (req, res) => {
      const views = await viewLadders(site.useCases, callerOf(site, req));
      show(site, req, res, { view: 'ladders/list', title: t.title, section: 'settings', shown: { words: t, ...listShown(views), mail: { lines: mailWords(site.useCases.council.settings.staffMail), href: paths.rule('staff-mail') } } });
    })
    .get(paths.ladder(':duty'), async (req, res) => {
      const history = await viewLadder(site.useCases, callerOf(site, req), part(req, 'duty'));
      const kept = history.versions.find(({ number }) => String(number) === textOf(req.query, 'kept'));
      const shown = ladderShown(history);
      show(site, req, res, { view: 'ladders/view', title: `${t.title}: ${shown.title}`, section: 'settings', notice: kept === undefined ? null : noticeOf(kept.effectiveFrom <= todayOf(site), longDay(kept.effectiveFrom)), shown: { words: t, ladder: shown } });
    })
    .get(paths.ladderVersion(':duty', ':number'), async (req, res) => {
      const history = await viewLadder(site.useCases, callerOf(site, req), part(req, 'duty'));
      const row = history.versions.find(({ number }) => number === entryOr(part(req, 'number')));
      if (row === undefined) throw notFound();
      const version = differenceShown(history, row);
      show(site, req, res, { view: 'ladders/version', title: version.title, section: 'settings', shown: { words: t, back: paths.ladder(row.code), version } });
    });

const noticeOf = (isNow: boolean, on: string): Notice => ({ good: true, title: 'Done', text: isNow ? t.keptNow : t.kept(on) });
