import type { Adviser, AdviceAsked } from '../../api/read-models.js';
import { later, type IsoDate } from '../../domain/dates/iso-date.js';
import type { Duty } from '../../domain/duty.js';
import type { Fact } from '../../domain/facts/fact.js';
import { ADVICE_ANSWERS, story as storyOf } from '../../domain/facts/story.js';

/** What a request's own row says of it: when it is promised, and who of the service has it. */
export type Promised = Readonly<{ adviser: string; occurrence: string; expectedOn: IsoDate | null; heldBy: string | null }>;
export type Reminded = Readonly<{ adviser: string; occurrence: string; on: IsoDate }>;

/** Every request for advice of a record and what became of it, in the order asked. */
export function adviceAsked(facts: readonly Fact[], duties: readonly Duty[], advisers: readonly Adviser[], promised: readonly Promised[], reminded: readonly Reminded[]): AdviceAsked[] {
  const told = storyOf(facts);
  return told.of('advice-requested').flatMap((request) => {
    const adviser = advisers.find(({ ref }) => ref === request.adviser);
    const duty = duties.find(({ code, subject, occurrence }) => code === 'give-advice' && subject === request.adviser && occurrence === request.id);
    if (adviser === undefined || duty === undefined) return [];
    const answer = told.facts.findLast((fact) => isAnswer(fact) && fact.adviser === request.adviser && fact.on === duty.doneOn) ?? null;
    const returned = told.of('advice-returned').findLast((one) => one.adviser === request.adviser && one.on >= request.on) ?? null;
    const own = promised.find((one) => one.adviser === request.adviser && one.occurrence === request.id);
    return [{
      adviser, occurrence: request.id, askedOn: request.on, dueOn: duty.dueOn, outcome: duty.outcome, daysLate: duty.daysLate,
      answer: duty.doneOn === null || answer === null || !isAnswer(answer) ? null : answer.type,
      answeredOn: duty.doneOn,
      returnedOn: duty.doneOn === null ? (returned?.on ?? null) : null,
      expectedOn: own?.expectedOn ?? null,
      heldBy: own?.heldBy ?? null,
      remindedOn: reminded.filter((one) => one.adviser === request.adviser && one.occurrence === request.id).reduce<IsoDate | null>((last, { on }) => (last === null ? on : later(last, on)), null),
    }];
  });
}

type Answer = Fact<(typeof ADVICE_ANSWERS)[number]>;
const ANSWERS: ReadonlySet<string> = new Set(ADVICE_ANSWERS);
const isAnswer = (fact: Fact): fact is Answer => ANSWERS.has(fact.type);
