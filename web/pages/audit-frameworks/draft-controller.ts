import { Router, type Request, type Response } from 'express';
import { AppError, notFound } from '../../../api/errors.js';
import { inForceSchema, keepFrameworkDraft, putFrameworkInForce, viewDraft, type FrameworkInHand } from '../../../api/use-cases/audit-frameworks.js';
import type { Framework, Section } from '../../../domain/audit/framework.js';
import { longTime } from '../../dates.js';
import type { Field, FieldError, Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Notice, type Site } from '../../site.js';
import { FRAMEWORK_WORDS as t } from '../../words/audit-frameworks.js';
import { KIND_WORDS } from '../../words/audits.js';
import { entryOr } from '../sending.js';
import { NEW_SECTION, readSection, readWhole, rowFields, sectionTitleFields, sectionTyped, wholeFields, wholeTyped, withCriterion, withoutCriterion, withoutSection, withSection } from './draft-form.js';
import { criteriaOf, problemsShown, sumOfWeights, rulesShown } from './presenter.js';

const WHY: readonly Field[] = [{ kind: 'text', name: 'why', ...t.why, most: 1000 }];

/** The next version of a framework, written page by page and kept at each press. It needs no script. */
export const auditFrameworkDraftRoutes = (site: Site): Router =>
  Router()
    .get(paths.auditFrameworkDraft(':kind'), async (req, res) => {
      const hand = await inHand(site, req);
      const done = textOf(req.query, 'done');
      const notice = done === 'saved' ? { good: true, title: t.saved, text: t.savedText } : done === 'gone' ? { good: true, title: t.thrownAway, text: t.thrownAwayText } : null;
      draftPage(site, req, res, hand, { typed: wholeTyped(hand.framework), after: hand.draft.saves, errors: [], status: 200, notice });
    })
    .post(paths.auditFrameworkDraft(':kind'), (req, res) => saveWhole(site, req, res))
    .post(paths.auditFrameworkForce(':kind'), (req, res) => force(site, req, res))
    .get(paths.auditFrameworkSection(':kind', ':place'), async (req, res) => {
      const hand = await inHand(site, req);
      const section = sectionAt(hand, req);
      const notice = textOf(req.query, 'done') === 'saved' ? { good: true, title: t.saved, text: t.savedText } : null;
      sectionPage(site, req, res, hand, section, { typed: sectionTyped(hand.framework, section), after: hand.draft.saves, errors: [], status: 200, notice });
    })
    .post(paths.auditFrameworkSection(':kind', ':place'), (req, res) => saveSection(site, req, res));

type Filled = Readonly<{ typed: Typed; after: number; errors: readonly FieldError[]; status: number; notice?: Notice | null }>;

const inHand = (site: Site, req: Request): Promise<FrameworkInHand> => viewDraft(site.useCases, callerOf(site, req), part(req, 'kind'));

/** @throws AppError `not-found` */
function sectionAt({ framework }: FrameworkInHand, req: Request): Section {
  const section = framework.sections[(entryOr(part(req, 'place')) ?? 0) - 1];
  if (section === undefined) throw notFound();
  return section;
}

/** Of a field of the page itself without leaving it: what was typed stays. */
const onPage = (page: string, error: FieldError): FieldError => (error.href.startsWith(`${page}#`) ? { ...error, href: error.href.slice(page.length) } : error);

const problemsHere = ({ kind, framework, problems }: Pick<FrameworkInHand, 'kind' | 'framework' | 'problems'>): readonly FieldError[] => problemsShown(framework, problems).map((one) => onPage(paths.auditFrameworkDraft(kind), one));

const top = (text: string): FieldError => ({ name: '', href: '#form', text });
const afterIn = (req: Request): number => entryOr(textOf(req.body, 'after')) ?? 0;

/** @returns what stands in the way, for the form to show; null where it was kept */
async function keep(site: Site, req: Request, framework: Framework | null): Promise<Pick<Filled, 'errors' | 'status'> | null> {
  try {
    await keepFrameworkDraft(site.useCases, callerOf(site, req), { kind: part(req, 'kind'), framework, after: afterIn(req) });
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'changed-since') return { errors: [top(t.changed)], status: 409 };
    if (error.code === 'invalid') return { errors: (error.extra.errors ?? []).map(({ message }) => top(`${t.where.whole} ${message}.`)), status: 400 };
    throw error;
  }
}

async function saveWhole(site: Site, req: Request, res: Response): Promise<void> {
  const hand = await inHand(site, req);
  const [wanted, address] = [textOf(req.body, 'do'), paths.auditFrameworkDraft(hand.kind)];
  const { title, weights, bands, rules } = wholeFields(hand.framework);
  const typed = wanted === 'add-section' ? { ...wholeTyped(hand.framework), ...typedIn(NEW_SECTION, req.body) } : typedIn([...title, ...weights, ...bands, ...rules], req.body);
  const refuse = (refused: Pick<Filled, 'errors' | 'status'>): Response => draftPage(site, req, res, hand, { typed, after: afterIn(req), ...refused });
  if (wanted === 'throw-away') {
    const refused = await keep(site, req, null);
    if (refused !== null) return void refuse(refused);
    res.redirect(303, `${address}?done=gone`);
    return;
  }
  if (hand.draft.saves !== afterIn(req)) return void refuse({ errors: [top(t.changed)], status: 409 }); // its sections may be others by now
  const { value, errors } = wanted === 'add-section' ? withSection(hand.framework, typed, todayOf(site), hand.taken) : readWhole(hand.framework, typed, todayOf(site));
  const refused = errors.length > 0 ? { errors, status: 400 } : await keep(site, req, value);
  if (refused !== null) return void refuse(refused);
  res.redirect(303, wanted === 'add-section' ? paths.auditFrameworkSection(hand.kind, String(value.sections.length)) : `${address}?done=saved`);
}

