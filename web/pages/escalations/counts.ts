import type { RequestHandler } from 'express';
import { countEscalations } from '../../../api/use-cases/escalations.js';
import type { Site } from '../../site.js';

/** How many escalations wait for the reader: beside their link in the navigation of every page. A page without it is a page all the same. */
export const countsFor =
  (site: Site): RequestHandler =>
  async (req, res, next) => {
    const caller = site.visits.caller(req);
    if (caller !== null) res.locals['escalations'] = await countEscalations(site.useCases, caller).catch(() => 0);
    next();
  };
