import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { mayAtAll } from '../../../api/permissions.js';
import { countedFeedback, type FeedbackCounted } from '../../../api/use-cases/feedback.js';
import type { Named } from '../../../api/read-models.js';
import { feedbackFile } from '../../files/feedback-file.js';
import { sendFile } from '../../files/send-file.js';
import { paths } from '../../paths.js';
import { callerOf, show, textOf, todayOf, type Notice, type Site } from '../../site.js';
import { FEEDBACK_WORDS as t } from '../../words/feedback.js';
import { daysIn, periodChoices } from './period.js';
import { partiesShown, themesShown } from './presenter.js';

/** What families and settings said, counted, and what was done about it. */
export const feedbackRoutes = (site: Site): Router => Router()
    .get(paths.feedback, (req, res) => countedPage(site, req, res))
    .get(paths.feedbackFile, async (req, res) => {
      const { counted, period } = await countedFor(site, req);
      sendFile(res, feedbackFile(counted, `how-it-was-${period === '' ? counted.to : period}`));
    });

/** As far as the caller answers for it, of the period and the team that the address names. */
async function countedFor(site: Site, req: Request): Promise<Readonly<{ counted: FeedbackCounted; period: string; team: string }>> {
  const [period, team] = [textOf(req.query, 'period'), textOf(req.query, 'team')];
  return { period, team, counted: await asPage(countedFeedback(site.useCases, callerOf(site, req), { ...daysIn(period), ...(team === '' ? {} : { team }) })) };
}

async function countedPage(site: Site, req: Request, res: Response): Promise<void> {
  const caller = callerOf(site, req);
  const { counted, period, team } = await countedFor(site, req);
  show(site, req, res, {
    view: 'feedback/counted',
    title: t.title,
    section: 'audits',
    notice: noticeOf(textOf(req.query, 'done')),
    shown: {
      words: t, isEmpty: counted.parties.family.figures.asked + counted.parties.setting.figures.asked === 0,
      choose: { action: paths.feedback, periods: periodChoices(period, todayOf(site)), teams: teamChoices(counted.teams, counted.team) },
      parties: partiesShown(counted), themes: themesShown(counted),
      csv: `${paths.feedbackFile}${queryOf({ period, team })}`,
      read: `${paths.feedbackWords}${queryOf({ period, team })}`, edit: counted.mayEditThemes ? paths.feedbackThemes : null,
      learning: mayAtAll(caller, 'audit.learn') ? paths.auditLearning : null,
    },
  });
}

const noticeOf = (done: string): Notice | null =>
  done === 'themes' ? { good: true, title: t.list.savedTitle, text: t.list.saved } : done === 'did' ? { good: true, title: t.done.savedTitle, text: t.done.saved } : null;

/** What can be asked of nobody leads nowhere. */
export const asPage = <T>(reading: Promise<T>): Promise<T> =>
  reading.catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'invalid' ? new AppError('not-found') : error;
  });

export const teamChoices = (teams: readonly Named[], chosen: string | null): readonly object[] => [
  { value: '', text: t.allTeams, selected: chosen === null },
  ...teams.map(({ ref, name }) => ({ value: ref, text: name, selected: ref === chosen })),
];

/** `?period=2026-Q1&team=east`; nothing for what is not asked. */
export function queryOf(asked: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== '')).toString();
  return query === '' ? '' : `?${query}`;
}
