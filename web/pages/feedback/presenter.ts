import type { FeedbackAsking, WordsRow } from '../../../api/feedback-models.js';
import type { FeedbackCounted, NamedGroup, PartyCounted, RecordFeedback } from '../../../api/use-cases/feedback.js';
import type { WeDid } from '../../../api/use-cases/feedback-themes.js';
import type { Share } from '../../../domain/audit/agreement.js';
import { SMALLEST_GROUP, type Figures, type Group, type QuestionCounted, type Trend } from '../../../domain/feedback/count.js';
import { PARTIES, QUESTIONS, STEPS, type Party } from '../../../domain/feedback/questions.js';
import type { Theme } from '../../../domain/feedback/themes.js';
import { shortDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { periodWords } from '../../presenting/learning/paper.js';
import { FEEDBACK_WORDS as t, GIVE_WORDS, MARK_WORDS, PARTY_WORDS } from '../../words/feedback.js';

/** What was said of how it was, as its pages show it. */

type Table = Readonly<{ caption: string; columns: readonly string[]; rows: readonly Readonly<{ name: string; cells: readonly string[] }>[] }>;

const number = (value: number): string => value.toLocaleString('en-GB', { maximumFractionDigits: 1 });
const percent = ({ percent: of }: Share): string => (of === null ? '' : t.percent(number(of.value), number(of.from), number(of.to)));

/** `12 of 15 said so`, `30 of 40 said so, 75% (59.8 to 85.8)` */
const saidSo = (share: Share): string => (share.of === 0 ? t.nothing : t.of(share.part, share.of, percent(share)));

export const partiesShown = ({ parties }: FeedbackCounted): readonly object[] => PARTIES.map((party) => partyShown(party, parties[party]));

function partyShown(party: Party, { figures, trend, byTeam, byNeed, bySetting }: PartyCounted): object {
  const groups = [quarterTable(party, trend), groupTable(party, 'team', byTeam, ({ name }) => name), groupTable(party, 'need', byNeed, ({ key }) => key), groupTable(party, 'setting', bySetting, ({ name }) => name)];
  return {
    id: party,
    title: PARTY_WORDS[party],
    lines: figures.asked === 0 ? [] : askedLines(figures),
    few: figures.asked === 0 || figures.questions !== null ? null : figures.answers < SMALLEST_GROUP ? t.few : t.alone,
    questions: figures.questions === null ? null : questionTable(party, figures.questions),
    groups: figures.asked === 0 ? [] : groups.filter(({ rows }) => rows.length > 1),
  };
}

const askedLines = ({ asked, answered, contact }: Figures): readonly string[] => [
  t.asked(asked, `${t.outOf(answered.part, answered.of)}${percent(answered)}`),
  ...(contact.contactable === 0 ? [] : [t.contact(contact)]),
  ...(contact.nobody === 0 ? [] : [t.nobodyToAsk(contact.nobody)]),
];

const questionTable = (party: Party, questions: readonly QuestionCounted[]): Table => ({
  caption: t.questions(party),
  columns: [t.question, t.said, ...STEPS.map((step) => MARK_WORDS[step]), MARK_WORDS['does-not-apply']],
  rows: questions.map(({ code, agreed, steps, doesNotApply }) => ({
    name: QUESTIONS[party].find((question) => question.code === code)?.words ?? code,
    cells: [agreed === null ? t.fewHere : saidSo(agreed), ...STEPS.map((step) => (steps === null ? '' : number(steps[step]))), number(doesNotApply)],
  })),
});

const groupTable = <Of extends Group | NamedGroup>(party: Party, by: 'team' | 'need' | 'setting', groups: readonly Of[], nameOf: (group: Of) => string | null): Table => ({
  caption: t.by(PARTY_WORDS[party], t.groups[by]),
  columns: [t.groups[by], t.plans, t.overall],
  rows: groups.map((group) => ({ name: nameOf(group) ?? t.unknown, cells: [number(group.asked), overallOf(group)] })),
});

function overallOf(group: Group): string {
  if (group.kind !== 'told') return group.kind === 'few' ? t.fewHere : t.withheld;
  return group.overall === null ? t.fewHere : saidSo(group.overall);
}

const quarterTable = (party: Party, trend: readonly Trend[]): Table => ({
  caption: t.by(PARTY_WORDS[party], t.groups.quarter),
  columns: [t.groups.quarter, t.plans, t.overall],
  rows: trend.map(({ quarter, asked, answered, overall }) => ({ name: periodWords(quarter.code), cells: [number(asked), overall === null ? (asked === 0 ? t.notAsked : answered === 0 ? t.nothing : t.fewHere) : saidSo(overall)] })),
});

export const themesShown = ({ themes, mayTheme }: FeedbackCounted): readonly object[] =>
  themes
    .filter(({ retired, answers, done }) => !retired || answers !== 0 || done.length > 0)
    .map(({ code, words, retired, answers, done }) => ({
      words, retired: retired ? t.themes.retired : null,
      answers: answers === 'few' ? t.themes.few : number(answers),
      done: done.map(({ what, doneOn, by }) => t.themes.done(what, shortDay(doneOn), by.name)),
      add: mayTheme && !retired ? { href: paths.feedbackDone(code), about: t.themes.about(words) } : null,
    }));

const onWords = ({ answeredOn, takenBy }: Pick<WordsRow, 'answeredOn' | 'takenBy'>): string => [t.words.on(shortDay(answeredOn)), ...(takenBy === null ? [] : [t.words.taken(takenBy.name)])].join(', ');
const themesIn = ({ themes }: Pick<WordsRow, 'themes'>, list: readonly Theme[]): readonly string[] => themes.map((code) => list.find((theme) => theme.code === code)?.words ?? code);

/** Words with where they come from: the record by its reference, no name of a child. */
export const wordsShown = ({ ref, asking, wentWell, better, answeredOn, takenBy, themes }: WordsRow, list: readonly Theme[], mayTheme: boolean): object => ({
  from: asking.setting === null ? t.words.from.family : t.words.from.setting(asking.setting.name),
  record: { ref: asking.caseRef, href: paths.case(asking.caseRef) },
  on: onWords({ answeredOn, takenBy }),
  wentWell, better,
  themes: themesIn({ themes }, list),
  give: mayTheme ? { href: paths.feedbackWord(ref), text: themes.length === 0 ? t.words.give : t.words.change } : null,
});

const whom = ({ party, setting }: Pick<FeedbackAsking, 'party' | 'setting'>): string => (party === 'family' ? t.onCase.family : (setting?.name ?? t.onCase.setting));

/** What a case says of it in short. */
export const askedShown = (asked: readonly (FeedbackAsking & Readonly<{ answers: number }>)[], caseRef: string): object => ({
  title: t.onCase.title, link: t.onCase.link, href: paths.caseFeedback(caseRef),
  rows: asked.map((one) => t.onCase.row(whom(one), shortDay(one.sentOn), shortDay(one.askedOn), one.remindedOn === null ? null : shortDay(one.remindedOn), one.answers)),
});

/** Each asking of a record with what was answered, in the order of its questions. */
export const askingsShown = ({ askings, themes }: RecordFeedback, caseRef: string): readonly object[] =>
  askings.map((asking) => ({
    heading: t.onCase.heading(whom(asking), shortDay(asking.sentOn)),
    line: t.onCase.row(whom(asking), shortDay(asking.sentOn), shortDay(asking.askedOn), asking.remindedOn === null ? null : shortDay(asking.remindedOn), asking.answers.length),
    answers: asking.answers.map((answer) => ({
      from: answer.by.name, on: onWords(answer),
      marks: QUESTIONS[asking.party].flatMap(({ code, words }) => { const mark = answer.marks[code]; return mark === undefined ? [] : [{ words, mark: MARK_WORDS[mark] }]; }),
      wentWell: answer.wentWell, better: answer.better, themes: themesIn(answer, themes),
    })),
    take: asking.mayTake.length === 0 ? null : { href: paths.takeFeedback(caseRef, asking.ref), text: t.onCase.take, about: asking.mayTake.map(({ name }) => name).join(', ') },
  }));

/** What was done, as families and settings read it. */
export const weDidShown = (done: readonly WeDid[]): object => ({ title: GIVE_WORDS.weDid.title, intro: GIVE_WORDS.weDid.intro, rows: done.map(({ theme, what, doneOn }) => ({ theme, what, on: GIVE_WORDS.weDid.did(shortDay(doneOn)) })) });
