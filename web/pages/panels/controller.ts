import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { mayAtAll } from '../../../api/permissions.js';
import type { PanelSheet } from '../../../api/decision-models.js';
import {
  callPanel,
  decideItem,
  panelMembers,
  panels,
  panelSheet,
  putToPanel,
  reaches,
} from '../../../api/use-cases/panels.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { PANEL_DECISIONS, PANEL_QUESTIONS } from '../../../domain/panel.js';
import { longDay } from '../../dates.js';
import { errorAt, type Field, type FieldError, type Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Notice, type Site } from '../../site.js';
import { PANEL_WORDS as t } from '../../words/panels.js';
import { refusedOnForm } from '../sending.js';
import { CALL_FIELDS, decideFields, PUT_FIELDS } from './forms.js';
import { panelRows, sheetItems } from './presenter.js';

/** Decision panels: calling one, its list with the papers, and what it decided. */
export const panelRoutes = (site: Site): Router =>
  Router()
    .get(paths.panels, (req, res) => listPage(site, req, res, NOTHING))
    .post(paths.panels, async (req, res) => {
      const typed = typedIn(CALL_FIELDS, req.body);
      const { values, errors } = readFields(CALL_FIELDS, typed, todayOf(site));
      if (errors.length > 0) return listPage(site, req, res, { typed, errors, status: 400 });
      await onForm(
        CALL_FIELDS,
        (refused) => listPage(site, req, res, { typed, ...refused }),
        async () => {
          const { ref } = await callPanel(site.useCases, callerOf(site, req), {
            meetsOn: values['meetsOn'] as IsoDate,
            name: String(values['name']),
          });
          res.redirect(303, `${paths.panel(ref)}?done=called`);
        },
      );
    })
    .get(paths.panel(':panel'), (req, res) => sheetPage(site, req, res, NOTHING))
    .post(paths.panel(':panel'), async (req, res) => {
      const typed = typedIn(PUT_FIELDS, req.body);
      const { values, errors } = readFields(PUT_FIELDS, typed, todayOf(site));
      if (errors.length > 0) return sheetPage(site, req, res, { typed, errors, status: 400 });
      await onForm(
        PUT_FIELDS,
        (refused) => sheetPage(site, req, res, { typed, ...refused }),
        async () => {
          const panel = part(req, 'panel');
          const question = PANEL_QUESTIONS.find((known) => known === values['question']) ?? 'assess';
          const { number } = await putToPanel(site.useCases, callerOf(site, req), {
            panel,
            caseRef: String(values['caseRef']).toUpperCase(),
            question,
          });
          res.redirect(303, `${paths.panel(panel)}?put=${number}#item-${number}`);
        },
      );
    })
    .get(paths.panelDecide(':panel', ':number'), (req, res) => decidePage(site, req, res, NOTHING))
    .post(paths.panelDecide(':panel', ':number'), async (req, res) => {
      const sheet = await panelSheet(site.useCases, callerOf(site, req), part(req, 'panel'));
      const fields = decideFields(await panelMembers(site.useCases, sheet.teamRef));
      const typed = typedIn(fields, req.body);
      const { values, errors } = readFields(fields, typed, todayOf(site));
      const [inFavour, against] = [listed(values['votes']), listed(values['against'])];
      const twice = inFavour.some((staff) => against.includes(staff))
        ? [errorAt(fieldOf(fields, 'against'), t.votedTwice)]
        : [];
      const nobody = inFavour.length + against.length === 0 ? [errorAt(fieldOf(fields, 'votes'), t.votersMissing)] : [];
      const found = [...errors, ...nobody, ...twice];
      if (found.length > 0) return decidePage(site, req, res, { typed, errors: found, status: 400 });
      await onForm(
        fields,
        (refused) => decidePage(site, req, res, { typed, ...refused }),
        async () => {
          const number = Number(part(req, 'number'));
          await decideItem(site.useCases, callerOf(site, req), {
            panel: sheet.ref,
            number,
            decision: PANEL_DECISIONS.find((known) => known === values['decision']) ?? 'deferred',
            reason: String(values['reason']),
            votes: [
              ...inFavour.map((staff) => ({ staff, vote: 'for' as const })),
              ...against.map((staff) => ({ staff, vote: 'against' as const })),
            ],
          });
          res.redirect(303, `${paths.panel(sheet.ref)}?decided=${number}#item-${number}`);
        },
      );
    });

