import { Router } from 'express';
import { demoAccounts } from '../../../api/use-cases/sign-in.js';
import { longDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { homeOf, show, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { accountGroups, firstOfKind } from '../sign-in/presenter.js';

/** What Duly is, and where to begin. */
export const frontRoutes = (site: Site): Router =>
  Router().get(paths.front, async (req, res) => {
    const caller = site.visits.caller(req);
    const [accounts, demonstration] = await Promise.all([demoAccounts(site.useCases, site.mode), site.demonstration()]);
    show(site, req, res, {
      view: 'front/view',
      title: texts.front.title,
      shown: {
        home: caller === null || homeOf(caller) === paths.front ? null : homeOf(caller),
        followsByLink: caller?.roles.includes('family') === true,
        byLink: texts.front.byLink,
        nothingHere: caller !== null && homeOf(caller) === paths.front,
        groups: accountGroups(firstOfKind(accounts)),
        demonstration,
        demonstrationDay: demonstration === null ? null : longDay(demonstration.asOn),
        tries: texts.front.tries,
      },
    });
  });
