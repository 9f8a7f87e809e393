// Every final plan has opened one plan's record, which says it was made that day; no plan is of nobody.
import type { Fact } from '../../../domain/facts/fact.js';
import { story } from '../../../domain/facts/story.js';
import { finalPlanOn } from '../../../domain/plan-made.js';
import type { Database } from '../../../prisma/database.js';
import { factsOf } from '../../../prisma/repositories/facts-of.js';
import type { Fault, Finding } from './verdict.js';

type Row = Readonly<{ ref: string; facts: readonly Fact[]; plan: string | null; ofPlan: readonly Fact[] }>;

export async function faultsOfPlans({ pool }: Database): Promise<Finding> {
  const { rows } = await pool.query<Row>(
    `SELECT r.ref, ${factsOf('r.ref')} AS facts, p.ref AS plan, ${factsOf('p.ref')} AS "ofPlan" FROM case_record r LEFT JOIN case_record p ON p.made_from = r.ref WHERE r.kind <> 'plan'`,
  );
  const { rows: orphans } = await pool.query<{ ref: string }>(`SELECT ref FROM case_record WHERE kind = 'plan' AND made_from IS NULL`);
  const faults = [...rows.flatMap(faultsOf), ...orphans.map(({ ref }): Fault => ({ kind: 'plan of nobody', who: ref, what: 'no final plan opened it' }))];
  return { counts: { 'plans made': rows.filter(({ plan }) => plan !== null).length }, faults };
}

function faultsOf({ ref, facts, plan, ofPlan }: Row): Fault[] {
  const finalOn = finalPlanOn(facts);
  const madeOn = story(ofPlan).of('plan-made').map(({ on }) => on);
  if (finalOn !== null && plan === null) return [{ kind: 'lost plan', who: ref, what: `its final plan of ${finalOn} opened no record` }];
  const wanted = finalOn === null ? [] : [finalOn];
  return madeOn.join() === wanted.join() ? [] : [{ kind: 'plan differs', who: `${plan ?? ''} of ${ref}`, what: `made ${madeOn.join() || 'never'}; issued ${finalOn ?? 'never'}` }];
}
