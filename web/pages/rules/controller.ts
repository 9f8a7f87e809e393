import { Router } from 'express';
import { viewRule } from '../../../api/use-cases/own-rules.js';
import { longDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Site } from '../../site.js';
import { RULE_WORDS as t } from '../../words/rules.js';
import { ruleShown } from './presenter.js';

/** A rule of the council's own in plain words, with every version it has had. */
export const ruleRoutes = (site: Site): Router =>
  Router().get(paths.rule(':kind'), async (req, res) => {
    const history = await viewRule(site.useCases, callerOf(site, req), part(req, 'kind'));
    const kept = history.versions.find(({ number }) => String(number) === textOf(req.query, 'kept'));
    const rule = ruleShown(history);
    const notice = kept === undefined ? null : { good: true, title: 'Done', text: kept.effectiveFrom <= todayOf(site) ? t.keptNow : t.kept(longDay(kept.effectiveFrom)) };
    show(site, req, res, { view: 'rules/view', title: rule.title, section: 'settings', notice, shown: { words: t, rule } });
  });
