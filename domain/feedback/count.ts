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

const isFew = (count: number): boolean => count > 0 && count < SMALLEST_GROUP;
const answersIn = (party: Party, asked: readonly Asked[]): readonly AnswerCounted[] => asked.flatMap((one) => (one.party === party ? one.answers : []));

/**
 * Everything of one party. @param others those whom the reader sees counted together with these: what the total would tell of a few of them is
 * left out here
 */
export function figuresOf(party: Party, all: readonly Asked[], others: readonly Asked[] = []): Figures {
  const of = all.filter((one) => one.party === party);
  const answers = of.flatMap((one) => one.answers);
  const sum = (part: 'sent' | 'failed' | 'waiting'): number => of.reduce((total, one) => total + one[part], 0);
  const [sent, failed, waiting] = [sum('sent'), sum('failed'), sum('waiting')];
  return {
    asked: of.length,
    answered: shareOf(of.filter((one) => one.answers.length > 0).length, of.length),
    contact: { contactable: sent + failed + waiting, sent, failed, waiting, nobody: of.filter((one) => one.sent + one.failed + one.waiting === 0).length },
    answers: answers.length,
    questions: answers.length < SMALLEST_GROUP || isFew(answersIn(party, others).length) ? null : QUESTIONS[party].map(({ code }) => counted(code, answers, answersIn(party, others))),
  };
}

function counted(code: string, answers: readonly AnswerCounted[], others: readonly AnswerCounted[] = []): QuestionCounted {
  const marks = answers.flatMap((answer) => answer.marks[code] ?? []);
  const given = marks.filter(isStep);
  const steps = STEPS.reduce<Record<Step, number>>((all, step) => ({ ...all, [step]: given.filter((one) => one === step).length }), { 'strongly-agree': 0, agree: 0, neither: 0, disagree: 0, 'strongly-disagree': 0 });
  const tells = !isFew(given.length) && !isFew(others.filter(({ marks: said }) => isStep(said[code])).length);
  return { code, doesNotApply: marks.length - given.length, steps: tells ? steps : null, agreed: tells ? shareOf(given.filter(agrees).length, given.length) : null };
}

/**
 * A group beside others. `few`: between one and four answers; `withheld`: enough, and left out all the same, because with the total it
 * would tell what fewer than five of the others said.
 */
export type Group = Readonly<{ key: string | null; asked: number } & ({ kind: 'told'; answers: number; overall: Share | null } | { kind: 'few' | 'withheld' })>;

/** Answers by a property of the asking, the most asked first. @param others as `figuresOf` */
export function groupsOf(party: Party, all: readonly Asked[], by: (asked: Asked) => string | null, others: readonly Asked[] = []): readonly Group[] {
  const cells = [...grouped(all.filter((one) => one.party === party), (one) => by(one) ?? '')].map(([key, of]) => {
    const besides = answersIn(party, others.filter((one) => (by(one) ?? '') === key));
    return { key: key === '' ? null : key, asked: of.length, ...cellOf(answersIn(party, of), besides), isWithheld: isFew(besides.length) };
  });
  const withheld = withheldOf(cells);
  return cells
    .map(({ key, asked, answers, overall, isWithheld }, i): Group => {
      if (isFew(answers)) return { key, asked, kind: 'few' };
      return isWithheld || i === withheld ? { key, asked, kind: 'withheld' } : { key, asked, kind: 'told', answers, overall };
    })
    .sort((a, b) => b.asked - a.asked || ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
}

/** `given`: how many answered the question by which groups are compared. */
type Cell = Readonly<{ answers: number; given: number; overall: Share | null }>;
const cellOf = (answers: readonly AnswerCounted[], others: readonly AnswerCounted[]): Cell => ({ answers: answers.length, given: answers.filter(({ marks }) => isStep(marks[OVERALL])).length, overall: counted(OVERALL, answers, others).agreed });

/** Where those that are not told are fewer than five together, the total would tell them: the smallest that is told is left out too. Its place; -1: none. */
function withheldOf(cells: readonly Cell[]): number {
  const isTold = ({ answers, given }: Cell): boolean => !isFew(answers) && !isFew(given);
  const hidden = cells.reduce((sum, cell) => (isTold(cell) ? sum : sum + cell.given), 0);
  if (!isFew(hidden)) return -1;
  return cells.reduce((least, cell, i) => (isTold(cell) && cell.given > 0 && (least === -1 || cell.given < (cells[least]?.given ?? 0)) ? i : least), -1);
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
 * A party by the quarter in which it was asked. What it said is null where fewer than `SMALLEST_GROUP` did, and, where the total would tell those
 * that are left out, of the smallest of the others too. @param others as `figuresOf`
 */
export function trendOf(party: Party, all: readonly Asked[], quarters: readonly Quarter[], others: readonly Asked[] = []): readonly Trend[] {
  const within = (quarter: Quarter, asked: readonly Asked[]): readonly Asked[] => asked.filter(({ askedOn }) => askedOn >= quarter.from && askedOn <= quarter.to);
  const each = quarters.map((quarter) => ({ quarter, figures: figuresOf(party, within(quarter, all)), besides: answersIn(party, within(quarter, others)), ...cellOf(answersIn(party, within(quarter, all)), answersIn(party, within(quarter, others))) }));
  const withheld = withheldOf(each);
  return each.map(({ quarter, figures, besides, answers, overall }, i) => ({ quarter, asked: figures.asked, answered: figures.answered.part, overall: i === withheld || isFew(answers) || answers === 0 || isFew(besides.length) ? null : overall }));
}
