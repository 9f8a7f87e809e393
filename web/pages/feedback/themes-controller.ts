import { Router, type Request, type Response } from 'express';
import { AppError, type FieldProblem } from '../../../api/errors.js';
import { addFeedbackDone, feedbackThemes, setFeedbackThemes, type ThemeSent } from '../../../api/use-cases/feedback-themes.js';
import { MOST_THEMES } from '../../../domain/feedback/themes.js';
import { shortDay } from '../../dates.js';
import type { Field, FieldError, Typed } from '../../forms/field.js';
import { readFields, typedDay, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { FEEDBACK_WORDS as t } from '../../words/feedback.js';
import { entryOr } from '../sending.js';

/** The council's themes, and what was done about one. */
export const feedbackThemeRoutes = (site: Site): Router =>
  Router()
    .get(paths.feedbackThemes, (req, res) => listPage(site, req, res, null))
    .post(paths.feedbackThemes, async (req, res) => {
      const rows = rowsSent(req.body);
      try {
        await setFeedbackThemes(site.useCases, callerOf(site, req), { themes: rows, after: entryOr(textOf(req.body, 'after')) ?? 0 });
        res.redirect(303, `${paths.feedback}?done=themes`);
      } catch (error) {
        if (!(error instanceof AppError) || (error.code !== 'changed-since' && error.code !== 'invalid')) throw error;
        await listPage(site, req, res, { error, rows });
      }
    })
    .get(paths.feedbackDone(':theme'), (req, res) => donePage(site, req, res, { typed: typedDay('doneOn', todayOf(site)), errors: [] }))
    .post(paths.feedbackDone(':theme'), async (req, res) => {
      const typed = typedIn(DONE, req.body);
      const { values, errors } = readFields(DONE, typed, todayOf(site));
      if (errors.length > 0) return donePage(site, req, res, { typed, errors });
      await addFeedbackDone(site.useCases, callerOf(site, req), part(req, 'theme'), { what: String(values['what']), doneOn: String(values['doneOn']) });
      res.redirect(303, `${paths.feedback}?done=did#themes`);
    });

/** Rows for new ones at the end of the list. */
const NEW_ROWS = 2;

/** Rows with words, in their order; an empty one that is new is none. */
function rowsSent(body: unknown): readonly ThemeSent[] {
  return Array.from({ length: MOST_THEMES + NEW_ROWS }, (_, i) => i).flatMap((i) => {
    const [code, words] = [textOf(body, `code-${i}`), textOf(body, `words-${i}`)];
    return code === '' && words === '' ? [] : [{ ...(code === '' ? {} : { code }), words, retired: textOf(body, `retired-${i}`) !== '' }];
  });
}

type Refused = Readonly<{ error: AppError; rows: readonly ThemeSent[] }>;

/** What somebody else has changed stands in the place of what was typed: else it would be undone unread. */
async function listPage(site: Site, req: Request, res: Response, refused: Refused | null): Promise<void> {
  const { number, themes, mayEdit } = await feedbackThemes(site.useCases, callerOf(site, req));
  if (!mayEdit) throw new AppError('forbidden');
  const changed = refused?.error.code === 'changed-since';
  const rows: readonly ThemeSent[] = refused === null || changed ? themes : refused.rows;
  const errors = refused === null ? [] : changed ? [{ name: '', href: '#form', text: t.list.changed }] : (refused.error.extra.errors ?? []).map(listError);
  const errorAt = Object.fromEntries(errors.map(({ name, text }) => [name, { text }]));
  const empty: readonly ThemeSent[] = Array.from({ length: Math.min(NEW_ROWS, MOST_THEMES - rows.length) }, () => ({ words: '' }));
  show(site, req, res, {
    view: 'feedback/themes',
    title: t.list.title,
    section: 'audits',
    errors: errorSummary(errors),
    ...(refused === null ? {} : { status: changed ? 409 : 400 }),
    shown: {
      words: t, back: paths.feedback, action: paths.feedbackThemes, after: number,
      rows: [...rows, ...empty].map(({ code = '', words, retired = false }, i) => ({
        i, code, value: words, retired, label: code === '' ? t.list.new : t.list.words(i + 1), retiredLabel: t.list.retired(i + 1), error: errorAt[`words-${i}`] ?? null,
      })),
    },
  });
}

function listError({ path, message }: FieldProblem): FieldError {
  const row = /^themes\[(\d+)\]/.exec(path)?.[1];
  return row === undefined ? { name: '', href: '#form', text: t.list.whole(message) } : { name: `words-${row}`, href: `#words-${row}`, text: t.list.problem(message) };
}

const MOST_LETTERS = 500;
const DONE: readonly Field[] = [
  { kind: 'text', name: 'what', label: t.done.what, missing: t.done.whatMissing, most: MOST_LETTERS },
  { kind: 'day', name: 'doneOn', label: t.done.on, hint: texts.form.dayHint, asked: t.done.onAsked },
];

type Filled = Readonly<{ typed: Typed; errors: readonly FieldError[] }>;

async function donePage(site: Site, req: Request, res: Response, { typed, errors }: Filled): Promise<void> {
  const { themes, done, mayTheme } = await feedbackThemes(site.useCases, callerOf(site, req));
  const theme = themes.find(({ code }) => code === part(req, 'theme'));
  if (theme === undefined) throw new AppError('not-found');
  if (!mayTheme) throw new AppError('forbidden');
  show(site, req, res, {
    view: 'feedback/done',
    title: t.done.title(theme.words),
    section: 'audits',
    errors: errorSummary(errors),
    shown: {
      words: t, back: paths.feedback, heading: t.done.title(theme.words), action: paths.feedbackDone(theme.code), fields: showFields(DONE, typed, errors),
      done: done.filter((one) => one.theme === theme.code).map(({ what, doneOn, by }) => t.themes.done(what, shortDay(doneOn), by.name)),
    },
  });
}
