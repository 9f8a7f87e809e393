import type { Request } from 'express';
import type { AdviceParty } from '../../../api/advice-models.js';
import { AppError } from '../../../api/errors.js';
import { mayByLink, type LinkHolder } from '../../../api/link-permissions.js';
import { mayAtAll, type Caller } from '../../../api/permissions.js';
import { linkParty, staffParty } from '../../../api/use-cases/advice-parties.js';
import { callerOf, part, type Site } from '../../site.js';
import { holderOf } from '../link/holder.js';

/** Who answers: somebody with an account, or come by a link for this very request. */
export type Here = Readonly<{ party: AdviceParty; holder: LinkHolder | null }>;

/** @throws SignInFirst for nobody; AppError `not-found` for another's request, `forbidden` for who gives no advice */
export async function hereFor(site: Site, req: Request): Promise<Here> {
  const holder = await holderOf(site, req);
  if (holder !== null) {
    if (!mayByLink(holder, 'advice.answer', part(req, 'ref'))) throw new AppError('not-found');
    return { party: linkParty(holder), holder };
  }
  return { party: staffParty(adviserOf(site, req)), holder: null };
}

/** Somebody with an account who gives advice. @throws SignInFirst, AppError `forbidden` */
export function adviserOf(site: Site, req: Request): Caller {
  const caller = callerOf(site, req);
  if (!mayAtAll(caller, 'advice.answer')) throw new AppError('forbidden');
  return caller;
}
