import { addDays, type IsoDate } from '../../domain/dates/iso-date.js';
import { workingDays } from '../../domain/dates/working-days.js';
import { DUTY_CODES, type DutyCode } from '../../domain/duty-codes.js';
import { inOrder, isWindow, ladderProblems, type LadderProblem } from '../../domain/ladder.js';
import { previewOf, type Days, type LadderPreview } from '../../domain/ladder-preview.js';
import { settingsWithLadders, versionOn } from '../../domain/ladder-versions.js';
import { LADDER_CODES, type LadderCode, type Role, type Rung, type Settings } from '../../domain/settings.js';
import { AppError, invalid, notFound, type FieldProblem } from '../errors.js';
import type { LadderRow } from '../ladder-models.js';
import { nowOf, todayOf } from '../now.js';
import { mayAtAll, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';

/** Who is reminded and escalated to, and when: an administrator reads, tries and changes it. */

export type LadderView = Readonly<{
  code: LadderCode;
  /** In force today; null: it goes by the ladder of every other deadline or window. */
  rungs: readonly Rung[] | null;
  /** The version in force; null: what Duly came with, or the settings file says. */
  version: LadderRow | null;
  /** Takes effect later: the first. */
  coming: LadderRow | null;
}>;

/** Every ladder, the general ones last. @throws AppError `forbidden` */
export async function viewLadders(deps: UseCaseDeps, caller: Caller): Promise<readonly LadderView[]> {
  allow(caller);
  const versions = await deps.ladders.versions(null);
  return LADDER_CODES.map((code) => viewOf(deps, code, versions.filter((one) => one.code === code)));
}

function viewOf(deps: UseCaseDeps, code: LadderCode, versions: readonly LadderRow[]): LadderView {
  const today = todayOf(deps);
  const version = versionOn(versions, today);
  const later = versions.filter(({ effectiveFrom }) => effectiveFrom > today);
  const first = later.reduce<IsoDate | null>((day, { effectiveFrom }) => (day === null || effectiveFrom < day ? effectiveFrom : day), null);
  const rungs = version === null ? (asItCame(deps).ladders[code] ?? null) : version.rungs;
  return { code, rungs: rungs === null ? null : inOrder(rungs), version, coming: first === null ? null : versionOn(later, first) };
}

/** Before any version took effect. */
const asItCame = ({ council }: UseCaseDeps): Settings => council.settingsOn?.(FIRST) ?? council.settings;
const FIRST = '2000-01-01' as IsoDate;

export type LadderHistory = Readonly<{ view: LadderView; /** Newest first. */ versions: readonly LadderRow[]; /** What it began with. */ original: readonly Rung[] | null }>;

/** One ladder with all its versions. @throws AppError `forbidden`, `not-found` */
export async function viewLadder(deps: UseCaseDeps, caller: Caller, named: string): Promise<LadderHistory> {
  allow(caller);
  const code = codeOf(named);
  const versions = await deps.ladders.versions(code);
  const original = asItCame(deps).ladders[code];
  return { view: viewOf(deps, code, versions), versions, original: original === undefined ? null : inOrder(original) };
}

/** What is wrong with a ladder, rung by rung; nothing: it may be kept. @param rungs null is right for a duty, whose general ladder serves it then */
export async function problemsOfLadder(deps: UseCaseDeps, code: LadderCode, rungs: readonly Rung[] | null): Promise<readonly LadderProblem[]> {
  if (rungs === null) return isGeneral(code) ? [{ rung: null, field: null, code: 'no-final-rung', message: 'is the ladder of every step without its own, and cannot be taken out: change it instead' }] : [];
  return ladderProblems(code, rungs, new Set<Role>(await deps.ladders.rolesHeld()));
}

const isGeneral = (code: LadderCode): boolean => code === 'deadline' || code === 'window';

/** Days back that a preview looks. */
export const PREVIEW_DAYS = 90;

export type Previewed = Readonly<{ days: Days; preview: LadderPreview }>;

/** What a change would have sent in the last 90 days, beside what the ladder as it is would have. @throws AppError `forbidden`, `not-found`, `invalid` */
export async function previewLadder(deps: UseCaseDeps, caller: Caller, named: string, rungs: readonly Rung[] | null): Promise<Previewed> {
  const code = await sound(deps, caller, named, rungs);
  const { settings, calendar } = deps.council;
  const changed = settingsWithLadders(settings, [{ code, rungs }]);
  const ladders = [settings, changed].map(({ ladders: { ...all } }) => all[code] ?? all[isWindow(code) ? 'window' : 'deadline'] ?? []);
  const [now = [], then = []] = ladders;
  const days = { from: addDays(todayOf(deps), -PREVIEW_DAYS), to: addDays(todayOf(deps), -1) };
  const spans = await deps.ladders.spans({ codes: codesUnder(code, settings), ...days, ...dueDays([...now, ...then], days) });
  return { days, preview: previewOf(spans, { rungs: now, settings }, { rungs: then, settings: changed }, workingDays(calendar.bankHolidays), days) };
}

/** The duties that go by a ladder. */
const codesUnder = (code: LadderCode, { ladders }: Settings): readonly DutyCode[] =>
  isGeneral(code) ? DUTY_CODES.filter((one) => ladders[one] === undefined && isWindow(one) === (code === 'window')) : [code as DutyCode];

const NON_WORKING = 14; // days by which a rung may move off holidays, with room to spare
const LONGEST = 400; // days that a duty may last, for rungs counted from its start

function dueDays(rungs: readonly Rung[], { from, to }: Days): Readonly<{ dueFrom: IsoDate; dueTo: IsoDate }> {
  const before = rungs.map((rung) => (rung.from === 'start' ? rung.days - LONGEST : rung.days));
  const after = rungs.map(({ days }) => days);
  return { dueFrom: addDays(from, -Math.max(0, ...after) - NON_WORKING), dueTo: addDays(to, -Math.min(0, ...before) + NON_WORKING) };
}

export type LadderSent = Readonly<{ code: string; rungs: readonly Rung[] | null; effectiveFrom: IsoDate; reason: string; /** Number of the last version its author had seen; 0: none. */ after: number }>;

/** Keeps a new version; what was there before stays. @returns its number @throws AppError `forbidden`, `not-found`, `invalid`, `changed-since` */
export async function saveLadder(deps: UseCaseDeps, caller: Caller, sent: LadderSent): Promise<number> {
  const reason = sent.reason.trim();
  const today = todayOf(deps);
  allow(caller);
  const code = codeOf(sent.code);
  const problems: FieldProblem[] = [
    ...fieldProblems(await problemsOfLadder(deps, code, sent.rungs)),
    ...(sent.effectiveFrom < today ? [{ path: 'effectiveFrom', message: 'must be today or later: what was sent before cannot be changed' }] : []),
    ...(sent.effectiveFrom > addDays(today, FURTHEST) ? [{ path: 'effectiveFrom', message: 'must be within a year from now' }] : []),
    ...(reason === '' ? [{ path: 'reason', message: 'must say why, for whoever reads the history' }] : []),
    ...(reason.length > MOST_LETTERS ? [{ path: 'reason', message: `must be at most ${MOST_LETTERS} letters` }] : []),
  ];
  if (problems.length > 0) throw invalid(problems);
  const number = await deps.ladders.add({ code, rungs: sent.rungs, by: caller.ref, at: nowOf(deps), effectiveFrom: sent.effectiveFrom, reason, after: sent.after });
  if (number === null) throw new AppError('changed-since', { detail: 'Somebody has made another version since you opened this one. Read it, then change it again if yours still holds.' });
  await deps.refreshRules?.();
  return number;
}

const FURTHEST = 366;
const MOST_LETTERS = 500;

async function sound(deps: UseCaseDeps, caller: Caller, named: string, rungs: readonly Rung[] | null): Promise<LadderCode> {
  allow(caller);
  const code = codeOf(named);
  const problems = fieldProblems(await problemsOfLadder(deps, code, rungs));
  if (problems.length > 0) throw invalid(problems);
  return code;
}

const fieldProblems = (problems: readonly LadderProblem[]): FieldProblem[] =>
  problems.map(({ rung, field, code, message }) => ({ path: rung === null ? 'rungs' : [`rungs[${rung}]`, ...(field === null ? [] : [field])].join('.'), message, code }));

function codeOf(named: string): LadderCode {
  const found = LADDER_CODES.find((code) => code === named);
  if (found === undefined) throw notFound();
  return found;
}

function allow(caller: Caller): void {
  if (!mayAtAll(caller, 'ladder.edit')) throw new AppError('forbidden');
}
