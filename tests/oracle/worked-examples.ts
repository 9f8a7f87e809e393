import { ASSESSMENT_EXAMPLES } from './examples-assessment.js';
import { DISPUTE_EXAMPLES } from './examples-dispute.js';
import { REVIEW_EXAMPLES } from './examples-review.js';
import type { WorkedExample } from './worked-example.js';

export type { ExpectedDuty, WorkedExample } from './worked-example.js';

/** Every example D01 to D48 of law.md section 7, encoded by hand and in order of id; an example with variants has several entries. */
export const WORKED_EXAMPLES: readonly WorkedExample[] = [
  ...ASSESSMENT_EXAMPLES,
  ...REVIEW_EXAMPLES,
  ...DISPUTE_EXAMPLES,
].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
