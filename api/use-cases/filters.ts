import { invalid } from '../errors.js';
import type { Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { FilterQuery, SavedFilter } from '../read-models.js';
import { nowOf } from '../now.js';

const LONGEST = 60;
/** As many as fit above a list and are still found at a glance. */
const MOST = 12;

/** Views of the work list this person keeps. */
export const savedFilters = (deps: UseCaseDeps, caller: Caller): Promise<readonly SavedFilter[]> => deps.filters.of(caller.ref);

/** Keeps a view under a name; one of that name it replaces. @throws AppError `invalid` */
export async function keepFilter(deps: UseCaseDeps, caller: Caller, name: string, query: FilterQuery): Promise<void> {
  const kept = await deps.filters.keep({ staff: caller.ref, name: nameFrom(name), query, at: nowOf(deps), most: MOST });
  if (!kept) throw invalid([{ path: 'name', message: `cannot be added: you keep ${MOST} views already. Remove one first` }]);
}

/** @throws AppError `invalid` */
export async function renameFilter(deps: UseCaseDeps, caller: Caller, from: string, to: string): Promise<void> {
  const renamed = await deps.filters.rename({ staff: caller.ref, from, to: nameFrom(to) });
  if (!renamed) throw invalid([{ path: 'name', message: 'must be one you have not used for another view' }]);
}

export const removeFilter = (deps: UseCaseDeps, caller: Caller, name: string): Promise<void> => deps.filters.remove(caller.ref, name);

function nameFrom(typed: string): string {
  const name = typed.trim().replaceAll(/\s+/g, ' ');
  if (name === '') throw invalid([{ path: 'name', message: 'is missing' }]);
  if (name.length > LONGEST) throw invalid([{ path: 'name', message: `must be at most ${LONGEST} characters` }]);
  return name;
}
