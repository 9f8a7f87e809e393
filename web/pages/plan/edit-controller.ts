import { Router, type Request, type Response } from 'express';
import { notFound } from '../../../api/errors.js';
import type { PlanVersion } from '../../../api/plan-models.js';
import type { Recommended } from '../../../api/use-cases/recommended.js';
import { planToWrite, viewPlan } from '../../../api/use-cases/plans.js';
import { saveItem, saveWords, takeOutItem, type PartSaved, type PlanPart } from '../../../api/use-cases/plan-writing.js';
import type { PlanItem } from '../../../domain/plan/content.js';
import { isSectionCode, SECTIONS, type SectionCode } from '../../../domain/plan/sections.js';
import { longTime } from '../../dates.js';
import type { Field, FieldError, Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { itemRows, said } from '../../presenting/plan-paper.js';
import { callerOf, part, show, textOf, todayOf, type Site } from '../../site.js';
import { ITEM_WORDS, PLAN_WORDS as t, SECTION_FIELDS } from '../../words/plan.js';
import { practiceLink } from '../good-practice/link.js';
import { entryOr, refusedOnForm } from '../sending.js';
import { itemFields, sectionFields, typedItem, typedSection, writtenItem, writtenSection } from './plan-form.js';
import { foundWords, recommendedIn, versionWords } from './presenter.js';

/** A section's words, or one item, at a time; nothing of what another has changed meanwhile is written over. */
export const planEditRoutes = (site: Site): Router =>
  Router()
    .post(paths.planCheck(':ref'), async (req, res) => {
      await planToWrite(site.useCases, callerOf(site, req), part(req, 'ref'));
      const { words } = writtenItem('provision', typedIn(itemFields('provision', null), req.body));
      res.set('Cache-Control', 'no-store').json(foundWords({ words }));
    })
    .get(paths.planSection(':ref', ':section'), async (req, res) => {
      const open = await openVersion(site, req);
      sectionPage(site, req, res, open, { typed: typedSection(open.version.content[open.section]), errors: [], status: 200 });
    })
    .post(paths.planSection(':ref', ':section'), async (req, res) => {
      const open = await openVersion(site, req);
      const fields = sectionFields(open.section);
      const typed = typedIn(fields, req.body);
      const { errors } = readFields(fields, typed, todayOf(site));
      const again = (filled: Partial<Filled>) => sectionPage(site, req, res, open, { typed, errors, status: 400, saves: partOf(open, req).saves, ...filled });
      if (errors.length > 0) return again({});
      await onForm(fields, again, async () => finish(res, again, open, await saveWords(site.useCases, callerOf(site, req), partOf(open, req), writtenSection(open.section, typed))));
    })
    .get(paths.planItem(':ref', ':section', ':item'), async (req, res) => {
      const open = await openVersion(site, req);
      itemPage(site, req, res, open, { typed: typedItem(open.kind, open.item), errors: [], status: 200 });
    })
    .post(paths.planItem(':ref', ':section', ':item'), async (req, res) => {
      const open = await openVersion(site, req, true);
      const fields = itemFields(open.kind, open.version.content);
      const typed = typedIn(fields, req.body);
      const { errors } = readFields(fields, typed, todayOf(site));
      const again = (filled: Partial<Filled>) => itemPage(site, req, res, open, { typed, errors, status: 400, saves: partOf(open, req).saves, ...filled });
      if (errors.length > 0) return again({});
      const id = part(req, 'item') === 'new' ? null : part(req, 'item');
      await onForm(fields, again, async () => {
        const saved = await saveItem(site.useCases, callerOf(site, req), partOf(open, req), id, writtenItem(open.kind, typed));
        finish(res, again, open, saved, textOf(req.body, 'do') === 'add-another');
      });
    })
    .post(paths.planItemOut(':ref', ':section', ':item'), async (req, res) => {
      const open = await openVersion(site, req);
      const saved = await takeOutItem(site.useCases, callerOf(site, req), partOf(open, req), part(req, 'item'));
      if (saved.kind === 'saved') {
        res.redirect(303, `${paths.plan(open.ref)}?out=${saved.part}#section-${open.section}`);
        return;
      }
      const latest = saved.latest.content[open.section].items.find(({ id }) => id === saved.part) ?? null;
      itemPage(site, req, res, open, { typed: typedItem(open.kind, latest), errors: [], status: 409, ...changedBy(saved, open) });
    });

type Open = Readonly<{ practice: Awaited<ReturnType<typeof practiceLink>>; ref: string; child: string; section: SectionCode; version: PlanVersion; recommended: Recommended | null; item: PlanItem | null; kind: keyof typeof ITEM_WORDS }>;
type Theirs = Readonly<{ rows: readonly Readonly<{ label: string; text: string }>[] }>;
type Filled = Readonly<{ typed: Typed; errors: readonly FieldError[]; status: number; theirs?: Theirs; saves?: number }>;

/** @param gone whether an item that somebody has taken out meanwhile still has its form. @throws AppError `not-found` where nothing is being written, `not-yours-to-record` */
async function openVersion(site: Site, req: Request, gone = false): Promise<Open> {
  const [ref, section, wanted] = [part(req, 'ref'), part(req, 'section'), part(req, 'item')];
  await planToWrite(site.useCases, callerOf(site, req), ref);
  const { shown, child, recommended } = await viewPlan(site.useCases, callerOf(site, req), ref, null);
  if (shown?.sentOn !== null || !isSectionCode(section)) throw notFound();
  const { item: kind } = SECTIONS[section];
  const item = shown.content[section].items.find(({ id }) => id === wanted) ?? null;
  if (wanted !== '' && (kind === null || (item === null && wanted !== 'new' && !gone))) throw notFound();
  const practice = await practiceLink(site, callerOf(site, req), { kind: 'plan', section: section.startsWith('H') ? 'H' : section, of: t.section(section).toLowerCase() });
  return { practice, ref, child: child.name, section, version: shown, recommended, item, kind: kind ?? 'need' };
}

const partOf = ({ ref, section, version }: Open, req: Request): PlanPart => ({ ref, section, number: entryOr(textOf(req.body, 'number')) ?? version.number, saves: entryOr(textOf(req.body, 'saves')) ?? version.saves });

async function onForm(fields: readonly Field[], again: (filled: Partial<Filled>) => unknown, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const refused = refusedOnForm(error, fields);
    if (refused === null) throw error;
    again({ errors: refused.errors, status: refused.status });
  }
}

