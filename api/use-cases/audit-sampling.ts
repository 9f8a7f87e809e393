import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { AuditKind } from '../../domain/audit/framework.js';
import { SAMPLING_DEFAULTS, samplingSchema, type Sampling } from '../../domain/audit/sampling.js';
import { previewVolume, type Volume } from '../../domain/audit/volume.js';
import { isoMonth } from '../../domain/dates/iso-month.js';
import type { SamplingKept } from '../audit-models.js';
import { AppError, invalid } from '../errors.js';
import { fieldProblems, plainWords } from '../http/field-problems.js';
import { nowOf, todayOf } from '../now.js';
import { mayAtAll, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import { auditKindOf, mayLead } from './audit-frameworks.js';

/** How each kind of audit is sampled: how many a month and of what, as whoever leads quality sets it, version after version. */

/** The seed is told to whoever leads quality alone: whoever knows it can work out what will be drawn. */
export type SamplingShown = Omit<Sampling, 'seed'> & Readonly<{ seed: string | null }>;
export type SamplingVersion = Omit<SamplingKept, 'content'> & Readonly<{ content: SamplingShown | null }>;
/** @property versions the latest first: the first holds for months that are not drawn yet; none: nothing is drawn */
export type SamplingOfKind = Readonly<{ kind: AuditKind; versions: readonly SamplingVersion[]; mayLead: boolean }>;

/** @throws AppError `forbidden`, `not-found` */
export async function viewSampling(deps: UseCaseDeps, caller: Caller, named: string): Promise<SamplingOfKind> {
  if (!mayAtAll(caller, 'audit.see')) throw new AppError('forbidden');
  const kind = auditKindOf(named);
  const leads = mayAtAll(caller, 'audit.lead');
  const versions = await deps.auditStock.samplings(kind);
  return { kind, mayLead: leads, versions: versions.map(({ content, ...made }) => ({ ...made, content: content === null ? null : { ...content, seed: leads ? content.seed : null } })) };
}

/** What a council begins with that has set nothing. */
export const samplingToBegin = (kind: AuditKind): SamplingShown => ({ kind, ...SAMPLING_DEFAULTS, strataBy: [...SAMPLING_DEFAULTS.strataBy], seed: null });

export const samplingSentSchema = z.strictObject({
  /** Null: not sampled any more. Without a seed it keeps the one it has, or is given one by chance. */
  settings: z.unknown(),
  why: z.string({ error: 'must say why' }).trim().min(1, { error: 'must say why' }).max(1000, { error: 'must be at most 1,000 characters' }),
  after: z.int({ error: 'must be the number of the last version you had seen; 0 for none' }).min(0),
});

/** Keeps a new version; months that are drawn stay as they are. @returns its number @throws AppError `forbidden`, `not-found`, `invalid`, `changed-since` */
export async function setSampling(deps: UseCaseDeps, caller: Caller, { kind: named, settings, why, after }: z.output<typeof samplingSentSchema> & Readonly<{ kind: string }>): Promise<number> {
  mayLead(caller);
  const kind = auditKindOf(named);
  const content = settings === null ? null : await settingsOf(deps, kind, settings);
  const number = await deps.auditStock.setSampling({ kind, content, why, after, by: caller.ref, at: nowOf(deps) });
  if (number === null) throw new AppError('changed-since', { detail: 'Somebody has made another version since you opened this one. Read it, then change it again if yours still holds.' });
  return number;
}

const MONTHS_AHEAD = 12;

/** What settings would come to over a year, were the stock to stay as it is; nothing is kept. @throws AppError `forbidden`, `not-found`, `invalid` */
export async function previewSampling(deps: UseCaseDeps, caller: Caller, named: string, sent: unknown): Promise<Volume> {
  mayLead(caller);
  const kind = auditKindOf(named);
  const settings = await settingsOf(deps, kind, sent);
  const today = todayOf(deps);
  const [population, history, auditors] = await Promise.all([deps.auditStock.candidates(kind, today), deps.audits.history(kind), deps.audits.auditors(today)]);
  return previewVolume(settings, population, { from: isoMonth(today.slice(0, 7)), months: MONTHS_AHEAD, auditors: auditors.length, history });
}

/** @throws AppError `invalid` */
async function settingsOf(deps: UseCaseDeps, kind: AuditKind, sent: unknown): Promise<Sampling> {
  const parsed = samplingSchema.safeParse(await seeded(deps, kind, sent), { error: plainWords });
  if (!parsed.success) throw invalid(fieldProblems(parsed.error, 'settings'));
  if (parsed.data.kind !== kind) throw invalid([{ path: 'settings.kind', message: `must be ${kind}, as the address says` }]);
  return parsed.data;
}

/** Of the kind that the address says; with the seed it has had, or one that chance makes, where it was sent without. */
async function seeded(deps: UseCaseDeps, kind: AuditKind, sent: unknown): Promise<unknown> {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return sent;
  if ('seed' in sent && sent.seed !== null) return { kind, ...sent };
  const before = (await deps.auditStock.samplings(kind)).find(({ content }) => content !== null);
  return { kind, ...sent, seed: before?.content?.seed ?? randomUUID() };
}
