/** A run's whole input; its state is read afresh from PostgreSQL. */
export type AuditInput = Readonly<{ v: 1; caseRef: string }>;

export const AUDIT = 'audit';

export const auditId = (caseRef: string): string => `audit-${caseRef}`;
