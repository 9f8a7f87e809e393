import { randomFrom } from '../chance.js';
import type { IsoDate } from '../dates/iso-date.js';
import { firstDayOf, workingDaysIn, type IsoMonth } from '../dates/iso-month.js';
import type { WorkingDays } from '../dates/working-days.js';
import { grouped } from '../grouped.js';
import { givenOut, type Auditor, type Burden, type Given, type Work } from './allocation.js';
import type { AuditKind } from './framework.js';
import { inProportion, inWholeParts, quotasOf, sumOf, type Quota, type Split } from './quotas.js';
import { stratumId, stratumValues, TRAITS, type Sampling, type Trait } from './sampling.js';

/** The month's audits: which are drawn, why, on which day each begins, and who marks it. The same for the same seed and month. */

/**
 * What may be drawn: a plan, a draft, an advice, a report, a case. References and codes only. `writers`: who wrote it, or a part of it.
 * `lastAuditedOn`: by an audit that `history` has not, as of a time before Duly; null: by none. `restrictedTo`: who alone may see it;
 * null: not restricted.
 */
export type Candidate = Readonly<{
  ref: string;
  owner: string | null;
  team: string | null;
  writers: readonly string[];
  traits: Readonly<Partial<Record<Exclude<Trait, 'caseworker'>, string | null>>>;
  lastAuditedOn: IsoDate | null;
  restrictedTo: readonly string[] | null;
  /** Of advice, the adviser's role. */
  role?: string;
}>;

/** An audit there has been, or is. `drawnFor`: the month whose draw it came of; null: none. */
export type Audited = Readonly<{ audit: string; kind: AuditKind; subject: string; on: IsoDate; by: readonly string[]; drawnFor: IsoMonth | null }>;

/** That a subject is to be audited again, of an earlier audit, from a day on. */
export type ReAudit = Readonly<{ of: string; subject: string; dueOn: IsoDate }>;

/** What a month is drawn from: all as it stood when the month was drawn. The order of a list is immaterial. `drawnOn`: no audit begins before it; null: the whole month is to come. */
export type Stock = Readonly<{ population: readonly Candidate[]; history: readonly Audited[]; reAudits: readonly ReAudit[]; auditors: readonly Auditor[]; working: WorkingDays; drawnOn: IsoDate | null }>;

/**
 * A stratum's part in a month. `values`: of each trait of `strataBy`, in the order of `TRAITS`; null: not known. `share`: of the
 * population. `eligible`: of its `size`, neither `recent` (audited within the months set) nor `reAudited` this month.
 */
export type StratumOfMonth = Readonly<{ id: string; values: readonly (string | null)[]; size: number; share: number; recent: number; reAudited: number; eligible: number; drawn: number }> & Quota;

/**
 * Why something is audited. By chance: so many `drawn` of its stratum's `eligible`; the `probability` it had once that was settled, and
 * `beforehand`, before chance rounded any stratum's part, with what one gives in place of others. Or again, of these earlier audits.
 */
export type Why =
  | Readonly<{ kind: 'sample'; seed: string; stratum: string; values: readonly (string | null)[]; size: number; share: number; eligible: number; asked: number; drawn: number; probability: number; beforehand: number }>
  | Readonly<{ kind: 're-audit'; of: readonly string[]; dueOn: IsoDate }>;

/** One audit of the month. `place`: in the draw, from 1. `twice`: a second auditor marks it too, blind. */
export type Draw = Readonly<{ place: number; subject: string; why: Why; beginsOn: IsoDate; twice: boolean; given: readonly Given[] }>;

/** A re-audit due that the month has not: over the cap it is due still; what is not in the population cannot be audited. */
export type LeftOut = Readonly<{ subject: string; of: readonly string[]; dueOn: IsoDate; why: 'over-the-cap' | 'not-in-population' }>;

