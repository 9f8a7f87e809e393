import type { ToldFact } from '../../domain/facts/fact.js';
import { versionNamed, versionSentBy } from '../../domain/plan/versions.js';
import type { FieldProblem } from '../errors.js';
import type { UseCaseDeps } from '../ports.js';

/** What is wrong with naming a version of the plan's text as sent: it must be the one being written, as it stands; or sent so already. */
export async function versionProblems(deps: Pick<UseCaseDeps, 'planVersions'>, fact: ToldFact, at: string, caseRef: string): Promise<FieldProblem[]> {
  if (fact.type === 'correction') return fact.replacement === null ? [] : versionProblems(deps, fact.replacement, `${at}.replacement`, caseRef);
  const named = versionNamed(fact);
  if (named === null) return [];
  const found = (await deps.planVersions.of(caseRef)).find(({ number }) => number === named.number);
  const problem = (message: string): FieldProblem[] => [{ path: `${at}.evidence`, message }];
  if (found === undefined) return problem('names no version of this record\'s plan');
  if (found.sentOn !== null) return found.kind === versionSentBy(fact.type) ? [] : problem('names a version of the plan that was sent already, as another kind');
  return found.saves === named.saves ? [] : problem(`names version ${named.number} of the plan as it was before somebody saved it again; read it, then send yours again`);
}
