import { termWords } from '../../words/terms.js';
import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { mayAtAll } from '../../../api/permissions.js';
import { viewRules } from '../../../api/use-cases/own-rules.js';
import { keepDates, MOST_SHOWN, removeDates, settingsToEdit, viewSetting } from '../../../api/use-cases/setting-dates.js';
import { daysBetween, type IsoDate } from '../../../domain/dates/iso-date.js';
import { closuresOf, DATE_KINDS, type DateKind } from '../../../domain/setting-calendar.js';
import { longDay } from '../../dates.js';
import type { Field, FieldError, Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Notice, type Site } from '../../site.js';
import { SETTING_WORDS as t } from '../../words/settings.js';
import { ruleInList } from '../rules/presenter.js';
import { refusedOnForm } from '../sending.js';

const FIELDS: readonly Field[] = [
  {
    kind: 'choice',
    name: 'kind',
    ...t.kind,
    choices: DATE_KINDS.map((value) => ({ value, text: t.kinds[value] })),
    inline: true,
  },
  { kind: 'line', name: 'name', ...t.name, most: 40, width: 'short', optional: true },
  { kind: 'day', name: 'from', ...t.from, future: true },
  { kind: 'day', name: 'to', ...t.to, future: true },
];

/** The register of settings: when each is open. An administrator keeps the dates; caseworkers read them. */
export const settingRoutes = (site: Site): Router =>
  Router()
    .get(paths.settings, async (req, res) => {
      const search = textOf(req.query, 'search');
      const rules = mayAtAll(callerOf(site, req), 'rules.see') ? await viewRules(site.useCases, callerOf(site, req)) : [];
      const found = await settingsToEdit(site.useCases, callerOf(site, req), search);
      show(site, req, res, {
        view: 'settings/list',
        title: t.title,
        section: 'settings',
        shown: {
          words: t,
          ladders: mayAtAll(callerOf(site, req), 'ladder.edit') ? paths.ladders : null,
          rules: rules.map(ruleInList),
          search,
          rows: found.map(({ ref, name, kind }) => ({
            name,
            kind: kind.replaceAll('-', ' '),
            href: paths.setting(ref),
          })),
          isCut: found.length === MOST_SHOWN,
        },
      });
    })
    .get(paths.setting(':setting'), (req, res) => settingPage(site, req, res, { typed: {}, errors: [], status: 200 }))
    .post(paths.setting(':setting'), async (req, res) => {
      const typed = typedIn(FIELDS, req.body);
      const { values, errors } = readFields(FIELDS, typed, todayOf(site));
      if (errors.length > 0) return settingPage(site, req, res, { typed, errors, status: 400 });
      try {
        await keepDates(site.useCases, callerOf(site, req), {
          setting: part(req, 'setting'),
          kind: values['kind'] === 'term' ? 'term' : 'closure',
          name: typeof values['name'] === 'string' ? values['name'].toLowerCase() : null,
          from: String(values['from']),
          to: String(values['to']),
        });
        res.redirect(303, `${paths.setting(part(req, 'setting'))}?done=kept`);
      } catch (error) {
        const refused = refusedOnForm(error, FIELDS);
        if (refused === null) throw error;
        await settingPage(site, req, res, { typed, errors: refused.errors, status: refused.status });
      }
    })
    .post(paths.settingDatesOut(':setting', ':kind', ':from'), async (req, res) => {
      const kind = DATE_KINDS.find((known) => known === part(req, 'kind'));
      if (kind === undefined) throw new AppError('not-found');
      await removeDates(site.useCases, callerOf(site, req), {
        setting: part(req, 'setting'),
        kind,
        from: part(req, 'from'),
      });
      res.redirect(303, `${paths.setting(part(req, 'setting'))}?done=out`);
    });

type Filled = Readonly<{ typed: Typed; errors: readonly FieldError[]; status: number }>;

async function settingPage(
  site: Site,
  req: Request,
  res: Response,
  { typed, errors, status }: Filled,
): Promise<Response> {
  const { setting, calendar, mayEdit } = await viewSetting(site.useCases, callerOf(site, req), part(req, 'setting'));
  const out = (kind: DateKind, from: IsoDate, isKept: boolean) =>
    mayEdit && isKept ? paths.settingDatesOut(setting.ref, kind, from) : null;
  return show(site, req, res, {
    view: 'settings/view',
    title: `${t.title}, ${setting.ref}`,
    section: 'settings',
    status,
    errors: errorSummary(errors),
    notice: noticeOf(textOf(req.query, 'done')),
    shown: {
      words: t,
      heading: setting.name,
      back: mayEdit ? paths.settings : paths.cases,
      backText: mayEdit ? t.title : 'Cases',
      terms: calendar.terms.map(({ name, from, to }) => ({
        text: `${termWords(name)}: ${t.span(longDay(from), longDay(to))}`,
        out: out('term', from, true),
      })),
      closures: closuresOf(calendar).map(({ from, to }) => ({
        text: t.closed(longDay(from), longDay(to), daysBetween(from, to) + 1),
        out: out(
          'closure',
          from,
          calendar.closures.some((kept) => kept.from === from),
        ),
      })),
      action: mayEdit ? paths.setting(setting.ref) : null,
      fields: showFields(FIELDS, typed, errors),
    },
  });
}

function noticeOf(done: string): Notice | null {
  if (done !== 'kept' && done !== 'out') return null;
  return { good: true, title: 'Done', text: done === 'kept' ? t.kept : t.takenOut };
}
