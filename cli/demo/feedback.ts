import { askForFeedback } from '../../activities/feedback/ask.js';
import { addFeedbackDone } from '../../api/use-cases/feedback-themes.js';
import { feedbackWords, giveFeedback, tagWords, takeFeedback } from '../../api/use-cases/feedback.js';
import { endTask } from '../../api/use-cases/tasks.js';
import { randomFrom, type Random } from '../../domain/chance.js';
import { addDays, type IsoDate } from '../../domain/dates/iso-date.js';
import { workingDayOnOrAfter } from '../../domain/dates/working-days.js';
import type { Fact } from '../../domain/facts/fact.js';
import { ASKED_AFTER } from '../../domain/feedback/asking.js';
import { STEPS, QUESTIONS, type Mark, type Party } from '../../domain/feedback/questions.js';
import { createTeams } from '../../prisma/repositories/absences.js';
import { access } from '../../prisma/repositories/case-reads.js';
import type { AskedOne } from '../../prisma/repositories/demo-life.js';
import { createFeedbackAsking, type FeedbackAsking } from '../../prisma/repositories/feedback-asking.js';
import { createFeedback } from '../../prisma/repositories/feedback.js';
import { createTasks } from '../../prisma/repositories/tasks.js';
import { createViews } from '../../prisma/repositories/views.js';
import { auditsFrom } from './audits.js';
import { callerOf } from './callers.js';
import { withAccount } from './desk.js';
import { FEEDBACK_WORDS, WE_DID, type Words } from './feedback-words.js';
import { lastDayOf } from './lived-in.js';
import type { Living } from './living.js';
import { isTuesday, type Happening } from './weeks.js';

/**
 * Half a year of feedback, by the code that asks, delivers and keeps it: after first plans families and the settings named are asked, a part
 * of them answers, by link or on the telephone; somebody reads their words and gives them themes, and twice it is told what was done.
 */

/** Of those asked so many answer; of those whose letter had no link, as many on the telephone. */
const ANSWER: Readonly<Record<Party, number>> = { family: 0.42, setting: 0.45 };
const BY_TELEPHONE = 0.2;
/** Days within which they do: some before the reminder, some after it. */
const WITHIN = 40;
/** Of those who answer, those with words of their own. */
const WROTE: Readonly<Record<keyof (typeof FEEDBACK_WORDS)['family'], number>> = { wentWell: 0.45, better: 0.55 };
const PASSED_OVER = 0.04;
const DOES_NOT_APPLY = 0.05;
/** How content they are from 0 to 1 at the most and at the least, before the letters that tell of a delay and since. */
const CONTENT = { before: [0.15, 0.9], since: [0.3, 1] } as const;
/** A question's own part in it: what families are least and most content with. */
const LEANS: Readonly<Record<string, number>> = { 'on-time': -0.2, 'understand-support': -0.05, 'about-child': 0.1, listened: 0.08, 'consulted-in-time': -0.1, resourced: -0.18 };
const SPREAD = 0.22;
/** Weeks before today since which letters tell of a delay; days of words nobody has read yet. */
const LETTERS = 16;
const UNREAD = 17;
const READ_AT_ONCE = 60;

export function feedbackKept(living: Living, deliver: () => Promise<unknown>): Happening[] {
  const { tx, council, today, working, rules, clock, life } = living;
  const on = { pool: tx };
  const random = randomFrom('feedback'); // its own: what the other weeks draw is not moved by it
  const deps = { feedback: createFeedback(on), cases: { access: (scope: Parameters<typeof access>[1], ref: string) => access(on, scope, ref) }, teams: createTeams(on), views: createViews(on), tasks: createTasks(on), clock };
  const asking = asAskedThen(createFeedbackAsking(on), today, () => day);
  const lead = callerOf(withAccount(council, 'qa-lead'), council);
  const staff = new Map(council.staff.map((one) => [one.ref, callerOf(one, council)]));
  const answers = new Map<IsoDate, AskedOne[]>();
  let day = today;

  const ask = async (on: IsoDate): Promise<void> => {
    day = on;
    const { asked, reminded } = await askForFeedback({ feedback: asking, clock, rules: () => rules });
    if (asked + reminded > 0) await deliver();
    for (const one of asked > 0 ? await life.askedOn(on) : []) {
      const isAnswered = random.chance(one.byEmail ? ANSWER[one.party] : BY_TELEPHONE);
      const answersOn = workingDayOnOrAfter(addDays(on, random.whole(1, WITHIN)), working);
      if (isAnswered) answers.set(answersOn, [...(answers.get(answersOn) ?? []), one]);
    }
  };

  const answered = async (on: IsoDate): Promise<void> => {
    for (const one of answers.get(on) ?? []) {
      const sent = answerOf(one.party, on < addDays(today, -LETTERS * 7) ? CONTENT.before : CONTENT.since, random);
      const { record, asking: ref, kind, owner } = one;
      const taker = staff.get(owner);
      if (one.byEmail) await giveFeedback(deps, { link: '', kind, ref: one.ref, recordRef: record, name: '', forReviews: false, forFeedback: true }, sent);
      else if (taker !== undefined) await takeFeedback(deps, taker, record, ref, { ...sent, by: one.ref });
    }
  };

  /** Whoever leads quality reads what came, but for the last of it. */
  const read = async (on: IsoDate): Promise<void> => {
    const { items } = await feedbackWords(deps, lead, { from: auditsFrom(today), to: on, theme: 'none', limit: READ_AT_ONCE });
    for (const { ref, wentWell, better, tagged, answeredOn } of items) {
      if (answeredOn >= addDays(today, -UNREAD)) continue;
      await tagWords(deps, lead, ref, { themes: [...themesOf(wentWell), ...themesOf(better)], after: tagged });
    }
  };

  /** Letters are put into the family's language, and whoever has no address is rung. */
  const seenTo = async (): Promise<void> => {
    for (const { task, kind, owner } of await life.toSeeTo()) {
      const by = staff.get(owner);
      if (by !== undefined) await endTask(deps, by, task, kind === 'translation' || kind === 'interpreter' ? 'arranged' : 'telephoned');
    }
  };

  const toldOn = (weeks: number): IsoDate => workingDayOnOrAfter(addDays(today, -weeks * 7), working);
  return [
    { time: '08:20', on: (one) => working.has(one), does: (_, one) => ask(one) },
    { time: '16:20', on: (one) => answers.has(one), does: (_, one) => answered(one) },
    { time: '16:25', on: isTuesday, does: (_, one) => read(one) },
    { time: '16:35', on: (one) => isTuesday(one) || one === lastDayOf(today, working), does: seenTo },
    ...WE_DID.map(({ weeks, theme, what }): Happening => ({ time: '16:30', on: (one) => one === toldOn(weeks), does: (_, one) => addFeedbackDone(deps, lead, theme, { what, doneOn: one }).then(() => undefined) })),
  ];
}

