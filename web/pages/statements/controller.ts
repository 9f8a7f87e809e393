import { Router } from 'express';
import { paths } from '../../paths.js';
import { show, type Site } from '../../site.js';
import { texts } from '../../texts.js';

/** What the service promises: to everybody who uses it, and about what it keeps in the browser. */
export const statementRoutes = (site: Site): Router =>
  Router()
    .get(paths.accessibility, (req, res) =>
      show(site, req, res, { view: 'statements/accessibility', title: texts.statements.accessibility, shown: {} }),
    )
    .get(paths.cookies, (req, res) =>
      show(site, req, res, { view: 'statements/cookies', title: texts.statements.cookies, shown: {} }),
    );
