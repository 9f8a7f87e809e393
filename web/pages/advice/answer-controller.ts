import { Router, type Request, type Response } from 'express';
import type { AdviceParty, AdviceView } from '../../../api/advice-models.js';
import { AppError } from '../../../api/errors.js';
import { attachFile, colleaguesFor, removeFile, saveDraft, sendAdvice, viewAdvice, type DraftSaved } from '../../../api/use-cases/advice-writing.js';
import { tidied, type AdviceForm } from '../../../domain/advice/form.js';
import { adviceProblems } from '../../../domain/advice/quality.js';
import { longTime } from '../../dates.js';
import type { FieldError } from '../../forms/field.js';
import { errorSummary } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { part, show, textOf, todayOf, type Notice, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { frameOf } from '../link/holder.js';
import { commandIdOr, newCommandId, refusedOnForm } from '../sending.js';
import { readAdviceForm } from './advice-form.js';
import { hereFor, type Here } from './party.js';
import { answerShown } from './answer-presenter.js';
import { filesIn } from '../../files/uploads.js';

const t = texts.advice;
const MOST_ROWS_ASKED = 20;

/** The structured form: saved on every button, sent when its writer says so; after that, what was sent and what became of it. */
export const answerRoutes = (site: Site): Router =>
  Router()
    .get(paths.adviceAnswer(':ref', ':adviser'), async (req, res) => {
      const here = await hereFor(site, req);
      const view = await viewAdvice(site.useCases, here.party, oneOf(req));
      await showAnswer(site, req, res, here, view, { form: view.form, version: view.version, commandId: newCommandId(), notice: noticeOf(req) });
    })
    .post(paths.adviceAnswer(':ref', ':adviser'), async (req, res) => {
      const here = await hereFor(site, req);
      const sent = sentOf(req);
      const again = async (more: Partial<Filled>) => {
        const view = await viewAdvice(site.useCases, here.party, oneOf(req));
        await showAnswer(site, req, res, here, view, { ...sent, ...more });
      };
      if (sent.errors.length > 0) return again({});
      try {
        await answer(site, req, res, here, sent, again);
      } catch (error) {
        const refused = refusedOnForm(error, []);
        if (refused === null || !(error instanceof AppError)) throw error;
        await again({ errors: problemsOf(error, refused.errors), status: refused.status, commandId: newCommandId() });
      }
    });

type Sent = Readonly<{ form: AdviceForm; errors: readonly FieldError[]; version: number; commandId: string; todo: string }>;
type Filled = Readonly<{ form: AdviceForm; version: number; commandId: string; notice?: Notice | null; errors?: readonly FieldError[]; status?: number; theirs?: AdviceForm; confirms?: boolean }>;
type Again = (more: Partial<Filled>) => Promise<void>;

const oneOf = (req: Request) => ({ caseRef: part(req, 'ref'), adviser: part(req, 'adviser') });

function sentOf(req: Request): Sent {
  const version = textOf(req.body, 'version');
  return { ...readAdviceForm(req.body), version: /^\d{1,9}$/.test(version) ? Number(version) : 0, commandId: commandIdOr(textOf(req.body, 'commandId')), todo: textOf(req.body, 'do') };
}

async function answer(site: Site, req: Request, res: Response, { party }: Here, sent: Sent, again: Again): Promise<void> {
  const one = oneOf(req);
  const attached = await attachAll(site, req, party);
  const problems = adviceProblems((await viewAdvice(site.useCases, party, one)).request.row.adviser.role, tidied(sent.form));
  const sends = sent.todo === 'send-anyway' || (sent.todo === 'send' && problems.length === 0);
  if (sends && attached.errors.length === 0) {
    const result = await sendAdvice(site.useCases, party, { ...one, ...sent });
    if (result.kind === 'changed') return again(changedBy(result));
    res.redirect(303, `${paths.adviceAnswer(one.caseRef, one.adviser)}?sent=${result.outcome.kind === 'RECORDED' ? 'yes' : 'saved'}`);
    return;
  }
  const saved = await saveDraft(site.useCases, party, { ...one, ...sent });
  if (saved.kind === 'changed') return again(changedBy(saved));
  const removes = /^remove:(D-[0-9A-Z]{8})$/.exec(sent.todo)?.[1];
  if (removes !== undefined) await removeFile(site.useCases, party, { ...one, file: removes });
  if (attached.errors.length > 0) return again({ version: saved.version, errors: attached.errors, status: 400 });
  if (sent.todo === 'send') return again({ version: saved.version, confirms: true });
  res.redirect(303, afterSaving(one, sent, attached.count));
}

/** Back to the form, where one was: more rows, the files, or the top that says it is saved. */
function afterSaving({ caseRef, adviser }: { caseRef: string; adviser: string }, { todo, form }: Sent, attached: number): string {
  const here = paths.adviceAnswer(caseRef, adviser);
  const [provision, outcomes] = [Math.max(1, form.provision.length), Math.max(1, form.outcomes.length)];
  if (todo === 'add-provision') return `${here}?provision=${provision + 1}#provision-${provision}-what`;
  if (todo === 'add-outcome') return `${here}?outcomes=${outcomes + 1}#outcomes-${outcomes}-outcome`;
  if (todo.startsWith('remove:')) return `${here}?saved=draft#files`;
  return `${here}?saved=${attached > 0 ? 'file' : 'draft'}`;
}

async function attachAll(site: Site, req: Request, party: AdviceParty): Promise<{ count: number; errors: readonly FieldError[] }> {
  const files = filesIn(req);
  const errors: FieldError[] = [];
  for (const file of files) {
    try {
      await attachFile(site.useCases, party, { ...oneOf(req), ...file });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
      errors.push(...(error.extra.errors ?? []).map(({ message }) => ({ name: 'file', href: '#file', text: message })));
    }
  }
  return { count: files.length - errors.length, errors };
}

const changedBy = ({ latest, parts }: Extract<DraftSaved, { kind: 'changed' }>): Partial<Filled> => ({
  version: latest.version,
  theirs: latest.form,
  status: 409,
  commandId: newCommandId(),
  errors: [{ name: '', href: '#theirs', text: t.changed(latest.savedBy, longTime(latest.savedAt), parts.map((one) => t.parts[one].toLowerCase()).join(', ')) }],
});

const problemsOf = (error: AppError, otherwise: readonly FieldError[]): readonly FieldError[] =>
  error.code === 'invalid' ? (error.extra.errors ?? []).map(({ path, message }) => ({ name: path, href: `#${path}`, text: `Your advice ${message}` })) : otherwise;

function noticeOf(req: Request): Notice | null {
  const [sent, saved] = [textOf(req.query, 'sent'), textOf(req.query, 'saved')];
  if (sent === 'declined') return { good: true, title: t.declinedTitle, text: t.sent };
  if (sent !== '') return { good: true, title: t.sentTitle, text: sent === 'saved' ? t.saved : t.sent };
  const words = { draft: t.draftSaved, file: t.attached, expected: t.expectedSaved };
  return saved in words ? { good: true, title: t.draftTitle, text: words[saved as keyof typeof words] } : null;
}

const rowsAsked = (req: Request, name: string): number => Math.min(MOST_ROWS_ASKED, Number(/^\d{1,2}$/.exec(textOf(req.query, name))?.[0] ?? 0));

async function showAnswer(site: Site, req: Request, res: Response, { holder, party }: Here, view: AdviceView, filled: Filled): Promise<void> {
  const { row, open } = view.request;
  const colleagues = party.reach.kind === 'staff' && open ? await colleaguesFor(site.useCases, view.request) : [];
  const { errors = [], notice = null, status, confirms = false } = filled;
  show(site, req, res, {
    view: open ? 'advice/answer' : 'advice/answered',
    title: `${t.heading}, ${row.caseRef}`,
    section: 'advice',
    errors: errorSummary(errors),
    notice,
    ...(status === undefined ? {} : { status }),
    shown: {
      ...frameOf(holder),
      ...answerShown(view, {
        ...filled, errors, confirms, today: todayOf(site), me: party.actor,
        rows: { provision: rowsAsked(req, 'provision'), outcomes: rowsAsked(req, 'outcomes') },
      }),
      colleagues: colleagues.map(({ ref, name }) => ({ value: ref, text: name, selected: ref === row.holder?.ref })),
      byLink: holder !== null,
      back: holder === null ? paths.advice : null,
    },
  });
}
