/** Where an assessment or a plan stands, for lists, pages and reports. */
export const STAGES = [
  'considering', 'assessing', 'deciding-to-issue', 'drafting', 'hearing-representations', 'finalising', 'finished', 'refused', 'reopened', 'ended',
  'maintaining', 'reviewing', 'amending', 'reassessing', 'ceasing', 'ceased',
] as const;
export type Stage = (typeof STAGES)[number];
