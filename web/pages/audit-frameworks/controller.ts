import { Router } from 'express';
import { notFound } from '../../../api/errors.js';
import { compareFrameworks, viewFramework, viewFrameworks } from '../../../api/use-cases/audit-frameworks.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, type Site } from '../../site.js';
import { FRAMEWORK_WORDS as t } from '../../words/audit-frameworks.js';
import { KIND_WORDS } from '../../words/audits.js';
import { entryOr } from '../sending.js';
import { changesShown } from './changes.js';
import { changesHref, frameworkShown, madeWords, versionsShown } from './presenter.js';

/** What quality is: every version of every kind, and each version whole, to be read and printed. */
export const auditFrameworkRoutes = (site: Site): Router =>
  Router()
    .get(paths.auditFrameworks, async (req, res) => {
      const all = await viewFrameworks(site.useCases, callerOf(site, req));
      show(site, req, res, { view: 'audit-frameworks/list', title: t.title, section: 'audits', shown: { words: t, back: paths.audits, kinds: all.map(versionsShown) } });
    })
    .get(paths.auditFrameworkChanges(':kind'), async (req, res) => {
      const asked = { from: entryOr(textOf(req.query, 'from')), to: entryOr(textOf(req.query, 'to')) };
      const { kind, from, to, versions, changes } = await compareFrameworks(site.useCases, callerOf(site, req), part(req, 'kind'), asked);
      const choices = (chosen: number): readonly object[] => versions.map(({ number }) => ({ value: number, text: t.version(number), selected: number === chosen }));
      show(site, req, res, {
        view: 'audit-frameworks/compare', title: `${KIND_WORDS[kind].one}: ${t.changes.title}`, section: 'audits',
        shown: {
          words: t, back: paths.auditFrameworks, kind: KIND_WORDS[kind].one, action: paths.auditFrameworkChanges(kind), fromChoices: choices(from.number), toChoices: choices(to.number),
          whys: from === to ? [] : [from, to].map((one) => ({ version: t.version(one.number), ...madeWords(one) })),
          changes: changesShown(changes, [from.framework, to.framework], { from: t.version(from.number), to: t.version(to.number) }),
        },
      });
    })
    .get(paths.auditFramework(':kind', ':number'), async (req, res) => {
      const number = entryOr(part(req, 'number'));
      if (number === null) throw notFound();
      const version = await viewFramework(site.useCases, callerOf(site, req), part(req, 'kind'), number);
      const isNew = textOf(req.query, 'forced') !== '' && version.isInForce;
      show(site, req, res, {
        view: 'audit-frameworks/view', title: `${KIND_WORDS[version.kind].one}: ${t.version(number)}`, section: 'audits',
        notice: isNew ? { good: true, title: t.forced(number), text: t.forcedText } : null,
        shown: { words: t, back: paths.auditFrameworks, heading: version.framework.title, kind: KIND_WORDS[version.kind].one, version: t.version(number), isInForce: version.isInForce, changes: changesHref(version.kind, number), ...madeWords(version), ...frameworkShown(version.framework) },
      });
    });
