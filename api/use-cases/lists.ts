import { AppError } from '../errors.js';
import { mayAtAll, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { Adviser, Named, SettingOption } from '../read-models.js';

/** At most this many to choose from at once; a search narrows them. */
const LIMIT = 200;

const mayChoose = (caller: Caller): void => {
  if (!mayAtAll(caller, 'lists.see')) throw new AppError('forbidden');
};

/** Those who may be asked for advice. */
export async function advisers(deps: UseCaseDeps, caller: Caller, query: { role?: string; search?: string }): Promise<readonly Adviser[]> {
  mayChoose(caller);
  return deps.people.advisers({ ...query, limit: LIMIT });
}

/** Schools, colleges and early-years settings that may be consulted. */
export async function settings(deps: UseCaseDeps, caller: Caller, query: { search?: string }): Promise<readonly SettingOption[]> {
  mayChoose(caller);
  return deps.people.settings({ ...query, limit: LIMIT });
}

/** Colleagues of the person's own team who may own a record. */
export async function owners(deps: UseCaseDeps, caller: Caller): Promise<readonly Named[]> {
  mayChoose(caller);
  return caller.team === null ? [] : deps.staff.owners(caller.team);
}
