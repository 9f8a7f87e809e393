import { Router, type Request, type Response } from 'express';
import { AppError, notFound, type FieldProblem } from '../../../api/errors.js';
import { materialOf, type Material } from '../../../api/use-cases/audit-material.js';
import { handInMarking, keepMarking } from '../../../api/use-cases/audit-marking.js';
import { readAudit, type ReadAudit } from '../../../api/use-cases/audits.js';
import { criteriaFor } from '../../../domain/audit/framework.js';
import { markingProblems, type Judged, type Marking } from '../../../domain/audit/marking.js';
import type { FieldError } from '../../forms/field.js';
import { errorSummary } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { dutyRows } from '../case/presenter.js';
import { sectionsShown } from '../plan/presenter.js';
import { sentWords } from '../setting-reviews/report-presenter.js';
import { callerOf, part, show, textOf, todayOf, type Notice, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { AUDIT_WORDS as t } from '../../words/audits.js';
import { commandIdOr, newCommandId, refusedOnForm } from '../sending.js';
import { answerInput, evidenceInput, readJudged, readMarking } from './marking-form.js';
import { clashesOf, otherShown, withTheirs } from './saved-meanwhile.js';
import { answeredCount, countsShown, criteriaShown, titleOf } from './presenter.js';

/** Marking: what is audited and the criteria side by side; kept while it grows, checked, and handed in. */
export const auditMarkRoutes = (site: Site): Router =>
  Router()
    .get(paths.auditMark(':ref'), async (req, res) => {
      if (await isIn(site, req)) {
        res.redirect(303, paths.audit(part(req, 'ref')));
        return;
      }
      const read = await toMark(site, req);
      await showForm(site, req, res, read, { answers: read.audit.own?.answers ?? {}, judged: read.audit.own?.judged ?? {}, version: read.audit.own?.saves ?? 0, errors: [], status: 200, notice: textOf(req.query, 'saved') === '' ? null : { good: true, title: t.mark.savedTitle, text: t.mark.saved } });
    })
    .post(paths.auditMark(':ref'), async (req, res) => {
      const read = await toMark(site, req);
      const sent = sentOf(read, req);
      const saves = await kept(site, req, read, sent);
      if (typeof saves !== 'number') return saves.status === 409 ? showBoth(site, req, res, sent) : showForm(site, req, res, read, { ...sent, ...saves });
      const handsIn = textOf(req.body, 'do') === 'hand-in';
      const problems = handsIn ? problemsOf(read, sent) : [];
      if (problems.length > 0) return showForm(site, req, res, read, { ...sent, version: saves, errors: problems, status: 400 });
      res.redirect(303, handsIn ? paths.auditHandIn(read.audit.ref) : `${paths.auditMark(read.audit.ref)}?saved=yes`);
    })
    .post(paths.auditDraft(':ref'), async (req, res) => {
      const read = await toMark(site, req);
      const { answers, judged, version } = sentOf(read, req);
      res.set('Cache-Control', 'no-store');
      try {
        const saves = await keepMarking(site.useCases, callerOf(site, req), { ref: read.audit.ref, answers, judged, after: version });
        res.json({ version: saves, text: `${t.mark.savedTitle}. ${t.mark.progress(answeredCount({ answers }), criteriaFor(read.framework, read.audit.role).length)}` });
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'changed-since') throw error;
        res.status(409).json({ text: t.mark.changed });
      }
    })
    .get(paths.auditHandIn(':ref'), async (req, res) => {
      const read = await toMark(site, req);
      const { own } = read.audit;
      if (own === null || problemsOf(read, own).length > 0) res.redirect(303, paths.auditMark(read.audit.ref));
      else show(site, req, res, {
        view: 'audits/hand-in', title: `${t.mark.checkTitle} ${read.audit.ref}`, section: 'audits',
        shown: { words: t.mark, back: paths.auditMark(read.audit.ref), heading: titleOf(read.audit), counts: countsShown(own), action: paths.auditHandIn(read.audit.ref), saves: own.saves, commandId: newCommandId() },
      });
    })
    .post(paths.auditHandIn(':ref'), async (req, res) => {
      const ref = part(req, 'ref');
      try {
        const outcome = await handInMarking(site.useCases, callerOf(site, req), { ref, after: Number(/^\d{1,9}$/.exec(textOf(req.body, 'saves'))?.[0] ?? 0), commandId: commandIdOr(textOf(req.body, 'commandId')) });
        res.redirect(303, `${paths.audit(ref)}?done=${outcome.kind === 'RECORDED' ? 'hand-in' : 'waits'}`);
      } catch (error) {
        if (!(error instanceof AppError) || (error.code !== 'changed-since' && error.code !== 'invalid' && error.code !== 'already-settled')) throw error;
        res.redirect(303, error.code === 'already-settled' ? paths.audit(ref) : paths.auditMark(ref));
      }
    });

/** Handed in by its reader: the audit shows it, to whoever comes back by the browser's button too. */
async function isIn(site: Site, req: Request): Promise<boolean> {
  const { isAuditor, audit } = await readAudit(site.useCases, callerOf(site, req), part(req, 'ref'));
  return isAuditor && audit.own !== null && audit.own.handedInAt !== null;
}

