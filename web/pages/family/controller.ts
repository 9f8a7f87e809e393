import { Router, type Request, type Response } from 'express';
import type { LinkHolder } from '../../../api/link-permissions.js';
import { notFound } from '../../../api/errors.js';
import { sayAsFamily, viewFamily, type FamilyView } from '../../../api/use-cases/family.js';
import { weDid } from '../../../api/use-cases/feedback-themes.js';
import type { FieldError } from '../../forms/field.js';
import { errorSummary } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { show, textOf, type Notice, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { YOUNG_PERSON_WORDS } from '../../words/family.js';
import { frameOf, holderOf } from '../link/holder.js';
import { weDidShown } from '../feedback/presenter.js';
import { commandIdOr, newCommandId, refusedOnForm } from '../sending.js';
import { familyShown } from './presenter.js';

const t = texts.family;

/** A family's page, by link and code: where it is, who holds it, what is next; what they may send; letters sent to them. */
export const familyRoutes = (site: Site): Router =>
  Router()
    .get(paths.family, async (req, res) => {
      const holder = await familyOf(site, req);
      const view = await viewFamily(site.useCases, holder);
      await showFamily(site, req, res, holder, view, { words: '', errors: [], commandId: newCommandId(), notice: noticeOf(textOf(req.query, 'sent')) });
    })
    .post(paths.familySay, async (req, res) => {
      const holder = await familyOf(site, req);
      const words = textOf(req.body, 'words');
      const commandId = commandIdOr(textOf(req.body, 'commandId'));
      const again = async (errors: readonly FieldError[], status: number, id = commandId) => {
        const view = await viewFamily(site.useCases, holder);
        await showFamily(site, req, res, holder, view, { words, errors, commandId: id, notice: null, status });
      };
      if (words === '') return again([{ name: 'words', href: '#words', text: t.say.missing }], 400);
      try {
        const outcome = await sayAsFamily(site.useCases, holder, { commandId, words });
        res.redirect(303, `${paths.family}?sent=${outcome.kind === 'RECORDED' ? 'yes' : 'saved'}`);
      } catch (error) {
        const refused = refusedOnForm(error, []);
        if (refused === null) throw error;
        await again(refused.errors.map(({ text }) => ({ name: 'words', href: '#words', text })), refused.status, newCommandId());
      }
    });

/** @throws AppError `not-found` for everybody who did not come by a family's link: they learn of no such page */
export async function familyOf(site: Site, req: Request): Promise<LinkHolder> {
  const holder = await holderOf(site, req);
  if (holder === null || holder.kind === 'adviser') throw notFound();
  return holder;
}

type Filled = Readonly<{ words: string; errors: readonly FieldError[]; commandId: string; notice: Notice | null; status?: number }>;

async function showFamily(site: Site, req: Request, res: Response, holder: LinkHolder, view: FamilyView, { words: typed, errors, commandId, notice, status }: Filled): Promise<Response> {
  const words = holder.kind === 'child' ? YOUNG_PERSON_WORDS : t;
  return show(site, req, res, {
    view: 'family/view',
    title: t.title,
    errors: errorSummary(errors),
    notice,
    ...(status === undefined ? {} : { status }),
    shown: { ...frameOf(holder), ...familyShown(view, words), weDid: weDidShown(await weDid(site.useCases)), typed, error: errors[0] ?? null, commandId, action: paths.familySay, words },
  });
}

function noticeOf(sent: string): Notice | null {
  return sent === '' ? null : { good: true, title: t.say.sentTitle, text: sent === 'saved' ? t.say.saved : t.say.sent };
}