/** A month as it was drawn, whole: to be kept as it is. `number`: drawn by chance at most, once the cap is kept; `unfilled`: of them, not to be had. */
export type MonthDraw = Readonly<{
  kind: AuditKind;
  month: IsoMonth;
  seed: string;
  strataBy: readonly Trait[];
  population: number;
  number: number;
  cutByCap: number;
  unfilled: number;
  strata: readonly StratumOfMonth[];
  draws: readonly Draw[];
  leftOut: readonly LeftOut[];
  /** What nobody may audit, or mark a second time, with what bars each auditor. */
  notGiven: readonly Given[];
  burdens: readonly Burden[];
}>;

/**
 * Draws a month. Re-audits that are due by its end come first, whenever they were last audited; the rest is drawn by chance of what was
 * not audited within the months set.
 *
 * @throws RangeError if a candidate or an auditor is given twice, or the month has no working day for what was drawn
 */
export function drawMonth(settings: Sampling, month: IsoMonth, stock: Stock): MonthDraw {
  refuseTwice('candidate', stock.population);
  refuseTwice('auditor', stock.auditors);
  const again = reAuditsOf(settings, month, stock);
  const number = settings.cap === null ? settings.number : Math.min(settings.number, settings.cap - again.drawn.length);
  const strata = strataOf(settings, month, stock, new Set(again.drawn.map(({ subject }) => subject)), number);
  const chosen: readonly Chosen[] = [...again.drawn, ...sampleOf(settings, month, strata)];
  const works = worksOf(settings, month, stock, chosen);
  const twice = markedTwice(settings, month, chosen);
  const { given, burdens } = givenOut(works, twice, [...stock.auditors].sort(byRef), { notOwnTeam: settings.notOwnTeam, seed: seedOf(settings, month, 'auditor') });
  return {
    kind: settings.kind,
    month,
    seed: settings.seed,
    strataBy: TRAITS.filter((one) => settings.strataBy.includes(one)),
    population: stock.population.length,
    number,
    cutByCap: settings.number - number,
    unfilled: number - sumOf(strata.map(({ line }) => line.drawn)),
    strata: strata.map(({ line }) => line).sort((a, b) => (a.id < b.id ? -1 : 1)),
    draws: works.map(({ subject, why, beginsOn }, i) => ({ place: i + 1, subject, why, beginsOn, twice: twice.has(subject), given: given.filter((one) => one.subject === subject) })),
    leftOut: again.leftOut,
    notGiven: given.filter(({ auditor }) => auditor === null),
    burdens,
  };
}

type Chosen = Readonly<{ subject: string; why: Why }>;

function refuseTwice(what: 'candidate' | 'auditor', list: readonly Readonly<{ ref: string }>[]): void {
  const refs = new Set<string>();
  for (const { ref } of list) {
    if (refs.has(ref)) throw new RangeError(`the ${what} ${ref} is given twice`);
    refs.add(ref);
  }
}

const byRef = (a: Readonly<{ ref: string }>, b: Readonly<{ ref: string }>): number => (a.ref < b.ref ? -1 : 1);

/** A chance of its own for each question, so that no answer leans on another, nor on who else is there. */
const seedOf = ({ seed, kind }: Sampling, month: IsoMonth, ...question: readonly string[]): string => JSON.stringify([seed, kind, month, ...question]);

/** In an order of chance that is the same in whatever order they come. */
function inTurn<T>(list: readonly T[], nameOf: (one: T) => string, seedFor: (name: string) => string): readonly T[] {
  const turns = list.map((one) => ({ one, name: nameOf(one), turn: randomFrom(seedFor(nameOf(one))).next() }));
  return turns.sort((a, b) => a.turn - b.turn || (a.name < b.name ? -1 : 1)).map(({ one }) => one);
}

/** Several due of one subject are one audit. */
function reAuditsOf({ cap }: Sampling, month: IsoMonth, { population, reAudits }: Stock): Readonly<{ drawn: readonly Chosen[]; leftOut: readonly LeftOut[] }> {
  const there = new Set(population.map(({ ref }) => ref));
  const due = reAudits.filter(({ dueOn }) => dueOn < firstDayOf(month, 1)).sort((a, b) => (a.dueOn === b.dueOn ? (a.of < b.of ? -1 : 1) : a.dueOn < b.dueOn ? -1 : 1));
  const all = [...grouped(due, ({ subject }) => subject)].flatMap(([subject, ofIt]) => ofIt.slice(0, 1).map(({ dueOn }) => ({ subject, of: [...new Set(ofIt.map(({ of }) => of))], dueOn })));
  const present = all.filter(({ subject }) => there.has(subject));
  const most = cap ?? present.length;
  return {
    drawn: present.slice(0, most).map(({ subject, of, dueOn }) => ({ subject, why: { kind: 're-audit', of, dueOn } })),
    leftOut: [...present.slice(most).map((one) => ({ ...one, why: 'over-the-cap' as const })), ...all.filter(({ subject }) => !there.has(subject)).map((one) => ({ ...one, why: 'not-in-population' as const }))],
  };
}

