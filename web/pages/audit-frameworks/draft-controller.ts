import { Router, type Request, type Response } from 'express';
import type { FrameworkInHand } from '../../../api/use-cases/audit-frameworks.js';
import type { Section } from '../../../domain/audit/framework.js';
import { errorAt, type FieldError, type Typed } from '../../forms/field.js';
import { typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { part, show, textOf, todayOf, type Site } from '../../site.js';
import { FRAMEWORK_WORDS as t } from '../../words/audit-frameworks.js';
import { KIND_WORDS } from '../../words/audits.js';
import {
  NEW_SECTION, readSection, readWhole, rowFields, sectionTitleFields, sectionTyped, wholeFields, wholeTyped, withCriterion, withCriterionMoved, withoutCriterion, withSection, withSectionMoved, type Move,
} from './draft-form.js';
import { afterIn, inHand, keep, keepTyped, onPage, problemsHere, sectionAt, stateOf, top, type Filled, type Refused } from './draft-hand.js';
import { criteriaOf, problemsShown, sumOfWeights, rulesShown } from './presenter.js';

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
    .get(paths.auditFrameworkSection(':kind', ':place'), async (req, res) => {
      const hand = await inHand(site, req);
      const section = sectionAt(hand, req);
      const notice = textOf(req.query, 'done') === 'saved' ? { good: true, title: t.saved, text: t.savedText } : null;
      sectionPage(site, req, res, hand, section, { typed: sectionTyped(hand.framework, section), after: hand.draft.saves, errors: [], status: 200, notice });
    })
    .post(paths.auditFrameworkSection(':kind', ':place'), (req, res) => saveSection(site, req, res));

async function saveWhole(site: Site, req: Request, res: Response): Promise<void> {
  const hand = await inHand(site, req);
  const [wanted, address] = [textOf(req.body, 'do'), paths.auditFrameworkDraft(hand.kind)];
  const { title, weights, bands, rules } = wholeFields(hand.framework);
  const typed = typedIn([...title, ...weights, ...bands, ...rules, ...NEW_SECTION], req.body);
  const refuse = (refused: Refused): Response => draftPage(site, req, res, hand, { typed, after: afterIn(req), ...refused });
  if (hand.draft.saves !== afterIn(req)) return void refuse({ errors: [top(t.changed)], status: 409 }); // its sections may be others by now
  const whole = readWhole(hand.framework, typed, todayOf(site));
  const { value, errors } = wanted === 'add-section' ? withSection(whole.value, typed, todayOf(site), hand.taken) : { value: whole.value, errors: notAdded(typed) };
  const found = [...whole.errors, ...errors];
  if (found.length > 0) return void refuse({ errors: found, status: 400 });
  const moved = movedBy(/^section-(up|down)-(\d{1,2})$/, wanted);
  const kept = moved === null ? value : withSectionMoved(value, moved.at, moved.by);
  const opened = /^open-(\d{1,2})$/.exec(wanted)?.[1];
  const refused = await (wanted === 'check' || opened !== undefined ? keepTyped(site, req, hand, kept) : keep(site, req, kept));
  if (refused !== null) return void refuse(refused);
  const next = (): string => {
    if (wanted === 'check') return paths.auditFrameworkForce(hand.kind);
    if (opened !== undefined) return paths.auditFrameworkSection(hand.kind, opened);
    if (moved !== null) return `${address}#${movedTo(moved, kept.sections.length, 'section-', 'weight')}`;
    return wanted === 'add-section' ? paths.auditFrameworkSection(hand.kind, String(kept.sections.length)) : `${address}?done=saved`;
  };
  res.redirect(303, next());
}

/** What is typed for a section that was not added is not lost by saving the rest. */
function notAdded(typed: Typed): readonly FieldError[] {
  const field = NEW_SECTION.find(({ name }) => typed[name] !== undefined && typed[name] !== '');
  return field === undefined ? [] : [errorAt(field, `${t.notAdded}.`)];
}

type Moved = Readonly<{ way: string; at: number; by: Move }>;

/** @returns which entry, from 0, goes which way; null where the button pressed moves nothing */
function movedBy(pattern: RegExp, wanted: string): Moved | null {
  const [, way, place] = pattern.exec(wanted) ?? [];
  return way === undefined ? null : { way, at: Number(place) - 1, by: way === 'up' ? -1 : 1 };
}

/** Where its keyboard user goes on: the button that moves the same entry further, and at either end the entry itself. */
function movedTo({ way, at, by }: Moved, count: number, buttons: string, entry: string): string {
  const place = Math.min(Math.max(at + by, 0), count - 1);
  return place === (by < 0 ? 0 : count - 1) ? `${entry}-${place + 1}` : `${buttons}${way}-${place + 1}`;
}

async function saveSection(site: Site, req: Request, res: Response): Promise<void> {
  const hand = await inHand(site, req);
  const section = sectionAt(hand, req);
  const wanted = textOf(req.body, 'do');
  const { value, errors, typed } = readSection(hand.framework, section, req.body, todayOf(site));
  const refuse = (refused: Refused): Response => sectionPage(site, req, res, hand, section, { typed, after: afterIn(req), ...refused });
  if (hand.draft.saves !== afterIn(req)) return void refuse({ errors: [top(t.changed)], status: 409 });
  if (errors.length > 0) return void refuse({ errors, status: 400 });
  const row = /^out-(\d{1,3})$/.exec(wanted)?.[1];
  const moved = movedBy(/^(up|down)-(\d{1,3})$/, wanted);
  const kept = row !== undefined ? withoutCriterion(value, section, Number(row) - 1) : moved !== null ? withCriterionMoved(value, section, moved.at, moved.by) : wanted === 'add' ? withCriterion(value, section, hand.taken) : value;
  const refused = await (wanted === 'take-section' ? keepTyped(site, req, hand, kept) : keep(site, req, kept));
  if (refused !== null) return void refuse(refused);
  const [page, count] = [paths.auditFrameworkSection(hand.kind, part(req, 'place')), criteriaOf(kept, section.id).length];
  const next = (): string => {
    if (wanted === 'take-section') return paths.auditFrameworkTakeOut(hand.kind, part(req, 'place'));
    if (moved !== null) return `${page}#${movedTo(moved, count, '', 'criterion')}`;
    return wanted === 'add' ? `${page}#criterion-${count}` : `${page}?done=saved`;
  };
  res.redirect(303, next());
}

function draftPage(site: Site, req: Request, res: Response, hand: FrameworkInHand, { typed, after, errors, status, notice = null }: Filled): Response {
  const { kind, framework, isBegun } = hand;
  const { title, weights, bands, rules } = wholeFields(framework);
  return show(site, req, res, {
    view: 'audit-frameworks/draft', title: t.draftTitle(KIND_WORDS[kind].one), section: 'audits', status, errors: errorSummary(errors), notice,
    shown: {
      words: t, back: paths.auditFrameworks, heading: t.draftTitle(KIND_WORDS[kind].one), after, isBegun,
      state: stateOf(hand),
      problems: problemsHere(hand), unheard: rulesShown(hand.unheard),
      title: showFields(title, typed, errors),
      sections: framework.sections.map((section, i) => ({ title: section.title, count: t.openSection(criteriaOf(framework, section.id).length), field: showFields(weights.slice(i, i + 1), typed, errors) })),
      sum: t.sum(sumOfWeights(framework.sections)),
      bands: showFields(bands, typed, errors),
      rules: showFields(rules, typed, errors),
      newSection: showFields(NEW_SECTION, typed, errors), throwAway: paths.auditFrameworkThrow(kind), action: paths.auditFrameworkDraft(kind),
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
      rows: criteria.map(({ one }, row) => ({ title: t.criterion(row + 1), asks: one.asks === '' ? t.blank : one.asks, out: `out-${row + 1}`, fields: showFields(rowFields(kind, row), typed, errors) })),
      sum: t.sum(sumOfWeights(criteria.map(({ one }) => one))),
    },
  });
}
