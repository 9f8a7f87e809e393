/** A run's whole input; its state is read afresh from PostgreSQL. */
export type PlanInput = Readonly<{ v: 1; caseRef: string }>;

export const PLAN = 'plan';

export const planId = (caseRef: string): string => `plan-${caseRef}`;
