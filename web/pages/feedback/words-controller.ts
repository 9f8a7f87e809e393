import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { feedbackWords, readWords, tagWords } from '../../../api/use-cases/feedback.js';
import { PARTIES, type Party } from '../../../domain/feedback/questions.js';
import type { Theme } from '../../../domain/feedback/themes.js';
import type { Field, FieldError } from '../../forms/field.js';
import { typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Site } from '../../site.js';
import { FEEDBACK_WORDS as t, GIVE_WORDS, PARTY_WORDS } from '../../words/feedback.js';
import { entryOr } from '../sending.js';
import { asPage, queryOf, teamChoices } from './controller.js';
import { daysIn, periodChoices } from './period.js';
import { wordsShown } from './presenter.js';

/** What people wrote, read and given themes by whoever may see its record. */
export const feedbackWordsRoutes = (site: Site): Router =>
  Router()
    .get(paths.feedbackWords, (req, res) => wordsPage(site, req, res))
    .get(paths.feedbackWord(':answer'), (req, res) => wordPage(site, req, res, null))
    .post(paths.feedbackWord(':answer'), async (req, res) => {
      const { themes = [] } = typedIn(fieldsOf([]), req.body);
      try {
        await tagWords(site.useCases, callerOf(site, req), part(req, 'answer'), { themes: [themes].flat().filter((code) => code !== ''), after: entryOr(textOf(req.body, 'after')) ?? 0 });
        res.redirect(303, `${paths.feedbackWord(part(req, 'answer'))}?saved=yes`);
      } catch (error) {
        if (!(error instanceof AppError) || (error.code !== 'changed-since' && error.code !== 'invalid')) throw error;
        await wordPage(site, req, res, error);
      }
    });

const PAGE = 20;

async function wordsPage(site: Site, req: Request, res: Response): Promise<void> {
  const asked = { period: textOf(req.query, 'period'), team: textOf(req.query, 'team'), party: textOf(req.query, 'party'), theme: textOf(req.query, 'theme') };
  const offset = entryOr(textOf(req.query, 'from')) ?? 0;
  const { team, theme } = asked;
  const party = PARTIES.find((one) => one === asked.party);
  const read = await asPage(
    feedbackWords(site.useCases, callerOf(site, req), { ...daysIn(asked.period), ...(team === '' ? {} : { team }), ...(party === undefined ? {} : { party }), ...(theme === '' ? {} : { theme }), offset, limit: PAGE }),
  );
  const at = (from: number): string => `${paths.feedbackWords}${queryOf({ ...asked, from: from === 0 ? '' : String(from) })}`;
  show(site, req, res, {
    view: 'feedback/words',
    title: t.words.title,
    section: 'audits',
    shown: {
      words: t, give: GIVE_WORDS, back: `${paths.feedback}${queryOf({ period: asked.period, team })}`, total: t.words.total(read.total),
      choose: {
        action: paths.feedbackWords, periods: periodChoices(asked.period, todayOf(site)), teams: teamChoices(read.teams, team === '' ? null : team),
        parties: partyChoices(party), themes: themeChoices(read.list.themes, theme),
      },
      rows: read.items.map((row) => wordsShown(row, read.list.themes, read.mayTheme)),
      later: offset + PAGE < read.total ? at(offset + PAGE) : null, newer: offset === 0 ? null : at(Math.max(0, offset - PAGE)),
    },
  });
}

const partyChoices = (chosen: Party | undefined): readonly object[] => [{ value: '', text: t.words.all, selected: chosen === undefined }, ...PARTIES.map((party) => ({ value: party, text: PARTY_WORDS[party], selected: party === chosen }))];

const themeChoices = (themes: readonly Theme[], chosen: string): readonly object[] =>
  [{ code: '', words: t.words.anyTheme }, { code: 'none', words: t.words.noTheme }, ...themes].map(({ code, words }) => ({ value: code, text: words, selected: code === chosen }));

const fieldsOf = (themes: readonly Theme[]): readonly Field[] => [
  { kind: 'choices', name: 'themes', label: t.word.themes, hint: t.word.hint, missing: t.word.invalid, choices: themes.map(({ code, words }) => ({ value: code, text: words })), optional: true, oneOfMany: true },
];

/** @param refused why themes were not taken: the form stands as the words do now */
async function wordPage(site: Site, req: Request, res: Response, refused: AppError | null): Promise<void> {
  const { row, list, mayTheme } = await readWords(site.useCases, callerOf(site, req), part(req, 'answer'));
  const offered = list.themes.filter(({ code, retired }) => !retired || row.themes.includes(code));
  const errors: readonly FieldError[] = refused === null ? [] : [{ name: 'themes', href: '#themes', text: refused.code === 'invalid' ? t.word.invalid : t.word.changed }];
  show(site, req, res, {
    view: 'feedback/word',
    title: t.word.title,
    section: 'audits',
    errors: errorSummary(errors),
    ...(refused === null ? {} : { status: refused.code === 'invalid' ? 400 : 409 }),
    notice: textOf(req.query, 'saved') === '' ? null : { good: true, title: t.word.savedTitle, text: t.word.saved },
    shown: {
      words: t, give: GIVE_WORDS, back: paths.feedbackWords, row: wordsShown(row, list.themes, false), action: mayTheme ? paths.feedbackWord(row.ref) : null, after: row.tagged,
      fields: showFields(fieldsOf(offered), { themes: row.themes }, errors),
    },
  });
}
