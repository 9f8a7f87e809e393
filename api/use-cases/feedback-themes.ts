import { addMonths, isIsoDate, type IsoDate } from '../../domain/dates/iso-date.js';
import { themesLost, themesSchema, type Theme } from '../../domain/feedback/themes.js';
import { withCodes } from '../../domain/own-rules.js';
import { AppError, invalid, notFound, type FieldProblem } from '../errors.js';
import type { ThemeDone, ThemeList } from '../feedback-models.js';
import { fieldProblems } from '../http/field-problems.js';
import { nowOf, todayOf } from '../now.js';
import { mayAtAll, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import { newRef } from '../refs.js';

/** The council's themes, and what was done about each: you said, we did. */

type Deps = Pick<UseCaseDeps, 'feedback' | 'clock'>;

/** @throws AppError `forbidden` */
export async function feedbackThemes(deps: Deps, caller: Caller): Promise<ThemeList & Readonly<{ done: readonly ThemeDone[]; mayEdit: boolean; mayTheme: boolean }>> {
  if (!mayAtAll(caller, 'feedback.see')) throw new AppError('forbidden');
  const [list, done] = await Promise.all([deps.feedback.themes(), deps.feedback.done()]);
  return { ...list, done, mayEdit: mayAtAll(caller, 'feedback.themes.edit'), mayTheme: mayAtAll(caller, 'feedback.theme') };
}

/** A theme as somebody sends it: a new one has no code yet. */
export type ThemeSent = Readonly<{ code?: string | undefined; words: string; retired?: boolean | undefined }>;

/**
 * Sets the list anew: themes reworded, retired, added; none is lost. What was counted keeps its theme.
 * @returns the new list's number @throws AppError `forbidden`, `invalid`, `changed-since`
 */
export async function setFeedbackThemes(deps: Deps, caller: Caller, { themes, after }: Readonly<{ themes: readonly ThemeSent[]; after: number }>): Promise<number> {
  if (!mayAtAll(caller, 'feedback.themes.edit')) throw new AppError('forbidden');
  const before = await deps.feedback.themes();
  if (before.number !== after) throw CHANGED;
  const coded = withCodes(themes, before.themes.map(({ code }) => code));
  const parsed = themesSchema.safeParse(coded);
  const lost = parsed.success ? themesLost(before.themes, parsed.data) : [];
  const problems: FieldProblem[] = [...(parsed.success ? [] : fieldProblems(parsed.error, 'themes')), ...lost.map((code) => ({ path: 'themes', message: `must keep ${code}: retire it instead` }))];
  if (!parsed.success || problems.length > 0) throw invalid(problems);
  const number = await deps.feedback.setThemes({ themes: parsed.data satisfies readonly Theme[], after, by: caller.ref, at: nowOf(deps) });
  if (number === null) throw CHANGED;
  return number;
}

const CHANGED = new AppError('changed-since', { detail: 'Somebody has changed the list since you opened it. Read it, then change it again if yours still holds.' });

const MOST_LETTERS = 500;

/** Writes down what was done about a theme, on a day. It names no child: everybody may read it. @throws AppError `forbidden`, `not-found`, `invalid` */
export async function addFeedbackDone(deps: Deps, caller: Caller, theme: string, { what, doneOn }: Readonly<{ what: string; doneOn: string }>): Promise<string> {
  if (!mayAtAll(caller, 'feedback.theme')) throw new AppError('forbidden');
  const { themes } = await deps.feedback.themes();
  if (themes.every(({ code }) => code !== theme)) throw notFound();
  const words = what.trim();
  const problems: FieldProblem[] = [
    ...(words === '' ? [{ path: 'what', message: 'must say what was done' }] : []),
    ...(words.length > MOST_LETTERS ? [{ path: 'what', message: `must be at most ${MOST_LETTERS} letters` }] : []),
    ...(isIsoDate(doneOn) ? (doneOn > todayOf(deps) ? [{ path: 'doneOn', message: 'must not be after today: write down what was done' }] : []) : [{ path: 'doneOn', message: 'must be a day as 2026-02-28' }]),
  ];
  if (problems.length > 0 || !isIsoDate(doneOn)) throw invalid(problems);
  const ref = newRef('J');
  await deps.feedback.addDone({ ref, theme, what: words, doneOn, by: caller.ref, at: nowOf(deps) });
  return ref;
}

/** What was done about a theme, as whoever said it reads it: no names, of the last year, the newest first. */
export type WeDid = Readonly<{ theme: string; what: string; doneOn: IsoDate }>;
const MOST_SHOWN = 5;

/** For families and settings, by whatever way they come: nothing in it is of anybody. */
export async function weDid(deps: Deps): Promise<readonly WeDid[]> {
  const [{ themes }, done] = await Promise.all([deps.feedback.themes(), deps.feedback.done()]);
  const since = addMonths(todayOf(deps), -12);
  return done.filter(({ doneOn }) => doneOn > since).slice(0, MOST_SHOWN).map(({ theme, what, doneOn }) => ({ theme: themes.find(({ code }) => code === theme)?.words ?? theme, what, doneOn }));
}
