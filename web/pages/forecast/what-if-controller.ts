import { Router } from 'express';
import { AppError } from '../../../api/errors.js';
import { mayAtAll } from '../../../api/permissions.js';
import { whatIfAsked } from '../../../api/schemas-of-forecast.js';
import { askWhatIf, type Asked } from '../../../api/use-cases/what-if.js';
import { paths } from '../../paths.js';
import { callerOf, show, textOf, type Site, type SummaryError } from '../../site.js';
import { WHAT_IF_WORDS as t } from '../../words/forecast.js';
import { forecastPagesNav } from './presenter.js';
import { whatIfShown, WHAT_IF_FIELDS, type Typed } from './what-if-presenter.js';

/** What becomes of a queue under a plan; the plan stands in the address. */
export const whatIfPages = (site: Site): Router =>
  Router().get(paths.whatIf, async (req, res) => {
    const caller = callerOf(site, req);
    if (!mayAtAll(caller, 'report.read')) throw new AppError('forbidden');
    const typed = Object.fromEntries(WHAT_IF_FIELDS.flatMap((name) => (textOf(req.query, name) === '' ? [] : [[name, textOf(req.query, name)]]))) as Typed;
    const { asked, errors } = readAsked(typed);
    const found = await askWhatIf(site.useCases, caller, asked);
    show(site, req, res, {
      view: 'forecast/what-if',
      title: t.title,
      section: 'forecast',
      errors: errors.length === 0 ? null : errors,
      shown: { words: t, pages: forecastPagesNav('whatIf'), action: paths.whatIf, ...whatIfShown(found, typed), errorAt: Object.fromEntries(errors.map(({ name, text }) => [name, { text }])) },
    });
  });

type Problem = SummaryError & Readonly<{ name: string }>;
const LABELS = t as unknown as Readonly<Record<string, string>>;

/** Where a number cannot be read, nothing of the plan counts: things are shown as they are, and what was typed stays. */
function readAsked(typed: Typed): { asked: Asked; errors: readonly Problem[] } {
  const read = whatIfAsked.safeParse(typed);
  if (read.success) return { asked: read.data, errors: [] };
  return {
    asked: {},
    errors: read.error.issues.map(({ path, message }) => {
      const name = String(path[0] ?? '');
      return { name, href: `#${name}`, text: `${LABELS[name] ?? name} ${message}` };
    }),
  };
}