/** Somebody saved since: what they sent stays and takes in what was saved where it says nothing; the rest is shown beside it, and the next press keeps it. */
async function showBoth(site: Site, req: Request, res: Response, sent: Sent): Promise<void> {
  const read = await toMark(site, req);
  const theirs = { answers: read.audit.own?.answers ?? {}, judged: read.audit.own?.judged ?? {} };
  const clashes = clashesOf(theirs, sent, read.suggestions);
  const numbers = numbersOf(read);
  await showForm(site, req, res, read, {
    ...withTheirs(theirs, sent), version: read.audit.own?.saves ?? 0, status: 409, otherAt: otherShown(clashes),
    errors: [{ name: '', href: '#form', text: t.mark.changedShown }, ...clashes.map(({ criterion }) => ({ name: criterion, href: `#${answerInput(criterion)}`, text: t.mark.otherwise(numbers.get(criterion) ?? 0) }))],
  });
}

const numbersOf = ({ framework, audit }: ReadAudit): ReadonlyMap<string, number> => new Map(criteriaFor(framework, audit.role).map(({ id }, i) => [id, i + 1]));

/** @throws AppError `not-found` for an audit that is not the reader's to mark, `already-settled` once they have marked it */
async function toMark(site: Site, req: Request): Promise<ReadAudit> {
  const read = await readAudit(site.useCases, callerOf(site, req), part(req, 'ref'));
  if (!read.isAuditor) throw notFound();
  if (read.audit.own !== null && read.audit.own.handedInAt !== null) throw new AppError('already-settled', { detail: t.mark.isIn });
  if (read.audit.stage !== 'marking') throw notFound();
  return read;
}

type Sent = Readonly<{ answers: Marking; judged: Judged; version: number }>;

function sentOf(read: ReadAudit, req: Request): Sent {
  const version = textOf(req.body, 'version');
  return { answers: readMarking(read, req.body), judged: readJudged(read, req.body), version: /^\d{1,9}$/.test(version) ? Number(version) : 0 };
}

/** Saved before anything else is said of it. @returns how often it was saved, or why it was not */
async function kept(site: Site, req: Request, read: ReadAudit, { answers, judged, version }: Sent): Promise<number | Readonly<{ status: number; errors: readonly FieldError[] }>> {
  try {
    return await keepMarking(site.useCases, callerOf(site, req), { ref: read.audit.ref, answers, judged, after: version });
  } catch (error) {
    if (error instanceof AppError && error.code === 'changed-since') return { status: 409, errors: [] };
    if (error instanceof AppError && error.code === 'not-yours-to-record') return { status: 403, errors: [{ name: '', href: '#form', text: error.extra.detail ?? error.message }] };
    const refused = refusedOnForm(error, []);
    if (refused === null) throw error;
    return { status: refused.status, errors: error instanceof AppError ? (error.extra.errors ?? []).map((problem) => atCriterion(problem, numbersOf(read))) : refused.errors };
  }
}

const atCriterion = ({ path, message }: FieldProblem, numbers: ReadonlyMap<string, number>): FieldError => {
  const criterion = /^answers\.([A-Za-z0-9.-]+?)(?:\.(?:evidence|answer|line))?$/.exec(path)?.[1] ?? '';
  return { name: criterion, href: `#${evidenceInput(criterion)}`, text: `${numbers.get(criterion) ?? ''}. The evidence ${message}` };
};

function problemsOf(read: ReadAudit, { answers, judged }: Pick<Sent, 'answers' | 'judged'>): readonly FieldError[] {
  const { framework, audit, suggestions } = read;
  const accepted = new Set(suggestions.filter(({ key }) => judged[key] === true).map(({ criterion }) => criterion));
  const numbers = numbersOf(read);
  return markingProblems(framework, answers, audit.role, accepted).map(({ criterion, code }) => ({
    name: criterion,
    href: `#${code === 'evidence-missing' ? evidenceInput(criterion) : answerInput(criterion)}`,
    text: `${numbers.get(criterion) ?? ''}. ${code === 'evidence-missing' ? 'Say where it shows that this is wanting, or choose the line' : code === 'nothing-arises' ? 'One criterion at least must arise' : 'Answer this criterion'}`,
  }));
}

type Filled = Sent & Readonly<{ errors: readonly FieldError[]; status: number; notice?: Notice | null; otherAt?: Readonly<Record<string, object>> }>;

async function showForm(site: Site, req: Request, res: Response, read: ReadAudit, { answers, judged, version, errors, status, notice = null, otherAt = {} }: Filled): Promise<void> {
  const { audit, framework, text } = read;
  const material = await materialOf(site.useCases, callerOf(site, req), audit, text);
  show(site, req, res, {
    view: 'audits/mark', title: `${t.mark.title} ${audit.ref}`, section: 'audits', status, errors: errorSummary(errors), notice,
    shown: {
      words: t.mark, widthClass: 'duly-page--wide', back: paths.audit(audit.ref), heading: titleOf(audit), ref: audit.ref,
      action: paths.auditMark(audit.ref), draft: paths.auditDraft(audit.ref), version,
      progress: t.mark.progress(answeredCount({ answers }), criteriaFor(framework, audit.role).length),
      sections: criteriaShown(read, { answers, judged }, errors.map(({ name }) => ({ criterion: name, code: 'unanswered' as const }))),
      otherAt,
      errorAt: Object.fromEntries(errors.map(({ name, text: said }) => [name, said])),
      ...materialShown(site, material),
    },
  });
}

export function materialShown(site: Site, material: Material): object {
  switch (material.kind) {
    case 'text':
      return { material: 'text', text: sectionsShown(material, [], '', false) };
    case 'advice':
      return { material: 'advice', sent: material.sent.form, adviceWords: texts.advice };
    case 'report':
      return { material: 'report', reports: sentWords([material.sent], () => '') };
    case 'case':
      return { material: 'case', duties: dutyRows(material.duties, todayOf(site), { causes: [], council: [], sayAt: null }) };
    case 'none':
      return { material: 'none' };
  }
}
