import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../../api/errors.js';
import { mayAtAll } from '../../../../api/permissions.js';
import { periodKind, periodsOffered, readBehind, readLearning } from '../../../../api/use-cases/audit-learning.js';
import type { LearningPeriod } from '../../../../domain/audit/learning-report.js';
import { learningFile } from '../../../files/learning-file.js';
import { sendFile } from '../../../files/send-file.js';
import { paths } from '../../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Site } from '../../../site.js';
import { LEARNING_WORDS as t } from '../../../words/learning.js';
import { auditRows } from '../presenter.js';
import { figureWords, learningPaper, periodWords } from '../../../presenting/learning/paper.js';

type Kind = LearningPeriod['kind'];
const PAGES = {
  quarter: { path: paths.auditLearning, file: paths.auditLearningFile, words: t.learning, name: 'audit-learning', other: paths.auditBoard },
  month: { path: paths.auditBoard, file: paths.auditBoardFile, words: t.board, name: 'audit-board', other: paths.auditLearning },
} as const;

/** What audits taught: a quarter's report and a month's board page, each figure open to its audits, in every form the same. */
export const learningRoutes = (site: Site): Router =>
  Router()
    .get(paths.auditsBehind, (req, res) => behindPage(site, req, res))
    .get(paths.auditLearning, (req, res) => learningPage(site, req, res, 'quarter'))
    .get(paths.auditLearningFile(':kind'), (req, res) => sendAway(site, req, res, 'quarter'))
    .get(paths.auditBoard, (req, res) => learningPage(site, req, res, 'month'))
    .get(paths.auditBoardFile(':kind'), (req, res) => sendAway(site, req, res, 'month'));

/** Two periods at once are none: neither is guessed. */
const givenIn = ({ query }: Request, kind: Kind): string => (Array.isArray(query[kind]) ? TWO : textOf(query, kind));
const TWO = 'two';

/** A period nobody can have leads nowhere, and says why. */
const asPage = <T>(reading: Promise<T>): Promise<T> =>
  reading.catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'invalid') throw new AppError('not-found', { detail: error.extra.errors?.map(({ path, message }) => `The ${path} ${message}.`).join(' ') ?? '' });
    throw error;
  });

async function learningPage(site: Site, req: Request, res: Response, kind: Kind): Promise<void> {
  const { path, file, words, other } = PAGES[kind];
  const known = await asPage(readLearning(site.useCases, callerOf(site, req), kind, givenIn(req, kind)));
  const paper = learningPaper(known);
  const offered = periodsOffered(site.useCases, kind).map(({ id }) => id);
  const ids = offered.includes(known.period.id) ? offered : [known.period.id, ...offered];
  const away = (form: string): string => `${file(form)}?${kind}=${known.period.id}`;
  show(site, req, res, {
    view: 'audits/learning/view',
    title: `${words.title}, ${periodWords(known.period.id)}`,
    section: 'audits',
    shown: {
      words: t, of: words, paper, other, feedback: paths.feedback,
      points: { make: mayAtAll(callerOf(site, req), 'audit.lead') ? paths.learningPointNew : null, rows: (paper.tables.find(({ id }) => id === 'points')?.rows ?? []).map(({ id, name }) => ({ href: paths.learningPoint(id), text: name })) },
      choose: { action: path, name: kind, options: ids.map((id) => ({ value: id, text: periodWords(id), selected: id === known.period.id })) },
      files: { pdf: site.drawPdf === null ? null : away('pdf'), xlsx: away('xlsx'), csv: away('csv') },
    },
  });
}

async function sendAway(site: Site, req: Request, res: Response, kind: Kind): Promise<void> {
  const known = await asPage(readLearning(site.useCases, callerOf(site, req), kind, givenIn(req, kind)));
  sendFile(res, await learningFile(site, learningPaper(known), part(req, 'kind'), { name: PAGES[kind].name, council: site.useCases.council.name }));
}

async function behindPage(site: Site, req: Request, res: Response): Promise<void> {
  const period = textOf(req.query, 'period');
  const figure = { table: textOf(req.query, 'table'), row: textOf(req.query, 'row'), column: textOf(req.query, 'column') };
  const known = await asPage(readBehind(site.useCases, callerOf(site, req), period, figure));
  show(site, req, res, {
    view: 'audits/learning/audits',
    title: t.behind.caption,
    section: 'audits',
    shown: {
      words: t, heading: figureWords(learningPaper(known), figure), caption: periodWords(period), back: `${PAGES[periodKind(period)].path}?${periodKind(period)}=${period}#${figure.table}`,
      rows: auditRows(known.audits, todayOf(site)), closed: known.closed === 0 ? null : t.behind.closed(known.closed),
    },
  });
}
