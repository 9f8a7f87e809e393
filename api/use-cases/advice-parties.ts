import type { AdviceParty } from '../advice-models.js';
import { notFound } from '../errors.js';
import type { LinkHolder } from '../link-permissions.js';
import { adviceScopeFor, type Caller } from '../permissions.js';

/** A professional, or their service's manager, with an account. */
export const staffParty = (caller: Caller): AdviceParty => ({ actor: caller.ref, name: caller.name, reach: { kind: 'staff', ...adviceScopeFor(caller) } });

/** An adviser who came by a link: their own request and nothing else. @throws AppError `not-found` for a family's link */
export function linkParty({ kind, ref, recordRef, name }: LinkHolder): AdviceParty {
  if (kind !== 'adviser') throw notFound();
  return { actor: ref, name, reach: { kind: 'link', recordRef, adviser: ref } };
}
