import type { AuditFrameworks, AuditStock } from '../../api/audit-models.js';
import type { Statements } from '../database.js';
import { createCandidates } from './audit-candidates.js';
import { DEFAULT_FRAMEWORKS } from '../../domain/audit/default-frameworks/all.js';

/** Until a council keeps its own: the project's frameworks, and nothing to draw from. */
export const createAuditFrameworks = (): AuditFrameworks => ({
  inForce: (kind) => Promise.resolve({ number: 0, framework: DEFAULT_FRAMEWORKS[kind] }),
  version: (kind, number) => Promise.resolve(number === 0 ? DEFAULT_FRAMEWORKS[kind] : null),
});
export const createAuditStock = (database: Statements): AuditStock => ({ candidates: createCandidates(database), sampling: () => Promise.resolve(null) });
