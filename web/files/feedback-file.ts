import type { FileContent } from '../../api/document-models.js';
import { csv, type CsvValue } from '../../api/sheets/write-csv.js';
import type { FeedbackCounted, NamedGroup, PartyCounted } from '../../api/use-cases/feedback.js';
import type { Share } from '../../domain/audit/agreement.js';
import { oneDecimal } from '../../domain/one-decimal.js';
import type { Group } from '../../domain/feedback/count.js';
import { PARTIES, QUESTIONS, STEPS, type Party } from '../../domain/feedback/questions.js';
import { periodWords } from '../presenting/learning/paper.js';
import { FEEDBACK_WORDS as t, MARK_WORDS, PARTY_WORDS } from '../words/feedback.js';

const HEAD = ['from', 'to', 'party', 'table', 'row', 'figure', 'value', 'of', 'percent', 'percent_from', 'percent_to', 'not_told'];

/** What families and settings said, to take away: the page's figures, and what it does not tell is not told here either. Nobody's words. */
export function feedbackFile(counted: FeedbackCounted, name: string): FileContent {
  const { from, to, parties, themes } = counted;
  const rows = [...PARTIES.flatMap((party) => partyRows(party, parties[party])), ...themes.filter(({ retired, answers }) => !retired || answers !== 0).map(({ words, answers }): Figure => ['', t.themes.title, words, t.themes.answers, ...(answers === 'few' ? missing(t.themes.few) : count(answers))])];
  return { name: `${name}.csv`, mediaType: 'text/csv; charset=utf-8', content: Buffer.from(csv(HEAD, rows.map((row) => [from, to, ...row]))) };
}

type Figure = readonly [party: string, table: string, row: string, figure: string, ...values: CsvValue[]];
const count = (value: number): CsvValue[] => [value, null, null, null, null, ''];
const missing = (why: string): CsvValue[] => [null, null, null, null, null, why];
const share = ({ part, of, percent }: Share): CsvValue[] => [part, of, ...(percent === null ? [null, null, null] : [oneDecimal(percent.value), oneDecimal(percent.from), oneDecimal(percent.to)]), ''];

function partyRows(party: Party, { figures, trend, byTeam, byNeed, bySetting }: PartyCounted): readonly Figure[] {
  const row = (table: string, name: string, figure: string, values: CsvValue[]): Figure => [PARTY_WORDS[party], table, name, figure, ...values];
  const questions = (figures.questions ?? []).flatMap(({ code, agreed, steps, doesNotApply }): readonly Figure[] => {
    const name = QUESTIONS[party].find((question) => question.code === code)?.words ?? code;
    const said = (figure: string, values: CsvValue[]): Figure => row(t.questions(party), name, figure, values);
    return [said(t.said, agreed === null ? missing(t.fewHere) : share(agreed)), ...STEPS.map((step) => said(MARK_WORDS[step], steps === null ? missing(t.fewHere) : count(steps[step]))), said(MARK_WORDS['does-not-apply'], count(doesNotApply))];
  });
  const groups = <Of extends Group | NamedGroup>(by: 'team' | 'need' | 'setting', of: readonly Of[], nameOf: (group: Of) => string | null): readonly Figure[] =>
    of.length < 2 ? [] : of.flatMap((group) => [row(t.groups[by], nameOf(group) ?? t.unknown, t.plans, count(group.asked)), row(t.groups[by], nameOf(group) ?? t.unknown, t.overall, overallOf(group))]);
  return [
    row(t.title, PARTY_WORDS[party], t.plans, count(figures.asked)), row(t.title, PARTY_WORDS[party], t.answered, share(figures.answered)),
    ...questions,
    ...trend.flatMap(({ quarter, asked, overall }) => [row(t.groups.quarter, periodWords(quarter.code), t.plans, count(asked)), row(t.groups.quarter, periodWords(quarter.code), t.overall, overall === null ? missing(t.fewHere) : share(overall))]),
    ...groups('team', byTeam, ({ name }) => name), ...groups('need', byNeed, ({ key }) => key), ...groups('setting', bySetting, ({ name }) => name),
  ];
}

const overallOf = (group: Group): CsvValue[] => (group.kind !== 'told' ? missing(group.kind === 'few' ? t.fewHere : t.withheld) : group.overall === null ? missing(t.fewHere) : share(group.overall));
