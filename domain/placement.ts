import type { IsoDate } from './dates/iso-date.js';
import type { Fact } from './facts/fact.js';
import { story as storyOf } from './facts/story.js';

/** What is weighed of a setting beside its answer. Bands are of the yearly cost to the council, in pounds. */
export const COST_BANDS = ['under-10k', '10k-to-30k', '30k-to-60k', 'over-60k'] as const;
export type CostBand = (typeof COST_BANDS)[number];
export const TRANSPORT = ['none', 'needed', 'not-known'] as const;
export type Transport = (typeof TRANSPORT)[number];

/** A setting as it was last consulted for a child: its answer since, and whether the final plan names it. */
export type Consultation = Readonly<{
  setting: string;
  consultedOn: IsoDate;
  answeredOn: IsoDate | null;
  answer: string | null;
  /** The fact that answers; null until there is one. */
  answerId: string | null;
  named: boolean;
}>;

/** Every setting consulted, by its last consultation; corrections are honoured. @source Children and Families Act 2014 ss 38 to 40 */
export function consultationsOf(facts: readonly Fact[]): Consultation[] {
  const { of } = storyOf(facts);
  const last = new Map(of('setting-consulted').map((consulted) => [consulted.setting, consulted.on]));
  return [...last].map(([setting, consultedOn]) => {
    const answered = of('setting-answered').findLast((one) => one.setting === setting && one.on >= consultedOn) ?? null;
    return { setting, consultedOn, answeredOn: answered?.on ?? null, answer: answered?.answer ?? null, answerId: answered?.id ?? null, named: of('final-plan-issued').some((plan) => plan.setting === setting) };
  });
}
