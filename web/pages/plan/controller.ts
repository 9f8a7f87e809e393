import { Router, type Request, type Response } from 'express';
import { AppError, notFound } from '../../../api/errors.js';
import { comparePlan, dropVersion, startVersion, viewPlan, type PlanView } from '../../../api/use-cases/plans.js';
import { shortDay } from '../../dates.js';
import { planFile } from '../../files/plan-file.js';
import { sendFile } from '../../files/send-file.js';
import { paths } from '../../paths.js';
import { planPaper } from '../../presenting/plan-paper.js';
import { callerOf, part, show, textOf, type Notice, type Site } from '../../site.js';
import { PLAN_WORDS as t } from '../../words/plan.js';
import { entryOr } from '../sending.js';
import { changesShown, openLines, sectionsShown, versionRows, versionWords } from './presenter.js';

/** A plan's text: read, compared, taken away as a paper; begun and set aside by whoever writes it. */
export const planRoutes = (site: Site): Router =>
  Router()
    .get(paths.plan(':ref'), async (req, res) => {
      const view = await viewPlan(site.useCases, callerOf(site, req), part(req, 'ref'), entryOr(textOf(req.query, 'version')));
      show(site, req, res, { view: 'plan/view', title: `${t.short}, ${view.access.ref}`, section: 'cases', notice: noticeOf(req), shown: planShown(site, view) });
    })
    .post(paths.planStart(':ref'), async (req, res) => {
      const ref = part(req, 'ref');
      await startVersion(site.useCases, callerOf(site, req), ref).catch(unlessSettled);
      res.redirect(303, `${paths.plan(ref)}?done=started`);
    })
    .post(paths.planDrop(':ref'), async (req, res) => {
      const ref = part(req, 'ref');
      const [number, saves] = [entryOr(textOf(req.body, 'number')), entryOr(textOf(req.body, 'saves'))];
      if (number === null || saves === null) throw notFound();
      await dropVersion(site.useCases, callerOf(site, req), { ref, number, saves });
      res.redirect(303, `${paths.plan(ref)}?done=aside`);
    })
    .get(paths.planCompare(':ref'), (req, res) => comparePage(site, req, res))
    .get(paths.planFile(':ref', ':number', ':kind'), async (req, res) => {
      const number = entryOr(part(req, 'number'));
      if (number === null) throw notFound();
      const view = await viewPlan(site.useCases, callerOf(site, req), part(req, 'ref'), number);
      sendFile(res, await planFile(site, paperOf(site, view), part(req, 'kind'), `${view.access.ref}-plan-${number}`));
    });

/** Somebody else has begun it meanwhile: there it is. */
function unlessSettled(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== 'already-settled') throw error;
}

function paperOf(site: Site, { shown, child, access }: PlanView) {
  if (shown === null) throw notFound();
  return planPaper(shown, { child: child.name, born: child.bornOn === null ? null : shortDay(child.bornOn), ref: access.ref, council: site.useCases.council.name });
}

function planShown(site: Site, view: PlanView): object {
  const { shown, access, child, versions, mayWrite, lacks, base, became, recommended } = view;
  const writes = mayWrite && shown !== null && shown.sentOn === null;
  const file = (kind: string): string | null => (shown === null ? null : paths.planFile(access.ref, shown.number, kind));
  return {
    ref: access.ref,
    child: child.name,
    back: paths.case(access.ref),
    words: t,
    versionWords: shown === null ? null : versionWords(shown),
    versions: versionRows(view),
    number: shown?.number,
    saves: shown?.saves,
    writes,
    sections: shown === null ? [] : sectionsShown(shown, lacks, access.ref, writes, recommended),
    lackCount: writes ? lacks.length : null,
    openCount: writes ? openLines(shown) : null,
    docx: file('docx'),
    pdf: site.drawPdf === null ? null : file('pdf'),
    start: mayWrite && versions.every(({ sentOn }) => sentOn !== null) && became === null ? { action: paths.planStart(access.ref), text: base === null ? t.start : t.startNext(base.number), hint: base === null ? t.startHint : null } : null,
    became: became === null ? null : { text: t.becameHint(became), href: paths.plan(became) },
    setAside: writes ? paths.planDrop(access.ref) : null,
  };
}

function noticeOf(req: Request): Notice | null {
  const [done, saved, out] = [textOf(req.query, 'done'), textOf(req.query, 'saved'), textOf(req.query, 'out')];
  const said = (text: string): Notice => ({ good: true, title: 'Done', text });
  if (done === 'started') return said(t.started);
  if (done === 'aside') return said(t.setAsideDone);
  if (/^[A-K][\d.]*$/.test(saved)) return said(`${saved}: ${t.saved.toLowerCase()}`);
  return /^[A-K][\d.]+$/.test(out) ? said(t.takenOut(out)) : null;
}

async function comparePage(site: Site, req: Request, res: Response): Promise<void> {
  const asked = { from: entryOr(textOf(req.query, 'from')), to: entryOr(textOf(req.query, 'to')) };
  const { access, child, from, to, versions, changes } = await comparePlan(site.useCases, callerOf(site, req), part(req, 'ref'), asked);
  const choices = (chosen: number): readonly object[] => versions.map((row) => ({ value: row.number, text: versionWords(row), selected: row.number === chosen }));
  show(site, req, res, {
    view: 'plan/compare',
    title: `${t.compare}, ${access.ref}`,
    section: 'cases',
    shown: {
      ref: access.ref, child: child.name, back: paths.plan(access.ref), action: paths.planCompare(access.ref), words: t,
      fromWords: versionWords(from), toWords: versionWords(to), fromChoices: choices(from.number), toChoices: choices(to.number), sections: changesShown(changes),
    },
  });
}
