import type { IsoDate } from '../dates/iso-date.js';
import type { Fact, FactType } from '../facts/fact.js';
import { story as storyOf } from '../facts/story.js';

const STARTS: readonly FactType[] = ['plan-made', 'request-received', 'came-to-attention', 'reassessment-requested', 'reassessment-agreed'];
const ENDS: readonly FactType[] = [
  'plan-ceased', 'plan-transferred', 'died', 'moved-away', 'request-withdrawn', 'assessment-refused', 'issue-refused', 'final-plan-issued', 'reassessed-plan-issued',
];

/** The day a record begins; null where its facts do not say. */
export const startOf = (facts: readonly Fact[]): IsoDate | null => storyOf(facts).facts.find(({ type }) => STARTS.includes(type))?.on ?? null;

/** Whether a record leaves room for another of its kind: a plan that came from another council has not gone to one. */
export const isOver = (facts: readonly Fact[]): boolean =>
  storyOf(facts).facts.some((fact) => ENDS.includes(fact.type) && (fact.type !== 'plan-transferred' || fact.to !== undefined));
