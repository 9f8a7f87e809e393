import type { IsoDate } from './dates/iso-date.js';
import type { Fact, FactType } from './facts/fact.js';
import { cameOn } from './facts/receipt.js';
import { isCorrection, replacementId, replacementOf, story as storyOf, type Story } from './facts/story.js';

/** What cannot both be true. Everything else that is odd is history. */
export type ContradictionCode =
  | 'two-starts' | 'before-start' | 'answer-without-asking' | 'agreed-and-refused' | 'second-final-plan' | 'after-plan-ceased'
  | 'in-the-future' | 'days-out-of-order' | 'same-id' | 'corrects-nothing' | 'corrections-in-a-circle' | 'transferred-nowhere';

/** A contradiction, the id of the fact it shows in, and the field. */
export type Contradiction = Readonly<{ code: ContradictionCode; id: string; field: string }>;

/** Facts after which a decision may be made the other way. */
const UNLOCKING = ['appeal-lodged', 'mediation-agreed', 'tribunal-order', 'appeal-conceded', 'appeal-not-opposed'] as const satisfies readonly FactType[];

const found = (code: ContradictionCode, fact: Fact, field = 'type'): Contradiction => ({ code, id: fact.id, field });

/** Every contradiction among a record's facts, in the order of the facts. @source docs/vocabulary.md section 2 */
export function contradictionsOf(entries: readonly Fact[], today: IsoDate): Contradiction[] {
  const story = storyOf(entries);
  return [
    ...withReplacements(entries).filter((fact) => cameOn(fact) > today).map((fact) => found('in-the-future', fact, 'on')),
    ...withReplacements(entries).flatMap(outOfOrder),
    ...sameIds(entries),
    ...wrongCorrections(entries),
    ...twoStarts(story),
    ...beforeStart(story),
    ...unaskedAnswers(story),
    ...bothWays(story, 'assessment-agreed', 'assessment-refused', UNLOCKING),
    ...bothWays(story, 'issue-agreed', 'issue-refused', UNLOCKING),
    ...bothWays(story, 'reassessment-agreed', 'reassessment-refused', ['reassessment-requested', ...UNLOCKING]),
    ...story.of('final-plan-issued').slice(1).map((fact) => found('second-final-plan', fact)),
    ...afterCeasing(story),
    ...story.of('plan-transferred').filter(({ to, from }) => (to === undefined) === (from === undefined)).map((fact) => found('transferred-nowhere', fact, 'to')),
  ];
}

/** Every fact told, in force or not, with those that corrections bring in. */
const withReplacements = (entries: readonly Fact[]): Fact[] => [...entries, ...entries.filter(isCorrection).flatMap(replacementOf)];

/** Pairs of days of one fact of which the first cannot be after the second; the field to mend is the one that is not `on`. */
const IN_ORDER: readonly (readonly [first: string, second: string])[] = [
  ['on', 'servedOn'], ['on', 'receivedOn'], ['on', 'sentToAuthorityOn'], ['on', 'sentOutOn'], ['postedOn', 'on'], ['strictOn', 'on'],
  ['from', 'to'], ['closedFrom', 'reopensOn'],
];

function outOfOrder(fact: Fact): Contradiction[] {
  const days = new Map<string, unknown>(Object.entries(fact));
  return IN_ORDER.flatMap(([first, second]) => {
    const [a, b] = [days.get(first), days.get(second)];
    return typeof a === 'string' && typeof b === 'string' && a > b ? [found('days-out-of-order', fact, second === 'on' ? first : second)] : [];
  });
}

function sameIds(entries: readonly Fact[]): Contradiction[] {
  const seen = new Set<string>();
  return withReplacements(entries).flatMap((fact) => {
    const again = seen.has(fact.id);
    seen.add(fact.id);
    return again ? [found('same-id', fact, 'id')] : [];
  });
}

