import { fateOf } from '../../domain/advice/fate.js';
import type { PlanContent } from '../../domain/plan/content.js';
import { planFromAdvice, type AdviceGiven } from '../../domain/plan/from-advice.js';
import type { UseCaseDeps } from '../ports.js';
import { todayOf } from '../now.js';

/** A first draft out of the advice that a record holds, each in the text that was sent last. */
export async function planOfAdvice(deps: Pick<UseCaseDeps, 'advice' | 'clock'>, ref: string): Promise<PlanContent> {
  const requests = await deps.advice.ofRecord(ref, todayOf(deps));
  const given = requests.flatMap(({ row, facts, sent }): AdviceGiven[] => {
    const fate = fateOf(facts, row.adviser.ref, row.occurrence);
    if (fate?.kind !== 'received' && fate?.kind !== 'reused' && fate?.kind !== 'used') return [];
    return [{ who: row.adviser.name, role: row.adviser.role, on: fate.on, form: sent.at(-1)?.form ?? null }];
  });
  return planFromAdvice(given);
}
