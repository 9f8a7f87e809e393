import type { Stage } from '../../domain/stages.js';

/** Where a case is, as one says it on the telephone. */
export const STAGE_WORDS: Readonly<Record<Stage | 'unknown', string>> = {
  marking: 'To be marked',
  'awaiting-second': 'Awaiting a second marking',
  moderating: 'In moderation',
  agreeing: 'Findings to be agreed',
  improving: 'Actions and re-audit',
  audited: 'Audit closed',
  withdrawn: 'Taken back',
  unknown: 'Not recorded yet',
  considering: 'Deciding whether to assess',
  assessing: 'Getting advice',
  'deciding-to-issue': 'Deciding whether to issue a plan',
  drafting: 'Writing the draft plan',
  'hearing-representations': 'Draft is with the family',
  finalising: 'Finishing the plan',
  finished: 'Final plan sent',
  refused: 'Refused',
  reopened: 'Acting on an order or agreement',
  ended: 'Ended',
  maintaining: 'Plan in force',
  reviewing: 'In review',
  amending: 'Plan being amended',
  reassessing: 'Being reassessed',
  ceasing: 'Plan coming to an end',
  ceased: 'Plan ended',
};

/** Stages an assessment goes through, in order: those a work list is narrowed by. */
export const ASSESSMENT_STAGES = [
  'considering',
  'assessing',
  'deciding-to-issue',
  'drafting',
  'hearing-representations',
  'finalising',
  'finished',
  'refused',
  'reopened',
] as const satisfies readonly Stage[];

export const isStage = (text: string): text is Stage => text !== 'unknown' && text in STAGE_WORDS;
