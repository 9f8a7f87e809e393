import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import type { Caller } from '../../../api/permissions.js';
import { endAbsence, setAbsence, viewTeam, type TeamView } from '../../../api/use-cases/absences.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import type { Field, FieldError, Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Notice, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { errorsOf } from '../record-fact/read-fact.js';
import { absenceRows, caseloadRows } from './presenter.js';

const t = texts.day.team;
const NOBODY = 'nobody';

/** The team manager's page: who holds how much, who is away, who covers. */
export const teamRoutes = (site: Site): Router =>
  Router()
    .get(paths.team, async (req, res) => {
      const caller = callerOf(site, req);
      const view = await viewTeam(site.useCases, caller, asked(req));
      showTeam(site, req, res, view, { typed: {}, errors: [] }, noticeOf(textOf(req.query, 'done')));
    })
    .post(paths.absences, async (req, res) => {
      const caller = callerOf(site, req);
      const view = await viewTeam(site.useCases, caller);
      const fields = absenceFields(view);
      const typed = typedIn(fields, req.body);
      const { values, errors } = readFields(fields, typed, todayOf(site));
      if (errors.length > 0) return showTeam(site, req, res, view, { typed, errors }, null);
      const problems = await setting(site, caller, values, fields);
      if (problems.length > 0) return showTeam(site, req, res, view, { typed, errors: problems }, null);
      res.redirect(303, `${paths.team}?done=set`);
    })
    .post(paths.absenceEnd(':id'), async (req, res) => {
      const id = part(req, 'id');
      if (!/^\d{1,15}$/.test(id)) throw new AppError('not-found');
      await endAbsence(site.useCases, callerOf(site, req), Number(id));
      res.redirect(303, `${paths.team}?done=ended`);
    });

function asked(req: Request): string | undefined {
  const team = textOf(req.query, 'team');
  return team === '' ? undefined : team;
}

const noticeOf = (done: string): Notice | null =>
  done === 'set' || done === 'ended' ? { good: true, ...t[done] } : null;

/** @returns what was wrong with it, beside the fields */
async function setting(
  site: Site,
  caller: Caller,
  values: Readonly<Record<string, unknown>>,
  fields: readonly Field[],
): Promise<readonly FieldError[]> {
  const cover = String(values['cover']);
  const absence = {
    staff: String(values['staff']),
    fromOn: values['fromOn'] as IsoDate,
    toOn: values['toOn'] as IsoDate,
    cover: cover === NOBODY ? null : cover,
  };
  try {
    await setAbsence(site.useCases, caller, absence);
    return [];
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
    return errorsOf(error.extra.errors ?? [], fields);
  }
}

function absenceFields({ caseload }: TeamView): readonly Field[] {
  const people = caseload.flatMap(({ staff, leftOn }) =>
    staff === null || leftOn !== null ? [] : [{ value: staff.ref, text: staff.name }],
  );
  return [
    { kind: 'select', name: 'staff', ...t.staff, choices: people },
    { kind: 'day', name: 'fromOn', ...t.from, future: true },
    { kind: 'day', name: 'toOn', ...t.to, future: true },
    { kind: 'select', name: 'cover', ...t.cover, choices: [{ value: NOBODY, text: t.noCover }, ...people] },
  ];
}

function showTeam(
  site: Site,
  req: Request,
  res: Response,
  view: TeamView,
  { typed, errors }: { typed: Typed; errors: readonly FieldError[] },
  notice: Notice | null,
): Response {
  return show(site, req, res, {
    view: 'team/view',
    title: `${t.title}: ${view.team.name}`,
    section: 'team',
    notice,
    errors: errorSummary(errors),
    shown: {
      heading: view.team.name,
      rows: caseloadRows(view),
      columns: t.columns,
      absences: absenceRows(view, todayOf(site)),
      others: view.others.map(({ ref, name }) => ({
        name,
        href: `${paths.team}?${new URLSearchParams({ team: ref }).toString()}`,
      })),
      fields: view.mayManage ? showFields(absenceFields(view), typed, errors) : null,
      isOpen: errors.length > 0,
    },
  });
}
