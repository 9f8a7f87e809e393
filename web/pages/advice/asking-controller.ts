import { Router, type Request, type Response } from 'express';
import { acceptAdvice, adviceOfCase, askForAdvice, openFile, proposeAsking, returnAdvice, type AskingPage } from '../../../api/use-cases/advice-asking.js';
import { revokeLinks } from '../../../api/use-cases/links.js';
import type { AdviserRole } from '../../../domain/facts/fact.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Notice, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import type { FieldError } from '../../forms/field.js';
import { errorSummary } from '../../forms/show.js';
import { commandIdOr, entryOr, goOn, newCommandId, refusedOnForm } from '../sending.js';
import { askingShown, caseAdviceShown } from './asking-presenter.js';
import { sendFile } from '../../files/send-file.js';

const t = texts.advice;
const MOST_AT_ONCE = 20;

/** The caseworker's side of advice: whom to ask, ticked as regulation 6 has it; what came, accepted or returned. */
export const askingRoutes = (site: Site): Router =>
  Router()
    .get(paths.caseAdvice(':ref'), async (req, res) => {
      await showCaseAdvice(site, req, res, {});
    })
    .get(paths.askAdvice(':ref'), async (req, res) => {
      const page = await proposeAsking(site.useCases, callerOf(site, req), part(req, 'ref'));
      showAsking(site, req, res, page, { typed: null, errors: [], commandId: newCommandId(), entry: page.record.position });
    })
    .post(paths.askAdvice(':ref'), async (req, res) => {
      const caller = callerOf(site, req);
      const page = await proposeAsking(site.useCases, caller, part(req, 'ref'));
      const commandId = commandIdOr(textOf(req.body, 'commandId'));
      const entry = entryOr(textOf(req.body, 'entry')) ?? page.record.position;
      const { advisers, errors } = readAsked(page, req.body);
      if (errors.length > 0) return void showAsking(site, req, res, page, { typed: req.body, errors, commandId, entry });
      try {
        goOn(res, await askForAdvice(site.useCases, caller, { caseRef: page.record.ref, commandId, ifEntry: entry, on: todayOf(site), advisers }));
      } catch (error) {
        const refused = refusedOnForm(error, []);
        if (refused === null) throw error;
        showAsking(site, req, res, page, { typed: req.body, errors: refused.errors, commandId: newCommandId(), entry: page.record.position, status: refused.status });
      }
    })
    .post(paths.judgeAdvice(':ref', ':adviser'), async (req, res) => {
      const caller = callerOf(site, req);
      const one = { caseRef: part(req, 'ref'), adviser: part(req, 'adviser') };
      if (textOf(req.body, 'do') === 'accept') {
        await acceptAdvice(site.useCases, caller, one);
        res.redirect(303, `${paths.caseAdvice(one.caseRef)}?done=accepted`);
        return;
      }
      const reason = textOf(req.body, 'reason');
      const href = `#reason-${one.adviser}`;
      if (reason === '') return showCaseAdvice(site, req, res, { errors: [{ name: one.adviser, href, text: t.ofCase.reasonMissing }] });
      try {
        const entry = entryOr(textOf(req.body, 'entry')) ?? 0;
        await returnAdvice(site.useCases, caller, { ...one, reason, commandId: commandIdOr(textOf(req.body, 'commandId')), ifEntry: entry });
        res.redirect(303, `${paths.caseAdvice(one.caseRef)}?done=returned`);
      } catch (error) {
        const refused = refusedOnForm(error, []);
        if (refused === null) throw error;
        await showCaseAdvice(site, req, res, { errors: refused.errors.map(({ text }) => ({ name: one.adviser, href, text })), status: refused.status });
      }
    })
    .post(paths.revokeLinks(':ref'), async (req, res) => {
      const caller = callerOf(site, req);
      const [kind = '', forRef = ''] = textOf(req.body, 'whose').split('/');
      const forKind = (['adviser', 'person', 'child', 'setting'] as const).find((known) => known === kind) ?? 'adviser';
      const count = await revokeLinks(site.useCases, caller, { caseRef: part(req, 'ref'), forKind, forRef });
      res.redirect(303, forKind === 'setting' ? `${paths.placements(part(req, 'ref'))}?kept=link` : `${paths.caseAdvice(part(req, 'ref'))}?done=revoked-${count}`);
    })
    .get(paths.caseFile(':ref', ':file'), async (req, res) => {
      sendFile(res, await openFile(site.useCases, callerOf(site, req), part(req, 'ref'), part(req, 'file')));
    });

