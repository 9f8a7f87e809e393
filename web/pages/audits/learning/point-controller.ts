import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../../api/errors.js';
import type { PointRow } from '../../../../api/learning-models.js';
import { mayAtAll } from '../../../../api/permissions.js';
import { changePoint, makePoint, MOST_WORDS, readPoint, type PointSent } from '../../../../api/use-cases/learning-points.js';
import { AUDITED_SERVICES, THEMES } from '../../../../domain/audit/themes.js';
import { isIsoDate } from '../../../../domain/dates/iso-date.js';
import { longTime, shortDay } from '../../../dates.js';
import type { Field, FieldError, Typed } from '../../../forms/field.js';
import { readFields, typedDay, typedIn, type Reading } from '../../../forms/read.js';
import { errorSummary, showFields } from '../../../forms/show.js';
import { paths } from '../../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Site } from '../../../site.js';
import { AUDITED_SERVICE_WORDS, THEME_WORDS } from '../../../words/audits.js';
import { LEARNING_WORDS } from '../../../words/learning.js';
import { refusedOnForm } from '../../sending.js';

const t = LEARNING_WORDS.point;

const FIELDS: readonly Field[] = [
  { kind: 'select', name: 'theme', label: t.theme, choices: THEMES.map((one) => ({ value: one, text: THEME_WORDS[one] })), missing: t.missingTheme },
  { kind: 'select', name: 'service', label: t.service, choices: AUDITED_SERVICES.map((one) => ({ value: one, text: AUDITED_SERVICE_WORDS[one] })), missing: t.missingService },
  { kind: 'text', name: 'words', label: t.words, missing: t.missingWords, most: MOST_WORDS },
  { kind: 'day', name: 'trainingOn', label: t.trainingOn, hint: t.trainingHint, asked: t.askedTraining, future: true, optional: true },
];
const ENDING: Field = { kind: 'choices', name: 'withdrawn', label: t.withdrawn, choices: [{ value: 'yes', text: t.withdrawnChoice }], missing: '', optional: true };
const CHANGED: readonly Field[] = [...FIELDS, ENDING];

/** Learning points: made and changed by whoever leads quality, read by whoever reads the report. */
export const pointRoutes = (site: Site): Router =>
  Router()
    .get(paths.learningPointNew, (req, res) => {
      if (!mayAtAll(callerOf(site, req), 'audit.lead')) throw new AppError('forbidden');
      newPage(site, req, res, { typed: { theme: textOf(req.query, 'theme'), service: textOf(req.query, 'service') }, errors: [], status: 200 });
    })
    .post(paths.learningPointNew, (req, res) => make(site, req, res))
    .get(paths.learningPoint(':ref'), async (req, res) => {
      const versions = await readPoint(site.useCases, callerOf(site, req), part(req, 'ref'));
      pointPage(site, req, res, versions, { typed: typedOf(versions[0]), errors: [], status: 200, after: versions[0].number });
    })
    .post(paths.learningPoint(':ref'), (req, res) => change(site, req, res));

type Filled = Readonly<{ typed: Typed; errors: readonly FieldError[]; status: number }>;
const typedOf = ({ theme, service, words, trainingOn, isWithdrawn }: PointRow): Typed => ({ theme, service, words, ...typedDay('trainingOn', trainingOn), ...(isWithdrawn ? { withdrawn: ['yes'] } : {}) });

function sentOf({ values }: Reading, typed: Typed): PointSent | null {
  const theme = THEMES.find((one) => one === values['theme']);
  const service = AUDITED_SERVICES.find((one) => one === values['service']);
  const on = values['trainingOn'];
  if (theme === undefined || service === undefined) return null;
  return { theme, service, words: String(values['words']), trainingOn: typeof on === 'string' && isIsoDate(on) ? on : null, isWithdrawn: [typed['withdrawn'] ?? []].flat().includes('yes') };
}

async function make(site: Site, req: Request, res: Response): Promise<void> {
  const typed = typedIn(FIELDS, req.body);
  const reading = readFields(FIELDS, typed, todayOf(site));
  const sent = sentOf(reading, typed);
  if (reading.errors.length > 0 || sent === null) {
    newPage(site, req, res, { typed, errors: reading.errors, status: 400 });
    return;
  }
  try {
    const ref = await makePoint(site.useCases, callerOf(site, req), sent);
    res.redirect(303, `${paths.learningPoint(ref)}?done=saved`);
  } catch (error) {
    const refused = refusedOnForm(error, FIELDS);
    if (refused === null) throw error;
    newPage(site, req, res, { typed, ...refused });
  }
}

async function change(site: Site, req: Request, res: Response): Promise<void> {
  const caller = callerOf(site, req);
  const ref = part(req, 'ref');
  const typed = typedIn(CHANGED, req.body);
  const reading = readFields(CHANGED, typed, todayOf(site));
  const sent = sentOf(reading, typed);
  const seen = Number(textOf(req.body, 'after'));
  const again = async (errors: readonly FieldError[], status: number, after: number): Promise<void> => {
    pointPage(site, req, res, await readPoint(site.useCases, caller, ref), { typed, errors, status, after });
  };
  if (reading.errors.length > 0 || sent === null || !Number.isInteger(seen)) return again(reading.errors, 400, seen);
  try {
    await changePoint(site.useCases, caller, ref, { ...sent, after: seen });
    res.redirect(303, `${paths.learningPoint(ref)}?done=saved`);
  } catch (error) {
    const refused = refusedOnForm(error, CHANGED);
    if (refused === null) throw error;
    const [{ number }] = await readPoint(site.useCases, caller, ref);
    await again(refused.errors, refused.status, refused.changed ? number : seen);
  }
}

function newPage(site: Site, req: Request, res: Response, { typed, errors, status }: Filled): void {
  show(site, req, res, {
    view: 'audits/learning/point', title: t.makeTitle, section: 'audits', status, errors: errorSummary(errors),
    shown: { words: t, heading: t.makeTitle, back: `${paths.auditLearning}#points`, action: paths.learningPointNew, after: 0, fields: showFields(FIELDS, typed, errors), versions: [] },
  });
}

function pointPage(site: Site, req: Request, res: Response, versions: readonly [PointRow, ...PointRow[]], { typed, errors, status, after }: Filled & Readonly<{ after: number }>): void {
  const leads = mayAtAll(callerOf(site, req), 'audit.lead');
  const [{ ref }] = versions;
  show(site, req, res, {
    view: 'audits/learning/point', title: leads ? t.changeTitle : t.makeTitle, section: 'audits', status, errors: errorSummary(errors),
    notice: textOf(req.query, 'done') === 'saved' ? { good: true, title: 'Done', text: t.saved } : null,
    shown: { words: t, heading: leads ? t.changeTitle : t.makeTitle, back: `${paths.auditLearning}#points`, action: paths.learningPoint(ref), after, fields: leads ? showFields(CHANGED, typed, errors) : null, versions: versions.map(versionShown) },
  });
}

const versionShown = ({ number, theme, service, words, trainingOn, isWithdrawn, by, at }: PointRow): object => ({
  words,
  lines: [`${THEME_WORDS[theme]}. ${AUDITED_SERVICE_WORDS[service]}. ${trainingOn === null ? t.noTraining : t.training(shortDay(trainingOn))}.`, ...(isWithdrawn ? [t.gone] : []), t.version(number, by.name, longTime(at))],
});
