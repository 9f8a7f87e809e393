import { Router, type Request, type Response } from 'express';
import { notFound } from '../../../api/errors.js';
import type { CaseThen, HistoryEntry } from '../../../api/read-models.js';
import { causesOn } from '../../../api/use-cases/delay-causes.js';
import { viewCase, viewCaseThen } from '../../../api/use-cases/read-case.js';
import { addDays, isIsoDate, later, type IsoDate } from '../../../domain/dates/iso-date.js';
import { longDay } from '../../dates.js';
import type { Field, FieldError, Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { historyWords } from '../../presenting/history.js';
import { caseTimeline } from '../../presenting/picture.js';
import { waitWords } from '../../presenting/waits.js';
import { callerOf, part, show, todayOf, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { timelinePicture } from '../../timeline/timeline.js';
import { dutyRows } from '../case/presenter.js';

const t = texts.day.then;
const ENTRIES = 100;
const DAY: Field = { kind: 'day', name: 'on', label: t.day, hint: texts.form.dayHint, asked: t.asked };

/** A case as the council knew it at the end of a past day: what it believed was owed, and by which entries. */
export const thenRoutes = (site: Site): Router =>
  Router()
    .get(paths.pastDay(':ref'), async (req, res) => {
      const ref = part(req, 'ref');
      const view = await viewCase(site.useCases, callerOf(site, req), ref);
      const typed = typedIn([DAY], req.query);
      const isAsked = Object.values(typed).some((value) => value !== '');
      const { values, errors } = readFields([DAY], typed, todayOf(site));
      const on = values['on'];
      if (!isAsked) return showAsking(site, req, res, view.access.ref, typed, []);
      if (errors.length > 0) return showAsking(site, req, res, view.access.ref, typed, errors);
      if (typeof on !== 'string' || !isIsoDate(on) || on >= view.today)
        return showAsking(site, req, res, view.access.ref, typed, [{ name: 'on', href: '#on-day', text: t.notYet }]);
      res.redirect(303, paths.then(ref, on));
    })
    .get(paths.then(':ref', ':on'), async (req, res) => {
      const ref = part(req, 'ref');
      const on = part(req, 'on');
      if (!isIsoDate(on)) throw notFound();
      const today = todayOf(site);
      if (on >= today) {
        res.redirect(303, paths.case(ref));
        return;
      }
      const { then, history } = await viewCaseThen(site.useCases, callerOf(site, req), ref, on, ENTRIES);
      showThen(site, req, res, then, history.items, today);
    });

function showAsking(
  site: Site,
  req: Request,
  res: Response,
  ref: string,
  typed: Typed,
  errors: readonly FieldError[],
): Response {
  return show(site, req, res, {
    view: 'as-it-stood/ask',
    title: `${t.link}, ${ref}`,
    section: 'cases',
    errors: errorSummary(errors),
    shown: {
      heading: t.link,
      caption: ref,
      back: paths.case(ref),
      action: paths.pastDay(ref),
      fields: showFields([DAY], typed, errors),
    },
  });
}

function showThen(
  site: Site,
  req: Request,
  res: Response,
  then: CaseThen,
  history: readonly HistoryEntry[],
  today: IsoDate,
): Response {
  const { ref, child, on, since, stage, owner, receivedOn, waits, duties } = then;
  const timeline = caseTimeline({ id: 'case-timeline', about: ref, duties, today: on, startsOn: receivedOn });
  const after = addDays(on, 1);
  return show(site, req, res, {
    view: 'as-it-stood/view',
    title: `${t.title(longDay(on))}, ${ref}`,
    section: 'cases',
    shown: {
      ref,
      child: child.name,
      heading: t.title(longDay(on)),
      banner: t.banner(longDay(on)),
      back: paths.case(ref),
      before: on > since ? { href: paths.then(ref, later(since, addDays(on, -1))), text: t.before } : null,
      after: {
        href: after >= today ? paths.case(ref) : paths.then(ref, after),
        text: after >= today ? t.today : t.after,
      },
      ask: paths.pastDay(ref),
      stage: stage === null ? texts.stages.unknown : texts.stages[stage],
      owner: owner?.name ?? texts.workList.nobody,
      waits: waits === null ? [] : waitWords(waits),
      picture: timeline === null ? null : timelinePicture(timeline),
      duties: dutyRows(duties, on),
      history: historyWords(history, ref, false, causesOn(site.useCases, on)),
    },
  });
}