/** Whether an audit counts for this draw: what the same draw has made already does not, so that a draw made again is the same. */
const isEarlier = ({ kind }: Sampling, month: IsoMonth) => (audited: Audited): boolean => audited.kind !== kind || audited.drawnFor !== month;

/**
 * Whether a candidate was audited within so many calendar months of a month. Of one already set for a later month too: the two would be
 * as near to each other.
 */
export function recentIn({ kind, notAgainWithin }: Sampling, month: IsoMonth, history: readonly Audited[]): (candidate: Candidate) => boolean {
  const [from, before] = [firstDayOf(month, 1 - notAgainWithin), firstDayOf(month, notAgainWithin)];
  const isNear = (on: IsoDate): boolean => from <= on && on < before;
  const near = new Set(history.filter((one) => one.kind === kind && isNear(one.on)).map(({ subject }) => subject));
  return ({ ref, lastAuditedOn }) => near.has(ref) || (lastAuditedOn !== null && isNear(lastAuditedOn));
}

/** `foreseen`: how many would be drawn of it, did chance round nothing. */
type Stratum = Readonly<{ line: StratumOfMonth; eligible: readonly Candidate[]; foreseen: number }>;

function strataOf(settings: Sampling, month: IsoMonth, { population, history }: Stock, again: ReadonlySet<string>, number: number): readonly Stratum[] {
  const isRecent = recentIn(settings, month, history.filter(isEarlier(settings, month)));
  const strata = inTurn(stratified(settings, population), ({ id }) => id, (id) => seedOf(settings, month, 'stratum', id)).map((stratum) => {
    const others = stratum.members.filter(({ ref }) => !again.has(ref));
    return { ...stratum, others, eligible: others.filter((one) => !isRecent(one)) };
  });
  const random = randomFrom(seedOf(settings, month, 'rounding'));
  const split: Split = (whole, weights) => inWholeParts(whole, weights, random.whole(0, Math.max(0, sumOf(weights) - 1)));
  const asked = strata.map(({ members, eligible, fixed }) => ({ size: members.length, eligible: eligible.length, fixed }));
  const [quotas, unrounded] = [quotasOf(number, asked, split), quotasOf(number, asked, inProportion).map(givenBy)];
  return quotas.flatMap((quota, i) =>
    strata.slice(i, i + 1).map(({ id, values, members, others, eligible }) => ({
      line: {
        id, values, size: members.length, share: population.length === 0 ? 0 : members.length / population.length,
        recent: others.length - eligible.length, reAudited: members.length - others.length, eligible: eligible.length, ...quota, drawn: givenBy(quota),
      },
      eligible,
      foreseen: unrounded[i] ?? 0,
    })),
  );
}

const givenBy = ({ asked, short, extra }: Quota): number => asked - short + extra;

/** A stratum and who is in it. `fixed`: the number the council gave it. */
export type Stratified = Readonly<{ id: string; values: readonly (string | null)[]; fixed: number | null; members: readonly Candidate[] }>;

/** The population by stratum. One that the council gave a number is there though nobody is in it. */
export function stratified({ strataBy, allocation }: Sampling, population: readonly Candidate[]): readonly Stratified[] {
  const traitsOf = ({ owner, traits }: Candidate) => ({ ...traits, caseworker: owner });
  const numbers = allocation.kind === 'fixed' ? allocation.numbers : [];
  const fixed = new Map(numbers.map(({ stratum, number }) => [stratumId(strataBy, stratum), number]));
  const values = new Map([...numbers.map(({ stratum }) => stratum), ...population.map(traitsOf)].map((traits) => [stratumId(strataBy, traits), stratumValues(strataBy, traits)]));
  const members = grouped(population, (one) => stratumId(strataBy, traitsOf(one)));
  return Array.from(values, ([id, own]) => ({ id, values: own, fixed: fixed.get(id) ?? null, members: members.get(id) ?? [] }));
}

