import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { previewSampling, samplingSentSchema, samplingToBegin, setSampling, viewSampling, type SamplingOfKind, type SamplingVersion } from '../../../api/use-cases/audit-sampling.js';
import { AUDIT_KINDS } from '../../../domain/audit/framework.js';
import type { Trait } from '../../../domain/audit/sampling.js';
import type { Volume } from '../../../domain/audit/volume.js';
import { longTime } from '../../dates.js';
import type { FieldError, Typed } from '../../forms/field.js';
import { readFields } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Notice, type Site } from '../../site.js';
import { SAMPLING_WORDS as t } from '../../words/audit-frameworks.js';
import { KIND_WORDS, TRAIT_WORDS } from '../../words/audits.js';
import { valueWords } from '../audits/presenter.js';
import { entryOr } from '../sending.js';
import { errorsOf, FIELDS, fixedOf, madeBy, oneDecimal, readSetting, strataShown, typedOf, WHY, type Fixed } from './form.js';

/** How many of each kind are drawn: each on a form of its own that shows what it would come to. */
export const auditSamplingRoutes = (site: Site): Router =>
  Router()
    .get(paths.auditSampling, async (req, res) => {
      const all = await Promise.all(AUDIT_KINDS.map((kind) => viewSampling(site.useCases, callerOf(site, req), kind)));
      const notice: Notice | null = textOf(req.query, 'kept') === '' ? null : { good: true, title: t.kept, text: t.keptText };
      show(site, req, res, { view: 'audit-sampling/list', title: t.title, section: 'audits', notice, shown: { words: t, back: paths.audits, kinds: all.map(kindShown) } });
    })
    .get(paths.auditSamplingOf(':kind'), async (req, res) => {
      const of = await toSet(site, req);
      const setting = of.versions.find(({ content }) => content !== null)?.content ?? samplingToBegin(of.kind);
      await formPage(site, req, res, { of, typed: typedOf(setting), fixed: fixedOf(setting), strataBy: setting.strataBy, settings: setting, after: of.versions[0]?.number ?? 0, errors: [], status: 200 });
    })
    .post(paths.auditSamplingOf(':kind'), (req, res) => tryOrKeep(site, req, res));

/** @throws AppError `forbidden`, `not-found` */
async function toSet(site: Site, req: Request): Promise<SamplingOfKind> {
  const of = await viewSampling(site.useCases, callerOf(site, req), part(req, 'kind'));
  if (!of.mayLead) throw new AppError('forbidden');
  return of;
}

const versionWords = ({ content, madeBy: by, madeAt, why }: SamplingVersion) => ({
  said: content === null ? t.stopped : t.said(content.number, content.strataBy.map((trait) => TRAIT_WORDS[trait].toLowerCase()).join(' and ')),
  by: by === null || madeAt === null ? '' : t.setBy(by.name, longTime(madeAt)),
  why,
});

const isDrawn = (versions: readonly SamplingVersion[]): boolean => versions[0] !== undefined && versions[0].content !== null;

const kindShown = ({ kind, versions, mayLead }: SamplingOfKind): object => ({
  title: KIND_WORDS[kind].many,
  now: versions[0] === undefined ? { said: t.none } : versionWords(versions[0]),
  change: mayLead ? { href: paths.auditSamplingOf(kind), text: isDrawn(versions) ? t.change : t.begin } : null,
  before: versions.slice(1).map(versionWords),
});

type Filled = Readonly<{ of: SamplingOfKind; typed: Typed; fixed: Fixed; strataBy: readonly Trait[]; settings: object | null; after: number; errors: readonly FieldError[]; status: number }>;