type Filled = Readonly<{ typed: Typed; errors: readonly FieldError[]; status: number }>;
const NOTHING: Filled = { typed: {}, errors: [], status: 200 };

const listed = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

function fieldOf(fields: readonly Field[], name: string): Field {
  const found = fields.find((field) => field.name === name);
  if (found === undefined) throw new RangeError(`no field ${name}`);
  return found;
}

/** Does the work, or shows the form again with what refused it beside its field. */
async function onForm(
  fields: readonly Field[],
  again: (refused: Omit<Filled, 'typed'>) => unknown,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const refused = refusedOnForm(error, fields);
    if (refused === null) throw error;
    await again({ errors: refused.errors, status: refused.status });
  }
}

async function listPage(site: Site, req: Request, res: Response, filled: Filled): Promise<Response> {
  const caller = callerOf(site, req);
  const rows = await panels(site.useCases, caller);
  return show(site, req, res, {
    view: 'panels/list',
    title: t.title,
    section: 'panels',
    status: filled.status,
    errors: errorSummary(filled.errors),
    shown: {
      ...panelRows(rows, todayOf(site)),
      mayCall: mayAtAll(caller, 'panel.put') && caller.team !== null,
      fields: showFields(CALL_FIELDS, filled.typed, filled.errors),
    },
  });
}

async function sheetPage(site: Site, req: Request, res: Response, filled: Filled): Promise<Response> {
  const caller = callerOf(site, req);
  const sheet = await panelSheet(site.useCases, caller, part(req, 'panel'));
  const today = todayOf(site);
  return show(site, req, res, {
    view: 'panels/sheet',
    title: `${sheet.name}, ${longDay(sheet.meetsOn)}`,
    section: 'panels',
    status: filled.status,
    errors: errorSummary(filled.errors),
    notice: noticeOf(req),
    shown: {
      heading: sheet.name,
      team: sheet.team,
      day: longDay(sheet.meetsOn),
      items: sheetItems(sheet, caller, today),
      back: paths.panels,
      action: paths.panel(sheet.ref),
      mayPut: reaches(caller, 'panel.put', sheet.teamRef) && sheet.meetsOn >= today,
      fields: showFields(PUT_FIELDS, filled.typed, filled.errors),
    },
  });
}

function noticeOf(req: Request): Notice | null {
  const [put, decided] = [Number(textOf(req.query, 'put')), Number(textOf(req.query, 'decided'))];
  const said = (title: string): Notice => ({ good: true, title: 'Done', text: title });
  if (Number.isInteger(put) && put > 0) return said(t.putDone(put));
  if (Number.isInteger(decided) && decided > 0) return said(t.decided(decided));
  return textOf(req.query, 'done') === 'called' ? said(t.called) : null;
}

async function decidePage(site: Site, req: Request, res: Response, filled: Filled): Promise<Response> {
  const caller = callerOf(site, req);
  const sheet: PanelSheet = await panelSheet(site.useCases, caller, part(req, 'panel'));
  const item = sheet.items.find(({ number }) => String(number) === part(req, 'number'));
  if (item === undefined || !reaches(caller, 'panel.decide', sheet.teamRef)) throw new AppError('not-found');
  const fields = decideFields(await panelMembers(site.useCases, sheet.teamRef));
  const [shown] = sheetItems({ ...sheet, items: [item] }, caller, todayOf(site));
  return show(site, req, res, {
    view: 'panels/decide',
    title: `${t.decide}, item ${item.number}`,
    section: 'panels',
    status: filled.status,
    errors: errorSummary(filled.errors),
    shown: {
      item: shown,
      day: longDay(sheet.meetsOn),
      back: paths.panel(sheet.ref),
      action: paths.panelDecide(sheet.ref, item.number),
      fields: showFields(fields, filled.typed, filled.errors),
    },
  });
}
