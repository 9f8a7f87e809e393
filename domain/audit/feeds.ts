import type { LackCode } from '../plan/lacks.js';
import { NO_PERIOD, NOT_QUANTIFIED } from '../plan/specific.js';
import type { SectionCode } from '../plan/sections.js';

/**
 * Which plain rule on a plan's text speaks to which criterion of the default frameworks for plans and drafts. A council's own copy
 * keeps what a rule finds wherever it keeps the criterion's id.
 */

type BySection = Readonly<Partial<Record<SectionCode, string>>>;

/** `certain`: the structure of the text alone shows that a requirement of the law is not met, whatever the words mean. */
export type LackFeed = Readonly<{ to: BySection; reason: string; certain: boolean }>;

const suggests = (to: BySection, reason: string): LackFeed => ({ to, reason, certain: false });
const shows = (to: BySection, reason: string): LackFeed => ({ to, reason, certain: true });

const THREAD = { B: 'w-thread', C: 'w-thread', D: 'w-thread', E: 'w-thread', F: 'w-thread', G: 'w-thread', H1: 'w-thread', H2: 'w-thread' } as const;
const NOT_SAID = { C: 'c-said', D: 'd-said', G: 'g-said', H1: 'h-said', H2: 'h-said' } as const;

/** What each lack of the text is to an audit; null: nothing of its own. */
export const LACK_FEEDS: Readonly<Record<LackCode, LackFeed | null>> = {
  'child-views-missing': shows({ A: 'a-child-views' }, 'Section A has nothing under the child’s own views.'),
  'family-views-missing': shows({ A: 'a-family-views' }, 'Section A has nothing under the family’s views.'),
  'aspirations-missing': shows({ A: 'a-aspirations' }, 'Section A has nothing under aspirations.'),
  'needs-missing': shows({ B: 'b-needs' }, 'Section B has no need.'),
  'nothing-said': shows(NOT_SAID, 'The section is empty, and does not say that there is nothing.'),
  'said-none-and-some': suggests(NOT_SAID, 'The section says that there is nothing, and has entries.'),
  'need-without-outcome': suggests(THREAD, 'No outcome is joined to this need.'),
  'need-without-provision': shows({ B: 'f-every-need', C: 'g-said', D: 'h-said' }, 'No line of provision is joined to this need.'),
  'outcomes-missing': shows({ E: 'e-outcomes' }, 'Section E has no outcome.'),
  'outcome-without-need': suggests(THREAD, 'This outcome is joined to no need.'),
  'measure-missing': suggests({ E: 'e-smart' }, 'The outcome does not say how it is measured.'),
  'by-when-missing': suggests({ E: 'e-smart' }, 'The outcome does not say by when.'),
  'monitoring-missing': suggests({ E: 'e-monitoring' }, 'Section E does not say how progress is watched.'),
  'provision-missing': shows({ F: 'f-every-need' }, 'Section F has no provision.'),
  'provision-without-need': suggests(THREAD, 'This provision is joined to no need.'),
  'provision-without-outcome': suggests(THREAD, 'This provision is joined to no outcome.'),
  'who-missing': suggests({ F: 'f-who', G: 'g-specific', H1: 'h-specific', H2: 'h-specific' }, 'Nothing stands under who gives it.'),
  // a line may say its amount in its own words: `not-quantified` reads all of it
  'how-often-missing': null,
  'how-long-missing': null,
  'until-missing': suggests({ F: 'f-until', G: 'g-specific', H1: 'h-specific', H2: 'h-specific' }, 'Nothing stands under until when.'),
  'adulthood-missing': suggests({ F: 'w-adulthood' }, 'No provision is marked as preparing for adulthood.'),
  'placement-too-early': shows({ I: 'i-open' }, 'Section I of a draft names a placement or a type.'),
  'placement-missing': shows({ I: 'i-named' }, 'Section I names no placement and no type.'),
  'budget-unsaid': suggests({ J: 'j-said' }, 'Section J does not say whether there is a personal budget.'),
  'advice-missing': shows({ K: 'k-listed' }, 'Section K lists no advice.'),
  'advice-not-used': suggests({ K: 'k-used' }, 'It is not said what this advice was used for.'),
};

const inLines = (ofF: string): BySection => ({ F: ofF, G: 'g-specific', H1: 'h-specific', H2: 'h-specific' });

/** What words in a line of provision are to an audit, by the code of the rule that finds them. */
export const WORD_FEEDS: Readonly<Record<string, BySection>> = {
  access: inLines('f-specified'),
  'as-required': inLines('f-specified'),
  'would-benefit': inLines('f-specified'),
  opportunities: inLines('f-specified'),
  'aim-only': inLines('f-specified'),
  'kind-open': inLines('f-specified'),
  'left-to-others': inLines('f-specified'),
  regular: inLines('f-quantified'),
  'up-to': inLines('f-quantified'),
  'amount-open': inLines('f-quantified'),
  [NOT_QUANTIFIED.code]: inLines('f-quantified'),
  [NO_PERIOD.code]: inLines('f-quantified'),
  'skill-open': inLines('f-who'),
};

/** Every rule that points something out. */
export const RULES: readonly string[] = [...Object.entries(LACK_FEEDS).flatMap(([rule, feed]) => (feed === null ? [] : [rule])), ...Object.keys(WORD_FEEDS)];
