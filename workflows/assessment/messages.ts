/** A run's whole input; its state is read afresh from PostgreSQL. */
export type AssessmentInput = Readonly<{ v: 1; caseRef: string }>;

export const ASSESSMENT = 'assessment';

export const assessmentId = (caseRef: string): string => `assessment-${caseRef}`;
