import { Router, type Request, type Response } from 'express';
import { AppError, type FieldProblem } from '../../../api/errors.js';
import { faultAsked } from '../../../api/routes/cohorts.js';
import { csv } from '../../../api/sheets/write-csv.js';
import { closeControl, controls, keepControl, openControl, sweep } from '../../../api/use-cases/cohorts.js';
import type { Fault } from '../../../domain/cohort.js';
import { sendFile } from '../../files/send-file.js';
import type { Field, FieldError, Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Notice, type Site } from '../../site.js';
import { COHORT_WORDS as t } from '../../words/cohorts.js';
import { errorsAt, faultFields, readFault, typedFrom } from './form.js';
import { caseShown, controlShown, sweptShown } from './presenter.js';

const KEEP: readonly Field[] = [{ kind: 'line', name: 'what', ...t.keep.what, most: 300, width: 'wide' }];
const CLOSE: readonly Field[] = [{ kind: 'line', name: 'because', ...t.close.because, most: 300, width: 'wide' }];
type Filled = Readonly<{ typed: Typed; errors: readonly FieldError[] }>;
const EMPTY: Filled = { typed: {}, errors: [] };

/** Who else a fault hit: asked, seen, taken away, kept as a standing control, closed with a reason. */
export const cohortRoutes = (site: Site): Router =>
  Router()
    .get(paths.cohorts, async (req, res) => (textOf(req.query, 'duty') === '' ? askPage(site, req, res, EMPTY) : askedPage(site, req, res)))
    .post(paths.cohortAsk, async (req, res) => {
      const typed = typedIn(faultFields(causes(site)), req.body);
      const { query, errors } = await readFault(site, callerOf(site, req), typed);
      if (query === null) return askPage(site, req, res, { typed, errors });
      res.redirect(303, `${paths.cohorts}?${query}`);
    })
    .get(paths.cohortFile, async (req, res) => {
      const swept = await sweep(site.useCases, callerOf(site, req), faultOf(req.query)).catch(asPage);
      const rows = (group: string, cases: typeof swept.hit): string[][] => cases.map(caseShown).map(({ ref, child, late, owner }) => [group, ref, child, late, owner]);
      const content = csv([t.columns.standing, t.columns.case, t.columns.child, t.columns.late, t.columns.owner], [...rows(t.hit, swept.hit), ...rows(t.unsaid, swept.unsaid)]);
      sendFile(res, { name: `cohort-${swept.fault.duty}-${swept.on}.csv`, mediaType: 'text/csv; charset=utf-8', content: Buffer.from(content) });
    })
    .post(paths.cohorts, async (req, res) => {
      const fault = faultOf(req.body);
      const typed = typedIn(KEEP, req.body);
      const { values, errors } = readFields(KEEP, typed, todayOf(site));
      if (errors.length > 0) return sweptPage(site, req, res, fault, { typed, errors }).catch(asPage);
      const { ref } = await keepControl(site.useCases, callerOf(site, req), fault, String(values['what'])).catch(asPage);
      res.redirect(303, `${paths.cohort(ref)}?done=kept`);
    })
    .get(paths.cohort(':control'), (req, res) => controlPage(site, req, res, EMPTY))
    .post(paths.cohortClose(':control'), async (req, res) => {
      const typed = typedIn(CLOSE, req.body);
      const { values, errors } = readFields(CLOSE, typed, todayOf(site));
      if (errors.length > 0) return controlPage(site, req, res, { typed, errors });
      await closeControl(site.useCases, callerOf(site, req), part(req, 'control'), String(values['because']));
      res.redirect(303, `${paths.cohort(part(req, 'control'))}?done=closed`);
    });

const causes = (site: Site) => site.useCases.council.settings.delayCauses;

function faultIn(sent: unknown): Fault | null {
  const named = ['duty', 'cause', 'role', 'setting', 'from', 'to'].flatMap((name) => (textOf(sent, name) === '' ? [] : [[name, textOf(sent, name)]]));
  const read = faultAsked.safeParse(Object.fromEntries(named));
  return read.success ? read.data : null;
}

/** @throws AppError `not-found` for an address that asks nothing we know */
function faultOf(sent: unknown): Fault {
  const fault = faultIn(sent);
  if (fault === null) throw new AppError('not-found');
  return fault;
}

/** What an address asks; one that cannot be answered is the form again, with what is wrong at its fields. */
async function askedPage(site: Site, req: Request, res: Response): Promise<void> {
  const fault = faultIn(req.query);
  const problem = fault === null ? null : await sweptPage(site, req, res, fault, EMPTY).then(() => null, refusedIn);
  if (fault !== null && problem === null) return;
  const caller = callerOf(site, req);
  const typed = await typedFrom(site, caller, req.query);
  const { errors } = await readFault(site, caller, typed);
  return askPage(site, req, res, { typed, errors: errors.length > 0 ? errors : errorsAt(causes(site), problem ?? []) });
}

/** @throws whatever is no fault of the fields */
function refusedIn(error: unknown): readonly FieldProblem[] {
  if (error instanceof AppError && error.code === 'invalid') return error.extra.errors ?? [];
  throw error;
}

/** An address with a day to come, or a cause no list has, leads nowhere. */
function asPage(error: unknown): never {
  if (error instanceof AppError && error.code === 'invalid') throw new AppError('not-found', { detail: error.extra.errors?.map(({ path, message }) => `${path} ${message}.`).join(' ') ?? '' });
  throw error;
}

async function askPage(site: Site, req: Request, res: Response, { typed, errors }: Filled): Promise<void> {
  const all = (await controls(site.useCases, callerOf(site, req))).map(controlShown);
  show(site, req, res, {
    view: 'cohorts/ask', title: t.title, section: 'reports', status: errors.length > 0 ? 400 : 200, errors: errorSummary(errors),
    shown: { words: t, action: paths.cohortAsk, fields: showFields(faultFields(causes(site)), typed, errors), open: all.filter(({ closed }) => closed === null), closed: all.filter(({ closed }) => closed !== null) },
  });
}

async function sweptPage(site: Site, req: Request, res: Response, fault: Fault, { typed, errors }: Filled): Promise<void> {
  const swept = await sweep(site.useCases, callerOf(site, req), fault);
  show(site, req, res, {
    view: 'cohorts/swept', title: t.title, section: 'reports', status: errors.length > 0 ? 400 : 200, errors: errorSummary(errors),
    shown: { words: t, heading: t.title, ...sweptShown(swept, causes(site)), keep: { action: paths.cohorts, fields: showFields(KEEP, typed, errors) }, control: null, close: null },
  });
}

async function controlPage(site: Site, req: Request, res: Response, { typed, errors }: Filled): Promise<void> {
  const { control, swept, mayClose } = await openControl(site.useCases, callerOf(site, req), part(req, 'control'));
  show(site, req, res, {
    view: 'cohorts/swept', title: t.controls.heading, section: 'reports', status: errors.length > 0 ? 400 : 200, errors: errorSummary(errors), notice: noticeOf(textOf(req.query, 'done')),
    shown: { words: t, heading: control.what, ...sweptShown(swept, causes(site)), keep: null, control: controlShown(control), close: mayClose ? { action: paths.cohortClose(control.ref), fields: showFields(CLOSE, typed, errors) } : null },
  });
}

function noticeOf(done: string): Notice | null {
  const said = { kept: t.keep.done, closed: t.close.done }[done];
  return said === undefined ? null : { good: true, title: 'Done', text: said };
}
