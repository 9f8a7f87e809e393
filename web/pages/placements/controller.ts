import { Router, type Request, type Response } from 'express';
import type { PlacementRow } from '../../../api/decision-models.js';
import type { Link } from '../../../api/link-models.js';
import { chooseConsultationPapers, consultationPapers } from '../../../api/use-cases/consultations.js';
import { placements, weighPlacement } from '../../../api/use-cases/placements.js';
import { dutyToAdmit } from '../../../domain/admission.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { COST_BANDS, TRANSPORT } from '../../../domain/placement.js';
import { AppError } from '../../../api/errors.js';
import { longDay } from '../../dates.js';
import type { Field, FieldError, Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Site } from '../../site.js';
import { datesAhead } from '../../presenting/setting-dates.js';
import { PLACEMENT_WORDS as t } from '../../words/placements.js';
import { stateOf } from '../advice/asking-presenter.js';
import { sizeWords } from '../../presenting/size.js';
import { filesIn } from '../../files/uploads.js';
import { saidWords } from '../consultation/presenter.js';

/** Settings consulted for a child, side by side, and what is weighed of each. */
export const placementRoutes = (site: Site): Router =>
  Router()
    .get(paths.placements(':ref'), (req, res) => comparePage(site, req, res, null))
    .post(paths.placements(':ref'), async (req, res) => {
      const typed = typedIn(FIELDS, req.body);
      const { values, errors } = readFields(FIELDS, typed, todayOf(site));
      const setting = textOf(req.body, 'setting');
      if (errors.length > 0) return comparePage(site, req, res, { setting, typed, errors });
      await weighPlacement(site.useCases, callerOf(site, req), {
        caseRef: part(req, 'ref'),
        setting,
        costBand: COST_BANDS.find((known) => known === values['costBand']) ?? null,
        transport: TRANSPORT.find((known) => known === values['transport']) ?? null,
        reason: typeof values['reason'] === 'string' ? values['reason'] : '',
      });
      res.redirect(303, `${paths.placements(part(req, 'ref'))}?kept=yes#${setting}`);
    })
    .post(paths.papers(':ref'), async (req, res) => {
      const files = filesIn(req);
      try {
        await chooseConsultationPapers(site.useCases, callerOf(site, req), { caseRef: part(req, 'ref'), chosen: listIn(req.body, 'chosen'), files });
        res.redirect(303, `${paths.placements(part(req, 'ref'))}?kept=papers#papers`);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
        const errors = (error.extra.errors ?? []).map(({ path, message }) => ({ name: path, href: '#file', text: path === 'file' ? message : `The papers ${message}` }));
        await comparePage(site, req, res, { setting: '', typed: {}, errors });
      }
    });

/** Everything ticked under one name. */
function listIn(body: unknown, name: string): readonly string[] {
  const sent: unknown = typeof body === 'object' && body !== null ? Object.entries(body).find(([key]) => key === name)?.[1] : undefined;
  return [sent ?? []].flat().filter((one): one is string => typeof one === 'string');
}

const NOTICES = { yes: t.kept, papers: t.papersKept, link: t.linkEnded } as const;

const FIELDS: readonly Field[] = [
  {
    kind: 'select',
    name: 'costBand',
    label: t.costBand,
    missing: t.costBand,
    optional: true,
    choices: COST_BANDS.map((value) => ({ value, text: t.costBands[value] })),
  },
  {
    kind: 'select',
    name: 'transport',
    label: t.transport,
    missing: t.transport,
    optional: true,
    choices: TRANSPORT.map((value) => ({ value, text: t.transports[value] })),
  },
  { kind: 'text', name: 'reason', label: t.reason, hint: t.reasonHint, missing: t.reason, most: 2000, optional: true },
];

type Filled = Readonly<{ setting: string; typed: Typed; errors: readonly FieldError[] }>;

async function comparePage(site: Site, req: Request, res: Response, filled: Filled | null): Promise<Response> {
  const caller = callerOf(site, req);
  const { access, rows, mayWeigh, links } = await placements(site.useCases, caller, part(req, 'ref'));
  const papers = await consultationPapers(site.useCases, caller, access.ref);
  const kept = textOf(req.query, 'kept');
  return show(site, req, res, {
    view: 'placements/view',
    title: `${t.title}, ${access.ref}`,
    section: 'cases',
    ...(filled === null ? {} : { status: 400, errors: errorSummary(filled.errors) }),
    notice: kept in NOTICES ? { good: true, title: 'Done', text: NOTICES[kept as keyof typeof NOTICES] } : null,
    shown: {
      heading: t.title,
      ref: access.ref,
      back: paths.case(access.ref),
      action: paths.placements(access.ref),
      mayWeigh,
      words: t,
      settings: rows.map((row) => shownRow(row, todayOf(site), filled, links.filter(({ forKind, forRef }) => forKind === 'setting' && forRef === row.ref))),
      revokeAction: paths.revokeLinks(access.ref),
      papersAction: paths.papers(access.ref),
      papers: papers.map(({ ref, name, bytes, chosen }) => ({ ref, text: `${name} (${sizeWords(bytes)})`, href: paths.caseFile(access.ref, ref), chosen })),
      fileError: filled?.errors.find(({ href }) => href === '#file')?.text ?? null,
    },
  });
}

function shownRow(row: PlacementRow, today: IsoDate, filled: Filled | null, links: readonly Link[]): object {
  const [link] = links;
  const admission = dutyToAdmit(row);
  const isTyped = filled?.setting === row.ref;
  const typed: Typed = isTyped
    ? filled.typed
    : { costBand: row.costBand ?? '', transport: row.transport ?? '', reason: row.reason ?? '' };
  return {
    ref: row.ref,
    name: row.name,
    named: row.named,
    consulted: longDay(row.consultedOn),
    due: row.dueOn === null ? null : longDay(row.dueOn),
    answer: row.answeredOn === null ? t.noAnswer : (t.answers[row.answer ?? ''] ?? t.answered),
    answered: row.answeredOn === null ? null : longDay(row.answeredOn),
    admission: admission.must ? t.mustAdmit(admission.why) : t.mayRefuse(admission.why),
    law: admission.law,
    closed: row.closedOn === null ? null : longDay(row.closedOn),
    dates: datesAhead(row.calendar, today),
    places: row.capacity === null || row.pupils === null ? null : `${row.pupils} pupils, room for ${row.capacity}`,
    cost: row.costBand === null ? null : t.costBands[row.costBand],
    transport: row.transport === null ? null : t.transports[row.transport],
    reason: row.reason,
    said: saidWords(row.said),
    saidWords: row.said?.words ?? null,
    link: link === undefined ? null : `Link ${stateOf(link.openedAt, link.lockedAt)}`,
    fields: showFields(
      FIELDS.map((field) => ({ ...field })),
      typed,
      isTyped ? filled.errors : [],
    ).map(({ kind, params }) => ({ kind, params: { ...params, id: `${row.ref}-${String(params['name'])}` } })),
  };
}
