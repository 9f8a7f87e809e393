import type { ClockAnswer, Problem } from '../../../domain/clock.js';
import type { Fact } from '../../../domain/facts/fact.js';
import { longDay } from '../../dates.js';
import { caseTimeline } from '../../presenting/picture.js';
import type { SummaryError } from '../../site.js';
import { timelinePicture } from '../../timeline/timeline.js';
import { texts } from '../../texts.js';
import { dutyRows, type ShownDuty } from '../case/presenter.js';
import { subjectWords } from './clock-fields.js';
import { dayWords, factOf, factWords, type Story, type Told } from './story.js';

export type ShownFact = Readonly<{ words: string; day: string; note: string | null }>;
export type ShownAnswer = Readonly<{
  today: string;
  picture: string | null;
  duties: { owed: readonly ShownDuty[]; notOwed: readonly ShownDuty[] };
  warnings: readonly string[];
  permissions: readonly string[];
  rulePacks: string;
}>;

/** The story's facts, each with the day that counts once it is known. */
export function shownFacts({ facts }: Story, told: Told): readonly ShownFact[] {
  const derived: readonly Fact[] = told.kind === 'answer' ? told.answer.facts : [];
  return facts.map((fact, i) => {
    const subject = [fact['adviser'], fact['setting']].find((one) => typeof one === 'string');
    const name = typeof subject === 'string' ? (subjectWords(subject) ?? subject) : null;
    return {
      words: name === null ? factWords(fact) : `${factWords(fact)}: ${name}`,
      day: dayWords(fact, derived[i]?.on ?? null),
      note: noteOf(derived[i]),
    };
  });
}

function noteOf(fact: Fact | undefined): string | null {
  if (fact === undefined) return null;
  if ('estimated' in fact && fact.estimated === true) return texts.history.estimated;
  return 'servedOn' in fact && fact.servedOn !== undefined && fact.servedOn !== fact.on
    ? `${texts.history.served} ${longDay(fact.servedOn)}`
    : null;
}

/** The clock's answer: picture, table, warnings. */
export function shownAnswer({ today, facts, duties, warnings, permissions, rulePacks }: ClockAnswer): ShownAnswer {
  const named = duties.map((duty) => ({
    ...duty,
    subjectName: duty.subject === null ? null : subjectWords(duty.subject),
  }));
  const startsOn = facts.find(({ type }) => type === 'request-received' || type === 'came-to-attention')?.on ?? null;
  const timeline = caseTimeline({ id: 'clock-timeline', about: texts.clock.yourStory, duties: named, today, startsOn });
  return {
    today: longDay(today),
    picture: timeline === null ? null : timelinePicture(timeline),
    duties: dutyRows(
      [...named].sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0)),
      today,
    ),
    warnings: warnings.map(({ message }) => message),
    permissions: permissions.map(({ until }) => texts.clock.mayRefuse(longDay(until))),
    rulePacks: rulePacks.join(', '),
  };
}

/** Problems of a pasted story, each leading to the fact it belongs to. */
export function shownProblems(problems: readonly Problem[], { facts }: Story): readonly SummaryError[] {
  return problems.map((problem) => {
    const position = factOf(problem);
    const fact = position === null ? undefined : facts[position];
    if (position === null || fact === undefined) return { text: `${problem.path} ${problem.message}`, href: '#json' };
    const field = problem.path.replace(/^facts\[\d+\]\.?/, '');
    return {
      text: `${texts.clock.factNumber(position + 1)}, ${factWords(fact)}: ${field === '' ? '' : `${field} `}${problem.message}`,
      href: `#fact-${position + 1}`,
    };
  });
}