function finish(res: Response, again: (filled: Partial<Filled>) => unknown, open: Open, saved: PartSaved, another = false): void {
  if (saved.kind === 'changed') {
    again({ status: 409, ...changedBy(saved, open) });
    return;
  }
  const here = another ? paths.planItem(open.ref, open.section, 'new') : paths.plan(open.ref);
  res.redirect(303, `${here}?saved=${saved.part}#${saved.part === open.section ? `section-${open.section}` : saved.part}`);
}

/** Who changed it, when, and how it stands now: the form then goes on from there. */
function changedBy({ part: changed, touch, latest }: Extract<PartSaved, { kind: 'changed' }>, { section, kind }: Open): Partial<Filled> {
  const item = latest.content[section].items.find(({ id }) => id === changed) ?? null;
  const isGone = changed !== section && item === null;
  const own = Object.entries(SECTIONS[section].words).map(([name, shape]) => ({ label: SECTION_FIELDS[section]?.[name]?.label ?? name, text: said(shape, latest.content[section].words[name] ?? '') }));
  return {
    saves: latest.saves,
    theirs: { rows: isGone ? [] : item === null ? own : itemRows(kind, item) },
    errors: [{ name: '', href: '#theirs', text: (isGone ? t.gone : t.changed)(changed === section ? t.section(section) : changed, touch.by, longTime(touch.at)) }],
  };
}

const frame = ({ practice, ref, child, section, version, recommended }: Open, { typed, errors, saves, theirs }: Filled, fields: readonly Field[]): object => ({
  practice, ref, child, words: t, caption: `${child}, ${ref}: ${versionWords(version)}`,
  back: `${paths.plan(ref)}#section-${section}`,
  number: version.number, saves: saves ?? version.saves, theirs: theirs ?? null,
  recommended: recommendedIn(recommended, section),
  fields: showFields(fields, typed, errors),
});

function sectionPage(site: Site, req: Request, res: Response, open: Open, filled: Filled): Response {
  const { ref, section } = open;
  return show(site, req, res, {
    view: 'plan/edit', title: `${t.section(section)}, ${ref}`, section: 'cases', status: filled.status, errors: errorSummary(filled.errors),
    shown: { ...frame(open, filled, sectionFields(section)), heading: t.sectionTitle(section), action: paths.planSection(ref, section), found: {}, check: null, takeOut: null, another: false, lacking: [] },
  });
}

function itemPage(site: Site, req: Request, res: Response, open: Open, filled: Filled): Response {
  const { ref, section, kind, item } = open;
  const id = item?.id ?? 'new';
  const written = writtenItem(kind, filled.typed);
  const found = kind === 'provision' && Object.values(written.words).some((text) => text !== '') ? foundWords(written) : [];
  return show(site, req, res, {
    view: 'plan/edit', title: `${item === null ? ITEM_WORDS[kind].add : `${ITEM_WORDS[kind].one} ${id}`}, ${ref}`, section: 'cases', status: filled.status, errors: errorSummary(filled.errors),
    shown: {
      ...frame(open, filled, itemFields(kind, open.version.content)),
      heading: item === null ? `${ITEM_WORDS[kind].add}, ${t.section(section).toLowerCase()}` : `${ITEM_WORDS[kind].one} ${id}`,
      action: paths.planItem(ref, section, part(req, 'item')),
      found: Object.fromEntries(found.map(({ part: of }) => [of, found.filter((one) => one.part === of)])),
      check: kind === 'provision' ? paths.planCheck(ref) : null,
      takeOut: item === null ? null : paths.planItemOut(ref, section, id),
      another: item === null,
      lacking: lackingLinks(open),
    },
  });
}

/** What an item could be for, where there is nothing of it yet. */
function lackingLinks({ kind, version: { content } }: Open): readonly string[] {
  const needs = kind === 'outcome' || kind === 'provision' ? content.B.items.length + content.C.items.length + content.D.items.length : 1;
  return [...(needs === 0 ? [t.nothingIn('needs')] : []), ...(kind === 'provision' && content.E.items.length === 0 ? [t.nothingIn('outcomes')] : [])];
}
