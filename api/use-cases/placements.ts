import type { CostBand, Transport } from '../../domain/placement.js';
import { AppError, invalid, notFound } from '../errors.js';
import { mayOn, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { Link } from '../link-models.js';
import type { PlacementRow } from '../decision-models.js';
import type { CaseAccess } from '../read-models.js';
import { newRef } from '../refs.js';
import { nowOf } from '../now.js';

/** Settings consulted for a child, side by side: who answered what, who must admit, and what was weighed. */

const MOST_LETTERS = 2000;

/** @throws AppError `not-found` */
export async function placements(deps: UseCaseDeps, caller: Caller, ref: string): Promise<Readonly<{ access: CaseAccess; rows: readonly PlacementRow[]; links: readonly Link[]; mayWeigh: boolean }>> {
  const access = await deps.cases.access(scopeFor(caller), ref);
  if (access === null) throw notFound();
  await deps.views.log({ staff: caller.ref, caseRefs: [ref], seen: 'placements', at: nowOf(deps) });
  const [rows, links] = await Promise.all([deps.placements.of(access.ref), deps.links.ofRecord(access.ref)]);
  return { access, rows, links, mayWeigh: mayOn(caller, 'record.facts', access) };
}

export type Weighed = Readonly<{ caseRef: string; setting: string; costBand: CostBand | null; transport: Transport | null; reason: string }>;

/** Keeps what is weighed of one consulted setting; an earlier weighing stays in the journal. @throws AppError `not-found`, `not-yours-to-record`, `invalid` */
export async function weighPlacement(deps: UseCaseDeps, caller: Caller, sent: Weighed): Promise<void> {
  const { access, rows, mayWeigh } = await placements(deps, caller, sent.caseRef);
  if (!mayWeigh) throw new AppError('not-yours-to-record');
  if (!rows.some(({ ref }) => ref === sent.setting)) throw invalid([{ path: 'setting', message: 'must be a setting consulted for this child' }]);
  const text = sent.reason.trim();
  if (text.length > MOST_LETTERS) throw invalid([{ path: 'reason', message: `must be at most ${MOST_LETTERS} letters` }]);
  await deps.placements.weigh({
    caseRef: access.ref, setting: sent.setting, costBand: sent.costBand, transport: sent.transport,
    reason: text === '' ? null : { ref: newRef('N'), text }, by: caller.ref, at: nowOf(deps),
  });
}
