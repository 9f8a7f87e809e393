import { Router } from 'express';
import { notFound } from '../../../api/errors.js';
import { viewFramework, viewFrameworks } from '../../../api/use-cases/audit-frameworks.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, type Site } from '../../site.js';
import { FRAMEWORK_WORDS as t } from '../../words/audit-frameworks.js';
import { KIND_WORDS } from '../../words/audits.js';
import { entryOr } from '../sending.js';
import { frameworkShown, madeWords, versionsShown } from './presenter.js';

/** What quality is: every version of every kind, and each version whole, to be read and printed. */
export const auditFrameworkRoutes = (site: Site): Router =>
  Router()
    .get(paths.auditFrameworks, async (req, res) => {
      const all = await viewFrameworks(site.useCases, callerOf(site, req));
      show(site, req, res, { view: 'audit-frameworks/list', title: t.title, section: 'audits', shown: { words: t, back: paths.audits, kinds: all.map(versionsShown) } });
    })
    .get(paths.auditFramework(':kind', ':number'), async (req, res) => {
      const number = entryOr(part(req, 'number'));
      if (number === null) throw notFound();
      const version = await viewFramework(site.useCases, callerOf(site, req), part(req, 'kind'), number);
      const isNew = textOf(req.query, 'forced') !== '' && version.isInForce;
      show(site, req, res, {
        view: 'audit-frameworks/view', title: `${KIND_WORDS[version.kind].one}: ${t.version(number)}`, section: 'audits',
        notice: isNew ? { good: true, title: t.forced(number), text: t.forcedText } : null,
        shown: { words: t, back: paths.auditFrameworks, heading: version.framework.title, kind: KIND_WORDS[version.kind].one, version: t.version(number), isInForce: version.isInForce, ...madeWords(version), ...frameworkShown(version.framework) },
      });
    });
