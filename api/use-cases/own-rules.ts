import { addDays, isIsoDate, type IsoDate } from '../../domain/dates/iso-date.js';
import { versionOn } from '../../domain/ladder-versions.js';
import { everyCause, RULE_KINDS, RULE_SCHEMAS, ruleIn, silenceChange, withCodes, type CauseSent, type RuleContent, type RuleContents, type RuleKind, type SilenceChange } from '../../domain/own-rules.js';
import type { DelayCause, Settings } from '../../domain/settings.js';
import type { Stage } from '../../domain/stages.js';
import type { SilenceNorms } from '../../domain/weekly-report/items.js';
import { AppError, invalid, notFound, type FieldProblem } from '../errors.js';
import { fieldProblems, plainWords } from '../http/field-problems.js';
import { nowOf, todayOf } from '../now.js';
import { mayAtAll, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { RuleRow } from '../rule-models.js';

/** The council's own rules beside its ladders: whoever records reads them, a service manager upwards or an administrator changes them. */

export type RuleView = Readonly<{
  kind: RuleKind;
  /** In force today. */
  content: RuleContent;
  /** The version in force; null: what Duly came with, or the settings file says. */
  version: RuleRow | null;
  /** Takes effect later: the first. */
  coming: RuleRow | null;
  mayEdit: boolean;
}>;

/** Every rule as it is in force. @throws AppError `forbidden` */
export async function viewRules(deps: UseCaseDeps, caller: Caller): Promise<readonly RuleView[]> {
  allow(caller, 'rules.see');
  const versions = await deps.ownRules.versions(null);
  return RULE_KINDS.map((kind) => viewOf(deps, caller, kind, versions.filter((one) => one.kind === kind)));
}

function viewOf(deps: UseCaseDeps, caller: Caller, kind: RuleKind, versions: readonly RuleRow[]): RuleView {
  const today = todayOf(deps);
  const version = versionOn(versions, today);
  const later = versions.filter(({ effectiveFrom }) => effectiveFrom > today);
  const [first] = later.map(({ effectiveFrom }) => effectiveFrom).sort();
  return { kind, content: version?.content ?? ruleIn(asItCame(deps), kind), version, coming: first === undefined ? null : versionOn(later, first), mayEdit: mayAtAll(caller, 'rules.edit') };
}

/** Before any version took effect. */
const asItCame = ({ council }: UseCaseDeps): Settings => council.settingsOn?.(FIRST) ?? council.settings;
const FIRST = '2000-01-01' as IsoDate;

export type RuleHistory = Readonly<{ view: RuleView; /** Newest first. */ versions: readonly RuleRow[]; /** What it began with. */ original: RuleContent; /** How often each cause of delay was given. */ given: ReadonlyMap<string, number> }>;

/** One rule with all its versions. @throws AppError `forbidden`, `not-found` */
export async function viewRule(deps: UseCaseDeps, caller: Caller, named: string): Promise<RuleHistory> {
  allow(caller, 'rules.see');
  const kind = kindOf(named);
  const versions = await deps.ownRules.versions(kind);
  const given = kind === 'delay-causes' ? await deps.ownRules.causesGiven() : new Map<string, number>();
  return { view: viewOf(deps, caller, kind, versions), versions, original: ruleIn(asItCame(deps), kind), given };
}

export type RuleSent = Readonly<{ kind: string; content: unknown; effectiveFrom: string; note: string; /** Number of the last version its author had seen; 0: none. */ after: number }>;

/** Keeps a new version; what was there before stays. @returns its number @throws AppError `forbidden`, `not-found`, `invalid`, `changed-since` */
export async function saveRule(deps: UseCaseDeps, caller: Caller, sent: RuleSent): Promise<number> {
  allow(caller, 'rules.edit');
  const kind = kindOf(sent.kind);
  const { content, problems } = await contentOf(deps, kind, sent.content);
  const wrong = [...problems, ...whenProblems(todayOf(deps), sent)];
  if (content === null || wrong.length > 0) throw invalid(wrong);
  const note = sent.note.trim();
  const number = await deps.ownRules.add({ kind, content, by: caller.ref, at: nowOf(deps), effectiveFrom: sent.effectiveFrom as IsoDate, note: note === '' ? null : note, after: sent.after });
  if (number === null) throw new AppError('changed-since', { detail: 'Somebody has made another version since you opened this one. Read it, then change it again if yours still holds.' });
  await deps.refreshRules?.();
  if (kind === 'staff-mail') deps.nudgeDelivery?.(); // what waits is asked again when it may leave
  return number;
}

function whenProblems(today: IsoDate, { effectiveFrom, note }: Pick<RuleSent, 'effectiveFrom' | 'note'>): FieldProblem[] {
  return [
    ...(isIsoDate(effectiveFrom) ? [] : [{ path: 'effectiveFrom', message: 'must be a day that exists, written as 2026-01-15' }]),
    ...(effectiveFrom < today ? [{ path: 'effectiveFrom', message: 'must be today or later: what was done by the rule of a past day cannot be changed' }] : []),
    ...(isIsoDate(effectiveFrom) && effectiveFrom > addDays(today, FURTHEST) ? [{ path: 'effectiveFrom', message: 'must be within a year from now' }] : []),
    ...(note.trim().length > MOST_LETTERS ? [{ path: 'note', message: `must be at most ${MOST_LETTERS} letters` }] : []),
  ];
}

const FURTHEST = 366;
const MOST_LETTERS = 500;

/** How many open cases would be silent today by other norms, beside those by the norms in force; nothing is kept. @throws AppError `forbidden`, `invalid` */
export async function previewSilence(deps: UseCaseDeps, caller: Caller, sent: unknown): Promise<readonly SilenceChange[]> {
  allow(caller, 'rules.edit');
  const { content, problems } = await contentOf(deps, 'silence-norms', sent);
  if (content === null) throw invalid(problems);
  const [asItIs, changed] = [await silentBy(deps, deps.council.settings.silenceNorms), await silentBy(deps, content as RuleContents['silence-norms'])];
  return silenceChange(asItIs, changed);
}

/** The stage of every open case on which nothing has been recorded for longer than its norm. */
async function silentBy(deps: UseCaseDeps, norms: SilenceNorms): Promise<readonly Stage[]> {
  const items = await deps.reports.items('silent', { on: todayOf(deps), norms });
  return items.flatMap((item) => (item.block === 'silent' && item.reason === 'no-fact' ? [item.stage] : []));
}

type Read = Readonly<{ content: RuleContent | null; problems: readonly FieldProblem[] }>;

/** What somebody sent, read; or everything that is wrong with it, field by field. */
async function contentOf(deps: UseCaseDeps, kind: RuleKind, sent: unknown): Promise<Read> {
  const { causes, problems: ofCauses } = kind === 'delay-causes' ? await coded(deps, sent) : { causes: sent, problems: [] };
  const parsed = RULE_SCHEMAS[kind].safeParse(causes, { error: plainWords });
  const problems = [...(parsed.success ? [] : fieldProblems(parsed.error, 'content')), ...ofCauses];
  return problems.length > 0 || !parsed.success ? { content: null, problems } : { content: parsed.data, problems };
}

/** The causes sent, each with a code; and those that are missing though they have been given. */
async function coded(deps: UseCaseDeps, sent: unknown): Promise<Readonly<{ causes: unknown; problems: readonly FieldProblem[] }>> {
  if (!Array.isArray(sent) || !sent.every(isWorded)) return { causes: sent, problems: [] };
  const { every, given } = await causesSoFar(deps);
  const causes = withCodes(sent, every.map(({ code }) => code));
  const lost = every.filter(({ code }) => given.has(code) && causes.every((one) => one.code !== code));
  return { causes, problems: lost.map(({ code, words }) => ({ path: 'content', message: `must keep ${code} (${words}), which has been given ${times(given.get(code) ?? 0)}: retire it instead`, code: 'in-use' })) };
}

const isWorded = (one: unknown): one is CauseSent => typeof one === 'object' && one !== null && 'words' in one && typeof one.words === 'string' && (!('code' in one) || one.code === undefined || typeof one.code === 'string');
const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

/** Every cause there has been, with how often each was given. */
async function causesSoFar(deps: UseCaseDeps): Promise<Readonly<{ every: readonly DelayCause[]; given: ReadonlyMap<string, number> }>> {
  const versions = await deps.ownRules.versions('delay-causes');
  return { every: everyCause(asItCame(deps), [...versions].reverse()), given: await deps.ownRules.causesGiven() };
}

function kindOf(named: string): RuleKind {
  const found = RULE_KINDS.find((kind) => kind === named);
  if (found === undefined) throw notFound();
  return found;
}

function allow(caller: Caller, action: 'rules.see' | 'rules.edit'): void {
  if (!mayAtAll(caller, action)) throw new AppError('forbidden');
}
