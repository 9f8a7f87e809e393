/** What the process of bringing a file in is told: the file's reference. Its rows stay in PostgreSQL. */

export type CaseImportInput = Readonly<{ importRef: string }>;

/** One process for a file. */
export const importId = (importRef: string): string => `import-${importRef}`;

export type ImportActivities = Readonly<{
  /** All good rows in, and their workflows started. May be repeated at any point: what is done is done once. */
  bringIn: (input: CaseImportInput) => Promise<void>;
}>;

export const IMPORT = { workflow: 'caseImport', id: ({ importRef }: CaseImportInput): string => importId(importRef) } as const;
