import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { inForceSchema, putFrameworkInForce, type FrameworkInHand } from '../../../api/use-cases/audit-frameworks.js';
import { saysTheSame } from '../../../domain/audit/framework-draft.js';
import type { Section } from '../../../domain/audit/framework.js';
import type { Field, FieldError, Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, todayOf, type Site } from '../../site.js';
import { FRAMEWORK_WORDS as t } from '../../words/audit-frameworks.js';
import { KIND_WORDS } from '../../words/audits.js';
import { changesCounted, changesShown } from './changes.js';
import { afterIn, inHand, keep, sectionAt, stateOf, top } from './draft-hand.js';
import { withoutSection } from './draft-form.js';
import { criteriaOf, problemsShown, rulesShown } from './presenter.js';

const WHY: readonly Field[] = [{ kind: 'text', name: 'why', ...t.why, most: 1000 }];

/** What cannot be taken back is decided on a page of its own, which says what it comes to: in force, thrown away, a section out. */
export const auditFrameworkDecideRoutes = (site: Site): Router =>
  Router()
    .get(paths.auditFrameworkForce(':kind'), async (req, res) => {
      forcePage(site, req, res, await inHand(site, req), { typed: {}, errors: [], status: 200 });
    })
    .post(paths.auditFrameworkForce(':kind'), (req, res) => force(site, req, res))
    .get(paths.auditFrameworkThrow(':kind'), async (req, res) => {
      throwPage(site, req, res, await inHand(site, req), { errors: [], status: 200 });
    })
    .post(paths.auditFrameworkThrow(':kind'), (req, res) => throwAway(site, req, res))
    .get(paths.auditFrameworkTakeOut(':kind', ':place'), async (req, res) => {
      const hand = await inHand(site, req);
      takePage(site, req, res, hand, sectionAt(hand, req), { errors: [], status: 200 });
    })
    .post(paths.auditFrameworkTakeOut(':kind', ':place'), (req, res) => takeOut(site, req, res));

type Told = Readonly<{ errors: readonly FieldError[]; status: number }>;
const problemsOf = ({ framework, problems }: Pick<FrameworkInHand, 'framework' | 'problems'>): readonly FieldError[] => problemsShown(framework, problems);
const changedSince = (text: string): Told => ({ errors: [top(text)], status: 409 });

async function force(site: Site, req: Request, res: Response): Promise<void> {
  const hand = await inHand(site, req);
  const typed = typedIn(WHY, req.body);
  const { values, errors } = readFields(WHY, typed, todayOf(site));
  const refuse = (of: FrameworkInHand, told: Told): Response => forcePage(site, req, res, of, { typed, ...told });
  if (hand.draft.saves !== afterIn(req)) return void refuse(hand, changedSince(t.changedMeanwhile));
  const sent = inForceSchema.safeParse({ why: values['why'], after: afterIn(req) });
  if (errors.length > 0 || !sent.success) return void refuse(hand, { errors: [...problemsOf(hand), ...errors], status: 400 });
  try {
    const number = await putFrameworkInForce(site.useCases, callerOf(site, req), { kind: hand.kind, ...sent.data });
    res.redirect(303, `${paths.auditFramework(hand.kind, String(number))}?forced=yes`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'changed-since') return void refuse(await inHand(site, req), changedSince(t.changedMeanwhile)); // between the look and the act
    if (error.code !== 'invalid') throw error;
    refuse(hand, { errors: problemsOf({ ...hand, problems: error.extra.errors ?? [] }), status: 400 });
  }
}

/** What would be put in force, whole against what is. After somebody else's save it shows theirs. */
function forcePage(site: Site, req: Request, res: Response, hand: FrameworkInHand, { typed, errors, status }: Told & Readonly<{ typed: Typed }>): Response {
  const { kind, framework, draft, inForce } = hand;
  return show(site, req, res, {
    view: 'audit-frameworks/force', title: t.forceTitle(KIND_WORDS[kind].one), section: 'audits', status, errors: errorSummary(errors),
    shown: {
      words: t, back: paths.auditFrameworkDraft(kind), heading: t.forceTitle(KIND_WORDS[kind].one), state: stateOf(hand), after: draft.saves, action: paths.auditFrameworkForce(kind),
      isSame: saysTheSame(framework, inForce.framework), problems: problemsOf(hand), unheard: rulesShown(hand.unheard), why: showFields(WHY, typed, errors),
      changes: changesShown(hand.changes, [inForce.framework, framework], { from: t.version(inForce.number), to: t.changes.draft }),
    },
  });
}

async function throwAway(site: Site, req: Request, res: Response): Promise<void> {
  const hand = await inHand(site, req);
  const refused = hand.draft.saves === afterIn(req) ? await keep(site, req, null) : changedSince(t.changedFirst);
  if (refused === null) res.redirect(303, `${paths.auditFrameworkDraft(hand.kind)}?done=gone`);
  else throwPage(site, req, res, await inHand(site, req), refused.status === 409 ? changedSince(t.changedFirst) : refused);
}

function throwPage(site: Site, req: Request, res: Response, hand: FrameworkInHand, told: Told): void {
  const { kind, isBegun, changes } = hand;
  surePage(site, req, res, hand, told, {
    heading: t.throwTitle, hint: isBegun ? `${stateOf(hand)}. ${t.throwHint}` : t.nothingToThrow, lostTitle: t.throwLost, lost: isBegun ? changesCounted(changes) : [],
    confirm: isBegun ? t.throwConfirm : null, back: paths.auditFrameworkDraft(kind), action: paths.auditFrameworkThrow(kind),
  });
}

async function takeOut(site: Site, req: Request, res: Response): Promise<void> {
  const hand = await inHand(site, req);
  const section = sectionAt(hand, req);
  const refused = hand.draft.saves === afterIn(req) ? await keep(site, req, withoutSection(hand.framework, section)) : changedSince(t.changedFirst);
  if (refused === null) res.redirect(303, `${paths.auditFrameworkDraft(hand.kind)}?done=saved`);
  else {
    const now = await inHand(site, req);
    takePage(site, req, res, now, sectionAt(now, req), refused.status === 409 ? changedSince(t.changedFirst) : refused);
  }
}

function takePage(site: Site, req: Request, res: Response, hand: FrameworkInHand, section: Section, told: Told): void {
  const { kind, framework } = hand;
  const place = String(framework.sections.indexOf(section) + 1);
  surePage(site, req, res, hand, told, {
    heading: t.takeTitle(section.title), hint: t.takeHint, lostTitle: t.takeCriteria, lost: criteriaOf(framework, section.id).map(({ one }) => (one.asks === '' ? t.blank : one.asks)),
    confirm: t.takeConfirm, back: paths.auditFrameworkSection(kind, place), action: paths.auditFrameworkTakeOut(kind, place),
  });
}

type Sure = Readonly<{ heading: string; hint: string; lostTitle: string; lost: readonly string[]; /** Null: there is nothing to confirm. */ confirm: string | null; back: string; action: string }>;

const surePage = (site: Site, req: Request, res: Response, { kind, draft }: FrameworkInHand, { errors, status }: Told, sure: Sure): Response =>
  show(site, req, res, {
    view: 'audit-frameworks/sure', title: `${t.draftTitle(KIND_WORDS[kind].one)}, ${part(req, 'place') === '' ? t.throwAway.toLowerCase() : t.takeSection.toLowerCase()}`, section: 'audits', status, errors: errorSummary(errors),
    shown: { words: t, caption: t.draftTitle(KIND_WORDS[kind].one), after: draft.saves, ...sure },
  });