const ALL_WORDS: readonly Words[] = Object.values(FEEDBACK_WORDS).flatMap(({ wentWell, better }) => [...wentWell, ...better]);
const themesOf = (said: string): readonly string[] => ALL_WORDS.find(({ words }) => words === said)?.themes ?? [];

/** As somebody answers who is so content, more or less, with each question. */
function answerOf(party: Party, [least, most]: readonly [number, number], random: Random): Parameters<typeof giveFeedback>[2] {
  const content = least + random.next() * (most - least);
  const marks = QUESTIONS[party].flatMap(({ code }): (readonly [string, Mark])[] => {
    const felt = content + (LEANS[code] ?? 0) + (random.next() - 0.5) * SPREAD;
    if (random.chance(PASSED_OVER)) return [];
    return [[code, random.chance(DOES_NOT_APPLY) && code !== 'overall' ? 'does-not-apply' : stepOf(felt)]];
  });
  const { wentWell, better } = FEEDBACK_WORDS[party];
  const said = (all: readonly Words[], share: number): string => (random.chance(share) ? random.pick(all).words : '');
  return { marks: Object.fromEntries(marks), wentWell: said(wentWell, WROTE.wentWell), better: said(better, WROTE.better) };
}

/** From content to not, in as many steps as can be answered. */
const stepOf = (content: number): Mark => STEPS[Math.min(STEPS.length - 1, Math.max(0, Math.floor((1 - content) * STEPS.length)))] ?? 'neither';

/**
 * The asking as it was on a day, though what came later is on record already: plans are read once for the half year, and each day sees of
 * them what had happened. First plans alone: to ask about each of a year's amendments too would take longer than all the rest.
 */
function asAskedThen(asking: FeedbackAsking, until: IsoDate, today: () => IsoDate): FeedbackAsking {
  let read: ReturnType<FeedbackAsking['lately']> | undefined;
  const asked = new Map<string, { position: number; party: Party }[]>();
  const then = <One extends Readonly<{ facts: readonly Fact[]; endedOn: IsoDate | null }>>(one: One): One => ({ ...one, facts: one.facts.filter(({ on }) => on <= today()), endedOn: one.endedOn !== null && one.endedOn <= today() ? one.endedOn : null });
  return {
    ...asking,
    lately: async (from, to) => {
      read ??= asking.lately(from, until).then((all) => all.filter(({ facts }) => facts.some(({ type }) => type === ASKED_AFTER[0])));
      const isOf = ({ facts }: Readonly<{ facts: readonly Fact[] }>): boolean => facts.some(({ type, on }) => ASKED_AFTER.some((one) => one === type) && on >= from && on <= to);
      return (await read).filter(isOf).map((one) => ({ ...then(one), asked: asked.get(one.ref) ?? [] }));
    },
    ask: (askings, when) => {
      for (const { recordRef, position, party } of askings) asked.set(recordRef, [...(asked.get(recordRef) ?? []), { position, party }]);
      return askings.length === 0 ? Promise.resolve(0) : asking.ask(askings, when);
    },
    unanswered: async (from, to) => (await asking.unanswered(from, to)).map(then),
    remind: (reminding, when) => (reminding.length === 0 ? Promise.resolve(0) : asking.remind(reminding, when)),
  };
}