/** The sample in its order, which is chance's again: no stratum comes early for being thinly drawn. */
function sampleOf(settings: Sampling, month: IsoMonth, strata: readonly Stratum[]): readonly Chosen[] {
  const drawn = strata.flatMap(({ line, eligible, foreseen }) =>
    inTurn(eligible, ({ ref }) => ref, (ref) => seedOf(settings, month, 'subject', ref)).slice(0, line.drawn).map(({ ref }): Chosen => ({ subject: ref, why: whyDrawn(settings, line, foreseen) })),
  );
  return inTurn(drawn, ({ subject }) => subject, (subject) => seedOf(settings, month, 'place', subject));
}

const whyDrawn = ({ seed }: Sampling, { id, values, size, share, eligible, asked, drawn }: StratumOfMonth, foreseen: number): Why => ({
  kind: 'sample', seed, stratum: id, values, size, share, eligible, asked, drawn, probability: drawn / eligible, beforehand: Math.min(1, foreseen / eligible),
});

/** The part that is marked twice, its fraction rounded by chance: over the months it is the share that was set. */
function markedTwice(settings: Sampling, month: IsoMonth, chosen: readonly Chosen[]): ReadonlySet<string> {
  const number = Math.floor(chosen.length * settings.doubleShare + randomFrom(seedOf(settings, month, 'how-many-twice')).next());
  return new Set(inTurn(chosen, ({ subject }) => subject, (subject) => seedOf(settings, month, 'twice', subject)).slice(0, number).map(({ subject }) => subject));
}

function worksOf(settings: Sampling, month: IsoMonth, { population, history, working, drawnOn }: Stock, chosen: readonly Chosen[]): readonly (Work & Chosen)[] {
  const candidates = new Map(population.map((one) => [one.ref, one]));
  const audits = grouped(history.filter(isEarlier(settings, month)), ({ subject }) => subject);
  const days = chosen.length === 0 ? [] : spreadOver(daysLeft(workingDaysIn(month, working), drawnOn), chosen.map(({ why }) => (why.kind === 're-audit' ? why.dueOn : null)));
  return days.flatMap((beginsOn, i) =>
    chosen.slice(i, i + 1).map(({ subject, why }) => {
      const { owner = null, team = null, writers = [], restrictedTo = null } = candidates.get(subject) ?? {};
      return { subject, why, beginsOn, owner, team, writers, restrictedTo, auditedBy: audits.get(subject)?.flatMap(({ by }) => by) ?? [] };
    }),
  );
}

/** A month drawn late is spread over what is left of it; where no working day is left, all begin on the day of the draw. */
function daysLeft(days: readonly IsoDate[], drawnOn: IsoDate | null): readonly IsoDate[] {
  if (drawnOn === null || days.length === 0) return days;
  const left = days.filter((day) => day >= drawnOn);
  return left.length === 0 ? [drawnOn] : left;
}

/**
 * The days they begin on, as far apart as can be: by the end of any of these days as many have begun as its part of them, give or
 * take one. What is not due before a day has the first of these days that is not before it, or the last that is left.
 *
 * @param dueFrom in the order of the draw; null: on any day
 */
function spreadOver(days: readonly IsoDate[], dueFrom: readonly (IsoDate | null)[]): readonly IsoDate[] {
  if (days.length === 0) throw new RangeError('the month has no working day to begin on');
  const free = dueFrom.flatMap((_, i) => days[Math.floor(((2 * i + 1) * days.length) / (2 * dueFrom.length))] ?? []);
  return dueFrom.flatMap((due) => {
    const at = due === null ? 0 : free.findIndex((day) => day >= due);
    return free.splice(at < 0 ? free.length - 1 : at, 1);
  });
}
