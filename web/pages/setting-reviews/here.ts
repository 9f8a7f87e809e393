import type { Request } from 'express';
import { notFound } from '../../../api/errors.js';
import { mayReview, type LinkHolder } from '../../../api/link-permissions.js';
import { SignInFirst, type Site } from '../../site.js';
import { holderOf } from '../link/holder.js';

/** A setting that came by link. @throws SignInFirst for nobody; AppError `not-found` for whoever is none */
export async function settingHere(site: Site, req: Request): Promise<LinkHolder> {
  const holder = await holderOf(site, req);
  if (holder === null) {
    if (site.visits.caller(req) === null) throw new SignInFirst();
    throw notFound();
  }
  if (!mayReview(holder)) throw notFound();
  return holder;
}
