import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { mayOn } from '../../../api/permissions.js';
import { reviewToDate, setDate } from '../../../api/use-cases/review-year.js';
import { isIsoDate, type IsoDate } from '../../../domain/dates/iso-date.js';
import { longDay, shortDay } from '../../dates.js';
import type { Field, FieldError, Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { yearGroupWords } from '../../presenting/child.js';
import { breakWords, whyWords } from '../../presenting/review.js';
import { callerOf, part, show, textOf, todayOf, type Site } from '../../site.js';
import { REVIEW_WORDS as t } from '../../words/reviews.js';
import { commandIdOr, entryOr, newCommandId, refusedOnForm } from '../sending.js';

const FIELDS: readonly Field[] = [{ kind: 'day', name: 'meetingOn', ...t.date.field, future: true }];

/** The date of one review: what is proposed and why, and another day in its place, which says every limit it breaks. */
export const reviewDateRoutes = (site: Site): Router =>
  Router()
    .get(paths.reviewDate(':ref'), (req, res) => showDate(site, req, res, { typed: {}, errors: [], isBroken: false, status: 200 }))
    .post(paths.reviewDate(':ref'), async (req, res) => {
      const proposed = textOf(req.body, 'proposed');
      const typed = typedIn(FIELDS, req.body);
      const { values, errors } = isIsoDate(proposed) ? { values: { meetingOn: proposed }, errors: [] } : readFields(FIELDS, typed, todayOf(site));
      if (errors.length > 0) return showDate(site, req, res, { typed, errors, isBroken: false, status: 400 });
      try {
        const outcome = await setDate(site.useCases, callerOf(site, req), {
          ref: part(req, 'ref'),
          commandId: commandIdOr(textOf(req.body, 'commandId')),
          entry: entryOr(textOf(req.body, 'entry')),
          meetingOn: values['meetingOn'] as IsoDate,
          allTheSame: textOf(req.body, 'allTheSame') === 'yes',
        });
        res.redirect(303, outcome.kind === 'RECORDED' ? `${paths.reviews}?done=set` : paths.saved(outcome.caseRef, outcome.commandId));
      } catch (error) {
        await showRefused(site, req, res, typed, error);
      }
    });

async function showRefused(site: Site, req: Request, res: Response, typed: Typed, error: unknown): Promise<Response> {
  const breaks = error instanceof AppError ? (error.extra.breaks ?? []) : [];
  if (breaks.length > 0) {
    const errors = breaks.map((broken): FieldError => ({ name: 'meetingOn', href: '#meetingOn-day', text: breakWords(broken) }));
    return showDate(site, req, res, { typed, errors, isBroken: true, status: 400 });
  }
  const refused = refusedOnForm(error, FIELDS);
  if (refused === null) throw error;
  return showDate(site, req, res, { typed, errors: refused.errors, isBroken: false, status: refused.status });
}

type Filled = Readonly<{ typed: Typed; errors: readonly FieldError[]; /** The day breaks a limit, and may be set all the same. */ isBroken: boolean; status: number }>;

async function showDate(site: Site, req: Request, res: Response, { typed, errors, isBroken, status }: Filled): Promise<Response> {
  const caller = callerOf(site, req);
  const { row, proposal, breaks } = await reviewToDate(site.useCases, caller, part(req, 'ref'));
  const may = mayOn(caller, 'record.facts', { owner: row.owner?.ref ?? null, team: row.team });
  const day = proposal?.meetingOn ?? null;
  return show(site, req, res, {
    view: 'reviews/date',
    title: `${t.date.title}, ${row.ref}`,
    section: 'reviews',
    status,
    errors: errorSummary(errors),
    shown: {
      words: t,
      child: row.child.name,
      plan: paths.case(row.ref),
      about: [row.ref, yearGroupWords(row.yearGroup), row.setting?.name ?? t.noSetting, row.owner?.name ?? t.nobody].filter((one) => one !== null).join(' · '),
      completeBy: row.completeBy === null ? null : t.completeBy(longDay(row.completeBy)),
      moves: row.transfer === null ? null : t.moves(t.transfers[row.transfer.kind], shortDay(row.transfer.amendBy)),
      isSet: row.meetingOn === null ? null : t.date.isSet(longDay(row.meetingOn)),
      breaks: breaks.map(breakWords),
      proposed: proposal === null ? null : { day: day === null ? t.year.noDay : longDay(day), why: whyWords(proposal), on: day, accept: day === null ? null : t.date.accept(longDay(day)), isLate: proposal.infeasible !== null },
      form: may ? { action: paths.reviewDate(row.ref), entry: row.entry, commandId: newCommandId(), fields: showFields(FIELDS, typed, errors), isBroken } : null,
    },
  });
}
