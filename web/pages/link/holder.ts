import type { Request } from 'express';
import type { LinkHolder } from '../../../api/link-permissions.js';
import { linkHolder } from '../../../api/use-cases/links.js';
import type { Site } from '../../site.js';

/** Who came by a link, looked up anew for every page: a link that is ended opens nothing from then on. */
export async function holderOf(site: Site, req: Request): Promise<LinkHolder | null> {
  const link = site.visits.link(req);
  return link === null ? null : linkHolder(site.useCases, link);
}

/** What the frame shows of somebody who has no account: their name, a way out, and no other section. */
export const frameOf = (holder: LinkHolder | null): object => (holder === null ? {} : { user: { name: holder.name, roles: '' }, offersSignIn: false, navigation: [] });
