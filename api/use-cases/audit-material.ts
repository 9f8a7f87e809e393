import type { SentAdvice } from '../advice-models.js';
import type { AuditWhole } from '../audit-models.js';
import { todayOf } from '../now.js';
import { scopeOfService, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { CaseRecord } from '../read-models.js';
import type { SentReport } from '../setting-review-models.js';
import type { PlanContent } from '../../domain/plan/content.js';

/** What is read beside the criteria: the text of a plan, advice or a report as it was sent, or how a whole case went. */
export type Material =
  | Readonly<{ kind: 'text'; content: PlanContent }>
  | Readonly<{ kind: 'advice'; sent: SentAdvice }>
  | Readonly<{ kind: 'report'; sent: SentReport }>
  | Readonly<{ kind: 'case'; duties: CaseRecord['duties'] }>
  | Readonly<{ kind: 'none' }>;

/** Read through the audit: whoever sees the audit reads what it is of. */
export async function materialOf(deps: UseCaseDeps, caller: Caller, { kind, of, adviser }: Pick<AuditWhole, 'kind' | 'of' | 'adviser'>, text: PlanContent | null): Promise<Material> {
  switch (kind) {
    case 'plan':
    case 'draft':
      return text === null ? { kind: 'none' } : { kind: 'text', content: text };
    case 'advice': {
      const sent = (await deps.advice.ofRecord(of.ref, todayOf(deps))).find(({ row }) => row.adviser.ref === adviser?.ref)?.sent.at(-1);
      return sent === undefined ? { kind: 'none' } : { kind: 'advice', sent };
    }
    case 'review-report': {
      const [sent] = (await deps.settingReviews.ofRecord(of.ref))?.reports ?? [];
      return sent === undefined ? { kind: 'none' } : { kind: 'report', sent };
    }
    case 'case': {
      const record = await deps.cases.caseRecord(scopeOfService(caller), of.ref, todayOf(deps));
      return record === null ? { kind: 'none' } : { kind: 'case', duties: record.duties };
    }
  }
}
