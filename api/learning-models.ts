import type { LearningInput, LearningPeriod } from '../domain/audit/learning-report.js';

/** What is learnt from audits, as its store hands it over. */

/** With the names of staff, settings and teams it refers to, by reference. */
export type LearningKnown = LearningInput & Readonly<{ names: ReadonlyMap<string, string> }>;

export type AuditLearning = Readonly<{
  /**
   * Every marking handed in, finding agreed and action set by the period's last day, however old, with the framework versions they were made
   * by; what families and settings said in the period. Audits taken back are left out.
   */
  auditLearning: (period: LearningPeriod) => Promise<LearningKnown>;
}>;
