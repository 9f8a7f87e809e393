import { Router, type Request } from 'express';
import { AppError } from '../../../api/errors.js';
import { paths } from '../../paths.js';
import type { ReportPaper } from '../../presenting/report/paper.js';
import { show, type Site } from '../../site.js';
import { sendFile } from '../../files/send-file.js';
import { EXPLAINED_WORDS } from '../../words/explained.js';
import { REPORT_WORDS } from '../../words/reports.js';
import { paperFor } from './controller.js';

const t = EXPLAINED_WORDS.boardPage;

/** What goes to the board: the report's front figures and every red with its cause and action. Until each has both it is withheld. */
export const boardRoutes = (site: Site): Router =>
  Router()
    .get(paths.reportBoard(':week'), async (req, res) => {
      const paper = await ofCouncil(site, req);
      show(site, req, res, {
        view: 'reports/board',
        title: t.title(paper.week),
        section: 'reports',
        shown: { words: REPORT_WORDS, explained: EXPLAINED_WORDS, paper, title: t.title(paper.week), back: paths.report(paper.week), pdf: site.drawPdf === null ? null : paths.reportBoardFile(paper.week) },
      });
    })
    .get(paths.reportBoardFile(':week'), async (req, res) => {
      const paper = await ofCouncil(site, req);
      if (!paper.explained.isReady) throw new AppError('not-explained');
      if (site.drawPdf === null) throw new AppError('not-found');
      const council = site.useCases.council.name;
      const content = await site.drawPdf(site.render('pages/reports/board-paper.njk', { paper, words: REPORT_WORDS, explained: EXPLAINED_WORDS, title: t.title(paper.week), council }));
      sendFile(res, { name: `board-${paper.week}.pdf`, mediaType: 'application/pdf', content });
    });

/** The board is told of the whole council: whoever answers for teams alone has no such page. @throws AppError `forbidden` */
async function ofCouncil(site: Site, req: Request): Promise<ReportPaper> {
  const { report, paper } = await paperFor(site, req);
  if (!report.ofCouncil) throw new AppError('forbidden');
  return paper;
}
