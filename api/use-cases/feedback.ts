import type { FeedbackFigure } from '../../domain/audit/learning-report.js';
import { addDays, isIsoDate, type IsoDate } from '../../domain/dates/iso-date.js';
import { civilDay } from '../../domain/facts/schema.js';
import { londonDay } from '../../domain/dates/london.js';
import { isMark, MOST_LETTERS, problemsOf, type Answer, type AnswerProblem, type Marks } from '../../domain/feedback/answer.js';
import { figuresOf, groupsOf, quartersIn, themesOf, trendOf, type Asked, type Figures, type Group, type ThemeCounted, type Trend } from '../../domain/feedback/count.js';
import { PARTIES, QUESTIONS, type Party } from '../../domain/feedback/questions.js';
import type { Theme } from '../../domain/feedback/themes.js';
import { familyToWrite } from '../../domain/tell/family.js';
import { AppError, invalid, notFound, type FieldProblem } from '../errors.js';
import type { Answerer, FeedbackAsking, FeedbackSpan, MyAsking, ThemeDone, ThemeList, WordsRow } from '../feedback-models.js';
import { mayByLink, type LinkHolder } from '../link-permissions.js';
import { nowOf, todayOf } from '../now.js';
import { mayAtAll, mayOn, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { Named } from '../read-models.js';
import { newRef } from '../refs.js';

/** How it was: answered by link, from the family's page or on the telephone; counted; given themes; and what was done about them. */

type Deps = Pick<UseCaseDeps, 'feedback' | 'teams' | 'views' | 'clock'> & Readonly<{ cases: Pick<UseCaseDeps['cases'], 'access'> }>;

const SAYS: Readonly<Record<AnswerProblem['why'], string>> = {
  'unknown-question': 'is no question of this asking',
  'unknown-mark': 'must be one of the answers offered',
  'too-long': `must be at most ${MOST_LETTERS.toLocaleString('en-GB')} letters`,
  empty: 'must hold one answer at least, or words of your own',
};

export type AnswerSent = Readonly<{ marks: Readonly<Record<string, string>>; wentWell: string; better: string }>;

/** What somebody who came by a link is asked, and whether they have answered. Null: nothing. @throws AppError `not-found` for whoever is asked nothing by their link */
export async function myFeedback(deps: Pick<Deps, 'feedback' | 'views' | 'clock'>, holder: LinkHolder): Promise<MyAsking | null> {
  if (holder.kind === 'adviser' || !mayByLink(holder, 'feedback.give', holder.recordRef)) throw notFound();
  const asking = await deps.feedback.mine(holder.recordRef, { kind: holder.kind, ref: holder.ref });
  if (asking !== null) await deps.views.log({ staff: holder.ref, caseRefs: [holder.recordRef], seen: 'feedback', at: nowOf(deps) });
  return asking;
}

/** Keeps what they answered, once. @throws AppError `not-found`, `invalid`, `already-settled` where they have answered before */
export async function giveFeedback(deps: Pick<Deps, 'feedback' | 'views' | 'clock'>, holder: LinkHolder, sent: AnswerSent): Promise<void> {
  const asking = await myFeedback(deps, holder);
  if (asking === null || holder.kind === 'adviser') throw notFound();
  await keep(deps, asking, { kind: holder.kind, ref: holder.ref }, null, sent);
}

async function keep(deps: Pick<Deps, 'feedback' | 'clock'>, asking: Readonly<{ ref: string; party: Party }>, by: Answerer, takenBy: string | null, sent: AnswerSent): Promise<void> {
  const given = checked(asking.party, sent);
  const at = nowOf(deps);
  const isKept = await deps.feedback.answer({ ...given, ref: newRef('R'), asking: asking.ref, by, takenBy, on: londonDay(at), at });
  if (!isKept) throw new AppError('already-settled', { detail: 'This was answered before, and an answer is given once. What was said then stands.' });
}

/** @throws AppError `invalid` */
function checked(party: Party, { marks, wentWell, better }: AnswerSent): Answer {
  const problems = problemsOf(party, { marks, wentWell, better });
  if (problems.length > 0) throw invalid(problems.map(({ path, why }) => ({ path, message: SAYS[why] })));
  const kept: Marks = Object.fromEntries(Object.entries(marks).flatMap(([code, mark]) => (isMark(mark) ? [[code, mark] as const] : [])));
  return { marks: kept, wentWell: wentWell.trim(), better: better.trim() };
}

/** What a record shows of its feedback: whoever may see the record reads the words. `mayTake`: those whom this caller may write an answer down for. */
export type RecordFeedback = Readonly<{ askings: readonly (Awaited<ReturnType<UseCaseDeps['feedback']['ofRecord']>>[number] & Readonly<{ mayTake: readonly AnswererNamed[] }>)[]; themes: readonly Theme[] }>;
export type AnswererNamed = Answerer & Readonly<{ name: string }>;

/** Who was asked how it was, about which plan, and how many answered: nothing of what they said. @throws AppError `not-found` */
export async function askedOf(deps: Pick<Deps, 'feedback' | 'cases'>, caller: Caller, caseRef: string): Promise<readonly (FeedbackAsking & Readonly<{ answers: number }>)[]> {
  if ((await deps.cases.access(scopeFor(caller), caseRef)) === null) throw notFound();
  return (await deps.feedback.ofRecord(caseRef)).map((asking) => ({ ...asking, answers: asking.answers.length }));
}

/** @throws AppError `not-found` */
export async function recordFeedback(deps: Omit<Deps, 'teams'>, caller: Caller, caseRef: string): Promise<RecordFeedback> {
  const access = await deps.cases.access(scopeFor(caller), caseRef);
  if (access === null) throw notFound();
  const [askings, { themes }] = await Promise.all([deps.feedback.ofRecord(caseRef), deps.feedback.themes()]);
  if (askings.length > 0) await deps.views.log({ staff: caller.ref, caseRefs: [caseRef], seen: 'feedback', at: nowOf(deps) });
  const mayTake = askings.length > 0 && mayOn(caller, 'record.facts', access);
  const family = mayTake ? await familyOf(deps, caseRef) : [];
  return {
    themes,
    askings: askings.map((asking) => {
      const asked = asking.party === 'family' ? family : asking.setting === null ? [] : [{ kind: 'setting' as const, ...asking.setting }];
      return { ...asking, mayTake: mayTake ? asked.filter(({ ref }) => asking.answers.every(({ by }) => by.ref !== ref)) : [] };
    }),
  };
}

/** Those of a family who are written to, or who could be if there were an address: nobody withheld, nobody who does not decide. */
async function familyOf(deps: Pick<Deps, 'feedback' | 'clock'>, caseRef: string): Promise<readonly AnswererNamed[]> {
  const life = await deps.feedback.lifeOf(caseRef);
  if (life === null) return [];
  const { write, unreached } = familyToWrite(life.child, life.people, todayOf(deps));
  const unable = unreached.filter(({ why }) => why === 'no-address' || why === 'shares-address').map(({ ref }) => ref);
  const nameOf = (ref: string): string | null => (ref === life.child.ref ? `${life.child.givenName} ${life.child.familyName}` : (life.people.find((person) => person.ref === ref)?.name ?? null));
  return [...write.map(({ ref }) => ref), ...unable].flatMap((ref) => {
    const name = nameOf(ref);
    return name === null ? [] : [{ kind: ref === life.child.ref ? 'child' as const : 'person' as const, ref, name }];
  });
}

/** Writes down what somebody said on the telephone; who asked is kept. @throws AppError `not-found`, `not-yours-to-record`, `invalid`, `already-settled` */
export async function takeFeedback(deps: Omit<Deps, 'teams'>, caller: Caller, caseRef: string, askingRef: string, sent: AnswerSent & Readonly<{ by: string }>): Promise<void> {
  const access = await deps.cases.access(scopeFor(caller), caseRef);
  if (access === null) throw notFound();
  if (!mayOn(caller, 'record.facts', access)) throw new AppError('not-yours-to-record');
  const asking = (await recordFeedback(deps, caller, caseRef)).askings.find(({ ref }) => ref === askingRef);
  if (asking === undefined) throw notFound();
  if (asking.answers.some(({ by }) => by.ref === sent.by)) throw new AppError('already-settled', { detail: 'They have answered already, and an answer is given once. What was said then stands.' });
  const by = asking.mayTake.find(({ ref }) => ref === sent.by);
  if (by === undefined) throw invalid([{ path: 'by', message: 'must be one of those who were asked' }]);
  await keep(deps, asking, { kind: by.kind, ref: by.ref }, caller.ref, sent);
}

export type FeedbackAsked = Readonly<{ from?: string | undefined; to?: string | undefined; team?: string | undefined }>;
export type PartyCounted = Readonly<{ figures: Figures; trend: readonly Trend[]; byTeam: readonly NamedGroup[]; byNeed: readonly Group[]; bySetting: readonly NamedGroup[] }>;
export type NamedGroup = Group & Readonly<{ name: string | null }>;
export type ThemeSaid = Theme & Readonly<{ answers: ThemeCounted['answers']; done: readonly ThemeDone[] }>;

export type FeedbackCounted = Readonly<{
  from: IsoDate;
  to: IsoDate;
  team: string | null;
  /** Those of which the caller may ask. */
  teams: readonly Named[];
  parties: Readonly<Record<Party, PartyCounted>>;
  themes: readonly ThemeSaid[];
  mayTheme: boolean;
  mayEditThemes: boolean;
}>;

/** A year, unless a span is asked for. */
const A_YEAR = 365;
const LONGEST_SPAN = 5 * 366;

/** What was said in a span of days, by the day of asking, as far as the caller answers for it. @throws AppError `forbidden`, `invalid` */
export async function countedFeedback(deps: Deps, caller: Caller, asked: FeedbackAsked): Promise<FeedbackCounted> {
  if (!mayAtAll(caller, 'feedback.see')) throw new AppError('forbidden');
  const { from, to } = spanOf(asked, todayOf(deps));
  const { teams, span, reach } = await teamsAsked(deps, caller, asked.team);
  const [everybody, list, done] = await Promise.all([deps.feedback.asked({ from, to, teams: reach }), deps.feedback.themes(), deps.feedback.done()]);
  const [all, others] = [everybody.filter(({ team }) => span === null || span.includes(team)), everybody.filter(({ team }) => span !== null && !span.includes(team))];
  const settings = await deps.feedback.settingsNamed([...new Set(all.flatMap(({ setting }) => setting ?? []))]);
  const names = { team: nameBy(teams), setting: nameBy(settings) };
  const of = (party: Party): PartyCounted => partyOf(party, { all, others }, { from, to }, names);
  return {
    from, to, team: asked.team ?? null, teams,
    parties: { family: of('family'), setting: of('setting') },
    themes: saidOf(all, list, done),
    mayTheme: mayAtAll(caller, 'feedback.theme'),
    mayEditThemes: mayAtAll(caller, 'feedback.themes.edit'),
  };
}

type NameOf = (ref: string) => string | null;
const nameBy = (named: readonly Named[]): NameOf => (ref) => named.find((one) => one.ref === ref)?.name ?? null;

/** A team alone is told as it is among the others: where it is left out there, all that it said is left out. */
function partyOf(party: Party, { all, others }: Readonly<{ all: readonly Asked[]; others: readonly Asked[] }>, { from, to }: Readonly<{ from: IsoDate; to: IsoDate }>, names: Readonly<{ team: NameOf; setting: NameOf }>): PartyCounted {
  const named = (groups: readonly Group[], nameOf: NameOf): NamedGroup[] => groups.map((group) => ({ ...group, name: group.key === null ? null : nameOf(group.key) }));
  const alone = new Set(all.map(({ team }) => team));
  const isWithheld = others.length > 0 && groupsOf(party, [...all, ...others], ({ team }) => team).some(({ key, kind }) => kind === 'withheld' && alone.has(key ?? ''));
  const figures = figuresOf(party, all, others);
  const trend = trendOf(party, all, quartersIn(from, to), others);
  if (isWithheld) return { figures: { ...figures, questions: null }, trend: trend.map((one) => ({ ...one, overall: null })), byTeam: [], byNeed: [], bySetting: [] };
  return {
    figures,
    trend,
    byTeam: named(groupsOf(party, all, ({ team }) => team), names.team),
    byNeed: groupsOf(party, all, ({ need }) => need, others),
    bySetting: named(groupsOf(party, all, ({ setting }) => setting, others), names.setting),
  };
}

const saidOf = (all: readonly Asked[], { themes }: ThemeList, done: readonly ThemeDone[]): ThemeSaid[] => {
  const counts = themesOf(all, themes.map(({ code }) => code));
  return themes.map((theme) => ({ ...theme, answers: counts.find(({ code }) => code === theme.code)?.answers ?? 0, done: done.filter((one) => one.theme === theme.code) }));
};

/** @throws AppError `invalid` */
function spanOf({ from, to }: FeedbackAsked, today: IsoDate): Readonly<{ from: IsoDate; to: IsoDate }> {
  const problems: FieldProblem[] = ([['from', from], ['to', to]] as const).flatMap(([path, day]) => (day === undefined || civilDay.safeParse(day).success ? [] : [{ path, message: isIsoDate(day) ? 'must be from the year 1900 to 2199' : 'must be a day as 2026-02-28' }]));
  if (problems.length > 0) throw invalid(problems);
  const until = to !== undefined && isIsoDate(to) ? to : today;
  const since = from !== undefined && isIsoDate(from) ? from : addDays(until, -A_YEAR);
  if (since > until) throw invalid([{ path: 'to', message: 'must not be before the first day' }]);
  if (addDays(since, LONGEST_SPAN) < until) throw invalid([{ path: 'from', message: 'must be at most five years before the last day' }]);
  return { from: since, to: until };
}

/** Teams of which the caller may ask, and those that are counted. @throws AppError `invalid` for a team that is none of them */
async function teamsAsked(deps: Pick<Deps, 'teams'>, caller: Caller, team: string | undefined): Promise<Readonly<{ teams: readonly Named[]; span: FeedbackSpan['teams']; reach: FeedbackSpan['teams'] }>> {
  const { teams: reach } = scopeFor(caller, 'feedback.see');
  const all = await deps.teams.named('all');
  const teams = reach === 'all' ? all : all.filter(({ ref }) => reach.includes(ref));
  const whole = reach === 'all' ? null : reach;
  if (team === undefined) return { teams, span: whole, reach: whole };
  if (teams.every(({ ref }) => ref !== team)) throw invalid([{ path: 'team', message: 'must be a team you answer for' }]);
  return { teams, span: [team], reach: whole };
}

/** What those asked in a period said of each question, of the whole council: for the learning report, which sees to who reads it. */
export async function feedbackFigures({ feedback }: Pick<Deps, 'feedback'>, { from, to }: Readonly<{ from: IsoDate; to: IsoDate }>): Promise<readonly FeedbackFigure[]> {
  const asked = await feedback.asked({ from, to, teams: null });
  return PARTIES.flatMap((party) =>
    (figuresOf(party, asked).questions ?? []).flatMap(({ code, agreed }) => (agreed === null || agreed.of === 0 ? [] : [{ party, question: QUESTIONS[party].find((question) => question.code === code)?.words ?? code, agreed: agreed.part, of: agreed.of }])),
  );
}

export type WordsAsked = FeedbackAsked & Readonly<{ party?: Party | undefined; theme?: string | undefined; offset?: number; limit?: number }>;
export type WordsRead = Readonly<{ from: IsoDate; to: IsoDate; teams: readonly Named[]; items: readonly WordsRow[]; total: number; list: ThemeList; mayTheme: boolean }>;

/** Words of their own, of the records that the caller sees. @throws AppError `forbidden`, `invalid` */
export async function feedbackWords(deps: Omit<Deps, 'cases'>, caller: Caller, { party, theme, offset = 0, limit = 20, ...asked }: WordsAsked): Promise<WordsRead> {
  if (!mayAtAll(caller, 'feedback.see')) throw new AppError('forbidden');
  const span = spanOf(asked, todayOf(deps));
  const { teams, span: counted } = await teamsAsked(deps, caller, asked.team);
  const list = await deps.feedback.themes();
  if (theme !== undefined && theme !== 'none' && list.themes.every(({ code }) => code !== theme)) throw invalid([{ path: 'theme', message: 'must be a theme of the list, or none' }]);
  const { items, total } = await deps.feedback.words(scopeFor(caller), { ...span, teams: counted, party: party ?? null, theme: theme ?? null, limit, offset });
  if (items.length > 0) await deps.views.log({ staff: caller.ref, caseRefs: [...new Set(items.map(({ asking }) => asking.caseRef))], seen: 'feedback-words', at: nowOf(deps) });
  return { ...span, teams, items, total, list, mayTheme: mayAtAll(caller, 'feedback.theme') };
}

/** One answer with its words, to be given themes. @throws AppError `forbidden`, `not-found` */
export async function readWords(deps: Deps, caller: Caller, answer: string): Promise<Readonly<{ row: WordsRow; list: ThemeList; mayTheme: boolean }>> {
  if (!mayAtAll(caller, 'feedback.see')) throw new AppError('forbidden');
  const [row, list] = await Promise.all([deps.feedback.wordsOf(scopeFor(caller), answer), deps.feedback.themes()]);
  if (row === null) throw notFound();
  await deps.views.log({ staff: caller.ref, caseRefs: [row.asking.caseRef], seen: 'feedback-words', at: nowOf(deps) });
  return { row, list, mayTheme: mayAtAll(caller, 'feedback.theme') };
}

/** Gives somebody's words their themes, in the place of those before. @throws AppError `forbidden`, `not-found`, `invalid`, `changed-since` */
export async function tagWords(deps: Omit<Deps, 'cases' | 'teams'>, caller: Caller, answer: string, { themes, after }: Readonly<{ themes: readonly string[]; after: number }>): Promise<void> {
  if (!mayAtAll(caller, 'feedback.theme')) throw new AppError('forbidden');
  const row = await deps.feedback.wordsOf(scopeFor(caller), answer);
  if (row === null) throw notFound();
  const list = await deps.feedback.themes();
  const unknown = themes.filter((code) => !list.themes.some((theme) => theme.code === code && (!theme.retired || row.themes.includes(code))));
  if (unknown.length > 0) throw invalid([{ path: 'themes', message: 'must be themes of the council’s list that are not retired' }]);
  const isKept = await deps.feedback.tag({ answer, themes: [...new Set(themes)], after, by: caller.ref, at: nowOf(deps) });
  if (!isKept) throw new AppError('changed-since', { detail: 'Somebody has given these words other themes since you opened them. Read what they chose, then choose again if it still holds.' });
}