function wrongCorrections(entries: readonly Fact[]): Contradiction[] {
  const corrections = entries.filter(isCorrection);
  const ids = new Set([...entries.map(({ id }) => id), ...corrections.filter(({ replacement }) => replacement !== null).map(replacementId)]);
  const corrected = new Map(corrections.map(({ id, corrects }) => [id, corrects]));
  return corrections.flatMap((correction) => {
    if (!ids.has(correction.corrects)) return [found('corrects-nothing', correction, 'corrects')];
    let at: string | undefined = correction.corrects;
    for (let steps = 0; at !== undefined && steps <= corrections.length; steps += 1) {
      if (at === correction.id) return [found('corrections-in-a-circle', correction, 'corrects')];
      at = corrected.get(at);
    }
    return [];
  });
}

function twoStarts(story: Story): Contradiction[] {
  const assessment = [...story.of('request-received'), ...story.of('came-to-attention')].sort((a, b) => (a.on < b.on ? -1 : 1));
  return [...assessment.slice(1), ...story.of('plan-made').slice(1)].map((fact) => found('two-starts', fact));
}

const OF_NO_PROCESS: readonly FactType[] = ['correction', 'owner-set', 'contact-made', 'escalation-acknowledged'];
const OF_A_PLAN: ReadonlySet<FactType> = new Set([
  'review-date-set', 'review-invitations-sent', 'review-papers-circulated', 'review-meeting-held', 'review-report-sent', 'review-decision-sent',
  'amendment-notice-sent', 'amended-plan-issued', 'amendment-dropped', 'cease-proposed', 'cease-decided', 'plan-ceased', 'reassessed-plan-issued', 'plan-left-unchanged',
]);

function beforeStart(story: Story): Contradiction[] {
  const start = story.of('request-received')[0] ?? story.of('came-to-attention')[0];
  const made = story.of('plan-made')[0];
  return story.facts
    .filter((fact) => !OF_NO_PROCESS.includes(fact.type))
    .filter((fact) => (start !== undefined && fact.on < start.on && fact !== start) || (made !== undefined && OF_A_PLAN.has(fact.type) && fact.on < made.on))
    .map((fact) => found('before-start', fact, 'on'));
}

function unaskedAnswers(story: Story): Contradiction[] {
  const askedAdviser = (adviser: string, on: IsoDate): boolean => story.of('advice-requested').some((request) => request.adviser === adviser && request.on <= on);
  const askedSetting = (setting: string, on: IsoDate): boolean => story.of('setting-consulted').some((consulted) => consulted.setting === setting && consulted.on <= on);
  const answers = [...story.of('advice-received'), ...story.of('advice-declined'), ...story.of('advice-returned'), ...story.of('appointment-missed')];
  return [
    ...answers.filter(({ adviser, on }) => !askedAdviser(adviser, on)).map((fact) => found('answer-without-asking', fact, 'adviser')),
    ...story.of('setting-answered').filter(({ setting, on }) => !askedSetting(setting, on)).map((fact) => found('answer-without-asking', fact, 'setting')),
  ];
}

/** A decision and its opposite, with nothing between that lets it be made again. */
function bothWays(story: Story, yes: FactType, no: FactType, unlocking: readonly FactType[]): Contradiction[] {
  const decisions = story.facts.filter(({ type }) => type === yes || type === no);
  return decisions.flatMap((fact, i) => {
    const before = decisions[i - 1];
    if (!before || before.type === fact.type) return [];
    const unlocked = story.facts.some(({ type, on }) => unlocking.includes(type) && on >= before.on && on <= fact.on);
    return unlocked ? [] : [found('agreed-and-refused', fact)];
  });
}

/** What may still follow a plan's ceasing. */
export const APPEALS_AND_CORRECTIONS: readonly FactType[] = [
  'correction', 'appeal-lodged', 'appeal-answered', 'appeal-not-opposed', 'appeal-conceded', 'appeal-withdrawn', 'tribunal-order', 'mediation-requested',
  'health-told-of-mediation', 'mediation-arranged', 'mediation-certificate', 'mediation-agreed', 'agreement-reported', 'agreement-carried-out',
  'recommendation-made', 'recommendation-answered', 'reconsidered',
];

function afterCeasing(story: Story): Contradiction[] {
  const ceased = story.of('plan-ceased')[0];
  if (!ceased) return [];
  return story.facts.filter((fact) => fact.on > ceased.on && !APPEALS_AND_CORRECTIONS.includes(fact.type)).map((fact) => found('after-plan-ceased', fact, 'on'));
}
