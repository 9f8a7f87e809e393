import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { demoAccounts, signInToDemo } from '../../../api/use-cases/sign-in.js';
import { paths } from '../../paths.js';
import { homeOf, show, textOf, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { accountGroups } from './presenter.js';

/** Signing in by a demonstration account, where the council runs a demonstration; signing out. */
export const signInRoutes = (site: Site): Router =>
  Router()
    .get(paths.signIn, (req, res) => signInPage(site, req, res, null))
    .post(paths.signIn, async (req, res) => {
      const account = textOf(req.body, 'account');
      const member = await signInToDemo(site.useCases, site.mode, account).catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'sign-in-refused') return null;
        throw error;
      });
      if (member === null) return signInPage(site, req, res, texts.signIn.refused);
      await site.visits.signIn(req, member);
      res.redirect(303, ownPath(textOf(req.body, 'back')) ?? homeOf(member));
    })
    .post(paths.signOut, async (req, res) => {
      await site.visits.signOut(req);
      res.redirect(303, paths.front);
    });

async function signInPage(site: Site, req: Request, res: Response, refused: string | null): Promise<Response> {
  const groups = accountGroups(await demoAccounts(site.useCases, site.mode));
  return show(site, req, res, {
    view: 'sign-in/view',
    title: texts.signIn.title,
    ...(refused === null ? {} : { status: 401, errors: [{ text: refused, href: '#accounts' }] }),
    shown: { groups, back: ownPath(textOf(req.query, 'back')) },
  });
}

/** A path of ours to go on to, or null: an address elsewhere, or one that only looks like a path, is not followed. */
const ownPath = (text: string): string | null => (/^\/[A-Za-z0-9][A-Za-z0-9/._~?=&%-]*$/.test(text) ? text : null);
