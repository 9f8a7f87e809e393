import { Router, type Request, type Response } from 'express';
import { AppError, invalid } from '../../../api/errors.js';
import type { ReportWriter } from '../../../api/setting-review-models.js';
import { attachToReport, councilWrites, detachFromReport, openReportFile, saveReport, sendReport, viewReport, type ReportSaving } from '../../../api/use-cases/review-report.js';
import { settingWrites } from '../../../api/use-cases/setting-reviews.js';
import { tidiedReport, type ReviewForm } from '../../../domain/review/form.js';
import { reportProblems } from '../../../domain/review/quality.js';
import { longTime } from '../../dates.js';
import { sendFile } from '../../files/send-file.js';
import { filesIn } from '../../files/uploads.js';
import type { FieldError } from '../../forms/field.js';
import { errorSummary } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Notice, type Site } from '../../site.js';
import { REVIEW_WORDS } from '../../words/setting-reviews.js';
import { frameOf } from '../link/holder.js';
import { commandIdOr, newCommandId, refusedOnForm } from '../sending.js';
import { settingHere } from './here.js';
import { pupilWords } from './presenter.js';
import { readReport } from './report-form.js';
import { reportShown, type ReportPaths } from './report-presenter.js';

const t = REVIEW_WORDS.report;

/** A way to the form of the report: the setting's by link, the caseworker's from the case. */
type Door = Readonly<{
  at: ReportPaths;
  /** Who writes, and what the frame shows of them. @throws for whoever may not */
  enter: (req: Request) => Promise<Here>;
  back: (ref: string) => Readonly<{ href: string; text: string }>;
}>;
type Here = Readonly<{ writer: ReportWriter; frame: object; door: Door }>;

const settingsDoor = (site: Site): Door => {
  const door: Door = {
    at: { form: paths.reviewReport, draft: paths.reviewReportDraft, file: paths.reviewReportFile },
    enter: async (req) => {
      const holder = await settingHere(site, req);
      return { writer: settingWrites(holder), frame: frameOf(holder), door };
    },
    back: (ref) => ({ href: paths.settingReview(ref), text: REVIEW_WORDS.one }),
  };
  return door;
};

const councilsDoor = (site: Site): Door => {
  const door: Door = {
    at: { form: paths.councilReport, draft: paths.councilReportDraft, file: paths.councilReportFile },
    enter: async (req) => ({ writer: await councilWrites(site.useCases, callerOf(site, req), part(req, 'ref')), frame: {}, door }),
    back: (ref) => ({ href: paths.caseReports(ref), text: REVIEW_WORDS.ofCase.title }),
  };
  return door;
};

/** The report of a review meeting, by its setting or, for a child in none, by the council: the same form. */
export const reviewReportRoutes = (site: Site): Router => Router().use(reportRoutes(site, settingsDoor(site)), reportRoutes(site, councilsDoor(site)));

/** Saved on every button, sent when its writer says so. */
const reportRoutes = (site: Site, door: Door): Router =>
  Router()
    .get(door.at.form(':ref'), async (req, res) => {
      const here = await door.enter(req);
      const { form, written } = await viewReport(site.useCases, here.writer, part(req, 'ref'));
      await showReport(site, req, res, here, { form, version: written.version, commandId: newCommandId(), notice: noticeOf(req) });
    })
    .post(door.at.form(':ref'), async (req, res) => {
      const here = await door.enter(req);
      const sent = sentOf(req);
      const again = (more: Partial<Filled>) => showReport(site, req, res, here, { ...sent, ...more });
      if (sent.errors.length > 0) return again({});
      try {
        await answer(site, req, res, here, sent, again);
      } catch (error) {
        const refused = refusedOnForm(error, []);
        if (refused === null || !(error instanceof AppError)) throw error;
        await again({ errors: problemsOf(error, refused.errors), status: refused.status, commandId: newCommandId() });
      }
    })
    .post(door.at.draft(':ref'), async (req, res) => {
      const { writer } = await door.enter(req);
      const { form, errors, version } = sentOf(req);
      if (errors.length > 0) throw invalid(errors.map(({ name, text }) => ({ path: name, message: text })));
      const saved = await saveReport(site.useCases, writer, { caseRef: part(req, 'ref'), form, version });
      res.set('Cache-Control', 'no-store');
      if (saved.kind === 'saved') return void res.json({ version: saved.version, text: REVIEW_WORDS.savedNow });
      res.status(409).json({ text: changedWords(saved) });
    })
    .get(door.at.file(':ref', ':file'), async (req, res) => {
      const { writer } = await door.enter(req);
      sendFile(res, await openReportFile(site.useCases, writer, { caseRef: part(req, 'ref'), file: part(req, 'file') }));
    });

type Sent = Readonly<{ form: ReviewForm; errors: readonly FieldError[]; version: number; commandId: string; todo: string }>;
type Filled = Readonly<{ form: ReviewForm; version: number; commandId: string; notice?: Notice | null; errors?: readonly FieldError[]; status?: number; theirs?: ReviewForm; confirms?: boolean }>;
type Again = (more: Partial<Filled>) => Promise<void>;