type Filled = Readonly<{ typed: unknown; errors: readonly FieldError[]; commandId: string; entry: number; status?: number }>;

function showAsking(site: Site, req: Request, res: Response, page: AskingPage, { typed, errors, commandId, entry, status }: Filled): Response {
  return show(site, req, res, {
    view: 'advice/ask',
    title: `${t.ask.title}, ${page.record.ref}`,
    section: 'cases',
    errors: errorSummary(errors),
    ...(status === undefined ? {} : { status }),
    shown: { ...askingShown(page, typed, errors), back: paths.caseAdvice(page.record.ref), action: paths.askAdvice(page.record.ref), otherDay: paths.record(page.record.ref, 'advice-requested'), commandId, entry, words: t },
  });
}

type Chosen = Readonly<{ advisers: readonly { adviser: string; role: AdviserRole }[]; errors: readonly FieldError[] }>;

/** Those ticked, each with who was chosen for it, and anybody else; only whom the page offered. */
function readAsked({ proposals, others }: AskingPage, body: unknown): Chosen {
  const advisers: { adviser: string; role: AdviserRole }[] = [];
  const errors: FieldError[] = [];
  for (const { role, choices } of proposals) {
    if (textOf(body, `ask-${role}`) === '') continue;
    const chosen = choices.find(({ ref }) => ref === textOf(body, `who-${role}`));
    if (chosen === undefined) errors.push({ name: `who-${role}`, href: `#who-${role}`, text: t.ask.chooseWho(texts.advisers[role]) });
    else advisers.push({ adviser: chosen.ref, role });
  }
  for (const name of ['other-0', 'other-1', 'other-2']) {
    const other = others.find(({ ref }) => ref === textOf(body, name));
    if (other !== undefined && !advisers.some(({ adviser }) => adviser === other.ref)) advisers.push({ adviser: other.ref, role: other.role });
  }
  if (errors.length === 0 && advisers.length === 0) errors.push({ name: 'ask', href: '#ask', text: t.ask.nobody });
  if (advisers.length > MOST_AT_ONCE) errors.push({ name: 'ask', href: '#ask', text: t.ask.many });
  return { advisers, errors };
}

async function showCaseAdvice(site: Site, req: Request, res: Response, { errors = [], status }: { errors?: readonly FieldError[]; status?: number }): Promise<void> {
  const page = await adviceOfCase(site.useCases, callerOf(site, req), part(req, 'ref'));
  show(site, req, res, {
    view: 'advice/of-case',
    title: `${t.ofCase.title}, ${page.record.ref}`,
    section: 'cases',
    errors: errorSummary(errors),
    notice: doneNotice(textOf(req.query, 'done')),
    ...(status === undefined ? {} : { status }),
    shown: { ...caseAdviceShown(page, errors, textOf(req.body, 'reason')), words: t },
  });
}

function doneNotice(done: string): Notice | null {
  if (done === 'returned' || done === 'accepted') return { good: true, title: t.draftTitle, text: t.ofCase[done] };
  const revoked = /^revoked-(\d{1,4})$/.exec(done)?.[1];
  return revoked === undefined ? null : { good: true, title: t.draftTitle, text: t.ofCase.revoked(Number(revoked)) };
}
