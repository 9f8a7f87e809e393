import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { mayAtAll } from '../../../api/permissions.js';
import { expectTransfers, phaseBoard, phaseBoards } from '../../../api/use-cases/phase-transfers.js';
import type { TransferKind } from '../../../domain/facts/fact.js';
import { TRANSFER_KINDS } from '../../../domain/facts/schema.js';
import { nextTransferOn } from '../../../domain/review-year/phase-cohort.js';
import { longDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Site } from '../../site.js';
import { REVIEW_WORDS as t } from '../../words/reviews.js';
import { commandIdOr, newCommandId } from '../sending.js';
import { chosenIn } from '../work-list/chosen.js';
import { resultsShown } from '../work-list/results.js';
import { boardShown, lineShown } from './phases-presenter.js';
import { reviewPages } from './presenter.js';

/** Phase transfers of next September: every phase with its line, and one board for each. */
export const phaseRoutes = (site: Site): Router =>
  Router()
    .get(paths.phases, async (req, res) => {
      const caller = callerOf(site, req);
      const { today, boards } = await phaseBoards(site.useCases, caller);
      show(site, req, res, {
        view: 'reviews/phases',
        title: t.pages.phases,
        section: 'reviews',
        shown: {
          words: t,
          pages: reviewPages(caller, 'phases'),
          intro: t.phases.intro(longDay(nextTransferOn(today))),
          boards: boards.map((board) => ({ ...lineShown(board, today), href: paths.phase(board.kind) })),
        },
      });
    })
    .get(paths.phase(':kind'), (req, res) => showBoard(site, req, res, false))
    .post(paths.expectTransfers(':kind'), async (req, res) => {
      const caller = callerOf(site, req);
      const kind = kindIn(req);
      const key = commandIdOr(textOf(req.body, 'key'));
      const plans = chosenIn(req.body);
      if (plans.length === 0) return showBoard(site, req, res, true);
      const results = await expectTransfers(site.useCases, caller, { key, plans });
      show(site, req, res, {
        view: 'work-list/results',
        title: t.phases.results,
        section: 'reviews',
        shown: {
          heading: t.phases.results,
          back: paths.phase(kind),
          backText: t.transfers[kind],
          ...resultsShown('expect-transfers', results),
          again: paths.expectTransfers(kind),
          fields: [{ name: 'key', value: key }, ...plans.map(({ ref, entry }) => ({ name: 'cases', value: `${ref}@${entry ?? ''}` }))],
        },
      });
    });

/** @throws AppError `not-found` */
function kindIn(req: Request): TransferKind {
  const kind = TRANSFER_KINDS.find((known) => known === part(req, 'kind'));
  if (kind === undefined) throw new AppError('not-found');
  return kind;
}

async function showBoard(site: Site, req: Request, res: Response, nothingChosen: boolean): Promise<void> {
  const caller = callerOf(site, req);
  const kind = kindIn(req);
  const { board } = await phaseBoard(site.useCases, caller, kind);
  show(site, req, res, {
    view: 'reviews/phase',
    title: t.transfers[kind],
    section: 'reviews',
    errors: nothingChosen ? [{ text: t.year.chooseSome, href: '#unrecorded' }] : null,
    shown: {
      words: t,
      heading: t.transfers[kind],
      board: board === null ? null : boardShown(board, todayOf(site)),
      record: mayAtAll(caller, 'record.facts') ? { action: paths.expectTransfers(kind), key: newCommandId() } : null,
    },
  });
}
