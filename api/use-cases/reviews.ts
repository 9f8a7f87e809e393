import { scopeFor, mayAtAll, type Caller } from '../permissions.js';
import { AppError } from '../errors.js';
import type { UseCaseDeps } from '../ports.js';
import type { Page } from '../read-models.js';
import type { ReviewQuery, ReviewRow } from '../review-models.js';
import { todayOf } from '../now.js';
import { logged } from './read-case.js';

/** Reviews of the plans a person may see, by the last day of what must happen next, late ones first. @throws AppError `forbidden` */
export async function reviewList(deps: UseCaseDeps, caller: Caller, query: Omit<ReviewQuery, 'today'>): Promise<Page<ReviewRow>> {
  if (!mayAtAll(caller, 'record.see')) throw new AppError('forbidden');
  const page = await deps.reviews.list(scopeFor(caller), { ...query, today: todayOf(deps) });
  await logged(deps, caller, page.items.map(({ ref }) => ref), 'reviews');
  return page;
}
