/** Where a quality audit stands. */
export const AUDIT_STAGES = ['marking', 'awaiting-second', 'moderating', 'agreeing', 'improving', 'audited', 'withdrawn'] as const;
export type AuditStage = (typeof AUDIT_STAGES)[number];

/** Where an assessment, a plan or an audit stands, for lists, pages and reports. */
export const STAGES = [
  'considering', 'assessing', 'deciding-to-issue', 'drafting', 'hearing-representations', 'finalising', 'finished', 'refused', 'reopened', 'ended',
  'maintaining', 'reviewing', 'amending', 'reassessing', 'ceasing', 'ceased',
  ...AUDIT_STAGES,
] as const;
export type Stage = (typeof STAGES)[number];
/** Of an assessment or a plan. */
export type CaseStage = Exclude<Stage, AuditStage>;

export const isAuditStage = (stage: Stage): stage is AuditStage => AUDIT_STAGES.some((one) => one === stage);