function sentOf(req: Request): Sent {
  const version = textOf(req.body, 'version');
  return { ...readReport(req.body), version: /^\d{1,9}$/.test(version) ? Number(version) : 0, commandId: commandIdOr(textOf(req.body, 'commandId')), todo: textOf(req.body, 'do') };
}

/** What is written is saved first, whatever the button: then files, then the sending. */
async function answer(site: Site, req: Request, res: Response, { writer, door }: Here, sent: Sent, again: Again): Promise<void> {
  const caseRef = part(req, 'ref');
  const sends = sent.todo === 'send-anyway' || sent.todo === 'send';
  if (sends && filesIn(req).length === 0 && (sent.todo === 'send-anyway' || (await lacksNothing(site, writer, caseRef, sent.form)))) {
    const result = await sendReport(site.useCases, writer, { ...sent, caseRef });
    if (result.kind === 'changed') return again(changedBy(result));
    res.redirect(303, `${door.at.form(caseRef)}?sent=${result.outcome.kind === 'RECORDED' ? 'yes' : 'waits'}`);
    return;
  }
  const saved = await saveReport(site.useCases, writer, { ...sent, caseRef });
  if (saved.kind === 'changed') return again(changedBy(saved));
  const errors = await attachAll(site, req, writer);
  const removes = /^remove:(D-[0-9A-Z]{8})$/.exec(sent.todo)?.[1];
  if (removes !== undefined) await detachFromReport(site.useCases, writer, { caseRef, file: removes });
  if (errors.length > 0) return again({ version: saved.version, errors, status: 400 });
  if (sends) return again({ version: saved.version, confirms: true });
  res.redirect(303, afterSaving(door.at.form(caseRef), sent));
}

async function lacksNothing(site: Site, writer: ReportWriter, caseRef: string, form: ReviewForm): Promise<boolean> {
  const { adulthood } = await viewReport(site.useCases, writer, caseRef);
  return reportProblems(tidiedReport(form), adulthood).length === 0;
}

/** Back to the form, where one was: another outcome, the files, or the top that says it is saved. */
function afterSaving(here: string, { todo, form }: Sent): string {
  const rows = Math.max(1, form.outcomes.length);
  if (todo === 'add-outcome') return `${here}?outcomes=${rows + 1}#outcomes-${rows}-outcome`;
  return todo === 'attach' || todo.startsWith('remove:') ? `${here}?saved=yes#files` : `${here}?saved=yes`;
}

async function attachAll(site: Site, req: Request, writer: ReportWriter): Promise<readonly FieldError[]> {
  const errors: FieldError[] = [];
  for (const file of filesIn(req)) {
    try {
      await attachToReport(site.useCases, writer, { caseRef: part(req, 'ref'), ...file });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
      errors.push(...(error.extra.errors ?? []).map(({ message }) => ({ name: 'file', href: '#file', text: message })));
    }
  }
  return errors;
}

type Changed = Extract<ReportSaving, { kind: 'changed' }>;

const changedWords = ({ savedAt, parts }: Changed): string => t.changed(longTime(savedAt), parts.length === 0 ? t.changedNothing : parts.map((one) => t.parts[one].toLowerCase()).join(', '));

const changedBy = (changed: Changed): Partial<Filled> => ({
  version: changed.version, theirs: changed.form, status: 409, commandId: newCommandId(),
  errors: [{ name: '', href: '#theirs', text: changedWords(changed) }],
});

const problemsOf = (error: AppError, otherwise: readonly FieldError[]): readonly FieldError[] =>
  error.code === 'invalid' ? (error.extra.errors ?? []).map(({ path }) => ({ name: path, href: `#${path}`, text: t.recommendationMissing })) : otherwise;

function noticeOf(req: Request): Notice | null {
  const sent = textOf(req.query, 'sent');
  if (sent !== '') return { good: true, title: t.sentTitle, text: sent === 'waits' ? t.sentLate : t.sent };
  return textOf(req.query, 'saved') === '' ? null : { good: true, title: REVIEW_WORDS.savedNow, text: t.saved };
}

async function showReport(site: Site, req: Request, res: Response, { writer, frame, door }: Here, filled: Filled): Promise<void> {
  const view = await viewReport(site.useCases, writer, part(req, 'ref'));
  const back = door.back(view.pupil.caseRef);
  const { errors = [], notice = null, status, confirms = false } = filled;
  const asked = Number(/^\d{1,2}$/.exec(textOf(req.query, 'outcomes'))?.[0] ?? 0);
  show(site, req, res, {
    view: view.open ? 'setting-reviews/report' : 'setting-reviews/reported',
    title: `${t.title}, ${view.pupil.caseRef}`,
    errors: errorSummary(errors),
    notice,
    ...(status === undefined ? {} : { status }),
    shown: {
      ...frame,
      words: REVIEW_WORDS,
      report: t,
      pupil: pupilWords(view.pupil, todayOf(site)),
      back: back.href,
      backText: back.text,
      ...reportShown(view, door.at, { ...filled, errors, confirms, outcomes: asked }),
      waits: view.pupil.pending.includes('review-report-sent'),
      level: 3,
    },
  });
}
