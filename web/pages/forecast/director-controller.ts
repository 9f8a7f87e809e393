import { Router } from 'express';
import { atAGlance } from '../../../api/use-cases/director.js';
import { paths } from '../../paths.js';
import { callerOf, show, type Site } from '../../site.js';
import { DIRECTOR_WORDS as t } from '../../words/forecast.js';
import { directorShown } from './director-presenter.js';

/** Three numbers, three lists, one chart, and what to do. */
export const directorRoutes = (site: Site): Router =>
  Router().get(paths.director, async (req, res) => {
    const [glance, demonstration] = await Promise.all([atAGlance(site.useCases, callerOf(site, req)), site.demonstration()]);
    const shown = directorShown(glance, { given: site.useCases.council.settings.published, notice: demonstration?.notice ?? null });
    show(site, req, res, { view: 'forecast/director', title: t.title, section: 'forecast', shown });
  });
