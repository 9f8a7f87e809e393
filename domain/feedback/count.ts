import { shareOf, type Share } from '../audit/agreement.js';
import type { IsoDate } from '../dates/iso-date.js';
import { daysOfQuarter, quarterLater, quarterOf, type IsoQuarter } from '../dates/quarter.js';
import { grouped } from '../grouped.js';
import { agrees, isStep, type Marks } from './answer.js';
import { OVERALL, QUESTIONS, STEPS, type Party, type Step } from './questions.js';

/** What was answered, counted: how many were asked and could be, what they said, and never so few that somebody could be known by it. */

/** Fewer answers than this are not broken down: the group could show a family. */
export const SMALLEST_GROUP = 5;

export type AnswerCounted = Readonly<{ ref: string; marks: Marks; themes: readonly string[] }>;

/** One asking, with what became of its envelopes and who answered. Two parents asked are two envelopes of one asking. */
export type Asked = Readonly<{
  party: Party;
  askedOn: IsoDate;
  team: string;
  need: string | null;
  setting: string | null;
  /** Envelopes that went and did not come back, that failed or came back, and that have not left yet. */
  sent: number;
  failed: number;
  waiting: number;
  answers: readonly AnswerCounted[];
}>;

/**
 * People who could be written to: `sent + failed + waiting` of them; once nothing waits, sent and failed are all of them. `nobody`:
 * askings for which nobody could be written to at all, by any address.
 * @source needs.md 37
 */
export type Contact = Readonly<{ contactable: number; sent: number; failed: number; waiting: number; nobody: number }>;

/** `steps`, `agreed`: of those to whom it applied; null where they are fewer than `SMALLEST_GROUP`. */
export type QuestionCounted = Readonly<{ code: string; doesNotApply: number; steps: Readonly<Record<Step, number>> | null; agreed: Share | null }>;

export type Figures = Readonly<{
  /** Askings, and those of them that somebody answered. */
  asked: number;
  answered: Share;
  contact: Contact;
  /** Those who answered: of one asking there may be two. */
  answers: number;
  /** Null where fewer than `SMALLEST_GROUP` have answered. */
  questions: readonly QuestionCounted[] | null;
}>;

/** Everything of one party. */
export function figuresOf(party: Party, all: readonly Asked[]): Figures {
  const of = all.filter((one) => one.party === party);
  const answers = of.flatMap((one) => one.answers);
  const sum = (part: 'sent' | 'failed' | 'waiting'): number => of.reduce((total, one) => total + one[part], 0);
  const [sent, failed, waiting] = [sum('sent'), sum('failed'), sum('waiting')];
  return {
    asked: of.length,
    answered: shareOf(of.filter((one) => one.answers.length > 0).length, of.length),
    contact: { contactable: sent + failed + waiting, sent, failed, waiting, nobody: of.filter((one) => one.sent + one.failed + one.waiting === 0).length },
    answers: answers.length,
    questions: answers.length < SMALLEST_GROUP ? null : QUESTIONS[party].map(({ code }) => counted(code, answers)),
  };
}

function counted(code: string, answers: readonly AnswerCounted[]): QuestionCounted {
  const marks = answers.flatMap((answer) => answer.marks[code] ?? []);
  const given = marks.filter(isStep);
  const steps = STEPS.reduce<Record<Step, number>>((all, step) => ({ ...all, [step]: given.filter((one) => one === step).length }), { 'strongly-agree': 0, agree: 0, neither: 0, disagree: 0, 'strongly-disagree': 0 });
  const tells = given.length === 0 || given.length >= SMALLEST_GROUP;
  return { code, doesNotApply: marks.length - given.length, steps: tells ? steps : null, agreed: tells ? shareOf(given.filter(agrees).length, given.length) : null };
}

/**
 * A group beside others. `few`: between one and four answers; `withheld`: enough, and left out all the same, because with the total it
 * would tell those of the one group that is too small.
 */
export type Group = Readonly<{ key: string | null; asked: number } & ({ kind: 'told'; answers: number; overall: Share | null } | { kind: 'few' | 'withheld' })>;

/** Answers by a property of the asking, the most asked first. */
export function groupsOf(party: Party, all: readonly Asked[], by: (asked: Asked) => string | null): readonly Group[] {
  const groups = [...grouped(all.filter((one) => one.party === party), (one) => by(one) ?? '')].map(([key, of]) => groupOf(key === '' ? null : key, of));
  return withheldWhereOneIsFew(groups).sort((a, b) => b.asked - a.asked || ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
}

function groupOf(key: string | null, of: readonly Asked[]): Group {
  const answers = of.flatMap((one) => one.answers);
  if (answers.length > 0 && answers.length < SMALLEST_GROUP) return { key, asked: of.length, kind: 'few' };
  return { key, asked: of.length, kind: 'told', answers: answers.length, overall: counted(OVERALL, answers).agreed };
}

/** One group alone that is not told would be what is left of the total: the smallest of the others goes with it. */
function withheldWhereOneIsFew(groups: readonly Group[]): Group[] {
  const told = groups.flatMap((group) => (group.kind === 'told' && group.answers > 0 ? [group] : [])).sort((a, b) => a.answers - b.answers || ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
  if (groups.filter(({ kind }) => kind === 'few').length !== 1) return [...groups];
  const [smallest] = told;
  return groups.map((group) => (group === smallest ? { key: group.key, asked: group.asked, kind: 'withheld' } : group));
}

/** How many answers were given each theme; of fewer than `SMALLEST_GROUP` only that there are some. */
export type ThemeCounted = Readonly<{ code: string; answers: number | 'few' }>;

export function themesOf(all: readonly Asked[], codes: readonly string[]): readonly ThemeCounted[] {
  const given = all.flatMap(({ answers }) => answers.flatMap(({ themes }) => themes));
  return codes.map((code) => {
    const answers = given.filter((one) => one === code).length;
    return { code, answers: answers > 0 && answers < SMALLEST_GROUP ? 'few' : answers };
  });
}

/** A calendar quarter with its first and last day. */
export type Quarter = Readonly<{ code: IsoQuarter; from: IsoDate; to: IsoDate }>;

/** The quarters that a span of days touches, in order. */
export function quartersIn(from: IsoDate, to: IsoDate): readonly Quarter[] {
  const quarters: Quarter[] = [];
  for (let code = quarterOf(from); daysOfQuarter(code).from <= to; code = quarterLater(code, 1)) quarters.push({ code, ...daysOfQuarter(code) });
  return quarters;
}

export type Trend = Readonly<{ quarter: Quarter; asked: number; answered: number; overall: Share | null }>;

/**
 * A party by the quarter in which it was asked. What it said is null where fewer than `SMALLEST_GROUP` did, and, where that is one
 * quarter alone, of the smallest of the others too: the total would tell the one that is left out.
 */
export function trendOf(party: Party, all: readonly Asked[], quarters: readonly Quarter[]): readonly Trend[] {
  const each = quarters.map((quarter) => ({ quarter, ...figuresOf(party, all.filter(({ askedOn }) => askedOn >= quarter.from && askedOn <= quarter.to)) }));
  const isFew = ({ answers }: Figures): boolean => answers > 0 && answers < SMALLEST_GROUP;
  const [smallest] = each.filter(({ answers }) => answers >= SMALLEST_GROUP).sort((a, b) => a.answers - b.answers);
  const withheld = each.filter(isFew).length === 1 ? smallest : undefined;
  return each.map((one) => ({ quarter: one.quarter, asked: one.asked, answered: one.answered.part, overall: one === withheld ? null : (one.questions?.find(({ code }) => code === OVERALL)?.agreed ?? null) }));
}