async function tryOrKeep(site: Site, req: Request, res: Response): Promise<void> {
  const of = await toSet(site, req);
  const { settings, typed, fixed, strataBy, errors } = readSetting(req.body, todayOf(site));
  const [wanted, after] = [textOf(req.body, 'do'), entryOr(textOf(req.body, 'after')) ?? 0];
  const page = { of, typed, fixed, strataBy, after };
  if (wanted !== 'keep' && wanted !== 'stop') return formPage(site, req, res, { ...page, settings: errors.length > 0 ? null : settings, errors, status: errors.length > 0 ? 400 : 200 });
  const ofWhy = readFields(WHY, typed, todayOf(site));
  const wrong = [...(wanted === 'keep' ? errors : []), ...ofWhy.errors];
  const sent = samplingSentSchema.safeParse({ settings: wanted === 'stop' ? null : settings, why: ofWhy.values['why'], after });
  if (wrong.length > 0 || !sent.success) return formPage(site, req, res, { ...page, settings: errors.length > 0 ? null : settings, errors: wrong, status: 400 });
  try {
    await setSampling(site.useCases, callerOf(site, req), { kind: of.kind, ...sent.data });
    res.redirect(303, `${paths.auditSampling}?kept=yes`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'changed-since') return formPage(site, req, res, { ...page, settings, errors: [{ name: '', href: '#form', text: t.changed }], status: 409 });
    if (error.code !== 'invalid') throw error;
    await formPage(site, req, res, { ...page, settings: null, errors: errorsOf(error.extra.errors ?? []), status: 400 });
  }
}

async function formPage(site: Site, req: Request, res: Response, { of, typed, fixed, strataBy, settings, after, errors, status }: Filled): Promise<void> {
  const { volume: worked, errors: ofTrial } = await tried(site, req, of, settings);
  const volume = worked ?? (await tried(site, req, of, { strataBy })).volume; // refused, the numbers beside its strata stay
  const all = [...errors, ...ofTrial];
  show(site, req, res, {
    view: 'audit-sampling/form', title: t.of(KIND_WORDS[of.kind].many), section: 'audits', status: ofTrial.length > 0 ? 400 : status, errors: errorSummary(all),
    shown: {
      words: t, back: paths.auditSampling, heading: t.of(KIND_WORDS[of.kind].many), after, madeBy: madeBy(strataBy), fields: showFields(FIELDS, typed, all), why: showFields(WHY, typed, all),
      isDrawn: isDrawn(of.versions), volume: volume === null ? null : { ...(worked === null ? {} : volumeWords(volume)), isWorked: worked !== null, rows: strataShown(volume, fixed, await valueNames(site, volume)) },
    },
  });
}

/** What the setting would come to, or what is wrong with it. */
async function tried(site: Site, req: Request, { kind }: SamplingOfKind, settings: object | null): Promise<Readonly<{ volume: Volume | null; errors: readonly FieldError[] }>> {
  if (settings === null) return { volume: null, errors: [] };
  try {
    return { volume: await previewSampling(site.useCases, callerOf(site, req), kind, settings), errors: [] };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
    return { volume: null, errors: errorsOf(error.extra.errors ?? []) };
  }
}

/** Caseworkers by their names, all else in words. */
async function valueNames(site: Site, { strata }: Volume): Promise<(value: string | null) => string> {
  const names = await site.useCases.reportReaders.names([...new Set(strata.flatMap(({ values }) => values.filter((value) => value !== null)))]);
  return (value) => (value === null ? t.notKnown : (names.get(value) ?? valueWords(value)));
}

const volumeWords = ({ strata, months, neverAudited, wholeStock, load }: Volume): object => {
  const short = months.filter(({ unfilled }) => unfilled > LITTLE).length;
  return {
    intro: t.previewText(strata.reduce((sum, { size }) => sum + size, 0)),
    lines: [
      t.load(oneDecimal(load.audits), load.eachAuditor === null ? null : oneDecimal(load.eachAuditor)),
      t.never(Math.round(neverAudited.now), Math.round(neverAudited.after)),
      t.whole(wholeStock.atBest, wholeStock.likely),
      ...(short === 0 ? [] : [t.short(short)]),
    ],
  };
};
const LITTLE = 0.05; // of an audit
