import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import type { LinkHolder } from '../../../api/link-permissions.js';
import { recordReviewStep, settingWrites, viewReview } from '../../../api/use-cases/setting-reviews.js';
import { viewReport } from '../../../api/use-cases/review-report.js';
import { isIsoDate } from '../../../domain/dates/iso-date.js';
import { stepsOfSetting, type SettingStep } from '../../../domain/review/cycle.js';
import type { Field, FieldError, Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { part, show, textOf, todayOf, type Notice, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { REVIEW_WORDS as t } from '../../words/setting-reviews.js';
import { frameOf } from '../link/holder.js';
import { commandIdOr, entryOr, newCommandId, refusedOnForm } from '../sending.js';
import { settingHere } from './here.js';
import { earlierReviews, pupilWords } from './presenter.js';
import { saidWords, sentWords } from './report-presenter.js';

type Step = Exclude<SettingStep, 'review-report-sent'>;
const STEPS: readonly Step[] = ['review-invitations-sent', 'review-papers-circulated', 'review-meeting-held'];

/** One pupil's review, and what the setting says that it has done of it. */
export const reviewRoutes = (site: Site): Router =>
  Router()
    .get(paths.settingReview(':ref'), async (req, res) => {
      const holder = await settingHere(site, req);
      const { pupil, written, said } = await viewReport(site.useCases, settingWrites(holder), part(req, 'ref'));
      show(site, req, res, {
        view: 'setting-reviews/review',
        title: `${t.one}, ${pupil.caseRef}`,
        notice: noticeOf(req),
        shown: {
          ...frameOf(holder),
          words: t,
          back: paths.settingReviews,
          pupil: pupilWords(pupil, todayOf(site)),
          earlier: earlierReviews(pupil, todayOf(site)),
          said: saidWords(said),
          sent: sentWords(written.sent, (file) => paths.reviewReportFile(pupil.caseRef, file)),
          level: 3,
        },
      });
    })
    .get(paths.settingReviewStep(':ref', ':step'), async (req, res) => {
      const holder = await settingHere(site, req);
      await showStep(site, req, res, holder, { typed: {}, errors: [], commandId: newCommandId(), entry: null });
    })
    .post(paths.settingReviewStep(':ref', ':step'), async (req, res) => {
      const holder = await settingHere(site, req);
      const step = stepOf(req);
      const fields = fieldsOf(step);
      const typed = typedIn(fields, req.body);
      const sent = { typed, commandId: commandIdOr(textOf(req.body, 'commandId')), entry: entryOr(textOf(req.body, 'entry')) };
      const { values, errors } = readFields(fields, typed, todayOf(site));
      const on = values['on'];
      if (errors.length > 0 || typeof on !== 'string' || !isIsoDate(on)) return showStep(site, req, res, holder, { ...sent, errors, status: 400 });
      try {
        const outcome = await recordReviewStep(site.useCases, holder, { caseRef: part(req, 'ref'), step, on, entry: sent.entry ?? 0, commandId: sent.commandId });
        res.redirect(303, `${paths.settingReview(part(req, 'ref'))}?saved=${outcome.kind === 'RECORDED' ? step : 'waits'}`);
      } catch (error) {
        const refused = refusedOnForm(error, fields);
        if (refused === null) throw error;
        await showStep(site, req, res, holder, { typed, errors: refused.errors, commandId: newCommandId(), entry: null, status: refused.status });
      }
    });

/** @throws AppError `not-found` for what is no step of a setting's */
function stepOf(req: Request): Step {
  const step = STEPS.find((known) => known === part(req, 'step'));
  if (step === undefined) throw new AppError('not-found');
  return step;
}

const fieldsOf = (step: Step): readonly Field[] => [{ kind: 'day', name: 'on', label: t.steps[step].question, hint: texts.form.dayHint, asked: t.steps[step].asked }];

function noticeOf(req: Request): Notice | null {
  const saved = textOf(req.query, 'saved');
  if (saved === 'waits') return { good: true, title: t.stepSaved, text: t.pending };
  const step = STEPS.find((known) => known === saved);
  return step === undefined ? null : { good: true, title: t.stepSaved, text: t.steps[step].done };
}

/** @param entry the last one its reader had seen; null: what is there now */
type Filled = Readonly<{ typed: Typed; errors: readonly FieldError[]; commandId: string; entry: number | null; status?: number }>;

async function showStep(site: Site, req: Request, res: Response, holder: LinkHolder, { typed, errors, commandId, entry, status }: Filled): Promise<void> {
  const step = stepOf(req);
  const pupil = await viewReview(site.useCases, holder, part(req, 'ref'));
  const words = pupilWords(pupil, todayOf(site));
  const offered = stepsOfSetting(pupil.facts).includes(step) && !pupil.pending.includes(step);
  show(site, req, res, {
    view: 'setting-reviews/step',
    title: `${t.steps[step].act}, ${pupil.caseRef}`,
    errors: errorSummary(errors),
    ...(status === undefined ? {} : { status }),
    shown: {
      ...frameOf(holder),
      heading: t.steps[step].act,
      hint: t.steps[step].hint,
      pupil: words,
      dates: words.dates,
      offered,
      notNow: t.notNow,
      back: paths.settingReview(pupil.caseRef),
      backWords: t.one,
      action: paths.settingReviewStep(pupil.caseRef, step),
      fields: showFields(fieldsOf(step), typed, errors),
      commandId,
      entry: entry ?? pupil.position,
    },
  });
}