async function force(site: Site, req: Request, res: Response): Promise<void> {
  const hand = await inHand(site, req);
  const typed = { ...wholeTyped(hand.framework), ...typedIn(WHY, req.body) };
  const { values, errors } = readFields(WHY, typed, todayOf(site));
  const refuse = (found: readonly FieldError[], status: number): Response => draftPage(site, req, res, hand, { typed, after: afterIn(req), errors: found, status });
  const sent = inForceSchema.safeParse({ why: values['why'], after: afterIn(req) });
  if (errors.length > 0 || !sent.success) return void refuse([...problemsHere(hand), ...errors], 400);
  try {
    const number = await putFrameworkInForce(site.useCases, callerOf(site, req), { kind: hand.kind, ...sent.data });
    res.redirect(303, `${paths.auditFramework(hand.kind, String(number))}?forced=yes`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'changed-since') return void refuse([top(t.changed)], 409);
    if (error.code !== 'invalid') throw error;
    refuse(problemsHere({ ...hand, problems: error.extra.errors ?? [] }), 400);
  }
}

async function saveSection(site: Site, req: Request, res: Response): Promise<void> {
  const hand = await inHand(site, req);
  const section = sectionAt(hand, req);
  const wanted = textOf(req.body, 'do');
  const { value, errors, typed } = readSection(hand.framework, section, req.body, todayOf(site));
  const refuse = (refused: Pick<Filled, 'errors' | 'status'>): Response => sectionPage(site, req, res, hand, section, { typed, after: afterIn(req), ...refused });
  if (hand.draft.saves !== afterIn(req)) return void refuse({ errors: [top(t.changed)], status: 409 });
  if (wanted === 'take-section') {
    const refused = await keep(site, req, withoutSection(hand.framework, section));
    if (refused !== null) return void refuse(refused);
    res.redirect(303, `${paths.auditFrameworkDraft(hand.kind)}?done=saved`);
    return;
  }
  if (errors.length > 0) return void refuse({ errors, status: 400 });
  const row = /^out-(\d{1,3})$/.exec(wanted)?.[1];
  const kept = row !== undefined ? withoutCriterion(value, section, Number(row) - 1) : wanted === 'add' ? withCriterion(value, section, hand.taken) : value;
  const refused = await keep(site, req, kept);
  if (refused !== null) return void refuse(refused);
  const page = paths.auditFrameworkSection(hand.kind, part(req, 'place'));
  res.redirect(303, wanted === 'add' ? `${page}#criterion-${criteriaOf(kept, section.id).length}` : `${page}?done=saved`);
}

function draftPage(site: Site, req: Request, res: Response, hand: FrameworkInHand, { typed, after, errors, status, notice = null }: Filled): Response {
  const { kind, framework, draft, inForce, isBegun } = hand;
  const { title, weights, bands, rules } = wholeFields(framework);
  return show(site, req, res, {
    view: 'audit-frameworks/draft', title: t.draftTitle(KIND_WORDS[kind].one), section: 'audits', status, errors: errorSummary(errors), notice,
    shown: {
      words: t, back: paths.auditFrameworks, heading: t.draftTitle(KIND_WORDS[kind].one), after, isBegun,
      state: isBegun && draft.savedBy !== null && draft.savedAt !== null ? t.savedBy(draft.savedBy.name, longTime(draft.savedAt), draft.saves) : t.basedOn(t.version(inForce.number).toLowerCase()),
      problems: problemsHere(hand), unheard: rulesShown(hand.unheard),
      title: showFields(title, typed, errors),
      sections: framework.sections.map((section, i) => ({
        href: paths.auditFrameworkSection(kind, String(i + 1)), title: section.title, count: t.openSection(criteriaOf(framework, section.id).length), field: showFields(weights.slice(i, i + 1), typed, errors),
      })),
      sum: t.sum(sumOfWeights(framework.sections)),
      bands: showFields(bands, typed, errors),
      rules: showFields(rules, typed, errors),
      newSection: showFields(NEW_SECTION, typed, errors), why: showFields(WHY, typed, errors), force: paths.auditFrameworkForce(kind), action: paths.auditFrameworkDraft(kind),
    },
  });
}

function sectionPage(site: Site, req: Request, res: Response, { kind, framework, problems }: FrameworkInHand, section: Section, { typed, after, errors, status, notice = null }: Filled): Response {
  const criteria = criteriaOf(framework, section.id);
  const page = paths.auditFrameworkSection(kind, String(framework.sections.indexOf(section) + 1));
  return show(site, req, res, {
    view: 'audit-frameworks/section', title: `${t.draftTitle(KIND_WORDS[kind].one)}, ${section.id}`, section: 'audits', status, errors: errorSummary(errors), notice,
    shown: {
      words: t, back: paths.auditFrameworkDraft(kind), heading: section.title, caption: t.draftTitle(KIND_WORDS[kind].one), after,
      problems: problemsShown(framework, problems).filter(({ href }) => href.startsWith(`${page}#`)).map((one) => onPage(page, one)),
      title: showFields(sectionTitleFields, typed, errors),
      rows: criteria.map((_, row) => ({ title: t.criterion(row + 1), out: `out-${row + 1}`, fields: showFields(rowFields(kind, row), typed, errors) })),
      sum: t.sum(sumOfWeights(criteria.map(({ one }) => one))),
    },
  });
}
