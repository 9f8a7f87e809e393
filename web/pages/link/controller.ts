import { Router, type Request, type RequestHandler, type Response } from 'express';
import { enterAccessCode, openLink, sendAccessCode, type OpenedLink } from '../../../api/use-cases/links.js';
import type { LinkHolder } from '../../../api/link-permissions.js';
import { paths } from '../../paths.js';
import { part, show, textOf, type Notice, type Site } from '../../site.js';
import { texts } from '../../texts.js';

const t = texts.link;

/** An address with a token in it goes to nobody: not to the next page, not to a style sheet's server. */
const noReferrer: RequestHandler = (_req, res, next) => {
  res.set('Referrer-Policy', 'no-referrer');
  next();
};

/** The way in without an account: a link from a message, then a code to the registered address. Nothing here tells of a child. */
export const linkRoutes = (site: Site): Router =>
  Router()
    .use(paths.link(':token'), noReferrer)
    .get(paths.link(':token'), async (req, res) => {
      showLink(site, req, res, await openLink(site.useCases, part(req, 'token')), {});
    })
    .post(paths.linkCode(':token'), async (req, res) => {
      const token = part(req, 'token');
      const sent = await sendAccessCode(site.useCases, token);
      const link = await openLink(site.useCases, token);
      const notice = { sent: { good: true, title: t.sentTitle, text: t.sent }, 'too-often': { good: false, title: t.title, text: t.tooOften }, unreachable: { good: false, title: t.title, text: t.unreachable } };
      showLink(site, req, res, link, { asksCode: sent === 'sent' || sent === 'too-often', notice: sent in notice ? notice[sent as keyof typeof notice] : null, status: sent === 'too-often' ? 429 : 200 });
    })
    .post(paths.link(':token'), async (req, res) => {
      const token = part(req, 'token');
      const code = textOf(req.body, 'code');
      const link = await openLink(site.useCases, token);
      if (code === '') return void showLink(site, req, res, link, { asksCode: true, error: t.codeMissing });
      const entered = await enterAccessCode(site.useCases, token, code);
      switch (entered.kind) {
        case 'in': {
          const { holder } = entered;
          await site.visits.signInByLink(req, holder.link);
          res.redirect(303, pageOf(holder));
          return;
        }
        case 'wrong':
          return void showLink(site, req, res, link, { asksCode: true, error: t.wrong(entered.left) });
        case 'expired':
          return void showLink(site, req, res, link, { asksCode: true, error: t.expired });
        case 'locked':
          return void showLink(site, req, res, { ...link, standing: 'locked' }, {});
        case 'ended':
          return void showLink(site, req, res, { ...link, standing: entered.standing }, {});
      }
    });

/** Where somebody's link leads. */
function pageOf({ kind, recordRef, ref, forReviews, forFeedback }: LinkHolder): string {
  if (forFeedback) return paths.howItWas;
  if (kind === 'adviser') return forReviews ? paths.receivedLists : paths.adviceAnswer(recordRef, ref);
  if (forReviews) return paths.settingReviews;
  return kind === 'setting' ? paths.consultation(recordRef, ref) : paths.family;
}

type Shown = Readonly<{ asksCode?: boolean; notice?: Notice | null; error?: string; status?: number }>;

const GONE = 410;

function showLink(site: Site, req: Request, res: Response, opened: OpenedLink, { asksCode = false, notice = null, error, status }: Shown): Response {
  const { standing, owner, reachable } = opened;
  const token = part(req, 'token');
  const frame = { offersSignIn: false, navigation: [] };
  if (standing !== 'open') {
    const words = t.ended[standing];
    return show(site, req, res, { view: 'link/ended', title: words.title, status: GONE, shown: { ...frame, heading: words.title, text: words.text, ask: t.ask(owner) } });
  }
  return show(site, req, res, {
    view: 'link/view',
    title: t.title,
    notice,
    errors: error === undefined ? null : [{ text: error, href: '#code' }],
    status: status ?? (error === undefined ? 200 : 400),
    shown: {
      ...frame, words: t, intro: introOf(opened), asksCode, error: error ?? null, reachable, ask: t.ask(owner),
      action: paths.link(token), sendAction: paths.linkCode(token),
    },
  });
}

function introOf({ kind, forReviews, forFeedback }: OpenedLink): string {
  if (forFeedback) return t.feedback;
  if (forReviews) return kind === 'adviser' ? t.lists : t.reviews;
  return kind === 'adviser' || kind === 'setting' ? t[kind] : t.family;
}
