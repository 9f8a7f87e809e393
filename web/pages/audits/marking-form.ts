import { criteriaFor, type Answer, ANSWERS, NOT_APPLICABLE } from '../../../domain/audit/framework.js';
import type { Judged, Marking } from '../../../domain/audit/marking.js';
import type { AuditWhole } from '../../../api/audit-models.js';
import type { ReadAudit } from '../../../api/use-cases/audits.js';
import { sectionOfItem } from '../../../domain/plan/sections.js';
import { textOf } from '../../site.js';

/** The form of a marking: its inputs by criterion, and how they are read. */

export const answerInput = (criterion: string): string => `answer-${criterion}`;
export const evidenceInput = (criterion: string): string => `evidence-${criterion}`;
export const lineInput = (criterion: string): string => `line-${criterion}`;
export const judgedInput = (key: string): string => `rule:${key}`;

const ALL: readonly Answer[] = [...ANSWERS, NOT_APPLICABLE];

/** What was typed of the criteria that are asked; what none of them offers reads as empty. @param only criteria the form has; left out, all */
export function readMarking({ framework, audit }: Pick<ReadAudit, 'framework'> & Readonly<{ audit: Pick<AuditWhole, 'role'> }>, body: unknown, only: (criterion: string) => boolean = () => true): Marking {
  return Object.fromEntries(
    criteriaFor(framework, audit.role).filter(({ id }) => only(id)).map(({ id }) => {
      const line = textOf(body, lineInput(id));
      return [id, { answer: ALL.find((one) => one === textOf(body, answerInput(id))) ?? null, evidence: textOf(body, evidenceInput(id)), line: sectionOfItem(line) === null ? null : line }];
    }),
  );
}

export const readJudged = ({ suggestions }: Pick<ReadAudit, 'suggestions'>, body: unknown): Judged =>
  Object.fromEntries(suggestions.flatMap(({ key }) => {
    const said = textOf(body, judgedInput(key));
    return said === 'yes' || said === 'no' ? [[key, said === 'yes'] as const] : [];
  }));
